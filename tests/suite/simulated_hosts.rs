//! The sandbox's hosts under a whole walk: every check runs, what goes wrong on a host is told and mended, and a run that is killed while
//! it works there goes on.

use std::time::Duration;

use jalon::walkthrough::{Error, Event, StepPlan, Verdict};
use jalon_sandbox::{Failure, FailureTarget};

use crate::support::{Jalon, Kill, Process, Rehearsal, advice, all_checks, problem};

/// Fails where a check of a walked deployment fails or is not run.
async fn is_proven(rehearsal: &Rehearsal) {
    let session = rehearsal.session(&[]).await.unwrap();
    for result in all_checks(&session).await {
        for check in result.checks {
            assert!(matches!(check.verdict, Verdict::Passed), "{}: {check:?}", result.step);
        }
    }
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
}

/// When an event first came, counted from the first of all.
fn at(rehearsal: &Rehearsal, is_meant: impl Fn(&Event) -> bool) -> Duration {
    let events = rehearsal.events();
    let (first, _) = events.first().unwrap();
    let (when, _) = events.iter().find(|(_, event)| is_meant(event)).unwrap();
    *when - *first
}

#[tokio::test(start_paused = true)]
async fn every_check_of_a_default_walk_runs_and_passes() {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    is_proven(&rehearsal).await;
    let before = rehearsal.calls();
    rehearsal.walk(None, &[]).await.unwrap();
    assert!(rehearsal.mutations_since(before).is_empty());
    assert!(
        rehearsal.notices().iter().any(|notice| notice.contains("up to date")),
        "{:?}",
        rehearsal.notices()
    );
    rehearsal.destroy(false).await.unwrap();
    assert!(rehearsal.simulator.ground_truth().is_empty());
}

