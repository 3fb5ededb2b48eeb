//! Reading, writing and removing files in a session.

use super::error::HostError;
use super::files::{self, HostFile, StoredFile, id};
use super::session::HostSession;

impl HostSession {
    /// A file; `None` where there is none.
    ///
    /// # Errors
    /// The session is lost.
    pub async fn file(&self, path: &str) -> Result<Option<HostFile>, HostError> {
        self.look(|view, _, host| Ok(view.hosts.files.get(&id(host, path)).map(StoredFile::shown)))
            .await
    }

    /// Several files at once; `None` where there is none.
    ///
    /// # Errors
    /// The session is lost.
    pub async fn files(&self, paths: &[String]) -> Result<Vec<Option<HostFile>>, HostError> {
        self.look(|view, _, host| {
            let file = |path: &String| view.hosts.files.get(&id(host, path)).map(StoredFile::shown);
            Ok(paths.iter().map(file).collect())
        })
        .await
    }

    /// Writes several files at once: their paths, permissions and contents.
    ///
    /// # Errors
    /// The session is lost, or the change could not be stored.
    pub async fn write_all(&self, written: &[(String, u32, &[u8])]) -> Result<(), HostError> {
        self.change(|view, _, host| {
            for (path, mode, content) in written {
                files::put(view, host, path, *mode, content);
            }
            Ok(())
        })
        .await
    }

    /// Writes a file with these permissions, in place of any other; folders on the way are made.
    ///
    /// # Errors
    /// The session is lost, or the change could not be stored.
    pub async fn write(&self, path: &str, mode: u32, content: &[u8]) -> Result<(), HostError> {
        self.change(|view, _, host| {
            files::put(view, host, path, mode, content);
            Ok(())
        })
        .await
    }

    /// Removes a file, or a folder with everything in it. That nothing is there is no error.
    ///
    /// # Errors
    /// The session is lost, or the change could not be stored.
    pub async fn remove(&self, path: &str) -> Result<(), HostError> {
        self.change(|view, _, host| {
            let file = id(host, path);
            let folder = format!("{file}/");
            view.hosts
                .files
                .remove_where(|known, _| known == file || known.starts_with(&folder));
            Ok(())
        })
        .await
    }
}
