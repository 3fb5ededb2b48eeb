//! The sentences of notices.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Commands;
use super::actions::action_text;
use super::advice::DATA_GOES;
use super::expiry::expires_text;
use super::failure::failure_text;
use super::mismatches::addition_text;
use super::money::an_hour;
use super::nouns::{noun_text, nouns_text};
use super::problem::host;
use super::reasons::{call_failure_text, reason_text};
use super::text::{count, shown_path};
use crate::aws::{AwsError, Delay};
use crate::locale::say;
use crate::prices::TABLE_MADE;
use crate::resources::{Addition, Kind, LeftOut, LeftOutReason};
use crate::walkthrough::{Holdings, Namesake, Notice, OwnershipNotice, SkipReason};

/// How many of the resources that refer to another one are named.
const NAMED: usize = 4;

/// The sentence of a notice, with commands that mean the same deployment.
#[expect(clippy::too_many_lines, reason = "a table: a sentence for each case")]
pub fn notice_text(notice: &Notice, commands: &Commands) -> String {
    match notice {
        Notice::LostKey { id, file, destroy } => format!(
            "The private key of {id} is not on this machine, so nobody can log in to the hosts from here. Put it back as {}, or take the \
             deployment down with {} and walk again: {DATA_GOES}.",
            file.display(),
            commands.code(destroy)
        ),
        Notice::LostPassword { id, key } => format!(
            "The password of {id} is not on this machine. Give it with --answers FILE, as {} in that file; if nobody has it, set a new \
             one in the RDS console first.",
            key_in_file(key)
        ),
        Notice::Expires { at, now } => expires_text(*at, *now, commands),
        Notice::Unwanted { key, id, step, destroy } => format!(
            "{key} ({id}) is no longer wanted by {step}. It stays and keeps costing money until {}.",
            commands.code(destroy)
        ),
        Notice::Replaced { noun, key, id, reason } => format!(
            "AWS gave up on the {} {key} ({id}): {}. Another is made in its place; AWS shows the failed one for a while.",
            noun_text(*noun),
            failure_text(reason).trim_end_matches('.')
        ),
        Notice::Spares {
            key,
            kept,
            spares,
            destroy,
        } => {
            let (has, takes) = if spares.len() == 1 {
                ("holds nothing and stays, at its cost,", "takes it down")
            } else {
                ("hold nothing and stay, at their cost,", "take them down")
            };
            format!(
                "{key} is there more than once. {} is kept: it holds {}. {} {has} until {} {takes}.",
                kept.id,
                holdings_text(&kept.holds),
                spares.join(" and "),
                commands.codes(destroy)
            )
        }
        Notice::Additions { key, id, parts } => additions_text(key, id, parts),
        Notice::Ownership(notice) => ownership_text(notice, commands),
        Notice::UnusableHost { id } => format!(
            "The instance {id} is left out of ssh_config: its name, its id or its address is none as AWS gives them, and OpenSSH could take it \
             for an option."
        ),
        Notice::Unreadable { kinds } => unreadable_notice_text(kinds),
        Notice::NoHost => "There is no host behind this endpoint: on AWS, the application would be deployed now.".to_owned(),
        Notice::ApplicationUpToDate => "The application is up to date.".to_owned(),
        Notice::ApplicationStarted => "The application's containers were started.".to_owned(),
        Notice::ApplicationDeployed { files } => {
            let were = if *files == 1 { "was" } else { "were" };
            let sent = count(*files, "file");
            format!("The application was deployed: {sent} {were} sent, and its containers started.")
        }
        Notice::DatabaseUnchecked { reason } => format!(
            "The application's way to its database is encrypted, but whose certificate it gets there is not checked: {}. The next walk tries \
             again.",
            host::text(reason)
        ),
        Notice::LeftOut { all } => left_out_text(all),
        Notice::ForeignObjects { bucket, keys, destroy } => foreign_objects_text(bucket, keys, &commands.code(destroy)),
        Notice::UnderKms { bucket } => format!(
            "S3 encrypts what is put into {bucket} with a key of AWS KMS, so nobody can read the website without AWS credentials. Make \
             SSE-S3 the bucket's default encryption, delete its objects, and walk again."
        ),
        Notice::Delay(delay) => delay_text(delay),
        Notice::ChecksAgain { failed, seconds } => checks_again_text(*failed, *seconds),
        Notice::TablePrices { items, error } => table_prices_text(items, error.as_deref()),
        Notice::OfStep(text) => text.clone(),
    }
}

