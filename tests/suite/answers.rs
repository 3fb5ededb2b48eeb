//! Where answers come from, and which are refused before anything is made.

use jalon::walkthrough::{Action, Error, Misuse, StepPlan};

use crate::support::{Rehearsal, advice, keys, problem};

async fn refusal(set: &[&str]) -> String {
    let rehearsal = Rehearsal::new();
    let error = rehearsal.walk(None, set).await.err().expect("the answer is taken");
    assert_eq!(
        rehearsal.mutations_since(0),
        Vec::<String>::new(),
        "something was made before the answer was refused"
    );
    assert!(advice(&error).is_some(), "{error} has no advice");
    problem(&error)
}

#[tokio::test(start_paused = true)]
async fn answers_aws_would_refuse_are_refused_before_anything_is_made() {
    for (answer, told) in [
        ("vpc.cidr=10.0.0.0", "not an IPv4 range"),
        ("vpc.cidr=10.0.0.0/8", "too large"),
        ("vpc.cidr=10.0.0.0/28", "too small"),
        ("vpc.cidr=10.1.0.0/16", "overlaps"),
        ("second-vpc.cidr=10.0.128.0/20", "overlaps"),
        ("vpc.availability-zones=4", "not between 2 and 3"),
        ("vpc.availability-zones=two", "not a whole number"),
        ("site.bucket=My_Bucket", "lower-case"),
        ("database.identifier=a--b", "no two hyphens"),
        ("database.user=rdsadmin", "reserved"),
        ("app-host.time-zone=Europe/Atlantis", "no time zone"),
        ("nat-gateway.subnets=private3", "private1 to private2 only"),
    ] {
        let refused = refusal(&[answer]).await;
        assert!(refused.contains(told), "{answer}: {refused}");
        assert!(
            refused.contains(answer.split('=').next().unwrap()) || refused.contains("second-vpc.cidr"),
            "{refused}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_key_suggests_the_nearest() {
    let rehearsal = Rehearsal::new();
    let refused = rehearsal.session(&["vpc.cird=10.0.0.0/16"]).await.err().unwrap();
    assert!(matches!(refused, Error::Misuse(Misuse::UnknownQuestion { .. })));
    assert!(advice(&refused).unwrap().contains("did you mean vpc.cidr?"));
}

#[tokio::test(start_paused = true)]
async fn a_secret_on_the_command_line_is_refused() {
    let rehearsal = Rehearsal::new();
    let refused = rehearsal.session(&["database.password=correct-horse"]).await.err().unwrap();
    let refused = problem(&refused);
    assert!(
        refused.contains("process list") && !refused.contains("correct-horse"),
        "{refused}"
    );
}

#[tokio::test(start_paused = true)]
async fn answers_are_remembered_by_the_next_run() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("vpc"), &["vpc.cidr=10.7.0.0/16"]).await.unwrap();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let cidr = session.checkpoint().read(|state| state.answers["vpc.cidr"].clone());
    assert_eq!(cidr, "10.7.0.0/16");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_changed_in_place_is_said_exactly() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("vpc"), &[]).await.unwrap();
    let refused = rehearsal.walk(None, &["vpc.cidr=10.7.0.0/16"]).await.err().unwrap();
    let refused = problem(&refused);
    assert!(
        refused.contains("vpc/main") && refused.contains("10.0.0.0/16 → 10.7.0.0/16"),
        "{refused}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_refused_change_is_not_remembered() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("vpc"), &[]).await.unwrap();
    rehearsal.walk(None, &["vpc.cidr=10.7.0.0/16"]).await.err().unwrap();
    rehearsal.walk(Some("vpc"), &[]).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn narrowed_answers_close_what_was_open() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let narrower = [
        "nat-gateway.subnets=private1",
        "peering.tables=public",
        "vpc.s3-endpoint=false",
    ];
    let planned = rehearsal.plan(&narrower).await.unwrap();
    let mut going = keys(&planned, Action::Delete);
    going.sort();
    let expected = [
        "route/private1/10.1.0.0/16",
        "route/private2/0.0.0.0/0",
        "route/private2/10.1.0.0/16",
        "vpc-endpoint/s3",
    ];
    assert_eq!(going, expected);
    let before = rehearsal.calls();
    rehearsal.walk(None, &narrower).await.unwrap();
    let done = rehearsal.mutations_since(before);
    assert_eq!(
        done.iter().filter(|operation| *operation == "DeleteRoute").count(),
        3,
        "{done:?}"
    );
    assert!(done.contains(&"DeleteVpcEndpoints".to_owned()));
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
}

