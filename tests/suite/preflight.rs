//! Whether an account allows a walk, shown before anything is made: quotas, permissions, and a way that fits.

use std::sync::Arc;

use serde_json::Value;

use crate::support::{Jalon, Rehearsal, Terminal, next};
use jalon::resources::Quota;
use jalon::walkthrough::{Error, Preflight, Subject, Suffices, plan_steps};
use jalon_sandbox::Account;

const ENTER: &str = "\r";

/// The arguments of the command that an advice names first.
fn advised(advice: &str) -> Vec<String> {
    let command = advice.split('`').nth(1).unwrap_or_else(|| panic!("no command in: {advice}"));
    command.split_whitespace().skip(1).map(str::to_owned).collect()
}

fn json(jalon: &Jalon, arguments: &[&str], code: i32) -> Value {
    let ended = jalon.run(&[arguments, &["--output", "json"]].concat()).ends_with(code);
    serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {}", ended.stdout))
}

fn verdict<'a>(document: &'a Value, id: &str) -> &'a str {
    let mut findings = document["findings"].as_array().unwrap().iter();
    let found = findings.find(|finding| finding["id"] == id);
    found.unwrap_or_else(|| panic!("{id} is not in {document}"))["verdict"]
        .as_str()
        .unwrap()
}

/// What a preflight of the whole walk finds.
async fn preflight_of(rehearsal: &Rehearsal) -> Preflight {
    let session = rehearsal.session(&[]).await.unwrap();
    session.sweep().await.unwrap();
    let answers = Arc::new(session.planned_answers().await.unwrap());
    let steps: Vec<_> = session.steps().iter().collect();
    let plans = plan_steps(&session, &steps, &answers).await.unwrap();
    session.preflight(&plans, &answers).await
}

/// An account with so many processors that a walk does not fit: the shortage is shown first, and the way that is offered ends whole.
fn ends_whole_in_the_way_that_fits(vcpus: &str, changes: &[&str]) {
    let jalon = Jalon::new();
    let quota = format!("standard-vcpus={vcpus}");
    let walk = ["walk", "--sandbox", "--yes", "--quota", &quota];
    let refused = jalon.run(&walk).ends_with(2);
    let said = refused.stderr_line();
    assert!(said.contains("vCPUs: short by"), "{said}");
    assert!(said.contains(&format!("0 of {vcpus} in use")), "{said}");
    let nothing = jalon.run(&["status", "--output", "json"]).ends_with(0).stdout;
    assert!(nothing.contains("\"resources\": []"), "{nothing}");
    let advice = next(&refused.stderr);
    for change in changes {
        assert!(advice.contains(change), "{change}: {advice}");
    }
    let mut way = advised(&advice);
    way.extend(["--quota".to_owned(), quota.clone()]);
    let way: Vec<&str> = way.iter().map(String::as_str).collect();
    jalon.run(&way).ends_with(0);
    let again = jalon.run(&walk).ends_with(0);
    assert!(again.stderr.contains("0 made, 0 changed"), "{}", again.stderr);
    let verified: Value = json(&jalon, &["verify"], 0);
    let failed = verified.to_string().contains("\"verdict\":\"failed\"");
    assert!(!failed, "{verified}");
}

#[test]
fn an_account_of_five_vcpus_ends_a_walk_with_a_smaller_host() {
    ends_whole_in_the_way_that_fits("5", &["--set test-host.instance-type=t2.micro"]);
}

#[test]
fn an_account_of_one_vcpu_ends_a_walk_with_one_host() {
    let changes = ["--set app-host.instance-type=t2.micro", "--skip test-host", "--skip ai-host"];
    ends_whole_in_the_way_that_fits("1", &changes);
}

#[test]
fn a_new_account_is_shown_its_shortage_before_anything_is_made() {
    let jalon = Jalon::new();
    let refused = jalon.run(&["walk", "--sandbox", "--yes", "--account", "new"]).ends_with(2);
    assert!(refused.stderr_line().contains("vCPUs: short by 1"), "{}", refused.stderr);
    let stdout = jalon.run(&["status", "--output", "json"]).ends_with(0).stdout;
    assert!(stdout.contains("\"resources\": []"), "{stdout}");
}

#[test]
fn a_guided_walk_settles_a_shortage_before_its_first_step() {
    let jalon = Jalon::new();
    let walk = ["walk", "--sandbox", "--quota", "standard-vcpus=5"];
    let mut stops = Terminal::start(&jalon, &walk);
    stops.expect("What now?");
    let screen = stops.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        screen.contains("take what fits: test-host.instance-type = t2.micro"),
        "{screen}"
    );
    stops.type_keys("\x1b[B\x1b[B\r");
    assert_eq!(stops.end(), 0);
    let mut takes = Terminal::start(&jalon, &walk);
    takes.answer("What now?", ENTER);
    takes.come_to_answers();
    takes.type_keys("\x03");
    takes.end();
    let kept = std::fs::read_to_string(jalon.kept("state.json")).unwrap();
    let kept: Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(kept["answers"]["test-host.instance-type"], "t2.micro", "{kept}");
}

