//! Legal answers, drawn from a seed, with hosts, in any region and on any kind of account: the walk ends well with no failed check, or
//! the answer is refused before anything is made. What the account's plan does not have, AWS refuses; whoever follows the advice ends well.
//!
//! `JALON_SEEDS` and `JALON_SEED` as for the other seeds.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::{Check, Error, Misuse, Session};
use jalon_sandbox::{Account, Latencies, Plan, Quotas};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use super::judge::is_taken_down;
use super::{Ended, seeds, try_all};
use crate::support::{Rehearsal, advice, all_checks, problem};

/// How many seeds are tried unless it is said otherwise.
const SEEDS: u64 = 250;
/// Of so many deployments one is taken down again.
const TAKEN_DOWN: u64 = 4;
/// How often a question is answered with something else than its default.
const ANSWERED: f64 = 0.25;

/// Answers to every question, by key. Some exclude each other, as a zone that the network does not have.
const ANSWERS: [(&str, &[&str]); 33] = [
    ("vpc.name", &["lab", "Campus_2.east-side", "a"]),
    (
        "vpc.cidr",
        &[
            "10.7.0.0/16",
            "192.168.0.0/20",
            "172.31.0.0/16",
            "10.1.0.0/24",
            "100.64.0.0/16",
        ],
    ),
    ("vpc.availability-zones", &["2", "3"]),
    ("vpc.s3-endpoint", &["yes", "no"]),
    ("app-host.trusted-cidrs", &["192.0.2.0/24", "192.0.2.10/32,198.51.100.0/24"]),
    ("app-host.port", &["80", "443", "8080", "65535", "1"]),
    ("app-host.time-zone", &["UTC", "America/Argentina/Buenos_Aires"]),
    ("app-host.instance-type", &["t3.small", "t2.micro"]),
    ("app-host.image", &["newest", "ami-0a1b2c3d4e5f60001"]),
    ("app-host.zone", &["1", "2", "3"]),
    ("test-host.instance-type", &["t3.small", "t2.micro"]),
    ("test-host.zone", &["1", "2", "3"]),
    ("ai-host.instance-type", &["t3.small", "t2.micro"]),
    ("database.identifier", &["orders", "a", "campus-2-orders"]),
    ("database.class", &["db.t3.micro", "db.t4g.small"]),
    ("database.version", &["8.0", "8.4", "8.4.7"]),
    ("database.name", &["orders", "Orders_2026"]),
    ("database.user", &["harbour", "Admin16chars_abc"]),
    ("database.backup-retention-days", &["0", "1", "7", "35"]),
    ("database.storage-ceiling-gib", &["22", "1000", "65536"]),
    ("database.storage-type", &["gp2", "gp3"]),
    ("app.repository", &["sample", "https://git.example/harbour.git"]),
    ("app.ref", &["v1", "main"]),
    ("app.language", &["en", "fr"]),
    ("nat-gateway.subnets", &["all", "private1", "private2", "private3"]),
    ("site.bucket", &["harbour.example.org", "a-bucket-of-ours"]),
    ("site.language", &["fr", "en"]),
    ("snapshots.label", &["friday", "v1.0"]),
    ("snapshots.keep", &["1", "20"]),
    (
        "second-vpc.cidr",
        &["10.7.128.0/20", "192.168.16.0/24", "10.0.0.0/16", "172.16.0.0/16"],
    ),
    ("second-vpc.zone", &["1", "2", "3"]),
    ("second-vpc.internet", &["gateway", "nat"]),
    ("peering.tables", &["all", "public", "private"]),
];

/// The one question that is answered by no draw: its answers are folders of the machine, which `site` tries.
const NOT_DRAWN: &str = "site.folder";

/// The kinds of account. A company's is not among them: it wants a tag, which is no answer; `field::companies` walks there.
const PLANS: [Plan; 4] = [Plan::Paid, Plan::FreePlan, Plan::LearnerLab, Plan::New];

/// What a seed decides.
#[derive(Debug)]
struct Draw {
    region: &'static str,
    plan: Plan,
    set: Vec<String>,
}

