//! `ensure`: find, keep, adopt, change or create.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::create::create;
use super::leaving::wait_until_gone;
use super::{Error, Event, Result, Session};
use crate::aws::{Backoff, LOOK_AGAIN_FOR, PROPAGATION_PATIENCE, ResourceKey, TAG_DEPLOYMENT};
use crate::checkpoint::{ResourceRecord, ResourceStatus};
use crate::resources::{AnyHandle, AnyResource, Difference, KeyMaterial, Kind, Listing, Observed, State};

/// How long after a first look that found nothing a second one has to agree.
const SECOND_LOOK_AFTER: Duration = Duration::from_secs(2);

/// Sees to it that `resource` is there and as wanted.
///
/// # Errors
///
/// When it can't be found out, made or changed, or when the run has been asked to stop.
pub(super) async fn ensure(session: &Arc<Session>, step: &'static str, resource: &dyn AnyResource) -> Result<AnyHandle> {
    session.interruption.go_on()?;
    let observed = match look(session, resource).await? {
        Some(observed) => {
            keep_or_adopt(session, step, resource, &observed)?;
            observed
        }
        None => {
            wait_until_gone(session, resource).await?;
            create(session, step, resource).await?
        }
    };
    let handle = AnyHandle::of(resource.base().key.clone(), &observed);
    if resource.serves_unfinished() {
        session.keep_handle(handle.clone());
    }
    mend(session, step, resource, &observed).await?;
    session.keep_handle(handle.clone());
    session.readiness.watch(session, resource, &observed)?;
    Ok(handle)
}

/// Finds a resource in the inventory. What was begun or is recorded, and isn't listed, is looked for again before it counts as
/// not there: AWS lists new things with a lag.
async fn look(session: &Arc<Session>, resource: &dyn AnyResource) -> Result<Option<Observed>> {
    if let Some(found) = the_one(session, resource)? {
        return Ok(Some(found));
    }
    let key = resource.base().key.as_str();
    let Some(record) = session.checkpoint.read(|state| state.resources.get(key).cloned()) else {
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
            reason,
            made_by: None,
            replaceable: false,
        }),
        None => Ok(()),
    }
}

