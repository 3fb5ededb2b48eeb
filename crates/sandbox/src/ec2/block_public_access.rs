//! VPC Block Public Access: for all VPCs of the region, without exclusions.

use jalon_reachability::BlockedWays;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Ec2;
use crate::clock::iso8601;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// The key of the one row.
const REGION: &str = "region";

/// How the region's internet gateways are closed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BlockPublicAccess {
    /// `off`, `block-bidirectional` or `block-ingress`.
    mode: String,
    changed_at: Timestamp,
}

/// The mode in force.
pub fn mode(ec2: &Ec2) -> &str {
    let row = ec2.block_public_access.get(REGION);
    row.map_or("off", |row| &row.mode)
}

/// What it closes.
pub fn blocked_ways(ec2: &Ec2) -> Option<BlockedWays> {
    match mode(ec2) {
        "block-bidirectional" => Some(BlockedWays::Both),
        "block-ingress" => Some(BlockedWays::In),
        _ => None,
    }
}

/// The element that VPCs and subnets show.
pub fn states(ec2: &Ec2) -> Element {
    Element::new("blockPublicAccessStates").text("internetGatewayBlockMode", mode(ec2))
}

/// DescribeVpcBlockPublicAccessOptions.
pub fn describe(ec2: &Ec2, common: &Common, _: &Context, _: &Params) -> Result<Element, ApiError> {
    Ok(Element::new("").child(options(ec2, common)))
}

/// ModifyVpcBlockPublicAccessOptions.
pub fn modify(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let mode = params.required("InternetGatewayBlockMode")?;
    if !["off", "block-bidirectional", "block-ingress"].contains(&mode) {
        return Err(ApiError::invalid_value("internetGatewayBlockMode", mode, ""));
    }
    let row = BlockPublicAccess {
        mode: mode.to_owned(),
        changed_at: cx.now,
    };
    ec2.block_public_access.insert(REGION, row);
    Ok(Element::new("").child(options(ec2, common)))
}

fn options(ec2: &Ec2, common: &Common) -> Element {
    let mode = mode(ec2);
    let state = if mode == "off" { "default-state" } else { "update-complete" };
    let changed = ec2.block_public_access.get(REGION).map(|row| iso8601(row.changed_at));
    Element::new("vpcBlockPublicAccessOptions")
        .text("awsAccountId", &common.account)
        .text("awsRegion", &common.region)
        .text("state", state)
        .text("internetGatewayBlockMode", mode)
        .optional("lastUpdateTimestamp", changed)
        .text("managedBy", "account")
        .text("exclusionsAllowed", "allowed")
}
