//! Verification: every step's resources up to date, and its own checks.

use std::sync::Arc;

use futures_util::future::join_all;

use crate::checkpoint::StepStatus;
use crate::walkthrough::inspect::plan::{Planner, plan_with};
use crate::walkthrough::paths::SharedNetwork;
use crate::walkthrough::step::Target;
use crate::walkthrough::{
    Action, Answers, Check, Claim, Error, Event, Expected, NotRunReason, Remedy, Result, Seen, Session, Step, StepContext,
    StepPlan,
};

/// One step's checks.
#[derive(Clone, Debug)]
pub struct StepChecks {
    /// The step's id.
    pub step: String,
    /// The checks, in order.
    pub checks: Vec<Check>,
}

/// Succeeds where none of these checks failed.
///
/// # Errors
///
/// [`Error::ChecksFailed`] where one did.
pub fn refuse_failed(results: &[StepChecks]) -> Result<()> {
    let checks = || results.iter().flat_map(|result| &result.checks);
    let failed: Vec<&Check> = checks().filter(|check| check.failed()).collect();
    if failed.is_empty() {
        return Ok(());
    }
    Err(Error::ChecksFailed {
        failed: failed.len(),
        checks: checks().count(),
        remedy: remedy(&failed),
    })
}

/// What may put these failed checks right.
fn remedy(failed: &[&Check]) -> Remedy {
    if failed
        .iter()
        .any(|check| matches!(check.claim, Claim::Resource { .. } | Claim::Built))
    {
        return Remedy::Walk;
    }
    let mut paths = failed.iter().filter_map(|check| match &check.claim {
        Claim::Path { question, .. } => Some(question.clone()),
        _ => None,
    });
    paths.next().map_or(Remedy::Unknown, Remedy::Path)
}

/// Checks these steps against the inventory: all at once, since none of their checks needs another's outcome. The results are in the steps'
/// order. A step of which nothing is there says so.
///
/// # Errors
///
/// When something could not be looked at; a check that fails is no error.
pub async fn verify_steps(
    session: &Arc<Session>,
    steps: &[&'static dyn Step],
    answers: &Arc<Answers>,
) -> Result<Vec<StepChecks>> {
    // What a step builds on is planned too, for the handles.
    let all = session.steps().with_needs(steps);
    let planner = Arc::new(Planner::default());
    let plans = plan_with(session, &planner, &all, answers).await?;
    let network = SharedNetwork::default();
    let wanted = all
        .iter()
        .zip(&plans)
        .filter(|(step, _)| steps.iter().any(|wanted| wanted.id() == step.id()));
    let verifying = wanted.map(|(step, plan)| {
        let cx = StepContext::new(session, Arc::clone(&planner) as Arc<dyn Target>, answers, step.id()).sharing(&network);
        verify_step(session, *step, plan, cx)
    });
    join_all(verifying).await.into_iter().collect()
}

async fn verify_step(session: &Session, step: &dyn Step, plan: &StepPlan, cx: StepContext) -> Result<StepChecks> {
    let checks = match plan.left_out {
        Some(reason) => vec![Check::not_run(Claim::Built, NotRunReason::LeftOut(reason))],
        None => {
            let is_recorded = !session.memory().recorded_keys(step.id()).is_empty();
            let mut checks = resource_checks(plan, is_recorded);
            if session.pause().is_some() {
                checks.push(Check::not_run(Claim::Promises, NotRunReason::Paused));
            } else if session.has_expired() {
                checks.push(Check::not_run(Claim::Promises, NotRunReason::Expired));
            } else if plan.stands() {
                checks.extend(step.verify(&cx).await?);
            }
            // A step with nothing of its own on AWS shows only by its promises whether it was ever walked, and by its record.
            let may_be_new = plan.resources.is_empty() && session.step_status(step.id()) == StepStatus::Pending;
            if may_be_new && checks.iter().any(Check::failed) {
                checks = vec![Check::not_run(Claim::Built, NotRunReason::NotBuilt)];
            }
            checks
        }
    };
    Ok(StepChecks {
        step: step.id().to_owned(),
        checks,
    })
}

/// Reports how the checks went.
pub fn report_checks(session: &Session, results: &[StepChecks]) {
    for result in results {
        for check in &result.checks {
            session.report(Event::Checked {
                step: result.step.clone(),
                check: check.clone(),
            });
        }
    }
}

/// One check for all of a step's resources, or that none was ever there; and one for each that is not up to date.
fn resource_checks(plan: &StepPlan, is_recorded: bool) -> Vec<Check> {
    if plan.resources.is_empty() {
        return Vec::new();
    }
    let off: Vec<_> = plan
        .resources
        .iter()
        .filter(|resource| !resource.action.leaves_it())
        .collect();
    if off.is_empty() {
        let count = plan.count();
        return vec![Check::passed(Claim::Resources { count })];
    }
    if !plan.is_begun() && !is_recorded {
        return vec![Check::not_run(Claim::Built, NotRunReason::NotBuilt)];
    }
    if !plan.is_begun() {
        return vec![Check::unmet(Claim::Built, Expected::Resources, Seen::NoResources)];
    }
    off.iter()
        .map(|resource| {
            let seen = match resource.action {
                Action::Create => Seen::Missing,
                Action::Delete => Seen::Surplus,
                _ => Seen::Differences(resource.differences.clone()),
            };
            let key = resource.key.clone();
            Check::unmet(Claim::Resource { key }, Expected::NoDifference, seen)
        })
        .collect()
}
