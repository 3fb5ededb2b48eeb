//! The probes of hosts, made while an unattended walk waits for nothing but its last step.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;

use crate::checkpoint::StepStatus;
use crate::walkthrough::inspect::Planner;
use crate::walkthrough::step::Target;
use crate::walkthrough::{Answers, Session, Step, StepContext};

/// For how long the last step has to change nothing before others are looked at.
const QUIET: Duration = Duration::from_secs(2);

/// Probes what the steps claim about hosts, once all of them but one are done and that one only waits. What passes counts in the proof, as far
/// as nothing has changed by then; whatever else is seen is left to the proof.
pub(in crate::walkthrough) async fn probe_ahead(session: &Arc<Session>, steps: &[&'static dyn Step], answers: &Arc<Answers>) {
    if session.hosts().is_none() {
        return;
    }
    let is_done = |step: &&&'static dyn Step| session.step_status(step.id()) == StepStatus::Done;
    loop {
        let before = session.run_state();
        session.aws().clock().sleep(QUIET).await;
        let left = steps.len() - steps.iter().filter(is_done).count();
        if left == 0 {
            return;
        }
        if left == 1 && session.run_state().is_as(before) {
            break;
        }
    }
    let probing = steps.iter().filter(is_done).map(|step| async move {
        let planner = Arc::new(Planner::default()) as Arc<dyn Target>;
        let cx = StepContext::new(session, planner, answers, step.id()).looking_ahead();
        drop(step.verify(&cx).await);
    });
    join_all(probing).await;
}
