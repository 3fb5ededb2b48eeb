//! The deployment's SSH key pair, made on this machine and kept in its folder.

use std::io;
use std::sync::Mutex;
use std::sync::PoisonError;

use ssh_key::rand_core::OsRng;
use ssh_key::{Algorithm, LineEnding, PrivateKey};

use crate::checkpoint::{CheckpointError, Folder};

/// The private half, in the deployment's folder.
pub const PRIVATE_KEY_FILE: &str = "id_ed25519";
/// The public half, in the deployment's folder.
pub const PUBLIC_KEY_FILE: &str = "id_ed25519.pub";

/// An ed25519 key pair in OpenSSH's format: `id_ed25519`, readable by its owner alone, and `id_ed25519.pub`.
#[derive(Debug)]
pub struct SshKey {
    folder: Folder,
    comment: String,
    guard: Mutex<()>,
}

impl SshKey {
    /// The key pair of a deployment. Nothing is read or made yet.
    pub fn in_folder(folder: &Folder, deployment: &str) -> Self {
        Self {
            folder: folder.clone(),
            comment: format!("jalon-{deployment}"),
            guard: Mutex::new(()),
        }
    }

    fn make(&self) -> Result<String, CheckpointError> {
        let unusable = |error: ssh_key::Error| CheckpointError::NotWritable {
            path: self.folder.file(PRIVATE_KEY_FILE),
            source: io::Error::other(error),
        };
        let mut key = PrivateKey::random(&mut OsRng, Algorithm::Ed25519).map_err(unusable)?;
        key.set_comment(&self.comment);
        let private = key.to_openssh(LineEnding::LF).map_err(unusable)?;
        let public = key.public_key().to_openssh().map_err(unusable)?;
        self.folder.replace(PRIVATE_KEY_FILE, private.as_bytes())?;
        self.write_public(&public)?;
        Ok(public)
    }

    /// Writes the public half again where it was lost: it follows from the private one.
    ///
    /// # Errors
    ///
    /// When the private half can't be read, or the public one can't be written.
    pub fn restore_public_key(&self) -> Result<(), CheckpointError> {
        match self.public_key()? {
            Some(public) if self.folder.read(PUBLIC_KEY_FILE)?.is_none() => self.write_public(&public),
            _ => Ok(()),
        }
    }

    fn write_public(&self, public: &str) -> Result<(), CheckpointError> {
        self.folder.replace(PUBLIC_KEY_FILE, format!("{public}\n").as_bytes())
    }

    /// The public half, read out of the private one: that is the file that matters. `None` where there is no key.
    ///
    /// # Errors
    ///
    /// When there is a key and it can't be read.
    pub fn public_key(&self) -> Result<Option<String>, CheckpointError> {
        let Some(private) = self.folder.read(PRIVATE_KEY_FILE)? else {
            return Ok(None);
        };
        let damaged = |error: ssh_key::Error| CheckpointError::Damaged {
            path: self.folder.file(PRIVATE_KEY_FILE),
            detail: error.to_string(),
        };
        let key = PrivateKey::from_openssh(private).map_err(damaged)?;
        Ok(Some(key.public_key().to_openssh().map_err(damaged)?))
    }

    /// The public half, of a new pair if there is none. The private half is durable before this returns.
    ///
    /// # Errors
    ///
    /// When the pair can't be read or kept.
    pub fn public_key_or_new(&self) -> Result<String, CheckpointError> {
        let _one_at_a_time = self.guard.lock().unwrap_or_else(PoisonError::into_inner);
        match self.public_key()? {
            Some(key) => Ok(key),
            None => self.make(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let key = SshKey::in_folder(&Folder::at(folder.path()), "demo");
        assert_eq!(key.public_key().unwrap(), None);
        let public = key.public_key_or_new().unwrap();
        assert!(
            public.starts_with("ssh-ed25519 ") && public.ends_with(" jalon-demo"),
            "{public}"
        );
        assert_eq!(key.public_key_or_new().unwrap(), public);
        let mode = std::fs::metadata(folder.path().join("id_ed25519"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
