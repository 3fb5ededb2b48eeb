//! Finding one resource: in the inventory, and again where AWS may not list it yet.

use std::sync::Arc;
use std::time::Duration;

use crate::aws::{LOOK_AGAIN_FOR, SENT_MAY_ACT_FOR, Search, TAG_DEPLOYMENT};
use crate::checkpoint::ResourceRecord;
use crate::resources::{AnyResource, Listing, Observed, State};
use crate::walkthrough::duplicates::claimants;
use crate::walkthrough::reconcile::record::{is_in_flight, is_young};
use crate::walkthrough::{Error, Event, FailureReason, ForeignReason, Result, Session};

/// How long after a first look that found nothing a second one has to agree.
const SECOND_LOOK_AFTER: Duration = Duration::from_secs(2);

/// Finds a resource in the inventory. What was begun or is recorded, and isn't listed, is searched again before it counts as
/// not there: AWS lists new things with a lag.
pub(in crate::walkthrough) async fn look(session: &Arc<Session>, resource: &dyn AnyResource) -> Result<Option<Observed>> {
    session.check_readable(resource.kind())?;
    if let Some(found) = find_unique(session, resource)? {
        return Ok(Some(found));
    }
    let key = resource.base().key.as_str();
    let Some(record) = session.checkpoint().read(|state| state.resources.get(key).cloned()) else {
        return Ok(None);
    };
    refuse_what_failed(session, resource)?;
    let is_dead = record
        .id
        .as_deref()
        .is_some_and(|id| session.inventory(|inventory| inventory.by_id(resource.kind(), id).is_some()));
    let patience = if is_dead {
        Duration::ZERO
    } else {
        patience_for(session, &record)
    };
    if let Some(found) = look_again(session, resource, patience).await? {
        return Ok(Some(found));
    }
    if let Some(id) = record.id {
        session.report(Event::Gone { key: key.to_owned(), id });
    }
    Ok(None)
}

/// What AWS gave up on and knows by a name can't be made anew beside it.
fn refuse_what_failed(session: &Session, resource: &dyn AnyResource) -> Result<()> {
    if resource.kind().row().is_replaceable {
        return Ok(());
    }
    let key = &resource.base().key;
    let failed = session.inventory(|inventory| {
        let mut of_key = inventory.of(resource.kind()).iter().filter(|observed| observed.has_key(key));
        of_key.find_map(|observed| match &observed.state {
            State::Failed(reason) => Some((observed.id.clone(), reason.clone())),
            _ => None,
        })
    });
    match failed {
        Some((id, reason)) => Err(Error::ResourceFailed {
            noun: resource.kind().noun(),
            key: key.to_string(),
            id,
            reason: FailureReason::GivenUp(reason),
            made_by: None,
            replaceable: false,
        }),
        None => Ok(()),
    }
}

/// How long to look for something recorded that isn't listed: as long as lags may last for what was begun or made lately, and
/// for one more look at what has been there for long. What a run that is gone has just asked for may yet be made, and listed after that.
pub(in crate::walkthrough) fn patience_for(session: &Session, record: &ResourceRecord) -> Duration {
    let now = session.aws().clock().now();
    if is_in_flight(record, now) {
        SENT_MAY_ACT_FOR + LOOK_AGAIN_FOR
    } else if record.id.is_none() || is_young(record, now) {
        LOOK_AGAIN_FOR
    } else {
        SECOND_LOOK_AFTER
    }
}

/// Lists a resource's kind again and again until it shows or patience ends.
///
/// # Errors
///
/// When it can't be listed: that is never taken for "gone".
pub(in crate::walkthrough) async fn look_again(
    session: &Arc<Session>,
    resource: &dyn AnyResource,
    patience: Duration,
) -> Result<Option<Observed>> {
    let mut search = Search::begin(session.aws().clock(), patience);
    loop {
        session.refresh(resource.kind().listed_as()).await?;
        if let Some(found) = find_unique(session, resource)? {
            return Ok(Some(found));
        }
        if search.is_over() {
            return Ok(None);
        }
        tokio::select! {
            biased;
            () = search.next() => {}
            reason = session.interruption().stopped() => return Err(Error::Stopped(reason)),
        }
    }
}

/// The resource, if exactly one is there and it may be taken for this one.
fn find_unique(session: &Session, resource: &dyn AnyResource) -> Result<Option<Observed>> {
    let mut found = session.inventory(|inventory| resource.find(inventory));
    let Some(observed) = found.pop() else {
        return Ok(None);
    };
    if !found.is_empty() {
        found.push(observed);
        return Err(Error::Duplicates {
            key: resource.base().key.to_string(),
            claimants: claimants(session, &found),
        });
    }
    if is_foreign(session, resource, &observed) {
        return Err(Error::Foreign {
            key: resource.base().key.to_string(),
            noun: observed.kind().noun(),
            id: observed.id,
            reason: match observed.state {
                State::Failed(reason) => Some(ForeignReason::State(reason)),
                _ => None,
            },
        });
    }
    Ok(Some(observed))
}

/// Whether something was found by name that this deployment neither tagged nor began.
pub(in crate::walkthrough) fn is_foreign(session: &Session, resource: &dyn AnyResource, observed: &Observed) -> bool {
    let found_by_name = matches!(observed.kind().row().listing, Listing::ByName(_));
    let unreadable = matches!(observed.state, State::Failed(_));
    if !found_by_name || (!unreadable && observed.belongs_to(session.deployment())) {
        return false;
    }
    let begun = session
        .checkpoint()
        .read(|state| state.resources.contains_key(resource.base().key.as_str()));
    let tagged_otherwise = observed.tags.contains_key(TAG_DEPLOYMENT);
    tagged_otherwise || unreadable || !begun
}
