//! What the state file keeps of one resource, and who it is by it.

use crate::aws::{Identity, PROPAGATION_PATIENCE, ResourceKey};
use crate::checkpoint::{ResourceRecord, ResourceStatus};
use crate::resources::AnyResource;
use crate::walkthrough::{Result, Session};

/// Writes a resource's record: with an id what AWS made, without one what is about to be made.
pub(in crate::walkthrough) fn record(
    session: &Session,
    step: &str,
    resource: &dyn AnyResource,
    generation: u32,
    id: Option<&str>,
) -> Result<()> {
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
        intended_at: session.aws().clock().now(),
        ready_at: None,
    };
    session.checkpoint().update(|state| {
        state.generations.insert(base.key.to_string(), generation);
        state.resources.insert(base.key.to_string(), record);
    })?;
    Ok(())
}

/// Who the resource is, for its tags and its token.
pub(in crate::walkthrough) fn identity(session: &Session, step: &str, resource: &dyn AnyResource, generation: u32) -> Identity {
    let base = resource.base();
    Identity {
        deployment: session.deployment().to_owned(),
        deployment_id: session.deployment_id(),
        key: base.key.clone(),
        step: step.to_owned(),
        name: base.name.clone(),
        generation,
        given_tags: session.checkpoint().read(|state| state.tags.clone()),
        expires_at: session.expires_at(),
    }
}

/// Whether the record is of a create call that AWS may still act on, of a run that is gone: nobody knows when it was sent, only that it
/// was begun a short time ago.
pub(in crate::walkthrough) fn is_in_flight(record: &ResourceRecord, now: jiff::Timestamp) -> bool {
    record.id.is_none() && is_young(record, now)
}

/// Whether the record is so young that AWS may not list everywhere what it is about. So is one of a clock that ran ahead.
pub(in crate::walkthrough) fn is_young(record: &ResourceRecord, now: jiff::Timestamp) -> bool {
    let age = now.duration_since(record.intended_at);
    age < jiff::SignedDuration::try_from(PROPAGATION_PATIENCE).unwrap_or(jiff::SignedDuration::MAX)
}
