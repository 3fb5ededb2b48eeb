//! One walk of a site's folder: what is published, under which key, and what is left out.

use std::fs::{FileType, Metadata};
use std::io;
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{NameProblem, SiteFolderError};
use super::exposure::Exposure;
use super::left_out::{LeftOut, LeftOutReason, reason_by_name, reason_by_path};
use super::stamp::Stamp;
use crate::checkpoint::SharedText;

/// Bytes of a key at most (S3 user guide, "Naming Amazon S3 objects").
const LONGEST_KEY: usize = 1024;

/// How many links to folders one path leads through at most: folders that link to each other have paths without number.
const MOST_LINKS: usize = 2;

/// Says why a link among a site's files must not be followed.
pub type RefuseLink<'a> = &'a dyn Fn(&Path) -> Result<(), Exposure>;

/// A folder as it is now.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// The files that are published, by key.
    pub(super) files: Vec<Found>,
    /// What isn't published, by path.
    pub(super) left_out: Vec<LeftOut>,
}

/// A file on disk as it is now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// The key of its object: its path within the folder, as it is.
    pub(super) key: SharedText,
    /// The file itself, behind all links.
    pub(super) path: Arc<Path>,
    pub(super) stamp: Stamp,
}

/// A folder still to be read.
struct Pending {
    /// Its path within the site's folder.
    relative: PathBuf,
    /// The folder itself, behind all links.
    real: PathBuf,
    /// The real folders whose links lead here.
    linked_from: Vec<PathBuf>,
}

struct Walk<'a> {
    root: PathBuf,
    refuse_link: RefuseLink<'a>,
    pending: Vec<Pending>,
    walked: Walked,
}

/// Reads a folder and all folders in it. A symbolic link is followed within the folder and never out of it, after `refuse_link` has been
/// asked. No file is opened.
///
/// # Errors
///
/// When a folder can't be read, a link is refused, or a file's name can't be a key.
pub(super) fn walk(root: &Path, refuse_link: RefuseLink) -> Result<Walked, SiteFolderError> {
    let real = root.canonicalize().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => SiteFolderError::NoIndex { folder: root.to_owned() },
        _ => SiteFolderError::unreadable(root, &error),
    })?;
    let mut walk = Walk {
        pending: vec![Pending {
            relative: PathBuf::new(),
            real: real.clone(),
            linked_from: Vec::new(),
        }],
        root: real,
        refuse_link,
        walked: Walked::default(),
    };
    while let Some(folder) = walk.pending.pop() {
        walk.read(&folder)?;
    }
    walk.walked.files.sort();
    walk.walked.left_out.sort();
    Ok(walk.walked)
}

impl Walk<'_> {
    fn read(&mut self, folder: &Pending) -> Result<(), SiteFolderError> {
        let unreadable = |error: io::Error| SiteFolderError::unreadable(&folder.real, &error);
        for entry in std::fs::read_dir(&folder.real).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let relative = folder.relative.join(entry.file_name());
            if let Some(reason) = reason_by_name(&entry.file_name()) {
                self.leave_out(relative, reason);
                continue;
            }
            let metadata = match entry.metadata() {
                Ok(metadata) => metadata,
                // It was there a moment ago.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(SiteFolderError::unreadable(&entry.path(), &error)),
            };
            if metadata.is_symlink() {
                self.follow(folder, relative, &entry.path())?;
            } else {
                self.take(relative, entry.path(), &metadata, folder.linked_from.clone())?;
            }
        }
        Ok(())
    }

    fn leave_out(&mut self, path: PathBuf, reason: LeftOutReason) {
        self.walked.left_out.push(LeftOut { path, reason });
    }

    /// Takes what isn't a link.
    fn take(
        &mut self,
        relative: PathBuf,
        real: PathBuf,
        metadata: &Metadata,
        linked_from: Vec<PathBuf>,
    ) -> Result<(), SiteFolderError> {
        if metadata.is_dir() {
            self.pending.push(Pending {
                relative,
                real,
                linked_from,
            });
        } else if let Some(reason) = reason_by_type(metadata.file_type()) {
            self.leave_out(relative, reason);
        } else {
            let key = key_of(&relative).map_err(|problem| SiteFolderError::Name {
                path: self.root.join(&relative),
                problem,
            })?;
            self.walked.files.push(Found {
                key: key.into(),
                path: real.into(),
                stamp: Stamp::of(metadata),
            });
        }
        Ok(())
    }

    /// Follows a link in `folder`, where it leads to anything within the site's folder.
    fn follow(&mut self, folder: &Pending, relative: PathBuf, link: &Path) -> Result<(), SiteFolderError> {
        (self.refuse_link)(link).map_err(SiteFolderError::Private)?;
        let target = match link.canonicalize() {
            Ok(target) => target,
            Err(error) => {
                let reason = match error.kind() {
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => LeftOutReason::BrokenLink,
                    _ if error.raw_os_error() == Some(libc::ELOOP) => LeftOutReason::LinkLoop,
                    _ => return Err(SiteFolderError::unreadable(link, &error)),
                };
                self.leave_out(relative, reason);
                return Ok(());
            }
        };
        let Ok(inner) = target.strip_prefix(&self.root) else {
            self.leave_out(relative, LeftOutReason::LinkOut { target });
            return Ok(());
        };
        if let Some(reason) = reason_by_path(inner) {
            self.leave_out(relative, reason);
            return Ok(());
        }
        let metadata = std::fs::symlink_metadata(&target).map_err(|error| SiteFolderError::unreadable(&target, &error))?;
        let mut linked_from = folder.linked_from.clone();
        if metadata.is_dir() {
            linked_from.push(folder.real.clone());
            if linked_from.iter().any(|from| from.starts_with(&target)) {
                self.leave_out(relative, LeftOutReason::LinkLoop);
                return Ok(());
            }
            if linked_from.len() > MOST_LINKS {
                self.leave_out(relative, LeftOutReason::NestedLink);
                return Ok(());
            }
        }
        self.take(relative, target, &metadata, linked_from)
    }
}

/// Why what is neither a folder nor a link is not published; `None` for a regular file.
fn reason_by_type(file_type: FileType) -> Option<LeftOutReason> {
    if file_type.is_file() {
        None
    } else if file_type.is_fifo() {
        Some(LeftOutReason::Pipe)
    } else if file_type.is_socket() {
        Some(LeftOutReason::Socket)
    } else {
        Some(LeftOutReason::Device)
    }
}

/// The key of a file's object: its path within the folder as it is, so that no two files share one.
fn key_of(relative: &Path) -> Result<String, NameProblem> {
    let key = relative.to_str().ok_or(NameProblem::Encoding)?;
    // XML 1.0, "Characters", has no others; DEL and the characters after it are control characters too.
    let is_unfit = |c: &char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if let Some(character) = key.chars().find(is_unfit) {
        return Err(NameProblem::Character(character));
    }
    if key.len() > LONGEST_KEY {
        return Err(NameProblem::Length { most: LONGEST_KEY });
    }
    Ok(key.to_owned())
}
