//! Which objects of a site were sent: in this run, and in all runs as the record has it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::budget::Budget;
use crate::aws::Flow;
use crate::checkpoint::{CheckpointError, SentObject, SentObjects, SharedText, SiteRecord};

/// What was sent to the deployment's bucket, and what this run has deleted from it.
#[derive(Debug)]
pub struct Uploads {
    record: SiteRecord,
    flow: Arc<Flow>,
    budget: Budget,
    keys: Mutex<Keys>,
}

#[derive(Debug, Default)]
struct Keys {
    sent: Arc<BTreeSet<SharedText>>,
    changed: Arc<BTreeSet<SharedText>>,
    is_under_kms: bool,
}

impl Uploads {
    /// Uploads that are recorded here.
    pub fn recorded_in(record: SiteRecord) -> Self {
        Self {
            record,
            flow: Arc::default(),
            budget: Budget::default(),
            keys: Mutex::default(),
        }
    }

    /// The bytes that are sent.
    pub fn flow(&self) -> &Arc<Flow> {
        &self.flow
    }

    /// How many bytes may be in flight.
    pub(super) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Reads the record, once.
    ///
    /// # Errors
    ///
    /// When it is there and can't be read.
    pub fn load(&self) -> Result<(), CheckpointError> {
        self.record.load()
    }

    /// Makes durable what was learned, in one write.
    ///
    /// # Errors
    ///
    /// When the record can't be written.
    pub fn save(&self) -> Result<(), CheckpointError> {
        self.record.save()
    }

    /// The objects that were sent to a bucket; `None` where that is not known.
    pub(super) fn known(&self, bucket: &str) -> Option<Arc<SentObjects>> {
        self.record.objects(bucket)
    }

    /// Notes what S3 shows of objects: those that were sent, and the keys that others have written to since. From then on it is known
    /// what was sent to this bucket.
    pub(super) fn learn(&self, bucket: &str, sent: Vec<(SharedText, SentObject)>, foreign: &[SharedText]) {
        self.record.change(bucket, |objects| {
            objects.extend(sent);
            for key in foreign {
                objects.remove(key.as_str());
            }
        });
    }

    /// Records objects that are about to be sent, in one write: a run that is killed then still has sent them.
    ///
    /// # Errors
    ///
    /// When the record can't be written.
    pub(super) fn intend(&self, bucket: &str, objects: Vec<(SharedText, SentObject)>) -> Result<(), CheckpointError> {
        if objects.is_empty() {
            return Ok(());
        }
        self.record.change(bucket, |all| all.extend(objects));
        self.record.save()
    }

    /// Notes an object that S3 has taken.
    pub(super) fn note_sent(&self, bucket: &str, key: &SharedText, object: SentObject) {
        self.record
            .change(bucket, |objects| drop(objects.insert(key.clone(), object)));
        self.keys(|keys| {
            Arc::make_mut(&mut keys.sent).insert(key.clone());
            Arc::make_mut(&mut keys.changed).insert(key.clone());
        });
    }

    /// Notes that nothing is left of an object that was to be sent in parts.
    pub(super) fn note_given_up(&self, bucket: &str, key: &str) {
        self.record.change(bucket, |objects| drop(objects.remove(key)));
    }

    /// Notes an object that S3 has deleted.
    pub(super) fn note_deleted(&self, bucket: &str, key: &str) {
        self.record.change(bucket, |objects| drop(objects.remove(key)));
        self.keys(|keys| Arc::make_mut(&mut keys.changed).insert(key.into()));
    }

    /// Notes that S3 encrypts what is sent with a key of AWS KMS.
    pub(super) fn note_kms(&self) {
        self.keys(|keys| keys.is_under_kms = true);
    }

    /// Whether S3 encrypts what this run has sent with a key of AWS KMS.
    pub fn is_under_kms(&self) -> bool {
        self.keys(|keys| keys.is_under_kms)
    }

    /// The keys of all objects that this run has sent.
    pub fn sent(&self) -> Arc<BTreeSet<SharedText>> {
        self.keys(|keys| Arc::clone(&keys.sent))
    }

    /// The keys of all objects that this run has sent or deleted, shared: every listing of any kind is given them.
    pub fn changed(&self) -> Arc<BTreeSet<SharedText>> {
        self.keys(|keys| Arc::clone(&keys.changed))
    }

    fn keys<R>(&self, use_them: impl FnOnce(&mut Keys) -> R) -> R {
        use_them(&mut self.keys.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
