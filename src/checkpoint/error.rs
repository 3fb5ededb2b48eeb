//! What can be wrong with the state directory.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::own_file::{Refusal, Refused, refusal_in};
use super::trust::Distrust;

/// A problem with the state directory. None of them changes or loses what is there.
#[derive(Debug)]
pub enum CheckpointError {
    /// The file is there and can't be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not a whole state file.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        detail: String,
    },
    /// The file was written by a newer jalon.
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        format: u64,
    },
    /// The file is not jalon's, or is another deployment's.
    Foreign {
        /// The file.
        path: PathBuf,
        /// Whose it is.
        owner: StateOwner,
    },
    /// Nothing can be written there.
    NotWritable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A symbolic link is where a file or a folder of jalon's own belongs.
    Linked {
        /// The link.
        path: PathBuf,
    },
    /// A file or a folder of jalon's own isn't this user's alone.
    Untrusted {
        /// The file or folder.
        path: PathBuf,
        /// Why it isn't trusted.
        why: Distrust,
    },
    /// The folder in which the command was given is gone, so that nothing can be named from there.
    NoWorkingFolder {
        /// The system's words.
        source: io::Error,
    },
    /// Another run is at work.
    Locked {
        /// The deployment.
        deployment: String,
        /// The other run's process id, where it could be read.
        pid: Option<u32>,
    },
}

/// Whose a state file is that isn't this deployment's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateOwner {
    /// Another deployment's.
    Deployment(String),
    /// Not jalon's: it has no format number.
    Unknown,
}

impl fmt::Display for CheckpointError {
    /// For developers: `ui` makes the sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for CheckpointError {}

impl CheckpointError {
    /// A file that can't be read, for this reason.
    pub(super) fn unreadable(path: PathBuf, source: io::Error) -> Self {
        match refusal_in(&source) {
            Some(refused) => refused.into(),
            None => Self::Unreadable { path, source },
        }
    }

    /// A file that can't be written, for this reason.
    pub(super) fn not_writable(path: PathBuf, source: io::Error) -> Self {
        match refusal_in(&source) {
            Some(refused) => refused.into(),
            None => Self::NotWritable { path, source },
        }
    }
}

impl From<&Refused> for CheckpointError {
    fn from(refused: &Refused) -> Self {
        let path = refused.path.clone();
        match refused.why {
            Refusal::Linked => Self::Linked { path },
            Refusal::Untrusted(why) => Self::Untrusted { path, why },
        }
    }
}
