//! The target that builds.

use std::sync::Arc;

use async_trait::async_trait;

use super::target::Target;
use super::{Event, Result, Session, ensure, live_hosts};
use crate::aws::{Key, Kind, Observed};
use crate::hosts::AppDeployment;
use crate::resources::{self, Handle, Resource};

/// Makes, changes and waits.
pub(super) struct Builder;

#[async_trait]
impl Target for Builder {
    async fn ensure(&self, session: &Arc<Session>, step: &'static str, resource: &dyn Resource) -> Result<Handle> {
        ensure::ensure(session, step, resource).await
    }

    async fn ready(&self, session: &Arc<Session>, handle: &Handle) -> Result<Handle> {
        let ready = session.readiness.ready(session, handle).await?;
        session.keep_handle(ready.clone());
        Ok(ready)
    }

    async fn keep_newest(&self, session: &Arc<Session>, step: &'static str, kind: Kind, keep: usize) -> Result<()> {
        for old in surplus(session, step, kind, keep) {
            session.interruption.go_on()?;
            let key = old.key().map_or_else(|| old.id.clone(), |key| key.to_string());
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
        live_hosts::booted(session, host).await
    }

    async fn deploy(&self, session: &Arc<Session>, wanted: &(dyn Fn() -> Result<AppDeployment> + Send + Sync)) -> Result<()> {
        live_hosts::deploy(session, wanted).await
    }

    fn handle(&self, session: &Session, key: &Key) -> Option<Handle> {
        session.handle(key)
    }

    fn notice(&self, session: &Session, text: &str) {
        session.report(Event::Notice { text: text.to_owned() });
    }

    fn output(&self, session: &Session, name: &str, value: String) -> Result<()> {
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
    // The newest first. AWS writes these times so that their text sorts as they do, and gives none while a snapshot is being taken.
    let age = |observed: &Observed| {
        let taken = observed.attributes.get("taken-at").cloned();
        (taken.is_some(), std::cmp::Reverse(taken))
    };
    all.sort_by_key(age);
    all.split_off(keep.min(all.len()))
}
