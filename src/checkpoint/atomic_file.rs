//! Files that are either the old or the new version, whatever happens in between.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rand::Rng;
use rand::distr::Alphanumeric;

use super::own_file;

/// How temporary files end.
const TEMPORARY: &str = "tmp";
/// How many characters of a temporary file's name are random.
const RANDOM_CHARACTERS: usize = 8;

/// Replaces the file at `path` by `content`, readable by its owner alone: written beside it under a name nobody can foresee, synced, renamed,
/// and the folder synced. A crash at any point leaves the old file or the new one, never a part of either.
///
/// # Errors
///
/// When the folder can't be written to or the disk is full; the old file is then as it was.
pub(super) fn write_atomically(path: &Path, content: &[u8]) -> io::Result<()> {
    let temporary = temporary_beside(path);
    let written = write_synced(&temporary, content).and_then(|()| std::fs::rename(&temporary, path));
    if let Err(error) = written {
        // The temporary file is of no use to anybody; that it may be left behind is not worth hiding the first error for.
        let _ = std::fs::remove_file(&temporary);
        return Err(error);
    }
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// Removes the temporary files that a killed run left in `folder`: there may be a secret in them. Only who holds the lock may.
pub(super) fn remove_left_temporaries(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_of_commands_without_lock = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("ssh_config."));
        if path.extension() == Some(OsStr::new(TEMPORARY)) && !is_of_commands_without_lock {
            // Of a symbolic link the link alone goes. What can't be removed does no harm: it is never opened.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// `state.k7Wm3dQx.tmp` for `state.json`.
fn temporary_beside(path: &Path) -> PathBuf {
    let random: String = rand::rng()
        .sample_iter(Alphanumeric)
        .take(RANDOM_CHARACTERS)
        .map(char::from)
        .collect();
    path.with_extension(format!("{random}.{TEMPORARY}"))
}

fn write_synced(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = own_file::create_new(path)?;
    file.write_all(content)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        write_atomically(&path, b"first, and longer").unwrap();
        write_atomically(&path, b"second").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"second");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let left = temporary_beside(&at("secrets.json"));
        let of_another_command = temporary_beside(&at("ssh_config"));
        for path in [&left, &at("secrets.tmp"), &of_another_command, &at("state.json")] {
            std::fs::write(path, "").unwrap();
        }
        remove_left_temporaries(folder.path());
        assert!(!left.exists() && !at("secrets.tmp").exists());
        assert!(of_another_command.exists() && at("state.json").exists());
    }
}
