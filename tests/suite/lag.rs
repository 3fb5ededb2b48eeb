//! AWS lists new things late and their tags later still: nothing is made twice for that.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use aws_sdk_ec2::types::{ResourceType, Tag, TagSpecification};
use jalon::walkthrough::StepPlan;
use jalon_sandbox::{Intervention, Latencies};

use crate::support::{Rehearsal, advice, problem};

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

/// How many VPCs the account holds, as no list shows them.
fn vpcs(rehearsal: &Rehearsal) -> usize {
    let existing = rehearsal.simulator.ground_truth();
    existing.iter().filter(|held| held.kind == "vpc").count()
}

/// A deployment whose list of VPCs takes more than one call, and of which an interrupted walk has just made another VPC that AWS does
/// not list yet.
async fn interrupted_beside_another_vpc() -> Rehearsal {
    let rehearsal = lagging();
    rehearsal.run("second-vpc", false).await.unwrap();
    let is_cut = AtomicBool::new(false);
    rehearsal.simulator.set_interceptor(move |call| {
        if call.operation == "CreateVpc" && !is_cut.swap(true, Ordering::Relaxed) {
            Intervention::CutAfter
        } else if is_cut.load(Ordering::Relaxed) {
            Intervention::CutBefore
        } else {
            Intervention::Proceed
        }
    });
    let _ = rehearsal.walk(Some("vpc"), &[]).await;
    assert_eq!(vpcs(&rehearsal), 2);
    rehearsal
}

#[tokio::test(start_paused = true)]
async fn a_list_that_takes_longer_than_the_lag_is_not_the_last_one() {
    // The sweep reads two attributes of the VPC that is listed; the search's first list comes after it.
    for silent in 1..=8 {
        let rehearsal = interrupted_beside_another_vpc().await;
        let read = AtomicUsize::new(0);
        rehearsal.simulator.set_interceptor(move |call| {
            let is_attribute = call.operation == "DescribeVpcAttribute";
            if is_attribute && read.fetch_add(1, Ordering::Relaxed) + 1 == silent {
                Intervention::Silence
            } else {
                Intervention::Proceed
            }
        });
        rehearsal.walk(Some("vpc"), &[]).await.unwrap();
        assert_eq!(vpcs(&rehearsal), 2, "attribute {silent} was not answered");
    }
}

#[tokio::test(start_paused = true)]
async fn what_aws_makes_after_the_run_that_asked_for_it_is_gone_is_found() {
    for seconds in [1, 10, 25] {
        let rehearsal = lagging();
        rehearsal
            .simulator
            .set_interceptor(move |call| match call.operation.as_str() {
                "CreateVpc" => Intervention::Delay(Duration::from_secs(seconds)),
                _ => Intervention::Proceed,
            });
        // The run is gone as soon as the call is on its way.
        let walk = rehearsal.walk(Some("vpc"), &[]);
        let is_sent = async {
            while !rehearsal.simulator.calls().iter().any(|call| call.operation == "CreateVpc") {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::select! {
            _ = walk => panic!("the walk ended before the VPC was asked for"),
            () = is_sent => {}
        }
        rehearsal.simulator.set_interceptor(|_| Intervention::Proceed);
        rehearsal.walk(Some("vpc"), &[]).await.unwrap();
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(vpcs(&rehearsal), 1, "made {seconds} s after it was asked for");
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
    let refused = rehearsal.run("site", false).await.err().unwrap();
    let (sentence, advised) = (problem(&refused), advice(&refused).unwrap_or_default());
    assert!(
        sentence.contains("AccessDenied") && sentence.contains("Block Public Access"),
        "{sentence}"
    );
    assert!(advised.contains("`jalon walk --skip site`"), "{advised}");
    let calls = rehearsal.simulator.calls();
    let refusals = calls.iter().filter(|call| call.operation == "PutBucketPolicy");
    let times: Vec<_> = refusals.map(|call| call.at).collect();
    let took = times[0].duration_until(times[times.len() - 1]);
    assert!(took.as_secs() <= 15, "it was tried for {took:#}");
    rehearsal.simulator.block_public_access(false);
    rehearsal.run("site", false).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_network_deleted_while_it_is_being_listed_is_gone() {
    for milliseconds in (0..1000).step_by(20) {
        let rehearsal = Rehearsal::new();
        rehearsal.take_over();
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
