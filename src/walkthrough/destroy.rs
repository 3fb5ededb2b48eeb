//! Taking a deployment down: everything at once, each thing as soon as what hangs on it is gone.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::aws::{AwsError, Backoff, Class};
use crate::checkpoint::{ResourceRecord, StepStatus, Talk};
use crate::resources::{Kind, Observed, State, blockers, delete};
use crate::walkthrough::companions::Companions;
use crate::walkthrough::destroy_plan::is_over;
use crate::walkthrough::not_yet::{PATIENCE, is_not_yet};
use crate::walkthrough::reconcile::wait_until;
use crate::walkthrough::vain_wait::VainWait;
use crate::walkthrough::{DestroyPlan, Error, Event, Holder, Identified, Result, Session, StopReason, Stuck};

/// After how long a blocked deletion is reported.
const TELL_AFTER: Duration = Duration::from_secs(20);

/// What has become of one thing that goes.
#[derive(Clone, Debug)]
enum Outcome {
    Going,
    Gone,
    /// It could not go; what it is.
    Stuck(Identified),
}

/// A kind and an id.
type ResourceId = (Kind, String);

/// A destruction under way.
pub struct Destruction {
    session: Arc<Session>,
    outcomes: BTreeMap<ResourceId, watch::Sender<Outcome>>,
    companions: Companions,
}

impl Destruction {
    /// Takes everything of the plan down, and forgets the deployment but for its answers.
    ///
    /// # Errors
    ///
    /// [`Error::Undeletable`] naming each thing that could not go and why; everything that could is then gone. [`Error::Unseen`] where
    /// something may be left that AWS doesn't show.
    pub async fn run(session: &Arc<Session>, plan: DestroyPlan) -> Result<()> {
        Self::run_in_part(session, &plan).await?;
        forget(session, &plan)?;
        plan.report_what_stays(session);
        plan.check_whole(session)
    }

    /// Takes everything of the plan down, and nothing else is forgotten.
    ///
    /// # Errors
    ///
    /// As [`Destruction::run`].
    pub async fn run_in_part(session: &Arc<Session>, plan: &DestroyPlan) -> Result<()> {
        let resource_id = |observed: &Observed| (observed.kind(), observed.id.clone());
        let destruction = Arc::new(Self {
            session: Arc::clone(session),
            outcomes: plan
                .goes
                .iter()
                .map(|observed| (resource_id(observed), watch::Sender::new(Outcome::Going)))
                .collect(),
            companions: Companions::of(&plan.goes),
        });
        let mut running = JoinSet::new();
        for observed in &plan.goes {
            let dependents = dependents_of(observed, &plan.goes).into_iter().map(resource_id).collect();
            running.spawn(take_down(Arc::clone(&destruction), observed.clone(), dependents));
        }
        let mut stuck = Vec::new();
        let mut stopped = None;
        while let Some(joined) = running.join_next().await {
            match joined {
                Ok(Ok(())) => {}
                Ok(Err(Error::Undeletable { stuck: one })) => stuck.extend(one),
                Ok(Err(error)) => {
                    let error = session.interruption().cause_of(error);
                    // What stops one stops all: nobody waits on behind it.
                    session.interruption().stop(StopReason::StepFailed);
                    let is_cause = error.stop_reason() != Some(StopReason::StepFailed);
                    stopped = Some(error).filter(|_| is_cause).or(stopped);
                }
                Err(panic) => {
                    session.interruption().stop(StopReason::StepFailed);
                    stopped = Some(Error::Bug {
                        detail: panic.to_string(),
                    });
                }
            }
        }
        if let Some(error) = stopped {
            return Err(error);
        }
        if stuck.is_empty() {
            Ok(())
        } else {
            Err(Error::Undeletable { stuck })
        }
    }

