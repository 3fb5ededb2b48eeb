//! Every step by itself: applied, looked at again, and found to need no change.

use std::sync::atomic::{AtomicBool, Ordering};

use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::Action;
use jalon_sandbox::{ApiError, Intervention};

use crate::support::{Rehearsal, all_checks, keys};

#[tokio::test(start_paused = true)]
async fn a_step_that_was_applied_needs_no_change() {
    for step in WALKTHROUGH.iter() {
        let rehearsal = Rehearsal::new();
        let session = rehearsal.run(step.id(), true).await.unwrap();
        let before = rehearsal.calls();
        let again = rehearsal.run(step.id(), false).await.unwrap();
        assert_eq!(
            rehearsal.mutations_since(before),
            Vec::<String>::new(),
            "{} changed something again",
            step.id()
        );
        assert_eq!(again.step_status(step.id()), session.step_status(step.id()));
        let plans = rehearsal.plan(&[]).await.unwrap();
        let plan = plans.iter().find(|plan| plan.step == step.id()).unwrap();
        assert!(plan.is_settled(), "{} is planned to change: {plan:#?}", step.id());
    }
}

#[tokio::test(start_paused = true)]
async fn every_check_of_a_finished_walk_passes_or_is_not_run() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let session = rehearsal.session(&[]).await.unwrap();
    let results = all_checks(&session).await;
    let failed: Vec<_> = results
        .iter()
        .flat_map(|result| &result.checks)
        .filter(|check| check.failed())
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(
        results.iter().all(|result| !result.checks.is_empty()),
        "every step has checks"
    );
}

#[tokio::test(start_paused = true)]
async fn a_plan_changes_nothing_and_names_everything_before_and_after() {
    let rehearsal = Rehearsal::new();
    let before = rehearsal.plan(&[]).await.unwrap();
    assert_eq!(rehearsal.mutations_since(0), Vec::<String>::new());
    let planned = keys(&before, Action::Create);
    rehearsal.walk(None, &[]).await.unwrap();
    let after = rehearsal.plan(&[]).await.unwrap();
    assert_eq!(keys(&after, Action::Keep), planned, "what was planned is what is kept");
}

#[tokio::test(start_paused = true)]
async fn three_zones_and_a_nat_gateway_for_the_second_network_stand_as_well() {
    let set = [
        "vpc.availability-zones=3",
        "second-vpc.internet=nat",
        "vpc.cidr=172.20.0.0/20",
        "peering.tables=private",
    ];
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &set).await.unwrap();
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(jalon::walkthrough::StepPlan::is_settled), "{plans:#?}");
    assert!(keys(&plans, Action::Keep).contains(&"nat-gateway/ai".to_owned()));
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_bucket_is_tagged_right_after_where_its_create_call_takes_no_tags() {
    let rehearsal = Rehearsal::new();
    let refused = AtomicBool::new(false);
    rehearsal.simulator.set_interceptor(move |call| {
        if call.operation == "CreateBucket" && !refused.swap(true, Ordering::Relaxed) {
            return Intervention::Answer(ApiError::new("MalformedXML", "The XML you provided was not well-formed"));
        }
        Intervention::Proceed
    });
    rehearsal.run("site", false).await.unwrap();
    let done = rehearsal.mutations_since(0);
    assert!(done.contains(&"PutBucketTagging".to_owned()), "{done:?}");
    assert!(rehearsal.live_keys().await.contains(&"bucket bucket/site".to_owned()));
}