fn table_prices_text(items: &[String], error: Option<&AwsError>) -> String {
    let items = first_of(items);
    match error {
        None => format!("AWS has no single on-demand price of {items}. What is known here is of {TABLE_MADE}."),
        Some(error) => {
            let code = error.code.as_ref().map(|code| format!("{code}: ")).unwrap_or_default();
            let reason = reason_text(&error.reason);
            format!("AWS did not say the price of {items} ({code}{reason}). What is known here is of {TABLE_MADE}.")
        }
    }
}

fn delay_text(delay: &Delay) -> String {
    let action = action_text(&delay.action);
    let seconds = delay.waited.as_secs();
    match &delay.error {
        Some(failure) => format!(
            "Trying to {action} again: AWS answers {} so far, after {seconds} seconds.",
            call_failure_text(failure)
        ),
        None => format!("Waiting for AWS's answer: trying to {action}, for {seconds} seconds so far."),
    }
}

fn checks_again_text(failed: usize, seconds: u64) -> String {
    let failed = count(failed, "check");
    format!("{failed} failed. AWS may not show everything yet: the checks are made again for up to {seconds} seconds.")
}

fn additions_text(key: &str, id: &str, parts: &[Addition]) -> String {
    let parts: Vec<String> = parts.iter().map(addition_text).collect();
    format!(
        "Somebody has added to {key} ({id}): {}. That stays as it is.",
        parts.join(", ")
    )
}

/// The notices of whose a resource is.
fn ownership_text(notice: &OwnershipNotice, commands: &Commands) -> String {
    match notice {
        OwnershipNotice::Namesakes {
            deployment,
            namesakes,
            take_over,
        } => format!(
            "Nothing here shows whose {} is. {} takes it over.",
            namesakes_text(deployment, namesakes),
            commands.code(take_over)
        ),
        OwnershipNotice::LeftAlone {
            deployment,
            namesakes,
            take_over,
        } => format!(
            "Beside this deployment there is {}. It stays as it is; {} takes it over.",
            namesakes_text(deployment, namesakes),
            commands.code(take_over)
        ),
        OwnershipNotice::Copies { copies } => {
            let all: Vec<String> = copies.iter().map(|(id, key)| format!("{id} (as {key})")).collect();
            format!(
                "{} {} tags copied from this deployment. Nothing changes or deletes {}.",
                all.join(", "),
                if copies.len() == 1 { "carries" } else { "carry" },
                if copies.len() == 1 { "it" } else { "them" }
            )
        }
    }
}

fn unreadable_notice_text(kinds: &[(Kind, AwsError)]) -> String {
    format!(
        "{}. What the deployment has of them is unknown here, and only the steps that build them stop at it.",
        unreadable_text(kinds)
    )
}

/// Which kinds AWS denies to list, in a few words.
pub(super) fn unreadable_text(kinds: &[(Kind, AwsError)]) -> String {
    let nouns: Vec<String> = kinds.iter().map(|(kind, _)| nouns_text(kind.noun())).collect();
    let codes: BTreeSet<&str> = kinds.iter().filter_map(|(_, denial)| denial.code.as_deref()).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    format!("AWS denies listing {} ({})", nouns.join(", "), codes.join(", "))
}

/// The deployments of one name, in a few words.
pub(super) fn namesakes_text(deployment: &str, namesakes: &[Namesake]) -> String {
    let texts = namesakes.iter().map(|namesake| namesake_text(deployment, namesake));
    texts.collect::<Vec<_>>().join(" and ")
}

