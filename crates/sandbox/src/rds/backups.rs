//! Automated backups: of instances that are there, and retained ones of instances that are gone.

use std::time::Duration;

use http::StatusCode;
use jiff::Timestamp;

use super::model::{Instance, RetainedBackup};
use super::pages::{self, Filters, short};
use super::{answers, snapshots};
use crate::clock::after;
use crate::protocol::{ApiError, Element, Params};
use crate::world::{Context, World};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// DescribeDBInstanceAutomatedBackups.
pub fn describe(world: &World, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let filters = Filters::read(params, &["db-instance-id", "dbi-resource-id", "status"])?;
    let identifier = params
        .get("DBInstanceIdentifier")
        .map(|name| short(name).to_ascii_lowercase());
    let resource = params.get("DbiResourceId");
    let mut rows = Vec::new();
    for (instance, status) in all(world, cx.now) {
        let wanted = identifier
            .as_ref()
            .is_none_or(|identifier| instance.identifier == *identifier)
            && resource.is_none_or(|resource| instance.resource_id == resource)
            && filters.accept("db-instance-id", &instance.identifier)
            && filters.accept("dbi-resource-id", &instance.resource_id)
            && filters.accept("status", status);
        if wanted {
            rows.push((
                instance.resource_id.clone(),
                answers::automated_backup(world, instance, status, cx.now),
            ));
        }
    }
    if let Some(identifier) = identifier.filter(|_| rows.is_empty()) {
        return Err(ApiError::new(
            "DBInstanceAutomatedBackupNotFound",
            format!("The automated backup of {identifier} was not found."),
        )
        .with_status(StatusCode::NOT_FOUND));
    }
    rows.sort_by(|(one, _), (two, _)| one.cmp(two));
    pages::answer(params, "DBInstanceAutomatedBackups", rows)
}

fn all(world: &World, now: Timestamp) -> Vec<(&Instance, &'static str)> {
    let active = world
        .rds
        .instances
        .values()
        .filter(|instance| instance.visible_at <= now && instance.settings.backup_retention > 0)
        .map(|instance| match instance.latest_restorable(now) {
            Some(_) => (instance, "active"),
            None => (instance, "creating"),
        });
    let retained = world
        .rds
        .retained_backups
        .values()
        .map(|backup| (&backup.instance, "retained"));
    active.chain(retained).collect()
}

/// Takes out the retained backups whose retention period was over by `now`.
pub fn expire(world: &mut World, now: Timestamp) {
    let is_over = |backup: &RetainedBackup| {
        let days = u32::from(backup.instance.settings.backup_retention);
        after(backup.deleted_at, DAY * days) <= now
    };
    let over: Vec<String> = world
        .rds
        .retained_backups
        .iter()
        .filter(|(_, backup)| is_over(backup))
        .map(|(resource_id, _)| resource_id.to_owned())
        .collect();
    for resource_id in over {
        world.rds.retained_backups.remove(&resource_id);
        snapshots::drop_automated(world, &resource_id);
    }
}
