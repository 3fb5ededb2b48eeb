//! RDS resources in answers. Source of the element names: botocore's RDS model.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::Rds;
use super::catalog::{self, LICENSE};
use super::model::{Instance, Pending, Snapshot, SubnetGroup};
use super::settings::Settings;
use crate::clock::iso8601;
use crate::common::Common;
use crate::ids::hex;
use crate::protocol::Element;

/// The hosted zone of RDS endpoints in us-east-1.
const HOSTED_ZONE: &str = "Z2R2ITUGPM61AM";

/// The ARN of an RDS resource; `kind` is `db`, `snapshot`, `subgrp`…
pub fn arn(common: &Common, kind: &str, name: &str) -> String {
    format!("arn:aws:rds:{}:{}:{kind}:{name}", common.region, common.account)
}

/// `DBSubnetGroup`.
pub fn subnet_group(common: &Common, group: &SubnetGroup) -> Element {
    let subnets = group.subnets.iter().map(|subnet| {
        Element::new("Subnet")
            .text("SubnetIdentifier", &subnet.id)
            .child(Element::new("SubnetAvailabilityZone").text("Name", &subnet.zone))
            .child(Element::new("SubnetOutpost"))
            .text("SubnetStatus", "Active")
    });
    Element::new("DBSubnetGroup")
        .text("DBSubnetGroupName", &group.name)
        .text("DBSubnetGroupDescription", &group.description)
        .text("VpcId", &group.vpc)
        .text("SubnetGroupStatus", "Complete")
        .list("Subnets", subnets)
        .text("DBSubnetGroupArn", arn(common, "subgrp", &group.name))
        .texts("SupportedNetworkTypes", "member", ["IPV4"])
}

/// `DBInstance`. Its endpoint is absent while it is being created.
pub fn instance(rds: &Rds, common: &Common, instance: &Instance, now: Timestamp) -> Element {
    let settings = &instance.settings;
    let group = rds.subnet_groups.get(&instance.subnet_group);
    let has_endpoint = instance.endpoint_at <= now;
    let root = Element::new("DBInstance")
        .text("DBInstanceIdentifier", &instance.identifier)
        .text("DbiResourceId", &instance.resource_id)
        .text("DBInstanceArn", arn(common, "db", &instance.identifier))
        .text("DBInstanceStatus", instance.status(now))
        .text("Engine", &instance.engine)
        .text("LicenseModel", LICENSE)
        .text("MasterUsername", &instance.user)
        .optional("DBName", instance.database.as_ref())
        .optional("InstanceCreateTime", has_endpoint.then(|| iso8601(instance.created_at)))
        .text("AvailabilityZone", &instance.zone)
        .optional("SecondaryAvailabilityZone", instance.secondary_zone.as_ref())
        .optional(
            "AutomaticRestartTime",
            instance.restarts_at.filter(|at| now < *at).map(iso8601),
        )
        .text("StorageEncrypted", instance.encrypted)
        .optional("KmsKeyId", instance.encrypted.then(|| common.default_key()))
        .optional("LatestRestorableTime", instance.latest_restorable(now).map(iso8601))
        .children(has_endpoint.then(|| endpoint(common, instance)))
        .children(group.map(|group| subnet_group(common, group)))
        .child(pending(instance))
        .children(replication(rds, instance, now))
        .child(tag_list(&instance.tags));
    constants(with_settings(root, settings, instance.awaits_reboot))
}

/// Whose replica an instance is, and the replicas that it has.
fn replication(rds: &Rds, instance: &Instance, now: Timestamp) -> Vec<Element> {
    let of = Element::new("").texts(
        "ReadReplicaDBInstanceIdentifiers",
        "ReadReplicaDBInstanceIdentifier",
        rds.replicas_of(instance, now),
    );
    let Some(source) = instance.source(now) else {
        return of.into_children();
    };
    let state = Element::new("DBInstanceStatusInfo")
        .text("StatusType", "read replication")
        .text("Normal", true)
        .text("Status", "replicating");
    let source = rds.instances.values().find(|other| other.resource_id == source);
    of.optional(
        "ReadReplicaSourceDBInstanceIdentifier",
        source.map(|source| &source.identifier),
    )
    .list("StatusInfos", [state])
    .into_children()
}

