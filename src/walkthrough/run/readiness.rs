//! Readiness: slow resources are watched in background tasks, one for each kind, so that all that wait of a kind share one
//! listing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::aws::{PROPAGATION_PATIENCE, PollSchedule, ResourceKey};
use crate::checkpoint::ResourceStatus;
use crate::resources::{AnyHandle, AnyResource, Kind, Observed, State};
use crate::walkthrough::{Between, Error, Event, FailureReason, Measure, Result, Session, Step};

/// Beyond eight times the usual time and ten minutes, something is wrong that waiting does not repair.
const PATIENCE_FACTOR: u32 = 8;
const PATIENCE_FLOOR: Duration = Duration::from_secs(600);
/// How often a resource is listed at least before it is given up, however fast the clock runs.
const LEAST_LOOKS: u32 = 5;

/// What is expected to be ready this much before something else, with all that is built from it, leaves time for fewer looks.
const OUTLASTS_BY: Duration = Duration::from_secs(30);

/// What is waited for.
#[derive(Default)]
pub(in crate::walkthrough) struct Readiness {
    watched: Mutex<BTreeMap<Kind, Watched>>,
}

/// What is waited for of one kind, and how its listings went.
struct Watched {
    pending: Vec<Pending>,
    listings: watch::Sender<Listing>,
    polling: bool,
}

#[derive(Clone)]
struct Pending {
    key: ResourceKey,
    id: String,
    /// When this run began to wait, and how long an earlier one had waited by then.
    since: Duration,
    before: Duration,
    /// How often it was listed since then, and when it was last listed as not ready.
    looks: u32,
    unready_at: Option<Duration>,
}

impl Pending {
    fn waited(&self, now: Duration) -> Duration {
        self.before + now.saturating_sub(self.since)
    }
}

/// How many listings there were, and whether the last one failed for good.
#[derive(Clone, Default)]
struct Listing {
    count: u64,
    failure: Option<Arc<Error>>,
}

impl Readiness {
    /// Begins to watch a resource that isn't ready; notes one that is.
    pub(in crate::walkthrough) fn watch(
        &self,
        session: &Arc<Session>,
        resource: &dyn AnyResource,
        observed: &Observed,
    ) -> Result<()> {
        let key = &resource.base().key;
        if resource.kind() != resource.kind().listed_as() || observed.state == State::Ready {
            return note_ready(session, key);
        }
        self.begin(session, key, observed);
        Ok(())
    }

    fn begin(&self, session: &Arc<Session>, key: &ResourceKey, observed: &Observed) {
        let kind = observed.kind();
        let now = session.aws().clock().elapsed();
        let (since, before) = match session.holdings().made_at(kind, &observed.id) {
            Some(made) => (made, Duration::ZERO),
            None => (now, waited_before(session, key)),
        };
        let mut all = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let watched = all.entry(kind).or_insert_with(|| Watched {
            pending: Vec::new(),
            listings: watch::Sender::default(),
            polling: false,
        });
        if watched.pending.iter().any(|pending| pending.id == observed.id) {
            return;
        }
        watched.pending.push(Pending {
            key: key.clone(),
            id: observed.id.clone(),
            since,
            before,
            looks: 0,
            unready_at: None,
        });
        session.report(Event::Waiting {
            key: key.to_string(),
            kind: kind.to_string(),
            id: observed.id.clone(),
            usual_seconds: kind.row().usual_creation.as_secs(),
        });
        if !watched.polling {
            watched.polling = true;
            tokio::spawn(poll(Arc::clone(session), kind));
        }
    }

