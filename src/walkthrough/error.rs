//! What can go wrong on a walk, for the person at the keyboard.

use thiserror::Error as ThisError;

use crate::aws::AwsError;
use crate::checkpoint::CheckpointError;
use crate::hosts::HostError;
use crate::resources::ResourceError;
use crate::walkthrough::{Claimant, Question, StopReason};

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
    #[error("{problem}")]
    Usage {
        /// What is wrong.
        problem: String,
        /// What to type instead.
        advice: String,
    },
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
    /// The deployment lives somewhere else.
    #[error("the deployment {deployment} was made against {made}, and this run is against {asked}")]
    AnotherCloud {
        /// The deployment.
        deployment: String,
        /// Where it was made.
        made: String,
        /// Where it is looked for.
        asked: String,
        /// What to type.
        advice: String,
    },
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
    pub(in crate::walkthrough) fn answer(question: &Question, problem: &str) -> Self {
        Self::Answer {
            key: question.key,
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
            _ => None,
        }
    }

    /// Why the run was asked to stop, if that is what ended it.
    pub fn stop_reason(&self) -> Option<StopReason> {
        match self {
            Self::Stopped(reason) => Some(*reason),
            Self::Step { source, .. } => source.stop_reason(),
            _ => None,
        }
    }

    /// The earlier of two failures, unless it only tells that the run was stopped, and the later one why.
    pub(in crate::walkthrough) fn first_cause(earlier: Option<Self>, later: Self) -> Self {
        match earlier {
            Some(earlier) if earlier.stop_reason().is_none() || later.stop_reason().is_some() => earlier,
            _ => later,
        }
    }

    /// What to do about it: the next command to type.
    pub fn advice(&self) -> Option<String> {
        Some(match self {
            Self::Resource(ResourceError::Aws(error)) => error.advice()?,
            Self::Resource(ResourceError::Checkpoint(error)) | Self::Checkpoint(error) => error.advice(),
            Self::Host(error) => error.advice(),
            Self::Resource(ResourceError::Impossible { advice, .. })
            | Self::Usage { advice, .. }
            | Self::AnotherCloud { advice, .. } => advice.clone(),
            Self::Answer { key, .. } => format!("give another with --set {key}=VALUE, or in the answers file"),
            Self::UnknownStep { nearest, known, .. } => match nearest {
                Some(nearest) => format!("did you mean {nearest}? The steps are: {}", known.join(", ")),
                None => format!("the steps are: {}", known.join(", ")),
            },
            Self::UnmetNeeds { step, .. } => {
                format!("run them too with `jalon run {step} --with-needs`, or walk from the start with `jalon walk`")
            }
            Self::Unchangeable { key, .. } => format!(
                "give the answer it was made with, or delete {key} yourself and run the same command: it is then made anew"
            ),
            Self::Duplicates { claimants, .. } => {
                let least = claimants.last().map(|claimant| claimant.id.as_str()).unwrap_or_default();
                format!(
                    "delete the one that is not wanted, with what it holds: `jalon destroy --only {least}`. One that the deployment did \
                     not make loses its jalon:resource tag instead. Then run the same command"
                )
            }
            Self::Foreign { .. } => "choose another name with --set, or another deployment with --deployment".to_owned(),
            Self::ResourceFailed { replaceable: true, .. } => {
                "run the same command again: it makes another in its place; if that fails too, mend what AWS names first"
                    .to_owned()
            }
            Self::ResourceFailed { id, .. } => {
                format!("look at {id} in the console; once it is mended or deleted there, run the same command again")
            }
            Self::NotReady { .. } => "run the same command again: it goes on waiting where it stopped".to_owned(),
            Self::Undeletable { .. } => "remove what holds them, then run `jalon destroy` again".to_owned(),
            Self::Step { source, .. } => return source.advice(),
            Self::ChecksFailed { .. } => "`jalon plan` shows what differs, and `jalon walk` mends what can be mended".to_owned(),
            Self::Stopped(_) => "run `jalon walk` to go on where it stopped".to_owned(),
        })
    }
}

/// The claimants of one key, each with what it holds.
fn listed(claimants: &[Claimant]) -> String {
    let all: Vec<String> = claimants
        .iter()
        .map(|claimant| format!("{} holds {}", claimant.id, claimant.holds))
        .collect();
    all.join("; ")
}
