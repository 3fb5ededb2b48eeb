//! The sentences of notices.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Commands;
use super::actions::action_text;
use super::advice::data_goes;
use super::expiry::expires_text;
use super::failure::failure_text;
use super::mismatches::addition_text;
use super::money::an_hour;
use super::nouns::{nouns_text, the};
use super::problem::host;
use super::reasons::{call_failure_text, reason_text};
use super::text::{all_of, count, date_text, shown_path};
use crate::aws::{AwsError, Delay};
use crate::locale::say;
use crate::prices::TABLE_MADE;
use crate::resources::{Kind, LeftOut, LeftOutReason};
use crate::walkthrough::{Holdings, Namesake, Notice, OwnershipNotice, SkipReason};

/// How many of the resources that refer to another one are named.
const NAMED: usize = 4;

/// The sentence of a notice, with commands that mean the same deployment.
pub fn notice_text(notice: &Notice, commands: &Commands) -> String {
    let say = say();
    match notice {
        Notice::LostKey { id, file, destroy } => {
            say.notice_lost_key(id.as_str(), file.display().to_string(), commands.code(destroy), data_goes())
        }
        Notice::LostPassword { id, key } => say.notice_lost_password(id.as_str(), key_in_file(key)),
        Notice::Expires { at, now } => expires_text(*at, *now, commands),
        Notice::Unwanted { key, id, step, destroy } => {
            say.notice_unwanted(key.as_str(), id.as_str(), step.as_str(), commands.code(destroy))
        }
        Notice::LeftOfExperiment { key, id, ends } => match id {
            Some(id) => say.notice_left_of_experiment(key.as_str(), id.as_str(), commands.code(ends)),
            None => say.notice_begun_by_experiment(key.as_str(), commands.code(ends)),
        },
        Notice::Replaced { noun, key, id, reason } => {
            let reason = failure_text(reason);
            say.notice_replaced(the(*noun), key.as_str(), id.as_str(), reason.trim_end_matches('.'))
        }
        Notice::Spares {
            key,
            kept,
            spares,
            destroy,
        } => say.notice_spares(
            spares.len(),
            key.as_str(),
            kept.id.as_str(),
            holdings_text(&kept.holds),
            all_of(spares),
            commands.codes(destroy),
        ),
        Notice::Additions { key, id, parts } => {
            let parts: Vec<String> = parts.iter().map(addition_text).collect();
            say.notice_additions(key.as_str(), id.as_str(), parts.join(", "))
        }
        Notice::Ownership(notice) => ownership_text(notice, commands),
        Notice::UnusableHost { id } => say.notice_unusable_host(id.as_str()),
        Notice::Unreadable { kinds } => say.notice_unreadable(unreadable_text(kinds)),
        Notice::NoHost => say.notice_no_host(),
        Notice::ApplicationUpToDate => say.notice_application_up_to_date(),
        Notice::ApplicationStarted => say.notice_application_started(),
        Notice::ApplicationDeployed { files } => say.notice_application_deployed(*files),
        Notice::DatabaseUnchecked { reason } => say.notice_database_unchecked(host::text(reason)),
        Notice::LeftOut { all } => left_out_text(all),
        Notice::ForeignObjects { bucket, keys, destroy } => {
            let shown: Vec<String> = keys.iter().map(|key| shown_path(Path::new(key))).collect();
            say.notice_foreign_objects(keys.len(), bucket.as_str(), first_of(&shown), commands.code(destroy))
        }
        Notice::UnderKms { bucket } => say.notice_under_kms(bucket.as_str()),
        Notice::Delay(delay) => delay_text(delay),
        Notice::ChecksAgain { failed, seconds } => say.notice_checks_again(*failed, seconds.to_string()),
        Notice::TablePrices { items, error } => table_prices_text(items, error.as_deref()),
        Notice::OfStep(text) => text.clone(),
    }
}

fn table_prices_text(items: &[String], error: Option<&AwsError>) -> String {
    let (say, items, made) = (say(), first_of(items), date_text(TABLE_MADE));
    let Some(error) = error else {
        return say.notice_no_single_price(items, made);
    };
    let reason = reason_text(&error.reason);
    let reason = match &error.code {
        Some(code) => say.reason_with_code(code.as_str(), reason),
        None => reason,
    };
    say.notice_price_not_said(items, reason, made)
}

fn delay_text(delay: &Delay) -> String {
    let action = action_text(&delay.action);
    let seconds = delay.waited.as_secs().to_string();
    match &delay.error {
        Some(failure) => say().notice_trying_again(action, call_failure_text(failure), seconds),
        None => say().notice_waiting_for_answer(action, seconds),
    }
}

