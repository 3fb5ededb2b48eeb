//! What a preflight found, in words.

use console::measure_text_width;

use super::lines::out;
use super::nouns::noun_text;
use super::problem::resource::aws_text;
use super::style::Stream;
use super::text::{all_of, width_of, wrap};
use crate::locale::say;
use crate::resources::Quota;
use crate::walkthrough::{Finding, Fit, Preflight, Session, Subject, Suffices};

/// How wide the names of the subjects are.
const NAMES: usize = 30;

/// Prints each look and what follows from all of them.
pub fn print_preflight(session: &Session, preflight: &Preflight, is_quiet: bool) {
    let s = Stream::Out;
    if !is_quiet {
        let place = say().preflight_place(session.account(), session.aws().region());
        out(&format!("{} {}\n", s.bold(session.deployment()), s.dim(place)));
    }
    for finding in &preflight.findings {
        let mark = match finding.suffices {
            Suffices::Ok if is_quiet => continue,
            Suffices::Ok => s.good("✔"),
            Suffices::Short { .. } | Suffices::Denied => s.bad("✘"),
            Suffices::Unknown(_) if is_quiet => continue,
            Suffices::Unknown(_) => s.change("?"),
        };
        let name = subject_text(&finding.subject);
        let (first, indent) = (format!("{mark} {name:<NAMES$} "), " ".repeat(NAMES + 3));
        let (text, width) = (finding_text(finding), width_of(s));
        // In the column of the others, below a name that reaches into it; a program reads a line a look.
        match measure_text_width(&name) > NAMES && width < usize::MAX {
            true => out(&format!("{}\n{}", first.trim_end(), wrap(&text, width, &indent, &indent))),
            false => out(&wrap(&text, width, &first, &indent)),
        }
    }
    if !is_quiet {
        out(&format!("\n{}", wrap(&summary(preflight), width_of(s), "", "")));
    }
}

fn summary(preflight: &Preflight) -> String {
    let unknown = preflight.findings.iter();
    let unknown = unknown
        .filter(|finding| matches!(finding.suffices, Suffices::Unknown(_)))
        .count();
    let summary = match preflight.is_short() {
        true => say().preflight_short(),
        false => say().preflight_enough(),
    };
    match unknown {
        0 => summary,
        number => say().preflight_unknown(number, summary),
    }
}

/// What the account is short of, as an error says it.
pub(super) fn shortage_text(preflight: &Preflight) -> String {
    let short: Vec<String> = preflight
        .short()
        .map(|finding| say().preflight_one(subject_text(&finding.subject), finding_text(finding)))
        .collect();
    say().preflight_shortage(short.join(&say().between_sentences()))
}

/// The way that fits, as a choice.
pub(super) fn fit_text(fit: &Fit) -> String {
    let set: Vec<String> = fit.set.iter().map(|(key, name)| format!("{key} = {name}")).collect();
    let skip: Vec<String> = fit.skip.iter().map(ToString::to_string).collect();
    let ways = [
        (!set.is_empty()).then(|| set.join(", ")),
        (!skip.is_empty()).then(|| say().preflight_without(all_of(&skip))),
    ];
    let ways: Vec<String> = ways.into_iter().flatten().collect();
    say().preflight_fit(ways.join(", "))
}

pub(super) fn subject_text(subject: &Subject) -> String {
    let say = say();
    match subject {
        Subject::Account { .. } => say.subject_account(),
        Subject::Clock => say.subject_clock(),
        Subject::Region => say.subject_region(),
        Subject::OwnAddress => say.subject_own_address(),
        Subject::Ssh => say.subject_ssh(),
        Subject::Answers => say.subject_answers(),
        Subject::DatabaseClass => say.subject_database_class(),
        Subject::Prices => say.subject_prices(),
        Subject::VpcBlock => say.subject_vpc_block(),
        Subject::BucketBlock => say.subject_bucket_block(),
        Subject::Quota(quota) => quota_text(*quota),
        Subject::Create(kind) => say.subject_create(noun_text(kind.noun())),
    }
}

