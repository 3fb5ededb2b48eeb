//! The files of a static website on disk, read once as long as they stay as they are.

pub(super) mod digest;
mod error;
mod exposure;
mod file;
mod index;
mod left_out;
mod open;
mod stamp;
mod walk;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

pub use error::{NameProblem, SiteFolderError};
pub use exposure::{Exposure, PrivateThing};
pub use file::SiteFile;
pub use index::SITE_INDEX_FILE;
use index::{Index, Indexed};
pub use left_out::{LeftOut, LeftOutReason};
use open::open_regular;
use stamp::Moment;
use walk::{Found, RefuseLink, Walked, walk};

use crate::checkpoint::Folder;

/// What a folder holds, as a site.
#[derive(Clone, Debug, Default)]
pub struct SiteFolder {
    /// What is published, by key.
    pub files: Vec<SiteFile>,
    /// What isn't published, by path.
    pub left_out: Vec<LeftOut>,
}

/// The folders of sites. A file is read and hashed again only when its size, its times or its number are others than before: in this run,
/// which looks at its site several times, and in earlier ones, whose index is kept.
#[derive(Default)]
pub struct SiteFiles {
    known: Mutex<BTreeMap<Found, SiteFile>>,
    /// Where the index is kept.
    home: Option<Folder>,
    /// Whether this run may write it.
    is_durable: bool,
    /// Whether every file is read, whatever the index says.
    reads_all: AtomicBool,
}

impl SiteFiles {
    /// Sites' files whose index is kept in this folder, which is only written where that `is_durable`.
    pub fn indexed_in(home: &Folder, is_durable: bool) -> Self {
        Self {
            home: Some(home.clone()),
            is_durable,
            ..Self::default()
        }
    }

    /// From now on every file is read once, whatever the index says.
    pub fn read_all(&self) {
        self.reads_all.store(true, Ordering::Relaxed);
    }

    /// Whether every file is read.
    pub fn reads_all(&self) -> bool {
        self.reads_all.load(Ordering::Relaxed)
    }

    /// What a folder holds. Symbolic links are followed within it and never out of it, each after `refuse_link` has been asked.
    ///
    /// # Errors
    ///
    /// When a file or folder can't be read, a link is refused, or a file's name can't be a key.
    pub fn in_folder(&self, root: &Path, refuse_link: RefuseLink) -> Result<SiteFolder, SiteFolderError> {
        let Walked { files: found, left_out } = walk(root, refuse_link)?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let unknown: Vec<&Found> = found.iter().filter(|file| !known.contains_key(file)).collect();
        if !unknown.is_empty() {
            let index = self.home.as_ref().map(|home| Index::kept(home, root));
            let index = index.unwrap_or_else(|| Index::of(root));
            let trusted = if self.reads_all() {
                Vec::new()
            } else {
                let by_index = |file: &&Found| Some(((*file).clone(), index.checksum(file)?.clone()));
                unknown.iter().filter_map(by_index).collect()
            };
            known.extend(trusted.into_iter().map(|(file, sha256)| {
                let site_file = SiteFile::on_disk(&file, sha256);
                (file, site_file)
            }));
            let unread: Vec<&Found> = unknown.into_iter().filter(|file| !known.contains_key(file)).collect();
            let read_at = index::now();
            let read = read_all(&unread)?;
            self.keep_index(root, &index, &found, &read, read_at);
            known.extend(read);
        }
        let files = found.iter().filter_map(|file| known.get(file).cloned()).collect();
        Ok(SiteFolder { files, left_out })
    }

    /// Keeps what was read for later runs. An index that turns out to be wrong is given up by whoever finds it so.
    fn keep_index(&self, root: &Path, former: &Index, found: &[Found], read: &[(Found, SiteFile)], read_at: Moment) {
        let Some(home) = self.home.as_ref().filter(|_| !read.is_empty()) else {
            return;
        };
        let is_wrong = |(file, now): &(Found, SiteFile)| former.checksum(file).is_some_and(|sha256| *sha256 != now.sha256);
        if read.iter().any(is_wrong) {
            let _ = home.remove(SITE_INDEX_FILE);
        }
        if !self.is_durable {
            return;
        }
        let mut index = Index::of(root);
        for file in found {
            if let Some(indexed) = former.noted(&file.key) {
                index.note(&file.key, indexed.clone());
            }
        }
        for (file, now) in read {
            let (stamp, sha256) = (file.stamp, now.sha256.clone());
            index.note(&file.key, Indexed { stamp, sha256, read_at });
        }
        index.keep(home);
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
    let path = files.first().map(|file| file.path.as_ref()).unwrap_or_else(|| Path::new(""));
    SiteFolderError::unreadable(path, error)
}

fn read(file: &Found) -> Result<(Found, SiteFile), SiteFolderError> {
    let hashed = open_regular(&file.path).and_then(|mut opened| digest::of_file(&mut opened));
    let sha256 = hashed.map_err(|error| SiteFolderError::unreadable(&file.path, &error))?;
    Ok((file.clone(), SiteFile::on_disk(file, sha256.into())))
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

    /// The index of a folder whose one file it says to have another content than it has.
    fn deceived(home: &Folder, folder: &Path, read_at: Moment) {
        let found = walk(folder, &|_| Ok(())).unwrap().files;
        let mut index = Index::of(folder);
        let (stamp, sha256) = (found[0].stamp, "believed".into());
        index.note(&found[0].key, Indexed { stamp, sha256, read_at });
        index.keep(home);
    }

    #[test]
    fn an_unchanged_file_is_not_read_again_unless_all_are() {
        let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let home = Folder::at(home.path());
        std::fs::write(folder.path().join("index.html"), "page").unwrap();
        let checksum = |reads_all: bool| {
            let files = SiteFiles::indexed_in(&home, true);
            if reads_all {
                files.read_all();
            }
            let site = files.in_folder(folder.path(), &|_| Ok(())).unwrap();
            site.files[0].sha256.clone()
        };
        let true_one = checksum(false);
        deceived(&home, folder.path(), (i64::MAX, 0));
        assert_eq!(checksum(false), "believed", "the index is asked");
        assert_eq!(checksum(true), true_one);
        assert_eq!(checksum(false), true_one, "a wrong index is given up");

        deceived(&home, folder.path(), index::now());
        assert_eq!(checksum(false), true_one, "it was read too shortly after its last change");
        deceived(&home, folder.path(), (i64::MAX, 0));
        std::fs::write(folder.path().join("index.html"), "another").unwrap();
        assert_ne!(checksum(false), "believed", "it has changed");
    }
}
