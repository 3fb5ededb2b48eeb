//! DB instances: changing and rebooting them.

use jiff::Timestamp;

use super::instances;
use super::model::{Instance, NextPassword, Pending};
use super::rules::invalid_state;
use super::{Rds, answers, network, parameter_groups, replicas, rules};
use crate::common::{Common, Context};
use crate::ec2::DatabaseNetwork;
use crate::passwords::PasswordDigest;
use crate::protocol::{ApiError, Element, Params};
use crate::rds::rules::{combination, invalid};

/// Changes that the sandbox does not simulate.
const NOT_SERVED: [&str; 2] = ["DBSubnetGroupName", "Engine"];

/// The status of a full instance, which more storage makes available again.
/// Source: RDS user guide, "Amazon RDS DB instance running out of storage".
const STORAGE_FULL: &str = "storage-full";

/// ModifyDBInstance. Some settings change at once; the others wait for their turn or for a maintenance window.
pub fn modify(
    rds: &mut Rds,
    network: &mut DatabaseNetwork,
    common: &mut Common,
    cx: &Context,
    params: &Params,
) -> Result<Element, ApiError> {
    let instance = rds.named_instance(cx, params)?;
    let is_full = instance.status(cx.now) == STORAGE_FULL;
    if !instance.is_available(cx.now) && !is_full {
        return Err(invalid_state("Database instance is not in available state."));
    }
    if let Some(name) = NOT_SERVED.iter().find(|name| params.has(name)) {
        return Err(invalid(format!("The parameter {name} can't be changed in the sandbox.")));
    }
    let renamed = new_identifier(rds, params)?;
    let new_password = params.get("MasterUserPassword");
    new_password.map_or(Ok(()), rules::check_password)?;
    let password = new_password.is_some();
    // Pending changes stay pending, or are applied together with this one.
    let base = instance
        .pending
        .as_ref()
        .map_or(&instance.settings, |pending| &pending.settings);
    let wanted = base.changed(params, "DBPortNumber")?;
    check_change(rds, instance, params, &wanted)?;
    replicas::check_backups(rds, instance, &wanted, cx.now)?;
    instances::check_plan(common, cx, "ModifyDBInstance", &instance.identifier, &wanted)?;
    network::check_security_groups(network, cx, &wanted.security_groups, &instance.vpc)?;
    if wanted.publicly_accessible && !instance.settings.publicly_accessible {
        network::check_public(network, cx, &instance.vpc)?;
    }
    let immediately = params.boolean("ApplyImmediately")?.unwrap_or(false);
    let mut instance = instance.clone();
    let at_once = wanted.without_deferred(&instance.settings);
    let deferred = at_once != wanted;
    let changing = renamed.is_some() || password || at_once != instance.settings || (deferred && immediately);
    if is_full && wanted.allocated_storage > instance.settings.allocated_storage && immediately {
        instance.ending = None;
    }
    instance.take(at_once);
    network.set_groups(&instance.network_interface, &instance.settings.security_groups);
    let done_at = changing.then(|| {
        let lasting = common.ids.vary(cx.latencies.db_instance_modified, cx.latencies.spread);
        let activity = if renamed.is_some() { "renaming" } else { "modifying" };
        instance.begin(activity, cx.now, lasting)
    });
    if deferred || password {
        instance.pending = Some(Pending {
            settings: wanted,
            password: password && (immediately || !deferred),
            at: done_at.filter(|_| immediately || !deferred),
        });
    }
    if let (Some(password), Some(at)) = (new_password, done_at) {
        let digest = PasswordDigest::of(common, password);
        instance.next_password = Some(NextPassword { digest, at });
    }
    if let Some(identifier) = renamed {
        rds.instances.remove(&instance.identifier);
        instance.identifier = identifier;
    }
    let answer = answers::instance(rds, common, &instance, cx.now);
    rds.instances.insert(instance.identifier.clone(), instance);
    Ok(Element::new("").child(answer))
}

/// The identifier that the instance is to have. Only a change that is applied at once is served.
fn new_identifier(rds: &Rds, params: &Params) -> Result<Option<String>, ApiError> {
    const NAME: &str = "NewDBInstanceIdentifier";
    if !params.has(NAME) {
        return Ok(None);
    }
    if !params.boolean("ApplyImmediately")?.unwrap_or(false) {
        return Err(invalid(format!("The sandbox changes {NAME} only with ApplyImmediately.")));
    }
    let identifier = rules::identifier(params, NAME, instances::MAX_IDENTIFIER)?;
    if rds.instances.contains(&identifier) {
        return Err(ApiError::new("DBInstanceAlreadyExists", "DB instance already exists"));
    }
    Ok(Some(identifier))
}

fn check_change(rds: &Rds, instance: &Instance, params: &Params, wanted: &super::settings::Settings) -> Result<(), ApiError> {
    parameter_groups::check(rds, wanted)?;
    let current = &instance.settings;
    if wanted.allocated_storage < current.allocated_storage {
        return Err(combination(
            "Requested storage size is smaller than the current one; storage can't shrink.",
        ));
    }
    if params.has("Iops") || params.has("StorageThroughput") {
        wanted.check_provisioning()?;
    }
    if wanted.version < current.version {
        return Err(combination(format!(
            "Cannot upgrade {} from {} to {}",
            instance.engine, current.version, wanted.version
        )));
    }
    let major_change = super::catalog::major(&wanted.version) != super::catalog::major(&current.version);
    if major_change && !params.boolean("AllowMajorVersionUpgrade")?.unwrap_or(false) {
        return Err(combination(
            "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.",
        ));
    }
    Ok(())
}

/// RebootDBInstance.
pub fn reboot(rds: &mut Rds, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let mut instance = rds.named_instance(cx, params)?.clone();
    if !instance.is_available(cx.now) {
        return Err(invalid_state(format!(
            "Instance {} is not in available state.",
            instance.identifier
        )));
    }
    if params.boolean("ForceFailover")?.unwrap_or(false) && !instance.settings.multi_az {
        return Err(combination(
            "Reboot With Force Failover cannot be performed on a single-AZ instance.",
        ));
    }
    let lasting = common.ids.vary(cx.latencies.db_instance_rebooted, cx.latencies.spread);
    instance.begin("rebooting", cx.now, lasting);
    instance.awaits_reboot = false;
    let answer = answers::instance(rds, common, &instance, cx.now);
    rds.instances.insert(instance.identifier.clone(), instance);
    Ok(Element::new("").child(answer))
}

/// Applies the changes that were due by `now`.
pub fn apply_due(rds: &mut Rds, now: Timestamp) {
    let settings_are_due = |instance: &Instance| {
        let at = instance.pending.as_ref().and_then(|pending| pending.at);
        at.is_some_and(|at| at <= now)
    };
    let password_is_due = |instance: &Instance| instance.next_password.as_ref().is_some_and(|next| next.at <= now);
    let is_due = |instance: &&Instance| settings_are_due(instance) || password_is_due(instance);
    let due: Vec<String> = rds
        .instances
        .values()
        .filter(is_due)
        .map(|instance| instance.identifier.clone())
        .collect();
    for identifier in due {
        let Some(instance) = rds.instances.get_mut(&identifier) else {
            continue;
        };
        if settings_are_due(instance)
            && let Some(pending) = instance.pending.take()
        {
            instance.settings = pending.settings;
        }
        if password_is_due(instance) {
            instance.password = instance.next_password.take().map(|next| next.digest);
        }
    }
}
