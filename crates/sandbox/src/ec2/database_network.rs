//! The part of the network that RDS uses: it reads subnets, security groups and VPCs, and owns the network interfaces of
//! its instances.

use jiff::Timestamp;

use super::network_interfaces::{self, New};
use super::row::{Row, find};
use super::security_groups::SecurityGroup;
use super::subnets::Subnet;
use super::vpcs::Vpc;
use super::{Ec2, default_vpc, internet_gateways};
use crate::common::{Common, Context};
use crate::protocol::ApiError;

/// The only part of EC2 that RDS can read and change.
#[derive(Debug)]
pub struct DatabaseNetwork<'a> {
    ec2: &'a mut Ec2,
}

impl<'a> DatabaseNetwork<'a> {
    /// The view of these tables.
    pub fn new(ec2: &'a mut Ec2) -> Self {
        Self { ec2 }
    }

    /// A subnet, if it is visible now.
    pub fn subnet(&self, id: &str, now: Timestamp) -> Option<&Subnet> {
        find(self.ec2, id, now).ok()
    }

    /// Whether a subnet was made and is not visible yet.
    pub fn is_fresh_subnet(&self, id: &str, now: Timestamp) -> bool {
        let subnet = self.ec2.subnets.get(id);
        subnet.is_some_and(|subnet| subnet.life().visible > now)
    }

    /// A security group, if it is visible now.
    pub fn security_group(&self, id: &str, now: Timestamp) -> Option<&SecurityGroup> {
        find(self.ec2, id, now).ok()
    }

    /// The default security group of a VPC.
    pub fn default_security_group(&self, vpc: &str) -> Option<&SecurityGroup> {
        let mut groups = self.ec2.security_groups.values();
        groups.find(|group| group.vpc == vpc && group.is_default)
    }

    /// A VPC, if it is visible now.
    ///
    /// # Errors
    /// EC2's codes for an id that is malformed or not found.
    pub fn vpc(&self, id: &str, now: Timestamp) -> Result<&Vpc, ApiError> {
        find(self.ec2, id, now)
    }

    /// The default VPC and its subnets with their zones, if there is one.
    pub fn default_subnets(&self) -> Option<(String, Vec<(String, String)>)> {
        let vpc = default_vpc::id(self.ec2)?;
        let subnets = self.ec2.subnets.values().filter(|subnet| subnet.is_default);
        let subnets = subnets.map(|subnet| (subnet.id.clone(), subnet.zone.clone()));
        Some((vpc, subnets.collect()))
    }

    /// Whether an internet gateway is attached to a VPC.
    pub fn has_internet_gateway(&self, vpc: &str) -> bool {
        internet_gateways::attached_to(self.ec2, vpc).is_some()
    }

    /// Creates the network interface of a DB instance in a subnet, with these security groups, and returns its id.
    ///
    /// # Errors
    /// The subnet is not found or full.
    pub fn attach(&mut self, common: &mut Common, cx: &Context, subnet: &str, groups: &[String]) -> Result<String, ApiError> {
        let interface = New {
            subnet: subnet.to_owned(),
            groups: groups.to_vec(),
            description: "RDSNetworkInterface".to_owned(),
            interface_type: "interface".to_owned(),
            requester: Some("amazon-rds".to_owned()),
            private_ip: None,
        };
        network_interfaces::create(self.ec2, common, cx, interface)
    }

    /// Replaces the security groups of a DB instance's network interface.
    pub fn set_groups(&mut self, interface: &str, groups: &[String]) {
        network_interfaces::set_groups(self.ec2, interface, groups);
    }

    /// Deletes a DB instance's network interface at a moment; until then it holds its subnet.
    pub fn detach(&mut self, interface: &str, at: Timestamp) {
        network_interfaces::delete_at(self.ec2, interface, at);
    }
}
