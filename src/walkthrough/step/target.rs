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
    fn has_first_boot(&self, session: &Session, step: &'static str, host: &'static str);

    /// Waits until a host's first boot is done.
    async fn wait_for_first_boot(&self, session: &Arc<Session>, host: &'static str) -> Result<()>;

    /// Puts the application on its host and builds its images; `None` where there are no hosts to log in to.
    async fn prepare(&self, session: &Arc<Session>, host: &'static str, source: AppSource) -> Result<Option<Prepared>>;

    /// Brings a prepared application in line with what `settings` says.
    async fn deploy(
        &self,
        session: &Arc<Session>,
        host: &'static str,
        prepared: Option<Prepared>,
        settings: &(dyn Fn() -> Result<AppSettings> + Send + Sync),
    ) -> Result<()>;

    /// The handle of a resource an earlier step makes, as soon as it is there; `None` when none makes it.
    async fn resource(&self, session: &Arc<Session>, key: &ResourceKey) -> Result<Option<AnyHandle>>;

    /// Notes something the deployment offers.
    fn output(&self, session: &Session, name: &str, value: String) -> Result<()>;

    /// Shows the person a notice.
    fn notice(&self, session: &Session, notice: Notice);
}
