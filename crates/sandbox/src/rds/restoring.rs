//! RestoreDBInstanceFromDBSnapshot: a new instance with the data, the administrator and the password of a snapshot.

use super::instances::{self, MAX_IDENTIFIER, Wanted};
use super::rules::{combination, invalid};
use super::settings::Settings;
use super::{Rds, catalog, rules};
use crate::common::{Common, Context};
use crate::ec2::DatabaseNetwork;
use crate::protocol::{ApiError, Element, Params};

/// The class of an instance whose snapshot an earlier version took.
const USUAL_CLASS: &str = "db.t4g.micro";

/// RestoreDBInstanceFromDBSnapshot. Source: RDS API reference; RDS user guide, "Restoring to a DB instance". Without backups of its own
/// kept otherwise, the new instance keeps them for a day.
pub fn restore(
    rds: &mut Rds,
    network: &mut DatabaseNetwork,
    common: &mut Common,
    cx: &Context,
    params: &Params,
) -> Result<Element, ApiError> {
    let identifier = rules::identifier(params, "DBInstanceIdentifier", MAX_IDENTIFIER)?;
    let snapshot = rds.snapshot(params.required("DBSnapshotIdentifier")?, cx.now)?.clone();
    if snapshot.status(cx.now) != "available" {
        let message = format!("The snapshot {} is not in the available state.", snapshot.identifier);
        return Err(ApiError::new("InvalidDBSnapshotState", message));
    }
    if let Some(engine) = params.get("Engine") {
        catalog::check_engine(engine)?;
    }
    let size = params.integer("AllocatedStorage")?;
    if size.is_some_and(|size| size < i64::from(snapshot.allocated_storage)) {
        return Err(combination(
            "The storage of a restored DB instance can't be smaller than its snapshot's.",
        ));
    }
    if params.has("MasterUserPassword") || params.has("MasterUsername") {
        return Err(invalid("The administrator of a restored DB instance is the snapshot's."));
    }
    let mut given = params.clone().with("EngineVersion", &snapshot.version);
    for (name, usual) in [
        (
            "DBInstanceClass",
            snapshot.class.clone().unwrap_or_else(|| USUAL_CLASS.to_owned()),
        ),
        ("AllocatedStorage", snapshot.allocated_storage.to_string()),
        ("StorageType", snapshot.storage_type.clone()),
        ("Port", snapshot.port.to_string()),
    ] {
        if !given.has(name) {
            given = given.with(name, &usual);
        }
    }
    let wanted = Wanted {
        identifier,
        user: snapshot.user,
        password: snapshot.password,
        database: snapshot.database,
        encrypted: snapshot.encrypted,
        settings: Settings::requested(&given)?,
        tags: rules::tags(params)?,
        replica_of: None,
    };
    instances::insert(rds, network, common, cx, params, "RestoreDBInstanceFromDBSnapshot", wanted)
}