fn quota_text(quota: Quota) -> String {
    let say = say();
    match quota {
        Quota::StandardVcpus => say.quota_vcpus(),
        Quota::Addresses => say.quota_addresses(),
        Quota::Vpcs => say.quota_vpcs(),
        Quota::InternetGateways => say.quota_internet_gateways(),
        Quota::NatGatewaysInZone => say.quota_nat_gateways(),
        Quota::DbInstances => say.quota_db_instances(),
        Quota::DbSnapshots => say.quota_db_snapshots(),
    }
}

pub(super) fn finding_text(finding: &Finding) -> String {
    let say = say();
    let seen = finding.seen.as_deref().unwrap_or_default();
    match (&finding.subject, &finding.suffices) {
        (Subject::Quota(_), suffices) => quota_finding_text(finding, suffices),
        (Subject::Account { is_learner_lab: true }, _) => say.finding_learner_lab(seen),
        (Subject::Account { .. }, _) => seen.to_owned(),
        (Subject::Region, _) => say.finding_region(seen),
        (Subject::Clock, _) => say.finding_clock(),
        (Subject::OwnAddress, Suffices::Ok) => say.finding_own_address(seen),
        (Subject::OwnAddress, _) => say.finding_own_address_unknown(),
        (Subject::Ssh, Suffices::Ok) => say.finding_ssh(),
        (Subject::Ssh, _) => say.finding_no_ssh(),
        (Subject::Answers, _) => say.finding_answers(),
        (Subject::DatabaseClass, Suffices::Ok) => say.finding_class_offered(seen),
        (Subject::DatabaseClass, Suffices::Denied) => say.finding_class_not_offered(seen),
        (Subject::Prices, Suffices::Ok) => say.finding_prices(),
        (Subject::VpcBlock, Suffices::Ok) => say.finding_open(),
        (Subject::VpcBlock, Suffices::Denied) => say.finding_closed(),
        (Subject::BucketBlock, _) => say.finding_bucket_block(),
        (_, Suffices::Ok) => say.finding_allowed(),
        (_, Suffices::Denied) => say.finding_denied(),
        (_, Suffices::Short { by }) => say.finding_short(by.to_string()),
        (_, Suffices::Unknown(Some(error))) => say.finding_not_known(aws_text(error)),
        (_, Suffices::Unknown(None)) => say.finding_not_known_before(),
    }
}

fn quota_finding_text(finding: &Finding, suffices: &Suffices) -> String {
    let say = say();
    let wanted = finding
        .wanted
        .map_or_else(|| say.quota_more(), |wanted| say.quota_wanted_more(wanted.to_string()));
    let used = finding.used.map_or_else(|| say.quota_used_unknown(), |used| used.to_string());
    let of = match finding.limit {
        Some(limit) => say.quota_in_use(used, limit.to_string()),
        None => String::new(),
    };
    match suffices {
        Suffices::Ok => say.quota_needs(wanted, of),
        Suffices::Short { by } => say.quota_short(by.to_string(), wanted, of),
        Suffices::Unknown(Some(error)) => say.quota_not_known(wanted, aws_text(error)),
        Suffices::Unknown(None) | Suffices::Denied => say.quota_not_known_before(wanted, of),
    }
}

/// What AWS answered to a request for a higher quota.
pub fn requested_text(quota: Quota, wanted: u32, status: &str) -> String {
    let status = match status {
        "" => say().quota_aws_has_it(),
        status => say().quota_aws_says(status),
    };
    say().quota_asked_for(wanted.to_string(), quota_text(quota), status)
}

/// What would be asked for, as a question.
pub fn request_text(requests: &[(Quota, u32)]) -> String {
    let asked: Vec<String> = requests
        .iter()
        .map(|(quota, wanted)| say().quota_one(wanted.to_string(), quota_text(*quota)))
        .collect();
    say().quota_ask(all_of(&asked))
}
