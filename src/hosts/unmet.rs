//! What a live probe found instead of what was claimed.

use super::HostError;

/// A claim that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// What was expected.
    pub expected: String,
    /// What was seen.
    pub seen: Seen,
}

/// What was seen instead of what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// What something said or did.
    Text(String),
    /// The host could not be asked, or not answer.
    Error(HostError),
}

impl From<String> for Seen {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Seen {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<HostError> for Seen {
    fn from(error: HostError) -> Self {
        Self::Error(error)
    }
}

impl Unmet {
    pub(super) fn new(expected: impl Into<String>, seen: impl Into<Seen>) -> Self {
        Self {
            expected: expected.into(),
            seen: seen.into(),
        }
    }
}
