//! Read replicas: CreateDBInstanceReadReplica and PromoteReadReplica.
//!
//! Source: RDS API reference; RDS user guide, "Working with DB instance read replicas". Messages are recalled.

use jiff::Timestamp;

use super::instances::{self, MAX_IDENTIFIER, Wanted};
use super::model::Instance;
use super::rules::{combination, invalid_state};
use super::settings::Settings;
use super::{Rds, answers, rules, snapshots};
use crate::common::{Common, Context};
use crate::ec2::DatabaseNetwork;
use crate::protocol::{ApiError, Element, Params};

/// The days that a promoted instance keeps backups for, unless the call says otherwise.
const RETENTION_OF_PROMOTED: i64 = 1;

/// CreateDBInstanceReadReplica, of an available instance that makes backups. The replica makes none.
pub fn create(
    rds: &mut Rds,
    network: &mut DatabaseNetwork,
    common: &mut Common,
    cx: &Context,
    params: &Params,
) -> Result<Element, ApiError> {
    let identifier = rules::identifier(params, "DBInstanceIdentifier", MAX_IDENTIFIER)?;
    let source = rds.instance(params.required("SourceDBInstanceIdentifier")?, cx.now)?.clone();
    if !source.is_available(cx.now) {
        let message = format!("The source instance {} is not in the available state.", source.identifier);
        return Err(invalid_state(message));
    }
    if source.settings.backup_retention == 0 {
        return Err(invalid_state(
            "Automated backups are not enabled for this database instance. To enable automated backups, use ModifyDBInstance to set the \
             backup retention period to a non-zero value.",
        ));
    }
    let given = of_source(params, &source);
    let wanted = Wanted {
        identifier,
        user: source.user.clone(),
        password: source.password.clone(),
        database: source.database.clone(),
        encrypted: source.encrypted,
        settings: Settings::requested(&given)?,
        tags: rules::tags(params)?,
        replica_of: Some(source.resource_id),
    };
    instances::insert(rds, network, common, cx, &given, "CreateDBInstanceReadReplica", wanted)
}

/// The parameters of a replica, with what it has of its source where they don't say otherwise.
fn of_source(params: &Params, source: &Instance) -> Params {
    let settings = &source.settings;
    let iops = settings.iops.map(|iops| iops.to_string());
    let usual = [
        ("DBInstanceClass", Some(settings.class.clone())),
        ("AllocatedStorage", Some(settings.allocated_storage.to_string())),
        ("StorageType", Some(settings.storage_type.clone())),
        ("Port", Some(settings.port.to_string())),
        ("DBSubnetGroupName", Some(source.subnet_group.clone())),
        ("PubliclyAccessible", Some(false.to_string())),
        ("Iops", iops.filter(|_| !params.has("StorageType"))),
    ];
    let unsaid = usual.into_iter().filter(|(name, _)| !params.has(name));
    let given = unsaid.fold(params.clone(), |given, (name, value)| match value {
        Some(value) => given.with(name, &value),
        None => given,
    });
    given
        .with("EngineVersion", &settings.version)
        .with("EngineLifecycleSupport", &settings.lifecycle_support)
        .with("BackupRetentionPeriod", "0")
}

/// PromoteReadReplica: the replica is a database of its own from then on, and begins to make backups.
pub fn promote(rds: &mut Rds, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let mut instance = rds.named_instance(cx, params)?.clone();
    if instance.source(cx.now).is_none() {
        let message = format!("DB Instance {} is not a read replica.", instance.identifier);
        return Err(invalid_state(message));
    }
    if !instance.is_available(cx.now) {
        let message = format!("Instance {} is not in available state.", instance.identifier);
        return Err(invalid_state(message));
    }
    let retention = params.integer("BackupRetentionPeriod")?.unwrap_or(RETENTION_OF_PROMOTED);
    let given = Params::default().with("BackupRetentionPeriod", &retention.to_string());
    let given = match params.get("PreferredBackupWindow") {
        Some(window) => given.with("PreferredBackupWindow", window),
        None => given,
    };
    instance.settings = instance.settings.changed(&given, "Port")?;
    release(rds, common, cx, &mut instance);
    let answer = answers::instance(rds, common, &instance, cx.now);
    rds.instances.insert(instance.identifier.clone(), instance);
    Ok(Element::new("").child(answer))
}

/// Makes a replica a database of its own: it is rebooted, and backed up.
fn release(rds: &mut Rds, common: &mut Common, cx: &Context, replica: &mut Instance) {
    let spread = cx.latencies.spread;
    let modifying = common.ids.vary(cx.latencies.db_instance_modified, spread);
    replica.begin("modifying", cx.now, modifying);
    let rebooting = common.ids.vary(cx.latencies.db_instance_rebooted, spread);
    replica.promoted_at = Some(replica.begin("rebooting", cx.now, rebooting));
    if replica.settings.backup_retention > 0 {
        let backing_up = common.ids.vary(cx.latencies.db_instance_backed_up, spread);
        let complete = replica.begin("backing-up", cx.now, backing_up);
        replica.restorable_at = Some(complete);
        snapshots::take_automated(rds, replica, complete);
    }
}

/// Makes the replicas of a deleted instance databases of their own, as RDS does in the region.
pub fn orphan(rds: &mut Rds, source: &Instance, now: Timestamp) {
    for identifier in rds.replicas_of(source, now) {
        if let Some(replica) = rds.instances.get_mut(&identifier) {
            replica.replica_of = None;
        }
    }
}

/// Refuses to stop an instance that is a replica or has one.
///
/// # Errors
/// `InvalidDBInstanceState`.
pub fn check_pausable(rds: &Rds, instance: &Instance, now: Timestamp) -> Result<(), ApiError> {
    if instance.source(now).is_none() && rds.replicas_of(instance, now).is_empty() {
        return Ok(());
    }
    let message = format!(
        "Cannot stop or start instance {}: it is a read replica or has one.",
        instance.identifier
    );
    Err(invalid_state(message))
}

/// Refuses a final snapshot of a replica.
///
/// # Errors
/// `InvalidParameterCombination`.
pub fn check_deletion(instance: &Instance, final_snapshot: Option<&str>, now: Timestamp) -> Result<(), ApiError> {
    if instance.source(now).is_none() || final_snapshot.is_none() {
        return Ok(());
    }
    Err(combination(
        "FinalDBSnapshotIdentifier can not be specified when deleting a replica instance",
    ))
}

/// Refuses to end the backups that an instance's replicas need.
///
/// # Errors
/// `InvalidParameterCombination` (recalled).
pub fn check_backups(rds: &Rds, instance: &Instance, wanted: &Settings, now: Timestamp) -> Result<(), ApiError> {
    if wanted.backup_retention > 0 || rds.replicas_of(instance, now).is_empty() {
        return Ok(());
    }
    Err(combination(
        "Backups cannot be disabled on an instance that is the source of a read replica.",
    ))
}
