//! With whom a snapshot is shared.

use super::Ec2;
use super::row::{done, find};
use super::snapshots::Snapshot;
use crate::common::Context;
use crate::protocol::{ApiError, Element, Params};

/// The group of everybody.
const EVERYBODY: &str = "all";

/// DescribeSnapshotAttribute.
pub fn describe(ec2: &Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let snapshot = find::<Snapshot>(ec2, params.required("SnapshotId")?, cx.now)?;
    let answer = Element::new("").text("snapshotId", &snapshot.id);
    match params.required("Attribute")? {
        "createVolumePermission" => {
            let items = snapshot.shared_with.iter().map(|account| {
                let field = if account == EVERYBODY { "group" } else { "userId" };
                Element::new("item").text(field, account)
            });
            Ok(answer.list("createVolumePermission", items))
        }
        "productCodes" => Ok(answer.list("productCodes", [])),
        other => Err(ApiError::invalid_value("attribute", other, "")),
    }
}

/// ModifySnapshotAttribute, in both of its forms. An encrypted snapshot, whose key is the account's default one, can't be shared. Source:
/// EBS user guide, "Share an Amazon EBS snapshot"; code recalled.
pub fn modify(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let snapshot = find::<Snapshot>(ec2, params.required("SnapshotId")?, cx.now)?;
    if let Some(other) = params.get("Attribute").filter(|name| *name != "createVolumePermission") {
        return Err(ApiError::invalid_value("attribute", other, ""));
    }
    let (mut added, mut removed) = (
        listed(params, "CreateVolumePermission.Add"),
        listed(params, "CreateVolumePermission.Remove"),
    );
    let named = [params.strings("UserId"), params.strings("UserGroup")].concat();
    match params.get("OperationType") {
        Some("add") => added.extend(named),
        Some("remove") => removed.extend(named),
        None if named.is_empty() => {}
        other => return Err(ApiError::invalid_value("operationType", other.unwrap_or_default(), "")),
    }
    if added.is_empty() && removed.is_empty() {
        return Err(ApiError::missing_parameter("CreateVolumePermission"));
    }
    let account = |name: &&String| *name == EVERYBODY || name.len() == 12 && name.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(unknown) = added.iter().find(|name| !account(name)) {
        return Err(ApiError::invalid_value(
            "userId",
            unknown,
            "Expecting an account or the group all.",
        ));
    }
    if snapshot.encrypted && !added.is_empty() {
        let message = "Encrypted snapshots with EBS default key cannot be shared";
        return Err(ApiError::new("OperationNotPermitted", message));
    }
    let id = snapshot.id.clone();
    if let Some(row) = ec2.snapshots.get_mut(&id) {
        row.shared_with.extend(added);
        row.shared_with.retain(|account| !removed.contains(account));
    }
    Ok(done())
}

/// ResetSnapshotAttribute: nobody has it any more.
pub fn reset(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = find::<Snapshot>(ec2, params.required("SnapshotId")?, cx.now)?.id.clone();
    if let Some(row) = ec2.snapshots.get_mut(&id) {
        row.shared_with.clear();
    }
    Ok(done())
}

fn listed(params: &Params, name: &str) -> Vec<String> {
    let entries = params.structures(name).into_iter();
    entries
        .filter_map(|entry| entry.get("UserId").or(entry.get("Group")).map(str::to_owned))
        .collect()
}
