//! Opening a site's file: a regular one, or none.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use crate::checkpoint;

/// Opens a file for reading, unless a link, a pipe or a device has taken its place since it was found.
///
/// # Errors
///
/// As opening does, and when it isn't a regular file.
pub(super) fn open_regular(path: &Path) -> io::Result<File> {
    let file = checkpoint::open_regular(OpenOptions::new().read(true), path)?;
    file.ok_or_else(|| io::Error::other("it is no regular file any more"))
}
