//! Files in the sandbox's own directory. A symbolic link among them leads to a file of somebody else's: none is followed. A pipe or a
//! device among them would be waited for, so none is opened.

use std::error::Error;
use std::fmt;
use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// A symbolic link where a file or a directory of the sandbox's own belongs.
#[derive(Debug)]
pub struct Linked(PathBuf);

impl Linked {
    /// The link that an error of the sandbox is about, if it is about one.
    pub fn of(error: &io::Error) -> Option<&Path> {
        let linked = error.get_ref()?.downcast_ref::<Self>()?;
        Some(&linked.0)
    }
}

impl fmt::Display for Linked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} is a symbolic link", self.0.display())
    }
}

impl Error for Linked {}

/// Refuses a path that is a symbolic link.
///
/// # Errors
/// It is one; see [`Linked::of`].
pub fn refuse_link(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => Err(io::Error::other(Linked(path.to_owned()))),
        _ => Ok(()),
    }
}

/// Opens a regular file.
///
/// # Errors
/// As opening does, for a link, and for whatever else is no regular file (`InvalidData`).
pub fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    refuse_link(path)?;
    if let Ok(metadata) = fs::symlink_metadata(path) {
        refuse_other_than_file(path, metadata.file_type())?;
    }
    let opened = options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK).open(path);
    let file = opened.map_err(|error| refuse_link(path).err().unwrap_or(error))?;
    refuse_other_than_file(path, file.metadata()?.file_type())?;
    Ok(file)
}

fn refuse_other_than_file(path: &Path, kind: FileType) -> io::Result<()> {
    let name = match () {
        () if kind.is_file() => return Ok(()),
        () if kind.is_dir() => "a directory",
        () if kind.is_fifo() => "a pipe",
        () if kind.is_socket() => "a socket",
        () => "a device",
    };
    let text = format!("{} is {name} where a file of the sandbox belongs", path.display());
    Err(io::Error::new(io::ErrorKind::InvalidData, text))
}

/// Reads a regular file whole.
///
/// # Errors
/// As of [`open`], and as reading does.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    open(OpenOptions::new().read(true), path)?.read_to_end(&mut content)?;
    Ok(content)
}

/// Makes a file anew. Whatever had its name is removed first, of a symbolic link the link alone.
///
/// # Errors
/// As removing and making do.
pub fn create_fresh(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    OpenOptions::new().write(true).create_new(true).open(path)
}
