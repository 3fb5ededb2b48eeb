//! What can go wrong on a walk, for the person at the keyboard.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use crate::aws::{AwsError, Noun, Reason, ResourceKey};
use crate::checkpoint::CheckpointError;
use crate::hosts::HostError;
use crate::resources::{Blocker, Failure, Kind, ResourceError};
use crate::walkthrough::{
    AnswerProblem, Claimant, Mismatch, Misuse, Namesake, OverBudget, PathQuestion, Place, Preflight, StopReason,
    UnknownDeployment,
};

/// A walk's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong on a walk.
#[derive(Debug)]
pub enum Error {
    /// A resource could not be listed, made, changed or deleted.
    Resource(ResourceError),
    /// The state directory is in the way.
    Checkpoint(CheckpointError),
    /// Something went wrong on a host.
    Host(HostError),
    /// A host is silent, and the person's address is not among those that may log in.
    NotTrusted {
        /// What the host said.
        source: Box<HostError>,
        /// The person's address, as AWS sees it.
        address: Ipv4Addr,
        /// The question that the trusted addresses answer.
        key: &'static str,
        /// The answer that lets the person in too.
        trusted: String,
    },
    /// The command can't be carried out as given.
    Misuse(Misuse),
    /// An answer is not allowed.
    Answer {
        /// The question's key.
        key: &'static str,
        /// What is wrong with it.
        problem: AnswerProblem,
    },
    /// There is no such step.
    UnknownStep {
        /// What was typed.
        given: String,
        /// The nearest there is.
        nearest: Option<String>,
        /// All there are.
        known: Vec<&'static str>,
    },
    /// A step was asked for before what it builds on.
    UnmetNeeds {
        /// The step.
        step: &'static str,
        /// What it lacks.
        needs: Vec<&'static str>,
    },
    /// A step needs a resource of an earlier one, which is not there.
    MissingNeed {
        /// The step.
        step: &'static str,
        /// The resource's key.
        key: ResourceKey,
    },
    /// The deployment lives somewhere else.
    AnotherCloud {
        /// The deployment.
        deployment: String,
        /// Where it was made.
        made: Box<Place>,
        /// Where jalon looked for it.
        asked: Box<Place>,
        /// Whether it holds nothing now.
        holds_nothing: bool,
    },
    /// The deployment lives in another region of its cloud.
    AnotherRegion {
        /// The deployment.
        deployment: String,
        /// The region it was made in.
        made: String,
        /// The region where jalon looked for it.
        asked: String,
    },
    /// There is no such deployment.
    UnknownDeployment(Box<UnknownDeployment>),
    /// A secret that a step needs is not on this machine.
    LostSecret {
        /// Its key.
        key: &'static str,
    },
    /// AWS tells no name of the database's host that could be written into a file.
    UnnamedDatabase {
        /// The DB instance identifier.
        id: String,
    },
    /// Nothing can be served on an address.
    Listener {
        /// The address and the port.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// A task of the run ended in a bug.
    Bug {
        /// How it ended.
        detail: String,
    },
    /// A failure that several waited for.
    Shared(Arc<Error>),
    /// A resource is not up to date, and AWS lets nobody change that.
    Unchangeable {
        /// What it is.
        noun: Noun,
        /// Its key.
        key: String,
        /// Its id.
        id: String,
        /// What differs.
        differences: Vec<Mismatch>,
        /// What a person may do about it.
        ways_out: Box<WaysOut>,
    },
    /// Several resources claim to be the same one, and the person has to choose.
    Duplicates {
        /// The key.
        key: String,
        /// Each of them, that which holds least last.
        claimants: Vec<Claimant>,
    },
    /// Something of this name is there and isn't this deployment's.
    Foreign {
        /// The key of what was to be made.
        key: String,
        /// What it is.
        noun: Noun,
        /// Its id or name.
        id: String,
        /// What AWS says of it, where it says anything.
        reason: Option<ForeignReason>,
    },
    /// Resources bear the deployment's name, and nothing shows that they are its own.
    Namesakes {
        /// The deployment.
        deployment: String,
        /// The account's twelve digits.
        account: String,
        /// The region's code.
        region: String,
        /// The deployments of this name.
        namesakes: Vec<Namesake>,
    },
    /// AWS gave up on a resource.
    ResourceFailed {
        /// What it is.
        noun: Noun,
        /// Its key.
        key: String,
        /// Its id.
        id: String,
        /// Why.
        reason: FailureReason,
        /// The step that made it.
        made_by: Option<&'static str>,
        /// Whether the next run makes another in its place.
        replaceable: bool,
    },
    /// A resource is not ready after far longer than usual.
    NotReady {
        /// What it is.
        noun: Noun,
        /// Its key.
        key: String,
        /// Its id.
        id: String,
        /// How long it was waited for.
        minutes: u64,
    },
    /// AWS does not let resources go.
    Undeletable {
        /// Each of them.
        stuck: Vec<Stuck>,
    },
    /// AWS denies to list kinds of which there may be something: that stays, with all it is built from.
    Unseen {
        /// The kinds, each with AWS's refusal.
        kinds: Vec<(Kind, AwsError)>,
        /// The keys of what stays, as far as they are known.
        keys: Vec<String>,
    },
    /// A walk would pass the budget, or nobody knows whether it does.
    OverBudget(Box<OverBudget>),
    /// The account lacks what a walk needs.
    Shortage(Box<Preflight>),
    /// A step failed.
    Step {
        /// The step.
        step: &'static str,
        /// Why.
        source: Box<Error>,
    },
    /// Some checks failed.
    ChecksFailed {
        /// How many failed.
        failed: usize,
        /// How many there were.
        checks: usize,
        /// What may put it right.
        remedy: Remedy,
    },
    /// The run was asked to stop.
    Stopped(StopReason),
}

/// What may put failed checks right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// A walk: resources are not as they should be.
    Walk,
    /// Whoever changed what stops this path, or lets it through: all resources are as they should be.
    Path(Box<PathQuestion>),
    /// Nobody knows: all resources and paths are as they should be.
    Unknown,
}

