//! Opening regular files and nothing else.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Opens a file, unless a symbolic link, a pipe or a device is in its place. Opening waits for nobody: a pipe would have a command wait for
/// a writer. `None` is something else than a regular file.
///
/// # Errors
///
/// As opening does; for a link, the system's own error.
pub fn open_regular(options: &mut OpenOptions, path: &Path) -> io::Result<Option<File>> {
    let file = options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK).open(path)?;
    Ok(if file.metadata()?.is_file() { Some(file) } else { None })
}
