//! What the file system says of a file without opening it.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

/// A file's size, times and number. Where they are as before, so is the file, but for a change within the resolution of its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp {
    /// Bytes.
    pub(super) size: u64,
    /// When its content last changed: seconds and nanoseconds since 1970.
    modified: (i64, i64),
    /// When its content or its attributes last changed, which nobody can set.
    changed: (i64, i64),
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
}
