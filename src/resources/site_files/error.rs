//! Why a folder can't be published.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::exposure::Exposure;

/// Why a folder can't be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteFolderError {
    /// It has no front page.
    NoIndex {
        /// The folder.
        folder: PathBuf,
    },
    /// It, or a link in it, leads to what must not be published.
    Private(Exposure),
    /// A file or folder can't be read.
    Unreadable {
        /// Which one.
        path: PathBuf,
        /// The system's reason.
        detail: String,
    },
    /// A file goes on changing while it is read.
    Changing {
        /// Which one.
        path: PathBuf,
    },
    /// A file's name can't be an object's key.
    Name {
        /// The file.
        path: PathBuf,
        /// Why not.
        problem: NameProblem,
    },
}

/// Why a file's name can't be an object's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// It isn't UTF-8.
    Encoding,
    /// It has a character that no XML holds, or that nobody sees: S3's lists of objects are XML.
    Character(char),
    /// Its path within the folder has more bytes than a key.
    Length {
        /// How many a key has at most.
        most: usize,
    },
}

impl SiteFolderError {
    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::Unreadable {
            path: path.to_owned(),
            detail: error.to_string(),
        }
    }
}

impl fmt::Display for SiteFolderError {
    /// For developers: `ui` makes the sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for SiteFolderError {}
