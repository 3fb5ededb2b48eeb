//! Advice: what a person can do about an error, as cases with their values. Only `ui` makes sentences of them.

mod account;
mod answers;
mod command;
mod files;
mod host;
mod input;
mod resource;

pub use account::AccountAdvice;
pub use answers::AnswerAgain;
pub use command::Advised;
pub use files::FileAdvice;
pub use host::HostAdvice;
pub use input::InputAdvice;
pub use resource::ResourceAdvice;

use crate::resources::ResourceError;
use crate::walkthrough::{AnswerProblem, Error, Steps};

/// What a person can do about an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Run the same command again.
    Again(Again),
    /// Continue a run that was stopped.
    Resume {
        /// The command that does.
        resume: Advised,
    },
    /// About the account, its credentials and what it may do.
    Account(AccountAdvice),
    /// About resources on AWS.
    Resource(ResourceAdvice),
    /// About a host.
    Host(HostAdvice),
    /// About files on this machine.
    Files(FileAdvice),
    /// About what was typed.
    Input(InputAdvice),
    /// Report a bug.
    ReportBug,
}

/// What the same command does when it is run again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// It continues to wait.
    Waits,
    /// It reads what is there before it makes anything.
    ReadsFirst,
    /// It makes another resource in the place of the failed one.
    MakesAnother,
    /// It makes a resource that was gone at once anew.
    MakesAnew,
    /// It starts what somebody has stopped.
    Starts,
    /// It asks AWS for the public address that an instance lacks.
    AsksForAddress,
    /// It goes on once what AWS names was put right.
    OncePutRight,
}

impl Error {
    /// What to do about it: the next command to type.
    pub fn advice(&self, steps: &Steps) -> Option<Advice> {
        Some(match self {
            Self::Resource(error) => return of_resource_error(error, steps, None),
            Self::Checkpoint(error) => FileAdvice::of(error).into(),
            Self::Host(error) => HostAdvice::of(error),
            Self::NotTrusted { key, trusted, .. } => Advice::Host(HostAdvice::TrustOwnAddress {
                walk: Advised::WalkSetting {
                    key,
                    value: trusted.clone(),
                },
            }),
            Self::Misuse(misuse) => InputAdvice::of(misuse).into(),
            Self::Answer { key, problem } => of_answer(key, problem, steps),
            Self::UnknownStep { nearest, known, .. } => InputAdvice::KnownSteps {
                nearest: nearest.clone(),
                known: known.clone(),
            }
            .into(),
            Self::UnmetNeeds { step, .. } => InputAdvice::NeedsFirst {
                run: Advised::RunWithNeeds { step },
                walk: Advised::Walk,
            }
            .into(),
            Self::MissingNeed { .. } => InputAdvice::WalkFromStart { walk: Advised::Walk }.into(),
            Self::AnotherCloud { holds_nothing, .. } => InputAdvice::StayWhereMade {
                holds_nothing: *holds_nothing,
            }
            .into(),
            Self::Namesakes { namesakes, .. } => InputAdvice::take_over(namesakes).into(),
            Self::OverBudget(over) => InputAdvice::of_budget(over).into(),
            Self::Shortage(preflight) => InputAdvice::of_shortage(preflight).into(),
            Self::UnknownDeployment(unknown) => InputAdvice::known_deployments(unknown).into(),
            Self::AnotherRegion { .. } => InputAdvice::StayInRegion.into(),
            Self::LostSecret { key } => FileAdvice::RestoreSecret {
                key,
                destroy: Advised::Destroy,
            }
            .into(),
            Self::UnnamedDatabase { id } => ResourceAdvice::WaitUntilAvailable { id: id.clone() }.into(),
            Self::Listener { .. } => InputAdvice::AnotherPort.into(),
            Self::Unchangeable { .. }
            | Self::Duplicates { .. }
            | Self::Foreign { .. }
            | Self::ResourceFailed { .. }
            | Self::NotReady { .. }
            | Self::Undeletable { .. } => return ResourceAdvice::of(self, steps),
            Self::Unseen { .. } => AccountAdvice::AskForPolicy.into(),
            Self::Step { step, source } => return source.advice_in(steps, step),
            Self::ChecksFailed { remedy, .. } => ResourceAdvice::of_remedy(remedy).into(),
            Self::Stopped(_) => Advice::Resume { resume: Advised::Resume },
            Self::Bug { .. } => Advice::ReportBug,
            Self::Shared(error) => return error.advice(steps),
        })
    }

    /// The same, where it is known which step it stopped.
    fn advice_in(&self, steps: &Steps, step: &str) -> Option<Advice> {
        match self {
            Self::Resource(error) => of_resource_error(error, steps, Some(step)),
            other => other.advice(steps),
        }
    }
}

/// What to do about an answer: a secret never goes on the command line.
fn of_answer(key: &'static str, problem: &AnswerProblem, steps: &Steps) -> Advice {
    let mut secrets = steps
        .iter()
        .flat_map(|step| step.ask())
        .filter_map(|ask| ask.asked().secret());
    match (secrets.find(|secret| secret.key == key), problem) {
        (Some(_), AnswerProblem::AnotherInUse { file }) => FileAdvice::ReplaceSecret { key, file: file.clone() }.into(),
        (Some(secret), _) => InputAdvice::SecretInFile { key: secret.key }.into(),
        (None, _) => InputAdvice::AnotherAnswer { set: Advised::set(key) }.into(),
    }
}

fn of_resource_error(error: &ResourceError, steps: &Steps, step: Option<&str>) -> Option<Advice> {
    Some(match error {
        ResourceError::Aws(error) => return AccountAdvice::of(error, steps, step),
        ResourceError::Checkpoint(error) => FileAdvice::of(error).into(),
        ResourceError::SiteFile(_) => Advice::Resume { resume: Advised::Resume },
        ResourceError::NoImage { .. } => AccountAdvice::allowed_image(steps).into(),
        ResourceError::NotAvailable { id, status, .. } => match status.as_str() {
            "storage-full" => ResourceAdvice::AddStorage { id: id.clone() }.into(),
            _ => ResourceAdvice::WaitUntilAvailable { id: id.clone() }.into(),
        },
        ResourceError::PeeringFailed { .. } => Advice::Again(Again::MakesAnother),
        ResourceError::GoneAtOnce { .. } => Advice::Again(Again::MakesAnew),
    })
}
