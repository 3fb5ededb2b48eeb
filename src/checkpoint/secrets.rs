//! Passwords and other secrets of one deployment, in a file of their own that only its owner can read.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::{CheckpointError, Folder, SecretText};

/// The file, in the deployment's folder.
pub const SECRETS_FILE: &str = "secrets.json";

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
    pub fn get(&self, name: &str) -> Result<Option<SecretText>, CheckpointError> {
        Ok(self.load()?.remove(name).map(SecretText::from))
    }

    /// Keeps a secret, durably, before anything is done with it.
    ///
    /// # Errors
    ///
    /// When the file can't be written, or holds something that can't be read: that is never overwritten.
    pub fn set(&self, name: &str, secret: &SecretText) -> Result<(), CheckpointError> {
        let _one_at_a_time = self.guard.lock().unwrap_or_else(PoisonError::into_inner);
        self.write(self.load()?, name, secret)
    }

    /// The secret of this name: the one that is kept, else the one `make` returns, which is durable before this returns.
    ///
    /// # Errors
    ///
    /// As [`Secrets::get`] and [`Secrets::set`].
    pub fn get_or_make(&self, name: &str, make: impl FnOnce() -> SecretText) -> Result<SecretText, CheckpointError> {
        let _one_at_a_time = self.guard.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = self.load()?;
        if let Some(kept) = all.remove(name) {
            return Ok(kept.into());
        }
        let new = make();
        self.write(all, name, &new)?;
        Ok(new)
    }

    fn write(&self, mut all: BTreeMap<String, String>, name: &str, secret: &SecretText) -> Result<(), CheckpointError> {
        all.insert(name.to_owned(), secret.expose().to_owned());
        let text = serde_json::to_vec_pretty(&all).map_err(|error| self.damaged(&error))?;
        self.folder.replace(SECRETS_FILE, &text)
    }

    fn load(&self) -> Result<BTreeMap<String, String>, CheckpointError> {
        match self.folder.read(SECRETS_FILE)? {
            Some(text) => serde_json::from_slice(&text).map_err(|error| self.damaged(&error)),
            None => Ok(BTreeMap::new()),
        }
    }

    /// Says where the file is broken without repeating what is in it.
    fn damaged(&self, error: &serde_json::Error) -> CheckpointError {
        CheckpointError::Damaged {
            path: self.folder.file(SECRETS_FILE),
            detail: format!("line {}, column {}", error.line(), error.column()),
        }
    }
}
