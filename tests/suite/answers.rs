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
    error.to_string()
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
        ("nat-gateway.subnets=private3", "two private subnets only"),
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
    let refused = rehearsal
        .walk(None, &["vpc.cidr=10.7.0.0/16"])
        .await
        .err()
        .unwrap()
        .to_string();
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
