//! The files of a static website on disk, read once as long as they stay as they are.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use bytes::Bytes;
use md5::{Digest, Md5};

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
    pub fn new(path: &Path, content: Bytes) -> Self {
        Self {
            path: path.to_string_lossy().replace('\\', "/"),
            content_type: content_type(path),
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

/// The folders of sites. A file is read and hashed again only when its length or its time of change is another than before: a run
/// looks at its site several times.
#[derive(Default)]
pub struct SiteFiles(Mutex<BTreeMap<Found, SiteFile>>);

/// A file on disk as it is now.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    path: PathBuf,
    length: u64,
    modified: Option<SystemTime>,
}

impl SiteFiles {
    /// The files below a folder, hidden ones left out, in no order. Symbolic links are followed, each after `refuse_link` has been asked.
    ///
    /// # Errors
    ///
    /// When one of them can't be read, or a link is refused.
    pub fn in_folder(&self, root: &Path, refuse_link: RefuseLink) -> io::Result<Vec<SiteFile>> {
        let mut found = Vec::new();
        find(root, refuse_link, &mut found)?;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let unknown: Vec<&Found> = found.iter().filter(|file| !known.contains_key(file)).collect();
        known.extend(read_all(root, &unknown)?);
        Ok(found.iter().filter_map(|file| known.get(file).cloned()).collect())
    }
}

/// Says why a link among a site's files must not be followed.
type RefuseLink<'a> = &'a dyn Fn(&Path) -> Result<(), String>;

fn find(folder: &Path, refuse_link: RefuseLink, found: &mut Vec<Found>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if entry.file_type()?.is_symlink() {
            refuse_link(&path).map_err(io::Error::other)?;
        }
        let metadata = std::fs::metadata(&path)?;
        if metadata.is_dir() {
            find(&path, refuse_link, found)?;
        } else {
            found.push(Found {
                path,
                length: metadata.len(),
                modified: metadata.modified().ok(),
            });
        }
    }
    Ok(())
}

/// Reads and hashes files, an equal share of them on each processor.
fn read_all(root: &Path, files: &[&Found]) -> io::Result<Vec<(Found, SiteFile)>> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let share = files.len().div_ceil(processors).max(1);
    let mut all = Vec::with_capacity(files.len());
    std::thread::scope(|scope| {
        let mut readers = Vec::new();
        for share in files.chunks(share) {
            let reading = move || share.iter().map(|file| read(root, file)).collect::<io::Result<Vec<_>>>();
            readers.push(std::thread::Builder::new().spawn_scoped(scope, reading)?);
        }
        for reader in readers {
            let ended = |_| Err(io::Error::other("a thread that read it ended unexpectedly"));
            all.extend(reader.join().unwrap_or_else(ended)?);
        }
        Ok(all)
    })
}

fn read(root: &Path, file: &Found) -> io::Result<(Found, SiteFile)> {
    let content = std::fs::read(&file.path)?;
    let path = file.path.strip_prefix(root).unwrap_or(&file.path);
    Ok((file.clone(), SiteFile::new(path, content.into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_changed_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("index.html");
        let files = SiteFiles::default();
        let read = || files.in_folder(folder.path(), &|_| Ok(())).unwrap();
        std::fs::write(&page, "first").unwrap();
        assert_eq!(read()[0].content, "first");
        std::fs::write(&page, "third").unwrap();
        std::fs::File::open(&page)
            .unwrap()
            .set_modified(SystemTime::now() + std::time::Duration::from_secs(1))
            .unwrap();
        assert_eq!(read()[0].content, "third");
        std::fs::remove_file(&page).unwrap();
        assert!(read().is_empty());
    }
}
