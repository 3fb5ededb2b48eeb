//! Files in the sandbox's own directory. A symbolic link among them leads to a file of somebody else's: none is followed.

use std::error::Error;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
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

/// Opens a file that is no symbolic link.
///
/// # Errors
/// As opening does, and for a link.
pub fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let opened = options.custom_flags(libc::O_NOFOLLOW).open(path);
    opened.map_err(|error| refuse_link(path).err().unwrap_or(error))
}

/// Reads a file whole that is no symbolic link.
///
/// # Errors
/// As reading does, and for a link.
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
