//! The target that builds.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;

use super::needs::Needs;
use super::target::Target;
use super::{Event, Result, Session, Step, ensure, live_hosts};
use crate::aws::ResourceKey;
use crate::checkpoint::StepStatus;
use crate::hosts::AppDeployment;
use crate::resources::{self, AnyHandle, AnyResource, Facts, Kind, Observed};

/// Makes, changes and waits, for one step.
pub(super) struct Builder {
    step: &'static dyn Step,
    needs: Needs,
    has_begun: AtomicBool,
    wanted: Mutex<BTreeSet<ResourceKey>>,
}

impl Builder {
    /// For a step that builds on others, which may still be at work.
    pub(super) fn new(step: &'static dyn Step, needs: Needs) -> Self {
        Self {
            step,
            needs,
            has_begun: AtomicBool::new(false),
            wanted: Mutex::default(),
        }
    }

    /// The step begins, unless it has: it has the first of what it builds on, and something is about to be waited for or made.
    ///
    /// # Errors
    ///
    /// When that can't be remembered.
    pub(super) fn begin(&self, session: &Session) -> Result<()> {
        if self.has_begun.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let id = self.step.id();
        if session.step_status(id) != StepStatus::Done {
            session.set_step_status(id, StepStatus::Running, None)?;
        }
        session.report(Event::StepStarted {
            step: id.to_owned(),
            title: self.step.title().to_owned(),
            number: session.steps.number(id),
            of: session.steps.count(),
        });
        Ok(())
    }

    /// What the step has asked for.
    pub(super) fn wanted(&self) -> BTreeSet<ResourceKey> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Target for Builder {
    async fn ensure(&self, session: &Arc<Session>, resource: &dyn AnyResource) -> Result<AnyHandle> {
        self.begin(session)?;
        self.wanted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(resource.base().key.clone());
        ensure::ensure(session, self.step.id(), resource).await
    }

    async fn ready(&self, session: &Arc<Session>, handle: &AnyHandle) -> Result<AnyHandle> {
        self.begin(session)?;
        let ready = session.readiness.ready(session, handle).await?;
        session.keep_handle(ready.clone());
        Ok(ready)
    }

    async fn keep_newest(&self, session: &Arc<Session>, step: &'static str, kind: Kind, keep: usize) -> Result<()> {
        for old in surplus(session, step, kind, keep) {
            session.interruption.go_on()?;
            let key = old.key_or_id();
            session.report(Event::Deleting {
                key: key.clone(),
                kind: kind.to_string(),
                id: old.id.clone(),
                usual_seconds: 0,
            });
            resources::delete(&session.aws, &old).await?;
            session.checkpoint.update(|state| state.resources.remove(&key))?;
            session.note_deleted(kind, &old.id);
            session.report(Event::Deleted { key, id: old.id });
        }
        Ok(())
    }

    fn boots(&self, session: &Session, step: &'static str, host: &'static str) {
        session.note_booting(step, host);
    }

    async fn booted(&self, session: &Arc<Session>, host: &'static str) -> Result<()> {
        self.begin(session)?;
        live_hosts::booted(session, host).await
    }

    async fn deploy(&self, session: &Arc<Session>, wanted: &(dyn Fn() -> Result<AppDeployment> + Send + Sync)) -> Result<()> {
        self.begin(session)?;
        live_hosts::deploy(session, wanted).await
    }

    async fn resource(&self, session: &Arc<Session>, key: &ResourceKey) -> Result<Option<AnyHandle>> {
        self.needs.resource(session, key).await
    }

    fn notice(&self, session: &Session, text: &str) {
        session.report(Event::Notice { text: text.to_owned() });
    }

    fn output(&self, session: &Session, name: &str, value: String) -> Result<()> {
        note_output(session, name, value)
    }
}

/// Notes something the deployment offers, and tells it if it is news.
///
/// # Errors
///
/// When it can't be remembered.
pub(super) fn note_output(session: &Session, name: &str, value: String) -> Result<()> {
    if session.checkpoint.read(|state| state.outputs.get(name) == Some(&value)) {
        return Ok(());
    }
    session
        .checkpoint
        .update(|state| state.outputs.insert(name.to_owned(), value.clone()))?;
    session.report(Event::Output {
        name: name.to_owned(),
        value,
    });
    Ok(())
}

/// A step's resources of a kind beyond the newest `keep`.
pub(super) fn surplus(session: &Session, step: &str, kind: Kind, keep: usize) -> Vec<Observed> {
    let mut all: Vec<Observed> = session.inventory(|inventory| {
        let of_step = inventory
            .of(kind)
            .iter()
            .filter(|observed| observed.is_live() && observed.step() == Some(step));
        of_step.cloned().collect()
    });
    // The newest first. AWS gives no time while a snapshot is being taken.
    let age = |observed: &Observed| {
        let taken = match &observed.facts {
            Facts::EbsSnapshots(set) => set.taken_at,
            Facts::DbSnapshot(snapshot) => snapshot.taken_at,
            _ => None,
        };
        (taken.is_some(), std::cmp::Reverse(taken))
    };
    all.sort_by_key(age);
    all.split_off(keep.min(all.len()))
}
