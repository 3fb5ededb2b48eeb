//! When a deployment expires: everything says so from its create call on, every command counts down, and what is said later is what counts.

use std::sync::Arc;
use std::time::Duration;

use jalon::resources::Kind;
use jalon::walkthrough::{Action, ExpiryOption, Session, StepPlan, read_status, unattended_walk};
use serde_json::Value;

use crate::support::{Jalon, Rehearsal, advice, keys, problem};

const TAG: &str = "jalon:expires";

/// A session in which this was given with `--expires`.
async fn session_expiring(rehearsal: &Rehearsal, expires: &str) -> Arc<Session> {
    let session = rehearsal.session(&[]).await.unwrap();
    session.settle_expiry(Some(ExpiryOption::parse(expires).unwrap())).unwrap();
    session
}

async fn walk_expiring(rehearsal: &Rehearsal, expires: &str) -> Arc<Session> {
    let session = session_expiring(rehearsal, expires).await;
    unattended_walk(&session, session.steps().iter().collect()).await.unwrap();
    session
}

/// What the tag says on everything that bears the deployment's tags, and on nothing else.
fn on_everything(rehearsal: &Rehearsal) -> Option<String> {
    let all = rehearsal.simulator.ground_truth();
    let own: Vec<_> = all.iter().filter(|existing| existing.tags.contains_key("jalon:id")).collect();
    assert!(own.len() > 30, "{}", own.len());
    let said = own[0].tags.get(TAG).cloned();
    for existing in &all {
        let expected = said.as_ref().filter(|_| existing.tags.contains_key("jalon:id"));
        assert_eq!(existing.tags.get(TAG), expected, "{existing:?}");
    }
    said
}

#[tokio::test(start_paused = true)]
async fn everything_says_when_it_expires_from_its_create_call_on_and_as_it_was_said_last() {
    let rehearsal = Rehearsal::new();
    let session = walk_expiring(&rehearsal, "4h").await;
    let first = session.expires_at().unwrap().to_string();
    let calls = rehearsal.simulator.calls();
    let tagged_later = calls
        .iter()
        .filter(|call| ["CreateTags", "AddTagsToResource"].contains(&call.operation.as_str()));
    assert_eq!(tagged_later.count(), 0, "a create call carries its tags");
    assert_eq!(on_everything(&rehearsal), Some(first.clone()));

    // At once, when AWS doesn't show all the tags yet.
    let session = walk_expiring(&rehearsal, "2d").await;
    let second = session.expires_at().unwrap().to_string();
    assert_ne!(first, second);
    tokio::time::sleep(Duration::from_secs(900)).await;
    rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(on_everything(&rehearsal), Some(second.clone()));

    // Nothing more to do, and not one call more.
    tokio::time::sleep(Duration::from_secs(900)).await;
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(StepPlan::is_settled), "{plans:#?}");

    walk_expiring(&rehearsal, "none").await;
    tokio::time::sleep(Duration::from_secs(900)).await;
    assert_eq!(on_everything(&rehearsal), None);
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(StepPlan::is_settled), "{plans:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_rerun_without_the_option_costs_not_one_call_more() {
    let calls_of_rerun = async |expires: Option<&str>| {
        let rehearsal = Rehearsal::new();
        match expires {
            Some(expires) => walk_expiring(&rehearsal, expires).await,
            None => rehearsal.walk(None, &[]).await.unwrap(),
        };
        tokio::time::sleep(Duration::from_secs(900)).await;
        let before = rehearsal.calls();
        rehearsal.walk(None, &[]).await.unwrap();
        rehearsal.calls() - before
    };
    assert_eq!(calls_of_rerun(Some("4h")).await, calls_of_rerun(None).await);
}

#[tokio::test(start_paused = true)]
async fn who_never_gave_one_has_no_tag_and_a_lost_memory_finds_it_in_the_tags() {
    let rehearsal = Rehearsal::new();
    let session = walk_expiring(&rehearsal, "4h").await;
    let said = session.expires_at();
    tokio::time::sleep(Duration::from_secs(900)).await;
    rehearsal.lose_the_state_directory();
    rehearsal.take_over();
    let session = rehearsal.session(&[]).await.unwrap();
    assert_eq!(session.expires_at(), None, "nothing is remembered");
    session.settle_expiry(None).unwrap();
    assert_eq!(session.expires_at(), said);

    let never = Rehearsal::new();
    let session = never.walk(None, &[]).await.unwrap();
    session.settle_expiry(None).unwrap();
    assert_eq!((session.expires_at(), on_everything(&never)), (None, None));
}

#[tokio::test(start_paused = true)]
async fn a_deployment_that_has_expired_is_not_built_on_until_it_is_given_more_time() {
    let rehearsal = Rehearsal::new();
    walk_expiring(&rehearsal, "4h").await;
    tokio::time::sleep(Duration::from_secs(5 * 3600)).await;
    let session = rehearsal.session(&[]).await.unwrap();
    let refused = session.settle_expiry(None).unwrap_err();
    assert!(
        problem(&refused).starts_with("the deployment demo expired at 2026-01-15 13:"),
        "{}",
        problem(&refused)
    );
    let advice = advice(&refused).unwrap();
    assert!(
        advice.contains("--expires 4h") && advice.contains("`jalon destroy`"),
        "{advice}"
    );
    session_expiring(&rehearsal, "4h").await.settle_expiry(None).unwrap();
    session_expiring(&rehearsal, "none").await.settle_expiry(None).unwrap();
    // Taken down, it begins anew without.
    session_expiring(&rehearsal, "4h").await;
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.session(&[]).await.unwrap().expires_at(), None);
}

