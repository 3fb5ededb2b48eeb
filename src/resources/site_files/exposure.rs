//! What a site would publish that must stay private.

use std::path::PathBuf;

/// A file or folder that can't be published, since that would publish something private.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// What would be published.
    pub published: PathBuf,
    /// Whether it lies in what is private; else it holds that.
    pub is_inside: bool,
    /// What is private.
    pub what: PrivateThing,
    /// Where that is, as it was given.
    pub path: PathBuf,
}

/// What of this machine is private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivateThing {
    /// The state directory, which has the private key and the password in it.
    StateDirectory,
    /// The answers file in use, which may have a password in it.
    AnswersFile,
}
