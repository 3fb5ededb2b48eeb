//! What is on the hosts, without logging in: for tests, and for whoever runs the sandbox.

use super::boot::BootStatus;
use crate::{Simulator, locked};

/// What is on one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostReading {
    /// `i-…`
    pub instance: String,
    /// How its first boot goes.
    pub first_boot: BootStatus,
    /// The fingerprint of its host key.
    pub host_key: String,
    /// The paths of its files, in order.
    pub files: Vec<String>,
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
