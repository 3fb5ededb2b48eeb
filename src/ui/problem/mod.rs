//! The sentences of errors: what went wrong.

mod answer;
mod files;
pub(super) mod host;
mod misuse;
pub(super) mod resource;

use super::money::over_budget_text;
use super::notice::namesakes_text;
use super::preflight::shortage_text;
use crate::foreign::plain;
use crate::ui::text::count;
use crate::walkthrough::{AnswerProblem, Error, Place, UnknownDeployment};

/// What went wrong, in a sentence, as it may be kept too: a terminal acts on nothing in it.
pub fn problem_text(error: &Error) -> String {
    plain(&sentence(error)).into_owned()
}

fn sentence(error: &Error) -> String {
    match error {
        Error::Resource(error) => resource::text(error),
        Error::Checkpoint(error) => files::text(error),
        Error::Host(error) => host::text(error),
        Error::NotTrusted {
            source, address, key, ..
        } => {
            format!(
                "{}; your address is {address}, and {key} lets only others log in",
                host::text(source)
            )
        }
        Error::Misuse(misuse) => misuse::text(misuse),
        Error::Answer { key, problem } => format!("{key} can't be used: {}", answer::text(problem)),
        Error::UnknownStep { given, .. } => format!("there is no step {given}"),
        Error::UnmetNeeds { step, needs } => {
            let are = if needs.len() == 1 { "is" } else { "are" };
            format!("the step {step} builds on {}, which {are} not built yet", needs.join(", "))
        }
        Error::MissingNeed { step, key } => {
            format!("the step {step} asks for {key}, which none of the steps it builds on has made")
        }
        Error::AnotherCloud {
            deployment, made, asked, ..
        } => format!(
            "the deployment {deployment} was made against {}, and this run is against {}",
            place_text(made),
            place_text(asked)
        ),
        Error::AnotherRegion {
            deployment, made, asked, ..
        } => format!("the deployment {deployment} was made against the region {made}, and this run is against {asked}"),
        Error::Namesakes {
            deployment,
            account,
            region,
            namesakes,
        } => format!(
            "account {account}, region {region}, holds {}, and nothing here shows whose it is",
            namesakes_text(deployment, namesakes)
        ),
        Error::OverBudget(over) => over_budget_text(over),
        Error::Shortage(preflight) => shortage_text(preflight),
        Error::UnknownDeployment(unknown) => unknown_deployment_text(unknown),
        Error::UnnamedDatabase { id } => format!("AWS reports no usable host name of the DB instance {id}"),
        Error::LostSecret { key } => format!("the secret {key} is not known here, and nothing can be configured without it"),
        Error::Listener { address, source } => format!("could not listen on {address}: {source}"),
        Error::Bug { detail } => format!("a task ended unexpectedly: {detail}"),
        Error::Shared(error) => sentence(error),
        Error::Step { step, source } => format!("the step {step} stopped: {}", sentence(source)),
        Error::ChecksFailed { failed, checks, .. } => format!("{failed} of {checks} checks failed"),
        Error::Stopped(_) => "the run was asked to stop".to_owned(),
        Error::Unchangeable { .. }
        | Error::Duplicates { .. }
        | Error::Foreign { .. }
        | Error::ResourceFailed { .. }
        | Error::NotReady { .. }
        | Error::Unseen { .. }
        | Error::Undeletable { .. } => resource::walk_text(error),
    }
}

/// What is wrong with an answer, in a sentence.
pub(super) fn answer_problem_text(problem: &AnswerProblem) -> String {
    answer::text(problem)
}

fn unknown_deployment_text(unknown: &UnknownDeployment) -> String {
    let UnknownDeployment {
        given,
        place,
        elsewhere,
        known,
    } = unknown;
    let mut text = format!("there is no deployment {given} here");
    if let Some(place) = place {
        text += &format!(", and {} holds nothing of that name", place_text(place));
    }
    if !elsewhere.is_empty() {
        let regions = elsewhere
            .iter()
            .map(|(region, resources)| format!("{region} holds {}", count(*resources, "resource")));
        text += &format!("; {}", regions.collect::<Vec<_>>().join(", "));
    }
    if !known.is_empty() {
        let known = known.iter().map(|(name, place)| match place {
            Some(place) => format!("{name} ({})", place_text(place)),
            None => format!("{name} (what is remembered of it can't be read)"),
        });
        text += &format!("; there is {}", known.collect::<Vec<_>>().join(", and "));
    }
    text
}

pub(super) fn place_text(place: &Place) -> String {
    let cloud = match (place.cloud.as_str(), &place.endpoint_url) {
        ("aws", _) => "AWS".to_owned(),
        ("sandbox", _) => "the sandbox".to_owned(),
        (_, url) => format!("the endpoint {}", url.as_deref().unwrap_or_default()),
    };
    format!("{cloud}, account {}, region {}", place.account, place.region)
}
