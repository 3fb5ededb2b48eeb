//! Stopping in process, at any call: it takes no longer than the calls under way, and the next run goes on.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jalon::walkthrough::{Error, Session, Step, StepPlan, StopReason, unattended_walk};
use jalon_sandbox::Intervention;
use tokio::time::Instant;

use crate::support::{Rehearsal, take_down};

/// The longest call of the sandbox: 0.3 s and 15 %, and the reads of a look that is under way.
const STOPS_WITHIN: Duration = Duration::from_millis(1000);
const INTERRUPT: StopReason = StopReason::Signal(2);

/// Stops the session when the `number`-th call from now on arrives; when that was.
fn stop_at(rehearsal: &Rehearsal, session: &Arc<Session>, number: usize) -> Arc<Mutex<Option<Instant>>> {
    let stopped = Arc::new(Mutex::new(None));
    let (at, session, first) = (Arc::clone(&stopped), Arc::clone(session), rehearsal.calls());
    rehearsal.simulator.set_interceptor(move |call| {
        if usize::try_from(call.number).unwrap() == first + number {
            session.interruption().stop(INTERRUPT);
            *at.lock().unwrap() = Some(Instant::now());
        }
        Intervention::Proceed
    });
    stopped
}

#[track_caller]
fn has_stopped(outcome: Result<(), Error>, stopped: &Mutex<Option<Instant>>, number: usize) {
    let error = outcome
        .err()
        .unwrap_or_else(|| panic!("the run was not stopped at call {number}"));
    assert_eq!(error.stop_reason(), Some(INTERRUPT), "call {number}: {error}");
    let took = stopped.lock().unwrap().unwrap().elapsed();
    assert!(took <= STOPS_WITHIN, "stopping at call {number} took {took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_walk_stopped_again_and_again_ends_whole() {
    let rehearsal = Rehearsal::new();
    // Each run gets a little further than the one before.
    for number in (3..260).step_by(23) {
        let session = rehearsal.session(&[]).await.unwrap();
        let stopped = stop_at(&rehearsal, &session, number);
        let steps: Vec<&'static dyn Step> = rehearsal.steps.iter().collect();
        let before = rehearsal.calls();
        let outcome = unattended_walk(&session, steps).await;
        if outcome.is_ok() {
            // It was over before, or with just that call.
            assert!(rehearsal.calls() <= before + number, "not stopped at call {number}");
            break;
        }
        has_stopped(outcome, &stopped, number);
    }
    rehearsal.simulator.set_interceptor(|_| Intervention::Proceed);
    rehearsal.walk(None, &[]).await.unwrap();
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
    let twice = |operation: &str| rehearsal.mutations_since(0).iter().filter(|done| *done == operation).count();
    assert_eq!(
        (twice("CreateVpc"), twice("RunInstances"), twice("CreateDBInstance")),
        (2, 3, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn taking_down_stopped_again_and_again_leaves_nothing() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    for number in (2..120).step_by(17) {
        let session = rehearsal.session(&[]).await.unwrap();
        session.sweep_for_destruction().await.unwrap();
        let stopped = stop_at(&rehearsal, &session, number);
        let before = rehearsal.calls();
        let outcome = take_down(&session, false).await;
        if outcome.is_ok() {
            // It was over before, or with just that call.
            assert!(rehearsal.calls() <= before + number, "not stopped at call {number}");
            break;
        }
        has_stopped(outcome, &stopped, number);
    }
    rehearsal.simulator.set_interceptor(|_| Intervention::Proceed);
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_call_that_would_be_sent_again_is_not_waited_for() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.session(&[]).await.unwrap();
    rehearsal.simulator.set_interceptor(|call| match call.mutating {
        true => Intervention::Answer(jalon_sandbox::ApiError::new("RequestLimitExceeded", "Too fast")),
        false => Intervention::Proceed,
    });
    let steps: Vec<&'static dyn Step> = rehearsal.steps.iter().collect();
    let walking = tokio::spawn({
        let session = Arc::clone(&session);
        async move { unattended_walk(&session, steps).await }
    });
    tokio::time::sleep(Duration::from_secs(5)).await;
    session.interruption().stop(INTERRUPT);
    let stopped = Mutex::new(Some(Instant::now()));
    has_stopped(walking.await.unwrap(), &stopped, 0);
}
