//! What can go wrong with one resource.

use thiserror::Error;

use crate::aws::AwsError;
use crate::checkpoint::CheckpointError;

/// A failure to look at, make, change or delete a resource.
#[derive(Debug, Error)]
pub enum ResourceError {
    /// AWS did not do it.
    #[error(transparent)]
    Aws(#[from] AwsError),
    /// The state directory did not take what had to be kept.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// It can't be done as asked.
    #[error("{problem}")]
    Impossible {
        /// What is wrong, with what.
        problem: String,
        /// What the person can do.
        advice: String,
    },
}

impl ResourceError {
    /// The failed call, if it was one.
    pub fn aws(&self) -> Option<&AwsError> {
        match self {
            Self::Aws(error) => Some(error),
            _ => None,
        }
    }
}
