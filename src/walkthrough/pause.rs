//! Pausing a deployment, and resuming it: what costs by the hour is stopped, or taken away and made anew afterwards.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{try_join, try_join_all};
use jiff::{SignedDuration, Timestamp};

use crate::aws::Backoff;
use crate::checkpoint::{Pause, StateFile, StepStatus};
use crate::prices::{self, Accrued, Cost};
use crate::resources::{DbInstance, Kind, Observed, Pausing, State, hourly_cost, hourly_cost_when_paused};
use crate::walkthrough::destroy_plan::is_over;
use crate::walkthrough::reconcile::wait_until;
use crate::walkthrough::{DestroyPlan, Destruction, Error, Event, Misuse, Result, Session, Step, unattended_walk};

/// How long AWS may be at work on something before it can be stopped: a first backup of a database takes minutes.
const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// After how long AWS starts a stopped DB instance again. Source: RDS user guide, "Stopping an Amazon RDS DB instance temporarily".
const DATABASE_SLEEPS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What pausing would do.
#[derive(Clone, Debug, Default)]
pub struct PausePlan {
    /// The region's code.
    pub region: String,
    /// What is stopped, and costs what it stores.
    pub stops: Vec<Observed>,
    /// What is taken away.
    pub goes: Vec<Observed>,
    /// What the deployment costs an hour now, about; `None` where not all of it can be read.
    pub cost_before: Option<Cost>,
    /// What it costs an hour afterwards.
    pub cost_after: Option<Cost>,
}

impl PausePlan {
    /// All of the deployment that can be paused and isn't yet.
    pub fn new(session: &Session) -> Self {
        let (region, prices) = (session.aws().region(), session.prices());
        session.inventory(|inventory| {
            let own = inventory.own(session.deployment()).filter(|observed| !is_over(observed));
            let own: Vec<&Observed> = own.collect();
            let is_whole = inventory.unreadable().is_empty();
            // What an experiment has left is built by no step, and comes back with none.
            let is_left = |observed: &Observed| observed.key().is_some_and(|key| session.steps().is_tried_with(key.as_str()));
            let (left, built): (Vec<&Observed>, Vec<&Observed>) = own.iter().partition(|observed| is_left(observed));
            let that = |is_it: fn(&Observed) -> bool| built.iter().copied().filter(move |observed| is_it(observed));
            let taken_away = that(|observed| matches!(observed.kind().row().pausing, Pausing::TakenAway));
            Self {
                region: region.to_owned(),
                stops: that(|observed| is_stoppable(observed) && observed.state != State::Stopped)
                    .cloned()
                    .collect(),
                goes: taken_away.chain(left.iter().copied()).cloned().collect(),
                cost_before: is_whole.then(|| hourly_cost(own.iter().copied(), &prices).rounded()),
                cost_after: is_whole.then(|| hourly_cost_when_paused(built.iter().copied(), &prices).rounded()),
            }
        })
    }

    /// Whether there is nothing to pause.
    pub fn is_empty(&self) -> bool {
        self.stops.is_empty() && self.goes.is_empty()
    }

    /// Whether a database is among what is stopped.
    pub fn stops_a_database(&self) -> bool {
        self.stops.iter().any(|observed| observed.kind() == Kind::DbInstance)
    }
}

fn is_stoppable(observed: &Observed) -> bool {
    let is_going = matches!(observed.state, State::Deleting | State::Gone | State::Failed(_));
    !is_going && matches!(observed.kind().row().pausing, Pausing::Stopped { .. })
}

/// Refuses what a deployment cannot do while it is paused.
///
/// # Errors
///
/// It is paused, or being resumed.
pub fn refuse_paused(state: &StateFile) -> Result<()> {
    match state.pause() {
        None => Ok(()),
        Some(pause) => Err(Error::from(Misuse::Paused {
            deployment: state.deployment.clone(),
            since: pause.from,
        })),
    }
}

