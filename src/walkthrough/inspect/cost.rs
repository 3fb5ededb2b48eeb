//! What a deployment costs.

use crate::resources::hourly_price;
use crate::walkthrough::Session;

/// What everything there is costs an hour, about, in US dollars at us-east-1 prices; `None` where not everything was listed.
pub fn hourly_cost(session: &Session) -> Option<f64> {
    if session.holdings().is_narrowed() || session.inventory(|inventory| !inventory.unreadable().is_empty()) {
        return None;
    }
    Some(session.inventory(|inventory| inventory.all().filter(|observed| observed.is_live()).map(hourly_price).sum()))
}
