//! What an experiment makes: what it costs and how long it takes, before it is made, and what stands then.

use super::money::{an_hour, at_prices};
use super::nouns::the;
use super::text::duration_text;
use crate::locale::say;
use crate::resources::{DbInstance, Observed};
use crate::walkthrough::Making;

/// What is about to be made, what that costs and how long it takes.
pub(super) fn making_text(making: &Making) -> String {
    let (say, name) = (say(), making.name.as_str());
    if making.stands {
        return say.try_make_stands(name);
    }
    let (the, cost) = (the(making.noun), an_hour(&making.cost));
    let (creation, deletion) = (duration_text(making.usual_creation), duration_text(making.usual_deletion));
    match making.is_rehearsed {
        true => say.try_make_rehearsed(the, name, cost, creation, deletion),
        false => say.try_make(the, name, cost, at_prices(&making.prices, &making.items), creation, deletion),
    }
}

/// What was made, and what stands beside it, each with where it is reached: a line for each.
pub(super) fn made_lines(made: &Observed, beside: &[Observed]) -> Vec<String> {
    let mut all: Vec<&Observed> = beside.iter().chain([made]).collect();
    all.sort_by_key(|observed| observed.key_or_id());
    all.into_iter().map(line).collect()
}

fn line(observed: &Observed) -> String {
    let endpoint = observed.facts_of::<DbInstance>().and_then(|db| db.endpoint.as_ref());
    let place = endpoint.map_or_else(|| observed.id.clone(), ToString::to_string);
    format!("{}  {place}", observed.key_or_id())
}
