//! What can go wrong on a walk, for the person at the keyboard.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use thiserror::Error as ThisError;

use crate::aws::{AwsError, ResourceKey};
use crate::checkpoint::CheckpointError;
use crate::hosts::HostError;
use crate::resources::ResourceError;
use crate::walkthrough::{Claimant, Misuse, Place, StopReason};

/// A walk's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong on a walk.
#[derive(Debug, ThisError)]
pub enum Error {
    /// A resource could not be looked at, made, changed or deleted.
    #[error(transparent)]
    Resource(#[from] ResourceError),
    /// The state directory is in the way.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Something went wrong on a host.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The command can't be carried out as given.
    #[error(transparent)]
    Misuse(#[from] Misuse),
    /// An answer is not allowed.
    #[error("{key} can't be used: {problem}")]
    Answer {
        /// The question's key.
        key: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// There is no such step.
    #[error("there is no step {given}")]
    UnknownStep {
        /// What was typed.
        given: String,
        /// The nearest there is.
        nearest: Option<String>,
        /// All there are.
        known: Vec<&'static str>,
    },
    /// A step was asked for before what it builds on.
    #[error("the step {step} builds on {}, which {} not built yet", needs.join(", "), if needs.len() == 1 { "is" } else { "are" })]
    UnmetNeeds {
        /// The step.
        step: &'static str,
        /// What it lacks.
        needs: Vec<&'static str>,
    },
    /// A step needs a resource of an earlier one, which is not there.
    #[error("the step {step} needs {key}, which is not there")]
    MissingNeed {
        /// The step.
        step: &'static str,
        /// The resource's key.
        key: ResourceKey,
    },
    /// The deployment lives somewhere else.
    #[error("the deployment {deployment} was made against {made}, and this run is against {asked}")]
    AnotherCloud {
        /// The deployment.
        deployment: String,
        /// Where it was made.
        made: Box<Place>,
        /// Where it is looked for.
        asked: Box<Place>,
        /// Whether it holds nothing now.
        holds_nothing: bool,
    },
    /// The deployment lives in another region of its cloud.
    #[error("the deployment {deployment} was made against the region {made}, and this run is against {asked}")]
    AnotherRegion {
        /// The deployment.
        deployment: String,
        /// The region it was made in.
        made: String,
        /// The region it is looked for in.
        asked: String,
    },
    /// A secret that a step needs is not on this machine.
    #[error("the secret {key} is not known here, and nothing can be configured without it")]
    LostSecret {
        /// Its key.
        key: &'static str,
    },
    /// Nothing can be served on an address.
    #[error("could not listen on {address}: {source}")]
    Listener {
        /// The address and the port.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// A task of the run ended in a bug.
    #[error("a task ended unexpectedly: {detail}")]
    Bug {
        /// How it ended.
        detail: String,
    },
    /// A failure that several waited for.
    #[error(transparent)]
    Shared(Arc<Error>),
    /// A resource is not as wanted, and AWS lets nobody change that.
    #[error("{noun} {key} ({id}) can't be changed in place: {}", differences.join("; "))]
    Unchangeable {
        /// What it is.
        noun: &'static str,
        /// Its key.
        key: String,
        /// Its id.
        id: String,
        /// What differs.
        differences: Vec<String>,
    },
    /// Several resources claim to be the same one, and the person has to choose.
    #[error("more than one resource claims to be {key}: {}", listed(claimants))]
    Duplicates {
        /// The key.
        key: String,
        /// Each of them, that which holds least last.
        claimants: Vec<Claimant>,
    },
    /// Something of this name is there and isn't this deployment's.
    #[error("{noun} {id} is there already and does not belong to this deployment{reason}")]
    Foreign {
        /// What it is.
        noun: &'static str,
        /// Its id or name.
        id: String,
        /// AWS's reason, where it gives one.
        reason: String,
    },
    /// AWS gave up on a resource.
    #[error("{noun} {key} ({id}) failed: {reason}")]
    ResourceFailed {
        /// What it is.
        noun: &'static str,
        /// Its key.
        key: String,
        /// Its id.
        id: String,
        /// AWS's reason.
        reason: String,
        /// The step that made it.
        made_by: Option<&'static str>,
        /// Whether the next run makes another in its place.
        replaceable: bool,
    },
    /// A resource is not ready after far longer than usual.
    #[error("{noun} {key} ({id}) is not ready after {minutes} minutes")]
    NotReady {
        /// What it is.
        noun: &'static str,
        /// Its key.
        key: String,
        /// Its id.
        id: String,
        /// How long it was waited for.
        minutes: u64,
    },
    /// AWS does not let resources go.
    #[error("{} could not be deleted: {}", if stuck.len() == 1 { "a resource" } else { "some resources" }, stuck.join("; "))]
    Undeletable {
        /// Each of them, with what holds it.
        stuck: Vec<String>,
    },
    /// A step failed.
    #[error("the step {step} stopped: {source}")]
    Step {
        /// The step.
        step: &'static str,
        /// Why.
        source: Box<Error>,
    },
    /// Some checks failed.
    #[error("{failed} of {checks} checks failed")]
    ChecksFailed {
        /// How many failed.
        failed: usize,
        /// How many there were.
        checks: usize,
    },
    /// The run was asked to stop.
    #[error("stopped")]
    Stopped(StopReason),
}

impl From<AwsError> for Error {
    fn from(error: AwsError) -> Self {
        Self::Resource(error.into())
    }
}

impl Error {
    pub(in crate::walkthrough) fn answer(key: &'static str, problem: &str) -> Self {
        Self::Answer {
            key,
            problem: problem.to_owned(),
        }
    }

    /// The step whose resource failed, where another may have been waiting for it.
    pub(in crate::walkthrough) fn made_by(&self) -> Option<&'static str> {
        match self {
            Self::ResourceFailed { made_by, .. } => *made_by,
            _ => None,
        }
    }

    /// The failed call to AWS beneath, if it was one.
    pub fn aws(&self) -> Option<&AwsError> {
        match self {
            Self::Resource(error) => error.aws(),
            Self::Step { source, .. } => source.aws(),
            Self::Shared(error) => error.aws(),
            _ => None,
        }
    }

    /// Whether a step can't be planned for want of an answer, or of what another step makes.
    pub(in crate::walkthrough) fn is_about_answers(&self) -> bool {
        matches!(
            self,
            Self::Answer { .. } | Self::Misuse(_) | Self::MissingNeed { .. } | Self::LostSecret { .. }
        )
    }

    /// Why the run was asked to stop, if that is what ended it.
    pub fn stop_reason(&self) -> Option<StopReason> {
        match self {
            Self::Stopped(reason) => Some(*reason),
            Self::Step { source, .. } => source.stop_reason(),
            Self::Shared(error) => error.stop_reason(),
            _ => None,
        }
    }

    /// The earlier of two failures, unless it only says that the run was stopped, and the later one why.
    pub(in crate::walkthrough) fn first_cause(earlier: Option<Self>, later: Self) -> Self {
        match earlier {
            Some(earlier) if earlier.stop_reason().is_none() || later.stop_reason().is_some() => earlier,
            _ => later,
        }
    }
}

/// The claimants of one key.
fn listed(claimants: &[Claimant]) -> String {
    let ids: Vec<&str> = claimants.iter().map(|claimant| claimant.id.as_str()).collect();
    ids.join(", ")
}
