//! RDS: MySQL instances, their subnet groups, snapshots and automated backups, over the query protocol of 2014-10-31.
//!
//! Maintenance windows never come: a change that is not applied immediately stays pending. A call can delete an instance
//! that is still being created if it takes no final snapshot; every other change needs an available instance.

mod answers;
mod backups;
mod catalog;
mod clients;
mod copies;
mod deletion;
mod find;
mod instances;
mod model;
mod modification;
mod network;
mod pages;
mod parameter_groups;
mod parameters;
mod pausing;
mod replicas;
mod reserved;
mod restoring;
mod rules;
mod settings;
mod snapshot_attributes;
mod snapshots;
mod subnet_groups;
mod tagging;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use super::ground_truth::Existing;
use super::moments::Moments;
use super::protocol::{ApiError, Element, Params};
use super::table::{Rows, Table};
use crate::common::{Common, Context};
use crate::ec2::DatabaseNetwork;
use clients::has_resource;
pub use clients::{Server, databases};
pub use copies::{copied, has_owner};
use model::{Instance, ParameterGroup, RetainedBackup, Snapshot, SubnetGroup};
pub use tagging::of as tags_of;

/// The tables of RDS.
#[derive(Debug, Default)]
pub struct Rds {
    subnet_groups: Table<SubnetGroup>,
    instances: Table<Instance>,
    snapshots: Table<Snapshot>,
    retained_backups: Table<RetainedBackup>,
    parameter_groups: Table<ParameterGroup>,
}

impl Rds {
    /// Every table under the name it is stored by.
    pub fn tables(&mut self) -> Vec<(&'static str, &mut dyn Rows)> {
        vec![
            ("rds.subnet_groups", &mut self.subnet_groups),
            ("rds.instances", &mut self.instances),
            ("rds.snapshots", &mut self.snapshots),
            ("rds.retained_backups", &mut self.retained_backups),
            ("rds.parameter_groups", &mut self.parameter_groups),
        ]
    }
}

/// Applies everything that was due by `now`.
pub fn advance(rds: &mut Rds, now: Timestamp) {
    modification::apply_due(rds, now);
    deletion::finish_due(rds, now);
    backups::expire(rds, now);
}

/// Runs one RDS operation; the answer's children go into its result element.
///
/// # Errors
/// AWS's own codes.
pub fn handle(
    rds: &mut Rds,
    network: &mut DatabaseNetwork,
    common: &mut Common,
    cx: &Context,
    operation: &str,
    params: &Params,
) -> Result<Element, ApiError> {
    match operation {
        "CreateDBSubnetGroup" => subnet_groups::create(rds, network, common, cx, params),
        "DescribeDBSubnetGroups" => subnet_groups::describe(rds, common, params),
        "ModifyDBSubnetGroup" => subnet_groups::modify(rds, network, common, cx, params),
        "DeleteDBSubnetGroup" => subnet_groups::delete(rds, params),
        "CreateDBParameterGroup" => parameter_groups::create(rds, common, params),
        "DescribeDBParameterGroups" => parameter_groups::describe(rds, common, params),
        "ModifyDBParameterGroup" => parameter_groups::modify(rds, params),
        "ResetDBParameterGroup" => parameter_groups::reset(rds, params),
        "DeleteDBParameterGroup" => parameter_groups::delete(rds, params),
        "DescribeDBParameters" => parameter_groups::describe_parameters(rds, params),
        "CreateDBInstance" => instances::create(rds, network, common, cx, params),
        "DescribeDBInstances" => instances::describe(rds, common, cx, params),
        "CreateDBInstanceReadReplica" => replicas::create(rds, network, common, cx, params),
        "PromoteReadReplica" => replicas::promote(rds, common, cx, params),
        "RestoreDBInstanceFromDBSnapshot" => restoring::restore(rds, network, common, cx, params),
        "ModifyDBInstance" => modification::modify(rds, network, common, cx, params),
        "RebootDBInstance" => modification::reboot(rds, common, cx, params),
        "StopDBInstance" => pausing::stop(rds, common, cx, params),
        "StartDBInstance" => pausing::start(rds, common, cx, params),
        "DeleteDBInstance" => deletion::delete(rds, network, common, cx, params),
        "CreateDBSnapshot" => snapshots::create(rds, common, cx, params),
        "DescribeDBSnapshots" => snapshots::describe(rds, common, cx, params),
        "DescribeDBSnapshotAttributes" => snapshot_attributes::describe(rds, cx, params),
        "ModifyDBSnapshotAttribute" => snapshot_attributes::modify(rds, cx, params),
        "DeleteDBSnapshot" => snapshots::delete(rds, common, cx, params),
        "DescribeDBInstanceAutomatedBackups" => backups::describe(rds, common, cx, params),
        "DescribeDBEngineVersions" => catalog::engine_versions(params),
        "DescribeOrderableDBInstanceOptions" => catalog::orderable_options(common, params),
        "ListTagsForResource" => tagging::list(rds, common, cx, params),
        "AddTagsToResource" => tagging::add(rds, common, cx, params),
        "RemoveTagsFromResource" => tagging::remove(rds, common, cx, params),
        _ => Err(ApiError::new(
            "InvalidAction",
            format!("Could not find operation {operation} for version 2014-10-31"),
        )),
    }
}

/// What exists in RDS. It leaves out automated backups, which RDS makes and deletes itself.
pub fn ground_truth(rds: &Rds) -> Vec<Existing> {
    let groups = rds
        .subnet_groups
        .values()
        .map(|group| existing("db-subnet-group", &group.name, &group.tags));
    let live = rds.instances.values().filter(|instance| instance.deletion.is_none());
    let instances = live.map(|instance| existing("db-instance", &instance.identifier, &instance.tags));
    let manual = rds.snapshots.values().filter(|snapshot| snapshot.kind == "manual");
    let snapshots = manual.map(|snapshot| existing("db-snapshot", &snapshot.identifier, &snapshot.tags));
    groups.chain(instances).chain(snapshots).collect()
}

/// When RDS's waits end.
pub fn moments(rds: &Rds) -> Vec<Moments> {
    let instances = rds.instances.values().map(|instance| Moments {
        kind: "db-instance",
        id: instance.identifier.clone(),
        tags: instance.tags.clone(),
        made: instance.created_at,
        usable: instance.activities.last().map(|last| last.until),
        gone: instance.deletion.as_ref().map(|deletion| deletion.gone_at),
    });
    let manual = rds.snapshots.values().filter(|snapshot| snapshot.kind == "manual");
    let snapshots = manual.map(|snapshot| Moments {
        kind: "db-snapshot",
        id: snapshot.identifier.clone(),
        tags: snapshot.tags.clone(),
        made: snapshot.created_at,
        usable: Some(snapshot.available_at),
        gone: None,
    });
    instances.chain(snapshots).collect()
}

fn existing(kind: &'static str, id: &str, tags: &std::collections::BTreeMap<String, String>) -> Existing {
    Existing {
        kind,
        id: id.to_owned(),
        tags: tags.clone(),
    }
}