    /// Waits until a resource is ready.
    pub(in crate::walkthrough) async fn ready(&self, session: &Arc<Session>, handle: &AnyHandle) -> Result<AnyHandle> {
        let observe = || session.inventory(|inventory| inventory.by_id(handle.kind(), handle.id()).cloned());
        if handle.kind().listed_as() != handle.kind() {
            // A part of something else is ready when it is made.
            return Ok(handle.clone());
        }
        if let Some(observed) = observe().filter(Observed::is_awaited) {
            self.begin(session, handle.key(), &observed);
        }
        let mut listings = self.listings(handle.kind());
        loop {
            // Taken before the look, so that a listing that comes in between is not slept through.
            let failure = listings
                .as_mut()
                .and_then(|listings| listings.borrow_and_update().failure.clone());
            match observe().map(|observed| (observed.state.clone(), observed)) {
                Some((State::Ready, observed)) => return Ok(AnyHandle::of(handle.key().clone(), &observed)),
                Some((State::Failed(reason), _)) => {
                    return Err(failed(session, handle, FailureReason::GivenUp(reason)));
                }
                Some((State::Gone | State::Deleting, _)) => {
                    return Err(failed(session, handle, FailureReason::BeingDeleted));
                }
                // What this run has just started may be listed as stopped for a while.
                Some((State::Stopping | State::Stopped, _)) if self.waited(session, handle).0 > PROPAGATION_PATIENCE => {
                    return Err(failed(session, handle, FailureReason::Stopped));
                }
                // Another listing may have taken it off the list and shown it pending again.
                Some((State::Pending | State::Stopping | State::Stopped, observed)) => {
                    self.begin(session, handle.key(), &observed)
                }
                None if self.is_unwatched(handle) => return Err(failed(session, handle, FailureReason::NotListed)),
                None => {}
            }
            if let Some(failure) = failure {
                return Err(Error::Shared(failure));
            }
            self.check_patience(session, handle)?;
            let changed = async {
                match &mut listings {
                    // The sender is kept as long as the session, so this ends only with a new listing.
                    Some(listings) => drop(listings.changed().await),
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                () = changed => {}
                reason = session.interruption().stopped() => return Err(Error::Stopped(reason)),
            }
        }
    }

    fn listings(&self, kind: Kind) -> Option<watch::Receiver<Listing>> {
        let all = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&kind).map(|watched| watched.listings.subscribe())
    }

    fn is_unwatched(&self, handle: &AnyHandle) -> bool {
        let all = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let watched = all.get(&handle.kind());
        watched.is_none_or(|watched| watched.pending.iter().all(|pending| pending.id != handle.id()))
    }

    /// How long a resource has been waited for, and how often it was listed meanwhile.
    fn waited(&self, session: &Session, handle: &AnyHandle) -> (Duration, u32) {
        let now = session.aws().clock().elapsed();
        let all = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let pending = all.get(&handle.kind()).into_iter().flat_map(|watched| watched.pending.iter());
        let of_handle = pending.filter(|pending| pending.id == handle.id());
        let waits = of_handle.map(|pending| (pending.waited(now), pending.looks));
        waits.max().unwrap_or_default()
    }

    fn check_patience(&self, session: &Session, handle: &AnyHandle) -> Result<()> {
        let (waited, looks) = self.waited(session, handle);
        if waited <= handle.kind().row().usual_creation * PATIENCE_FACTOR + PATIENCE_FLOOR || looks < LEAST_LOOKS {
            return Ok(());
        }
        Err(Error::NotReady {
            noun: handle.kind().noun(),
            key: handle.key().to_string(),
            id: handle.id().to_owned(),
            minutes: waited.as_secs() / 60,
        })
    }

    /// When to look next, and the shortest of all waits; `None` when nothing is waited for any more.
    fn next_delay(&self, session: &Session, kind: Kind, now: Duration) -> Option<Duration> {
        let mut all = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let schedule = PollSchedule::new(kind.row().usual_creation)
            .at(session.aws().cloud())
            .unhurried(is_unhurried(&all, kind, now));
        let watched = all.get_mut(&kind)?;
        let delays = watched
            .pending
            .iter()
            .map(|pending| schedule.delay_after(pending.waited(now)));
        let next = delays.min();
        watched.polling = next.is_some();
        next
    }

    /// Takes what is no longer pending off the list.
    fn settle(&self, session: &Session, kind: Kind) -> Vec<(Pending, State)> {
        let now = session.aws().clock().elapsed();
        let state_of = |id: &str| session.inventory(|inventory| inventory.by_id(kind, id).map(|observed| observed.state.clone()));
        let mut all = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(watched) = all.get_mut(&kind) else {
            return Vec::new();
        };
        let mut settled = Vec::new();
        watched.pending.retain_mut(|pending| match state_of(&pending.id) {
            Some(state) if state.is_awaited() => {
                pending.looks += 1;
                pending.unready_at = Some(now);
                true
            }
            Some(state) => {
                settled.push((pending.clone(), state));
                false
            }
            // Not listed at all any more, long after it was made.
            None => {
                settled.push((pending.clone(), State::Gone));
                false
            }
        });
        settled
    }

