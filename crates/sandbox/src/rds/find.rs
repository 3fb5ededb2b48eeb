//! Finding rows by the name a request gives, as RDS does.

use http::StatusCode;
use jiff::Timestamp;

use super::Rds;
use super::model::{Instance, Snapshot, SubnetGroup};
use super::pages::short;
use crate::common::Context;
use crate::protocol::{ApiError, Params};

impl Rds {
    /// The instance of that identifier or ARN, once it is visible.
    pub(super) fn instance(&self, identifier: &str, now: Timestamp) -> Result<&Instance, ApiError> {
        let name = short(identifier);
        self.instances
            .get(&name.to_ascii_lowercase())
            .filter(|instance| instance.visible_at <= now)
            .ok_or_else(|| not_found("DBInstanceNotFound", format!("DBInstance {name} not found.")))
    }

    /// The instance that the parameter of a changing call names.
    pub(super) fn named_instance(&self, cx: &Context, params: &Params) -> Result<&Instance, ApiError> {
        self.instance(params.required("DBInstanceIdentifier")?, cx.now)
    }

    /// The identifiers of an instance's read replicas.
    pub(super) fn replicas_of(&self, source: &Instance, now: Timestamp) -> Vec<String> {
        let live = self.instances.values().filter(|instance| instance.deletion.is_none());
        let replicas = live.filter(|instance| instance.source(now) == Some(&source.resource_id));
        replicas.map(|replica| replica.identifier.clone()).collect()
    }

    /// The snapshot of that identifier or ARN, once it is visible.
    pub(super) fn snapshot(&self, identifier: &str, now: Timestamp) -> Result<&Snapshot, ApiError> {
        let name = short(identifier);
        self.snapshots
            .get(&name.to_ascii_lowercase())
            .filter(|snapshot| snapshot.visible_at <= now)
            .ok_or_else(|| not_found("DBSnapshotNotFound", format!("DBSnapshot {name} not found.")))
    }

    /// The subnet group of that name or ARN.
    pub(super) fn subnet_group(&self, name: &str) -> Result<&SubnetGroup, ApiError> {
        let name = short(name);
        self.subnet_groups.get(&name.to_ascii_lowercase()).ok_or_else(|| {
            not_found(
                "DBSubnetGroupNotFoundFault",
                format!("DB subnet group '{name}' does not exist."),
            )
        })
    }
}

fn not_found(code: &str, message: String) -> ApiError {
    ApiError::new(code, message).with_status(StatusCode::NOT_FOUND)
}