impl Session {
    /// The pause that lasts, or that is being ended.
    pub fn pause(&self) -> Option<Pause> {
        self.checkpoint().read(|state| state.pause().cloned())
    }

    /// Refuses to build on a deployment that is paused.
    ///
    /// # Errors
    ///
    /// It is paused, or being resumed.
    pub fn refuse_paused(&self) -> Result<()> {
        self.checkpoint().read(refuse_paused)
    }

    /// The deployment's pauses, as what it has cost goes by them.
    pub(in crate::walkthrough) fn pauses(&self) -> Vec<prices::Pause> {
        let as_counted = |pause: &Pause| prices::Pause {
            from: pause.from,
            until: pause.until.unwrap_or(Timestamp::MAX),
        };
        self.checkpoint().read(|state| state.pauses.iter().map(as_counted).collect())
    }

    /// What a deployment has cost, with what it had when its last pause began.
    pub(in crate::walkthrough) fn with_cost_before_pause(&self, mut so_far: Accrued) -> Accrued {
        let before = |state: &StateFile| state.pauses.last().map(|pause| pause.dollars_so_far);
        let before = self.checkpoint().read(before).unwrap_or_default();
        so_far.cost = (so_far.cost + Cost::known(before)).rounded();
        so_far
    }

    /// Whether the pause that lasts has put a step to sleep: it had been walked to its end, or AWS was still getting it ready.
    pub(in crate::walkthrough) fn sleeps(&self, step: &dyn Step) -> bool {
        self.pause().is_some_and(|pause| pause.steps.contains(step.id()))
    }

    fn built_steps(&self) -> BTreeSet<String> {
        let is_built = |step: &&'static dyn Step| matches!(self.step_status(step.id()), StepStatus::Done | StepStatus::Waiting);
        self.steps()
            .iter()
            .filter(is_built)
            .map(|step| step.id().to_owned())
            .collect()
    }

    /// When AWS starts the deployment's database by itself, where that is stopped.
    pub fn database_wakes_at(&self) -> Option<Timestamp> {
        let told = self.inventory(|inventory| {
            let mut databases = inventory
                .own(self.deployment())
                .filter(|observed| observed.kind() == Kind::DbInstance);
            let database = databases.find(|observed| matches!(observed.state, State::Stopping | State::Stopped))?;
            Some(database.facts_of::<DbInstance>().and_then(|facts| facts.restarts_at()))
        })?;
        // Not every endpoint tells it.
        told.or_else(|| self.pause()?.from.checked_add(DATABASE_SLEEPS).ok())
    }
}

/// Pauses a deployment. A run that was killed on the way is gone on with by the same.
///
/// # Errors
///
/// When something can't be stopped or taken away, or the run is asked to stop.
pub async fn pause(session: &Arc<Session>, plan: &PausePlan) -> Result<()> {
    let now = session.aws().clock().now();
    let so_far = session.survey().and_then(|survey| survey.so_far).unwrap_or_default();
    let steps = session.built_steps();
    session.checkpoint().update(|state| {
        match state.pauses.last_mut().filter(|pause| !pause.is_over) {
            // It was killed on the way, or RDS has started the database again.
            Some(pause) if pause.until.is_none() => {}
            // What was resumed half-way is paused again.
            Some(pause) => {
                pause.from = now;
                pause.until = None;
                pause.dollars_so_far = so_far.cost.dollars;
            }
            None => state.pauses.push(Pause {
                from: now,
                until: None,
                dollars_an_hour: dollars(plan.cost_before.as_ref()),
                dollars_so_far: so_far.cost.dollars,
                steps,
                is_over: false,
            }),
        }
    })?;
    let goes = DestroyPlan {
        prices: session.prices(),
        goes: plan.goes.clone(),
        ..DestroyPlan::default()
    };
    let stopping = try_join_all(plan.stops.iter().map(|observed| stop_and_wait(session, observed)));
    try_join(stopping, Destruction::run_in_part(session, &goes)).await?;
    session.report(Event::Paused {
        stopped: plan.stops.len(),
        deleted: plan.goes.len(),
        dollars_an_hour: dollars(plan.cost_after.as_ref()),
        database_wakes_at: session.database_wakes_at(),
    });
    Ok(())
}

