//! Passwords and other secrets of one deployment, in a file of their own that only its owner can read.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::{CheckpointError, Folder};

const FILE: &str = "secrets.json";

/// The secrets of one deployment, by question key.
#[derive(Debug)]
pub struct Secrets {
    folder: Folder,
    guard: Mutex<()>,
}

impl Secrets {
    /// The secrets kept in `folder`. Nothing is read or written yet.
    pub fn in_folder(folder: &Folder) -> Self {
        Self {
            folder: folder.clone(),
            guard: Mutex::new(()),
        }
    }

    /// The secret of this name.
    ///
    /// # Errors
    ///
    /// When the file is there and can't be read or isn't whole.
    pub fn get(&self, name: &str) -> Result<Option<String>, CheckpointError> {
        Ok(self.load()?.remove(name))
    }

    /// Keeps a secret, durably, before anything is done with it.
    ///
    /// # Errors
    ///
    /// When the file can't be written, or holds something that can't be read: that is never overwritten.
    pub fn set(&self, name: &str, secret: &str) -> Result<(), CheckpointError> {
        let _one_at_a_time = self.guard.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = self.load()?;
        all.insert(name.to_owned(), secret.to_owned());
        let text = serde_json::to_vec_pretty(&all).map_err(|error| self.damaged(&error))?;
        self.folder.replace(FILE, &text)
    }

    fn load(&self) -> Result<BTreeMap<String, String>, CheckpointError> {
        match self.folder.read(FILE)? {
            Some(text) => serde_json::from_slice(&text).map_err(|error| self.damaged(&error)),
            None => Ok(BTreeMap::new()),
        }
    }

    /// Says where the file is broken without repeating what is in it.
    fn damaged(&self, error: &serde_json::Error) -> CheckpointError {
        CheckpointError::Damaged {
            path: self.folder.file(FILE),
            detail: format!("line {}, column {}", error.line(), error.column()),
        }
    }
}
