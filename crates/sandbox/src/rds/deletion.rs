//! DB instances: deleting them, with or without a final snapshot.

use jiff::Timestamp;

use super::model::{Deletion, RetainedBackup};
use super::rules::combination;
use super::rules::invalid_state;
use super::{Rds, answers, replicas, rules, snapshots};
use crate::clock::after;
use crate::common::{Common, Context};
use crate::ec2::DatabaseNetwork;
use crate::protocol::{ApiError, Element, Params};

/// DeleteDBInstance. Without a final snapshot the instance may be in any state but `deleting`.
pub fn delete(
    rds: &mut Rds,
    network: &mut DatabaseNetwork,
    common: &mut Common,
    cx: &Context,
    params: &Params,
) -> Result<Element, ApiError> {
    let instance = rds.named_instance(cx, params)?;
    let identifier = instance.identifier.clone();
    if instance.deletion.is_some() {
        return Err(invalid_state(format!("Instance {identifier} is already being deleted.")));
    }
    if instance.settings.deletion_protection {
        return Err(combination(
            "Cannot delete protected DB Instance, please disable deletion protection and try again.",
        ));
    }
    let final_snapshot = final_snapshot(params)?;
    replicas::check_deletion(instance, final_snapshot.as_deref(), cx.now)?;
    let mut instance = instance.clone();
    let has_backup = instance.restorable_at.is_some_and(|complete| complete <= cx.now);
    let retains_backups = !params.boolean("DeleteAutomatedBackups")?.unwrap_or(true) && has_backup;
    let mut start = cx.now;
    if let Some(name) = final_snapshot {
        if !instance.is_available(cx.now) {
            return Err(invalid_state(format!(
                "Instance is currently {} - a final snapshot cannot be taken.",
                instance.status(cx.now)
            )));
        }
        start = snapshots::take_manual(rds, common, cx, &instance, &name, instance.tags.clone())?.available_at;
    }
    if !has_backup {
        snapshots::drop_automated(rds, &instance.resource_id);
    }
    let lasting = common.ids.vary(cx.latencies.db_instance_deleted, cx.latencies.spread);
    let gone_at = after(start, lasting);
    instance.deletion = Some(Deletion {
        gone_at,
        retains_backups,
    });
    instance.pending = None;
    let released_at = after(gone_at, cx.latencies.network_interface_linger);
    network.detach(&instance.network_interface, released_at);
    let answer = answers::instance(rds, common, &instance, cx.now);
    replicas::orphan(rds, &instance, cx.now);
    rds.instances.insert(identifier, instance);
    Ok(Element::new("").child(answer))
}

/// The identifier of the final snapshot, which the request must name or skip.
fn final_snapshot(params: &Params) -> Result<Option<String>, ApiError> {
    let skip = params.boolean("SkipFinalSnapshot")?.unwrap_or(false);
    let given = params.get("FinalDBSnapshotIdentifier").is_some_and(|name| !name.is_empty());
    match (skip, given) {
        (true, true) => Err(combination(
            "FinalDBSnapshotIdentifier can not be specified when deleting an instance with SkipFinalSnapshot",
        )),
        (true, false) => Ok(None),
        (false, false) => Err(combination(
            "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.",
        )),
        (false, true) => rules::identifier(params, "FinalDBSnapshotIdentifier", snapshots::MAX_IDENTIFIER).map(Some),
    }
}

/// Removes the instances whose deletion was over by `now`, and their automated snapshots unless they are retained.
pub fn finish_due(rds: &mut Rds, now: Timestamp) {
    let gone: Vec<String> = rds
        .instances
        .values()
        .filter(|instance| instance.deletion.as_ref().is_some_and(|deletion| deletion.gone_at <= now))
        .map(|instance| instance.identifier.clone())
        .collect();
    for identifier in gone {
        let Some(instance) = rds.instances.remove(&identifier) else {
            continue;
        };
        let Some(deletion) = &instance.deletion else {
            continue;
        };
        if deletion.retains_backups {
            let backup = RetainedBackup {
                deleted_at: deletion.gone_at,
                instance: instance.clone(),
            };
            rds.retained_backups.insert(&instance.resource_id, backup);
        } else {
            snapshots::drop_automated(rds, &instance.resource_id);
        }
    }
}
