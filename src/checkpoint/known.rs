//! The deployments a state directory remembers.

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

/// The deployments that a state directory remembers, by name. One whose memory can't be read is among them: what it made may still be
/// there.
pub fn known_deployments(state_dir: &Path) -> Vec<Remembered> {
    let Ok(entries) = std::fs::read_dir(state_dir) else {
        return Vec::new();
    };
    let mut known: Vec<Remembered> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            match read_state(&Folder::at(entry.path()), &name) {
                Ok(state) => Some(Remembered { name, state: Ok(state?) }),
                // A folder that is no deployment's holds no such file.
                Err(error) => {
                    let has_state = entry.path().join(STATE_FILE).symlink_metadata().is_ok();
                    has_state.then_some(Remembered { name, state: Err(error) })
                }
            }
        })
        .collect();
    known.sort_by(|a, b| a.name.cmp(&b.name));
    known
}
