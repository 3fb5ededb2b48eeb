//! The list of deployments, for people.

use jiff::tz::TimeZone;

use super::expiry::countdown_text;
use super::lines::{err, out};
use super::money::{an_hour, at_prices, so_far_in_short};
use super::problem::{place_text, problem_text};
use super::style::Stream;
use super::text::{count, date_text, fitted, moment_text, width, wrap};
use crate::aws::DeploymentId;
use crate::checkpoint::LastCommand;
use crate::locale::say;
use crate::resources::Survey;
use crate::walkthrough::{DeploymentList, FoundDeployment, KnownDeployment, Place, Unread};

/// Prints the deployments there are.
pub fn print_list(list: &DeploymentList) {
    let s = Stream::Out;
    if list.known.is_empty() && list.unreadable.is_empty() {
        out(&say().list_none());
    }
    for known in &list.known {
        let place = Place::of_state(&known.state);
        print_heading(&known.state.deployment, &place);
        print_wrapped(&known_text(known));
    }
    for (name, error) in &list.unreadable {
        out(&s.bold(name).to_string());
        print_wrapped(&say().list_unreadable(problem_text(error)));
        for found in list.found.iter().filter(|found| found.deployment.name == *name) {
            let there = place_text(&found.place);
            print_wrapped(&say().list_one_elsewhere(there, found_text(found)));
        }
    }
    let is_unreadable = |found: &&FoundDeployment| list.unreadable.iter().any(|(name, _)| *name == found.deployment.name);
    let others: Vec<&FoundDeployment> = list.found.iter().filter(|found| !is_unreadable(found)).collect();
    if !others.is_empty() {
        out(&format!("\n{}", say().list_others()));
    }
    for found in others {
        print_heading(&found.deployment.name, &found.place);
        print_wrapped(&found_text(found));
    }
    if let Some(unread) = &list.unread {
        let text = say().list_others_unread(unread_text(unread));
        err(&wrap(&text, width(), "", ""));
    }
}

/// Prints which deployment this is, and where it lives.
fn print_heading(name: &str, place: &Place) {
    let s = Stream::Out;
    let heading = format!("{} {}", s.bold(name), s.dim(format!("({})", place_text(place))));
    out(&fitted(&heading, width()));
}

fn print_wrapped(text: &str) {
    out(&wrap(text, width(), "  ", "  "));
}

fn known_text(known: &KnownDeployment) -> String {
    let state = &known.state;
    let now = match &known.survey {
        Ok(survey) => survey_text(survey),
        Err(unread) => say().list_recorded(state.resources.len(), unread_text(unread)),
    };
    let since = state.created_at.to_zoned(TimeZone::UTC).date();
    let parts = [
        Some(now),
        Some(say().list_since(date_text(since))),
        known.expiring.map(countdown_text),
        state.pause().map(|pause| say().list_paused(moment_text(pause.from))),
        state.last_command.as_ref().map(last_command_text),
    ];
    joined(parts)
}

fn last_command_text(LastCommand { name, at }: &LastCommand) -> String {
    say().list_last_command(name.as_str(), moment_text(*at))
}

/// What is known of a deployment, in one line.
pub(super) fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(&say().between_sentences())
}

/// The id of a deployment, or that it has none.
pub(super) fn id_text(id: Option<&DeploymentId>) -> String {
    match id {
        Some(id) => say().list_id(id.to_string()),
        None => say().list_without_id(),
    }
}

fn found_text(found: &FoundDeployment) -> String {
    let id = found.deployment.id.as_ref();
    let since = id.and_then(DeploymentId::began_on);
    joined([
        Some(survey_text(&found.survey)),
        found.expiring.map(countdown_text),
        since.map(|day| say().list_since(date_text(day))),
        Some(id_text(id)),
    ])
}

/// How much there is of a deployment, and what it costs.
pub(super) fn survey_text(survey: &Survey) -> String {
    if survey.is_empty() {
        return say().list_nothing();
    }
    let resources = count(survey.resources, "resource");
    let now = match &survey.cost_an_hour {
        Some(cost) if survey.prices.is_live() => {
            let prices = at_prices(&survey.prices, &survey.items);
            format!("{resources}, {} {prices}", an_hour(cost))
        }
        Some(cost) => format!("{resources}, {}", an_hour(cost)),
        None => say().list_cost_not_known(resources),
    };
    let so_far = survey.so_far.as_ref().and_then(so_far_in_short);
    so_far.map_or_else(|| now.clone(), |so_far| format!("{now}, {so_far}"))
}

/// Why something could not be read.
pub(super) fn unread_text(unread: &Unread) -> String {
    match unread {
        Unread::Failed(error) => problem_text(error),
        Unread::NoAnswer { seconds } => say().list_no_answer(seconds.to_string()),
    }
}
