//! Creating: the intent is durable before the call, the id right after it, and no uncertain create is repeated blindly.

use std::sync::Arc;

use crate::aws::{AwsError, Class, Identity, LOOK_AGAIN_FOR};
use crate::resources::{AnyResource, Naming, Observed, RecordedAs, ResourceError};
use crate::walkthrough::reconcile::find::look_again;
use crate::walkthrough::reconcile::record::{identity, record};
use crate::walkthrough::{Error, Event, ForeignReason, Result, Session};

/// How often one resource is begun anew in one run.
const ATTEMPTS: u32 = 4;

/// At most this many creates with an unknown outcome per run. Each is searched for, and a third search would only keep a person waiting for a
/// cloud that is out of order.
const UNCERTAIN_ATTEMPTS: u32 = 2;

/// The code that says the client token was used for an instance that is gone.
const TOKEN_SPENT: &[&str] = &["IdempotentInstanceTerminated"];

/// The code that says the client token was used with other parameters: by an earlier walk, perhaps for something that is there.
const TOKEN_MISMATCH: &[&str] = &["IdempotentParameterMismatch"];

/// What an attempt to create came to.
enum Attempt {
    Made(Box<Observed>),
    /// The token belongs to something that is gone: a fresh one is needed.
    TokenSpent(ResourceError),
    /// Nobody knows, or something of this name or token is there: it has to be looked for.
    LookFirst(ResourceError),
    /// AWS said that it did nothing.
    Refused(ResourceError),
}

/// Makes a resource that isn't there, or finds out that it is.
///
/// # Errors
///
/// When AWS refuses, or when it can't be found out whether it was made.
pub(in crate::walkthrough) async fn create(
    session: &Arc<Session>,
    step: &'static str,
    resource: &dyn AnyResource,
) -> Result<Observed> {
    let base = resource.base();
    let mut generation = next_generation(session, resource);
    if is_interrupted(session, resource) {
        // It was looked for, and isn't listed: it was never made, or will be listed later than anybody waits.
        note_unsettled(session, resource)?;
    }
    let mut uncertain = 0;
    let mut attempts = 0;
    loop {
        attempts += 1;
        session.interruption().check_cancelled()?;
        record(session, step, resource, generation, None)?;
        if attempts == 1 {
            session.report(Event::Creating {
                key: base.key.to_string(),
                kind: resource.kind().to_string(),
                name: base.name.clone(),
            });
        }
        let identity = identity(session, step, resource, generation);
        let failure = match attempt(session, resource, &identity).await {
            Attempt::Made(observed) => return accept(session, step, resource, generation, *observed),
            Attempt::Refused(failure) => {
                if uncertain == 0 {
                    forget_intent(session, &identity)?;
                }
                return Err(failure.into());
            }
            Attempt::TokenSpent(failure) => {
                generation = fresh_generation(session, generation);
                failure
            }
            Attempt::LookFirst(failure) => {
                uncertain += 1;
                if let Some(found) = look_again(session, resource, LOOK_AGAIN_FOR).await? {
                    return accept(session, step, resource, generation, found);
                }
                let error = failure.aws();
                if error.is_some_and(is_uncertain) {
                    note_unsettled(session, resource)?;
                }
                if error.is_some_and(|error| error.is(TOKEN_MISMATCH)) {
                    generation = fresh_generation(session, generation);
                } else if error.is_some_and(|error| error.is(resource.kind().row().duplicate_codes)) {
                    return Err(taken(resource, failure));
                }
                failure
            }
        };
        if attempts >= ATTEMPTS || uncertain >= UNCERTAIN_ATTEMPTS {
            return Err(failure.into());
        }
    }
}

/// The generation to make: an interrupted one again, so that its token says so; after one that was made, the next.
fn next_generation(session: &Session, resource: &dyn AnyResource) -> u32 {
    let key = resource.base().key.as_str();
    session.checkpoint().read(|state| {
        let last = state.generations.get(key).copied().unwrap_or(0);
        match state.resources.get(key) {
            Some(record) if record.id.is_none() => record.generation,
            _ => last + 1,
        }
    })
}