    /// Waits until everything that hangs on a thing is gone; names what is stuck.
    async fn wait_for(&self, dependents: Vec<ResourceId>) -> Result<Vec<Identified>> {
        let mut stuck = Vec::new();
        for dependent in dependents {
            let Some(outcome) = self.outcomes.get(&dependent) else {
                continue;
            };
            let mut outcome = outcome.subscribe();
            tokio::select! {
                biased;
                settled = outcome.wait_for(|outcome| !matches!(outcome, Outcome::Going)) => {
                    if let Ok(Outcome::Stuck(what)) = settled.as_deref() {
                        stuck.push(what.clone());
                    }
                }
                reason = self.session.interruption().stopped() => return Err(Error::Stopped(reason)),
            }
        }
        Ok(stuck)
    }

    fn settle(&self, resource_id: &ResourceId, outcome: Outcome) {
        if let Some(sender) = self.outcomes.get(resource_id) {
            sender.send_replace(outcome);
        }
    }
}

/// What has to be gone before a thing can go. Security groups may let each other in in circles; within one, nobody waits.
fn dependents_of<'a>(holder: &Observed, all: &'a [Observed]) -> Vec<&'a Observed> {
    let hang_on =
        |one: &Observed, other: &Observed| (one.kind(), &one.id) != (other.kind(), &other.id) && one.is_deleted_before(other);
    let is_in_circle = |dependent: &Observed| {
        let mut reached = vec![holder];
        let mut next = 0;
        while let Some(one) = reached.get(next).copied() {
            for other in all
                .iter()
                .filter(|other| other.kind() == Kind::SecurityGroup && hang_on(one, other))
            {
                if other.id == dependent.id {
                    return true;
                }
                if reached.iter().all(|known| known.id != other.id) {
                    reached.push(other);
                }
            }
            next += 1;
        }
        false
    };
    all.iter()
        .filter(|dependent| hang_on(dependent, holder))
        .filter(|dependent| {
            dependent.kind() != Kind::SecurityGroup || holder.kind() != Kind::SecurityGroup || !is_in_circle(dependent)
        })
        .collect()
}

/// One thing from start to its outcome.
async fn take_down(destruction: Arc<Destruction>, observed: Observed, dependents: Vec<ResourceId>) -> Result<()> {
    let resource_id = (observed.kind(), observed.id.clone());
    let key = observed.key_or_id();
    let what = Identified {
        noun: observed.kind().noun(),
        key: key.clone(),
        id: observed.id.clone(),
    };
    let outcome = delete_and_wait(&destruction, &observed, &key, &what, dependents).await;
    destruction.settle(
        &resource_id,
        if outcome.is_ok() {
            Outcome::Gone
        } else {
            Outcome::Stuck(what)
        },
    );
    outcome
}

async fn delete_and_wait(
    destruction: &Destruction,
    observed: &Observed,
    key: &str,
    what: &Identified,
    dependents: Vec<ResourceId>,
) -> Result<()> {
    let session = &destruction.session;
    let holders = destruction.wait_for(dependents).await?;
    if !holders.is_empty() {
        return Err(Error::Undeletable {
            stuck: vec![Stuck {
                resource: what.clone(),
                refusal: None,
                held_by: holders.into_iter().map(Holder::Stuck).collect(),
            }],
        });
    }
    session.interruption().check_cancelled()?;
    if observed.kind().row().may_go_with_another {
        session.refresh(observed.kind()).await?;
    }
    if is_there(session, observed) {
        session.report(Event::Deleting {
            key: key.to_owned(),
            kind: observed.kind().to_string(),
            id: observed.id.clone(),
            usual_seconds: observed.kind().row().usual_deletion.as_secs(),
        });
        if observed.state != State::Deleting {
            delete_when_free(destruction, observed, key, what).await?;
        }
        wait_until_gone(session, observed).await?;
    }
    // Also what went with another.
    session.report(Event::deleted(key, &observed.id, observed.kind()));
    // The record may be of another one that has the same key.
    let is_of_another = |record: &ResourceRecord| record.id.as_ref().is_some_and(|id| *id != observed.id);
    session.checkpoint().update(|state| {
        if !state.resources.get(key).is_some_and(is_of_another) {
            state.resources.remove(key);
        }
    })?;
    Ok(())
}

/// Whether AWS still has it, by the last listing.
fn is_there(session: &Session, observed: &Observed) -> bool {
    session.inventory(|inventory| {
        let seen = inventory.by_id(observed.kind(), &observed.id);
        seen.is_some_and(|seen| !is_over(seen))
    })
}