#[tokio::test(start_paused = true)]
async fn snapshots_are_taken_once_the_application_is_there() {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    let deployed = at(&rehearsal, |event| matches!(event, Event::StepDone { step } if step == "app"));
    for key in ["ebs-snapshots/baseline", "db-snapshot/baseline"] {
        let taken = at(
            &rehearsal,
            |event| matches!(event, Event::Created { key: made, .. } if made == key),
        );
        assert!(
            taken + Duration::from_secs(2) >= deployed,
            "{key} at {taken:?}, the application at {deployed:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_is_not_let_in_is_told_by_which_answer_within_minutes() {
    let rehearsal = Rehearsal::new().with_hosts();
    let elsewhere = ["app-host.trusted-cidrs=198.51.100.77/32"];
    let error = rehearsal.walk(None, &elsewhere).await.err().unwrap();
    let text = problem(&error);
    assert!(text.contains("your address is 192.0.2.10"), "{text}");
    let advised = advice(&error).unwrap();
    assert!(
        advised.contains("`jalon walk --set app-host.trusted-cidrs=192.0.2.10/32`"),
        "{advised}"
    );
    let waited = at(&rehearsal, |event| matches!(event, Event::StepFailed { .. }));
    assert!(waited < Duration::from_secs(6 * 60), "{waited:?}");
    rehearsal.walk(None, &["app-host.trusted-cidrs=192.0.2.10/32"]).await.unwrap();
    is_proven(&rehearsal).await;
}

#[tokio::test(start_paused = true)]
async fn a_trusted_range_and_other_peoples_addresses_stay_beside_ones_own() {
    let rehearsal = Rehearsal::new().with_hosts();
    let colleagues = ["app-host.trusted-cidrs=198.51.100.0/24,203.0.113.9/32"];
    let error = rehearsal.walk(Some("app-host"), &colleagues).await.err().unwrap();
    let advised = advice(&error).unwrap();
    assert!(
        advised.contains("app-host.trusted-cidrs=198.51.100.0/24,203.0.113.9/32,192.0.2.10/32"),
        "{advised}"
    );
}

/// What a host may do instead of what it should, and what is said of it.
const TROUBLES: [(&str, &str); 6] = [
    ("first-boot:package_update_upgrade_install", "package-update-upgrade-install"),
    ("first-boot:scripts_user", "scripts-user"),
    (
        "first-boot:never-ends",
        "has not finished its first boot after 15 minutes: cloud-init says running",
    ),
    ("image-build:pull-limit", "toomanyrequests"),
    ("image-build:no-memory", "exit code: 137"),
    (
        "image-build:stalls",
        "could not build the images on app-host: it had not ended after 25 minutes",
    ),
];

#[tokio::test(start_paused = true)]
async fn what_goes_wrong_on_a_host_stops_the_walk_with_what_the_host_said() {
    let known: Vec<String> = Failure::all()
        .filter(|failure| matches!(failure.target(), FailureTarget::FirstBoot | FailureTarget::ImageBuild))
        .map(|failure| failure.to_string())
        .collect();
    assert_eq!(
        known,
        TROUBLES.map(|(name, _)| name),
        "a failure without a test, or a test without one"
    );
    for (name, said) in TROUBLES {
        let failure: Failure = name.parse().unwrap();
        let rehearsal = Rehearsal::new().with_hosts();
        rehearsal.simulator.inject_next(failure, 1);
        let error = rehearsal.walk(None, &[]).await.err();
        let error = error.unwrap_or_else(|| panic!("{name} did not stop the walk"));
        let text = problem(&error);
        assert!(text.contains(said), "{name}: {text}");
        assert!(advice(&error).is_some(), "{name}");
        assert!(matches!(error, Error::Step { .. }), "{name}: {error}");
        if failure.target() == FailureTarget::ImageBuild {
            // It was the registry's, or the moment's: the same command ends well.
            rehearsal.walk(None, &[]).await.unwrap();
            is_proven(&rehearsal).await;
        }
        rehearsal.destroy(false).await.unwrap();
        assert!(rehearsal.simulator.ground_truth().is_empty(), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_walk_killed_while_it_works_on_hosts_goes_on_and_is_whole() {
    let undisturbed = Rehearsal::new().with_hosts();
    let process = Process::immortal();
    undisturbed.walk_as(&process, None, &[]).await.unwrap();
    let all = process.calls();
    assert!(all > 100, "{all}");
    let mut tried = 0;
    // The last third of a walk is on the hosts; the others are matrix::kills'.
    for number in (all * 2 / 3..=all).step_by(7) {
        for kill in [
            Kill::BeforeCall(number),
            Kill::BeforeAnswer(number),
            Kill::BeforeRecord(number),
        ] {
            let rehearsal = Rehearsal::new().with_hosts();
            let process = Process::killed_at(kill);
            process.live(rehearsal.walk_as(&process, None, &[])).await;
            tokio::time::sleep(Duration::from_secs(60)).await;
            rehearsal
                .walk(None, &[])
                .await
                .unwrap_or_else(|error| panic!("{kill:?}: {}", problem(&error)));
            is_proven(&rehearsal).await;
            tried += 1;
        }
    }
    assert!(tried > 15, "{tried}");
}

#[tokio::test(start_paused = true)]
async fn another_key_of_a_host_is_a_hard_stop() {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    for host in rehearsal.simulator.hosts() {
        rehearsal.simulator.change_host_key(&host.instance);
    }
    let error = rehearsal.walk(None, &[]).await.err().unwrap();
    assert!(
        problem(&error).contains("the host key of app-host is not the one it had"),
        "{error}"
    );
    assert!(advice(&error).unwrap().contains("ssh-keygen -f"), "{:?}", advice(&error));
}

/// Legal answers, each with what it does to where hosts are and who reaches them.
const ANSWERS: [&[&str]; 9] = [
    &["peering.tables=private"],
    &["peering.tables=public", "second-vpc.internet=nat"],
    &["nat-gateway.subnets=private2"],
    &["nat-gateway.subnets=private2", "test-host.zone=2"],
    &["nat-gateway.subnets=private1", "test-host.zone=2", "peering.tables=private"],
    &["vpc.availability-zones=3"],
    &["app-host.zone=2", "second-vpc.zone=2", "app-host.port=80"],
    &[
        "vpc.s3-endpoint=false",
        "vpc.cidr=192.168.0.0/20",
        "second-vpc.cidr=192.168.16.0/24",
    ],
    &["app.repository=https://git.example/harbour.git", "app.ref=v1"],
];

#[tokio::test(start_paused = true)]
async fn whatever_legal_answers_are_given_a_walk_ends_well_and_no_check_fails() {
    for set in ANSWERS {
        let rehearsal = Rehearsal::new().with_hosts();
        let walked = rehearsal.walk(None, set).await;
        assert!(
            walked.is_ok(),
            "{set:?}: {}",
            walked.err().map(|error| problem(&error)).unwrap_or_default()
        );
        tokio::time::sleep(Duration::from_secs(10)).await;
        let session = rehearsal.session(&[]).await.unwrap();
        let failed: Vec<String> = all_checks(&session)
            .await
            .into_iter()
            .flat_map(|result| result.checks)
            .filter(|check| check.failed())
            .map(|check| format!("{check:?}"))
            .collect();
        assert!(failed.is_empty(), "{set:?}: {failed:#?}");
        let waited = at(
            &rehearsal,
            |event| matches!(event, Event::StepDone { step } if step == "ai-host"),
        );
        assert!(waited < Duration::from_secs(14 * 60), "{set:?}: {waited:?}");
        rehearsal.destroy(false).await.unwrap();
        assert!(rehearsal.simulator.ground_truth().is_empty(), "{set:?}");
    }
}

#[test]
fn jalon_ssh_carries_out_what_a_simulated_host_knows_and_says_so_of_the_rest() {
    let jalon = Jalon::new();
    let walk = ["walk", "--sandbox", "--yes", "--until", "test-host", "--skip", "database"];
    jalon.run(&walk).ends_with(0);
    let on = |host: &str, command: &[&str]| jalon.run(&[&["ssh", host, "--"], command].concat());
    on("app-host", &["true"]).ends_with(0);
    let status = on("test-host", &["cloud-init", "status", "--wait"]).ends_with(0).stdout;
    assert!(status.contains("\"done\""), "{status}");
    let docker = on("app-host", &["docker", "info"]).ends_with(0).stdout;
    assert!(docker.contains("28."), "{docker}");
    let missing = on("test-host", &["docker", "info"]).ends_with(1).stderr;
    assert!(missing.contains("command not found"), "{missing}");
    on("app-host", &["ping", "-c", "1", "1.1.1.1"]).ends_with(0);
    on("test-host", &["ping", "-c", "1", "1.1.1.1"]).ends_with(1);
    let unknown = on("app-host", &["ls", "-l"]).ends_with(2).stderr_line();
    assert!(
        unknown.contains("a simulated host does not know `ls -l`") && unknown.contains("cloud-init status"),
        "{unknown}"
    );
    let shell = jalon.run(&["ssh", "app-host"]).ends_with(2).stderr_line();
    assert!(shell.contains("a simulated host has no shell"), "{shell}");
    let nowhere = on("ai-host", &["true"]).ends_with(2).stderr_line();
    assert!(nowhere.contains("app-host"), "{nowhere}");
}

#[tokio::test(start_paused = true)]
async fn a_host_that_is_no_longer_joined_is_offered_no_more() {
    let rehearsal = Rehearsal::new().with_hosts();
    for (tables, expected) in [("all", true), ("private", false), ("all", true)] {
        let session = rehearsal.walk(None, &[&format!("peering.tables={tables}")]).await.unwrap();
        let is_offered = session.checkpoint().read(|state| state.outputs.contains_key("ssh-ai-host"));
        assert_eq!(is_offered, expected, "{tables}");
    }
}