impl Draw {
    fn of(seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let plan = *PLANS.choose(&mut rng).unwrap();
        let region = *jalon_sandbox::REGIONS.choose(&mut rng).unwrap();
        let mut set = Vec::new();
        for (key, answers) in ANSWERS {
            if rng.random_bool(ANSWERED) {
                let answer = answers.choose(&mut rng).unwrap();
                set.push(format!("{key}={answer}"));
            }
        }
        Self { region, plan, set }
    }
}

async fn failed_checks(session: &Arc<Session>) -> Vec<Check> {
    let all = all_checks(session).await.into_iter().flat_map(|result| result.checks);
    all.filter(Check::failed).collect()
}

/// How often at most a person who is refused by the account's plan follows the advice.
const FOLLOWED: usize = 5;

/// Walks, and where the account's plan has not what was answered, follows the advice and walks again. Returns whether the answers were
/// refused before anything was made.
async fn is_refused(rehearsal: &Rehearsal, draw: &Draw) -> bool {
    let mut set = draw.set.clone();
    for _ in 0..FOLLOWED {
        let given: Vec<&str> = set.iter().map(String::as_str).collect();
        match rehearsal.walk(None, &given).await {
            Ok(_) => return false,
            Err(error) if is_refusal(&error) => return true,
            Err(error) => {
                let (text, advised) = (problem(&error), advice(&error).unwrap_or_default());
                if advised.contains("minutes to four hours") {
                    tokio::time::sleep(Duration::from_secs(600)).await;
                    continue;
                }
                let answers = advised_answers(&advised);
                assert!(
                    draw.plan != Plan::Paid && !answers.is_empty(),
                    "{draw:?}: {text}; advised: {advised}"
                );
                set.extend(answers);
            }
        }
    }
    panic!("{draw:?}: {FOLLOWED} times its advice was followed in vain");
}

/// Whether jalon itself refuses an answer or the region, as soon as it knows what is offered there.
fn is_refusal(error: &Error) -> bool {
    match error {
        Error::Step { source, .. } => is_refusal(source),
        Error::Answer { .. } | Error::Misuse(Misuse::LearnerLabRegion { .. }) => true,
        _ => false,
    }
}

/// The answers that an advice names. Where it leaves one open, it names types that do.
fn advised_answers(advised: &str) -> Vec<String> {
    let mut words = advised.split_whitespace();
    let mut answers = Vec::new();
    while let Some(word) = words.next() {
        if word.trim_start_matches('`') == "--set" {
            let answer = words.next().unwrap_or_default();
            let answer = answer.trim_end_matches([',', '.', '`', ':']);
            answers.push(answer.replace("TYPE", "t3.micro"));
        }
    }
    answers
}

async fn ends_well_or_is_refused(seed: u64) -> Ended {
    let draw = Draw::of(seed);
    let rehearsal = Rehearsal::seeded_in(draw.region, seed, Latencies::default()).with_hosts();
    rehearsal.simulator.change_account(|account| {
        *account = Account::of(draw.plan);
        // A new account has processors for two of the three hosts until its quota is raised.
        if draw.plan == Plan::New {
            account.quotas = Quotas::default();
        }
    });
    if is_refused(&rehearsal, &draw).await {
        assert!(rehearsal.simulator.ground_truth().is_empty(), "refused too late: {draw:?}");
        return Ended::Survived;
    }
    tokio::time::sleep(Duration::from_secs(30)).await;
    let session = rehearsal.session(&[]).await.unwrap();
    let failed = failed_checks(&session).await;
    assert!(failed.is_empty(), "{draw:?}: {failed:#?}");
    // What an answer adds goes as all else does: a share is enough.
    if seed.is_multiple_of(TAKEN_DOWN) {
        is_taken_down(&rehearsal).await;
    }
    Ended::Survived
}

#[test]
fn any_legal_answers_end_well_or_are_refused_before_anything_is_made() {
    try_all("answers", &seeds(SEEDS), ends_well_or_is_refused);
}

#[test]
fn every_question_is_drawn() {
    let drawn: BTreeSet<&str> = ANSWERS.iter().map(|(key, _)| *key).chain([NOT_DRAWN]).collect();
    let asked: BTreeSet<&str> = WALKTHROUGH.questions().map(|question| question.key()).collect();
    let differs: Vec<&&str> = asked.symmetric_difference(&drawn).collect();
    assert!(
        differs.is_empty(),
        "ANSWERS has no line of a question, or one too many: {differs:?}"
    );
}