/// Sends the deletion, and again while AWS says "not yet".
async fn delete_when_free(destruction: &Destruction, observed: &Observed, key: &str, what: &Identified) -> Result<()> {
    let session = &destruction.session;
    let started = session.aws().clock().elapsed();
    let mut backoff = Backoff::for_propagation();
    let mut told = false;
    let mut vain_wait = VainWait::default();
    loop {
        let refusal = match delete(session.aws(), observed).await {
            Ok(()) => return Ok(()),
            Err(error) if is_not_yet(&error, observed.kind()) => error,
            // What AWS refuses for this one thing is no reason to leave the others; what stops everything is.
            Err(error) if matches!(error.class, Class::Refused | Class::Denied) => {
                return Err(undeletable(session, observed, what, error).await);
            }
            Err(error) => return Err(error.into()),
        };
        if matches!(observed.kind(), Kind::Subnet | Kind::Vpc) {
            destruction.companions.take_down(session).await?;
        }
        // What refuses to go may have gone by itself, or with an earlier request whose answer was lost.
        session.refresh(observed.kind()).await?;
        if !is_there(session, observed) {
            return Ok(());
        }
        let waited = session.aws().clock().elapsed() - started;
        if !told && waited >= TELL_AFTER {
            told = true;
            session.report(Event::Blocked {
                key: key.to_owned(),
                id: observed.id.clone(),
                held_by: blockers(session.aws(), observed).await?,
                reason: refusal.reason.clone(),
            });
        }
        let is_vain = told && vain_wait.is_over(session, observed, waited).await?;
        if is_vain || waited >= PATIENCE {
            return Err(undeletable(session, observed, what, refusal).await);
        }
        tokio::select! {
            biased;
            () = backoff.wait(session.aws().clock()) => {}
            reason = session.interruption().stopped() => return Err(Error::Stopped(reason)),
        }
    }
}

async fn undeletable(session: &Session, observed: &Observed, what: &Identified, refusal: AwsError) -> Error {
    let held_by = blockers(session.aws(), observed).await.unwrap_or_default();
    Error::Undeletable {
        stuck: vec![Stuck {
            resource: what.clone(),
            refusal: Some(refusal),
            held_by: held_by.into_iter().map(Holder::Other).collect(),
        }],
    }
}

/// Waits until AWS no longer lists it as being there; at once for kinds that go with their delete call.
async fn wait_until_gone(session: &Arc<Session>, observed: &Observed) -> Result<()> {
    if observed.kind().row().usual_deletion.is_zero() {
        return Ok(());
    }
    let is_gone = || {
        let state = session.inventory(|inventory| inventory.by_id(observed.kind(), &observed.id).map(|seen| seen.state.clone()));
        matches!(state, None | Some(State::Gone | State::Failed(_)))
    };
    match wait_until(session, observed.kind(), PATIENCE, is_gone).await? {
        None => Ok(()),
        Some(waited) => Err(Error::NotReady {
            noun: observed.kind().noun(),
            key: observed.id.clone(),
            id: observed.id.clone(),
            minutes: waited.as_secs() / 60,
        }),
    }
}

/// The deployment is gone: what remains of it here is its answers, the generations that keep client tokens fresh, and what is needed for
/// that which stays.
fn forget(session: &Session, plan: &DestroyPlan) -> Result<()> {
    let is_kept = |record: &ResourceRecord| plan.stays.iter().any(|kept| record.id.as_deref() == Some(kept.id.as_str()));
    session.checkpoint().update(|state| {
        state
            .resources
            .retain(|key, record| plan.unseen.contains(key) || is_kept(record));
        state.unsettled.clear();
        // What the person leaves out is an answer, too.
        state.steps.retain(|_, record| record.status == StepStatus::Skipped);
        state.outputs.clear();
        state.pauses.clear();
        state.talk = Talk::default();
        // The next one of this name begins without.
        state.expiry = None;
    })?;
    for file in plan.unneeded_files() {
        session.folder().remove(file)?;
    }
    Ok(())
}
