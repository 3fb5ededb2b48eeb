//! RDS's rules on the network: subnets in one VPC, security groups of that VPC, and an internet gateway for public instances.

use super::model::GroupSubnet;
use super::rules::{combination, invalid};
use crate::common::Context;
use crate::ec2::DatabaseNetwork;
use crate::protocol::ApiError;

/// The VPC and zones of subnets, which must exist and be in one VPC (`InvalidSubnet`). Those that RDS does not know yet have a code of their
/// own (`InvalidParameterValue`). Source: docs/AWS.md, "Propagation".
pub fn subnets(network: &DatabaseNetwork, cx: &Context, ids: &[String]) -> Result<(String, Vec<GroupSubnet>), ApiError> {
    let mut vpc: Option<String> = None;
    let mut found: Vec<GroupSubnet> = Vec::new();
    for id in ids {
        let subnet = network.subnet(id, cx.now).ok_or_else(|| {
            let message = format!("Some input subnets in :[{id}] are invalid.");
            match network.is_fresh_subnet(id, cx.now) {
                true => invalid(message),
                false => ApiError::new("InvalidSubnet", message),
            }
        })?;
        if vpc.get_or_insert_with(|| subnet.vpc.clone()) != &subnet.vpc {
            return Err(ApiError::new(
                "InvalidSubnet",
                "The requested subnet is invalid, or multiple subnets were requested that are not all in a common VPC.",
            ));
        }
        if !found.iter().any(|known| known.id == subnet.id) {
            found.push(GroupSubnet {
                id: subnet.id.clone(),
                zone: subnet.zone.clone(),
            });
        }
    }
    Ok((vpc.unwrap_or_default(), found))
}

/// Refuses security groups that don't exist or belong to another VPC.
pub fn check_security_groups(network: &DatabaseNetwork, cx: &Context, groups: &[String], vpc: &str) -> Result<(), ApiError> {
    for id in groups {
        let group = network
            .security_group(id, cx.now)
            .ok_or_else(|| invalid(format!("Invalid security group , groupId= {id}, groupName=.")))?;
        if group.vpc != vpc {
            return Err(combination(format!(
                "The DB instance and EC2 security group are in different VPCs. The DB instance is in {vpc} and the EC2 \
                 security group is in {}",
                group.vpc
            )));
        }
    }
    Ok(())
}

/// Checks that a VPC can hold a public instance: it needs an internet gateway and both DNS attributes.
/// Source: RDS API reference, CreateDBInstance, PubliclyAccessible.
pub fn check_public(network: &DatabaseNetwork, cx: &Context, vpc: &str) -> Result<(), ApiError> {
    let refuse = |why: &str| {
        Err(ApiError::new(
            "InvalidVPCNetworkStateFault",
            format!("Cannot create a publicly accessible DBInstance. The specified VPC {why}. Update the VPC and then try again"),
        ))
    };
    if !network.has_internet_gateway(vpc) {
        return refuse("has no internet gateway attached");
    }
    let vpc = network.vpc(vpc, cx.now)?;
    if !(vpc.dns_support && vpc.dns_hostnames) {
        return refuse("does not support DNS resolution, DNS hostnames, or both");
    }
    Ok(())
}
