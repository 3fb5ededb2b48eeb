//! Putting the folder of a deployment away that is no longer managed.

use std::path::{Path, PathBuf};

use super::CheckpointError;

/// Where folders are put away, in the state directory. It can't be a deployment's name.
const PUT_AWAY: &str = ".forgotten";

/// Moves a deployment's folder out of the way of all commands, and returns where it is then. Nothing in it is changed.
///
/// # Errors
///
/// When it can't be moved.
pub fn put_away(folder: &Path, now: jiff::Timestamp) -> Result<PathBuf, CheckpointError> {
    let not_writable = |source| CheckpointError::not_writable(folder.to_owned(), source);
    let shelf = folder.parent().unwrap_or(Path::new(".")).join(PUT_AWAY);
    std::fs::create_dir_all(&shelf).map_err(not_writable)?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut target = shelf.join(format!("{name}-{}", now.strftime("%Y%m%d-%H%M%S")));
    while target.exists() {
        target.as_mut_os_string().push("-");
    }
    std::fs::rename(folder, &target).map_err(not_writable)?;
    Ok(target)
}
