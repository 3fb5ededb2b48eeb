//! The settings of a DB instance that can change later, and their rules.

use serde::{Deserialize, Serialize};

use super::catalog::{self, MAX_STORAGE, MIN_STORAGE, STORAGE_TYPES};
use super::rules::{combination, invalid};
use crate::protocol::{ApiError, Params};

/// The least GiB of gp3 storage with provisioned IOPS and throughput for MySQL.
/// Source: RDS user guide, "gp3 storage".
const GP3_PROVISIONED_FROM: u32 = 400;
/// Days. Source: RDS API reference, CreateDBInstance.
const MAX_RETENTION: i64 = 35;
const DEFAULT_PORT: u16 = 3306;
/// Source: RDS API reference, CreateDBInstance, Port.
const LOWEST_PORT: u16 = 1150;
const CERTIFICATE_AUTHORITY: &str = "rds-ca-rsa2048-g1";

/// The changeable part of a DB instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub class: String,
    pub version: String,
    /// GiB.
    pub allocated_storage: u32,
    /// GiB up to which storage autoscaling grows it; absent without autoscaling.
    pub max_allocated_storage: Option<u32>,
    pub storage_type: String,
    pub iops: Option<u32>,
    /// MiB a second.
    pub throughput: Option<u32>,
    pub multi_az: bool,
    pub port: u16,
    /// Days; 0 makes no backups.
    pub backup_retention: u8,
    pub backup_window: String,
    pub maintenance_window: String,
    pub security_groups: Vec<String>,
    pub publicly_accessible: bool,
    pub auto_minor_version_upgrade: bool,
    pub deletion_protection: bool,
    pub copy_tags_to_snapshot: bool,
    pub certificate_authority: String,
    /// RDS's own group for the version where none is named.
    #[serde(default)]
    pub parameter_group: Option<String>,
    /// What becomes of it at the end of its version's standard support.
    #[serde(default = "extended_support")]
    pub lifecycle_support: String,
}

/// The default of new DB instances. Source: docs/AWS.md, "DB instance".
fn extended_support() -> String {
    "open-source-rds-extended-support".to_owned()
}

impl Settings {
    /// The settings that CreateDBInstance requests.
    pub fn requested(params: &Params) -> Result<Self, ApiError> {
        params.required("DBInstanceClass")?;
        let defaults = Self {
            class: String::new(),
            version: catalog::version(params.get("EngineVersion"))?.to_owned(),
            allocated_storage: 0,
            max_allocated_storage: None,
            storage_type: "gp3".to_owned(),
            iops: None,
            throughput: None,
            multi_az: false,
            port: DEFAULT_PORT,
            backup_retention: 1,
            backup_window: "06:00-06:30".to_owned(),
            maintenance_window: "sun:08:00-sun:08:30".to_owned(),
            security_groups: Vec::new(),
            publicly_accessible: false,
            auto_minor_version_upgrade: true,
            deletion_protection: false,
            copy_tags_to_snapshot: false,
            certificate_authority: CERTIFICATE_AUTHORITY.to_owned(),
            parameter_group: None,
            lifecycle_support: params
                .get("EngineLifecycleSupport")
                .map_or_else(extended_support, str::to_owned),
        };
        if params.get("AllocatedStorage").is_none() {
            return Err(invalid(format!(
                "Invalid storage size for engine name {} and storage type gp3: null",
                catalog::ENGINE
            )));
        }
        let settings = defaults.changed(params, "Port")?;
        if params.has("Iops") || params.has("StorageThroughput") {
            settings.check_provisioning()?;
        }
        Ok(settings)
    }

