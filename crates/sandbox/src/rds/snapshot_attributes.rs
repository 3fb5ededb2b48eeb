//! With whom a DB snapshot is shared.

use super::Rds;
use super::model::Snapshot;
use super::rules::invalid;
use crate::common::Context;
use crate::protocol::{ApiError, Element, Params};

/// The one attribute that snapshots have.
const RESTORE: &str = "restore";
/// Most accounts that a snapshot is shared with. Source: RDS user guide, "Sharing a DB snapshot".
const MOST: usize = 20;

/// DescribeDBSnapshotAttributes.
pub fn describe(rds: &Rds, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let snapshot = rds.snapshot(params.required("DBSnapshotIdentifier")?, cx.now)?;
    Ok(Element::new("").child(element(snapshot)))
}

/// ModifyDBSnapshotAttribute of a manual snapshot; an encrypted one is not everybody's. Source: RDS user guide, "Sharing a DB snapshot".
pub fn modify(rds: &mut Rds, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let snapshot = rds.snapshot(params.required("DBSnapshotIdentifier")?, cx.now)?;
    let attribute = params.required("AttributeName")?;
    if attribute != RESTORE {
        return Err(invalid(format!("Invalid snapshot attribute: {attribute}")));
    }
    if snapshot.kind != "manual" {
        let message = format!("The snapshot {} is not a manual snapshot.", snapshot.identifier);
        return Err(ApiError::new("InvalidDBSnapshotState", message));
    }
    let added = params.strings("ValuesToAdd.AttributeValue");
    let removed = params.strings("ValuesToRemove.AttributeValue");
    if snapshot.encrypted && added.iter().any(|account| account == "all") {
        return Err(invalid("Encrypted snapshots cannot be shared publicly."));
    }
    let account = |name: &String| name == "all" || name.len() == 12 && name.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(other) = added.iter().find(|name| !account(name)) {
        return Err(invalid(format!("Invalid account: {other}")));
    }
    let mut next = snapshot.clone();
    next.shared_with.extend(added);
    next.shared_with.retain(|account| !removed.contains(account));
    if next.shared_with.len() > MOST {
        let message = format!("A snapshot can be shared with {MOST} accounts.");
        return Err(ApiError::new("SharedSnapshotQuotaExceeded", message));
    }
    let answer = element(&next);
    rds.snapshots.insert(next.identifier.clone(), next);
    Ok(Element::new("").child(answer))
}

fn element(snapshot: &Snapshot) -> Element {
    let attribute = Element::new("DBSnapshotAttribute").text("AttributeName", RESTORE).texts(
        "AttributeValues",
        "AttributeValue",
        &snapshot.shared_with,
    );
    Element::new("DBSnapshotAttributesResult")
        .text("DBSnapshotIdentifier", &snapshot.identifier)
        .list("DBSnapshotAttributes", [attribute])
}