/// What a person may do about a resource that AWS lets nobody change as a step wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaysOut {
    /// The answers that it was made with, by question, where the run gives others.
    pub in_force: Vec<(&'static str, String)>,
    /// Whether data goes with it where it is deleted.
    pub holds_data: bool,
}

/// What AWS says of a thing of another deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignReason {
    /// It refused to make one of the same name.
    Refusal {
        /// Its code.
        code: String,
        /// What else is known.
        reason: Reason,
    },
    /// It does not let the thing be read, or gave it up.
    State(Box<Failure>),
}

/// Why a resource that is waited for can't become ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureReason {
    /// AWS gave it up, and says why.
    GivenUp(Box<Failure>),
    /// It is being deleted.
    BeingDeleted,
    /// It is still being deleted after far longer than usual.
    StillBeingDeleted {
        /// How long that was waited for.
        minutes: u64,
    },
    /// Somebody has stopped it.
    Stopped,
    /// AWS no longer lists it.
    NotListed,
}

/// A resource, by what a person needs to find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identified {
    /// What it is.
    pub noun: Noun,
    /// Its key, or its id where it has none.
    pub key: String,
    /// Its id.
    pub id: String,
}

/// A resource that could not be deleted.
#[derive(Clone, Debug)]
pub struct Stuck {
    /// Which one.
    pub resource: Identified,
    /// AWS's refusal; `None` where it was not asked, since something that is stuck too holds it.
    pub refusal: Option<AwsError>,
    /// What holds it.
    pub held_by: Vec<Holder>,
}

/// What holds a resource.
#[derive(Clone, Debug)]
pub enum Holder {
    /// A resource that is stuck itself.
    Stuck(Identified),
    /// Anything else.
    Other(Blocker),
}

impl fmt::Display for Error {
    /// For developers: `ui` makes the sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Error {}

impl From<ResourceError> for Error {
    fn from(error: ResourceError) -> Self {
        Self::Resource(error)
    }
}

impl From<CheckpointError> for Error {
    fn from(error: CheckpointError) -> Self {
        Self::Checkpoint(error)
    }
}

impl From<HostError> for Error {
    fn from(error: HostError) -> Self {
        Self::Host(error)
    }
}

impl From<UnknownDeployment> for Error {
    fn from(unknown: UnknownDeployment) -> Self {
        Self::UnknownDeployment(Box::new(unknown))
    }
}

impl From<Misuse> for Error {
    fn from(error: Misuse) -> Self {
        Self::Misuse(error)
    }
}

impl From<AwsError> for Error {
    fn from(error: AwsError) -> Self {
        Self::Resource(error.into())
    }
}

impl Error {
    /// Something is wrong with the answer to a question.
    pub fn answer(key: &'static str, problem: impl Into<AnswerProblem>) -> Self {
        let problem = problem.into();
        Self::Answer { key, problem }
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
