//! The proof at the end of a walk: its checks are made at once and told in order.

use std::sync::LazyLock;
use std::time::Duration;

use async_trait::async_trait;
use jalon::walkthrough::{Ask, Check, Result, Step, StepContext, Steps};
use tokio::sync::Barrier;

use crate::support::{Rehearsal, checks};

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