/// How long to look for something recorded that isn't listed: as long as lags may last for what was begun or made lately, and
/// for one more look at what has been there for long.
fn patience_for(session: &Session, record: &ResourceRecord) -> Duration {
    let age = session.aws.clock().now().duration_since(record.intended_at);
    let is_young = age < jiff::SignedDuration::try_from(PROPAGATION_PATIENCE).unwrap_or(jiff::SignedDuration::MAX);
    if record.id.is_none() || is_young {
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
pub(super) async fn look_again(
    session: &Arc<Session>,
    resource: &dyn AnyResource,
    patience: Duration,
) -> Result<Option<Observed>> {
    let started = session.aws.clock().elapsed();
    let mut backoff = Backoff::for_propagation();
    loop {
        session.refresh(resource.kind().listed_as()).await?;
        if let Some(found) = the_one(session, resource)? {
            return Ok(Some(found));
        }
        if session.aws.clock().elapsed() - started >= patience {
            return Ok(None);
        }
        tokio::select! {
            biased;
            () = backoff.wait(session.aws.clock()) => {}
            reason = session.interruption.stopped() => return Err(Error::Stopped(reason)),
        }
    }
}

/// The resource, if exactly one is there and it may be taken for this one.
fn the_one(session: &Session, resource: &dyn AnyResource) -> Result<Option<Observed>> {
    let mut found = session.inventory(|inventory| resource.find(inventory));
    let Some(observed) = found.pop() else {
        return Ok(None);
    };
    if !found.is_empty() {
        let mut ids: Vec<String> = found.into_iter().map(|twin| twin.id).collect();
        ids.push(observed.id);
        return Err(Error::Twins {
            key: resource.base().key.to_string(),
            ids,
        });
    }
    if is_strange(session, resource, &observed) {
        return Err(Error::Stranger {
            noun: observed.kind().noun(),
            id: observed.id,
            reason: match observed.state {
                State::Failed(reason) => format!(" ({reason})"),
                _ => String::new(),
            },
        });
    }
    Ok(Some(observed))
}

/// Whether something was found by name that this deployment neither tagged nor began.
pub(super) fn is_strange(session: &Session, resource: &dyn AnyResource, observed: &Observed) -> bool {
    let found_by_name = matches!(observed.kind().row().listing, Listing::ByName(_));
    if !found_by_name || observed.belongs_to(session.deployment()) {
        return false;
    }
    let begun = session
        .checkpoint
        .read(|state| state.resources.contains_key(resource.base().key.as_str()));
    let tagged_otherwise = observed.tags.contains_key(TAG_DEPLOYMENT);
    let unreadable = matches!(observed.state, State::Failed(_));
    tagged_otherwise || unreadable || !begun
}

fn keep_or_adopt(session: &Session, step: &str, resource: &dyn AnyResource, observed: &Observed) -> Result<()> {
    let base = resource.base();
    let recorded = session.checkpoint.read(|state| {
        let record = state.resources.get(base.key.as_str());
        record.and_then(|record| record.id.clone())
    });
    if recorded.as_deref() == Some(observed.id.as_str()) {
        return tell_what_is_lost(session, observed);
    }
    let generation = session
        .checkpoint
        .read(|state| state.generations.get(base.key.as_str()).copied())
        .unwrap_or(1);
    record(session, step, resource, generation, Some(&observed.id))?;
    session.report(Event::Adopted {
        key: base.key.to_string(),
        kind: observed.kind().to_string(),
        id: observed.id.clone(),
    });
    tell_what_is_lost(session, observed)
}

/// What AWS can't give back when the state directory was lost, and the way out.
fn tell_what_is_lost(session: &Session, observed: &Observed) -> Result<()> {
    let password = session.steps.roles().database_password;
    let text = match observed.kind() {
        Kind::KeyPair if session.ssh_key.public_key()?.is_none() => format!(
            "The private key of {} is not on this machine, so nobody can log in to the hosts from here. Put it back as {}, or take the \
             deployment down with `jalon destroy` and walk again.",
            observed.id,
            session.folder.file("id_ed25519").display()
        ),
        Kind::DbInstance => match password {
            Some(question) if session.secrets.get(question.key)?.is_none() => format!(
                "The password of {} is not on this machine. Give it with --answers FILE, as {} in that file; if nobody has it, set a new \
                 one in the RDS console first.",
                observed.id,
                question.key_in_file()
            ),
            _ => return Ok(()),
        },
        _ => return Ok(()),
    };
    session.report(Event::Notice { text });
    Ok(())
}

/// Writes a resource's record: with an id what AWS made, without one what is about to be made.
pub(super) fn record(session: &Session, step: &str, resource: &dyn AnyResource, generation: u32, id: Option<&str>) -> Result<()> {
    let base = resource.base();
    let record = ResourceRecord {
        kind: resource.kind().to_string(),
        step: step.to_owned(),
        generation,
        id: id.map(str::to_owned),
        status: if id.is_some() {
            ResourceStatus::Accepted
        } else {
            ResourceStatus::Intended
        },
        needs: base.needs.iter().map(ResourceKey::to_string).collect(),
        intended_at: session.aws.clock().now(),
        ready_at: None,
    };
    session.checkpoint.update(|state| {
        state.generations.insert(base.key.to_string(), generation);
        state.resources.insert(base.key.to_string(), record);
    })?;
    Ok(())
}

/// Mends what differs, or says exactly what can't be mended.
async fn mend(session: &Arc<Session>, step: &str, resource: &dyn AnyResource, observed: &Observed) -> Result<()> {
    let differences = resource.differences(observed);
    let (changeable, fixed): (Vec<Difference>, Vec<Difference>) =
        differences.into_iter().partition(|difference| difference.changeable);
    let key = &resource.base().key;
    if !fixed.is_empty() {
        return Err(Error::Unchangeable {
            noun: observed.kind().noun(),
            key: key.to_string(),
            id: observed.id.clone(),
            differences: fixed.iter().map(ToString::to_string).collect(),
        });
    }
    if changeable.is_empty() {
        return Ok(());
    }
    session.interruption.go_on()?;
    let just_made = session.made_at(observed.kind(), &observed.id).is_some();
    for difference in changeable.iter().filter(|_| !just_made) {
        session.report(Event::Changing {
            key: key.to_string(),
            id: observed.id.clone(),
            field: difference.field.to_owned(),
            found: difference.found.clone(),
            wanted: difference.wanted.clone(),
        });
    }
    let generation = session
        .checkpoint
        .read(|state| state.generations.get(key.as_str()).copied())
        .unwrap_or(1);
    let identity = super::create::identity(session, step, resource, generation);
    resource.change(&session.aws, &identity, observed, &changeable).await?;
    if !just_made {
        session.tally.changed.fetch_add(1, Ordering::Relaxed);
        if resource.kind().row().is_built_on {
            session.refresh(resource.kind().listed_as()).await?;
        }
    }
    Ok(())
}
