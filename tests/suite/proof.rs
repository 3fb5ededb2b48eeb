//! The proof at the end of a walk: its checks are made at once and told in order, and what was probed before counts while it still says something.

use std::sync::LazyLock;
use std::time::Duration;

use async_trait::async_trait;
use jalon::walkthrough::{Ask, Check, Result, Step, StepContext, StepPlan, Steps, Verdict};
use tokio::sync::Barrier;

use crate::support::{Process, Rehearsal, all_checks, checks};

/// Everybody who checks meets here before anybody goes on.
static MEETING: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(3));

/// A step whose checks wait for those of the others, the later ones less long after that.
struct Waiting(&'static str, u64);

#[async_trait]
impl Step for Waiting {
    fn id(&self) -> &'static str {
        self.0
    }

    fn title(&self) -> &'static str {
        self.0
    }

    fn lesson(&self) -> &'static str {
        "# A step\n\n## What it is\n\nA step that makes nothing.\n"
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        Vec::new()
    }

    async fn apply(&self, _: &StepContext) -> Result<()> {
        Ok(())
    }

    async fn verify(&self, _: &StepContext) -> Result<Vec<Check>> {
        MEETING.wait().await;
        tokio::time::sleep(Duration::from_secs(self.1)).await;
        Ok(vec![Check::passed(self.0)])
    }
}

#[tokio::test(start_paused = true)]
async fn checks_of_all_steps_are_made_at_once_and_told_in_the_steps_order() {
    let rehearsal = Rehearsal::with_steps(Steps::new(&[&Waiting("one", 30), &Waiting("two", 20), &Waiting("three", 10)]));
    let session = rehearsal.session(&[]).await.unwrap();
    let steps: Vec<_> = rehearsal.steps.iter().collect();
    let results = tokio::time::timeout(Duration::from_secs(60), checks(&session, &steps)).await;
    let results = results.expect("no check waits for the end of another");
    let order: Vec<&str> = results.iter().map(|result| result.step.as_str()).collect();
    assert_eq!(order, ["one", "two", "three"]);
    for result in results {
        assert_eq!(result.checks.len(), 1);
    }
}

/// How many commands and requests the checks send to hosts, all of which pass.
async fn probes(rehearsal: &Rehearsal, process: &Process, session: &std::sync::Arc<jalon::walkthrough::Session>) -> usize {
    session.sweep().await.unwrap();
    let (calls, to_aws) = (process.calls(), rehearsal.calls());
    for result in all_checks(session).await {
        for check in result.checks {
            assert!(matches!(check.verdict, Verdict::Passed), "{}: {check:?}", result.step);
        }
    }
    (process.calls() - calls) - (rehearsal.calls() - to_aws)
}

#[tokio::test(start_paused = true)]
async fn what_was_probed_during_the_last_wait_counts_until_something_is_worked_on_or_it_is_long_ago() {
    let rehearsal = Rehearsal::new().with_hosts();
    let process = Process::immortal();
    let session = rehearsal.walk_as(&process, None, &[]).await.unwrap();
    // A sign-up is no probe to make while a database is copied: two requests, and two statements to the database.
    assert_eq!(probes(&rehearsal, &process, &session).await, 4);
    session.probe_anew();
    let anew = probes(&rehearsal, &process, &session).await;
    assert!(anew > 15, "{anew}");

    // What was probed is forgotten after a while.
    let rehearsal = Rehearsal::new().with_hosts();
    let process = Process::immortal();
    let session = rehearsal.walk_as(&process, None, &[]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(5 * 60)).await;
    assert_eq!(probes(&rehearsal, &process, &session).await, anew);

    // A walk that waits for nothing at its end probes everything in its proof.
    let process = Process::immortal();
    let session = rehearsal.walk_as(&process, None, &[]).await.unwrap();
    assert_eq!(probes(&rehearsal, &process, &session).await, anew);
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
}