    /// The same settings after a request's changes. `port` is the name of that request's port parameter.
    pub fn changed(&self, params: &Params, port: &str) -> Result<Self, ApiError> {
        let mut next = self.clone();
        let text = |name: &str, kept: &String| params.get(name).map_or_else(|| kept.clone(), str::to_owned);
        let flag = |name: &str, kept: bool| params.boolean(name).map(|given| given.unwrap_or(kept));
        next.class = text("DBInstanceClass", &self.class);
        next.storage_type = text("StorageType", &self.storage_type);
        next.backup_window = text("PreferredBackupWindow", &self.backup_window);
        next.maintenance_window = text("PreferredMaintenanceWindow", &self.maintenance_window);
        next.certificate_authority = text("CACertificateIdentifier", &self.certificate_authority);
        next.multi_az = flag("MultiAZ", self.multi_az)?;
        next.publicly_accessible = flag("PubliclyAccessible", self.publicly_accessible)?;
        next.auto_minor_version_upgrade = flag("AutoMinorVersionUpgrade", self.auto_minor_version_upgrade)?;
        next.deletion_protection = flag("DeletionProtection", self.deletion_protection)?;
        next.copy_tags_to_snapshot = flag("CopyTagsToSnapshot", self.copy_tags_to_snapshot)?;
        if let Some(version) = params.get("EngineVersion") {
            next.version = catalog::version(Some(version))?.to_owned();
        }
        if let Some(group) = params.get("DBParameterGroupName") {
            next.parameter_group = Some(group.to_ascii_lowercase());
        }
        if params.has("VpcSecurityGroupIds") {
            next.security_groups = params.strings("VpcSecurityGroupIds.VpcSecurityGroupId");
        }
        if let Some(retention) = params.integer("BackupRetentionPeriod")? {
            next.backup_retention = retention_days(retention)?;
        }
        if let Some(number) = params.integer(port)? {
            next.port = port_number(number)?;
        }
        next.iops = number(params, "Iops")?.or(self.iops);
        next.throughput = number(params, "StorageThroughput")?.or(self.throughput);
        next.take_storage(params)?;
        catalog::check_class(&next.class, &next.version)?;
        Ok(next)
    }

    fn take_storage(&mut self, params: &Params) -> Result<(), ApiError> {
        if !STORAGE_TYPES.contains(&self.storage_type.as_str()) {
            return Err(invalid(format!("Invalid storage type: {}", self.storage_type)));
        }
        if let Some(size) = params.integer("AllocatedStorage")? {
            if !(MIN_STORAGE..=MAX_STORAGE).contains(&size) {
                return Err(self.invalid_size(size));
            }
            self.allocated_storage = u32::try_from(size).map_err(|_| self.invalid_size(size))?;
        }
        if let Some(ceiling) = number(params, "MaxAllocatedStorage")? {
            self.max_allocated_storage = self.ceiling(ceiling)?;
        }
        Ok(())
    }

    /// A ceiling equal to the storage switches autoscaling off; any other is at least 110 % of it.
    /// Source: RDS user guide, "Managing capacity automatically with Amazon RDS storage autoscaling"; docs/AWS.md,
    /// "DB instance".
    fn ceiling(&self, ceiling: u32) -> Result<Option<u32>, ApiError> {
        if ceiling == self.allocated_storage {
            return Ok(None);
        }
        let (ceiling_wide, storage) = (u64::from(ceiling), u64::from(self.allocated_storage));
        if ceiling_wide * 100 < storage * 110 || i64::from(ceiling) > MAX_STORAGE {
            return Err(combination(format!(
                "Invalid max storage size for engine name {} and storage type {}: {ceiling}",
                catalog::ENGINE,
                self.storage_type
            )));
        }
        Ok(Some(ceiling))
    }

    /// Refuses IOPS or throughput for storage that has none to set.
    pub fn check_provisioning(&self) -> Result<(), ApiError> {
        if self.storage_type == "gp2" {
            return Err(combination("The storage type gp2 takes neither IOPS nor storage throughput."));
        }
        if self.allocated_storage < GP3_PROVISIONED_FROM {
            return Err(combination(format!(
                "You can't specify IOPS or storage throughput for engine {} and a storage size less than \
                 {GP3_PROVISIONED_FROM}.",
                catalog::ENGINE
            )));
        }
        Ok(())
    }

    /// The IOPS in answers: gp3 has a baseline. Source: RDS user guide, "gp3 storage", MySQL.
    pub fn shown_iops(&self) -> Option<u32> {
        let baseline = if self.allocated_storage < GP3_PROVISIONED_FROM {
            3000
        } else {
            12_000
        };
        (self.storage_type == "gp3").then(|| self.iops.unwrap_or(baseline))
    }

    /// The throughput in answers, in MiB a second. Source: as [`Settings::shown_iops`].
    pub fn shown_throughput(&self) -> Option<u32> {
        let baseline = if self.allocated_storage < GP3_PROVISIONED_FROM {
            125
        } else {
            500
        };
        (self.storage_type == "gp3").then(|| self.throughput.unwrap_or(baseline))
    }

