//! What RDS asks of EC2: subnets, security groups and network interfaces.

use super::model::GroupSubnet;
use super::rules::{combination, invalid};
use crate::ec2::internet_gateways;
use crate::ec2::network_interfaces;
use crate::ec2::row::find;
use crate::ec2::security_groups::SecurityGroup;
use crate::ec2::subnets::Subnet;
use crate::ec2::vpcs::Vpc;
use crate::ec2::zones as ec2_zones;
use crate::protocol::ApiError;
use crate::world::{Context, World};

/// The names of the region's availability zones.
pub fn zones(world: &World) -> Vec<String> {
    ec2_zones::of(&world.region).into_iter().map(|zone| zone.name).collect()
}

/// The VPC and zones of subnets, which must be there and in one VPC (`InvalidSubnet`).
pub fn subnets(world: &World, cx: &Context, ids: &[String]) -> Result<(String, Vec<GroupSubnet>), ApiError> {
    let mut vpc: Option<String> = None;
    let mut found: Vec<GroupSubnet> = Vec::new();
    for id in ids {
        let subnet = find::<Subnet>(world, id, cx.now)
            .map_err(|_| ApiError::new("InvalidSubnet", format!("Some input subnets in :[{id}] are invalid.")))?;
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

/// Refuses security groups that aren't there or are of another VPC.
pub fn check_security_groups(world: &World, cx: &Context, groups: &[String], vpc: &str) -> Result<(), ApiError> {
    for id in groups {
        let group = find::<SecurityGroup>(world, id, cx.now)
            .map_err(|_| invalid(format!("Invalid security group , groupId= {id}, groupName=.")))?;
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

/// The group every VPC has from the beginning.
pub fn default_security_group(world: &World, vpc: &str) -> Option<String> {
    let mut groups = world.ec2.security_groups.values();
    groups
        .find(|group| group.vpc == vpc && group.name == "default")
        .map(|group| group.id.clone())
}

/// A public instance needs an internet gateway and both DNS attributes of its VPC.
/// Source: RDS API reference, CreateDBInstance, PubliclyAccessible.
pub fn check_public(world: &World, cx: &Context, vpc: &str) -> Result<(), ApiError> {
    let refuse = |why: &str| {
        Err(ApiError::new(
            "InvalidVPCNetworkStateFault",
            format!("Cannot create a publicly accessible DBInstance. The specified VPC {why}. Update the VPC and then try again"),
        ))
    };
    if internet_gateways::attached_to(world, vpc).is_none() {
        return refuse("has no internet gateway attached");
    }
    let vpc = find::<Vpc>(world, vpc, cx.now)?;
    if !(vpc.dns_support && vpc.dns_hostnames) {
        return refuse("does not support DNS resolution, DNS hostnames, or both");
    }
    Ok(())
}

/// Puts the instance's network interface into a subnet and returns its id.
pub fn attach(world: &mut World, cx: &Context, subnet: &str, groups: &[String]) -> Result<String, ApiError> {
    network_interfaces::create_for_database(world, cx, subnet, groups)
}

/// Changes the security groups of an instance's network interface.
pub fn set_groups(world: &mut World, interface: &str, groups: &[String]) {
    network_interfaces::set_groups(world, interface, groups);
}

/// Lets an instance's network interface go at a moment; until then it holds its subnet.
pub fn detach(world: &mut World, interface: &str, at: jiff::Timestamp) {
    network_interfaces::delete_at(world, interface, at);
}
