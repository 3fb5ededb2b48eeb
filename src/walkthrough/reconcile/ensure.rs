//! `ensure`: find, keep, adopt, change or create.

use std::sync::Arc;

use crate::aws::{Identity, TAG_EXPIRES, TAG_NAME};
use crate::hosts::PRIVATE_KEY_FILE;
use crate::resources::{AnyHandle, AnyResource, Difference, Kind, Observed, State, TagChange, retag};
use crate::walkthrough::duplicates::tell_spares;
use crate::walkthrough::reconcile::create::create;
use crate::walkthrough::reconcile::deletion::{wait_until_gone, wait_until_stopped};
use crate::walkthrough::reconcile::differences::Differences;
use crate::walkthrough::reconcile::find::look;
use crate::walkthrough::reconcile::record::{identity, record};
use crate::walkthrough::{Advised, Error, Event, Mismatch, Notice, Result, Session};

/// Makes sure that `resource` is there and up to date.
///
/// # Errors
///
/// When it can't be found out, made or changed, or when the run has been asked to stop.
pub(in crate::walkthrough) async fn ensure(
    session: &Arc<Session>,
    step: &'static str,
    resource: &dyn AnyResource,
) -> Result<AnyHandle> {
    session.interruption().check_cancelled()?;
    let observed = match look(session, resource).await? {
        Some(observed) => {
            keep_or_adopt(session, step, resource, &observed)?;
            tell_spares(session, resource, &observed);
            report_additions(session, step, resource, &observed);
            wait_until_stopped(session, resource, observed).await?
        }
        None => {
            wait_until_gone(session, resource).await?;
            report_replaced(session, step, resource);
            create(session, step, resource).await?
        }
    };
    let handle = AnyHandle::of(resource.base().key.clone(), &observed);
    if resource.serves_unfinished() {
        session.holdings().publish(handle.clone());
    }
    update(session, step, resource, &observed).await?;
    session.holdings().publish(handle.clone());
    session.readiness().watch(session, resource, &observed)?;
    Ok(handle)
}

fn keep_or_adopt(session: &Session, step: &str, resource: &dyn AnyResource, observed: &Observed) -> Result<()> {
    let base = resource.base();
    let recorded = session.checkpoint().read(|state| {
        let record = state.resources.get(base.key.as_str());
        record.and_then(|record| record.id.clone())
    });
    if recorded.as_deref() == Some(observed.id.as_str()) {
        return tell_what_is_lost(session, step, observed);
    }
    let generation = session
        .checkpoint()
        .read(|state| state.generations.get(base.key.as_str()).copied())
        .unwrap_or(1);
    record(session, step, resource, generation, Some(&observed.id))?;
    session.report(Event::Adopted {
        key: base.key.to_string(),
        kind: observed.kind().to_string(),
        id: observed.id.clone(),
    });
    tell_what_is_lost(session, step, observed)
}

/// What AWS can't give back when the state directory was lost, and the way out.
fn tell_what_is_lost(session: &Session, step: &str, observed: &Observed) -> Result<()> {
    let password = session.steps().roles().database_password;
    let notice = match observed.kind() {
        Kind::KeyPair if session.memory().ssh_key().public_key()?.is_none() => Notice::LostKey {
            id: observed.id.clone(),
            file: session.folder().file(PRIVATE_KEY_FILE),
            destroy: Advised::Destroy,
        },
        Kind::DbInstance => match password {
            Some(secret) if session.memory().kept(secret)?.is_none() => Notice::LostPassword {
                id: observed.id.clone(),
                key: secret.key,
            },
            _ => return Ok(()),
        },
        _ => return Ok(()),
    };
    session.report_for(Some(step), Event::Notice(notice));
    Ok(())
}

/// Says that another resource is made in place of one that AWS gave up on.
fn report_replaced(session: &Session, step: &str, resource: &dyn AnyResource) {
    let key = resource.base().key.as_str();
    let recorded = session
        .checkpoint()
        .read(|state| state.resources.get(key).and_then(|record| record.id.clone()));
    let Some(id) = recorded else { return };
    let state = session.inventory(|inventory| inventory.by_id(resource.kind(), &id).map(|observed| observed.state.clone()));
    if let Some(State::Failed(reason)) = state {
        let notice = Notice::Replaced {
            noun: resource.kind().noun(),
            key: key.to_owned(),
            id,
            reason,
        };
        session.report_for(Some(step), Event::Notice(notice));
    }
}

