//! The state file on disk: loaded whole or refused, saved whole or not at all.

use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::{CheckpointError, FORMAT, Folder, StateFile, StateOwner};

/// The state file's name in a deployment's folder.
pub const STATE_FILE: &str = "state.json";

/// Reads a deployment's state; `None` when there is none yet.
///
/// # Errors
///
/// When there is a file and it can't be read, is not whole, is newer than this program, or is not this deployment's.
pub fn read_state(folder: &Folder, deployment: &str) -> Result<Option<StateFile>, CheckpointError> {
    let Some(text) = folder.read(STATE_FILE)? else {
        return Ok(None);
    };
    let path = folder.file(STATE_FILE);
    let state = parse(&text, &path)?;
    if state.deployment != deployment {
        return Err(CheckpointError::Foreign {
            owner: StateOwner::Deployment(state.deployment),
            path,
        });
    }
    Ok(Some(state))
}

fn parse(text: &[u8], path: &Path) -> Result<StateFile, CheckpointError> {
    let damaged = |detail: String| CheckpointError::Damaged {
        path: path.to_owned(),
        detail,
    };
    let document: Value = serde_json::from_slice(text).map_err(|error| damaged(error.to_string()))?;
    let format = document
        .get("format")
        .and_then(Value::as_u64)
        .ok_or_else(|| CheckpointError::Foreign {
            path: path.to_owned(),
            owner: StateOwner::Unknown,
        })?;
    if format > FORMAT {
        return Err(CheckpointError::Newer {
            path: path.to_owned(),
            format,
        });
    }
    serde_json::from_value(document).map_err(|error| damaged(error.to_string()))
}

/// A deployment's state, in memory and on disk alike.
#[derive(Debug)]
pub struct Checkpoint {
    folder: Folder,
    durable: bool,
    state: Mutex<StateFile>,
}

impl Checkpoint {
    /// A checkpoint whose every update is durable in `folder` before it returns.
    ///
    /// # Errors
    ///
    /// When the state can't be written there.
    pub fn create(folder: &Folder, state: StateFile) -> Result<Self, CheckpointError> {
        let checkpoint = Self {
            folder: folder.clone(),
            durable: true,
            state: Mutex::new(state),
        };
        checkpoint.update(|_| ())?;
        Ok(checkpoint)
    }

    /// A checkpoint for looking: updates stay in memory.
    pub fn for_reading(folder: &Folder, state: StateFile) -> Self {
        Self {
            folder: folder.clone(),
            durable: false,
            state: Mutex::new(state),
        }
    }

    /// Whether updates are durable.
    pub fn is_durable(&self) -> bool {
        self.durable
    }

    /// Reads from the state.
    pub fn read<R>(&self, read: impl FnOnce(&StateFile) -> R) -> R {
        read(&self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the state and makes the change durable.
    ///
    /// # Errors
    ///
    /// When it can't be written. The change is then kept in memory and goes out with the next update that can be.
    pub fn update<R>(&self, change: impl FnOnce(&mut StateFile) -> R) -> Result<R, CheckpointError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let result = change(&mut state);
        if self.durable {
            self.folder.replace(STATE_FILE, &self.text(&state)?)?;
        }
        Ok(result)
    }

    fn text(&self, state: &StateFile) -> Result<Vec<u8>, CheckpointError> {
        let mut text = serde_json::to_vec_pretty(state).map_err(|error| CheckpointError::NotWritable {
            path: self.folder.file(STATE_FILE),
            source: io::Error::from(error),
        })?;
        text.push(b'\n');
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> CheckpointError {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(STATE_FILE);
        Folder::at(folder.path()).replace(STATE_FILE, text.as_bytes()).unwrap();
        let refusal = read_state(&Folder::at(folder.path()), "demo").unwrap_err();
        assert_eq!(
            std::fs::read_to_string(path).unwrap(),
            text,
            "a refused file is left as it was"
        );
        refusal
    }

    #[test]
    fn a_truncated_file_is_damaged() {
        assert!(matches!(refusal("{\"format\": 1, \"deploy"), CheckpointError::Damaged { .. }));
    }

    #[test]
    fn a_newer_format_is_refused_whatever_else_it_holds() {
        assert!(matches!(
            refusal("{\"format\": 99}"),
            CheckpointError::Newer { format: 99, .. }
        ));
    }

    #[test]
    fn somebody_elses_file_is_foreign() {
        assert!(matches!(refusal("{\"version\": 4}"), CheckpointError::Foreign { .. }));
    }

    #[test]
    fn no_file_is_no_state() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read_state(&Folder::at(folder.path()), "demo").unwrap(), None);
    }
}
