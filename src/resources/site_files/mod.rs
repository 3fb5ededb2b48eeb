//! The files of a static website on disk, read once as long as they stay as they are.

mod error;
mod file;
mod left_out;
mod open;
mod stamp;
mod walk;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

pub use error::{NameProblem, SiteFolderError};
pub use file::SiteFile;
pub(super) use file::hexadecimal;
pub use left_out::{LeftOut, LeftOutReason};
use open::open_regular;
use walk::{Found, RefuseLink, Walked, walk};

/// What a folder holds, as a site.
#[derive(Clone, Debug, Default)]
pub struct SiteFolder {
    /// What is published, by key.
    pub files: Vec<SiteFile>,
    /// What isn't published, by path.
    pub left_out: Vec<LeftOut>,
}

/// The folders of sites. A file is read and hashed again only when its size, its times or its number are others than before: a run looks
/// at its site several times.
#[derive(Default)]
pub struct SiteFiles(Mutex<BTreeMap<Found, SiteFile>>);

impl SiteFiles {
    /// What a folder holds. Symbolic links are followed within it and never out of it, each after `refuse_link` has been asked.
    ///
    /// # Errors
    ///
    /// When a file or folder can't be read, a link is refused, or a file's name can't be a key.
    pub fn in_folder(&self, root: &Path, refuse_link: RefuseLink) -> Result<SiteFolder, SiteFolderError> {
        let Walked { files: found, left_out } = walk(root, refuse_link)?;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let unknown: Vec<&Found> = found.iter().filter(|file| !known.contains_key(file)).collect();
        known.extend(read_all(&unknown)?);
        let files = found.iter().filter_map(|file| known.get(file).cloned()).collect();
        Ok(SiteFolder { files, left_out })
    }
}

/// Reads and hashes files, an equal share of them on each processor.
fn read_all(files: &[&Found]) -> Result<Vec<(Found, SiteFile)>, SiteFolderError> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let share = files.len().div_ceil(processors).max(1);
    let mut all = Vec::with_capacity(files.len());
    std::thread::scope(|scope| {
        let mut readers = Vec::new();
        for share in files.chunks(share) {
            let reading = move || share.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>();
            let reader = std::thread::Builder::new().spawn_scoped(scope, reading);
            readers.push((share, reader.map_err(|error| unread(share, &error))?));
        }
        for (share, reader) in readers {
            let ended = |_| Err(unread(share, &io::Error::other("a thread that read it ended unexpectedly")));
            all.extend(reader.join().unwrap_or_else(ended)?);
        }
        Ok(all)
    })
}

/// None of these files was read.
fn unread(files: &[&Found], error: &io::Error) -> SiteFolderError {
    let path = files.first().map(|file| file.path.as_path()).unwrap_or_else(|| Path::new(""));
    SiteFolderError::unreadable(path, error)
}

fn read(file: &Found) -> Result<(Found, SiteFile), SiteFolderError> {
    let hashed = open_regular(&file.path).and_then(|mut opened| file::hash(&mut opened));
    let sha256 = hashed.map_err(|error| SiteFolderError::unreadable(&file.path, &error))?;
    Ok((file.clone(), SiteFile::on_disk(file, sha256)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_changed_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("index.html");
        let files = SiteFiles::default();
        let read = || files.in_folder(folder.path(), &|_| Ok(())).unwrap().files;
        std::fs::write(&page, "first").unwrap();
        assert_eq!(read()[0].beginning(9).unwrap(), "first");
        let first = read()[0].sha256.clone();
        std::fs::write(&page, "third").unwrap();
        std::fs::File::open(&page)
            .unwrap()
            .set_modified(std::time::SystemTime::now() + std::time::Duration::from_secs(1))
            .unwrap();
        assert_ne!(read()[0].sha256, first);
        std::fs::remove_file(&page).unwrap();
        assert!(read().is_empty());
    }
}
