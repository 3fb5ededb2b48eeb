//! What runs in a folder: the images built from it, and the containers of its application.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::database;
use super::environment::Environment;
use super::files;
use super::view::HostView;
use crate::clock::after;
use crate::common::Context;

/// What was built and started in a folder.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Application {
    /// The digest of the files that its images were built from.
    pub built_from: Option<String>,
    /// Whether that was a build by itself, which no start has followed yet.
    pub is_fresh: bool,
    /// Its containers, once they were started.
    pub run: Option<Run>,
    /// How long the images of today's files were built.
    #[serde(default)]
    pub build_took: Option<Duration>,
}

/// The containers of an application.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Run {
    /// When they were started.
    pub since: Timestamp,
    /// When they are up.
    pub up_at: Timestamp,
    /// What the application read at its start.
    pub environment: Environment,
    /// The digest of the file it read it from.
    pub environment_sha256: Option<String>,
    /// The digest of the files of its images.
    pub built_from: String,
    /// The port they are published at.
    pub port: Option<u16>,
    /// The services, the application first.
    pub services: Vec<String>,
    /// Whether they start again after a boot.
    pub restarts: bool,
    /// Whether the application has been healthy.
    pub was_healthy: bool,
    /// Why it was not when it was last looked at.
    pub trouble: Option<String>,
}

/// A container, as `docker compose ps --all` lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    /// As `app-app-1`: the folder, the service and a number.
    pub name: String,
    /// `running`, `created` or `exited`.
    pub state: String,
    /// `starting`, `healthy` or `unhealthy`; empty for one that does not run.
    pub health: String,
}

/// How an application does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its containers do not run.
    Down,
    /// It is starting, or waits for its database.
    Starting,
    /// It can log in to its database.
    Healthy,
    /// It can't.
    Unhealthy,
}

/// How the application of a folder does now. One that becomes healthy makes its table in the database: it migrates at its start alone, so
/// that a database which is replaced later has none.
pub fn look(view: &mut HostView, cx: &Context, instance: &str, folder: &str) -> Standing {
    let id = files::id(instance, folder);
    let found = view
        .hosts
        .applications
        .get(&id)
        .and_then(|application| application.run.clone());
    let (Some(run), Some(machine)) = (found, view.machine(instance)) else {
        return Standing::Down;
    };
    // Docker starts with the machine.
    let is_of_former_start = run.since < machine.running_at;
    let (since, up_at) = match is_of_former_start {
        true => (machine.sshd_at, machine.sshd_at),
        false => (run.since, run.up_at),
    };
    if (is_of_former_start && !run.restarts) || cx.now < machine.sshd_at {
        return Standing::Down;
    }
    if cx.now < up_at {
        return Standing::Starting;
    }
    let trouble = match log_in(view, cx, instance, &run) {
        Ok(row) => {
            let migrates = !run.was_healthy || is_of_former_start;
            if migrates && !view.hosts.databases.contains(&row) {
                view.hosts.databases.insert(row, database::Tables::default());
            }
            None
        }
        Err(trouble) => Some(trouble),
    };
    note(view, &id, &run, &trouble);
    match trouble {
        None => Standing::Healthy,
        Some(_) if !run.was_healthy && cx.now < after(since, cx.latencies.container_unhealthy) => Standing::Starting,
        Some(_) => Standing::Unhealthy,
    }
}

/// The row of the database's tables, or what the application logs instead.
fn log_in(view: &HostView, cx: &Context, instance: &str, run: &Run) -> Result<String, String> {
    let Some(account) = &run.environment.database else {
        return Err("DATABASE_URL has to be like mysql+pymysql://USER:PASSWORD@HOST:PORT/NAME".to_owned());
    };
    database::log_in(view, cx, instance, account).map_err(|refusal| {
        let (number, words) = refusal.words(account);
        format!("sqlalchemy.exc.OperationalError: (pymysql.err.OperationalError) ({number}, \"{words}\")")
    })
}

/// Stores what a look has found, where it is new.
fn note(view: &mut HostView, id: &str, run: &Run, trouble: &Option<String>) {
    let is_new = run.trouble != *trouble || (trouble.is_none() && !run.was_healthy);
    if !is_new {
        return;
    }
    if let Some(run) = view
        .hosts
        .applications
        .get_mut(id)
        .and_then(|application| application.run.as_mut())
    {
        run.was_healthy |= trouble.is_none();
        run.trouble.clone_from(trouble);
    }
}

/// The folder whose application answers on a port of an instance: one is up, and it has been healthy.
pub fn publishing(view: &mut HostView, cx: &Context, instance: &str, port: u16) -> Option<String> {
    let prefix = format!("{instance}/");
    let folders: Vec<String> = view
        .hosts
        .applications
        .starting_with(&prefix)
        .filter(|(_, application)| application.run.as_ref().is_some_and(|run| run.port == Some(port)))
        .filter_map(|(id, _)| id.strip_prefix(&prefix).map(str::to_owned))
        .collect();
    folders.into_iter().find(|folder| {
        let is_up = matches!(look(view, cx, instance, folder), Standing::Healthy | Standing::Unhealthy);
        is_up && run(view, instance, folder).is_some_and(|run| run.was_healthy)
    })
}

/// The containers of a folder.
pub fn containers(view: &mut HostView, cx: &Context, instance: &str, folder: &str) -> Vec<Container> {
    let standing = look(view, cx, instance, folder);
    let Some(run) = run(view, instance, folder) else {
        return Vec::new();
    };
    let health = match standing {
        Standing::Down => "",
        Standing::Starting => "starting",
        Standing::Healthy => "healthy",
        Standing::Unhealthy => "unhealthy",
    };
    let services = run.services.iter().enumerate();
    services
        .map(|(place, service)| {
            let (state, health) = match standing {
                Standing::Down => ("exited", ""),
                // The others wait until the application is healthy.
                _ if place > 0 && !run.was_healthy => ("created", ""),
                _ if place > 0 => ("running", "healthy"),
                _ => ("running", health),
            };
            Container {
                name: container_name(folder, service),
                state: state.to_owned(),
                health: health.to_owned(),
            }
        })
        .collect()
}

/// The containers of a folder, once they were started.
pub fn run<'v>(view: &'v HostView, instance: &str, folder: &str) -> Option<&'v Run> {
    view.hosts.applications.get(&files::id(instance, folder))?.run.as_ref()
}

/// The name of a service's first container. Source: Docker documentation, "Specify a project name".
pub fn container_name(folder: &str, service: &str) -> String {
    format!("{}-{service}-1", files::normal(folder).rsplit('/').next().unwrap_or_default())
}