/// Whether an earlier run began to make it and did not learn what became of that.
fn is_interrupted(session: &Session, resource: &dyn AnyResource) -> bool {
    let key = resource.base().key.as_str();
    session
        .checkpoint()
        .read(|state| state.resources.get(key).is_some_and(|record| record.id.is_none()))
}

/// Notes that a create may have made a resource that nobody has seen: if it shows one day, it is the deployment's own.
fn note_unsettled(session: &Session, resource: &dyn AnyResource) -> Result<()> {
    let key = resource.base().key.to_string();
    session
        .checkpoint()
        .update(|state| *state.unsettled.entry(key).or_default() += 1)?;
    Ok(())
}

/// A generation no token was ever made with, not even by walks whose memory is lost: the time, in seconds.
fn fresh_generation(session: &Session, spent: u32) -> u32 {
    let now = u32::try_from(session.aws().clock().now().as_second()).unwrap_or(u32::MAX);
    now.max(spent.saturating_add(1))
}

async fn attempt(session: &Session, resource: &dyn AnyResource, identity: &Identity) -> Attempt {
    let failure = match resource.create(session.aws(), identity).await {
        // A token spent on something that is gone is answered with the thing that is gone.
        Ok(dead) if !dead.is_live() => {
            return Attempt::TokenSpent(ResourceError::GoneAtOnce {
                noun: dead.kind().noun(),
                key: identity.key.clone(),
                id: dead.id,
                state: dead.state,
            });
        }
        Ok(observed) => return Attempt::Made(Box::new(observed)),
        Err(failure) => failure,
    };
    match failure.aws() {
        Some(error) if error.is(TOKEN_SPENT) => Attempt::TokenSpent(failure),
        Some(error) if error.is(TOKEN_MISMATCH) || error.is(resource.kind().row().duplicate_codes) || is_uncertain(error) => {
            Attempt::LookFirst(failure)
        }
        _ => Attempt::Refused(failure),
    }
}

fn is_uncertain(error: &AwsError) -> bool {
    error.class == Class::Ambiguous
}

/// A thing of this name is there, and none of this deployment's: its name is another's.
fn taken(resource: &dyn AnyResource, failure: ResourceError) -> Error {
    match failure.aws() {
        Some(error) if resource.kind().row().naming == Naming::Unique => Error::Foreign {
            key: resource.base().key.to_string(),
            noun: resource.kind().noun(),
            id: resource.base().name.clone(),
            reason: Some(ForeignReason::Refusal {
                code: error.code.clone().unwrap_or_default(),
                reason: error.reason.clone(),
            }),
        },
        _ => failure.into(),
    }
}

/// AWS said that it did nothing, so there is nothing to look for on the next run.
fn forget_intent(session: &Session, identity: &Identity) -> Result<(), Error> {
    let key = identity.key.as_str();
    session.checkpoint().update(|state| {
        state.resources.remove(key);
        if identity.generation > 1 {
            state.generations.insert(key.to_owned(), identity.generation - 1);
        } else {
            state.generations.remove(key);
        }
    })?;
    Ok(())
}

fn accept(session: &Session, step: &str, resource: &dyn AnyResource, generation: u32, observed: Observed) -> Result<Observed> {
    record(session, step, resource, generation, Some(&observed.id))?;
    let base = resource.base();
    let observed = observed.recorded_as(RecordedAs {
        key: base.key.clone(),
        step: step.to_owned(),
        at: session.aws().clock().now(),
    });
    session.note_made(observed.clone());
    session.report(Event::Created {
        key: base.key.to_string(),
        kind: observed.kind().to_string(),
        id: observed.id.clone(),
        name: base.name.clone(),
        part_of: observed.kind().part_of().map(|kind| kind.to_string()),
    });
    Ok(observed)
}
