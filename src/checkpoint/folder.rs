//! A deployment's folder: everything kept on this machine is read and written through it.

use std::fmt;
use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::atomic_file::write_atomically;
use super::trust::Wanted;
use super::{CheckpointError, own_file};

/// What a folder's files are kept on.
pub trait Disk: fmt::Debug + Send + Sync {
    /// The file's bytes.
    ///
    /// # Errors
    ///
    /// `NotFound` when there is none; otherwise when it can't be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Puts `content` in place of the file's, durably: whatever happens in between, the file is the old one or the new one. It is
    /// readable by its owner alone.
    ///
    /// # Errors
    ///
    /// When it can't be written; the old file is then as it was.
    fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()>;

    /// Removes the file.
    ///
    /// # Errors
    ///
    /// `NotFound` when there is none; otherwise when it can't be removed.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The file system of this machine, as far as it can be reached through no symbolic link.
#[derive(Clone, Copy, Debug)]
struct FileSystem;

impl Disk for FileSystem {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        own_file::read(path)
    }

    fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        write_atomically(path, content)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        own_file::remove(path)
    }
}

/// The folder of one deployment, `STATE_DIR/DEPLOYMENT`. Clones are the same folder.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
    disk: Arc<dyn Disk>,
}

impl Folder {
    /// A folder of this machine's file system. Nothing is read or made yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self::on(Arc::new(FileSystem), path)
    }

    /// A folder on another disk.
    pub fn on(disk: Arc<dyn Disk>, path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), disk }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The state directory that it is in, wherever a symbolic link to it leads: the person names the state directory.
    pub fn state_dir(&self) -> Self {
        let named = self.path.parent().unwrap_or(&self.path);
        let path = named.canonicalize().unwrap_or_else(|_| named.to_owned());
        Self::on(Arc::clone(&self.disk), path)
    }

    /// Where its file of this name is.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The bytes of a file; `None` when there is none.
    ///
    /// # Errors
    ///
    /// When it is there and can't be read.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>, CheckpointError> {
        let path = self.file(name);
        match self.disk.read(&path) {
            Ok(content) => Ok(Some(content)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(CheckpointError::unreadable(path, source)),
        }
    }

    /// Refuses the folder, and the state directory it is in, where it isn't this user's alone or a symbolic link is in its place; so too
    /// what OpenSSH opens there without this type, and writes by its own habits.
    ///
    /// # Errors
    ///
    /// [`CheckpointError::Linked`] or [`CheckpointError::Untrusted`].
    pub fn refuse_untrusted(&self, opened_by_ssh: &[&str]) -> Result<(), CheckpointError> {
        if let Some(state_dir) = self.path.parent() {
            own_file::check_named_folder(state_dir).map_err(|error| CheckpointError::unreadable(state_dir.to_owned(), error))?;
        }
        own_file::check_folder(&self.path).map_err(|error| CheckpointError::unreadable(self.path.clone(), error))?;
        for name in opened_by_ssh {
            let path = self.file(name);
            match own_file::open(OpenOptions::new().read(true), &path, Wanted::Own) {
                Err(error) if own_file::refusal_in(&error).is_some() => return Err(CheckpointError::unreadable(path, error)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts `content` in place of a file's, whole and durable, or leaves it as it was.
    ///
    /// # Errors
    ///
    /// When it can't be written.
    pub fn replace(&self, name: &str, content: &[u8]) -> Result<(), CheckpointError> {
        let path = self.file(name);
        self.disk
            .replace(&path, content)
            .map_err(|source| CheckpointError::not_writable(path, source))
    }

    /// Removes a file. One that isn't there is fine.
    ///
    /// # Errors
    ///
    /// When it can't be removed.
    pub fn remove(&self, name: &str) -> Result<(), CheckpointError> {
        let path = self.file(name);
        match self.disk.remove(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => Err(CheckpointError::not_writable(path, source)),
            _ => Ok(()),
        }
    }
}
