//! What is on the hosts, without logging in: for tests, and for whoever runs the sandbox.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use super::application::Application;
use super::boot::BootStatus;
use super::view::HostView;
use crate::{Simulator, locked};

/// What is on one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostReading {
    /// `i-…`
    pub instance: String,
    /// How its first boot goes.
    pub first_boot: BootStatus,
    /// How long its first boot takes, unless it never ends.
    pub first_boot_takes: Option<Duration>,
    /// How long the images of its applications were built, by folder.
    pub builds: BTreeMap<String, Duration>,
    /// How long the containers of its applications took to start, by folder.
    pub starts: BTreeMap<String, Duration>,
    /// The fingerprint of its host key.
    pub host_key: String,
    /// The paths of its files, in order.
    pub files: Vec<String>,
}

/// A duration of each application of a host, by folder, where it has one.
fn of_applications(view: &HostView, prefix: &str, duration: fn(&Application) -> Option<Duration>) -> BTreeMap<String, Duration> {
    let all = view.hosts.applications.starting_with(prefix);
    all.filter_map(|(id, application)| Some((id.strip_prefix(prefix)?.to_owned(), duration(application)?)))
        .collect()
}

fn between(earlier: Timestamp, later: Timestamp) -> Duration {
    Duration::try_from(later.duration_since(earlier)).unwrap_or_default()
}

impl Simulator {
    /// What is on every host now.
    pub fn hosts(&self) -> Vec<HostReading> {
        let mut state = locked(&self.shared.state);
        state.world.advance(self.now());
        let view = state.world.host_view();
        let read = |id: &str| {
            let (machine, prefix) = (view.machine(id)?, format!("{id}/"));
            let files = view.hosts.files.starting_with(&prefix);
            Some(HostReading {
                instance: id.to_owned(),
                first_boot: BootStatus::of(&machine),
                first_boot_takes: machine
                    .first_boot
                    .ends_at
                    .map(|end| between(machine.first_boot.began_at, end)),
                builds: of_applications(&view, &prefix, |application| application.build_took),
                starts: of_applications(&view, &prefix, |application| {
                    let run = application.run.as_ref()?;
                    Some(between(run.since, run.up_at))
                }),
                host_key: machine.host_key,
                files: files
                    .filter_map(|(id, _)| id.strip_prefix(&prefix).map(str::to_owned))
                    .collect(),
            })
        };
        view.ec2
            .instances
            .values()
            .filter_map(|instance| read(&instance.id))
            .collect()
    }

    /// The names of the users that an application has in a database: by the DB instance's resource id and the database's name.
    pub fn users(&self, resource_id: &str, database: &str) -> Vec<String> {
        let mut state = locked(&self.shared.state);
        let view = state.world.host_view();
        let tables = view.hosts.databases.get(&format!("{resource_id}/{database}"));
        tables.map(|tables| tables.users()).unwrap_or_default()
    }

    /// Gives an instance another host key, as if another machine had taken its place. In a sandbox that is stored it lasts with the next
    /// change.
    pub fn change_host_key(&self, instance: &str) {
        let mut state = locked(&self.shared.state);
        let view = state.world.host_view();
        if let Some(mut machine) = view.machine(instance) {
            machine.change_host_key(view.common, instance);
            view.hosts.machines.insert(instance, machine);
        }
    }
}