#[tokio::test(start_paused = true)]
async fn a_new_label_takes_new_snapshots_and_only_the_newest_are_kept() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal
        .walk(None, &["snapshots.label=second", "snapshots.keep=1"])
        .await
        .unwrap();
    let live = rehearsal.live_keys().await;
    let snapshots: Vec<&String> = live.iter().filter(|key| key.contains("snapshot")).collect();
    assert_eq!(
        snapshots,
        ["db-snapshot db-snapshot/second", "ebs-snapshots ebs-snapshots/second"]
    );
}

#[tokio::test(start_paused = true)]
async fn answers_are_kept_in_the_forms_of_the_first_state_files() {
    let rehearsal = Rehearsal::new();
    let set = [
        "vpc.availability-zones=3",
        "nat-gateway.subnets=private3",
        "second-vpc.internet=nat",
        "vpc.s3-endpoint=no",
        "app-host.trusted-cidrs=192.0.2.1/32, 198.51.100.0/24",
    ];
    let session = rehearsal.walk(None, &set).await.unwrap();
    let expected = serde_json::json!({
        "ai-host.instance-type": "t3.micro",
        "app.language": "browser",
        "app.ref": "main",
        "app.repository": "sample",
        "app-host.image": "newest",
        "app-host.instance-type": "t3.micro",
        "app-host.port": 5085,
        "app-host.time-zone": "Europe/Paris",
        "app-host.trusted-cidrs": ["192.0.2.1/32", "198.51.100.0/24"],
        "app-host.zone": 1,
        "database.backup-retention-days": 1,
        "database.class": "db.t4g.micro",
        "database.identifier": "demo-db",
        "database.name": "app",
        "database.storage-ceiling-gib": 100,
        "database.storage-type": "gp3",
        "database.user": "admin",
        "database.version": "8.4",
        "nat-gateway.subnets": "private3",
        "peering.tables": "all",
        "second-vpc.cidr": "10.1.0.0/16",
        "second-vpc.internet": "nat",
        "second-vpc.zone": 1,
        "site.bucket": "jalon-demo-123456789012-us-east-1",
        "site.folder": "",
        "site.language": "en",
        "snapshots.keep": 3,
        "snapshots.label": "baseline",
        "test-host.instance-type": "t3.micro",
        "test-host.zone": 1,
        "vpc.availability-zones": 3,
        "vpc.cidr": "10.0.0.0/16",
        "vpc.name": "demo",
        "vpc.s3-endpoint": false
    });
    let kept = session.checkpoint().read(|state| state.answers.clone());
    assert_eq!(serde_json::to_value(kept).unwrap(), expected);
    // The next run reads every one of them again.
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
}

#[tokio::test(start_paused = true)]
async fn every_answer_is_recovered_from_what_was_made_where_it_shows() {
    let rehearsal = Rehearsal::new();
    let set = [
        "vpc.name=shop",
        "vpc.cidr=10.20.0.0/16",
        "vpc.availability-zones=3",
        "vpc.s3-endpoint=no",
        "app-host.instance-type=t3.small",
        "app-host.trusted-cidrs=192.0.2.1/32,198.51.100.0/24",
        "app-host.port=8080",
        "app-host.zone=3",
        "test-host.zone=2",
        "second-vpc.zone=2",
        "database.backup-retention-days=7",
        "database.storage-ceiling-gib=200",
        "nat-gateway.subnets=private2",
        "second-vpc.internet=nat",
        "peering.tables=private",
        "snapshots.label=second",
    ];
    let session = rehearsal.walk(None, &set).await.unwrap();
    let before = session.checkpoint().read(|state| state.answers.clone());
    rehearsal.folder().remove("state.json").unwrap();
    rehearsal.take_over();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let mut after = session.checkpoint().read(|state| state.answers.clone());
    // Security groups list their rules in no order.
    if let Some(ranges) = after
        .get_mut("app-host.trusted-cidrs")
        .and_then(|ranges| ranges.as_array_mut())
    {
        ranges.sort_by_key(ToString::to_string);
    }
    assert_eq!(after, before);
}
