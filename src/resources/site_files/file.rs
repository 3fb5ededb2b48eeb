//! One file of a site: what it is, and where its content is read when it is sent.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;

use super::digest::{self, hexadecimal, sha256};
use super::error::SiteFolderError;
use super::open::open_regular;
use super::stamp::Stamp;
use super::walk::Found;
use crate::aws::Aws;
use crate::checkpoint::SharedText;

/// How often a file that changes while it is read is read again.
const MOST_READINGS: u32 = 5;
/// How long is waited before.
const PAUSE: Duration = Duration::from_millis(200);

/// One file of a site.
#[derive(Clone, Debug)]
pub struct SiteFile {
    /// Its key in the bucket, e.g. `css/style.css`.
    pub path: SharedText,
    /// Its content type, e.g. `text/css; charset=utf-8`.
    pub content_type: SharedText,
    /// The digest of its content when it was last hashed: see [`digest`].
    pub(in crate::resources) sha256: SharedText,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    /// The content, from the program.
    Bundled(Bytes),
    /// The file behind all links, and its size in bytes when it was last hashed.
    OnDisk(Arc<Path>, u64),
}

/// What came of reading a file whole.
enum Reading {
    Whole(Vec<u8>),
    /// It is longer than what is read whole.
    Longer,
    /// It changed meanwhile.
    Changed,
}

impl SiteFile {
    /// A file in the program; the content type follows from the name.
    pub fn bundled(path: String, content: Bytes) -> Self {
        Self {
            content_type: shared_type(&path),
            sha256: hexadecimal(&sha256(&content)).into(),
            path: path.into(),
            source: Source::Bundled(content),
        }
    }

    /// A file on disk whose content has this digest.
    pub(super) fn on_disk(file: &Found, sha256: SharedText) -> Self {
        Self {
            content_type: shared_type(&file.key),
            sha256,
            path: file.key.clone(),
            source: Source::OnDisk(Arc::clone(&file.path), file.stamp.size),
        }
    }

    /// Its size in bytes when it was last hashed.
    pub(in crate::resources) fn size(&self) -> u64 {
        match &self.source {
            Source::Bundled(content) => content.len() as u64,
            Source::OnDisk(_, size) => *size,
        }
    }

    /// Its size in bytes now.
    ///
    /// # Errors
    ///
    /// When it can't be opened.
    pub(in crate::resources) async fn measure(&self) -> Result<u64, SiteFolderError> {
        match &self.source {
            Source::Bundled(content) => Ok(content.len() as u64),
            Source::OnDisk(..) => self.at_disk(|path| Ok(open_regular(path)?.metadata()?.len())).await,
        }
    }

    /// Its content, whole, where it has less than so many bytes: read again where the file changes meanwhile.
    ///
    /// # Errors
    ///
    /// When it can't be read, or goes on changing.
    pub(in crate::resources) async fn read(&self, aws: &Aws, most: u64) -> Result<Option<Bytes>, SiteFolderError> {
        if let Source::Bundled(content) = &self.source {
            return Ok(Some(content.clone()));
        }
        for _ in 0..MOST_READINGS {
            match self.at_disk(move |path| read_unchanged(path, most)).await? {
                Reading::Whole(content) => return Ok(Some(content.into())),
                Reading::Longer => return Ok(None),
                Reading::Changed => drop(aws.pause(PAUSE).await),
            }
        }
        Err(self.changing())
    }

    /// The file itself, from its beginning.
    ///
    /// # Errors
    ///
    /// When it can't be opened.
    pub(in crate::resources) async fn open(&self) -> Result<File, SiteFolderError> {
        self.at_disk(open_regular).await
    }

    /// The digest of its content as it now is.
    ///
    /// # Errors
    ///
    /// When it can't be read.
    pub(in crate::resources) async fn hash_again(&self) -> Result<String, SiteFolderError> {
        match &self.source {
            Source::Bundled(_) => Ok(String::from(&self.sha256)),
            Source::OnDisk(..) => self.at_disk(|path| digest::of_file(&mut open_regular(path)?)).await,
        }
    }

    /// That it goes on changing.
    pub(in crate::resources) fn changing(&self) -> SiteFolderError {
        SiteFolderError::Changing {
            path: self.on_this_machine().to_owned(),
        }
    }

    /// That it can't be read.
    pub(in crate::resources) fn unreadable(&self, error: &io::Error) -> SiteFolderError {
        SiteFolderError::unreadable(self.on_this_machine(), error)
    }

    fn on_this_machine(&self) -> &Path {
        match &self.source {
            Source::Bundled(_) => Path::new(self.path.as_str()),
            Source::OnDisk(path, _) => path,
        }
    }

    /// Does something with the file in a thread that may wait for the disk.
    async fn at_disk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
    ) -> Result<T, SiteFolderError> {
        let path = self.on_this_machine().to_owned();
        let done = tokio::task::spawn_blocking(move || work(&path)).await;
        done.unwrap_or_else(|panic| Err(io::Error::other(panic)))
            .map_err(|error| self.unreadable(&error))
    }

    /// What it begins with, at most so many bytes, as text.
    ///
    /// # Errors
    ///
    /// When it can't be read.
    pub fn beginning(&self, bytes: u64) -> io::Result<String> {
        let mut content = Vec::new();
        match &self.source {
            Source::Bundled(bundled) => bundled.as_ref().take(bytes).read_to_end(&mut content)?,
            Source::OnDisk(path, _) => open_regular(path)?.take(bytes).read_to_end(&mut content)?,
        };
        Ok(String::from_utf8_lossy(&content).into_owned())
    }
}

fn read_unchanged(path: &Path, most: u64) -> io::Result<Reading> {
    let mut file = open_regular(path)?;
    let before = Stamp::of(&file.metadata()?);
    let mut content = Vec::with_capacity(usize::try_from(before.size.min(most)).unwrap_or_default());
    (&mut file).take(most).read_to_end(&mut content)?;
    if content.len() as u64 == most {
        return Ok(Reading::Longer);
    }
    let is_unchanged = Stamp::of(&file.metadata()?) == before;
    Ok(if is_unchanged {
        Reading::Whole(content)
    } else {
        Reading::Changed
    })
}

/// The content type that follows from a name: one text for all files of a type.
fn shared_type(key: &str) -> SharedText {
    static TYPES: Mutex<BTreeSet<SharedText>> = Mutex::new(BTreeSet::new());
    let content_type = content_type(key);
    let mut types = TYPES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = types.get(content_type.as_str()) {
        return known.clone();
    }
    let new = SharedText::from(content_type);
    types.insert(new.clone());
    new
}

fn content_type(key: &str) -> String {
    let guessed = mime_guess::from_path(key).first_or_octet_stream();
    let is_text = guessed.type_() == mime_guess::mime::TEXT || guessed.subtype() == mime_guess::mime::JAVASCRIPT;
    if is_text {
        format!("{}; charset=utf-8", guessed.essence_str())
    } else {
        guessed.to_string()
    }
}
