//! What can go wrong with one resource.

use thiserror::Error;

use crate::aws::{AwsError, ResourceKey};
use crate::checkpoint::CheckpointError;
use crate::resources::State;

/// A failure to look at, make, change or delete a resource.
#[derive(Debug, Error)]
pub enum ResourceError {
    /// AWS did not do it.
    #[error(transparent)]
    Aws(#[from] AwsError),
    /// The state directory did not take what had to be kept.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// No image to start an instance from is offered.
    #[error("no Ubuntu 24.04 LTS {architecture} image of Canonical's is offered in {region}")]
    NoImage {
        /// The architecture, as Canonical's names of images say it.
        architecture: &'static str,
        /// The region's code.
        region: String,
    },
    /// A DB instance is in a state in which AWS takes no snapshot of it.
    #[error("{refusal}; the DB instance is {status}")]
    NotAvailable {
        /// AWS's answer.
        refusal: Box<AwsError>,
        /// The DB instance's identifier.
        id: String,
        /// AWS's word for its state.
        status: String,
    },
    /// A VPC peering connection came to nothing.
    #[error("the VPC peering connection {name} ({id}) failed: {reason}")]
    PeeringFailed {
        /// Its name.
        name: String,
        /// Its id.
        id: String,
        /// AWS's reason.
        reason: String,
    },
    /// A resource is gone as soon as it is made.
    #[error("{noun} {key} ({id}) is {state:?} as soon as it is made")]
    GoneAtOnce {
        /// What it is.
        noun: &'static str,
        /// Its key.
        key: ResourceKey,
        /// Its id.
        id: String,
        /// The state AWS says it is in.
        state: State,
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
