//! One run at a time: a file lock of the operating system's, which dies with its holder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::atomic_file::remove_left_temporaries;
use super::state_dir::make_deployment_folder;
use super::trust::Wanted;
use super::{CheckpointError, own_file};

/// The lock on one deployment's folder, held until dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock on `folder`, which is made if it isn't there.
    ///
    /// # Errors
    ///
    /// [`CheckpointError::Locked`] with the holder's process id when another run holds it; otherwise when the folder can't be
    /// written to.
    pub fn acquire(folder: &Path, deployment: &str) -> Result<Self, CheckpointError> {
        let path = folder.join("lock");
        let not_writable = |source| CheckpointError::not_writable(path.clone(), source);
        make_deployment_folder(folder).map_err(not_writable)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(0o600);
        let mut file = own_file::open(&mut options, &path, Wanted::Own).map_err(not_writable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(CheckpointError::Locked {
                    deployment: deployment.to_owned(),
                    pid: read_pid(&mut file),
                });
            }
            Err(TryLockError::Error(source)) => return Err(not_writable(source)),
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(not_writable)?;
        remove_left_temporaries(folder);
        Ok(Self { _file: file })
    }
}

fn read_pid(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_is_told_who_holds_the_lock_and_a_dropped_lock_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let held = Lock::acquire(folder.path(), "demo").unwrap();
        let refused = Lock::acquire(folder.path(), "demo").unwrap_err();
        let CheckpointError::Locked { deployment, pid } = refused else {
            panic!("{refused:?}");
        };
        assert_eq!((deployment.as_str(), pid), ("demo", Some(std::process::id())));
        drop(held);
        Lock::acquire(folder.path(), "demo").unwrap();
    }
}
