//! The unattended walk: all steps at once. Each waits for the resources it builds on where it asks for them, and ends when everything it
//! made is ready.

use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::checkpoint::StepStatus;
use crate::walkthrough::inspect::{StepPlan, plan_steps, price_plans, refuse_conflicts};
use crate::walkthrough::run::Forecast;
use crate::walkthrough::run::needs::{Needs, Progress};
use crate::walkthrough::run::probe_ahead::probe_ahead;
use crate::walkthrough::run::walk_step::{announce, finish, join_steps, walk_step};
use crate::walkthrough::{Answers, Event, PlanPrice, Result, Session, Step};

/// Walks these steps without asking anything, all at the same time as far as what they build on allows.
///
/// # Errors
///
/// The first step's that failed, or [`crate::walkthrough::Error::Stopped`].
pub async fn unattended_walk(session: &Arc<Session>, steps: Vec<&'static dyn Step>) -> Result<()> {
    let started = announce(session, steps.len());
    let (answers, plans, price) = check_before_making(session, &steps).await?;
    report_price(session, price);
    foresee(session, &steps, &plans);
    let mut progress: BTreeMap<&'static str, watch::Receiver<Progress>> = BTreeMap::new();
    let mut running = JoinSet::new();
    for step in steps.iter().copied() {
        let needs = Needs::of(step, &progress);
        let (sender, receiver) = watch::channel(Progress::Working);
        progress.insert(step.id(), receiver);
        running.spawn(walk_step(Arc::clone(session), step, Arc::clone(&answers), needs, sender));
    }
    let mut joined = pin!(join_steps(session, &mut running));
    let outcome = tokio::select! {
        biased;
        outcome = &mut joined => outcome,
        () = probe_ahead(session, &steps, &answers) => joined.await,
    };
    outcome?;
    finish(session, started);
    session.end_talk()
}

/// Notes what is left of the walk of these steps by their plans, and reports how long it takes.
pub(in crate::walkthrough) fn foresee(session: &Session, steps: &[&'static dyn Step], plans: &[StepPlan]) {
    let works_on_hosts = |step: &str| session.hosts().is_some() && session.step_status(step) != StepStatus::Done;
    session.notes().note_forecast(Forecast::of(steps, plans, works_on_hosts));
    session.report_time_left();
}

/// Reports what everything will cost, where that is another than now.
pub(in crate::walkthrough) fn report_price(session: &Session, price: PlanPrice) {
    if price.is_news() {
        session.report(Event::WalkPriced(Box::new(price)));
    }
}

/// Checks every answer, whether any asks for what AWS lets nobody change, and the budget, before anything is made or remembered.
pub(in crate::walkthrough) async fn check_before_making(
    session: &Arc<Session>,
    steps: &[&'static dyn Step],
) -> Result<(Arc<Answers>, Vec<StepPlan>, PlanPrice)> {
    let answers = Arc::new(session.complete_answers(steps).await?);
    let plans = plan_steps(session, &session.steps().with_needs(steps), &answers).await?;
    refuse_conflicts(session, &plans)?;
    let price = price_plans(session, &plans);
    session.refuse_over_budget(&price)?;
    session.refuse_shortage(&plans, &answers).await?;
    session.keep_answers(&answers)?;
    Ok((answers, plans, price))
}
