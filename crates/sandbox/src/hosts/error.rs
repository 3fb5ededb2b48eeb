//! How something on a host fails.

/// Why something on a host was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// The host stopped, was started anew or was terminated: the connection is lost.
    #[error("the connection to {instance} is lost")]
    Gone {
        /// `i-…`
        instance: String,
    },
    /// What was run failed, and said so.
    #[error("{0}")]
    Failed(String),
    /// The sandbox could not store what changed, and has undone it; or it is open for reading only.
    #[error("{0}")]
    NotStored(String),
}

impl HostError {
    /// What was run failed with these words.
    pub(super) fn failed(words: impl Into<String>) -> Self {
        Self::Failed(words.into())
    }
}
