//! The target that builds.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;

use crate::aws::ResourceKey;
use crate::checkpoint::StepStatus;
use crate::hosts::{AppSettings, AppSource, Prepared};
use crate::resources::{self, AnyHandle, AnyResource, Kind};
use crate::walkthrough::reconcile::{ensure, surplus};
use crate::walkthrough::run::host_work::HostWork;
use crate::walkthrough::run::live_hosts;
use crate::walkthrough::run::needs::Needs;
use crate::walkthrough::step::Target;
use crate::walkthrough::{Event, Notice, Result, Session, Step};

/// Makes, changes and waits, for one step.
pub(in crate::walkthrough) struct Builder {
    step: &'static dyn Step,
    needs: Needs,
    has_begun: AtomicBool,
    has_met_unready: AtomicBool,
    wanted: Mutex<BTreeSet<ResourceKey>>,
}

impl Builder {
    /// For a step that builds on others, which may still be at work.
    pub(in crate::walkthrough) fn new(step: &'static dyn Step, needs: Needs) -> Self {
        Self {
            step,
            needs,
            has_begun: AtomicBool::new(false),
            has_met_unready: AtomicBool::new(false),
            wanted: Mutex::default(),
        }
    }

    /// Marks the step as started, once: when its first dependency is there and it is about to wait or create.
    ///
    /// # Errors
    ///
    /// When that can't be remembered.
    pub(in crate::walkthrough) fn begin(&self, session: &Session) -> Result<()> {
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
            number: session.steps().number(id),
            of: session.steps().count(),
        });
        Ok(())
    }

    /// Whether AWS was still working on any of the resources when the step was given it: what it was given may lack an address, say.
    pub(in crate::walkthrough) fn has_met_unready(&self) -> bool {
        self.has_met_unready.load(Ordering::Relaxed)
    }

    /// Does work on a host. It is waited for where the step is walked for the first time: later, most of it is there.
    async fn timed<T>(&self, session: &Session, wait: HostWork, work: impl Future<Output = Result<T>>) -> Result<T> {
        let id = self.step.id();
        if session.hosts().is_none() || session.step_status(id) == StepStatus::Done {
            return work.await;
        }
        live_hosts::timed(session, Some(id), wait, work).await
    }

    /// What the step has asked for.
    pub(in crate::walkthrough) fn wanted(&self) -> BTreeSet<ResourceKey> {
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
        let handle = ensure(session, self.step.id(), resource).await?;
        if !handle.is_ready() {
            self.has_met_unready.store(true, Ordering::Relaxed);
        }
        Ok(handle)
    }

    async fn ready(&self, session: &Arc<Session>, handle: &AnyHandle) -> Result<AnyHandle> {
        self.begin(session)?;
        let ready = session.readiness().ready(session, handle).await?;
        session.holdings().publish(ready.clone());
        Ok(ready)
    }

    async fn keep_newest(&self, session: &Arc<Session>, step: &'static str, kind: Kind, keep: usize) -> Result<()> {
        for old in surplus(session, step, kind, keep) {
            session.interruption().check_cancelled()?;
            let key = old.key_or_id();
            session.report(Event::Deleting {
                key: key.clone(),
                kind: kind.to_string(),
                id: old.id.clone(),
                usual_seconds: 0,
            });
            resources::delete(session.aws(), &old).await?;
            session.checkpoint().update(|state| state.resources.remove(&key))?;
            session.note_deleted(kind, &old.id);
            session.report_for(Some(step), Event::deleted(key, old.id, kind));
        }
        Ok(())
    }

    fn has_first_boot(&self, session: &Session, step: &'static str, host: &'static str) {
        session.notes().note_first_boot(step, host);
    }

    async fn wait_for_first_boot(&self, session: &Arc<Session>, host: &'static str) -> Result<()> {
        self.begin(session)?;
        live_hosts::wait_for_first_boot(session, host).await
    }

    async fn prepare(&self, session: &Arc<Session>, host: &'static str, source: AppSource) -> Result<Option<Prepared>> {
        self.begin(session)?;
        self.timed(
            session,
            HostWork::Images(host),
            live_hosts::prepare(session, self.step.id(), host, source),
        )
        .await
    }

    async fn deploy(
        &self,
        session: &Arc<Session>,
        host: &'static str,
        prepared: Option<Prepared>,
        settings: &(dyn Fn() -> Result<AppSettings> + Send + Sync),
    ) -> Result<()> {
        self.begin(session)?;
        let deploying = live_hosts::deploy(session, self.step.id(), host, prepared, settings);
        self.timed(session, HostWork::Application(host), deploying).await
    }

    async fn resource(&self, session: &Arc<Session>, key: &ResourceKey) -> Result<Option<AnyHandle>> {
        self.needs.resource(session, key).await
    }

    async fn followed(&self, session: &Session) -> Result<()> {
        self.needs.followed(session).await
    }

    fn notice(&self, session: &Session, notice: Notice) {
        session.report_for(Some(self.step.id()), Event::Notice(notice));
    }

    fn output(&self, session: &Session, name: &str, value: String) -> Result<()> {
        note_output(session, name, value)
    }

    fn no_output(&self, session: &Session, name: &str) -> Result<()> {
        if session.checkpoint().read(|state| state.outputs.contains_key(name)) {
            session.checkpoint().update(|state| state.outputs.remove(name))?;
        }
        Ok(())
    }
}

/// Records an output of the deployment, and reports it if it is new.
///
/// # Errors
///
/// When it can't be remembered.
pub(in crate::walkthrough) fn note_output(session: &Session, name: &str, value: String) -> Result<()> {
    if session.checkpoint().read(|state| state.outputs.get(name) == Some(&value)) {
        return Ok(());
    }
    session
        .checkpoint()
        .update(|state| state.outputs.insert(name.to_owned(), value.clone()))?;
    session.report(Event::Output {
        name: name.to_owned(),
        value,
    });
    Ok(())
}
