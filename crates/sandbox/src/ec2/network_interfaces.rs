//! Network interfaces: those of instances, NAT gateways and databases. They hold their subnet, security groups and addresses.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Ec2;
use super::documented_filters::{self, Documented};
use super::row::{Kind, Life, Row, View, find};
use super::subnets::Subnet;
use super::{addresses, page, security_groups};
use crate::clock::iso8601;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// A network interface.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NetworkInterface {
    /// `eni-…`
    pub id: String,
    pub(super) life: Life,
    /// The subnet it is in.
    pub subnet: String,
    /// The VPC of the subnet.
    pub vpc: String,
    pub(super) zone: String,
    /// Its address in the subnet.
    pub private_ip: Ipv4Addr,
    /// Its security groups.
    pub groups: Vec<String>,
    pub(super) description: String,
    pub(super) interface_type: String,
    pub(super) requester: Option<String>,
    pub(super) attachment: Option<Attachment>,
    pub(super) public: Option<Public>,
    pub(super) mac: String,
    /// Whether it takes traffic that is neither from nor for its own address. The first of an instance goes by its instance.
    #[serde(default)]
    pub(super) forwards: bool,
    /// The id of the user that made it for itself.
    #[serde(default)]
    pub(super) made_by: Option<String>,
}

/// The attachment of an interface to an instance or a service.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attachment {
    pub(super) id: String,
    pub(super) instance: Option<String>,
    pub(super) at: Timestamp,
    #[serde(default)]
    pub(super) device_index: u32,
    /// Whether it goes with its instance.
    #[serde(default = "goes_with_its_instance")]
    pub(super) delete_on_termination: bool,
}

/// All that an earlier version stored does.
fn goes_with_its_instance() -> bool {
    true
}

/// A public address mapped to an interface.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Public {
    pub(super) ip: Ipv4Addr,
    pub(super) allocation: Option<String>,
    pub(super) until: Option<Timestamp>,
}

impl Public {
    /// An address that AWS assigns and releases by itself.
    pub(super) fn automatic(ip: Ipv4Addr) -> Self {
        Self {
            ip,
            allocation: None,
            until: None,
        }
    }
}

/// The specification of a new interface.
#[derive(Debug, Clone, Default)]
pub struct New {
    /// Its subnet.
    pub subnet: String,
    /// Its security groups; none may belong to another VPC.
    pub groups: Vec<String>,
    /// Its description.
    pub description: String,
    /// `interface` or `nat_gateway`.
    pub interface_type: String,
    /// The service that manages it, as `amazon-rds`; none for a person's own.
    pub requester: Option<String>,
    /// Its private address; any free one when absent.
    pub private_ip: Option<Ipv4Addr>,
}

/// Makes an interface and returns its id.
///
/// # Errors
/// The subnet is not found or full (`InsufficientFreeAddressesInSubnet`), or the given address is in use or not in the
/// subnet.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, new: New) -> Result<String, ApiError> {
    let subnet = find::<Subnet>(ec2, &new.subnet, cx.now)?.clone();
    let private_ip = match new.private_ip {
        Some(ip) => free(ec2, &subnet, ip)?,
        None => lowest_free(ec2, &subnet)?,
    };
    let id = common.ids.resource("eni");
    let attachment = Attachment {
        id: common.ids.resource("eni-attach"),
        instance: None,
        at: cx.now,
        device_index: 0,
        delete_on_termination: true,
    };
    let mac = mac(&common.ids.hex(10));
    let row = NetworkInterface {
        id: id.clone(),
        life: Life::begin(cx),
        subnet: subnet.id,
        vpc: subnet.vpc,
        zone: subnet.zone,
        private_ip,
        groups: new.groups,
        description: new.description,
        interface_type: new.interface_type,
        requester: new.requester,
        attachment: Some(attachment),
        public: None,
        mac,
        forwards: false,
        made_by: None,
    };
    ec2.network_interfaces.insert(&id, row);
    Ok(id)
}

/// Detaches an interface.
pub fn unattached(ec2: &mut Ec2, id: &str) {
    if let Some(row) = ec2.network_interfaces.get_mut(id) {
        row.attachment = None;
    }
}