fn with_settings(root: Element, settings: &Settings, awaits_reboot: bool) -> Element {
    let groups = settings.security_groups.iter().map(|id| {
        Element::new("VpcSecurityGroupMembership")
            .text("VpcSecurityGroupId", id)
            .text("Status", "active")
    });
    let family = format!("{}{}", catalog::ENGINE, catalog::major(&settings.version));
    let group_name = settings
        .parameter_group
        .clone()
        .unwrap_or_else(|| format!("default.{family}"));
    let apply_status = if awaits_reboot { "pending-reboot" } else { "in-sync" };
    let parameter_group = Element::new("DBParameterGroup")
        .text("DBParameterGroupName", group_name)
        .text("ParameterApplyStatus", apply_status);
    let option_group = Element::new("OptionGroupMembership")
        .text("OptionGroupName", format!("default:{}", family.replace('.', "-")))
        .text("Status", "in-sync");
    root.text("DBInstanceClass", &settings.class)
        .text("EngineVersion", &settings.version)
        .text("AllocatedStorage", settings.allocated_storage)
        .optional("MaxAllocatedStorage", settings.max_allocated_storage)
        .text("StorageType", &settings.storage_type)
        .optional("Iops", settings.shown_iops())
        .optional("StorageThroughput", settings.shown_throughput())
        .text("MultiAZ", settings.multi_az)
        .text("BackupRetentionPeriod", settings.backup_retention)
        .text("PreferredBackupWindow", &settings.backup_window)
        .text("PreferredMaintenanceWindow", &settings.maintenance_window)
        .list("VpcSecurityGroups", groups)
        .list("DBParameterGroups", [parameter_group])
        .list("OptionGroupMemberships", [option_group])
        .text("PubliclyAccessible", settings.publicly_accessible)
        .text("AutoMinorVersionUpgrade", settings.auto_minor_version_upgrade)
        .text("DeletionProtection", settings.deletion_protection)
        .text("CopyTagsToSnapshot", settings.copy_tags_to_snapshot)
        .text("CACertificateIdentifier", &settings.certificate_authority)
        .text("EngineLifecycleSupport", &settings.lifecycle_support)
}

/// The fields that are the same for every instance of the sandbox.
fn constants(root: Element) -> Element {
    root.text("DbInstancePort", 0)
        .text("IAMDatabaseAuthenticationEnabled", false)
        .text("PerformanceInsightsEnabled", false)
        .text("MonitoringInterval", 0)
        .text("NetworkType", "IPV4")
        .text("BackupTarget", "region")
        .text("CustomerOwnedIpEnabled", false)
        .text("DedicatedLogVolume", false)
        .list("DBSecurityGroups", [])
        .list("DomainMemberships", [])
        .list("AssociatedRoles", [])
}

fn endpoint(common: &Common, instance: &Instance) -> Element {
    Element::new("Endpoint")
        .text("Address", endpoint_name(common, instance))
        .text("Port", instance.settings.port)
        .text("HostedZoneId", HOSTED_ZONE)
}

/// The host name of an instance's endpoint.
pub fn endpoint_name(common: &Common, instance: &Instance) -> String {
    format!("{}.{}", instance.identifier, endpoint_domain(common))
}

/// RDS gives each account a label of its own in a region.
fn endpoint_domain(common: &Common) -> String {
    let label = hex(&Sha256::digest(format!("{} {}", common.account, common.region)));
    format!("c{}.{}.rds.amazonaws.com", label.get(..11).unwrap_or_default(), common.region)
}

/// The pending settings that differ from those in force.
fn pending(instance: &Instance) -> Element {
    let root = Element::new("PendingModifiedValues");
    let Some(Pending { settings, password, .. }) = &instance.pending else {
        return root;
    };
    let current = &instance.settings;
    root.optional("DBInstanceClass", changed(&settings.class, &current.class))
        .optional(
            "AllocatedStorage",
            changed(&settings.allocated_storage, &current.allocated_storage),
        )
        .optional("MasterUserPassword", password.then_some("****"))
        .optional("Port", changed(&settings.port, &current.port))
        .optional(
            "BackupRetentionPeriod",
            changed(&settings.backup_retention, &current.backup_retention),
        )
        .optional("MultiAZ", changed(&settings.multi_az, &current.multi_az))
        .optional("EngineVersion", changed(&settings.version, &current.version))
        .optional("Iops", settings.iops.filter(|_| settings.iops != current.iops))
        .optional(
            "StorageThroughput",
            settings.throughput.filter(|_| settings.throughput != current.throughput),
        )
        .optional("StorageType", changed(&settings.storage_type, &current.storage_type))
        .optional(
            "CACertificateIdentifier",
            changed(&settings.certificate_authority, &current.certificate_authority),
        )
}

