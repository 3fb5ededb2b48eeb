//! The deployments a state directory remembers.

use std::path::Path;

use super::{Folder, StateFile, read_state};

/// The deployments that are remembered in a state directory, by name. What can't be read as one isn't among them.
pub fn known_deployments(state_dir: &Path) -> Vec<StateFile> {
    let Ok(entries) = std::fs::read_dir(state_dir) else {
        return Vec::new();
    };
    let mut known: Vec<StateFile> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            read_state(&Folder::at(entry.path()), &name).ok()?
        })
        .collect();
    known.sort_by(|a, b| a.deployment.cmp(&b.deployment));
    known
}
