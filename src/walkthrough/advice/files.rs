//! Advice about files on this machine.

use std::io;
use std::path::{Path, PathBuf};

use crate::checkpoint::{CheckpointError, Distrust, SECRETS_FILE};
use crate::walkthrough::{Advice, Advised};

/// What to do about a file or a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileAdvice {
    /// Name a file that is there.
    NameAnother,
    /// Make a file readable.
    MakeReadable {
        /// The file.
        path: PathBuf,
    },
    /// Move a file away; what is on AWS is found by its tags.
    MoveAway {
        /// The file.
        path: PathBuf,
    },
    /// Put a copy of the secrets back, or move them away.
    RestoreSecrets {
        /// The file.
        path: PathBuf,
    },
    /// Move a sandbox away, and begin with an empty one.
    EmptySandbox {
        /// The folder.
        path: PathBuf,
    },
    /// Use a newer jalon.
    UseNewer,
    /// Free disk space.
    FreeSpace,
    /// A folder was taken away; what is on AWS is found by its tags.
    FindByTags {
        /// The folder.
        folder: PathBuf,
    },
    /// Name a folder: there is a file in the state directory's place, or on the way to it.
    NameFolder,
    /// Make the state directory writable, or name another.
    MakeWritable,
    /// Remove a symbolic link.
    RemoveLink {
        /// The link.
        path: PathBuf,
    },
    /// Make a folder and all that is in it this user's own, or name another.
    TakeOwnership {
        /// The file or folder.
        path: PathBuf,
    },
    /// Take a file or a folder away from other users, where this one has put it there.
    MakePrivate {
        /// The file or folder.
        path: PathBuf,
    },
    /// Go to a folder that is there.
    ChangeFolder,
    /// Wait for another run, or stop it.
    WaitForRun {
        /// Its process id, where it could be read.
        pid: Option<u32>,
    },
    /// Where a secret was changed on AWS, keep the new one.
    ReplaceSecret {
        /// The secret's key.
        key: &'static str,
        /// The file that keeps it.
        file: PathBuf,
    },
    /// Put a secret back, or start over.
    RestoreSecret {
        /// The secret's key.
        key: &'static str,
        /// What takes the deployment down.
        destroy: Advised,
    },
}

impl From<FileAdvice> for Advice {
    fn from(advice: FileAdvice) -> Self {
        Self::Files(advice)
    }
}

impl FileAdvice {
    /// What is in a file decides what helps.
    fn of_damaged(path: &Path) -> Self {
        let path = path.to_owned();
        match path.file_name().and_then(|name| name.to_str()) {
            Some(SECRETS_FILE) => Self::RestoreSecrets { path },
            Some("sandbox") => Self::EmptySandbox { path },
            _ => Self::MoveAway { path },
        }
    }

    pub(super) fn of(error: &CheckpointError) -> Self {
        match error {
            CheckpointError::Unreadable { source, .. } if source.kind() == io::ErrorKind::NotFound => Self::NameAnother,
            CheckpointError::Unreadable { source, .. } | CheckpointError::NotWritable { source, .. }
                if is_file_in_the_way(source) =>
            {
                Self::NameFolder
            }
            CheckpointError::Unreadable { path, .. } => Self::MakeReadable { path: path.clone() },
            CheckpointError::Damaged { path, .. } | CheckpointError::Foreign { path, .. } => Self::of_damaged(path),
            CheckpointError::Newer { .. } => Self::UseNewer,
            CheckpointError::NotWritable { source, .. } if source.kind() == io::ErrorKind::StorageFull => Self::FreeSpace,
            CheckpointError::NotWritable { path, source } if source.kind() == io::ErrorKind::NotFound => Self::FindByTags {
                folder: path.parent().unwrap_or(path).to_owned(),
            },
            CheckpointError::NotWritable { .. } => Self::MakeWritable,
            CheckpointError::Linked { path } => Self::RemoveLink { path: path.clone() },
            CheckpointError::Untrusted { path, why } => match why {
                Distrust::Owner { .. } => Self::TakeOwnership { path: path.clone() },
                Distrust::Writable { .. } | Distrust::Readable { .. } => Self::MakePrivate { path: path.clone() },
            },
            CheckpointError::NoWorkingFolder { .. } => Self::ChangeFolder,
            CheckpointError::Locked { pid, .. } => Self::WaitForRun { pid: *pid },
        }
    }
}

/// Whether a file stands where a folder has to be.
fn is_file_in_the_way(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists)
}
