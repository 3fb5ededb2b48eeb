//! A read that fails is never taken for "gone": nothing is made anew and nothing is deleted.

use std::collections::BTreeSet;

use jalon::walkthrough::StepPlan;
use jalon_sandbox::{ApiError, Intervention};

use crate::support::{Rehearsal, take_down};

type Failure = fn() -> Intervention;

/// The name of the failure that says that nothing may be read.
const DENIAL: &str = "a refusal";

const FAILURES: [(&str, Failure); 3] = [
    ("a 500", || Intervention::Answer(ApiError::internal("Something went wrong"))),
    (DENIAL, || {
        Intervention::Answer(
            ApiError::new("AccessDenied", "You are not allowed to look").with_status(http::StatusCode::FORBIDDEN),
        )
    }),
    ("a lost connection", || Intervention::CutBefore),
];

fn fail(rehearsal: &Rehearsal, failure: Failure, fails: impl Fn(&str) -> bool + Send + Sync + 'static) {
    rehearsal.simulator.set_interceptor(move |call| {
        if !call.mutating && fails(&call.operation) {
            failure()
        } else {
            Intervention::Proceed
        }
    });
}

/// Every call that makes or deletes a thing; settings may be set again to what they are.
fn made_or_deleted(rehearsal: &Rehearsal, since: usize) -> Vec<String> {
    let mut done = rehearsal.mutations_since(since);
    done.retain(|operation| {
        let heavy = ["Create", "Delete", "Run", "Allocate", "Release", "Import", "Terminate"];
        heavy.iter().any(|verb| operation.starts_with(verb))
    });
    done
}

/// The reads of a look at everything.
async fn reads_of_a_sweep(rehearsal: &Rehearsal) -> BTreeSet<String> {
    let before = rehearsal.calls();
    rehearsal.session(&[]).await.unwrap();
    let calls = rehearsal.simulator.calls();
    calls.iter().skip(before).map(|call| call.operation.clone()).collect()
}

#[tokio::test(start_paused = true)]
async fn with_every_read_failing_nothing_is_made_and_nothing_deleted() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let whole = rehearsal.live_keys().await;
    for (name, failure) in FAILURES {
        // The run has opened the deployment when the reads begin to fail.
        let walking = rehearsal.session(&[]).await.unwrap();
        let destroying = rehearsal.session(&[]).await.unwrap();
        let before = rehearsal.calls();
        fail(&rehearsal, failure, |_| true);
        // What is denied is unknown, and stops what needs it.
        let swept = walking.sweep().await;
        assert!(swept.is_err() || name == DENIAL, "{name}");
        rehearsal.walk(None, &[]).await.err().unwrap_or_else(|| panic!("{name}"));
        take_down(&destroying, false).await.expect_err(name);
        assert_eq!(made_or_deleted(&rehearsal, before), Vec::<String>::new(), "{name}");
        rehearsal.simulator.set_interceptor(|_| Intervention::Proceed);
    }
    assert_eq!(rehearsal.live_keys().await, whole);
}

#[tokio::test(start_paused = true)]
async fn with_any_one_read_failing_nothing_is_made_anew_and_nothing_deleted() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    let whole = rehearsal.live_keys().await;
    for operation in reads_of_a_sweep(&rehearsal).await {
        for (name, failure) in FAILURES {
            let before = rehearsal.calls();
            let failing = operation.clone();
            fail(&rehearsal, failure, move |operation| operation == failing);
            let walked = rehearsal.walk(None, &[]).await;
            assert!(
                walked.is_err() || name == DENIAL,
                "{operation} answered with {name}: the walk did not notice"
            );
            // What can be read goes even so: tests/suite/permissions.rs.
            if name == DENIAL {
                assert_eq!(made_or_deleted(&rehearsal, before), Vec::<String>::new(), "{operation}");
                continue;
            }
            let destroyed = rehearsal.destroy(false).await;
            assert!(
                destroyed.is_err(),
                "{operation} answered with {name}: taking down did not notice"
            );
            let done = made_or_deleted(&rehearsal, before);
            assert_eq!(done, Vec::<String>::new(), "{operation} answered with {name}");
        }
    }
    rehearsal.simulator.set_interceptor(|_| Intervention::Proceed);
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
    assert_eq!(rehearsal.live_keys().await, whole);
}
