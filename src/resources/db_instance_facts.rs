//! What AWS reports of a DB instance.

use std::fmt;
use std::sync::Arc;

use aws_sdk_rds::types::DbInstance as RdsInstance;
use jiff::Timestamp;

use super::db_status;
use super::ec2_support::moment;
use crate::prices::{Charge, Item};

/// Where a database is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The host name, which follows the database to another address.
    pub host: String,
    /// The port.
    pub port: u16,
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// What a database is charged for.
pub(super) struct DbCharges<'a> {
    /// Its class.
    pub(super) class: Option<&'a str>,
    /// What its storage is made of.
    pub(super) storage_type: Option<&'a str>,
    /// The size of its storage.
    pub(super) size_gib: Option<i32>,
    /// Whether it has a standby in another zone.
    pub(super) is_multi_az: bool,
    /// Whether Extended Support is charged once the standard support of its version has ended.
    pub(super) may_be_extended: bool,
}

impl DbCharges<'_> {
    /// The class by the hour and the storage. Backups are charged beyond the size of the database.
    pub(super) fn list(&self) -> Vec<Charge> {
        let mut charges = vec![
            Charge::running(Item::db_instance(self.class, self.is_multi_az)),
            Charge::stored(Item::db_storage(self.storage_type, self.is_multi_az), self.size_gib),
            Charge::by_use(Item::DbSnapshot),
        ];
        charges.extend(self.may_be_extended.then(|| Charge::by_use(Item::ExtendedSupport)));
        charges
    }
}

/// What AWS reports of a DB instance.
#[derive(Clone, Debug)]
pub struct DbInstanceFacts {
    /// Its status in AWS's words, e.g. `available`.
    pub status: String,
    /// Where it is reached; `None` while it is being made.
    pub endpoint: Option<Endpoint>,
    /// The database made inside it.
    pub database: Option<String>,
    /// The administrator's name.
    pub user: Option<String>,
    /// The full version, e.g. `8.4.7`.
    pub version: Option<String>,
    /// The DB instance class, as it is or is about to be.
    pub class: Option<String>,
    /// Days automated backups are kept, as they are or are about to be.
    pub backup_retention_days: i32,
    /// The size it may grow to by itself, in GiB; 0 where it does not grow.
    pub storage_ceiling_gib: i32,
    /// The size of its storage, as it is or is about to be.
    pub size_gib: Option<i32>,
    /// What its storage is made of, e.g. `gp3`, as it is or is about to be.
    pub storage_type: Option<String>,
    /// Whether it has a public address.
    pub is_public: Option<bool>,
    /// Whether its storage is encrypted.
    pub is_encrypted: Option<bool>,
    /// Whether it has a standby in another zone, or is about to have one.
    pub is_multi_az: bool,
    pub(super) security_groups: Vec<String>,
    pub(super) is_protected: bool,
    pub(super) described: Arc<RdsInstance>,
}

impl DbInstanceFacts {
    /// The line of its version: `8.4` of `8.4.7`. Patches come by themselves.
    pub fn version_line(&self) -> Option<String> {
        let version = self.version.as_deref()?;
        Some(version.split('.').take(2).collect::<Vec<_>>().join("."))
    }

    /// Whether it takes connections, as far as its status says.
    pub fn takes_connections(&self) -> bool {
        db_status::takes_connections(&self.status)
    }

    /// The zone it is in, of those of its subnet group; `None` while it is being made.
    pub fn availability_zone(&self) -> Option<&str> {
        self.described.availability_zone()
    }

    /// When AWS starts it again by itself, where it is stopped.
    pub fn restarts_at(&self) -> Option<Timestamp> {
        moment(self.described.automatic_restart_time()?)
    }

    /// Whether AWS may put it into Extended Support, at a price, when the standard support of its version ends.
    pub fn may_be_in_extended_support(&self) -> bool {
        self.described.engine_lifecycle_support() == Some("open-source-rds-extended-support")
    }

    /// What it is charged for.
    pub(super) fn charges(&self) -> Vec<Charge> {
        let known = DbCharges {
            class: self.class.as_deref(),
            storage_type: self.storage_type.as_deref(),
            size_gib: self.size_gib,
            is_multi_az: self.is_multi_az,
            may_be_extended: self.may_be_in_extended_support(),
        };
        known.list()
    }

    pub(super) fn is_stopped(&self) -> bool {
        matches!(self.status.as_str(), "stopping" | "stopped")
    }
}

/// Reads a DB instance of this status.
pub(super) fn facts(status: String, db: RdsInstance) -> DbInstanceFacts {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let endpoint = db.endpoint().and_then(|endpoint| {
        let (host, port) = (endpoint.address()?.to_owned(), endpoint.port()?);
        Some(Endpoint {
            host,
            port: u16::try_from(port).ok()?,
        })
    });
    // A change AWS has taken and not carried out yet is as good as made.
    let pending = db.pending_modified_values();
    let class = pending
        .and_then(|pending| pending.db_instance_class())
        .or(db.db_instance_class());
    let retention = pending
        .and_then(|pending| pending.backup_retention_period())
        .or(db.backup_retention_period());
    let storage_type = pending.and_then(|pending| pending.storage_type()).or(db.storage_type());
    let size_gib = pending
        .and_then(|pending| pending.allocated_storage())
        .or(db.allocated_storage());
    let is_multi_az = pending.and_then(|pending| pending.multi_az()).or(db.multi_az()) == Some(true);
    let groups = db.vpc_security_groups().iter();
    let groups = groups.filter(|group| group.status() != Some("removing"));
    DbInstanceFacts {
        status,
        endpoint,
        database: owned(db.db_name()),
        user: owned(db.master_username()),
        version: owned(db.engine_version()),
        class: owned(class),
        backup_retention_days: retention.unwrap_or(0),
        storage_ceiling_gib: db.max_allocated_storage().unwrap_or(0),
        size_gib,
        storage_type: owned(storage_type),
        is_public: db.publicly_accessible(),
        is_encrypted: db.storage_encrypted(),
        is_multi_az,
        security_groups: groups.filter_map(|group| owned(group.vpc_security_group_id())).collect(),
        is_protected: db.deletion_protection() == Some(true),
        described: Arc::new(db),
    }
}