#[test]
fn a_preflight_shows_verdicts_and_never_takes_what_it_does_not_know_for_enough() {
    let jalon = Jalon::new();
    let document = json(&jalon, &["preflight", "--sandbox"], 0);
    for id in [
        "account",
        "quota/L-1216C47A",
        "quota/L-272F1212",
        "create/instance",
        "create/vpc",
        "database-class",
    ] {
        assert_eq!(verdict(&document, id), "ok", "{id}: {document}");
    }
    for id in ["bucket-public-access", "create/db-instance", "create/bucket"] {
        assert_eq!(verdict(&document, id), "unknown", "{id}: {document}");
    }
    let nothing = jalon.run(&["status", "--sandbox", "--output", "json"]).ends_with(0).stdout;
    assert!(nothing.contains("\"resources\": []"), "a preflight makes nothing: {nothing}");
    let part = json(&jalon, &["preflight", "--sandbox", "--until", "vpc"], 0);
    assert!(!part.to_string().contains("L-1216C47A"), "no host is made by then: {part}");
}

#[tokio::test(start_paused = true)]
async fn a_denied_look_is_unknown_and_stops_nothing() {
    let rehearsal = Rehearsal::with_account(Account {
        denied: vec![
            "servicequotas:*".parse().unwrap(),
            "ec2:DescribeInstanceTypes".parse().unwrap(),
        ],
        ..Account::default()
    });
    let preflight = preflight_of(&rehearsal).await;
    for finding in &preflight.findings {
        if matches!(finding.subject, Subject::Quota(_)) {
            assert!(matches!(finding.suffices, Suffices::Unknown(Some(_))), "{finding:?}");
        }
    }
    assert!(!preflight.is_short(), "{preflight:?}");
    rehearsal.walk(None, &[]).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_denied_create_is_denied_before_anything_is_made() {
    let rehearsal = Rehearsal::with_account(Account {
        denied: vec!["ec2:CreateNatGateway".parse().unwrap()],
        ..Account::default()
    });
    let preflight = preflight_of(&rehearsal).await;
    let denied: Vec<String> = preflight.short().map(|finding| format!("{:?}", finding.subject)).collect();
    assert_eq!(denied, ["Create(NatGateway)"]);
    assert!(rehearsal.live_keys().await.is_empty(), "a judged request makes nothing");
}

#[tokio::test(start_paused = true)]
async fn other_peoples_use_counts_and_every_quota_is_looked_at() {
    let rehearsal = Rehearsal::with_account(Account::default());
    rehearsal.simulator.change_account(|account| {
        account.quotas.vpcs = 1;
        account.quotas.elastic_ips = 0;
    });
    let Err(Error::Shortage(preflight)) = rehearsal.walk(None, &[]).await else {
        panic!("the walk went on");
    };
    let short: Vec<Quota> = preflight
        .short()
        .filter_map(|finding| match finding.subject {
            Subject::Quota(quota) => Some(quota),
            _ => None,
        })
        .collect();
    assert_eq!(short, [Quota::Addresses, Quota::Vpcs]);
    assert_eq!(
        preflight
            .findings
            .iter()
            .filter_map(|finding| finding.request())
            .collect::<Vec<_>>(),
        [(Quota::Addresses, 1), (Quota::Vpcs, 2)]
    );
    assert!(rehearsal.live_keys().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_higher_quota_is_asked_for_and_takes_a_person_at_aws() {
    let rehearsal = Rehearsal::with_account(Account::default());
    rehearsal
        .simulator
        .change_account(|account| account.quotas.standard_vcpus = 5);
    let session = rehearsal.session(&[]).await.unwrap();
    let status = Quota::StandardVcpus.request(session.aws(), 6).await.unwrap();
    assert_eq!(status, "PENDING");
    let refused = Quota::StandardVcpus.request(session.aws(), 5).await.unwrap_err();
    assert!(refused.is(&["IllegalArgumentException"]), "{refused:?}");
}

#[test]
fn nothing_is_asked_for_where_nothing_is_too_small_or_nobody_can_confirm() {
    let jalon = Jalon::new();
    jalon.run(&["preflight", "--sandbox", "--request"]).ends_with(2);
    let enough = jalon.run(&["preflight", "--sandbox", "--request", "--yes"]).ends_with(0);
    assert!(enough.stderr.contains("No quota is too small"), "{}", enough.stderr);
}
