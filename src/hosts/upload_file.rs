//! A file that is sent to a host.

use bytes::Bytes;

/// One file of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadFile {
    /// Its path below the folder: letters, digits and `. _ - /` only.
    pub path: String,
    /// What is in it.
    pub content: Bytes,
    /// Its permission bits, e.g. `0o644`.
    pub mode: u32,
}
