//! What S3 holds: buckets, versions of objects and unfinished multipart uploads.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::checksum::Checksum;
use super::stored::Stored;

/// The version id of everything written while versioning is off or suspended.
pub const NULL_VERSION: &str = "null";

/// The encryption of a bucket where nobody chose one. Source: S3 user guide, "Setting default server-side encryption behavior".
pub const ENCRYPTION_WITH_OWN_KEYS: &str = "AES256";

/// A bucket and its configuration.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Bucket {
    pub name: String,
    pub created_at: Timestamp,
    /// When it becomes visible to other calls than CreateBucket.
    pub visible_at: Timestamp,
    pub ownership: Option<String>,
    pub public_access_block: Option<PublicAccessBlock>,
    /// The block before the last change, in force until `block_settles_at`.
    pub former_block: Option<PublicAccessBlock>,
    pub block_settles_at: Timestamp,
    /// The policy document as it was given.
    pub policy: Option<String>,
    pub website: Option<Website>,
    pub tags: BTreeMap<String, String>,
    /// `Enabled` or `Suspended` once versioning was ever set.
    pub versioning: Option<String>,
    /// How new objects are encrypted, `AES256` where it was never set.
    #[serde(default)]
    pub encryption: Option<String>,
    /// Other configurations as they were given, by the name of their sub-resource.
    #[serde(default)]
    pub configurations: BTreeMap<String, String>,
}

impl Bucket {
    /// The access block that is in force at `now`.
    pub fn block_in_force(&self, now: Timestamp) -> PublicAccessBlock {
        let block = if now < self.block_settles_at {
            self.former_block
        } else {
            self.public_access_block
        };
        block.unwrap_or_default()
    }

    /// Changes the access block; the former one stays in force until `settles_at`.
    pub fn set_block(&mut self, block: Option<PublicAccessBlock>, now: Timestamp, settles_at: Timestamp) {
        self.former_block = Some(self.block_in_force(now));
        self.public_access_block = block;
        self.block_settles_at = settles_at;
    }

    /// Whether ACLs are switched off.
    pub fn owner_enforced(&self) -> bool {
        self.ownership.as_deref() == Some("BucketOwnerEnforced")
    }

    /// How new objects are encrypted.
    pub fn encryption(&self) -> &str {
        self.encryption.as_deref().unwrap_or(ENCRYPTION_WITH_OWN_KEYS)
    }

    /// Whether every write makes a new version.
    pub fn is_versioned(&self) -> bool {
        self.versioning.as_deref() == Some("Enabled")
    }
}

/// The name of a deleted bucket. Deletions spread slowly: lists still show it for a moment, and nobody can take the name for
/// longer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FreedName {
    pub created_at: Timestamp,
    /// When lists stop showing it.
    pub listed_until: Timestamp,
    /// When the name is free again.
    pub taken_until: Timestamp,
}

/// The four switches of a bucket's public access block; all off is the same as none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicAccessBlock {
    pub block_public_acls: bool,
    pub ignore_public_acls: bool,
    pub block_public_policy: bool,
    pub restrict_public_buckets: bool,
}

impl PublicAccessBlock {
    /// The switches that are on in either block.
    pub fn or(self, other: Self) -> Self {
        Self {
            block_public_acls: self.block_public_acls || other.block_public_acls,
            ignore_public_acls: self.ignore_public_acls || other.ignore_public_acls,
            block_public_policy: self.block_public_policy || other.block_public_policy,
            restrict_public_buckets: self.restrict_public_buckets || other.restrict_public_buckets,
        }
    }

    /// The block of every new bucket. Source: S3 user guide, "Blocking public access".
    pub const ALL: Self = Self {
        block_public_acls: true,
        ignore_public_acls: true,
        block_public_policy: true,
        restrict_public_buckets: true,
    };
}

/// How the website endpoint serves a bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Website {
    Documents {
        index_suffix: String,
        error_key: Option<String>,
    },
    Redirect {
        host: String,
        protocol: Option<String>,
    },
}

/// One version of an object, or a delete marker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Version {
    pub bucket: String,
    pub key: String,
    pub version_id: String,
    /// A number that counts up within a key; the highest is the current version.
    pub sequence: u64,
    pub modified_at: Timestamp,
    /// Absent for a delete marker.
    pub content: Option<Content>,
}

impl Version {
    /// The row it is stored in: rows sort by bucket and key, the current version of a key first.
    pub fn row_id(&self) -> String {
        format!("{}{:016x}", key_prefix(&self.bucket, &self.key), u64::MAX - self.sequence)
    }
}

/// The prefix of the row ids of all versions of a key.
pub fn key_prefix(bucket: &str, key: &str) -> String {
    format!("{bucket}/{key}\0")
}

/// The body of a version and its metadata.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Content {
    pub body: Stored,
    /// Bytes.
    pub size: u64,
    /// With its quotes.
    pub etag: String,
    /// `content-type`, `cache-control`, `x-amz-meta-*`…, names in lower case.
    pub headers: BTreeMap<String, String>,
    pub checksum: Checksum,
    /// How it is encrypted, where not with S3's own keys.
    #[serde(default)]
    pub kms: Option<String>,
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}

impl Content {
    /// How it is encrypted, as answers say it.
    pub fn encryption(&self) -> &str {
        self.kms.as_deref().unwrap_or(ENCRYPTION_WITH_OWN_KEYS)
    }
}

/// A multipart upload that was neither completed nor aborted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Upload {
    pub id: String,
    pub bucket: String,
    pub key: String,
    pub initiated_at: Timestamp,
    pub headers: BTreeMap<String, String>,
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
    /// As in `crc32`, when the client chose one.
    pub checksum_algorithm: Option<String>,
    /// `FULL_OBJECT` or `COMPOSITE`.
    pub checksum_kind: String,
    pub parts: BTreeMap<u32, Part>,
}

/// One uploaded part.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Part {
    pub body: String,
    pub size: u64,
    pub etag: String,
    pub modified_at: Timestamp,
    pub checksum: Checksum,
}