/// Deletes an interface at a moment; until then it holds its subnet and groups. Its public address is unmapped `at` too,
/// unless [`unmap`] set an earlier moment.
pub fn delete_at(ec2: &mut Ec2, id: &str, at: Timestamp) {
    if let Some(row) = ec2.network_interfaces.get_mut(id) {
        row.life.gone = Some(at);
    }
}

/// Takes the public address off an interface at a moment.
pub fn unmap(ec2: &mut Ec2, id: &str, at: Timestamp) {
    let row = ec2.network_interfaces.get_mut(id);
    if let Some(public) = row.and_then(|row| row.public.as_mut()) {
        public.until = Some(at);
    }
}

/// Takes an address that AWS assigned off an interface at a moment; an Elastic IP stays.
pub fn release_automatic(ec2: &mut Ec2, id: &str, at: Timestamp) {
    if ec2.network_interfaces.get(id).is_some_and(|row| !row.has_own_address()) {
        unmap(ec2, id, at);
    }
}

/// Replaces the security groups of an interface.
pub fn set_groups(ec2: &mut Ec2, id: &str, groups: &[String]) {
    if let Some(row) = ec2.network_interfaces.get_mut(id) {
        row.groups = groups.to_vec();
    }
}

/// How many addresses of a subnet are free: all but five, which AWS reserves, and those in use.
pub fn free_addresses(ec2: &Ec2, subnet: &Subnet) -> usize {
    let taken = ec2.network_interfaces.values().filter(|row| row.subnet == subnet.id).count();
    usable(&subnet.cidr).count().saturating_sub(taken)
}

/// DescribeNetworkInterfaces.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    page::describe::<NetworkInterface>(ec2, common, cx, params, "NetworkInterfaceId", "networkInterfaceSet")
}

impl NetworkInterface {
    fn status(&self) -> &'static str {
        if self.attachment.is_some() { "in-use" } else { "available" }
    }

    /// Refuses one that is attached. Source: EC2 error-code page.
    ///
    /// # Errors
    /// `InvalidNetworkInterface.InUse`.
    pub fn check_free(&self) -> Result<(), ApiError> {
        if self.attachment.is_none() {
            return Ok(());
        }
        let message = format!("Interface: [{}] in use.", self.id);
        Err(ApiError::new("InvalidNetworkInterface.InUse", message))
    }

    /// The instance it is attached to.
    pub(super) fn instance(&self) -> Option<&str> {
        self.attachment.as_ref()?.instance.as_deref()
    }

    /// Whether it takes only traffic from and for its own address.
    pub(super) fn checks_addresses(&self, ec2: &Ec2) -> bool {
        let first = self.attachment.as_ref().filter(|attachment| attachment.device_index == 0);
        let of_instance = first.and_then(|first| ec2.instances.get(first.instance.as_deref()?));
        match of_instance {
            Some(instance) => instance.switches.source_dest_check,
            None => !self.forwards && self.interface_type != "nat_gateway",
        }
    }

    /// Whether an Elastic IP is mapped to it.
    pub(super) fn has_own_address(&self) -> bool {
        self.public.as_ref().is_some_and(|public| public.allocation.is_some())
    }

    /// The public address it has at a moment.
    pub(super) fn public_at(&self, now: Timestamp) -> Option<&Public> {
        self.public
            .as_ref()
            .filter(|public| public.until.is_none_or(|until| now < until))
    }
}

