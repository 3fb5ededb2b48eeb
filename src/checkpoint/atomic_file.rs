//! Files that are either the old or the new version, whatever happens in between.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::own_file::create_fresh;

/// Replaces the file at `path` by `content`, readable by its owner alone: written beside it, synced, renamed, and the folder
/// synced. A crash at any point leaves the old file or the new one, never a part of either.
///
/// # Errors
///
/// When the folder can't be written to or the disk is full; the old file is then as it was.
pub(super) fn write_atomically(path: &Path, content: &[u8]) -> io::Result<()> {
    let temporary = path.with_extension("tmp");
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

fn write_synced(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = create_fresh(path)?;
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
}
