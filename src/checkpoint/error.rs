//! What can be wrong with the state directory.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::own_file::link_in;

/// A problem with the state directory. None of them changes or loses what is there.
#[derive(Debug, Error)]
pub enum CheckpointError {
    /// The file is there and can't be read.
    #[error("could not read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not a whole state file.
    #[error("{} is damaged: {detail}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        detail: String,
    },
    /// The file was written by a newer jalon.
    #[error("{} has format {format}, and this jalon reads formats up to {}", path.display(), super::FORMAT)]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        format: u64,
    },
    /// The file is not jalon's, or is another deployment's.
    #[error("{} is not the state of this deployment: {detail}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// Nothing can be written there.
    #[error("could not write {}: {source}", path.display())]
    NotWritable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A symbolic link is where a file or a folder of jalon's own belongs.
    #[error("{} is a symbolic link, and jalon follows none in its own folders", path.display())]
    Linked {
        /// The link.
        path: PathBuf,
    },
    /// Another run is at work.
    #[error("process {} is already at work on the deployment {deployment}", pid.map_or("(unknown)".to_owned(), |pid| pid.to_string()))]
    Locked {
        /// The deployment.
        deployment: String,
        /// The other run's process id, where it could be read.
        pid: Option<u32>,
    },
}

impl CheckpointError {
    /// A file that can't be read, for this reason.
    pub(super) fn unreadable(path: PathBuf, source: io::Error) -> Self {
        match link_in(&source) {
            Some(link) => Self::Linked { path: link.to_owned() },
            None => Self::Unreadable { path, source },
        }
    }

    /// A file that can't be written, for this reason.
    pub(super) fn not_writable(path: PathBuf, source: io::Error) -> Self {
        match link_in(&source) {
            Some(link) => Self::Linked { path: link.to_owned() },
            None => Self::NotWritable { path, source },
        }
    }
}