impl Row for NetworkInterface {
    const KIND: Kind = Kind {
        prefix: "eni",
        resource_type: "network-interface",
        noun: "networkInterface",
        not_found: "InvalidNetworkInterfaceID.NotFound",
        malformed: "InvalidNetworkInterfaceId.Malformed",
    };
    const FILTERS: Documented = documented_filters::NETWORK_INTERFACES;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.network_interfaces
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        let public = self.public_at(view.now);
        let instance = self.attachment.as_ref().and_then(|attachment| attachment.instance.clone());
        match filter {
            "addresses.private-ip-address" | "private-ip-address" => vec![self.private_ip.to_string()],
            "association.allocation-id" => public.and_then(|public| public.allocation.clone()).into_iter().collect(),
            "association.public-ip" => public.map(|public| public.ip.to_string()).into_iter().collect(),
            "attachment.instance-id" => instance.into_iter().collect(),
            "availability-zone" => vec![self.zone.clone()],
            "description" => vec![self.description.clone()],
            "group-id" => self.groups.clone(),
            "group-name" => security_groups::names(view.ec2, &self.groups),
            "interface-type" => vec![self.interface_type.clone()],
            "network-interface-id" => vec![self.id.clone()],
            "owner-id" => vec![view.common.account.clone()],
            "requester-id" => self.requester.clone().or_else(|| self.made_by.clone()).into_iter().collect(),
            "requester-managed" => vec![self.requester.is_some().to_string()],
            "status" => vec![self.status().to_owned()],
            "subnet-id" => vec![self.subnet.clone()],
            "vpc-id" => vec![self.vpc.clone()],
            _ => vec![],
        }
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let public = self.public_at(view.now);
        let association = public.map(|public| addresses::association(view, public, "association"));
        let private = Element::new("item")
            .text("privateIpAddress", self.private_ip)
            .text("primary", true)
            .children(association.clone());
        let attachment = self.attachment.as_ref().map(|attachment| {
            Element::new("attachment")
                .text("attachmentId", &attachment.id)
                .optional("instanceId", attachment.instance.as_ref())
                .text("instanceOwnerId", self.requester.as_ref().unwrap_or(&view.common.account))
                .text("deviceIndex", attachment.device_index)
                .text("status", "attached")
                .text("attachTime", iso8601(attachment.at))
                .text("deleteOnTermination", attachment.delete_on_termination)
                .text("networkCardIndex", 0)
        });
        Element::new(name)
            .text("networkInterfaceId", &self.id)
            .text("subnetId", &self.subnet)
            .text("vpcId", &self.vpc)
            .text("availabilityZone", &self.zone)
            .text("description", &self.description)
            .text("ownerId", &view.common.account)
            .optional("requesterId", self.requester.as_ref().or(self.made_by.as_ref()))
            .text("requesterManaged", self.requester.is_some())
            .text("status", self.status())
            .text("macAddress", &self.mac)
            .text("privateIpAddress", self.private_ip)
            .text("sourceDestCheck", self.checks_addresses(view.ec2))
            .child(security_groups::group_set(view.ec2, &self.groups))
            .text("interfaceType", &self.interface_type)
            .list("privateIpAddressesSet", [private])
            .list("ipv6AddressesSet", [])
            .children(association)
            .children(attachment)
            .child(view.tag_set(&self.id))
    }
}

/// The usable addresses of a subnet: all but the first four and the last. Source: docs/AWS.md, "Subnet".
fn usable(cidr: &Ipv4Net) -> impl Iterator<Item = Ipv4Addr> {
    let first = u32::from(cidr.network()).saturating_add(4);
    let last = u32::from(cidr.broadcast());
    (first..last).map(Ipv4Addr::from)
}

fn taken(ec2: &Ec2, subnet: &Subnet, ip: Ipv4Addr) -> bool {
    ec2.network_interfaces
        .values()
        .any(|row| row.subnet == subnet.id && row.private_ip == ip)
}

fn lowest_free(ec2: &Ec2, subnet: &Subnet) -> Result<Ipv4Addr, ApiError> {
    usable(&subnet.cidr).find(|ip| !taken(ec2, subnet, *ip)).ok_or_else(|| {
        ApiError::new(
            "InsufficientFreeAddressesInSubnet",
            format!("The subnet '{}' has no free addresses.", subnet.id),
        )
    })
}

fn free(ec2: &Ec2, subnet: &Subnet, ip: Ipv4Addr) -> Result<Ipv4Addr, ApiError> {
    if !usable(&subnet.cidr).any(|usable| usable == ip) {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!("Address {ip} does not fall within the subnet's address range"),
        ));
    }
    if taken(ec2, subnet, ip) {
        return Err(ApiError::new("InvalidIPAddress.InUse", format!("Address {ip} is in use.")));
    }
    Ok(ip)
}

/// A locally administered unicast address from ten hexadecimal digits.
fn mac(digits: &str) -> String {
    let pairs: Vec<&str> = (0..5).filter_map(|pair| digits.get(pair * 2..pair * 2 + 2)).collect();
    format!("0a:{}", pairs.join(":"))
}
