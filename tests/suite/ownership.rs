//! Whose a resource is: recorded ids are the deployment's whatever became of their tags, copied tags make nothing its own, and what bears
//! its name and another id is nobody's until a person takes it over.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ec2::types::{ResourceType, Tag, TagSpecification};
use jalon::resources::{Kind, Observed, Retagging};
use jalon::walkthrough::{Error, Session, StepPlan, TakeOver};
use jalon_testkit::outside::{Outsider, hands};

use crate::support::{Jalon, Rehearsal, advice, problem};

/// Long enough for AWS to list everything with its tags, and for no record to be young.
const LATER: Duration = Duration::from_secs(300);

/// Everything of the deployment that can carry tags.
fn tagged(session: &Session) -> Vec<Observed> {
    session.inventory(|inventory| {
        let live = inventory
            .all()
            .filter(|observed| observed.is_live() && !matches!(observed.kind().row().retagging, Retagging::None));
        live.cloned().collect()
    })
}

/// Removes tags of a resource, as anybody with the right to may.
async fn remove_tags(session: &Session, observed: &Observed, keys: &[&str]) {
    let aws = session.aws();
    match observed.kind() {
        Kind::Bucket => {
            let call = aws.s3().delete_bucket_tagging().bucket(&observed.id);
            call.send().await.unwrap();
        }
        Kind::DbInstance | Kind::DbSnapshot | Kind::DbSubnetGroup => {
            let arn = arn(observed);
            let keys = keys.iter().map(|key| (*key).to_owned()).collect();
            let call = aws.rds().remove_tags_from_resource().resource_name(arn);
            call.set_tag_keys(Some(keys)).send().await.unwrap();
        }
        _ => {
            let tags = keys.iter().map(|key| Tag::builder().key(*key).build()).collect();
            let id = ec2_id(session, observed).await;
            let ids = id.split(',').map(str::to_owned).collect();
            let call = aws.ec2().delete_tags().set_resources(Some(ids));
            call.set_tags(Some(tags)).send().await.unwrap();
        }
    }
}

/// The ARN of a resource of RDS.
fn arn(observed: &Observed) -> String {
    let kind = match observed.kind() {
        Kind::DbInstance => "db",
        Kind::DbSnapshot => "snapshot",
        _ => "subgrp",
    };
    format!("arn:aws:rds:us-east-1:123456789012:{kind}:{}", observed.id)
}

/// The id by which EC2 tags a resource: a key pair goes by its name otherwise.
async fn ec2_id(session: &Session, observed: &Observed) -> String {
    if observed.kind() != Kind::KeyPair {
        return observed.id.clone();
    }
    let pairs = session
        .aws()
        .ec2()
        .describe_key_pairs()
        .key_names(&observed.id)
        .send()
        .await
        .unwrap();
    pairs.key_pairs()[0].key_pair_id().unwrap().to_owned()
}

/// A whole walk, long ago.
async fn walked() -> (Rehearsal, Arc<Session>) {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    tokio::time::sleep(LATER).await;
    let session = rehearsal.session(&[]).await.unwrap();
    (rehearsal, session)
}

#[tokio::test(start_paused = true)]
async fn what_lost_its_tags_is_kept_and_gets_them_back_whatever_it_is() {
    for keys in [
        &["jalon:resource"][..],
        &["Name", "jalon:deployment", "jalon:id", "jalon:resource", "jalon:step"],
    ] {
        let (rehearsal, session) = walked().await;
        let whole = rehearsal.live_keys().await;
        let all = tagged(&session);
        assert!(all.len() > 25, "{all:?}");
        for observed in &all {
            remove_tags(&session, observed, keys).await;
        }
        tokio::time::sleep(LATER).await;
        let before = rehearsal.calls();
        rehearsal.walk(None, &[]).await.unwrap();
        let changed = rehearsal.mutations_since(before);
        let only_tags = |operation: &String| operation.contains("Tag");
        assert!(changed.iter().all(only_tags), "{keys:?}: {changed:?}");
        tokio::time::sleep(LATER).await;
        let mut now = rehearsal.live_keys().await;
        // A volume carries the tags of its instance's create call, and has no record of its own to get them back by.
        now.retain(|key| !key.starts_with("volume"));
        let expected: Vec<&String> = whole.iter().filter(|key| !key.starts_with("volume")).collect();
        assert_eq!(now.iter().collect::<Vec<_>>(), expected, "{keys:?}");
        assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
        // Found by tags alone, too.
        rehearsal.lose_the_state_directory();
        rehearsal.destroy(false).await.unwrap();
        nothing_is_left(&rehearsal).await;
    }
}

