//! What the clients of a DB instance meet: where it is in the network, and whom it lets in.

use jalon_reachability::{Database, Label, LabelKind};
use jiff::Timestamp;

use super::model::Instance;
use super::{Rds, answers};
use crate::common::Common;
use crate::passwords::PasswordDigest;

/// The statuses in which a DB instance takes connections. Source: RDS user guide, "Viewing DB instance status": it is available while
/// it backs up and while most changes are made.
const SERVING: [&str; 6] = [
    "available",
    "backing-up",
    "modifying",
    "renaming",
    "storage-full",
    "storage-optimization",
];

/// A DB instance as a client knows it.
#[derive(Debug)]
pub struct Server<'r> {
    instance: &'r Instance,
    now: Timestamp,
}

impl<'r> Server<'r> {
    /// The DB instance whose endpoint has that name; none before it has an endpoint.
    pub fn at(rds: &'r Rds, common: &Common, host: &str, now: Timestamp) -> Option<Self> {
        let mut instances = rds.instances.values();
        let instance = instances.find(|instance| answers::endpoint_name(common, instance).eq_ignore_ascii_case(host))?;
        (instance.endpoint_at <= now).then_some(Self { instance, now })
    }

    /// Its identifier.
    pub fn identifier(&self) -> &'r str {
        &self.instance.identifier
    }

    /// `db-…`, which no other instance ever has.
    pub fn resource_id(&self) -> &'r str {
        &self.instance.resource_id
    }

    /// Whether it takes connections at this port.
    pub fn listens_on(&self, port: u16) -> bool {
        self.instance.settings.port == port && SERVING.contains(&self.instance.status(self.now))
    }

    /// Whether it lets somebody in.
    pub fn admits(&self, user: &str, password: &PasswordDigest) -> bool {
        let known = self.instance.password.as_ref();
        self.instance.user == user && known.is_none_or(|known| known == password)
    }

    /// Whether it has a database of that name.
    pub fn has_database(&self, name: &str) -> bool {
        self.instance.database.as_deref() == Some(name)
    }
}

/// The DB instances as the analysis of paths takes them.
pub fn databases(rds: &Rds) -> Vec<Database> {
    let instances = rds.instances.values();
    instances
        .map(|instance| Database {
            label: Label::new(LabelKind::DbInstance, &instance.identifier),
            port: instance.settings.port,
            subnets: rds
                .subnet_groups
                .get(&instance.subnet_group)
                .map(|group| group.subnets.iter().map(|subnet| subnet.id.clone()).collect())
                .unwrap_or_default(),
            security_groups: instance.settings.security_groups.clone(),
            is_public: instance.settings.publicly_accessible,
        })
        .collect()
}

/// Whether there is a DB instance with this resource id.
pub fn has_resource(rds: &Rds, resource_id: &str) -> bool {
    rds.instances.values().any(|instance| instance.resource_id == resource_id)
}