/// A deployment of a name, in a few words.
pub(super) fn namesake_text(deployment: &str, namesake: &Namesake) -> String {
    let resources = count(namesake.resources, "resource");
    let cost = an_hour(&namesake.cost_an_hour);
    match &namesake.id {
        Some(id) => {
            let since = id.began_on().map(|day| format!(" since {day}")).unwrap_or_default();
            format!("a deployment {deployment} of the id {id} ({resources}{since}, {cost})")
        }
        None => format!("{resources} named {deployment} without an id ({cost})"),
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
    let left_out = |one: &LeftOut| format!("{}: {}", shown_path(&one.path), why_left_out(&one.reason));
    match notice {
        Notice::LeftOut { all } => all.iter().map(left_out).collect(),
        Notice::TablePrices { items, .. } => items.clone(),
        Notice::Unreadable { kinds } => kinds.iter().map(|(_, denial)| reason_text(&denial.reason)).collect(),
        Notice::ForeignObjects { keys, .. } => keys.iter().map(|key| shown_path(Path::new(key))).collect(),
        _ => Vec::new(),
    }
}

fn foreign_objects_text(bucket: &str, keys: &[String], destroy: &str) -> String {
    let shown: Vec<String> = keys.iter().map(|key| shown_path(Path::new(key))).collect();
    let named = first_of(&shown);
    let objects = count(keys.len(), "object");
    format!(
        "jalon leaves alone what others have put into {bucket}: {objects} ({named}). {destroy} deletes the bucket with all that is in it."
    )
}

/// A few of these names; the others are counted.
fn first_of(names: &[String]) -> String {
    let named = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// How many names are left out, for each reason.
fn left_out_text(all: &[LeftOut]) -> String {
    let mut counts: BTreeMap<&LeftOutReason, (usize, &str)> = BTreeMap::new();
    for one in all {
        // All links out are alike here, wherever they lead.
        let (same, thing) = match &one.reason {
            LeftOutReason::Hidden => (&LeftOutReason::Hidden, "hidden name"),
            LeftOutReason::Leftover => (&LeftOutReason::Leftover, "leftover of an editor or a system"),
            LeftOutReason::LinkOut { .. } => (&ANY_LINK_OUT, "link out of it"),
            LeftOutReason::LinkLoop => (&LeftOutReason::LinkLoop, "link leading back"),
            LeftOutReason::NestedLink => (&LeftOutReason::NestedLink, "link behind other links"),
            LeftOutReason::BrokenLink => (&LeftOutReason::BrokenLink, "link to nothing"),
            LeftOutReason::Pipe => (&LeftOutReason::Pipe, "named pipe"),
            LeftOutReason::Socket => (&LeftOutReason::Socket, "socket"),
            LeftOutReason::Device => (&LeftOutReason::Device, "device"),
        };
        counts.entry(same).or_insert((0, thing)).0 += 1;
    }
    let counted: Vec<String> = counts.values().map(|(number, thing)| many(*number, thing)).collect();
    format!(
        "Not published from the site's folder: {}. --verbose names each.",
        counted.join(", ")
    )
}

static ANY_LINK_OUT: LeftOutReason = LeftOutReason::LinkOut { target: PathBuf::new() };

/// As [`count`], of a thing of several words, of which the first noun has the plural.
fn many(number: usize, thing: &str) -> String {
    match thing.split_once(' ') {
        Some((noun @ ("leftover" | "link"), rest)) => format!("{} {rest}", count(number, noun)),
        _ => count(number, thing),
    }
}

fn why_left_out(reason: &LeftOutReason) -> String {
    match reason {
        LeftOutReason::Hidden => "its name begins with a dot".to_owned(),
        LeftOutReason::Leftover => "an editor, a system or a package manager left it there".to_owned(),
        LeftOutReason::LinkOut { target } => format!("it links out of the folder, to {}", shown_path(target)),
        LeftOutReason::LinkLoop => "it links to a folder it is in".to_owned(),
        LeftOutReason::NestedLink => "it is behind other links to folders".to_owned(),
        LeftOutReason::BrokenLink => "it links to nothing".to_owned(),
        LeftOutReason::Pipe => "it is a named pipe".to_owned(),
        LeftOutReason::Socket => "it is a socket".to_owned(),
        LeftOutReason::Device => "it is a device".to_owned(),
    }
}

/// What refers to a resource, in a few words.
pub(super) fn holdings_text(holdings: &Holdings) -> String {
    let attachment = holdings.attached_to.iter().map(|vpc| format!("its attachment to {vpc}"));
    let mut all: Vec<String> = attachment.chain(holdings.keys.iter().cloned()).collect();
    let more = all.len().saturating_sub(NAMED);
    all.truncate(NAMED);
    match (all.is_empty(), more) {
        (true, _) => "nothing".to_owned(),
        (false, 0) => all.join(", "),
        (false, more) => format!("{} and {more} more", all.join(", ")),
    }
}

/// Where an answers file holds an answer, in words: `password under [database]`.
fn key_in_file(key: &str) -> String {
    match key.split_once('.') {
        Some((table, name)) => format!("{name} under [{table}]"),
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