/// Fails where a VPC, a host, a database, a bucket or an address is left in the account.
async fn nothing_is_left(rehearsal: &Rehearsal) {
    tokio::time::sleep(LATER).await;
    let aws = rehearsal.aws();
    let vpcs = aws.ec2().describe_vpcs().send().await.unwrap();
    let hosts = aws.ec2().describe_instances().send().await.unwrap();
    let running = hosts.reservations().iter().flat_map(|reservation| reservation.instances());
    let running =
        running.filter(|host| host.state().and_then(|state| state.name()).map(|name| name.as_str()) != Some("terminated"));
    let databases = aws.rds().describe_db_instances().send().await.unwrap();
    let buckets = aws.s3().list_buckets().send().await.unwrap();
    let addresses = aws.ec2().describe_addresses().send().await.unwrap();
    let left = [
        vpcs.vpcs().len(),
        running.count(),
        databases.db_instances().len(),
        buckets.buckets().len(),
        addresses.addresses().len(),
    ];
    assert_eq!(left, [0; 5], "VPCs, hosts, databases, buckets, addresses");
}

#[tokio::test(start_paused = true)]
async fn what_lost_its_tags_is_taken_down_with_the_rest() {
    let (rehearsal, session) = walked().await;
    for observed in tagged(&session) {
        remove_tags(&session, &observed, &["jalon:deployment", "jalon:id", "jalon:resource"]).await;
    }
    tokio::time::sleep(LATER).await;
    rehearsal.destroy(false).await.unwrap();
    nothing_is_left(&rehearsal).await;
}

/// The tags of a resource, for a create call of another one.
fn tags_of(observed: &Observed, of: ResourceType) -> TagSpecification {
    let tags = observed.tags.iter();
    let tags = tags.map(|(key, value)| Tag::builder().key(key).value(value).build());
    let specification = TagSpecification::builder().resource_type(of);
    specification.set_tags(Some(tags.collect())).build()
}

/// Makes a VPC with the tags of the deployment's own, as "launch more like this" copies them.
async fn copy_of_the_vpc(session: &Session) -> String {
    let original = session.inventory(|inventory| inventory.by_key(Kind::Vpc, &"vpc/main".into()).pop().unwrap());
    let make = session.aws().ec2().create_vpc().cidr_block("10.0.0.0/16");
    let make = make.tag_specifications(tags_of(&original, ResourceType::Vpc));
    make.send().await.unwrap().vpc.unwrap().vpc_id.unwrap()
}

