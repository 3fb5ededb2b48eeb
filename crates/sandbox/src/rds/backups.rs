//! Automated backups of existing instances, and retained ones of deleted instances.

use std::time::Duration;

use http::StatusCode;
use jiff::Timestamp;

use super::model::{Instance, RetainedBackup};
use super::pages::{self, Filters, short};
use super::{Rds, answers, snapshots};
use crate::clock::after;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// DescribeDBInstanceAutomatedBackups.
pub fn describe(rds: &Rds, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let filters = Filters::read(params, &["db-instance-id", "dbi-resource-id", "status"])?;
    let identifier = params
        .get("DBInstanceIdentifier")
        .map(|name| short(name).to_ascii_lowercase());
    let resource = params.get("DbiResourceId");
    let mut rows = Vec::new();
    for (instance, status) in all(rds, cx.now) {
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
                answers::automated_backup(common, instance, status, cx.now),
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

fn all(rds: &Rds, now: Timestamp) -> Vec<(&Instance, &'static str)> {
    let active = rds
        .instances
        .values()
        .filter(|instance| instance.visible_at <= now && instance.settings.backup_retention > 0)
        .map(|instance| match instance.latest_restorable(now) {
            Some(_) => (instance, "active"),
            None => (instance, "creating"),
        });
    let retained = rds.retained_backups.values().map(|backup| (&backup.instance, "retained"));
    active.chain(retained).collect()
}

/// Removes the retained backups whose retention period was over by `now`.
pub fn expire(rds: &mut Rds, now: Timestamp) {
    let is_over = |backup: &RetainedBackup| {
        let days = u32::from(backup.instance.settings.backup_retention);
        after(backup.deleted_at, DAY * days) <= now
    };
    let over: Vec<String> = rds
        .retained_backups
        .iter()
        .filter(|(_, backup)| is_over(backup))
        .map(|(resource_id, _)| resource_id.to_owned())
        .collect();
    for resource_id in over {
        rds.retained_backups.remove(&resource_id);
        snapshots::drop_automated(rds, &resource_id);
    }
}
