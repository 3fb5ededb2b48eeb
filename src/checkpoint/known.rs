//! The deployments a state directory remembers.

use std::io;
use std::path::Path;

use super::{CheckpointError, Folder, STATE_FILE, StateFile, read_state};

/// A deployment that a state directory remembers.
#[derive(Debug)]
pub struct Remembered {
    /// Its name: that of its folder.
    pub name: String,
    /// What is remembered, or why that can't be read.
    pub state: Result<StateFile, CheckpointError>,
}

/// The deployments that a state directory remembers, by name; none where there is no such directory. One whose memory can't be read is among
/// them: what it made may still be there.
///
/// # Errors
///
/// When there is something in the directory's place that can't be read.
pub fn known_deployments(state_dir: &Path) -> Result<Vec<Remembered>, CheckpointError> {
    let entries = match std::fs::read_dir(state_dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => {
            let path = state_dir.to_owned();
            return Err(CheckpointError::Unreadable { path, source });
        }
    };
    let mut known: Vec<Remembered> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            match read_state(&Folder::at(entry.path()), &name) {
                Ok(state) => Some(Remembered { name, state: Ok(state?) }),
                Err(error) => may_remember(&entry.path()).then_some(Remembered { name, state: Err(error) }),
            }
        })
        .collect();
    known.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(known)
}

/// Whether a folder may be a deployment's: another holds no such file, and a file is no folder.
fn may_remember(folder: &Path) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound};
    match folder.join(STATE_FILE).symlink_metadata() {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), NotADirectory | NotFound),
    }
}