async fn vpcs(rehearsal: &Rehearsal) -> Vec<String> {
    let listed = rehearsal.aws().ec2().describe_vpcs().send().await.unwrap();
    listed
        .vpcs()
        .iter()
        .filter_map(|vpc| vpc.vpc_id().map(str::to_owned))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_copy_is_named_and_left_alone_by_walk_and_destroy() {
    let (rehearsal, session) = walked().await;
    let copy = copy_of_the_vpc(&session).await;
    // A backup service copies the tags of a volume, which are its instance's.
    let volume = session.inventory(|inventory| inventory.of(Kind::Volume)[0].clone());
    let backup = session.aws().ec2().create_snapshot().volume_id(&volume.id);
    let backup = backup.tag_specifications(tags_of(&volume, ResourceType::Snapshot));
    let backup = backup.send().await.unwrap().snapshot_id.unwrap();
    tokio::time::sleep(LATER).await;
    let (calls, told) = (rehearsal.calls(), rehearsal.notices().len());
    rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(rehearsal.mutations_since(calls), Vec::<String>::new());
    let notices = rehearsal.notices().split_off(told).join("\n");
    assert!(
        notices.contains(&format!("{copy} (as vpc/main)")) && notices.contains(&backup),
        "{notices}"
    );
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(vpcs(&rehearsal).await, [copy]);
    let snapshots = rehearsal
        .aws()
        .ec2()
        .describe_snapshots()
        .snapshot_ids(&backup)
        .send()
        .await
        .unwrap();
    assert_eq!(snapshots.snapshots().len(), 1);
}

/// Deletes a resource, as anybody with the right to may.
async fn delete(session: &Session, observed: &Observed) {
    let aws = session.aws();
    match observed.kind() {
        Kind::Instance => drop(
            aws.ec2()
                .terminate_instances()
                .instance_ids(&observed.id)
                .send()
                .await
                .unwrap(),
        ),
        Kind::EbsSnapshots => drop(aws.ec2().delete_snapshot().snapshot_id(&observed.id).send().await.unwrap()),
        _ => {
            let delete = aws.rds().delete_db_snapshot().db_snapshot_identifier(&observed.id);
            delete.send().await.unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_copy_is_somebody_elses_after_the_original_is_gone() {
    for (copying, kind, key) in [
        ("launches more like a host", Kind::Instance, "instance/app-host"),
        (
            "copies a disk's snapshot with its tags",
            Kind::EbsSnapshots,
            "ebs-snapshots/baseline",
        ),
        (
            "copies a database's snapshot with its tags",
            Kind::DbSnapshot,
            "db-snapshot/baseline",
        ),
    ] {
        let (rehearsal, session) = walked().await;
        let original = session.inventory(|inventory| inventory.by_key(kind, &key.into()).pop().unwrap());
        let outsider = Outsider::of(&rehearsal);
        let hand = hands().into_iter().find(|hand| hand.name == copying).unwrap();
        hand.act(&outsider).await.unwrap();
        tokio::time::sleep(LATER).await;
        delete(&session, &original).await;
        tokio::time::sleep(LATER).await;
        rehearsal.walk(None, &[]).await.unwrap();
        tokio::time::sleep(LATER).await;
        let session = rehearsal.session(&[]).await.unwrap();
        let ours = session.inventory(|inventory| inventory.by_key(kind, &key.into()));
        assert!(
            ours.iter()
                .all(|one| !outsider.theirs().iter().any(|theirs| theirs.is_of(&one.id))),
            "{copying}: {ours:?}"
        );
        assert!(
            rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled),
            "{copying}"
        );
        // A copy of the host holds the subnet it is in.
        drop(rehearsal.destroy(false).await);
        assert!(outsider.missed().await.is_empty(), "{copying}: {:?}", outsider.missed().await);
    }
}

#[tokio::test(start_paused = true)]
async fn another_deployment_of_the_name_is_refused_before_the_first_change_and_taken_over_on_demand() {
    let first = Rehearsal::new();
    let session = first.walk(Some("vpc"), &[]).await.unwrap();
    let id = session.checkpoint().read(|state| state.id.clone()).unwrap();
    tokio::time::sleep(LATER).await;
    let second = first.beside("demo");
    let before = second.calls();
    for refused in [
        second.walk(None, &[]).await.err().unwrap(),
        second.destroy(false).await.err().unwrap(),
    ] {
        assert!(matches!(refused, Error::Namesakes { .. }), "{refused}");
        let said = problem(&refused);
        assert!(
            said.contains("account 123456789012, region us-east-1") && said.contains(&id),
            "{said}"
        );
        let advice = advice(&refused).unwrap();
        assert!(
            advice.contains("--take-over") && advice.contains("--deployment NAME"),
            "{advice}"
        );
    }
    assert_eq!(second.mutations_since(before), Vec::<String>::new());
    // A reading run shows it.
    second.take_over();
    let whole = first.live_keys().await;
    second.walk(Some("vpc"), &[]).await.unwrap();
    assert_eq!(
        second.mutations_since(before),
        Vec::<String>::new(),
        "nothing is made or tagged again"
    );
    assert_eq!(first.live_keys().await, whole);
    second.destroy(false).await.unwrap();
    nothing_is_left(&first).await;
}

#[tokio::test(start_paused = true)]
async fn of_several_deployments_of_the_name_the_person_chooses_one() {
    let account = Rehearsal::new();
    let mut ids = Vec::new();
    for _ in 0..2 {
        ids.push(other_vpc(&account).await);
        tokio::time::sleep(LATER).await;
    }
    let here = account.beside("demo");
    let session = here.unsettled_session().await.unwrap();
    let refused = session.settle_ownership(Some(&TakeOver::Any)).await.unwrap_err();
    let advice = advice(&refused).unwrap();
    for id in &ids {
        assert!(advice.contains(&format!("--take-over={id}")), "{advice}");
    }
    let chosen = TakeOver::Id(ids[0].as_str().into());
    session.settle_ownership(Some(&chosen)).await.unwrap();
    let ours = session.inventory(|inventory| inventory.of(Kind::Vpc).len());
    assert_eq!(ours, 1);
}

/// Makes a VPC of the name `demo` with an id of its own, which is returned.
async fn other_vpc(rehearsal: &Rehearsal) -> String {
    let id = format!("2026010{}-abcdef", vpcs(rehearsal).await.len() + 1);
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    let tags = TagSpecification::builder()
        .resource_type(ResourceType::Vpc)
        .tags(tag("jalon:deployment", "demo"))
        .tags(tag("jalon:id", &id))
        .tags(tag("jalon:resource", "vpc/main"));
    let aws = rehearsal.aws();
    let make = aws
        .ec2()
        .create_vpc()
        .cidr_block("10.0.0.0/16")
        .tag_specifications(tags.build());
    make.send().await.unwrap();
    id
}

#[test]
fn reading_commands_show_what_bears_the_name_and_say_that_it_is_not_known_here() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    std::fs::remove_file(jalon.kept("state.json")).unwrap();
    let status = jalon.run(&["status"]).ends_with(0);
    assert!(status.stdout.contains("vpc/main"), "{}", status.stdout);
    let said = status.stderr_line();
    assert!(
        said.contains("Nothing here shows whose a deployment demo of the id")
            && said.contains("`jalon walk --take-over` takes it over"),
        "{said}"
    );
    jalon.run(&["walk", "--yes", "--until", "vpc"]).ends_with(2);
    jalon.run(&["destroy", "--yes"]).ends_with(2);
    jalon.run(&["walk", "--yes", "--until", "vpc", "--take-over"]).ends_with(0);
    jalon.run(&["destroy", "--yes"]).ends_with(0);
}
