//! DB snapshots, manual and automated.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::model::{Instance, Snapshot};
use super::pages::{self, Filters, short};
use super::rules::invalid_state;
use super::{Rds, answers, rules};
use crate::clock::after;
use crate::common::{Common, Context};
use crate::failures::FailureTarget;
use crate::protocol::{ApiError, Element, Params};

/// Characters of an identifier. Source: RDS API reference, CreateDBSnapshot.
pub const MAX_IDENTIFIER: usize = 255;
const MANUAL: &str = "manual";
const AUTOMATED: &str = "automated";

/// CreateDBSnapshot of an available instance, which is backing up meanwhile.
pub fn create(rds: &mut Rds, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let name = rules::identifier(params, "DBSnapshotIdentifier", MAX_IDENTIFIER)?;
    let given = rules::tags(params)?;
    let mut instance = rds.named_instance(cx, params)?.clone();
    check_absent(rds, &name)?;
    if !instance.is_available(cx.now) {
        return Err(invalid_state(format!(
            "Cannot create a snapshot because the database instance {} is not currently in the available state.",
            instance.identifier
        )));
    }
    let mut tags = BTreeMap::new();
    if instance.settings.copy_tags_to_snapshot {
        tags.clone_from(&instance.tags);
    }
    tags.extend(given);
    let snapshot = take_manual(rds, common, cx, &instance, &name, tags)?;
    let lasting = snapshot.available_at.duration_since(cx.now);
    instance.begin("backing-up", cx.now, lasting.unsigned_abs());
    rds.instances.insert(instance.identifier.clone(), instance);
    Ok(Element::new("").child(answers::snapshot(common, &snapshot, cx.now)))
}

/// Starts a manual snapshot (a final one is manual too).
pub fn take_manual(
    rds: &mut Rds,
    common: &mut Common,
    cx: &Context,
    instance: &Instance,
    name: &str,
    tags: BTreeMap<String, String>,
) -> Result<Snapshot, ApiError> {
    check_absent(rds, name)?;
    let manual = rds.snapshots.values().filter(|snapshot| snapshot.kind == MANUAL);
    cx.account.quotas.check_manual_db_snapshots(manual.count() + 1)?;
    let lasting = common.ids.vary(cx.latencies.db_snapshot_available, cx.latencies.spread);
    let snapshot = Snapshot {
        kind: MANUAL.to_owned(),
        visible_at: after(cx.now, cx.latencies.list_lag),
        available_at: after(cx.now, lasting),
        fails: common.failures.next(FailureTarget::DbSnapshot).is_some(),
        tags,
        ..of(instance, name, cx.now)
    };
    rds.snapshots.insert(name, snapshot.clone());
    Ok(snapshot)
}

/// Makes RDS's own first snapshot of an instance with backups; it starts when the instance has its endpoint.
pub fn take_automated(rds: &mut Rds, instance: &Instance, complete: Timestamp) {
    let started = instance.endpoint_at;
    let name = format!("rds:{}-{}", instance.identifier, started.strftime("%Y-%m-%d-%H-%M"));
    let snapshot = Snapshot {
        kind: AUTOMATED.to_owned(),
        available_at: complete,
        ..of(instance, &name, started)
    };
    rds.snapshots.insert(name, snapshot);
}

/// Removes the automated snapshots of an instance.
pub fn drop_automated(rds: &mut Rds, resource_id: &str) {
    rds.snapshots
        .remove_where(|_, snapshot| snapshot.kind == AUTOMATED && snapshot.resource_id == resource_id);
}

/// A snapshot of an instance, visible and complete at once.
fn of(instance: &Instance, name: &str, now: Timestamp) -> Snapshot {
    Snapshot {
        identifier: name.to_owned(),
        kind: MANUAL.to_owned(),
        instance: instance.identifier.clone(),
        resource_id: instance.resource_id.clone(),
        engine: instance.engine.clone(),
        version: instance.settings.version.clone(),
        user: instance.user.clone(),
        vpc: instance.vpc.clone(),
        zone: instance.zone.clone(),
        port: instance.settings.port,
        allocated_storage: instance.settings.allocated_storage,
        storage_type: instance.settings.storage_type.clone(),
        encrypted: instance.encrypted,
        instance_created_at: instance.created_at,
        created_at: now,
        visible_at: now,
        available_at: now,
        fails: false,
        shared_with: BTreeSet::new(),
        class: Some(instance.settings.class.clone()),
        database: instance.database.clone(),
        password: instance.password.clone(),
        tags: BTreeMap::new(),
    }
}

/// DescribeDBSnapshots: manual and automated ones unless the request names a type.
pub fn describe(rds: &Rds, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let filters = Filters::read(
        params,
        &[
            "db-instance-id",
            "db-snapshot-id",
            "dbi-resource-id",
            "engine",
            "snapshot-type",
        ],
    )?;
    let only = match params.get("DBSnapshotIdentifier").filter(|name| !name.is_empty()) {
        Some(name) => Some(rds.snapshot(name, cx.now)?.identifier.clone()),
        None => None,
    };
    let instance = params
        .get("DBInstanceIdentifier")
        .map(|name| short(name).to_ascii_lowercase());
    let resource = params.get("DbiResourceId");
    let kind = params.get("SnapshotType");
    let rows = rds
        .snapshots
        .values()
        .filter(|snapshot| snapshot.visible_at <= cx.now)
        .filter(|snapshot| only.as_ref().is_none_or(|only| snapshot.identifier == *only))
        .filter(|snapshot| instance.as_ref().is_none_or(|instance| snapshot.instance == *instance))
        .filter(|snapshot| resource.is_none_or(|resource| snapshot.resource_id == resource))
        .filter(|snapshot| kind.is_none_or(|kind| snapshot.kind == kind))
        .filter(|snapshot| {
            filters.accept("db-instance-id", &snapshot.instance)
                && filters.accept("db-snapshot-id", &snapshot.identifier)
                && filters.accept("dbi-resource-id", &snapshot.resource_id)
                && filters.accept("engine", &snapshot.engine)
                && filters.accept("snapshot-type", &snapshot.kind)
        })
        .map(|snapshot| (snapshot.identifier.clone(), answers::snapshot(common, snapshot, cx.now)))
        .collect();
    pages::answer(params, "DBSnapshots", rows)
}

/// DeleteDBSnapshot of an available manual snapshot, or a failed one. The API reference names only the available state; that the
/// API deletes failed ones, as the console does, is unverified.
pub fn delete(rds: &mut Rds, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let snapshot = rds.snapshot(params.required("DBSnapshotIdentifier")?, cx.now)?;
    let name = snapshot.identifier.clone();
    let invalid_state = |message: String| Err(ApiError::new("InvalidDBSnapshotState", message));
    if snapshot.kind == AUTOMATED {
        return invalid_state(format!("The automated snapshot {name} cannot be deleted."));
    }
    if !["available", "failed"].contains(&snapshot.status(cx.now)) {
        return invalid_state(format!("The snapshot {name} is not in the available state."));
    }
    let answer = answers::snapshot_with_status(common, snapshot, cx.now, "deleted");
    rds.snapshots.remove(&name);
    Ok(Element::new("").child(answer))
}

fn check_absent(rds: &Rds, name: &str) -> Result<(), ApiError> {
    if !rds.snapshots.contains(name) {
        return Ok(());
    }
    Err(ApiError::new(
        "DBSnapshotAlreadyExists",
        format!("Cannot create the snapshot because a snapshot with the identifier {name} already exists."),
    ))
}
