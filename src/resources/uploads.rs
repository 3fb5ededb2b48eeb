//! Which objects of a site this run has changed.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// What this run has sent to the deployment's bucket, and deleted from it.
#[derive(Default)]
pub struct Uploads(Mutex<Keys>);

#[derive(Default)]
struct Keys {
    sent: BTreeSet<String>,
    changed: Arc<BTreeSet<String>>,
}

impl Uploads {
    /// Notes an object that S3 has taken.
    pub(super) fn note_sent(&self, key: &str) {
        self.keys(|keys| {
            keys.sent.insert(key.to_owned());
            Arc::make_mut(&mut keys.changed).insert(key.to_owned());
        });
    }

    /// Notes an object that S3 has deleted.
    pub(super) fn note_deleted(&self, key: &str) {
        self.keys(|keys| Arc::make_mut(&mut keys.changed).insert(key.to_owned()));
    }

    /// The keys of all objects sent.
    pub fn sent(&self) -> BTreeSet<String> {
        self.keys(|keys| keys.sent.clone())
    }

    /// The keys of all objects sent or deleted, shared: every listing of any kind is given them.
    pub fn changed(&self) -> Arc<BTreeSet<String>> {
        self.keys(|keys| Arc::clone(&keys.changed))
    }

    fn keys<R>(&self, use_them: impl FnOnce(&mut Keys) -> R) -> R {
        use_them(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
