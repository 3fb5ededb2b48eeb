//! What the hosts see of the world.

use std::net::Ipv4Addr;

use jiff::Timestamp;

use super::Hosts;
use super::machine::Machine;
use super::network::Paths;
use crate::common::Common;
use crate::ec2::Ec2;
use crate::protocol::Params;
use crate::rds::{self, Rds};

/// The hosts, and the part of the account that they see.
#[derive(Debug)]
pub struct HostView<'w> {
    pub(super) hosts: &'w mut Hosts,
    pub(super) ec2: &'w Ec2,
    pub(super) rds: &'w Rds,
    pub(super) common: &'w mut Common,
}

impl<'w> HostView<'w> {
    /// The view of these parts.
    pub fn new(hosts: &'w mut Hosts, ec2: &'w Ec2, rds: &'w Rds, common: &'w mut Common) -> Self {
        Self { hosts, ec2, rds, common }
    }

    /// The network at a moment.
    pub(super) fn paths(&self, now: Timestamp) -> Paths {
        Paths::of(self.ec2, self.rds, self.common, now)
    }

    /// The machine that an instance is.
    pub(super) fn machine(&self, instance: &str) -> Option<Machine> {
        let known = self.hosts.machines.get(instance).cloned();
        known.or_else(|| Machine::booted_long_ago(self.ec2, self.common, self.ec2.instances.get(instance)?))
    }

    /// An instance's address in its subnet.
    pub(super) fn private_address(&self, instance: &str) -> Option<Ipv4Addr> {
        self.ec2.instances.get(instance).map(|instance| instance.private_address())
    }
}

/// Copies the tables of a database that a request to RDS has taken a snapshot of, or restored.
pub fn follow_databases(view: &mut HostView, operation: &str, params: &Params) {
    let Some(copied) = rds::copied(view.rds, operation, params) else {
        return;
    };
    let row = |owner: &str| format!("{owner}/{}", copied.database);
    let tables = copied
        .from
        .iter()
        .find_map(|from| view.hosts.databases.get(&row(from)).cloned());
    if let Some(tables) = tables {
        view.hosts.databases.insert(row(&copied.to), tables);
    }
}

/// Removes what was on instances, and in databases, that are gone.
pub fn forget_gone(view: &mut HostView) {
    let (ec2, rds) = (view.ec2, view.rds);
    let is_gone = |id: &str| !ec2.instances.contains(id.split('/').next().unwrap_or_default());
    let hosts = &mut *view.hosts;
    hosts.machines.remove_where(|id, _| is_gone(id));
    hosts.files.remove_where(|id, _| is_gone(id));
    hosts.applications.remove_where(|id, _| is_gone(id));
    let has_no_owner = |id: &str| !rds::has_owner(rds, id.split('/').next().unwrap_or_default());
    hosts.databases.remove_where(|id, _| has_no_owner(id));
}
