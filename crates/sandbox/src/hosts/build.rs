//! Building container images.

use std::time::Duration;

use super::compose_file::ComposeFile;
use super::error::HostError;
use super::files;
use super::network::HTTPS;
use super::session::{HostSession, NO_DOCKER};
use super::view::HostView;
use crate::common::Context;
use crate::failures::{Failure, FailureTarget};

/// What Docker says where its command `compose` is not installed.
const NO_COMPOSE: &str = "docker: unknown command: docker compose\n\nRun 'docker --help' for more information";
/// What it says where there is no compose file.
const NO_FILE: &str = "no configuration file provided: not found";
/// What it says without a way to the registry.
const NO_REGISTRY: &str = "failed to solve: python:3.13-slim: failed to resolve source metadata for docker.io/library/python:3.13-slim: \
                           failed to do request: Head \"https://registry-1.docker.io/v2/library/python/manifests/3.13-slim\": dial tcp: i/o \
                           timeout";

/// A build that is about to begin.
struct Build {
    /// The digest of the files it takes.
    files: String,
    lasting: Duration,
    failure: Option<Failure>,
    has_way: bool,
}

impl HostSession {
    /// Builds the images of a folder and pulls those they are built from. It takes [`image_build`](crate::Latencies::image_build) the
    /// first time, which needs a way to the Internet, and less later.
    ///
    /// # Errors
    /// The session is lost; Docker's words where it or the compose file is missing, or the build fails; or the change could not be stored.
    pub async fn compose_build(&self, folder: &str) -> Result<(), HostError> {
        self.build(folder, true).await
    }

    /// Builds the images of a folder. Right after a build by itself a start has nothing left to build.
    pub(super) async fn build(&self, folder: &str, by_itself: bool) -> Result<(), HostError> {
        let begun = self
            .change(|view, cx, host| {
                compose_file(view, host, folder)?;
                self.refuse_docker(view)?;
                begin(view, cx, host, folder, by_itself)
            })
            .await?;
        let Some(build) = begun else {
            return Ok(());
        };
        if !build.has_way {
            self.pass(self.latencies().connect_timeout).await?;
            return Err(HostError::failed(NO_REGISTRY));
        }
        if build.failure.is_some_and(Failure::is_endless) {
            return Err(self.stall().await);
        }
        self.pass(build.lasting).await?;
        if let Some(failure) = build.failure {
            return Err(HostError::Failed(failure.message("")));
        }
        self.change(|view, _, host| {
            let id = files::id(host, folder);
            let mut application = view.hosts.applications.get(&id).cloned().unwrap_or_default();
            application.built_from = Some(build.files);
            application.is_fresh = by_itself;
            application.build_took = Some(build.lasting);
            view.hosts.applications.insert(id, application);
            Ok(())
        })
        .await
    }
}

/// What has to be built; nothing where a start follows a build of the same files.
fn begin(view: &mut HostView, cx: &Context, host: &str, folder: &str, by_itself: bool) -> Result<Option<Build>, HostError> {
    let files = files::digest(view, host, folder);
    let known = view.hosts.applications.get(&files::id(host, folder));
    let former = known.and_then(|application| application.built_from.as_deref());
    let is_same = former == Some(files.as_str());
    if is_same && !by_itself && known.is_some_and(|application| application.is_fresh) {
        return Ok(None);
    }
    let latencies = cx.latencies;
    let span = match former {
        None => latencies.image_build,
        Some(_) if is_same => latencies.image_cached_build,
        Some(_) => latencies.image_rebuild,
    };
    let has_way = former.is_some() || view.paths(cx.now).to_internet(host, HTTPS);
    let name = format!("build of {folder} on {host} at {}", cx.now);
    Ok(Some(Build {
        lasting: view.common.ids.span_for(&name, span, latencies.spread),
        failure: (!is_same && has_way)
            .then(|| view.common.failures.next(FailureTarget::ImageBuild))
            .flatten(),
        files,
        has_way,
    }))
}

/// The compose file of a folder, on a host that can use it.
pub fn compose_file(view: &HostView, host: &str, folder: &str) -> Result<ComposeFile, HostError> {
    let machine = view.machine(host);
    if !machine.as_ref().is_some_and(|machine| machine.has_docker()) {
        return Err(HostError::failed(NO_DOCKER));
    }
    if !machine.is_some_and(|machine| machine.has_compose()) {
        return Err(HostError::failed(NO_COMPOSE));
    }
    ComposeFile::of(view, host, folder).ok_or_else(|| HostError::failed(NO_FILE))
}