/// The notices of whose a resource is.
fn ownership_text(notice: &OwnershipNotice, commands: &Commands) -> String {
    let say = say();
    match notice {
        OwnershipNotice::Namesakes {
            deployment,
            namesakes,
            take_over,
        } => say.notice_namesakes(namesakes_text(deployment, namesakes), commands.code(take_over)),
        OwnershipNotice::LeftAlone {
            deployment,
            namesakes,
            take_over,
        } => say.notice_left_alone(namesakes_text(deployment, namesakes), commands.code(take_over)),
        OwnershipNotice::Copies { copies } => {
            let all = copies.iter().map(|(id, key)| say.notice_copy(id.as_str(), key.as_str()));
            say.notice_copies(copies.len(), all.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Which kinds AWS denies to list, in a few words.
pub(super) fn unreadable_text(kinds: &[(Kind, AwsError)]) -> String {
    let nouns: Vec<String> = kinds.iter().map(|(kind, _)| nouns_text(kind.noun())).collect();
    let codes: BTreeSet<&str> = kinds.iter().filter_map(|(_, denial)| denial.code.as_deref()).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    say().notice_denies_listing(nouns.join(", "), codes.join(", "))
}

/// The deployments of one name, in a few words.
pub(super) fn namesakes_text(deployment: &str, namesakes: &[Namesake]) -> String {
    let texts = namesakes.iter().map(|namesake| namesake_text(deployment, namesake));
    all_of(&texts.collect::<Vec<_>>())
}

/// A deployment of a name, in a few words.
pub(super) fn namesake_text(deployment: &str, namesake: &Namesake) -> String {
    let say = say();
    let resources = count(namesake.resources, "resource");
    let cost = an_hour(&namesake.cost_an_hour);
    let Some(id) = &namesake.id else {
        return say.namesake_without_id(resources, deployment, cost);
    };
    match id.began_on() {
        Some(day) => say.namesake_since(deployment, id.to_string(), resources, date_text(day), cost),
        None => say.namesake_with_id(deployment, id.to_string(), resources, cost),
    }
}

/// Why a step is left out.
pub(super) fn skip_text(reason: SkipReason) -> String {
    match reason {
        SkipReason::Chosen => say().skip_chosen(),
        SkipReason::Need(need) => say().skip_need(need),
    }
}

/// What a notice is about, one by one, for those who ask for more than its sentence.
pub(super) fn notice_details(notice: &Notice) -> Vec<String> {
    let left_out = |one: &LeftOut| say().reason_with_code(shown_path(&one.path), why_left_out(&one.reason));
    match notice {
        Notice::LeftOut { all } => all.iter().map(left_out).collect(),
        Notice::TablePrices { items, .. } => items.clone(),
        Notice::Unreadable { kinds } => kinds.iter().map(|(_, denial)| reason_text(&denial.reason)).collect(),
        Notice::ForeignObjects { keys, .. } => keys.iter().map(|key| shown_path(Path::new(key))).collect(),
        _ => Vec::new(),
    }
}

/// A few of these names; the others are counted.
fn first_of(names: &[String]) -> String {
    let named = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => named,
        more => say().and_more(named, more),
    }
}

/// How many names are left out, for each reason.
fn left_out_text(all: &[LeftOut]) -> String {
    let mut counts: BTreeMap<&LeftOutReason, usize> = BTreeMap::new();
    for one in all {
        // All links out are alike here, wherever they lead.
        let same = match &one.reason {
            LeftOutReason::LinkOut { .. } => &ANY_LINK_OUT,
            other => other,
        };
        *counts.entry(same).or_default() += 1;
    }
    let counted: Vec<String> = counts.iter().map(|(reason, number)| counted_text(reason, *number)).collect();
    say().notice_not_published(counted.join(", "))
}

static ANY_LINK_OUT: LeftOutReason = LeftOutReason::LinkOut { target: PathBuf::new() };

/// So many names that are left out for one reason.
fn counted_text(reason: &LeftOutReason, number: usize) -> String {
    let say = say();
    match reason {
        LeftOutReason::Hidden => say.left_out_hidden(number),
        LeftOutReason::Leftover => say.left_out_leftover(number),
        LeftOutReason::LinkOut { .. } => say.left_out_link_out(number),
        LeftOutReason::LinkLoop => say.left_out_link_loop(number),
        LeftOutReason::NestedLink => say.left_out_nested_link(number),
        LeftOutReason::BrokenLink => say.left_out_broken_link(number),
        LeftOutReason::Pipe => say.left_out_pipe(number),
        LeftOutReason::Socket => say.left_out_socket(number),
        LeftOutReason::Device => say.left_out_device(number),
    }
}

fn why_left_out(reason: &LeftOutReason) -> String {
    let say = say();
    match reason {
        LeftOutReason::Hidden => say.why_hidden(),
        LeftOutReason::Leftover => say.why_leftover(),
        LeftOutReason::LinkOut { target } => say.why_link_out(shown_path(target)),
        LeftOutReason::LinkLoop => say.why_link_loop(),
        LeftOutReason::NestedLink => say.why_nested_link(),
        LeftOutReason::BrokenLink => say.why_broken_link(),
        LeftOutReason::Pipe => say.why_pipe(),
        LeftOutReason::Socket => say.why_socket(),
        LeftOutReason::Device => say.why_device(),
    }
}

/// What refers to a resource, in a few words.
pub(super) fn holdings_text(holdings: &Holdings) -> String {
    let attachment = holdings.attached_to.iter().map(|vpc| say().holdings_attachment(vpc.as_str()));
    let all: Vec<String> = attachment.chain(holdings.keys.iter().cloned()).collect();
    match all.is_empty() {
        true => say().holdings_nothing(),
        false => first_of(&all),
    }
}

/// Where an answers file holds an answer, in words: `password under [database]`.
fn key_in_file(key: &str) -> String {
    match key.split_once('.') {
        Some((table, name)) => say().notice_key_in_table(name, table),
        None => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::{Action, AwsError, Reason};

    #[test]
    fn a_denial_without_a_message_is_told_by_its_status() {
        let denial = AwsError {
            reason: Reason::Status(403),
            ..AwsError::refused(&Action::LookForTags, "AccessDenied", "")
        };
        let kinds = vec![(Kind::Vpc, denial)];
        assert_eq!(notice_details(&Notice::Unreadable { kinds }), ["HTTP status 403"]);
    }
}
