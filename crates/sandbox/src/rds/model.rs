//! What RDS holds: subnet groups, DB instances, DB snapshots and retained automated backups.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::settings::Settings;
use crate::clock::after;
use crate::passwords::PasswordDigest;

/// A DB subnet group.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SubnetGroup {
    pub name: String,
    pub description: String,
    pub vpc: String,
    pub subnets: Vec<GroupSubnet>,
    pub tags: BTreeMap<String, String>,
}

/// A DB parameter group of the account's own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ParameterGroup {
    pub name: String,
    pub family: String,
    pub description: String,
    /// What differs from the engine's defaults.
    pub parameters: BTreeMap<String, String>,
    pub tags: BTreeMap<String, String>,
}

/// A subnet of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupSubnet {
    pub id: String,
    pub zone: String,
}

/// A DB instance. Of its administrator's password the sandbox stores a salted digest.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Instance {
    pub identifier: String,
    /// `db-…`, never used again by another instance.
    pub resource_id: String,
    pub engine: String,
    pub user: String,
    /// Absent where an earlier version made it: any password will do then.
    #[serde(default)]
    pub password: Option<PasswordDigest>,
    /// The password that comes into force later.
    #[serde(default)]
    pub next_password: Option<NextPassword>,
    pub database: Option<String>,
    pub encrypted: bool,
    pub subnet_group: String,
    pub vpc: String,
    pub zone: String,
    pub secondary_zone: Option<String>,
    pub network_interface: String,
    pub settings: Settings,
    /// A requested change that is not in force yet.
    pub pending: Option<Pending>,
    pub tags: BTreeMap<String, String>,
    pub created_at: Timestamp,
    /// When it becomes visible to calls.
    pub visible_at: Timestamp,
    /// When it gets an endpoint: after its creation, before the first backup.
    pub endpoint_at: Timestamp,
    /// When its first backup is complete, if it makes any.
    pub restorable_at: Option<Timestamp>,
    /// The activities that keep it from being available, one after the other.
    pub activities: Vec<Activity>,
    /// Its status when no activity runs, where that is not `available`.
    #[serde(default)]
    pub ending: Option<String>,
    /// When it is started again by itself, where it was stopped.
    #[serde(default)]
    pub restarts_at: Option<Timestamp>,
    pub deletion: Option<Deletion>,
    /// The resource id of the instance that it is a read replica of.
    #[serde(default)]
    pub replica_of: Option<String>,
    /// When its promotion to a database of its own is over.
    #[serde(default)]
    pub promoted_at: Option<Timestamp>,
    /// Whether it has another parameter group only after a reboot.
    #[serde(default)]
    pub awaits_reboot: bool,
}

/// A status other than available, and when it ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Activity {
    pub status: String,
    pub until: Timestamp,
}

/// Settings that come into force later: at a moment, or in a maintenance window, which never comes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pending {
    pub settings: Settings,
    /// Whether the password changes too.
    pub password: bool,
    pub at: Option<Timestamp>,
}

/// A password that comes into force at a moment. RDS never waits for a maintenance window with it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NextPassword {
    pub digest: PasswordDigest,
    pub at: Timestamp,
}

/// A running deletion.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Deletion {
    pub gone_at: Timestamp,
    pub retains_backups: bool,
}

impl Instance {
    /// `DBInstanceStatus`.
    pub fn status(&self, now: Timestamp) -> &str {
        if self.deletion.is_some() {
            return "deleting";
        }
        self.activities
            .iter()
            .find(|activity| now < activity.until)
            .map(|activity| activity.status.as_str())
            .or(self.ending.as_deref())
            .unwrap_or("available")
    }

    /// The resource id of the instance that it is a read replica of now.
    pub fn source(&self, now: Timestamp) -> Option<&str> {
        let is_promoted = self.promoted_at.is_some_and(|at| at <= now);
        self.replica_of.as_deref().filter(|_| !is_promoted)
    }

    /// Takes settings that are in force at once; another parameter group is so after a reboot.
    pub fn take(&mut self, settings: Settings) {
        self.awaits_reboot |= settings.parameter_group != self.settings.parameter_group;
        self.settings = settings;
    }

    /// Whether calls that need an available instance are taken.
    pub fn is_available(&self, now: Timestamp) -> bool {
        self.status(now) == "available"
    }

    /// Starts an activity after the running ones.
    pub fn begin(&mut self, status: &str, now: Timestamp, lasting: std::time::Duration) -> Timestamp {
        self.activities.retain(|activity| now < activity.until);
        let start = self.activities.last().map_or(now, |last| last.until);
        let until = after(start, lasting);
        self.activities.push(Activity {
            status: status.to_owned(),
            until,
        });
        until
    }

    /// The latest moment it can be restored to: RDS makes a backup every five minutes.
    pub fn latest_restorable(&self, now: Timestamp) -> Option<Timestamp> {
        const INTERVAL: i64 = 300;
        let first = self.restorable_at.filter(|first| *first <= now)?;
        if self.settings.backup_retention == 0 {
            return None;
        }
        let seconds = now.as_second();
        let floor = Timestamp::from_second(seconds - seconds.rem_euclid(INTERVAL)).ok()?;
        Some(floor.max(first))
    }
}

/// A DB snapshot, with the properties of its instance.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Snapshot {
    pub identifier: String,
    /// `manual` or `automated`.
    pub kind: String,
    pub instance: String,
    pub resource_id: String,
    pub engine: String,
    pub version: String,
    pub user: String,
    pub vpc: String,
    pub zone: String,
    pub port: u16,
    /// GiB.
    pub allocated_storage: u32,
    pub storage_type: String,
    pub encrypted: bool,
    pub instance_created_at: Timestamp,
    pub created_at: Timestamp,
    /// When it becomes visible to calls.
    pub visible_at: Timestamp,
    pub available_at: Timestamp,
    /// Whether it ends `failed` then.
    #[serde(default)]
    pub fails: bool,
    /// The accounts that may restore it; `all` for everybody.
    #[serde(default)]
    pub shared_with: BTreeSet<String>,
    /// The class of its instance; absent where an earlier version took it.
    #[serde(default)]
    pub class: Option<String>,
    #[serde(default)]
    pub database: Option<String>,
    /// The administrator's password; any will do where an earlier version took the snapshot.
    #[serde(default)]
    pub password: Option<PasswordDigest>,
    pub tags: BTreeMap<String, String>,
}

impl Snapshot {
    /// `Status`.
    pub fn status(&self, now: Timestamp) -> &'static str {
        match self.fails {
            _ if now < self.available_at => "creating",
            true => "failed",
            false => "available",
        }
    }
}

/// The retained automated backup of a deleted instance.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RetainedBackup {
    pub instance: Instance,
    pub deleted_at: Timestamp,
}
