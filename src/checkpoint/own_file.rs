//! Files in this program's own folder. A symbolic link among them leads to a file of somebody else's: none is followed.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::open_regular;

/// A symbolic link where a file or a folder of this program's own belongs.
#[derive(Debug, Error)]
#[error("{} is a symbolic link", .0.display())]
struct Linked(PathBuf);

/// Opens a file, unless it or its folder is a symbolic link, or something else than a file is in its place: a pipe there would have every
/// command wait for a writer.
///
/// # Errors
///
/// As opening does; for a link, an error that [`link_in`] recognizes.
pub(super) fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    refuse_linked_folder(path)?;
    let opened = open_regular(options, path);
    let file = opened.map_err(|error| if is_link(path) { linked(path) } else { error })?;
    file.ok_or_else(|| io::Error::other("it is not a regular file"))
}

/// Reads a file whole, as [`open`] opens it.
///
/// # Errors
///
/// As [`open`], and when it can't be read.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    open(OpenOptions::new().read(true), path)?.read_to_end(&mut content)?;
    Ok(content)
}

/// Removes a file; of a symbolic link the link alone.
///
/// # Errors
///
/// When it can't be removed, or its folder is a symbolic link.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    refuse_linked_folder(path)?;
    std::fs::remove_file(path)
}

/// Makes a file that nobody has open and nobody prepared, readable by its owner alone. Whatever had its name is removed first.
///
/// # Errors
///
/// When it can't be made, or its folder is a symbolic link.
pub(super) fn create_fresh(path: &Path) -> io::Result<File> {
    match remove(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// The link that an error of this module is about.
pub(super) fn link_in(error: &io::Error) -> Option<&Path> {
    let linked = error.get_ref()?.downcast_ref::<Linked>()?;
    Some(&linked.0)
}

fn refuse_linked_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if is_link(folder) => Err(linked(folder)),
        _ => Ok(()),
    }
}

fn is_link(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

fn linked(path: &Path) -> io::Error {
    io::Error::other(Linked(path.to_owned()))
}
