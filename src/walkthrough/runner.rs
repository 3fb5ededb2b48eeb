//! The runner: all steps at once. Each waits for the resources it builds on where it asks for them, and ends when everything it made is
//! ready.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::builder::{Builder, note_output};
use super::guided::guided_step;
use super::live_hosts;
use super::needs::{Needs, Progress};
use super::plan::{Planner, plan_with, refuse_conflicts};
use super::ssh::write_ssh_config;
use super::target::Target;
use super::unwanted::let_go;
use super::{Answers, Error, Event, Interviewer, Result, Session, Step, StepContext, StopReason, guided_walk, plan_steps};
use crate::checkpoint::StepStatus;
use crate::resources::{Kind, State, hourly_price};

/// Walks these steps without asking anything, all at the same time as far as what they build on allows.
///
/// # Errors
///
/// The first step's that failed, or [`Error::Stopped`].
pub async fn unattended_walk(session: &Arc<Session>, steps: Vec<&'static dyn Step>) -> Result<()> {
    let started = announce(session, steps.len());
    let answers = check_before_making(session, &steps).await?;
    let mut progress: BTreeMap<&'static str, watch::Receiver<Progress>> = BTreeMap::new();
    let mut running = JoinSet::new();
    for step in steps {
        let needs = Needs::of(step, &progress);
        let (sender, receiver) = watch::channel(Progress::Working);
        progress.insert(step.id(), receiver);
        running.spawn(walk_step(Arc::clone(session), step, Arc::clone(&answers), needs, sender));
    }
    let outcome = join_steps(session, &mut running).await;
    outcome?;
    finish(session, started).await
}

/// Checks every answer, and whether any asks for what AWS lets nobody change, before anything is made or remembered.
async fn check_before_making(session: &Arc<Session>, steps: &[&'static dyn Step]) -> Result<Arc<Answers>> {
    let answers = Arc::new(session.complete_answers(steps).await?);
    refuse_conflicts(&plan_steps(session, &session.steps.with_needs(steps), &answers).await?)?;
    session.keep_answers(&answers)?;
    Ok(answers)
}

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
) -> Result<()> {
    let needs = session.steps.all_needs(step);
    if with_needs {
        let mut steps = needs;
        steps.push(step);
        return match interviewer {
            Some(interviewer) => guided_walk(session, steps, interviewer).await,
            None => unattended_walk(session, steps).await,
        };
    }
    refuse_unmet_needs(session, step, &needs).await?;
    if let Some(interviewer) = interviewer {
        return guided_step(session, step, needs, interviewer).await;
    }
    let answers = check_before_making(session, &[step]).await?;
    let started = announce(session, 1);
    let (sender, _receiver) = watch::channel(Progress::Working);
    let mut running = JoinSet::new();
    running.spawn(walk_step(Arc::clone(session), step, answers, Needs::default(), sender));
    join_steps(session, &mut running).await?;
    finish(session, started).await
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
        session.keep_handle(handle);
    }
    Ok(())
}

pub(super) fn announce(session: &Session, steps: usize) -> Duration {
    let state = session
        .checkpoint
        .read(|state| (state.account.clone(), state.region.clone(), state.cloud.clone()));
    session.report(Event::WalkStarted {
        deployment: session.deployment().to_owned(),
        account: state.0,
        region: state.1,
        cloud: state.2,
        steps,
    });
    session.aws.clock().elapsed()
}

/// Waits for all steps; the first failure stops the others where they are.
pub(super) async fn join_steps(session: &Session, running: &mut JoinSet<Result<()>>) -> Result<()> {
    let mut failure: Option<Error> = None;
    while let Some(joined) = running.join_next().await {
        let outcome = joined.unwrap_or_else(|panic| {
            Err(Error::Usage {
                problem: format!("a step ended unexpectedly: {panic}"),
                advice: "run the same command again; if it happens again, report it".to_owned(),
            })
        });
        if let Err(error) = outcome {
            session.interruption.stop(StopReason::StepFailed);
            failure = Some(Error::first_cause(failure, error));
        }
    }
    match failure {
        Some(error) => Err(error),
        None => session.interruption.go_on(),
    }
}

