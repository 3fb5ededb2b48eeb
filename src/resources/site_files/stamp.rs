//! What the file system says of a file without opening it.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

use serde::{Deserialize, Serialize};

/// Seconds and nanoseconds since 1970.
pub(super) type Moment = (i64, i64);

/// A file's size, times and number. Where they are as before, so is the file, but for a change within the resolution of its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// Bytes.
    pub(super) size: u64,
    /// When its content last changed.
    modified: Moment,
    /// When its content or its attributes last changed, which nobody can set.
    changed: Moment,
    inode: u64,
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            size: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
            inode: metadata.ino(),
        }
    }

    /// When anything of it last changed.
    pub(super) fn last_change(&self) -> Moment {
        self.modified.max(self.changed)
    }
}
