//! Taking a deployment down: everything at once, each thing as soon as what hangs on it is gone.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::{Error, Event, Result, Session, StopReason};
use crate::aws::{AwsError, Backoff, Kind, Observed, PollSchedule, State};
use crate::resources::{blockers, delete, depends_on, monthly_storage_price, usual_deletion};

/// Codes that say "not yet" rather than "no" (AWS.md, traps when deleting).
const NOT_YET: &[&str] = &[
    "DependencyViolation",
    "InvalidDBInstanceState",
    "InvalidDBSnapshotState",
    "InvalidDBSubnetGroupStateFault",
    "InvalidGroup.InUse",
    "InvalidIPAddress.InUse",
    "IncorrectState",
    "IncorrectInstanceState",
    "VolumeInUse",
    "BucketNotEmpty",
    "OperationAborted",
];

/// After how long a blocked deletion is told to the person.
const TELL_AFTER: Duration = Duration::from_secs(20);
/// After how long it is given up. Network interfaces of a database may linger for many minutes.
const PATIENCE: Duration = Duration::from_secs(20 * 60);

/// What a destruction would take down, and what it would leave.
#[derive(Clone, Debug, Default)]
pub struct DestroyPlan {
    /// What goes.
    pub goes: Vec<Observed>,
    /// What is kept on purpose.
    pub stays: Vec<Observed>,
}

impl DestroyPlan {
    /// Everything of the deployment that AWS holds; snapshots stay if `keep_snapshots`.
    pub fn new(session: &Session, keep_snapshots: bool) -> Self {
        let mut plan = Self::default();
        session.inventory(|inventory| {
            let ours = inventory.all().filter(|observed| observed.belongs_to(session.deployment()));
            for observed in ours.filter(|observed| !is_over(observed)) {
                let is_snapshot = matches!(observed.kind, Kind::EbsSnapshots | Kind::DbSnapshot);
                if is_snapshot && keep_snapshots {
                    plan.stays.push(observed.clone());
                } else {
                    plan.goes.push(observed.clone());
                }
            }
        });
        plan
    }

    /// What the kept snapshots cost a month at their full size, in US dollars at us-east-1 prices; they usually hold less.
    pub fn monthly_cost_of_what_stays(&self) -> f64 {
        let size = |observed: &Observed| observed.attributes.get("size").and_then(|size| size.parse::<f64>().ok());
        self.stays
            .iter()
            .map(|observed| size(observed).unwrap_or(0.0) * monthly_storage_price(observed.kind))
            .sum()
    }
}

/// AWS takes these away by itself, or has.
fn is_over(observed: &Observed) -> bool {
    let fades_away = matches!(observed.kind, Kind::NatGateway | Kind::VpcPeering | Kind::Instance);
    match observed.state {
        State::Gone => true,
        State::Failed(_) => fades_away,
        _ => false,
    }
}

/// A destruction under way.
pub struct Destruction {
    session: Arc<Session>,
    /// For each thing that goes, by kind and id: whether it is gone.
    gone: BTreeMap<(Kind, String), watch::Sender<bool>>,
}

impl Destruction {
    /// Takes everything of the plan down.
    ///
    /// # Errors
    ///
    /// [`Error::Undeletable`] naming each thing that could not go and what holds it; everything else is then gone.
    pub async fn run(session: &Arc<Session>, plan: DestroyPlan) -> Result<()> {
        let gone = plan
            .goes
            .iter()
            .map(|observed| ((observed.kind, observed.id.clone()), watch::Sender::new(false)))
            .collect();
        let destruction = Arc::new(Self {
            session: Arc::clone(session),
            gone,
        });
        let mut running = JoinSet::new();
        for observed in &plan.goes {
            let dependents: Vec<(Kind, String)> = plan
                .goes
                .iter()
                .filter(|other| (other.kind, &other.id) != (observed.kind, &observed.id) && depends_on(other, observed))
                .map(|other| (other.kind, other.id.clone()))
                .collect();
            running.spawn(take_down(Arc::clone(&destruction), observed.clone(), dependents));
        }
        let mut stuck = Vec::new();
        let mut failure = None;
        while let Some(joined) = running.join_next().await {
            match joined {
                Ok(Ok(())) => {}
                Ok(Err(Error::Undeletable { stuck: one })) => stuck.extend(one),
                Ok(Err(error)) => {
                    session.interruption.stop(StopReason::StepFailed);
                    let is_consequence = error.stop_reason() == Some(StopReason::StepFailed);
                    if !is_consequence && failure.is_none() {
                        failure = Some(error);
                    }
                }
                Err(panic) => stuck.push(format!("a deletion ended unexpectedly: {panic}")),
            }
        }
        if let Some(failure) = failure {
            return Err(failure);
        }
        if !stuck.is_empty() {
            return Err(Error::Undeletable { stuck });
        }
        forget(session, &plan)
    }

    fn is_gone(&self, id: &(Kind, String)) -> bool {
        self.gone.get(id).is_none_or(|gone| *gone.borrow())
    }

    async fn wait_for(&self, dependents: Vec<(Kind, String)>) -> Result<()> {
        for dependent in dependents {
            let Some(gone) = self.gone.get(&dependent) else {
                continue;
            };
            let mut gone = gone.subscribe();
            tokio::select! {
                // The sender lives in this destruction, so the wait ends only when it is gone.
                _ = gone.wait_for(|gone| *gone) => {}
                reason = self.session.interruption.stopped() => return Err(Error::Stopped(reason)),
            }
        }
        Ok(())
    }
}

