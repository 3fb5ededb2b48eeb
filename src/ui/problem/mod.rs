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
use crate::locale::say;
use crate::ui::text::{all_of, count};
use crate::walkthrough::{AnswerProblem, Error, Place, UnknownDeployment};

/// What went wrong, in a sentence, as it may be kept too: a terminal acts on nothing in it.
pub fn problem_text(error: &Error) -> String {
    plain(&sentence(error)).into_owned()
}

fn sentence(error: &Error) -> String {
    let say = say();
    match error {
        Error::Resource(error) => resource::text(error),
        Error::Checkpoint(error) => files::text(error),
        Error::Host(error) => host::text(error),
        Error::NotTrusted {
            source, address, key, ..
        } => say.problem_not_trusted(host::text(source), address.to_string(), *key),
        Error::Misuse(misuse) => misuse::text(misuse),
        Error::Answer { key, problem } => say.problem_answer(*key, answer::text(problem)),
        Error::UnknownStep { given, .. } => say.problem_unknown_step(given.as_str()),
        Error::UnmetNeeds { step, needs } => say.problem_unmet_needs(needs.len(), *step, needs.join(", ")),
        Error::MissingNeed { step, key } => say.problem_missing_need(*step, key.as_str()),
        Error::AnotherCloud {
            deployment, made, asked, ..
        } => say.problem_another_cloud(deployment.as_str(), place_text(made), place_text(asked)),
        Error::AnotherRegion {
            deployment, made, asked, ..
        } => say.problem_another_region(deployment.as_str(), made.as_str(), asked.as_str()),
        Error::Namesakes {
            deployment,
            account,
            region,
            namesakes,
        } => say.problem_namesakes(account.as_str(), region.as_str(), namesakes_text(deployment, namesakes)),
        Error::OverBudget(over) => over_budget_text(over),
        Error::Shortage(preflight) => shortage_text(preflight),
        Error::UnknownDeployment(unknown) => unknown_deployment_text(unknown),
        Error::UnnamedDatabase { id } => say.problem_unnamed_database(id.as_str()),
        Error::LostSecret { key } => say.problem_lost_secret(*key),
        Error::Listener { address, source } => say.problem_listener(address.to_string(), source.to_string()),
        Error::Bug { detail } => say.problem_bug(detail.as_str()),
        Error::Shared(error) => sentence(error),
        Error::Step { step, source } => say.problem_step(*step, sentence(source)),
        Error::ChecksFailed { failed, checks, .. } => say.problem_checks_failed(*failed, checks.to_string()),
        Error::Stopped(_) => say.problem_stopped(),
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
    let say = say();
    let mut text = say.problem_unknown_deployment(given.as_str());
    if let Some(place) = place {
        text = say.problem_nothing_there(text, place_text(place));
    }
    if !elsewhere.is_empty() {
        let regions = elsewhere
            .iter()
            .map(|(region, resources)| say.problem_region_holds(region.as_str(), count(*resources, "resource")));
        text = say.problem_elsewhere(text, regions.collect::<Vec<_>>().join(", "));
    }
    let known: Vec<String> = known
        .iter()
        .map(|(name, place)| match place {
            Some(place) => say.problem_known_one(name.as_str(), place_text(place)),
            None => say.problem_known_unreadable(name.as_str()),
        })
        .collect();
    match known.is_empty() {
        true => text,
        false => say.problem_known(text, all_of(&known)),
    }
}

pub(super) fn place_text(place: &Place) -> String {
    let say = say();
    let cloud = match (place.cloud.as_str(), &place.endpoint_url) {
        ("aws", _) => "AWS".to_owned(),
        ("sandbox", _) => say.place_sandbox(),
        (_, url) => say.place_endpoint(url.as_deref().unwrap_or_default()),
    };
    say.place(cloud, place.account.as_str(), place.region.as_str())
}
