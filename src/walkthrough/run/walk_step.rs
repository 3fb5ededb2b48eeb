//! One step from beginning to end, and all that run at the same time.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::checkpoint::StepStatus;
use crate::resources::{Kind, Observed};
use crate::walkthrough::inspect::plan_steps;
use crate::walkthrough::reconcile::prune_unwanted;
use crate::walkthrough::run::builder::{Builder, note_output};
use crate::walkthrough::run::expiry_timers::has_outdated_timer;
use crate::walkthrough::run::live_hosts;
use crate::walkthrough::run::needs::{Needs, Progress};
use crate::walkthrough::run::ssh_config::write_ssh_config;
use crate::walkthrough::session::at_work;
use crate::walkthrough::step::Target;
use crate::walkthrough::{Answers, Error, Event, Result, Session, Step, StepContext, StopReason};

pub(in crate::walkthrough) fn announce(session: &Session, steps: usize) -> Duration {
    session.report(Event::WalkStarted {
        beginning: session.beginning(),
        steps,
    });
    session.aws().clock().elapsed()
}

/// Waits for all steps; the first failure stops the others where they are.
pub(in crate::walkthrough) async fn join_steps(session: &Session, running: &mut JoinSet<Result<()>>) -> Result<()> {
    let mut failure: Option<Error> = None;
    while let Some(joined) = running.join_next().await {
        let outcome = joined.unwrap_or_else(|panic| {
            Err(Error::Bug {
                detail: panic.to_string(),
            })
        });
        if let Err(error) = outcome {
            session.interruption().stop(StopReason::StepFailed);
            failure = Some(Error::first_cause(failure, error));
        }
    }
    match failure {
        Some(error) => Err(error),
        None => session.interruption().check_cancelled(),
    }
}

/// One step from beginning to end.
pub(in crate::walkthrough) async fn walk_step(
    session: Arc<Session>,
    step: &'static dyn Step,
    answers: Arc<Answers>,
    needs: Needs,
    progress: watch::Sender<Progress>,
) -> Result<()> {
    let work = work_through(&session, step, &answers, needs, &progress);
    let outcome = at_work(step.id(), work).await;
    let Err(error) = outcome else {
        return Ok(());
    };
    progress.send_replace(Progress::Stopped);
    // A call that was given up because the run is stopping failed for that reason.
    let error = match session.interruption().reason() {
        Some(reason @ (StopReason::Signal(_) | StopReason::Quit)) => Error::Stopped(reason),
        _ => session.interruption().cause_of(error),
    };
    // Whoever waits for a resource learns of its failure, perhaps before the step that made it does.
    let failing = error.made_by().unwrap_or(step.id());
    if error.stop_reason().is_none() && session.step_status(failing) != StepStatus::Failed {
        let sentence = session.sentence(&error);
        session.set_step_status(failing, StepStatus::Failed, Some(sentence.clone()))?;
        session.report(Event::StepFailed {
            step: failing.to_owned(),
            error: sentence,
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
    session.interruption().check_cancelled()?;
    let was_done = session.step_status(step.id()) == StepStatus::Done;
    let builder = Arc::new(Builder::new(step, needs.clone()));
    let cx = StepContext::new(session, Arc::clone(&builder) as Arc<dyn Target>, answers, step.id());
    step.apply(&cx).await?;
    builder.begin(session)?;
    prune_unwanted(session, step.id(), &builder.wanted()).await?;
    session.report_remains_of(step);
    needs.accepted(session).await?;
    progress.send_replace(Progress::Accepted);
    let pending: Vec<_> = session
        .memory()
        .recorded_keys(step.id())
        .iter()
        .filter_map(|key| session.holdings().handle(key))
        .filter(|handle| is_pending(session, handle.kind(), handle.id()))
        .collect();
    if !pending.is_empty() {
        session.set_step_status(step.id(), StepStatus::Waiting, None)?;
        session.report(Event::StepWaiting {
            step: step.id().to_owned(),
        });
        for handle in &pending {
            let ready = session.readiness().ready(session, handle).await?;
            session.holdings().publish(ready);
        }
    }
    if builder.has_met_unready() {
        // What AWS reports once a resource is ready, an endpoint say, is among the step's outputs. It may have become ready while the step
        // was waiting for something else.
        announce_outputs(session, step, answers).await?;
    }
    write_ssh_config(session)?;
    for host in session.notes().first_boots(step.id()) {
        if !was_done || has_outdated_timer(session, host) {
            live_hosts::wait_for_first_boot(session, host).await?;
        }
    }
    session.set_step_status(step.id(), StepStatus::Done, None)?;
    session.forget_talk_of(step)?;
    session.report(Event::StepDone {
        step: step.id().to_owned(),
    });
    Ok(())
}

/// Plans the step once more for its outputs, which the plan knows without changing anything.
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
        observed.is_some_and(Observed::is_awaited)
    })
}

/// Notes how long the walk took.
pub(in crate::walkthrough) fn finish(session: &Session, started: Duration) {
    let took = session.aws().clock().elapsed().saturating_sub(started);
    session.notes().note_took(took);
}

/// Reports, after a sweep, what the deployment offers, what there is now and what it costs.
pub fn report_finish(session: &Session) {
    let outputs = session.checkpoint().read(|state| state.outputs.clone());
    for (name, value) in outputs {
        if !session.notes().has_reported(&name) {
            session.report(Event::Output { name, value });
        }
    }
    let survey = session.survey();
    let cost = survey.as_ref().and_then(|survey| survey.cost_an_hour.clone());
    session.report(Event::WalkFinished {
        resources: survey.as_ref().map(|survey| survey.resources),
        created: session.notes().created(),
        changed: session.notes().changed(),
        seconds: session.notes().took().as_secs(),
        dollars_an_hour: cost.as_ref().map(|cost| cost.dollars),
        dollars_so_far: survey.and_then(|survey| Some(survey.so_far?.cost.dollars)),
        unpriced: cost.map(|cost| cost.unpriced).unwrap_or_default(),
    });
}
