//! Taking down: from every prefix of the walk, and with nothing remembered.

use std::time::Duration;

use aws_sdk_ec2::types::{IpPermission, UserIdGroupPair};
use jalon::resources::Kind;
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::Session;

use crate::support::{Kill, Process, Rehearsal, problem};

#[tokio::test(start_paused = true)]
async fn every_prefix_of_the_walk_is_taken_down_whole() {
    for step in WALKTHROUGH.iter() {
        let rehearsal = Rehearsal::new();
        rehearsal.walk(Some(step.id()), &[]).await.unwrap();
        rehearsal.destroy(false).await.unwrap();
        assert_eq!(
            rehearsal.live_keys().await,
            Vec::<String>::new(),
            "left after a walk until {}",
            step.id()
        );
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_left_when_the_state_directory_is_lost() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &["site.bucket=a-name-nobody-remembers"]).await.unwrap();
    rehearsal.lose_the_state_directory();
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
    let deleted = rehearsal.mutations_since(0);
    assert!(
        deleted.contains(&"DeleteBucket".to_owned()),
        "the bucket was found by its tags"
    );
}

#[tokio::test(start_paused = true)]
async fn snapshots_are_kept_when_asked() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.destroy(true).await.unwrap();
    assert_eq!(
        rehearsal.live_keys().await,
        ["db-snapshot db-snapshot/baseline", "ebs-snapshots ebs-snapshots/baseline"]
    );
}

/// The numbers of a second walk's create calls, which AWS still lists the first one's resources beside.
async fn creates_of_a_second_walk() -> Vec<(usize, String)> {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.destroy(false).await.unwrap();
    let before = rehearsal.simulator.calls().len();
    rehearsal.walk(None, &[]).await.unwrap();
    let calls = rehearsal.simulator.calls().into_iter().skip(before).enumerate();
    let makes = |operation: &str| ["Create", "Run", "Allocate"].iter().any(|verb| operation.starts_with(verb));
    calls
        .filter(|(_, call)| makes(&call.operation))
        .map(|(index, call)| (index + 1, call.operation))
        .collect()
}

/// AWS lists deleted NAT gateways and terminated instances for an hour, under the keys of what a killed run has just made anew.
#[tokio::test(start_paused = true)]
async fn what_a_killed_second_walk_has_just_made_is_waited_for() {
    let creates = creates_of_a_second_walk().await;
    assert!(
        creates.iter().any(|(_, operation)| operation == "CreateNatGateway"),
        "{creates:?}"
    );
    for (number, operation) in creates {
        let rehearsal = Rehearsal::new();
        rehearsal.walk(None, &[]).await.unwrap();
        rehearsal.destroy(false).await.unwrap();
        let process = Process::killed_at(Kill::BeforeAnswer(number));
        let walked = process.live(rehearsal.walk_as(&process, None, &[])).await;
        assert!(walked.is_none(), "{operation}");
        let destroyed = rehearsal.destroy(false).await;
        destroyed.unwrap_or_else(|error| panic!("killed at {operation}: {error:?}"));
        tokio::time::sleep(Duration::from_secs(120)).await;
        assert_eq!(rehearsal.live_keys().await, Vec::<String>::new(), "killed at {operation}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_deployment_is_walked_again_after_it_was_taken_down() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.destroy(false).await.unwrap();
    // Client tokens of terminated instances are remembered by AWS; a new generation has new ones.
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.destroy(false).await.unwrap();
    rehearsal.lose_the_state_directory();
    rehearsal.walk(None, &[]).await.unwrap();
    assert!(rehearsal.live_keys().await.len() > 30);
}

#[tokio::test(start_paused = true)]
async fn taking_down_takes_no_longer_than_the_slowest_chain() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let started = tokio::time::Instant::now();
    rehearsal.destroy(false).await.unwrap();
    let took = started.elapsed().as_secs();
    assert!(took < 300, "taking down took {took} s of the sandbox's time");
}

/// Makes a security group in the deployment's first VPC that nobody tagged, and lets `named` into it.
async fn foreign_group_naming(session: &Session, named: &str) -> String {
    let vpc = session.inventory(|inventory| inventory.by_key(Kind::Vpc, &"vpc/main".into()).pop().unwrap());
    let ec2 = session.aws().ec2();
    let made = ec2
        .create_security_group()
        .group_name("foreign")
        .description("Not ours")
        .vpc_id(&vpc.id);
    let foreign = made.send().await.unwrap().group_id.unwrap();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let pair = UserIdGroupPair::builder().group_id(named).build();
    let rule = IpPermission::builder()
        .ip_protocol("tcp")
        .from_port(80)
        .to_port(80)
        .user_id_group_pairs(pair)
        .build();
    let authorized = ec2.authorize_security_group_ingress().group_id(&foreign).ip_permissions(rule);
    authorized.send().await.unwrap();
    foreign
}

#[tokio::test(start_paused = true)]
async fn what_holds_a_resource_is_named_and_everything_else_goes() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(Some("app-host"), &[]).await.unwrap();
    let ours = session.inventory(|inventory| {
        inventory
            .by_key(Kind::SecurityGroup, &"security-group/app-host".into())
            .pop()
            .unwrap()
    });
    let foreign = foreign_group_naming(&session, &ours.id).await;
    let refused = problem(&rehearsal.destroy(false).await.unwrap_err());
    assert!(refused.contains(&format!("a rule of security group {foreign}")), "{refused}");
    assert_eq!(
        rehearsal.live_keys().await,
        ["security-group security-group/app-host", "vpc vpc/main"]
    );
    session
        .aws()
        .ec2()
        .delete_security_group()
        .group_id(&foreign)
        .send()
        .await
        .unwrap();
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn groups_that_let_each_other_in_are_taken_down() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(Some("test-host"), &[]).await.unwrap();
    let group = |key: &str| session.inventory(|inventory| inventory.by_key(Kind::SecurityGroup, &key.into()).pop().unwrap().id);
    let pair = UserIdGroupPair::builder().group_id(group("security-group/test-host")).build();
    let rule = IpPermission::builder()
        .ip_protocol("tcp")
        .from_port(80)
        .to_port(80)
        .user_id_group_pairs(pair)
        .build();
    let ec2 = session.aws().ec2();
    let authorized = ec2
        .authorize_security_group_ingress()
        .group_id(group("security-group/app-host"));
    authorized.ip_permissions(rule).send().await.unwrap();
    tokio::time::sleep(Duration::from_secs(5)).await;
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn where_nothing_is_there_nothing_is_done() {
    let rehearsal = Rehearsal::new();
    rehearsal.destroy(false).await.unwrap();
    rehearsal.walk(Some("vpc"), &[]).await.unwrap();
    rehearsal.destroy(false).await.unwrap();
    let before = rehearsal.calls();
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.mutations_since(before), Vec::<String>::new());
}
