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

    /// What to do about it.
    pub fn advice(&self) -> String {
        match self {
            Self::Unreadable { source, .. } if source.kind() == io::ErrorKind::NotFound => "name a file that is there".to_owned(),
            Self::Unreadable { path, .. } => format!("make {} readable for you, then run the same command again", path.display()),
            Self::Damaged { path, .. } | Self::Foreign { path, .. } => format!(
                "nothing was changed. Move it away (mv {0} {0}.bad) and run the same command: what is on AWS is found again by its tags",
                path.display()
            ),
            Self::Newer { .. } => "use the jalon that wrote it, or a newer one".to_owned(),
            Self::NotWritable { source, .. } if source.kind() == io::ErrorKind::StorageFull => {
                "free some disk space, then run the same command: it goes on where it stopped".to_owned()
            }
            Self::NotWritable { path, source } if source.kind() == io::ErrorKind::NotFound => format!(
                "{} was taken away while jalon was at work; run the same command: what is on AWS is found again by its tags",
                path.parent().unwrap_or(path).display()
            ),
            Self::NotWritable { .. } => "make the folder writable for you, or name another with --state-dir".to_owned(),
            Self::Linked { path } => format!(
                "nothing behind it was touched. See where it leads (ls -l {0}), remove the link (rm {0}), and run the same command",
                path.display()
            ),
            Self::Locked { pid: Some(pid), .. } => format!("wait for it to end, or stop it with: kill -INT {pid}"),
            Self::Locked { pid: None, .. } => "wait for it to end, then run the same command again".to_owned(),
        }
    }
}
