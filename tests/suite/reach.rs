//! Paths: what a walk builds keeps every promise, and the command shows them hop by hop. `breaks` breaks it in every way, `strangers`
//! leads it through what somebody else has made.

mod breaks;
pub mod broken;
mod strangers;

use jalon::ui::{claim_text, not_run_text};
use jalon::walkthrough::{Claim, PathProblem, PathQuestion, Verdict};

use crate::support::{Endpoint, Jalon, Moto, Rehearsal, redact};
use broken::checks;

/// Private addresses are given out in the order in which steps that run together happen to ask.
fn without_addresses(text: &str) -> String {
    let hosts = (4..20).flat_map(|host| ["10.0.0", "10.0.128"].map(|subnet| (subnet, host)));
    hosts.fold(text.to_owned(), |text, (subnet, host)| {
        [" ", "\n", ","].iter().fold(text, |text, end| {
            text.replace(&format!("{subnet}.{host}{end}"), &format!("{subnet}.HOST{end}"))
        })
    })
}

/// The default answers, and those that change which paths are promised.
const ANSWERS: [&[&str]; 6] = [
    &[],
    &["nat-gateway.subnets=private2"],
    &["peering.tables=public", "app-host.port=8080"],
    &["peering.tables=private"],
    &["second-vpc.internet=nat", "vpc.s3-endpoint=no"],
    &[
        "vpc.availability-zones=3",
        "app-host.trusted-cidrs=203.0.113.0/28,198.51.100.77/32",
    ],
];

#[tokio::test(start_paused = true)]
async fn whatever_is_answered_a_walk_keeps_every_promise() {
    for set in ANSWERS {
        let rehearsal = Rehearsal::new();
        rehearsal.walk(None, set).await.unwrap();
        let checks = checks(&rehearsal, set).await;
        let failed: Vec<_> = checks.iter().filter(|check| check.failed()).collect();
        assert!(failed.is_empty(), "{set:?}: {failed:#?}");
        let paths: Vec<String> = checks
            .iter()
            .filter(|check| !check.path.is_empty())
            .map(|check| claim_text(&check.claim))
            .collect();
        assert!(paths.len() >= 20, "{set:?}: {paths:#?}");
        // What asks a host is not run here, but every path is decided.
        let unasked = checks.iter().find(|check| {
            let is_path = matches!(check.claim, Claim::Path { .. } | Claim::Promise { .. });
            is_path && matches!(check.verdict, Verdict::NotRun { .. })
        });
        assert!(unasked.is_none(), "{set:?}: {unasked:#?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_network_is_taken_from_the_sweep_as_far_as_it_goes() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let before = rehearsal.calls();
    checks(&rehearsal, &[]).await;
    let calls = rehearsal.simulator.calls();
    let count = |operation: &str| calls[before..].iter().filter(|call| call.operation == operation).count();
    for (operation, times) in [
        ("DescribeInstances", 1),
        ("DescribeNatGateways", 1),
        ("DescribeNetworkAcls", 1),
        // All subnets follow the deployment's own.
        ("DescribeRouteTables", 1),
    ] {
        assert_eq!(count(operation), times, "{operation}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_policy_hides_is_not_taken_for_a_failure() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let denied = "ec2:DescribeNetworkAcls".parse().unwrap();
    rehearsal.simulator.change_account(|account| account.denied = vec![denied]);
    let checks = checks(&rehearsal, &[]).await;
    assert!(checks.iter().all(|check| !check.failed()), "{checks:#?}");
    let check = checks
        .iter()
        .find(|check| claim_text(&check.claim) == "internet does not reach database")
        .unwrap();
    let Verdict::NotRun { reason } = &check.verdict else {
        panic!("{check:#?}");
    };
    let reason = not_run_text(reason);
    assert!(
        reason.contains("network ACLs") && reason.contains("UnauthorizedOperation"),
        "{reason}"
    );
}

#[tokio::test(start_paused = true)]
async fn nothing_built_is_no_network() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.session(&[]).await.unwrap();
    let answers = session.known_answers().await.unwrap();
    let before = rehearsal.calls();
    let network = session.read_network(&answers).await.unwrap();
    assert_eq!(rehearsal.calls(), before, "there is no VPC to ask about");
    let problem = PathQuestion::new(&network, "app-host", "internet", false).unwrap_err();
    assert!(matches!(problem, PathProblem::UnknownEnd(unknown) if unknown.given == "app-host"));
}

#[test]
fn the_command_tells_the_path_and_the_verdict() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--quiet"]).ends_with(0);
    let told = |arguments: &[&str], code| {
        let run = jalon.run(&[&["reach"], arguments].concat()).ends_with(code);
        assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
        without_addresses(&redact(&run.stdout, jalon.folder()))
    };
    insta::assert_snapshot!("reach-open", told(&["test-host", "internet:icmp"], 0));
    insta::assert_snapshot!("reach-closed", told(&["internet", "app-host:22"], 3));
    // The rule lets in an address that is said to be somebody else's.
    let others = ["internet", "app-host:22", "--set", "app-host.trusted-cidrs=192.0.2.99/32"];
    insta::assert_snapshot!("reach-partly", told(&others, 3));
    told(&["app-host", "database"], 0);
    told(&["app-host", "test-host:53", "--protocol", "udp"], 3);
    told(&["me", "app-host"], 0);

    let unknown = jalon.run(&["reach", "app-hots", "internet"]).ends_with(2);
    assert!(unknown.stderr.contains("did you mean app-host?"), "{}", unknown.stderr);
    assert!(
        unknown.stderr.contains("ai-host, app-host, test-host, database"),
        "{}",
        unknown.stderr
    );
    let wrong = jalon.run(&["reach", "app-host", "test-host:ssh"]).ends_with(2);
    assert!(wrong.stderr.contains("neither a port"), "{}", wrong.stderr);
}

#[test]
fn a_failed_check_is_told_hop_by_hop() {
    let jalon = Jalon::new();
    jalon
        .run(&["walk", "--sandbox", "--yes", "--quiet", "--until", "test-host"])
        .ends_with(0);
    // Another trusted address than the one the group was made with.
    let verify = jalon
        .run(&["verify", "app-host", "--set", "app-host.trusted-cidrs=192.0.2.99/32"])
        .ends_with(3);
    insta::assert_snapshot!("verify-failed", without_addresses(&redact(&verify.stdout, jalon.folder())));
}

#[test]
fn against_moto_every_path_is_as_promised() {
    let Some(moto) = Moto::start() else { return };
    let jalon = moto.jalon();
    jalon.run(&["walk", "--yes", "--quiet"]).ends_with(0);
    let verify = jalon.run(&["verify", "--output", "json"]).ends_with(0);
    let document: serde_json::Value = serde_json::from_str(&verify.stdout).unwrap();
    let steps = document["steps"].as_array().unwrap().iter();
    let checks = steps.flat_map(|step| step["checks"].as_array().unwrap());
    let paths = checks.filter(|check| check["path"].is_array());
    let verdicts: Vec<_> = paths.map(|check| check["verdict"].as_str().unwrap()).collect();
    assert!(
        verdicts.len() >= 20 && verdicts.iter().all(|verdict| *verdict == "passed"),
        "{verify:?}"
    );
    jalon.run(&["reach", "test-host", "internet:icmp"]).ends_with(0);
    jalon.run(&["reach", "internet", "test-host"]).ends_with(3);
}