    /// These settings, with those that wait for a maintenance window taken from `current`.
    pub fn without_deferred(&self, current: &Settings) -> Self {
        let mut now = self.clone();
        now.class.clone_from(&current.class);
        now.version.clone_from(&current.version);
        now.storage_type.clone_from(&current.storage_type);
        now.allocated_storage = current.allocated_storage;
        now.iops = current.iops;
        now.throughput = current.throughput;
        now.multi_az = current.multi_az;
        now.port = current.port;
        now.certificate_authority.clone_from(&current.certificate_authority);
        // RDS turns backups on or off in the window; it changes the retention period at once.
        if (self.backup_retention == 0) != (current.backup_retention == 0) {
            now.backup_retention = current.backup_retention;
        }
        now
    }

    fn invalid_size(&self, size: i64) -> ApiError {
        invalid(format!(
            "Invalid storage size for engine name {} and storage type {}: {size}",
            catalog::ENGINE,
            self.storage_type
        ))
    }
}

fn retention_days(days: i64) -> Result<u8, ApiError> {
    u8::try_from(days).ok().filter(|_| days <= MAX_RETENTION).ok_or_else(|| {
        invalid(format!(
            "Invalid backup retention period: {days}. It must be from 0 to {MAX_RETENTION}."
        ))
    })
}

fn port_number(number: i64) -> Result<u16, ApiError> {
    u16::try_from(number).ok().filter(|port| *port >= LOWEST_PORT).ok_or_else(|| {
        invalid(format!(
            "Invalid database port: {number}. It must be from {LOWEST_PORT} to 65535."
        ))
    })
}

fn number(params: &Params, name: &str) -> Result<Option<u32>, ApiError> {
    let Some(value) = params.integer(name)? else {
        return Ok(None);
    };
    u32::try_from(value)
        .map(Some)
        .map_err(|_| invalid(format!("Invalid value {value} for {name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requested(more: &str) -> Result<Settings, String> {
        let form = format!("DBInstanceClass=db.t4g.micro&{more}");
        Settings::requested(&Params::parse(form.as_bytes())).map_err(|error| error.code)
    }

    #[test]
    fn the_defaults_are_those_of_rds() {
        let settings = requested("AllocatedStorage=20&EngineVersion=8.0").unwrap();
        assert_eq!(
            (settings.version.as_str(), settings.port, settings.backup_retention),
            ("8.0.44", 3306, 1)
        );
        assert_eq!((settings.shown_iops(), settings.shown_throughput()), (Some(3000), Some(125)));
    }

    #[test]
    fn storage_follows_its_rules() {
        let combination = Err("InvalidParameterCombination".to_owned());
        let value = Err("InvalidParameterValue".to_owned());
        assert_eq!(requested("AllocatedStorage=19"), value);
        assert_eq!(requested("AllocatedStorage=65537"), value);
        assert_eq!(requested("AllocatedStorage=20&StorageType=gp9"), value);
        assert_eq!(requested("AllocatedStorage=20&Iops=3000"), combination);
        assert_eq!(requested("AllocatedStorage=20&StorageThroughput=125"), combination);
        assert_eq!(requested("AllocatedStorage=20&MaxAllocatedStorage=21"), combination);
        assert_eq!(
            requested("AllocatedStorage=20&MaxAllocatedStorage=22")
                .unwrap()
                .max_allocated_storage,
            Some(22)
        );
        assert!(requested("AllocatedStorage=400&Iops=12000").is_ok());
    }

    #[test]
    fn classes_versions_and_periods_follow_their_rules() {
        assert_eq!(
            requested("AllocatedStorage=20&BackupRetentionPeriod=36"),
            Err("InvalidParameterValue".into())
        );
        assert_eq!(
            requested("AllocatedStorage=20&EngineVersion=9.9"),
            Err("InvalidParameterCombination".into())
        );
        assert!(catalog::check_class("db.t2.micro", "8.4.7").is_err_and(|error| error.code == "InvalidParameterCombination"));
        assert!(catalog::check_class("db.nano", "8.4.7").is_err_and(|error| error.code == "InvalidParameterValue"));
        assert_eq!(requested("AllocatedStorage=20&Port=80"), Err("InvalidParameterValue".into()));
    }
}
