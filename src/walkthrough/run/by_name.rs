//! One step by its name.

use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::walkthrough::inspect::{Planner, plan_with};
use crate::walkthrough::run::guided::{guided_step, guided_walk};
use crate::walkthrough::run::needs::{Needs, Progress};
use crate::walkthrough::run::unattended::{check_before_making, foresee, report_price, unattended_walk};
use crate::walkthrough::run::walk_step::{announce, finish, join_steps, walk_step};
use crate::walkthrough::run::walked::Walked;
use crate::walkthrough::{Error, Interviewer, Result, Session, Step};

/// Runs one step by name, talking it through with the person where there is an interviewer.
///
/// # Errors
///
/// [`Error::UnmetNeeds`] when what it builds on isn't there and `with_needs` isn't set; otherwise as [`unattended_walk`].
pub async fn run_step(
    session: &Arc<Session>,
    step: &'static dyn Step,
    with_needs: bool,
    interviewer: Option<&dyn Interviewer>,
) -> Result<Walked> {
    session.take_back(step)?;
    let needs = session.steps().all_needs(step);
    if with_needs {
        for need in &needs {
            session.take_back(*need)?;
        }
        let mut steps = needs;
        steps.push(step);
        return match interviewer {
            Some(interviewer) => guided_walk(session, steps, interviewer, None).await,
            None => unattended_walk(session, steps).await.map(|()| Walked::Whole),
        };
    }
    refuse_unmet_needs(session, step, &needs).await?;
    if let Some(interviewer) = interviewer {
        return guided_step(session, step, needs, interviewer).await;
    }
    let (answers, plans, price) = check_before_making(session, &[step]).await?;
    let started = announce(session, 1);
    report_price(session, price);
    foresee(session, &[step], &plans);
    let (sender, _receiver) = watch::channel(Progress::Working);
    let mut running = JoinSet::new();
    running.spawn(walk_step(Arc::clone(session), step, answers, Needs::default(), sender));
    join_steps(session, &mut running).await?;
    finish(session, started);
    Ok(Walked::Whole)
}

/// Looks whether what a step builds on is there, and keeps it at hand.
async fn refuse_unmet_needs(session: &Arc<Session>, step: &'static dyn Step, needs: &[&'static dyn Step]) -> Result<()> {
    let answers = Arc::new(session.complete_answers(needs).await?);
    let planner = Arc::new(Planner::default());
    let plans = plan_with(session, &planner, needs, &answers).await?;
    let unmet: Vec<&'static str> = needs
        .iter()
        .zip(&plans)
        .filter(|(_, plan)| !plan.is_built())
        .map(|(need, _)| need.id())
        .collect();
    if !unmet.is_empty() {
        return Err(Error::UnmetNeeds {
            step: step.id(),
            needs: unmet,
        });
    }
    for handle in planner.real_handles() {
        session.holdings().publish(handle);
    }
    Ok(())
}
