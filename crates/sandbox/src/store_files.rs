//! The files of a world on disk: its journals, and the lock that keeps a second writer out.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::own_file;

const LOCK: &str = "lock";

/// Takes the lock of the world in `directory`, until the file is dropped.
///
/// # Errors
/// Another process holds it (`WouldBlock`), or it can't be made.
pub fn locked(directory: &Path) -> io::Result<File> {
    own_file::refuse_link(directory)?;
    let file = own_file::open(OpenOptions::new().create(true).append(true), &directory.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(io::Error::new(
            io::ErrorKind::WouldBlock,
            format!("the sandbox in {} is in use by another process", directory.display()),
        )),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Where the journal of a number is.
pub fn journal_path(directory: &Path, number: u64) -> PathBuf {
    directory.join(format!("journal-{number}.jsonl"))
}

/// The error of a file that can't be read as what it should be.
pub fn damaged(path: &Path, why: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("{} is not a sandbox file this version reads: {why}", path.display()),
    )
}

/// Takes a file that isn't there for one that was removed.
///
/// # Errors
/// Any other than that.
pub fn ignore_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
