//! Which objects of a site this run has changed.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// What this run has sent to the deployment's bucket, and deleted from it.
#[derive(Default)]
pub struct Uploads(Mutex<Keys>);

#[derive(Default)]
struct Keys {
    sent: BTreeSet<String>,
    deleted: BTreeSet<String>,
}

impl Uploads {
    /// Notes an object that S3 has taken.
    pub(super) fn note_sent(&self, key: &str) {
        self.keys(|keys| keys.sent.insert(key.to_owned()));
    }

    /// Notes an object that S3 has deleted.
    pub(super) fn note_deleted(&self, key: &str) {
        self.keys(|keys| keys.deleted.insert(key.to_owned()));
    }

    /// The keys of all objects sent.
    pub fn sent(&self) -> BTreeSet<String> {
        self.keys(|keys| keys.sent.clone())
    }

    /// The keys of all objects sent or deleted.
    pub fn changed(&self) -> BTreeSet<String> {
        self.keys(|keys| keys.sent.union(&keys.deleted).cloned().collect())
    }

    fn keys<R>(&self, use_them: impl FnOnce(&mut Keys) -> R) -> R {
        use_them(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
