//! The tags that a person wants on everything: remembered, and written to what is there as to what is made.

use crate::walkthrough::{Result, Session};

impl Session {
    /// Puts these tags on everything from now on, beside those that were given before.
    ///
    /// # Errors
    ///
    /// When they can't be remembered.
    pub fn put_on_everything(&self, tags: &[(String, String)]) -> Result<()> {
        let is_known = |(key, value): &(String, String)| self.checkpoint().read(|state| state.tags.get(key) == Some(value));
        if !tags.iter().all(is_known) {
            self.checkpoint().update(|state| state.tags.extend(tags.iter().cloned()))?;
        }
        Ok(())
    }
}
