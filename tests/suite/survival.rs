//! A connection that is cut at any call: the next run ends whole, with nothing twice and nothing lost.
//!
//! Every seventeenth call is tried; with `JALON_EVERY_CALL=1` in the environment, every one.

use jalon::simulator::Intervention;
use jalon::walkthrough::StepPlan;

use crate::support::Rehearsal;

/// What a whole walk leaves, by kind and key, and how many calls it makes.
async fn whole_walk() -> (Vec<String>, usize) {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let calls = rehearsal.calls();
    tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    (rehearsal.live_keys().await, calls)
}

async fn survives(cut: fn() -> Intervention, lasting: bool) {
    let (expected, calls) = whole_walk().await;
    let stride = if std::env::var_os("JALON_EVERY_CALL").is_some() {
        1
    } else {
        7
    };
    for cut_at in (1..=calls).step_by(stride) {
        let rehearsal = Rehearsal::new();
        // From a lasting cut on, nothing gets through any more in this run.
        rehearsal.simulator.set_interceptor(move |call| {
            let number = usize::try_from(call.number).unwrap();
            if number == cut_at || (lasting && number > cut_at) {
                cut()
            } else {
                Intervention::Proceed
            }
        });
        // Whether the run gets over the cut or stops at it is its own affair.
        let _ = rehearsal.walk(None, &[]).await;
        rehearsal.simulator.set_interceptor(|_| Intervention::Proceed);
        rehearsal
            .walk(None, &[])
            .await
            .unwrap_or_else(|error| panic!("after a cut at call {cut_at}: {error}"));
        assert!(
            rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled),
            "call {cut_at}"
        );
        assert_eq!(rehearsal.live_keys().await, expected, "after a cut at call {cut_at}");
        rehearsal.destroy(false).await.unwrap();
        assert_eq!(
            rehearsal.live_keys().await,
            Vec::<String>::new(),
            "destroyed after a cut at call {cut_at}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_cut_after_aws_acted() {
    survives(|| Intervention::CutAfter, false).await;
}

#[tokio::test(start_paused = true)]
async fn a_connection_cut_before_aws_acted() {
    survives(|| Intervention::CutBefore, false).await;
}

#[tokio::test(start_paused = true)]
async fn a_connection_cut_for_good_after_aws_acted_once_more() {
    survives(|| Intervention::CutAfter, true).await;
}