/// An amount that is known whole.
fn dollars(cost: Option<&Cost>) -> Option<f64> {
    cost.filter(|cost| cost.unpriced.is_empty()).map(|cost| cost.dollars)
}

/// Resumes a deployment: the steps that were done are walked again. Returns these.
///
/// # Errors
///
/// As [`unattended_walk`]; the deployment is then still being resumed.
pub async fn resume(session: &Arc<Session>) -> Result<Vec<&'static dyn Step>> {
    let now = session.aws().clock().now();
    session.checkpoint().update(|state| {
        if let Some(pause) = state.pauses.last_mut().filter(|pause| !pause.is_over) {
            pause.until.get_or_insert(now);
        }
    })?;
    let steps: Vec<&'static dyn Step> = session.steps().iter().filter(|step| session.sleeps(*step)).collect();
    unattended_walk(session, steps.clone()).await?;
    session.checkpoint().update(|state| {
        if let Some(pause) = state.pauses.last_mut() {
            pause.is_over = true;
        }
    })?;
    session.report(Event::Resumed);
    Ok(steps)
}

/// Stops one thing, and waits until it is.
async fn stop_and_wait(session: &Arc<Session>, observed: &Observed) -> Result<()> {
    let (kind, key) = (observed.kind(), observed.key_or_id());
    session.interruption().check_cancelled()?;
    session.report(Event::Stopping {
        key: key.clone(),
        kind: kind.to_string(),
        id: observed.id.clone(),
        usual_seconds: kind.row().usual_deletion.as_secs(),
    });
    if observed.state != State::Stopping {
        stop_when_free(session, observed).await?;
    }
    let is_stopped = || has_stopped(session, observed);
    if let Some(waited) = wait_until(session, kind, PATIENCE, is_stopped).await? {
        return Err(not_stopped(observed, waited));
    }
    let id = observed.id.clone();
    session.report(Event::Stopped { key, id });
    Ok(())
}

/// Whether it no longer runs, by the last listing.
fn has_stopped(session: &Session, observed: &Observed) -> bool {
    session.inventory(|inventory| {
        let seen = inventory.by_id(observed.kind(), &observed.id);
        seen.is_none_or(|seen| !is_stoppable(seen) || seen.state == State::Stopped)
    })
}

/// Sends the call, and again while AWS is at work on it.
async fn stop_when_free(session: &Arc<Session>, observed: &Observed) -> Result<()> {
    let Pausing::Stopped { stop, not_yet_codes } = observed.kind().row().pausing else {
        return Ok(());
    };
    let started = session.aws().clock().elapsed();
    let mut backoff = Backoff::for_propagation();
    loop {
        match stop(session.aws(), observed).await {
            Ok(()) => break,
            Err(error) if error.is(not_yet_codes) => {}
            Err(error) => return Err(error.into()),
        }
        // An earlier request whose answer was lost may have stopped it.
        session.refresh(observed.kind()).await?;
        let seen = session.inventory(|inventory| inventory.by_id(observed.kind(), &observed.id).cloned());
        if seen.is_none_or(|seen| matches!(seen.state, State::Stopping | State::Stopped) || !is_stoppable(&seen)) {
            break;
        }
        let waited = session.aws().clock().elapsed() - started;
        if waited >= PATIENCE {
            return Err(not_stopped(observed, waited));
        }
        tokio::select! {
            biased;
            () = backoff.wait(session.aws().clock()) => {}
            reason = session.interruption().stopped() => return Err(Error::Stopped(reason)),
        }
    }
    session.notes().note_changed();
    Ok(())
}

fn not_stopped(observed: &Observed, waited: Duration) -> Error {
    Error::NotReady {
        noun: observed.kind().noun(),
        key: observed.key_or_id(),
        id: observed.id.clone(),
        minutes: waited.as_secs() / 60,
    }
}
