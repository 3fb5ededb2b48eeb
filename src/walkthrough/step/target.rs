//! What stands behind a step's verbs: the builder, which makes things, or the planner, which only looks.

use std::sync::Arc;

use async_trait::async_trait;

use crate::aws::ResourceKey;
use crate::hosts::{AppSettings, AppSource, Prepared};
use crate::resources::{AnyHandle, AnyResource, Kind};
use crate::walkthrough::{Notice, Result, Session};

/// What a step's `apply` works on. The step never knows which it is.
#[async_trait]
pub trait Target: Send + Sync {
    /// Makes sure that a resource is there and up to date.
    async fn ensure(&self, session: &Arc<Session>, resource: &dyn AnyResource) -> Result<AnyHandle>;

    /// Waits until a resource is ready.
    async fn ready(&self, session: &Arc<Session>, handle: &AnyHandle) -> Result<AnyHandle>;

    /// Keeps the newest `keep` of a step's resources of one kind, and lets the older ones go.
    async fn keep_newest(&self, session: &Arc<Session>, step: &'static str, kind: Kind, keep: usize) -> Result<()>;

    /// Notes that a step's instance is only ready once its first boot is done.
    ///
    /// This and what follows about hosts does nothing where it is not told otherwise: what is on a host can't be planned without a log-in.
    fn has_first_boot(&self, _session: &Session, _step: &'static str, _host: &'static str) {}

    /// Waits until a host's first boot is done.
    async fn wait_for_first_boot(&self, _session: &Arc<Session>, _host: &'static str) -> Result<()> {
        Ok(())
    }

    /// Puts the application on its host and builds its images; `None` where there are no hosts to log in to.
    async fn prepare(&self, _session: &Arc<Session>, _host: &'static str, _source: AppSource) -> Result<Option<Prepared>> {
        Ok(None)
    }

    /// Brings a prepared application in line with what `settings` says.
    async fn deploy(
        &self,
        _session: &Arc<Session>,
        _host: &'static str,
        _prepared: Option<Prepared>,
        _settings: &(dyn Fn() -> Result<AppSettings> + Send + Sync),
    ) -> Result<()> {
        Ok(())
    }

    /// The handle of a resource an earlier step makes, as soon as it is there; `None` when none makes it.
    async fn resource(&self, session: &Arc<Session>, key: &ResourceKey) -> Result<Option<AnyHandle>>;

    /// Waits until the steps that this one comes after are accepted, where they are walked.
    async fn followed(&self, _session: &Session) -> Result<()> {
        Ok(())
    }

    /// Notes something the deployment offers.
    fn output(&self, session: &Session, name: &str, value: String) -> Result<()>;

    /// Forgets an output that the deployment does not offer any more.
    fn no_output(&self, session: &Session, name: &str) -> Result<()>;

    /// Shows the person a notice.
    fn notice(&self, session: &Session, notice: Notice);
}
