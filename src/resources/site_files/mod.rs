//! The files of a static website on disk, read once as long as they stay as they are.

mod error;
mod left_out;
mod open;
mod stamp;
mod walk;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use md5::{Digest, Md5};

pub use error::{NameProblem, SiteFolderError};
pub use left_out::{LeftOut, LeftOutReason};
use open::open_regular;
use walk::{Found, RefuseLink, Walked, walk};

/// One file of a site.
#[derive(Clone, Debug)]
pub struct SiteFile {
    /// Its key in the bucket, e.g. `css/style.css`.
    pub path: String,
    /// Its content type, e.g. `text/css; charset=utf-8`.
    pub content_type: String,
    /// What is in it.
    pub content: Bytes,
    /// The ETag S3 gives to an object sent in one part: its MD5 in hexadecimal.
    pub(super) etag: String,
}

impl SiteFile {
    /// A file of this path in its site; the content type follows from the name.
    pub fn new(path: String, content: Bytes) -> Self {
        Self {
            content_type: content_type(Path::new(&path)),
            path,
            etag: Md5::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect(),
            content,
        }
    }
}

fn content_type(path: &Path) -> String {
    let guessed = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = guessed.type_() == mime_guess::mime::TEXT || guessed.subtype() == mime_guess::mime::JAVASCRIPT;
    if is_text {
        format!("{}; charset=utf-8", guessed.essence_str())
    } else {
        guessed.to_string()
    }
}

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
    let mut content = Vec::new();
    let read = open_regular(&file.path).and_then(|mut opened| opened.read_to_end(&mut content));
    read.map_err(|error| SiteFolderError::unreadable(&file.path, &error))?;
    Ok((file.clone(), SiteFile::new(file.key.clone(), content.into())))
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
        assert_eq!(read()[0].content, "first");
        std::fs::write(&page, "third").unwrap();
        std::fs::File::open(&page)
            .unwrap()
            .set_modified(std::time::SystemTime::now() + std::time::Duration::from_secs(1))
            .unwrap();
        assert_eq!(read()[0].content, "third");
        std::fs::remove_file(&page).unwrap();
        assert!(read().is_empty());
    }
}
