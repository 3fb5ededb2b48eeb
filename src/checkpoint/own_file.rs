//! Files in this program's own folder. A symbolic link among them leads to a file of somebody else's: none is followed. What others own or
//! may write is not trusted.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::open_regular;
use super::trust::{Distrust, Wanted, distrust};

/// The permission bit of folders in which only its owner renames and removes an entry.
const STICKY: u32 = 0o1000;

/// Why a file or a folder is not used, whatever is in it.
#[derive(Debug, Error)]
#[error("{} is refused: {why:?}", path.display())]
pub(super) struct Refused {
    /// The file or folder.
    pub(super) path: PathBuf,
    /// Why.
    pub(super) why: Refusal,
}

/// What is wrong with a file or a folder of this program's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A symbolic link is in its place.
    Linked,
    /// It isn't this user's alone.
    Untrusted(Distrust),
}

/// Opens a file, unless it or its folder is a symbolic link or untrusted, or something else than a file is in its place: a pipe there would
/// have every command wait for a writer.
///
/// # Errors
///
/// As opening does; for what is refused, an error that [`refusal_in`] recognizes.
pub(super) fn open(options: &mut OpenOptions, path: &Path, wanted: Wanted) -> io::Result<File> {
    check_folder_of(path)?;
    let opened = open_regular(options, path);
    let file = opened.map_err(|error| {
        if is_link(path) {
            refused(path, Refusal::Linked)
        } else {
            error
        }
    })?;
    let file = file.ok_or_else(|| io::Error::other("it is not a regular file"))?;
    match distrust(&file.metadata()?, wanted) {
        Some(why) => Err(refused(path, Refusal::Untrusted(why))),
        None => Ok(file),
    }
}

/// Reads a file whole, as [`open`] opens it.
///
/// # Errors
///
/// As [`open`], and when it can't be read.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    open(OpenOptions::new().read(true), path, Wanted::Private)?.read_to_end(&mut content)?;
    Ok(content)
}

/// Removes a file; of a symbolic link the link alone.
///
/// # Errors
///
/// When it can't be removed, or its folder is refused.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    check_folder_of(path)?;
    std::fs::remove_file(path)
}

/// Makes a file that nobody has open and nobody prepared, readable by its owner alone.
///
/// # Errors
///
/// When it can't be made, something has its name, or its folder is refused.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    check_folder_of(path)?;
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .custom_flags(libc::O_NOFOLLOW)
        .mode(0o600)
        .open(path)
}

/// Refuses a folder that is a symbolic link or untrusted. One that isn't there yet is fine.
///
/// # Errors
///
/// An error that [`refusal_in`] recognizes.
pub(super) fn check_folder(folder: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(folder) {
        Ok(metadata) if metadata.is_symlink() => Err(refused(folder, Refusal::Linked)),
        Ok(metadata) => check_metadata(folder, &metadata),
        Err(_) => Ok(()),
    }
}

/// Refuses a folder that is untrusted, wherever a symbolic link to it leads from: the person names the state directory. In one where nobody
/// may replace what is others' (`/tmp` is such a folder) each entry shows by its owner whose it is.
///
/// # Errors
///
/// An error that [`refusal_in`] recognizes.
pub(super) fn check_named_folder(folder: &Path) -> io::Result<()> {
    match std::fs::metadata(folder) {
        Ok(metadata) if metadata.mode() & STICKY != 0 && distrust(&metadata, Wanted::Own).is_none() => Ok(()),
        Ok(metadata) => check_metadata(folder, &metadata),
        Err(_) => Ok(()),
    }
}

/// What an error of this module is about.
pub(super) fn refusal_in(error: &io::Error) -> Option<&Refused> {
    error.get_ref()?.downcast_ref::<Refused>()
}

fn check_folder_of(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), check_folder)
}

fn check_metadata(path: &Path, metadata: &Metadata) -> io::Result<()> {
    match distrust(metadata, Wanted::Unshared) {
        Some(why) => Err(refused(path, Refusal::Untrusted(why))),
        None => Ok(()),
    }
}

fn is_link(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

fn refused(path: &Path, why: Refusal) -> io::Error {
    io::Error::other(Refused {
        path: path.to_owned(),
        why,
    })
}