#[tokio::test(start_paused = true)]
async fn a_moment_that_is_past_or_almost_is_refused() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.session(&[]).await.unwrap();
    for (given, said) in [
        ("9m", "at least 10 minutes ahead"),
        ("2020-01-01", "it would expire at 2020-01-02 00:00"),
    ] {
        let refused = session.settle_expiry(Some(ExpiryOption::parse(given).unwrap())).unwrap_err();
        assert!(problem(&refused).contains(said), "{}", problem(&refused));
    }
    session.settle_expiry(Some(ExpiryOption::parse("10m").unwrap())).unwrap();
}

/// The states of the deployment's hosts.
async fn host_states(rehearsal: &Rehearsal) -> Vec<String> {
    let session = rehearsal.session(&[]).await.unwrap();
    let hosts = session.inventory(|inventory| inventory.of(Kind::Instance).to_vec());
    hosts.iter().map(|host| format!("{:?}", host.state)).collect()
}

#[tokio::test(start_paused = true)]
async fn hosts_stop_themselves_then_and_are_shown_as_expired_and_not_as_drift() {
    let rehearsal = Rehearsal::new().with_hosts();
    walk_expiring(&rehearsal, "4h").await;
    tokio::time::sleep(Duration::from_secs(3 * 3600)).await;
    assert_eq!(host_states(&rehearsal).await, ["Ready"; 3]);
    // Hosts that are there are told of another moment, and keep their user data.
    walk_expiring(&rehearsal, "4h").await;
    tokio::time::sleep(Duration::from_secs(3 * 3600)).await;
    assert_eq!(host_states(&rehearsal).await, ["Ready"; 3], "the first moment is past");
    tokio::time::sleep(Duration::from_secs(2 * 3600)).await;
    assert_eq!(host_states(&rehearsal).await, ["Stopped"; 3]);
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(StepPlan::is_settled), "{plans:#?}");
    assert_eq!(keys(&plans, Action::Expired).len(), 3);
    let status = read_status(&rehearsal.session(&[]).await.unwrap()).await.unwrap();
    let expired = status.resources.iter().filter(|line| line.status == "expired");
    assert_eq!(expired.count(), 3, "{status:#?}");
    assert!(!status.resources.iter().any(|line| line.status == "differs"), "{status:#?}");

    // With no expiry any more they run again, and go on running.
    walk_expiring(&rehearsal, "none").await;
    tokio::time::sleep(Duration::from_secs(48 * 3600)).await;
    assert_eq!(host_states(&rehearsal).await, ["Ready"; 3]);
}

fn json(jalon: &Jalon, arguments: &[&str], code: i32) -> Value {
    let run = jalon.run(&[arguments, &["--output", "json"]].concat()).ends_with(code);
    let text = run.stdout;
    let first = text.lines().next().unwrap();
    serde_json::from_str(&text).unwrap_or_else(|_| serde_json::from_str(first).unwrap())
}

#[test]
fn every_command_counts_down_as_text_and_in_json() {
    let jalon = Jalon::new().with("TZ", "Europe/Paris");
    let walk = ["walk", "--sandbox", "--yes", "--until", "vpc", "--expires", "100d"];
    let walked = jalon.run(&walk).ends_with(0).stderr_line();
    assert!(
        walked.contains("then its hosts stop themselves. The database, the NAT gateway"),
        "{walked}"
    );
    assert!(
        walked.contains("demo expires in 100 d (20") || walked.contains("demo expires in 99 d 23 h (20"),
        "{walked}"
    );
    for command in [
        &["plan"][..],
        &["status"],
        &["reach", "me", "internet"],
        &["verify", "vpc"],
        &["run", "vpc", "--yes"],
        &["pause", "--yes"],
        &["resume", "--yes"],
    ] {
        let run = jalon.run(command);
        let said = run.stderr_line();
        let lines = said.matches("demo expires in 99 d ").count() + said.matches("demo expires in 100 d ").count();
        assert_eq!(lines, 1, "{command:?}: {said}");
        assert!(said.contains(", Europe/Paris)"), "{command:?}: {said}");
        assert!(!run.stdout.contains("expires in"), "{command:?}: {}", run.stdout);
        let quiet = jalon.run(&[command, &["--quiet"]].concat());
        assert!(!quiet.stderr.contains("expires in"), "{}", quiet.stderr);
    }
    for command in [
        &["plan"][..],
        &["status"],
        &["verify", "vpc"],
        &["walk", "--yes", "--until", "vpc"],
        &["run", "vpc", "--yes"],
    ] {
        let document = json(&jalon, command, 0);
        assert!(document["expires_at"].is_string(), "{command:?}: {document}");
        assert!(document["expires_in_seconds"].as_i64().unwrap() > 99 * 86_000, "{document}");
    }
    let list = json(&jalon, &["list"], 0);
    assert!(list["known"][0]["expires_at"].is_string(), "{list}");
    jalon
        .run(&["walk", "--yes", "--until", "vpc", "--expires", "none"])
        .ends_with(0);
    let status = json(&jalon, &["status"], 0);
    assert_eq!(status.get("expires_at"), None, "{status}");
    assert!(!jalon.run(&["plan"]).stderr.contains("expires"));
}

#[test]
fn what_is_no_moment_is_refused_where_it_is_typed() {
    for given in ["soon", "4", "25:00"] {
        let jalon = Jalon::new();
        let refused = jalon.run(&["walk", "--sandbox", "--yes", "--expires", given]).ends_with(2);
        assert!(refused.stderr.contains("a time of day like 18:00"), "{}", refused.stderr);
        assert!(!jalon.folder().join(".jalon").exists());
    }
}
