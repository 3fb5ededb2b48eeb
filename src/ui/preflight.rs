//! What a preflight found, in words.

use super::lines::out;
use super::nouns::noun_text;
use super::problem::resource::aws_text;
use super::style::Stream;
use super::text::{width_of, wrap};
use crate::resources::Quota;
use crate::walkthrough::{Finding, Fit, Preflight, Session, Subject, Suffices};

/// How wide the names of the subjects are.
const NAMES: usize = 30;

/// Prints each look and what follows from all of them.
pub fn print_preflight(session: &Session, preflight: &Preflight, is_quiet: bool) {
    let s = Stream::Out;
    if !is_quiet {
        let place = format!("(account {}, {})", session.account(), session.aws().region());
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
        let first = format!("{mark} {name:<NAMES$} ");
        out(&wrap(&finding_text(finding), width_of(s), &first, &" ".repeat(NAMES + 3)));
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
    let unknown = match unknown {
        0 => String::new(),
        number => format!(" {number} can't be known before the walk: each may still stop it."),
    };
    match preflight.is_short() {
        true => format!("Not everything is there that the plan needs.{unknown}"),
        false => format!("Nothing is missing that can be known before the walk.{unknown}"),
    }
}

/// What the account is short of, as an error says it.
pub(super) fn shortage_text(preflight: &Preflight) -> String {
    let short: Vec<String> = preflight
        .short()
        .map(|finding| format!("{}: {}", subject_text(&finding.subject), finding_text(finding)))
        .collect();
    format!(
        "the account lacks what this needs, and nothing was made: {}",
        short.join("; ")
    )
}

/// The way that fits, as a choice.
pub(super) fn fit_text(fit: &Fit) -> String {
    let set: Vec<String> = fit.set.iter().map(|(key, name)| format!("{key} = {name}")).collect();
    let skip = format!("without {}", fit.skip.join(" and "));
    let ways = [
        (!set.is_empty()).then(|| set.join(", ")),
        (!fit.skip.is_empty()).then_some(skip),
    ];
    let ways: Vec<String> = ways.into_iter().flatten().collect();
    format!("take what fits: {}", ways.join(", and "))
}

pub(super) fn subject_text(subject: &Subject) -> String {
    match subject {
        Subject::Account { .. } => "account".to_owned(),
        Subject::Clock => "clock".to_owned(),
        Subject::Region => "region".to_owned(),
        Subject::OwnAddress => "your address".to_owned(),
        Subject::Ssh => "ssh".to_owned(),
        Subject::Answers => "instance types".to_owned(),
        Subject::DatabaseClass => "database class".to_owned(),
        Subject::Prices => "prices".to_owned(),
        Subject::VpcBlock => "way to the Internet".to_owned(),
        Subject::BucketBlock => "public bucket".to_owned(),
        Subject::Quota(quota) => quota_text(*quota).to_owned(),
        Subject::Create(kind) => format!("create {}", noun_text(kind.noun())),
    }
}

fn quota_text(quota: Quota) -> &'static str {
    match quota {
        Quota::StandardVcpus => "vCPUs",
        Quota::Addresses => "Elastic IPs",
        Quota::Vpcs => "VPCs",
        Quota::InternetGateways => "internet gateways",
        Quota::NatGatewaysInZone => "NAT gateways in a zone",
        Quota::DbInstances => "DB instances",
        Quota::DbSnapshots => "DB snapshots",
    }
}

pub(super) fn finding_text(finding: &Finding) -> String {
    let seen = finding.seen.as_deref().unwrap_or_default();
    match (&finding.subject, &finding.suffices) {
        (Subject::Quota(_), suffices) => quota_finding_text(finding, suffices),
        (Subject::Account { is_learner_lab: true }, _) => format!("{seen}, a Learner Lab of AWS Academy"),
        (Subject::Account { .. }, _) => seen.to_owned(),
        (Subject::Region, _) => format!("{seen}, enabled"),
        (Subject::Clock, _) => "AWS takes this machine's time".to_owned(),
        (Subject::OwnAddress, Suffices::Ok) => format!("{seen}, as seen from outside"),
        (Subject::OwnAddress, _) => "not known; the walk asks for it".to_owned(),
        (Subject::Ssh, Suffices::Ok) => "is on this machine".to_owned(),
        (Subject::Ssh, _) => "was not found on this machine, and nothing can be done on hosts without it".to_owned(),
        (Subject::Answers, _) => "offered where the hosts go".to_owned(),
        (Subject::DatabaseClass, Suffices::Ok) => format!("{seen} is offered"),
        (Subject::DatabaseClass, Suffices::Denied) => format!("{seen} is not offered for MySQL in this region"),
        (Subject::Prices, Suffices::Ok) => "AWS says them".to_owned(),
        (Subject::VpcBlock, Suffices::Ok) => "open".to_owned(),
        (Subject::VpcBlock, Suffices::Denied) => "closed by VPC Block Public Access".to_owned(),
        (Subject::BucketBlock, _) => "a block of the whole account shows only once the bucket is made".to_owned(),
        (_, Suffices::Ok) => "allowed".to_owned(),
        (_, Suffices::Denied) => "denied by a policy".to_owned(),
        (_, Suffices::Short { by }) => format!("short by {by}"),
        (_, Suffices::Unknown(Some(error))) => format!("not known: {}", aws_text(error)),
        (_, Suffices::Unknown(None)) => "not known before the walk".to_owned(),
    }
}

fn quota_finding_text(finding: &Finding, suffices: &Suffices) -> String {
    let wanted = finding
        .wanted
        .map_or_else(|| "more".to_owned(), |wanted| format!("{wanted} more"));
    let used = finding
        .used
        .map_or_else(|| "nobody knows how many".to_owned(), |used| used.to_string());
    let of = match finding.limit {
        Some(limit) => format!("{used} of {limit} in use"),
        None => String::new(),
    };
    match suffices {
        Suffices::Ok => format!("needs {wanted}; {of}"),
        Suffices::Short { by } => format!("short by {by} (needs {wanted}; {of})"),
        Suffices::Unknown(Some(error)) => format!("needs {wanted}; not known: {}", aws_text(error)),
        Suffices::Unknown(None) | Suffices::Denied => format!("needs {wanted}; not known; {of}"),
    }
}

/// What AWS answered to a request for a higher quota.
pub fn requested_text(quota: Quota, wanted: u32, status: &str) -> String {
    let status = match status {
        "" => "AWS has it".to_owned(),
        status => format!("AWS says {status}"),
    };
    format!("Asked for {wanted} {}: {status}.", quota_text(quota))
}

/// What would be asked for, as a question.
pub fn request_text(requests: &[(Quota, u32)]) -> String {
    let asked: Vec<String> = requests
        .iter()
        .map(|(quota, wanted)| format!("{wanted} {}", quota_text(*quota)))
        .collect();
    format!("Ask AWS for {}?", asked.join(" and "))
}