/// Says what others have added to a resource.
fn report_additions(session: &Session, step: &str, resource: &dyn AnyResource, observed: &Observed) {
    let parts = resource.additions(observed);
    if !parts.is_empty() {
        let notice = Notice::Additions {
            key: resource.base().key.to_string(),
            id: observed.id.clone(),
            parts,
        };
        session.report_for(Some(step), Event::Notice(notice));
    }
}

/// Says which parts of a resource are gone.
fn report_removed(session: &Session, step: &str, resource: &dyn AnyResource, observed: &Observed, removals: &[&Difference]) {
    let key = &resource.base().key;
    for part in removals.iter().filter_map(|difference| difference.removed_part.as_ref()) {
        let deleted = Event::Deleted {
            key: format!("{key}/{part}"),
            id: observed.id.clone(),
            part_of: Some(observed.kind().to_string()),
        };
        session.report_for(Some(step), deleted);
    }
}

/// Updates what differs, or says exactly what can't be updated.
async fn update(session: &Arc<Session>, step: &str, resource: &dyn AnyResource, observed: &Observed) -> Result<()> {
    let differences = Differences::of(session, resource, observed);
    let (changeable, fixed): (Vec<&Difference>, Vec<&Difference>) =
        differences.all().partition(|difference| difference.changeable);
    let key = &resource.base().key;
    if !fixed.is_empty() {
        return Err(Error::Unchangeable {
            noun: observed.kind().noun(),
            key: key.to_string(),
            id: observed.id.clone(),
            differences: fixed.into_iter().cloned().map(Mismatch::Difference).collect(),
            ways_out: session.ways_out(step, observed.kind()),
        });
    }
    if changeable.is_empty() {
        return Ok(());
    }
    session.interruption().check_cancelled()?;
    let just_made = session.holdings().made_at(observed.kind(), &observed.id).is_some();
    let (removals, changes): (Vec<&Difference>, Vec<&Difference>) = changeable
        .into_iter()
        .partition(|difference| difference.removed_part.is_some());
    for difference in changes.into_iter().filter(|_| !just_made) {
        session.report(Event::Changing {
            key: key.to_string(),
            id: observed.id.clone(),
            field: difference.field,
            found: difference.found.clone(),
            wanted: difference.wanted.clone(),
        });
    }
    let generation = session
        .checkpoint()
        .read(|state| state.generations.get(key.as_str()).copied())
        .unwrap_or(1);
    let identity = identity(session, step, resource, generation);
    if !differences.lost_tags.is_empty() {
        restore_tags(session, observed, &identity).await?;
    }
    if !differences.settings.is_empty() {
        resource
            .change(session.aws(), &identity, observed, &differences.settings)
            .await?;
    }
    report_removed(session, step, resource, observed, &removals);
    session.notes().note_touched();
    if !just_made {
        session.notes().note_changed();
        if resource.kind().row().is_built_on {
            session.refresh(resource.kind().listed_as()).await?;
        }
    }
    Ok(())
}

/// Writes the tags back that somebody removed or changed, and takes an expiry off that was taken back. The step's has most often gone with
/// the others.
async fn restore_tags(session: &Session, observed: &Observed, identity: &Identity) -> Result<()> {
    let mut observed = observed.clone();
    if session.has_outdated_expiry(&observed) {
        retag(session.aws(), &observed, TagChange::Remove(&[TAG_EXPIRES])).await?;
        observed.tags.remove(TAG_EXPIRES);
    }
    let tags: Vec<_> = identity.all_tags().into_iter().filter(|(tag, _)| tag != TAG_NAME).collect();
    if tags.iter().any(|(tag, value)| observed.tags.get(tag) != Some(value)) {
        retag(session.aws(), &observed, TagChange::Write(&tags)).await?;
    }
    Ok(())
}
