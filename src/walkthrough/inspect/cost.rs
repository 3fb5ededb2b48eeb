//! How much there is of a deployment, and what it costs: one count and one figure for everything that says so.

use crate::resources::{Inventory, Survey};
use crate::walkthrough::Session;

impl Session {
    /// How much there is of the deployment, as the last sweep found it; `None` where it has not read all kinds.
    pub fn survey(&self) -> Option<Survey> {
        if self.holdings().is_narrowed() {
            return None;
        }
        let (pauses, prices, now) = (self.pauses(), self.prices(), self.aws().clock().now());
        let own = |inventory: &Inventory| Survey::of(inventory, inventory.own(self.deployment()), &pauses, &prices, now);
        let mut survey = self.inventory(own);
        if let Some(so_far) = &mut survey.so_far {
            *so_far = self.with_cost_before_pause(std::mem::take(so_far));
        }
        Some(survey)
    }
}