/// One step from beginning to end.
pub(super) async fn walk_step(
    session: Arc<Session>,
    step: &'static dyn Step,
    answers: Arc<Answers>,
    needs: Needs,
    progress: watch::Sender<Progress>,
) -> Result<()> {
    let outcome = work_through(&session, step, &answers, needs, &progress).await;
    let Err(error) = outcome else {
        return Ok(());
    };
    progress.send_replace(Progress::Stopped);
    // A call that was given up because the run is stopping failed for that reason.
    let error = match session.interruption.reason() {
        Some(reason @ (StopReason::Signal(_) | StopReason::Quit)) => Error::Stopped(reason),
        _ => session.interruption.cause_of(error),
    };
    // Whoever waits for a resource learns of its failure, perhaps before the step that made it does.
    let failing = error.made_by().unwrap_or(step.id());
    if error.stop_reason().is_none() && session.step_status(failing) != StepStatus::Failed {
        session.set_step_status(failing, StepStatus::Failed, Some(error.to_string()))?;
        session.report(Event::StepFailed {
            step: failing.to_owned(),
            error: error.to_string(),
        });
    }
    if session.step_status(step.id()) == StepStatus::Running {
        session.set_step_status(step.id(), StepStatus::Pending, None)?;
    }
    Err(Error::Step {
        step: failing,
        source: Box::new(error),
    })
}

async fn work_through(
    session: &Arc<Session>,
    step: &'static dyn Step,
    answers: &Arc<Answers>,
    needs: Needs,
    progress: &watch::Sender<Progress>,
) -> Result<()> {
    session.interruption.go_on()?;
    let was_done = session.step_status(step.id()) == StepStatus::Done;
    let builder = Arc::new(Builder::new(step, needs.clone()));
    let cx = StepContext::new(session, Arc::clone(&builder) as Arc<dyn Target>, answers, step.id());
    step.apply(&cx).await?;
    builder.begin(session)?;
    let_go(session, step.id(), &builder.wanted()).await?;
    needs.accepted(session).await?;
    progress.send_replace(Progress::Accepted);
    let pending: Vec<_> = session
        .recorded_keys(step.id())
        .iter()
        .filter_map(|key| session.handle(key))
        .filter(|handle| is_pending(session, handle.kind(), handle.id()))
        .collect();
    if !pending.is_empty() {
        session.set_step_status(step.id(), StepStatus::Waiting, None)?;
        session.report(Event::StepWaiting {
            step: step.id().to_owned(),
        });
        for handle in &pending {
            let ready = session.readiness.ready(session, handle).await?;
            session.keep_handle(ready);
        }
        // What a resource tells once it is ready, an endpoint say, is among the step's outputs.
        announce_outputs(session, step, answers).await?;
    }
    write_ssh_config(session)?;
    if !was_done {
        for host in session.booting(step.id()) {
            live_hosts::booted(session, host).await?;
        }
    }
    session.set_step_status(step.id(), StepStatus::Done, None)?;
    session.report(Event::StepDone {
        step: step.id().to_owned(),
    });
    Ok(())
}

/// Plans the step once more for its outputs, which the plan tells without touching anything.
async fn announce_outputs(session: &Arc<Session>, step: &'static dyn Step, answers: &Arc<Answers>) -> Result<()> {
    let plans = plan_steps(session, &[step], answers).await?;
    for (name, value) in plans.into_iter().flat_map(|plan| plan.outputs) {
        note_output(session, &name, value)?;
    }
    Ok(())
}

fn is_pending(session: &Session, kind: Kind, id: &str) -> bool {
    session.inventory(|inventory| {
        let observed = inventory.by_id(kind, id);
        observed.is_some_and(|observed| observed.state == State::Pending)
    })
}

/// Tells what there is now and what it costs.
pub(super) async fn finish(session: &Arc<Session>, started: Duration) -> Result<()> {
    session.report(Event::WalkFinished {
        resources: session.checkpoint.read(|state| state.resources.len()),
        created: session.tally.created.load(Ordering::Relaxed),
        changed: session.tally.changed.load(Ordering::Relaxed),
        seconds: session.aws.clock().elapsed().saturating_sub(started).as_secs(),
        dollars_an_hour: hourly_cost(session),
    });
    Ok(())
}

/// What everything there is costs an hour, about, in US dollars at us-east-1 prices; `None` where not everything was looked at.
pub fn hourly_cost(session: &Session) -> Option<f64> {
    if session.narrowed_to.get().is_some() {
        return None;
    }
    Some(session.inventory(|inventory| inventory.all().filter(|observed| observed.is_live()).map(hourly_price).sum()))
}
