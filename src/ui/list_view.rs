//! The list of deployments, for people.

use jiff::tz::TimeZone;

use super::expiry::countdown_text;
use super::lines::{err, out};
use super::money::{an_hour, at_prices, so_far_in_short};
use super::problem::{place_text, problem_text};
use super::style::Stream;
use super::text::{count, fitted, moment_text, width, wrap};
use crate::checkpoint::LastCommand;
use crate::resources::Survey;
use crate::walkthrough::{DeploymentList, FoundDeployment, KnownDeployment, Place, Unread};

/// Prints the deployments there are.
pub fn print_list(list: &DeploymentList) {
    let s = Stream::Out;
    if list.known.is_empty() && list.unreadable.is_empty() {
        out("No deployment is remembered here.");
    }
    for known in &list.known {
        let place = Place::of_state(&known.state);
        print_heading(&known.state.deployment, &place);
        print_wrapped(&known_text(known));
    }
    for (name, error) in &list.unreadable {
        out(&s.bold(name).to_string());
        print_wrapped(&format!(
            "what is remembered of it can't be read, and what it made may still be there: {}",
            problem_text(error)
        ));
        for found in list.found.iter().filter(|found| found.deployment.name == *name) {
            let there = place_text(&found.place);
            print_wrapped(&format!("one of this name is in {there}: {}", found_text(found)));
        }
    }
    let is_unreadable = |found: &&FoundDeployment| list.unreadable.iter().any(|(name, _)| *name == found.deployment.name);
    let others: Vec<&FoundDeployment> = list.found.iter().filter(|found| !is_unreadable(found)).collect();
    if !others.is_empty() {
        out("\nIn the account, not remembered here:");
    }
    for found in others {
        print_heading(&found.deployment.name, &found.place);
        print_wrapped(&found_text(found));
    }
    if let Some(unread) = &list.unread {
        let text = format!("The account's other deployments are not listed: {}.", unread_text(unread));
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
        Err(unread) => {
            let recorded = count(state.resources.len(), "resource");
            format!("{recorded} recorded; what there is now is not known: {}", unread_text(unread))
        }
    };
    let since = state.created_at.to_zoned(TimeZone::UTC).date();
    let paused = state
        .pause()
        .map(|pause| format!("; paused since {}", moment_text(pause.from)));
    let expires = known.expiring.map(|expiring| format!("; {}", countdown_text(expiring)));
    format!(
        "{now}; since {since}{}{}{}",
        expires.unwrap_or_default(),
        paused.unwrap_or_default(),
        last_command_text(state.last_command.as_ref())
    )
}

fn last_command_text(last: Option<&LastCommand>) -> String {
    let Some(LastCommand { name, at }) = last else {
        return String::new();
    };
    format!("; last command: {name}, {}", moment_text(*at))
}

fn found_text(found: &FoundDeployment) -> String {
    let expires = found.expiring.map(|expiring| format!("; {}", countdown_text(expiring)));
    let now = survey_text(&found.survey) + &expires.unwrap_or_default();
    match &found.deployment.id {
        Some(id) => {
            let since = id.began_on().map(|day| format!("; since {day}")).unwrap_or_default();
            format!("{now}{since}; its id is {id}")
        }
        None => format!("{now}; without an id"),
    }
}

/// How much there is of a deployment, and what it costs.
pub(super) fn survey_text(survey: &Survey) -> String {
    if survey.is_empty() {
        return "nothing is there".to_owned();
    }
    let resources = count(survey.resources, "resource");
    let now = match &survey.cost_an_hour {
        Some(cost) if survey.prices.is_live() => {
            let prices = at_prices(&survey.prices, &survey.items);
            format!("{resources}, {} {prices}", an_hour(cost))
        }
        Some(cost) => format!("{resources}, {}", an_hour(cost)),
        None => format!("{resources} that can be read; the cost is not known"),
    };
    let so_far = survey.so_far.as_ref().and_then(so_far_in_short);
    so_far.map_or_else(|| now.clone(), |so_far| format!("{now}, {so_far}"))
}

/// Why something could not be read.
pub(super) fn unread_text(unread: &Unread) -> String {
    match unread {
        Unread::Failed(error) => problem_text(error),
        Unread::NoAnswer { seconds } => format!("no answer within {seconds} seconds"),
    }
}
