//! Putting the folder of a deployment away that is no longer managed.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::{CheckpointError, own_file};

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
    // A link there would carry the private key and the password wherever it leads.
    own_file::check_folder(&shelf).map_err(not_writable)?;
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&shelf)
        .map_err(not_writable)?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut target = shelf.join(format!("{name}-{}", now.strftime("%Y%m%d-%H%M%S")));
    while target.exists() {
        target.as_mut_os_string().push("-");
    }
    std::fs::rename(folder, &target).map_err(not_writable)?;
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_carried_through_a_link() {
        let (state_dir, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let folder = state_dir.path().join("demo");
        std::fs::create_dir(&folder).unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), state_dir.path().join(PUT_AWAY)).unwrap();
        let refused = put_away(&folder, jiff::Timestamp::UNIX_EPOCH).unwrap_err();
        assert!(matches!(refused, CheckpointError::Linked { .. }), "{refused:?}");
        assert!(folder.exists() && std::fs::read_dir(elsewhere.path()).unwrap().next().is_none());
    }
}
