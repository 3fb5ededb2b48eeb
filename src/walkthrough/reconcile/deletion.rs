//! What is on its way out: somebody deleted it moments ago, and AWS still holds its name or its address for it, or is stopping it.

use std::sync::Arc;
use std::time::Duration;

use crate::aws::PollSchedule;
use crate::resources::{AnyResource, Kind, Observed, State};
use crate::walkthrough::{Error, Event, FailureReason, Result, Session};

const PATIENCE_FACTOR: u32 = 10;
const PATIENCE_FLOOR: Duration = Duration::from_secs(600);

/// Waits until whatever of this resource is being deleted is gone, where a new one could not be made beside it.
///
/// # Errors
///
/// When it does not go, can't be read, or the run is asked to stop.
pub(in crate::walkthrough) async fn wait_until_gone(session: &Arc<Session>, resource: &dyn AnyResource) -> Result<()> {
    let kind = resource.kind();
    if kind.row().is_made_beside_old {
        return Ok(());
    }
    let Some(leaving) = leaving(session, resource) else {
        return Ok(());
    };
    let key = resource.base().key.to_string();
    session.report(Event::Deleting {
        key: key.clone(),
        kind: kind.to_string(),
        id: leaving.id.clone(),
        usual_seconds: kind.row().usual_deletion.as_secs(),
    });
    let is_gone = || self::leaving(session, resource).is_none();
    if let Some(waited) = wait_until(session, kind, PATIENCE_FLOOR, is_gone).await? {
        return Err(Error::ResourceFailed {
            noun: kind.noun(),
            key,
            id: leaving.id,
            reason: FailureReason::StillBeingDeleted {
                minutes: waited.as_secs() / 60,
            },
            made_by: None,
            replaceable: true,
        });
    }
    session.report(Event::deleted(key, leaving.id, kind));
    Ok(())
}

/// Waits until what somebody is stopping has stopped: before that, AWS lets nobody start or change it.
///
/// # Errors
///
/// When it does not stop, can't be read, or the run is asked to stop.
pub(in crate::walkthrough) async fn wait_until_stopped(
    session: &Arc<Session>,
    resource: &dyn AnyResource,
    observed: Observed,
) -> Result<Observed> {
    if observed.state != State::Stopping {
        return Ok(observed);
    }
    let (kind, key) = (resource.kind(), resource.base().key.to_string());
    session.report(Event::Waiting {
        key: key.clone(),
        kind: kind.to_string(),
        id: observed.id.clone(),
        usual_seconds: kind.row().usual_deletion.as_secs(),
    });
    let seen = || session.inventory(|inventory| inventory.by_id(kind, &observed.id).cloned());
    let has_stopped = || seen().is_none_or(|seen| seen.state != State::Stopping);
    match wait_until(session, kind, PATIENCE_FLOOR, has_stopped).await? {
        None => Ok(seen().unwrap_or(observed)),
        Some(waited) => Err(Error::NotReady {
            noun: kind.noun(),
            key,
            id: observed.id,
            minutes: waited.as_secs() / 60,
        }),
    }
}

/// Lists a kind in the rhythm of its deletions until `is_over`. Beyond ten times the usual time and `patience`, something is wrong
/// that waiting does not repair: how long was waited by then, in vain.
///
/// # Errors
///
/// When it can't be listed, or the run is asked to stop.
pub(in crate::walkthrough) async fn wait_until(
    session: &Arc<Session>,
    kind: Kind,
    patience: Duration,
    is_over: impl Fn() -> bool + Send,
) -> Result<Option<Duration>> {
    let usual = kind.row().usual_deletion;
    let schedule = PollSchedule::new(usual).at(session.aws().cloud());
    let started = session.aws().clock().elapsed();
    loop {
        let waited = session.aws().clock().elapsed() - started;
        if waited > usual * PATIENCE_FACTOR + patience {
            return Ok(Some(waited));
        }
        tokio::select! {
            biased;
            () = session.aws().clock().sleep(schedule.delay_after(waited)) => {}
            reason = session.interruption().stopped() => return Err(Error::Stopped(reason)),
        }
        session.refresh(kind).await?;
        if is_over() {
            return Ok(None);
        }
    }
}

fn leaving(session: &Session, resource: &dyn AnyResource) -> Option<Observed> {
    let key = &resource.base().key;
    session.inventory(|inventory| {
        let mut of_key = inventory.of(resource.kind()).iter().filter(|observed| observed.has_key(key));
        of_key.find(|observed| observed.state == State::Deleting).cloned()
    })
}
