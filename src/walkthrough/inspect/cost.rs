//! How much there is of a deployment, and what it costs: one count and one figure for everything that says so.

use crate::resources::Survey;
use crate::walkthrough::Session;

impl Session {
    /// How much there is of the deployment, as the last sweep found it; `None` where it has not read all kinds.
    pub fn survey(&self) -> Option<Survey> {
        if self.holdings().is_narrowed() {
            return None;
        }
        let now = self.aws().clock().now();
        Some(self.inventory(|inventory| Survey::of(inventory, inventory.own(self.deployment()), self.aws().region(), now)))
    }
}
