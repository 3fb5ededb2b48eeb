//! One file of a site: what it is, and where its content is read when it is sent.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::error::SiteFolderError;
use super::open::open_regular;
use super::stamp::Stamp;
use super::walk::Found;
use crate::aws::Aws;

/// How often a file that changes while it is read is read again.
const MOST_READINGS: u32 = 5;
/// How long is waited before.
const PAUSE: Duration = Duration::from_millis(200);
/// Bytes hashed at a time.
const CHUNK: usize = 64 * 1024;

/// One file of a site.
#[derive(Clone, Debug)]
pub struct SiteFile {
    /// Its key in the bucket, e.g. `css/style.css`.
    pub path: String,
    /// Its content type, e.g. `text/css; charset=utf-8`.
    pub content_type: String,
    /// The SHA-256 of its content when it was last hashed, in hexadecimal.
    pub(in crate::resources) sha256: String,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    Bundled(&'static [u8]),
    OnDisk(PathBuf),
}

impl SiteFile {
    /// A file in the program; the content type follows from the name.
    pub fn bundled(path: String, content: &'static [u8]) -> Self {
        Self {
            content_type: content_type(&path),
            sha256: hexadecimal(&Sha256::digest(content)),
            path,
            source: Source::Bundled(content),
        }
    }

    /// A file on disk whose content has this SHA-256.
    pub(super) fn on_disk(file: &Found, sha256: String) -> Self {
        Self {
            content_type: content_type(&file.key),
            sha256,
            path: file.key.clone(),
            source: Source::OnDisk(file.path.clone()),
        }
    }

    /// Its content, whole: read again where the file changes meanwhile.
    ///
    /// # Errors
    ///
    /// When it can't be read, or goes on changing.
    pub(in crate::resources) async fn read(&self, aws: &Aws) -> Result<Bytes, SiteFolderError> {
        let path = match &self.source {
            Source::Bundled(content) => return Ok(Bytes::from_static(content)),
            Source::OnDisk(path) => path,
        };
        for _ in 0..MOST_READINGS {
            let owned = path.clone();
            let read = tokio::task::spawn_blocking(move || read_unchanged(&owned)).await;
            match read.unwrap_or_else(|panic| Err(io::Error::other(panic))) {
                Ok(Some(content)) => return Ok(content.into()),
                Ok(None) => drop(aws.pause(PAUSE).await),
                Err(error) => return Err(SiteFolderError::unreadable(path, &error)),
            }
        }
        Err(SiteFolderError::Changing { path: path.clone() })
    }

    /// What it begins with, at most so many bytes, as text.
    ///
    /// # Errors
    ///
    /// When it can't be read.
    pub fn beginning(&self, bytes: u64) -> io::Result<String> {
        let mut content = Vec::new();
        match &self.source {
            Source::Bundled(bundled) => bundled.take(bytes).read_to_end(&mut content)?,
            Source::OnDisk(path) => open_regular(path)?.take(bytes).read_to_end(&mut content)?,
        };
        Ok(String::from_utf8_lossy(&content).into_owned())
    }
}

/// The content of a file; `None` if it changed meanwhile.
fn read_unchanged(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut file = open_regular(path)?;
    let before = Stamp::of(&file.metadata()?);
    let mut content = Vec::new();
    file.read_to_end(&mut content)?;
    Ok((Stamp::of(&file.metadata()?) == before).then_some(content))
}

/// The SHA-256 of a file's content in hexadecimal, read a little at a time.
///
/// # Errors
///
/// When it can't be read.
pub(super) fn hash(file: &mut File) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        match file.read(&mut chunk) {
            Ok(0) => return Ok(hexadecimal(&digest.finalize())),
            Ok(length) => digest.update(chunk.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Bytes in hexadecimal.
pub(in crate::resources) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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
