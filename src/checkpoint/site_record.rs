//! What was sent to a site's bucket: `site.json`.
//!
//! Each object is recorded before it is sent, and again with what S3 answered. A lost or damaged record is no loss: the objects'
//! own metadata says the same, at a call for each.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CheckpointError, Folder, SharedText};

/// The record's name in a deployment's folder.
pub const SITE_FILE: &str = "site.json";

/// The format this version writes and reads.
const FORMAT: u64 = 1;

/// One object that was sent, or is about to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentObject {
    /// The SHA-256 of its content in hexadecimal, or that of its parts' with a hyphen and their number.
    pub sha256: SharedText,
    /// Its content type.
    pub content_type: SharedText,
    /// The ETag that S3 answered; `None` before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<SharedText>,
    /// When S3 says it was last modified; `None` before it was listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Timestamp>,
    /// Whether it is sent in parts: those of an upload that is never finished stay, and cost money.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_parts: bool,
}

impl SentObject {
    /// Whether parts of it may have been sent, and not all.
    pub fn may_be_unfinished(&self) -> bool {
        self.in_parts && self.etag.is_none()
    }
}

/// The objects of a bucket by key.
pub type SentObjects = BTreeMap<SharedText, SentObject>;

#[derive(Debug, Serialize, Deserialize)]
struct Document {
    format: u64,
    bucket: String,
    #[serde(with = "shared")]
    objects: Arc<SentObjects>,
}

/// What was sent to a site's bucket, in memory and, where the run may write, on disk.
#[derive(Debug)]
pub struct SiteRecord {
    folder: Folder,
    is_durable: bool,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    is_loaded: bool,
    is_changed: bool,
    document: Option<Document>,
}

impl SiteRecord {
    /// The record in `folder`. Nothing is read or written yet; nothing is ever written unless it `is_durable`.
    pub fn in_folder(folder: &Folder, is_durable: bool) -> Self {
        Self {
            folder: folder.clone(),
            is_durable,
            held: Mutex::default(),
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the record, once. One that is damaged, or has another format, counts as lost.
    ///
    /// # Errors
    ///
    /// When it is there and can't be read.
    pub fn load(&self) -> Result<(), CheckpointError> {
        let mut held = self.held();
        if held.is_loaded {
            return Ok(());
        }
        let text = self.folder.read(SITE_FILE)?;
        held.document = text.and_then(|text| serde_json::from_slice(&text).ok());
        held.document = held.document.take().filter(|document| document.format == FORMAT);
        held.is_loaded = true;
        Ok(())
    }

    /// What was sent to a bucket; `None` where nothing is known of it, or no longer.
    pub fn objects(&self, bucket: &str) -> Option<Arc<SentObjects>> {
        let held = self.held();
        let document = held.document.as_ref().filter(|document| document.bucket == bucket);
        document.map(|document| Arc::clone(&document.objects))
    }

    /// Changes what was sent to a bucket, in memory; [`SiteRecord::save`] makes it durable. Another bucket's record is given up.
    pub fn change(&self, bucket: &str, change: impl FnOnce(&mut SentObjects)) {
        let mut held = self.held();
        held.is_changed = true;
        let known = held.document.take().filter(|document| document.bucket == bucket);
        let mut document = known.unwrap_or_else(|| Document {
            format: FORMAT,
            bucket: bucket.to_owned(),
            objects: Arc::default(),
        });
        change(Arc::make_mut(&mut document.objects));
        held.document = Some(document);
    }

    /// Makes the changes durable, in one write.
    ///
    /// # Errors
    ///
    /// When the record can't be written; the changes go out with the next save that can be.
    pub fn save(&self) -> Result<(), CheckpointError> {
        let mut held = self.held();
        if !self.is_durable || !held.is_changed {
            return Ok(());
        }
        let text = serde_json::to_vec(&held.document).map_err(|error| CheckpointError::NotWritable {
            path: self.folder.file(SITE_FILE),
            source: io::Error::from(error),
        })?;
        self.folder.replace(SITE_FILE, &text)?;
        held.is_changed = false;
        Ok(())
    }
}

/// Reads and writes what is shared in memory as itself.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::SentObjects;

    pub(super) fn serialize<S: Serializer>(objects: &Arc<SentObjects>, serializer: S) -> Result<S::Ok, S::Error> {
        objects.as_ref().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<SentObjects>, D::Error> {
        SentObjects::deserialize(deserializer).map(Arc::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(etag: &str) -> SentObject {
        SentObject {
            sha256: "00".into(),
            content_type: "text/html".into(),
            etag: Some(etag.into()),
            modified: None,
            in_parts: false,
        }
    }

    #[test]
    fn what_was_sent_is_kept_by_bucket() {
        let folder = tempfile::tempdir().unwrap();
        let record = |is_durable| {
            let record = SiteRecord::in_folder(&Folder::at(folder.path()), is_durable);
            record.load().unwrap();
            record
        };
        let first = record(true);
        assert_eq!(first.objects("b"), None);
        first.change("b", |objects| drop(objects.insert("a".into(), object("1"))));
        first.save().unwrap();
        assert_eq!(record(true).objects("b").unwrap()["a"], object("1"));
        assert_eq!(record(true).objects("c"), None);

        let reading = record(false);
        reading.change("b", SentObjects::clear);
        reading.save().unwrap();
        assert_eq!(record(true).objects("b").unwrap().len(), 1, "what only reads writes nothing");

        let half = "{\"format\": 1, \"buck";
        Folder::at(folder.path()).replace(SITE_FILE, half.as_bytes()).unwrap();
        assert_eq!(record(true).objects("b"), None, "a damaged record is a lost one");
    }
}
