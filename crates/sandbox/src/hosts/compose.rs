//! Docker Compose on a host: starting an application's containers, and asking after them.

use std::time::Duration;

use jiff::Timestamp;

use super::application::{self, Container, Run, Standing};
use super::application_page;
use super::build::compose_file;
use super::environment;
use super::error::HostError;
use super::files;
use super::session::HostSession;
use super::view::HostView;
use super::web::{WebMethod, WebRequest};
use crate::clock::after;
use crate::common::Context;

/// How often a start looks whether the application is healthy, in simulated time: the interval of its health check.
const INTERVAL: Duration = Duration::from_secs(5);

impl HostSession {
    /// Builds what has to be built, starts the containers of a folder, and waits until they are healthy. The application reads `.env`
    /// (`DATABASE_URL`, `APP_PORT`), and is healthy when it can log in to its database. Containers that run already, of the same files and
    /// the same `.env`, stay as they are.
    ///
    /// # Errors
    /// The session is lost; Docker's words where it or a file is missing, the build fails, or the application is not healthy in time; or a
    /// change could not be stored.
    pub async fn compose_up(&self, folder: &str) -> Result<(), HostError> {
        self.build(folder, false).await?;
        let starting = self.change(|view, cx, host| start(view, cx, host, folder)).await?;
        let Some(Starting { up_at, gives_up_at }) = starting else {
            return Ok(());
        };
        self.pass(Duration::try_from(up_at.duration_since(self.now())).unwrap_or_default())
            .await?;
        loop {
            let standing = self
                .change(|view, cx, host| Ok(application::look(view, cx, host, folder)))
                .await?;
            let is_over = gives_up_at <= self.now();
            match standing {
                Standing::Healthy => return Ok(()),
                Standing::Starting | Standing::Unhealthy if !is_over => self.pass(INTERVAL).await?,
                _ => return self.look(|view, _, host| Err(unhealthy(view, host, folder))).await,
            }
        }
    }

    /// The containers of a folder, running or not; none before they were first started.
    ///
    /// # Errors
    /// The session is lost; or Docker's words where it or the compose file is missing.
    pub async fn containers(&self, folder: &str) -> Result<Vec<Container>, HostError> {
        self.look(|view, cx, host| {
            compose_file(view, host, folder)?;
            self.refuse_docker(view)?;
            Ok(application::containers(view, cx, host, folder))
        })
        .await
    }

    /// What the containers of a folder have logged last.
    ///
    /// # Errors
    /// The session is lost; or Docker's words where it or the compose file is missing.
    pub async fn compose_log(&self, folder: &str) -> Result<String, HostError> {
        self.look(|view, cx, host| {
            compose_file(view, host, folder)?;
            self.refuse_docker(view)?;
            application::look(view, cx, host, folder);
            Ok(application::run(view, host, folder).map(log).unwrap_or_default())
        })
        .await
    }

    /// The status of a page that the host gets from itself, at `http://127.0.0.1:PORT/PATH`.
    ///
    /// # Errors
    /// The session is lost; or curl's words where nothing listens there.
    pub async fn get(&self, port: u16, path: &str) -> Result<u16, HostError> {
        let request = WebRequest {
            method: WebMethod::Get,
            url: path.to_owned(),
            form: None,
            cookies: Vec::new(),
        };
        self.look(|view, cx, host| match application::publishing(view, cx, host, port) {
            Some(folder) => Ok(application_page::answer(view, cx, host, &folder, path, &request).status),
            None => Err(HostError::Failed(format!(
                "curl: (7) Failed to connect to 127.0.0.1 port {port} after 0 ms: Couldn't connect to server"
            ))),
        })
        .await
    }
}

/// A start that is under way.
struct Starting {
    up_at: Timestamp,
    gives_up_at: Timestamp,
}

/// Starts the containers; nothing where the same ones run and are healthy.
fn start(view: &mut HostView, cx: &Context, host: &str, folder: &str) -> Result<Option<Starting>, HostError> {
    let compose = compose_file(view, host, folder)?;
    let id = files::id(host, folder);
    let environment_id = format!("{id}/{}", environment::FILE);
    let file = view.hosts.files.get(&environment_id).cloned();
    if file.is_none() && compose.needs_environment {
        let path = format!("/home/ubuntu/{}/{}", files::normal(folder), environment::FILE);
        let words = format!("env file {path} not found: stat {path}: no such file or directory");
        return Err(HostError::Failed(words));
    }
    let environment_sha256 = file.as_ref().map(|file| file.sha256().to_owned());
    let standing = application::look(view, cx, host, folder);
    let mut application = view.hosts.applications.get(&id).cloned().unwrap_or_default();
    let built_from = application.built_from.clone().unwrap_or_default();
    application.is_fresh = false;
    let is_same = |run: &Run| run.built_from == built_from && run.environment_sha256 == environment_sha256;
    if standing == Standing::Healthy && application.run.as_ref().is_some_and(is_same) {
        view.hosts.applications.insert(id, application);
        return Ok(None);
    }
    let name = format!("start of {folder} on {host} at {}", cx.now);
    let lasting = view
        .common
        .ids
        .span_for(&name, cx.latencies.containers_started, cx.latencies.spread);
    let up_at = after(cx.now, lasting);
    let environment = file.and_then(|file| file.environment().cloned()).unwrap_or_default();
    application.run = Some(Run {
        since: cx.now,
        up_at,
        port: environment.port.or(compose.default_port),
        environment,
        environment_sha256,
        built_from,
        services: compose.services,
        restarts: compose.restarts,
        was_healthy: false,
        trouble: None,
    });
    view.hosts.applications.insert(id, application);
    let gives_up_at = after(cx.now, cx.latencies.container_unhealthy.max(lasting));
    Ok(Some(Starting { up_at, gives_up_at }))
}

/// What Docker Compose says of an application that is not healthy in time.
fn unhealthy(view: &HostView, host: &str, folder: &str) -> HostError {
    let services = application::run(view, host, folder)
        .map(|run| run.services.clone())
        .unwrap_or_default();
    let name = application::container_name(folder, services.first().map_or("", String::as_str));
    HostError::Failed(match services.len() {
        0 | 1 => format!("container {name} is unhealthy"),
        _ => format!("dependency failed to start: container {name} is unhealthy"),
    })
}

fn log(run: &Run) -> String {
    let service = run.services.first().map_or("", String::as_str);
    let said = match &run.trouble {
        Some(trouble) => trouble.clone(),
        None if run.was_healthy => "[INFO] Listening at: http://0.0.0.0:8080 (1)".to_owned(),
        None => "[INFO] Waiting for the database".to_owned(),
    };
    format!("{service}-1  | {said}\n")
}