    fn tell(&self, kind: Kind, failure: Option<Arc<Error>>) {
        let all = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(watched) = all.get(&kind) {
            watched.listings.send_modify(|listing| {
                listing.count += 1;
                listing.failure = failure;
            });
        }
    }
}

/// Whether something of another kind is expected to take a good deal longer anyway.
fn is_unhurried(all: &BTreeMap<Kind, Watched>, kind: Kind, now: Duration) -> bool {
    let rest = |kind: Kind, watched: &Watched| {
        let usual = kind.row().usual_creation;
        let rests = watched
            .pending
            .iter()
            .map(|pending| usual.saturating_sub(pending.waited(now)));
        rests.max().unwrap_or_default()
    };
    let own = all.get(&kind).map(|watched| rest(kind, watched)).unwrap_or_default();
    all.iter().any(|(other, watched)| rest(*other, watched) > own + OUTLASTS_BY)
}

/// How long an earlier run has waited for a resource. What was ready once is waited for anew: somebody has stopped or changed it since.
fn waited_before(session: &Session, key: &ResourceKey) -> Duration {
    let intended = session.checkpoint().read(|state| {
        let record = state.resources.get(key.as_str());
        let unready = record.filter(|record| record.status != ResourceStatus::Ready);
        unready.map(|record| record.intended_at)
    });
    let waited = intended.map(|intended| session.aws().clock().now().duration_since(intended));
    waited.and_then(|waited| Duration::try_from(waited).ok()).unwrap_or_default()
}

/// Lists a kind in the rhythm of its schedule until nothing of it is waited for, or the run stops.
async fn poll(session: Arc<Session>, kind: Kind) {
    while let Some(delay) = session
        .readiness()
        .next_delay(&session, kind, session.aws().clock().elapsed())
    {
        tokio::select! {
            biased;
            () = session.aws().clock().sleep(delay) => {}
            _ = session.interruption().stopped() => return,
        }
        let outcome = match session.refresh(kind).await {
            Ok(()) => note_settled(&session, kind),
            Err(error) => Err(error),
        };
        let failure = outcome.err().map(Arc::new);
        let stop = failure.is_some();
        session.readiness().tell(kind, failure);
        if stop {
            return;
        }
    }
}

fn note_settled(session: &Session, kind: Kind) -> Result<()> {
    for (pending, state) in session.readiness().settle(session, kind) {
        if state == State::Ready {
            note_ready(session, &pending.key)?;
            report_measured(session, kind, &pending);
            session.report(Event::Ready {
                key: pending.key.to_string(),
                id: pending.id.clone(),
                seconds: pending.waited(session.aws().clock().elapsed()).as_secs(),
                usual_seconds: kind.row().usual_creation.as_secs(),
            });
        }
    }
    Ok(())
}

/// Reports how long AWS took over what this run made.
fn report_measured(session: &Session, kind: Kind, pending: &Pending) {
    let Some(made) = session.holdings().made_at(kind, &pending.id) else {
        return;
    };
    let since = |at: Duration| at.saturating_sub(made);
    let between = Between {
        not_yet: pending.unready_at.map(since),
        by: since(session.aws().clock().elapsed()),
    };
    let measure = Measure::Ready(between);
    session.report(Event::Measured { kind, measure });
}

fn note_ready(session: &Session, key: &ResourceKey) -> Result<()> {
    let now = session.aws().clock().now();
    let is_new = session.checkpoint().read(|state| {
        let record = state.resources.get(key.as_str());
        record.is_some_and(|record| record.status == ResourceStatus::Accepted)
    });
    if is_new {
        session.checkpoint().update(|state| {
            if let Some(record) = state.resources.get_mut(key.as_str()) {
                record.status = ResourceStatus::Ready;
                record.ready_at = Some(now);
            }
        })?;
    }
    Ok(())
}

fn failed(session: &Session, handle: &AnyHandle, reason: FailureReason) -> Error {
    let made_by = session.checkpoint().read(|state| {
        let record = state.resources.get(handle.key().as_str())?;
        session.steps().get(&record.step).ok().map(Step::id)
    });
    Error::ResourceFailed {
        noun: handle.kind().noun(),
        key: handle.key().to_string(),
        id: handle.id().to_owned(),
        reason,
        made_by,
        replaceable: handle.kind().row().is_replaceable,
    }
}
