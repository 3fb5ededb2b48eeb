//! The checksums of files that were read before, kept between runs as git keeps them in its index: a file whose size, times and number
//! are as before isn't read again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::stamp::{Moment, Stamp};
use super::walk::Found;
use crate::checkpoint::{Folder, SharedText};

/// The index's name in a deployment's folder.
pub const SITE_INDEX_FILE: &str = "site-index.json";

const FORMAT: u64 = 1;

/// How coarse a file system's times may be, in seconds (FAT has two). A file that was changed so shortly before it was read may have been
/// changed again since, and show the same times.
const RESOLUTION: i64 = 2;

/// The files of one folder.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Index {
    format: u64,
    folder: PathBuf,
    files: BTreeMap<SharedText, Indexed>,
}

/// A file as it was when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Indexed {
    pub(super) stamp: Stamp,
    pub(super) sha256: SharedText,
    /// When its reading began.
    pub(super) read_at: Moment,
}

impl Index {
    /// An empty index of a folder.
    pub(super) fn of(folder: &Path) -> Self {
        Self {
            format: FORMAT,
            folder: folder.to_owned(),
            files: BTreeMap::new(),
        }
    }

    /// The index that is kept of a folder. One that can't be read is an empty one: it saves time and nothing else.
    pub(super) fn kept(home: &Folder, folder: &Path) -> Self {
        let text = home.read(SITE_INDEX_FILE).ok().flatten();
        let kept = text.and_then(|text| serde_json::from_slice::<Self>(&text).ok());
        let kept = kept.filter(|kept| kept.format == FORMAT && kept.folder == folder);
        kept.unwrap_or_else(|| Self::of(folder))
    }

    /// Keeps it for later runs, where that can be done.
    pub(super) fn keep(&self, home: &Folder) {
        let text = serde_json::to_vec(self).ok();
        let _ = text.map(|text| home.replace(SITE_INDEX_FILE, &text));
    }

    /// The SHA-256 of a file, if it certainly is as it was when it was read.
    pub(super) fn checksum(&self, file: &Found) -> Option<&SharedText> {
        let indexed = self.files.get(&file.key)?;
        (indexed.stamp == file.stamp && indexed.is_settled()).then_some(&indexed.sha256)
    }

    /// Notes a file that was read.
    pub(super) fn note(&mut self, key: &SharedText, indexed: Indexed) {
        self.files.insert(key.clone(), indexed);
    }

    /// What is noted of a file.
    pub(super) fn noted(&self, key: &str) -> Option<&Indexed> {
        self.files.get(key)
    }
}

impl Indexed {
    /// Whether a change after the reading would show.
    fn is_settled(&self) -> bool {
        let (seconds, nanoseconds) = self.stamp.last_change();
        (seconds + RESOLUTION, nanoseconds) < self.read_at
    }
}

/// This moment.
pub(super) fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    (
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        i64::from(since.subsec_nanos()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_changed_just_before_it_was_read_is_not_trusted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("index.html");
        std::fs::write(&path, "page").unwrap();
        let stamp = Stamp::of(&std::fs::metadata(&path).unwrap());
        let (seconds, nanoseconds) = stamp.last_change();
        let is_settled = |read_at| {
            let sha256 = "".into();
            Indexed { stamp, sha256, read_at }.is_settled()
        };
        for racy in [
            (seconds, nanoseconds + 1),
            (seconds + RESOLUTION, nanoseconds),
            (seconds - 10, 0),
        ] {
            assert!(!is_settled(racy), "{racy:?}");
        }
        assert!(is_settled((seconds + RESOLUTION, nanoseconds + 1)));
    }
}
