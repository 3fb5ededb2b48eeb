//! What is in a database when a snapshot of it is taken is in what is restored from the snapshot.

use super::pages::short;
use super::{Rds, has_resource};
use crate::protocol::Params;

/// What the id of a snapshot's data begins with; a resource id begins with `db-`.
const OF_SNAPSHOT: &str = "snapshot:";

/// Data that a request has copied.
#[derive(Debug, PartialEq, Eq)]
pub struct Copied {
    /// Whose data it was: of these, the first that has any.
    pub from: Vec<String>,
    /// Whose it is now.
    pub to: String,
    /// The name of the database.
    pub database: String,
}

/// What a request that RDS has carried out has copied. The data of a snapshot that an earlier version took is the database's.
pub fn copied(rds: &Rds, operation: &str, params: &Params) -> Option<Copied> {
    let named = |parameter: &str| params.get(parameter).map(|name| short(name).to_ascii_lowercase());
    match operation {
        "CreateDBSnapshot" => taken(rds, &named("DBSnapshotIdentifier")?),
        "DeleteDBInstance" => taken(rds, &named("FinalDBSnapshotIdentifier")?),
        "RestoreDBInstanceFromDBSnapshot" => {
            let name = named("DBSnapshotIdentifier")?;
            let snapshot = rds.snapshots.get(&name)?;
            Some(Copied {
                from: vec![of_snapshot(&name), snapshot.resource_id.clone()],
                to: rds.instances.get(&named("DBInstanceIdentifier")?)?.resource_id.clone(),
                database: snapshot.database.clone()?,
            })
        }
        _ => None,
    }
}

fn taken(rds: &Rds, name: &str) -> Option<Copied> {
    let snapshot = rds.snapshots.get(name)?;
    Some(Copied {
        from: vec![snapshot.resource_id.clone()],
        to: of_snapshot(name),
        database: snapshot.database.clone()?,
    })
}

fn of_snapshot(name: &str) -> String {
    format!("{OF_SNAPSHOT}{name}")
}

/// Whether what has this data is there.
pub fn has_owner(rds: &Rds, id: &str) -> bool {
    match id.strip_prefix(OF_SNAPSHOT) {
        Some(name) => rds.snapshots.contains(name),
        None => has_resource(rds, id),
    }
}
