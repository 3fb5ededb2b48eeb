//! What can go wrong with one resource.

use crate::aws::{AwsError, Noun, ResourceKey};
use crate::checkpoint::CheckpointError;
use crate::resources::{Failure, SiteFolderError, State};
use std::fmt;

/// A failure to look at, make, change or delete a resource.
#[derive(Debug)]
pub enum ResourceError {
    /// AWS did not do it.
    Aws(AwsError),
    /// The state directory did not take what had to be kept.
    Checkpoint(CheckpointError),
    /// A file of the site can't be sent.
    SiteFile(SiteFolderError),
    /// No image to start an instance from is offered.
    NoImage {
        /// The architecture, as Canonical's names of images say it.
        architecture: &'static str,
        /// The region's code.
        region: String,
    },
    /// A DB instance is in a state in which AWS takes no snapshot of it.
    NotAvailable {
        /// AWS's answer.
        refusal: Box<AwsError>,
        /// The DB instance's identifier.
        id: String,
        /// AWS's word for its state.
        status: String,
    },
    /// A VPC peering connection came to nothing.
    PeeringFailed {
        /// Its name.
        name: String,
        /// Its id.
        id: String,
        /// AWS's reason.
        reason: Box<Failure>,
    },
    /// A resource is gone as soon as it is made.
    GoneAtOnce {
        /// What it is.
        noun: Noun,
        /// Its key.
        key: ResourceKey,
        /// Its id.
        id: String,
        /// The state AWS says it is in.
        state: State,
    },
}

impl fmt::Display for ResourceError {
    /// For developers: `ui` makes the sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for ResourceError {}

impl From<AwsError> for ResourceError {
    fn from(error: AwsError) -> Self {
        Self::Aws(error)
    }
}

impl From<CheckpointError> for ResourceError {
    fn from(error: CheckpointError) -> Self {
        Self::Checkpoint(error)
    }
}

impl From<SiteFolderError> for ResourceError {
    fn from(error: SiteFolderError) -> Self {
        Self::SiteFile(error)
    }
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