fn changed<'a, T: PartialEq>(next: &'a T, current: &T) -> Option<&'a T> {
    (next != current).then_some(next)
}

/// `DBSnapshot`.
pub fn snapshot(common: &Common, snapshot: &Snapshot, now: Timestamp) -> Element {
    snapshot_with_status(common, snapshot, now, snapshot.status(now))
}

/// `DBSnapshot` with a status of its own.
pub fn snapshot_with_status(common: &Common, snapshot: &Snapshot, now: Timestamp, status: &str) -> Element {
    let complete = snapshot.available_at <= now;
    let gp3 = snapshot.storage_type == "gp3";
    Element::new("DBSnapshot")
        .text("DBSnapshotIdentifier", &snapshot.identifier)
        .text("DBInstanceIdentifier", &snapshot.instance)
        // RDS shows the time of a snapshot once it is taken.
        .optional("SnapshotCreateTime", complete.then(|| iso8601(snapshot.created_at)))
        .text("OriginalSnapshotCreateTime", iso8601(snapshot.created_at))
        .text("Engine", &snapshot.engine)
        .text("EngineVersion", &snapshot.version)
        .text("AllocatedStorage", snapshot.allocated_storage)
        .text("Status", status)
        .text("Port", snapshot.port)
        .text("AvailabilityZone", &snapshot.zone)
        .text("VpcId", &snapshot.vpc)
        .text("InstanceCreateTime", iso8601(snapshot.instance_created_at))
        .text("MasterUsername", &snapshot.user)
        .text("LicenseModel", LICENSE)
        .text("SnapshotType", &snapshot.kind)
        .optional("Iops", gp3.then_some(3000))
        .optional("StorageThroughput", gp3.then_some(125))
        .text("PercentProgress", if complete { 100 } else { 0 })
        .text("StorageType", &snapshot.storage_type)
        .text("Encrypted", snapshot.encrypted)
        .optional("KmsKeyId", snapshot.encrypted.then(|| common.default_key()))
        .text("DBSnapshotArn", arn(common, "snapshot", &snapshot.identifier))
        .text("IAMDatabaseAuthenticationEnabled", false)
        .text("DbiResourceId", &snapshot.resource_id)
        .text("SnapshotTarget", "region")
        .child(tag_list(&snapshot.tags))
}

/// `DBInstanceAutomatedBackup`.
pub fn automated_backup(common: &Common, instance: &Instance, status: &str, now: Timestamp) -> Element {
    let settings = &instance.settings;
    let window = match (instance.restorable_at, instance.latest_restorable(now)) {
        (Some(earliest), Some(latest)) => Element::new("RestoreWindow")
            .text("EarliestTime", iso8601(earliest))
            .text("LatestTime", iso8601(latest)),
        _ => Element::new("RestoreWindow"),
    };
    Element::new("DBInstanceAutomatedBackup")
        .text("DBInstanceArn", arn(common, "db", &instance.identifier))
        .text("DbiResourceId", &instance.resource_id)
        .text("Region", &common.region)
        .text("DBInstanceIdentifier", &instance.identifier)
        .child(window)
        .text("AllocatedStorage", settings.allocated_storage)
        .text("Status", status)
        .text("Port", settings.port)
        .text("AvailabilityZone", &instance.zone)
        .text("VpcId", &instance.vpc)
        .text("InstanceCreateTime", iso8601(instance.created_at))
        .text("MasterUsername", &instance.user)
        .text("Engine", &instance.engine)
        .text("EngineVersion", &settings.version)
        .text("LicenseModel", LICENSE)
        .text("Encrypted", instance.encrypted)
        .text("StorageType", &settings.storage_type)
        .text("IAMDatabaseAuthenticationEnabled", false)
        .text("BackupRetentionPeriod", settings.backup_retention)
        .text(
            "DBInstanceAutomatedBackupsArn",
            arn(
                common,
                "auto-backup",
                &instance.resource_id.replace("db-", "ab-").to_ascii_lowercase(),
            ),
        )
        .child(tag_list(&instance.tags))
}

/// `TagList`.
pub fn tag_list(tags: &BTreeMap<String, String>) -> Element {
    let items = tags
        .iter()
        .map(|(key, value)| Element::new("Tag").text("Key", key).text("Value", value));
    Element::new("TagList").children(items)
}
