//! Stopping to manage a deployment: what a person keeps loses jalon's tags, and nothing is deleted.

use crate::resources::{OWN_TAGS, Observed, TagChange, retag};
use crate::walkthrough::{Event, Result, Session};

impl Session {
    /// What is left of the deployment, as the last sweep found it.
    pub fn own_resources(&self) -> Vec<Observed> {
        self.inventory(|inventory| {
            let own = inventory.own(self.deployment());
            own.filter(|observed| observed.is_live()).cloned().collect()
        })
    }

    /// Removes jalon's tags from these. A run that was killed on the way may do it again.
    ///
    /// # Errors
    ///
    /// When AWS refuses one, or the run is asked to stop; the others keep theirs.
    pub async fn untag(&self, resources: &[Observed]) -> Result<()> {
        for observed in resources {
            self.interruption().check_cancelled()?;
            retag(self.aws(), observed, TagChange::Remove(&OWN_TAGS)).await?;
            self.report(Event::Untagged {
                key: observed.key_or_id(),
                kind: observed.kind().to_string(),
                id: observed.id.clone(),
            });
        }
        Ok(())
    }
}