/// One thing from start to gone.
async fn take_down(destruction: Arc<Destruction>, observed: Observed, dependents: Vec<(Kind, String)>) -> Result<()> {
    let session = &destruction.session;
    destruction.wait_for(dependents).await?;
    session.interruption.go_on()?;
    let key = observed.key().map_or_else(|| observed.id.clone(), |key| key.to_string());
    let is_under_way = observed.state == State::Deleting;
    let goes_with_another = observed.kind == Kind::Volume;
    if goes_with_another {
        session.refresh(observed.kind).await?;
    }
    let is_there = session.inventory(|inventory| {
        inventory
            .by_id(observed.kind, &observed.id)
            .is_some_and(|seen| !is_over(seen))
    });
    if is_there || !goes_with_another {
        session.report(Event::Deleting {
            key: key.clone(),
            kind: observed.kind.to_string(),
            id: observed.id.clone(),
            usual_seconds: usual_deletion(observed.kind).as_secs(),
        });
        if !is_under_way {
            delete_when_free(session, &observed, &key).await?;
        }
        wait_until_gone(session, &observed).await?;
        session.report(Event::Deleted {
            key: key.clone(),
            id: observed.id.clone(),
        });
    }
    session.checkpoint.update(|state| state.resources.remove(&key))?;
    let id = (observed.kind, observed.id);
    if let Some(gone) = destruction.gone.get(&id) {
        gone.send_replace(true);
    }
    debug_assert!(destruction.is_gone(&id));
    Ok(())
}

/// Sends the deletion, and again while AWS says "not yet".
async fn delete_when_free(session: &Arc<Session>, observed: &Observed, key: &str) -> Result<()> {
    let started = session.aws.clock().elapsed();
    let mut backoff = Backoff::for_propagation();
    let mut told = false;
    loop {
        let refusal = match delete(&session.aws, observed).await {
            Ok(()) => return Ok(()),
            Err(error) if error.is(NOT_YET) => error,
            Err(error) => return Err(error.into()),
        };
        let waited = session.aws.clock().elapsed() - started;
        if !told && waited >= TELL_AFTER {
            told = true;
            let held_by = blockers(&session.aws, observed).await?;
            session.report(Event::Blocked {
                key: key.to_owned(),
                id: observed.id.clone(),
                held_by,
                reason: refusal.message.clone(),
            });
        }
        if waited >= PATIENCE {
            return Err(undeletable(session, observed, key, &refusal).await);
        }
        tokio::select! {
            () = session.aws.clock().sleep(backoff.next_delay()) => {}
            reason = session.interruption.stopped() => {
                return Err(match reason {
                    StopReason::StepFailed => undeletable(session, observed, key, &refusal).await,
                    _ => Error::Stopped(reason),
                });
            }
        }
    }
}

async fn undeletable(session: &Session, observed: &Observed, key: &str, refusal: &AwsError) -> Error {
    let held_by = blockers(&session.aws, observed).await.unwrap_or_default();
    let held_by = if held_by.is_empty() {
        String::new()
    } else {
        format!(", held by {}", held_by.join(", "))
    };
    Error::Undeletable {
        stuck: vec![format!(
            "{} {key} ({}): {refusal}{held_by}",
            observed.kind.noun(),
            observed.id
        )],
    }
}

/// Waits until AWS no longer lists it as being there; at once for kinds that go with their delete call.
async fn wait_until_gone(session: &Arc<Session>, observed: &Observed) -> Result<()> {
    let usual = usual_deletion(observed.kind);
    if usual.is_zero() {
        return Ok(());
    }
    let schedule = PollSchedule::new(usual);
    let started = session.aws.clock().elapsed();
    loop {
        let waited = session.aws.clock().elapsed() - started;
        if waited > usual * 10 + PATIENCE {
            return Err(Error::NotReady {
                noun: observed.kind.noun(),
                key: observed.id.clone(),
                id: observed.id.clone(),
                minutes: waited.as_secs() / 60,
            });
        }
        tokio::select! {
            () = session.aws.clock().sleep(schedule.delay_after(waited)) => {}
            reason = session.interruption.stopped() => return Err(Error::Stopped(reason)),
        }
        session.refresh(observed.kind).await?;
        let state = session.inventory(|inventory| inventory.by_id(observed.kind, &observed.id).map(|seen| seen.state.clone()));
        if matches!(state, None | Some(State::Gone | State::Failed(_))) {
            return Ok(());
        }
    }
}

/// The deployment is gone: what remains of it here is its answers, and the generations that keep client tokens fresh.
fn forget(session: &Session, plan: &DestroyPlan) -> Result<()> {
    session.checkpoint.update(|state| {
        state
            .resources
            .retain(|_, record| plan.stays.iter().any(|kept| record.id.as_deref() == Some(kept.id.as_str())));
        state.steps.clear();
        state.outputs.clear();
    })?;
    for file in ["id_ed25519", "id_ed25519.pub", "secrets.json", "ssh_config", "known_hosts"] {
        let path = session.folder.join(file);
        match std::fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(crate::checkpoint::CheckpointError::NotWritable { path, source }.into());
            }
            _ => {}
        }
    }
    Ok(())
}
