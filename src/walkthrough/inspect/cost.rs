//! How much there is of a deployment, and what it costs: one count and one figure for everything that says so.

use crate::resources::Survey;
use crate::walkthrough::Session;

impl Session {
    /// How much there is of the deployment, as the last sweep found it; `None` where it has not read all kinds.
    pub fn survey(&self) -> Option<Survey> {
        if self.holdings().is_narrowed() {
            return None;
        }
        Some(self.inventory(|inventory| Survey::of(inventory, inventory.own(self.deployment()))))
    }
}

/// What everything there is costs an hour, about, in US dollars at us-east-1 prices; `None` where not everything was listed.
pub fn hourly_cost(session: &Session) -> Option<f64> {
    session.survey()?.dollars_an_hour
}
