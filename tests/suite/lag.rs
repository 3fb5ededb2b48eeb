//! AWS lists new things late and their tags later still: nothing is made twice for that.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use aws_sdk_ec2::types::{ResourceType, Tag, TagSpecification};
use jalon::walkthrough::StepPlan;
use jalon_sandbox::{Intervention, Latencies};

use crate::support::Rehearsal;

/// Creates that take no client token and are looked for by their tags: sent again blindly, they would make two.
const WITHOUT_A_TOKEN: [&str; 6] = [
    "CreateVpc",
    "CreateInternetGateway",
    "AllocateAddress",
    "CreateSubnet",
    "CreateVpcPeeringConnection",
    "CreateSnapshots",
];

fn lagging() -> Rehearsal {
    Rehearsal::seeded(
        7,
        Latencies {
            list_lag: Duration::from_secs(3),
            tag_lag: Duration::from_secs(8),
            ..Latencies::default()
        },
    )
}

#[tokio::test(start_paused = true)]
async fn a_walk_ends_whole_where_tags_lag() {
    let rehearsal = lagging();
    rehearsal.walk(None, &[]).await.unwrap();
    let again = rehearsal.calls();
    rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(rehearsal.mutations_since(again), Vec::<String>::new(), "walked again at once");
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn what_a_cut_call_made_is_found_though_its_tags_lag() {
    let whole = lagging();
    whole.walk(None, &[]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(20)).await;
    let expected = whole.live_keys().await;
    for operation in WITHOUT_A_TOKEN {
        for lasting in [false, true] {
            let rehearsal = lagging();
            let is_cut = AtomicBool::new(false);
            // A lasting cut is as good as a kill: the next run has to find what this one made.
            rehearsal.simulator.set_interceptor(move |call| {
                if call.operation == operation && !is_cut.swap(true, Ordering::Relaxed) {
                    Intervention::CutAfter
                } else if lasting && is_cut.load(Ordering::Relaxed) {
                    Intervention::CutBefore
                } else {
                    Intervention::Proceed
                }
            });
            let _ = rehearsal.walk(None, &[]).await;
            rehearsal.simulator.set_interceptor(|_| Intervention::Proceed);
            let again = rehearsal.walk(None, &[]).await;
            again.unwrap_or_else(|error| panic!("after {operation} was cut: {error}"));
            tokio::time::sleep(Duration::from_secs(20)).await;
            assert!(
                rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled),
                "{operation}"
            );
            assert_eq!(rehearsal.live_keys().await, expected, "after {operation} was cut");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_walk_right_after_taking_down_waits_for_the_buckets_name() {
    let rehearsal = Rehearsal::new();
    rehearsal.run("site", false).await.unwrap();
    rehearsal.destroy(false).await.unwrap();
    rehearsal.run("site", false).await.unwrap();
    let refused = rehearsal.simulator.calls();
    let refused = refused
        .iter()
        .filter(|call| call.error.as_deref() == Some("OperationAborted"));
    assert!(refused.count() > 0, "the name was free at once, so this proves nothing");
}

#[tokio::test(start_paused = true)]
async fn an_account_that_blocks_public_policies_is_named_as_the_reason() {
    let rehearsal = Rehearsal::new();
    rehearsal.simulator.block_public_access(true);
    let refused = rehearsal.run("site", false).await.err().unwrap().to_string();
    assert!(
        refused.contains("AccessDenied") && refused.contains("Block Public Access"),
        "{refused}"
    );
    rehearsal.simulator.block_public_access(false);
    rehearsal.run("site", false).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_network_deleted_while_it_is_being_listed_is_gone() {
    for milliseconds in (0..1000).step_by(20) {
        let rehearsal = Rehearsal::new();
        let session = rehearsal.session(&[]).await.unwrap();
        let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
        let tags = TagSpecification::builder()
            .resource_type(ResourceType::Vpc)
            .tags(tag("jalon:deployment", "demo"))
            .tags(tag("jalon:resource", "vpc/main"));
        let ec2 = session.aws().ec2();
        let made = ec2.create_vpc().cidr_block("10.0.0.0/16").tag_specifications(tags.build());
        let id = made.send().await.unwrap().vpc.unwrap().vpc_id.unwrap();
        tokio::time::sleep(Duration::from_secs(60)).await;
        let deleting = async {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            ec2.delete_vpc().vpc_id(&id).send().await.unwrap();
        };
        let started = tokio::time::Instant::now();
        let (swept, ()) = tokio::join!(rehearsal.session(&[]), deleting);
        let took = started.elapsed();
        assert!(swept.is_ok(), "deleted after {milliseconds} ms: {:?}", swept.err());
        assert!(took < Duration::from_secs(10), "deleted after {milliseconds} ms: {took:?}");
    }
}
