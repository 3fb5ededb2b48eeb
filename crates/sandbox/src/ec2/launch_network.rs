//! The network of a launch: its subnet, its groups, and the interface of each instance.

use std::net::Ipv4Addr;

use super::network_interfaces::{self, Attachment, NetworkInterface, New, Public};
use super::row::find;
use super::subnets::Subnet;
use super::{Ec2, addresses, default_vpc, security_groups};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Params};

/// The network of the instances.
#[derive(Debug)]
pub struct Network {
    pub(super) subnet: Subnet,
    pub(super) groups: Vec<String>,
    private_ip: Option<Ipv4Addr>,
    pub(super) public: bool,
    description: String,
    /// The interface that is there already.
    interface: Option<String>,
}

impl Network {
    /// Checks that there is an address for each instance.
    ///
    /// # Errors
    /// `InsufficientFreeAddressesInSubnet`; `InvalidParameterCombination` (recalled) for an interface of several instances.
    pub fn check_room(&self, ec2: &Ec2, count: u32) -> Result<(), ApiError> {
        if self.interface.is_some() {
            let message = "The network interface can't be attached to more than one instance.";
            return match count {
                1 => Ok(()),
                _ => Err(ApiError::new("InvalidParameterCombination", message)),
            };
        }
        if network_interfaces::free_addresses(ec2, &self.subnet) >= count as usize {
            return Ok(());
        }
        Err(ApiError::new(
            "InsufficientFreeAddressesInSubnet",
            format!("There are not enough free addresses in subnet '{}'.", self.subnet.id),
        ))
    }
}

/// The network of a launch, given in its own parameters or in those of its one interface, never in both.
///
/// # Errors
/// `InvalidParameterCombination`, and the codes of subnets, security groups and interfaces.
pub fn read(ec2: &Ec2, cx: &Context, params: &Params) -> Result<Network, ApiError> {
    let interfaces = params.structures("NetworkInterface");
    let (given, subnet) = match interfaces.as_slice() {
        [] => (params, params.get("SubnetId")),
        [interface] => {
            if params.has("SecurityGroupId") || params.has("SubnetId") || params.has("PrivateIpAddress") {
                return Err(ApiError::new(
                    "InvalidParameterCombination",
                    "Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request",
                ));
            }
            if let Some(id) = interface.get("NetworkInterfaceId") {
                return existing(ec2, cx, interface, id);
            }
            (interface, interface.get("SubnetId"))
        }
        _ => {
            let message = "The sandbox simulates one network interface an instance.";
            return Err(ApiError::new("UnsupportedOperation", message));
        }
    };
    let subnet = match subnet {
        Some(subnet) => find::<Subnet>(ec2, subnet, cx.now)?.clone(),
        None => {
            let zone = params.get("Placement.AvailabilityZone");
            default_vpc::subnet(ec2, zone).ok_or_else(default_vpc::missing)?.clone()
        }
    };
    let groups = security_groups::for_interface(ec2, cx, &subnet.vpc, &given.strings("SecurityGroupId"))?;
    let private_ip = given
        .get("PrivateIpAddress")
        .map(|ip| ip.parse().map_err(|_| ApiError::invalid_value("privateIpAddress", ip, "")))
        .transpose()?;
    if given.boolean("DeleteOnTermination")? == Some(false) {
        let message = "The sandbox does not simulate network interfaces that outlive their instance.";
        return Err(ApiError::new("UnsupportedOperation", message));
    }
    let public = given
        .boolean("AssociatePublicIpAddress")?
        .unwrap_or_else(|| subnet.gives_public_address(cx.now));
    Ok(Network {
        groups,
        private_ip,
        public,
        description: given.get("Description").unwrap_or_default().to_owned(),
        subnet,
        interface: None,
    })
}

/// The network of an interface that is there already, and free.
fn existing(ec2: &Ec2, cx: &Context, given: &Params, id: &str) -> Result<Network, ApiError> {
    if ["SubnetId", "SecurityGroupId", "PrivateIpAddress", "AssociatePublicIpAddress"]
        .iter()
        .any(|name| given.has(name))
    {
        return Err(ApiError::new(
            "InvalidParameterCombination",
            "A network interface may not specify both a network interface ID and a subnet, a security group or an address",
        ));
    }
    let interface = find::<NetworkInterface>(ec2, id, cx.now)?;
    interface.check_free()?;
    Ok(Network {
        subnet: find::<Subnet>(ec2, &interface.subnet, cx.now)?.clone(),
        groups: interface.groups.clone(),
        private_ip: Some(interface.private_ip),
        public: false,
        description: interface.description.clone(),
        interface: Some(id.to_owned()),
    })
}

/// Makes the interface of an instance and returns its id and private address.
///
/// # Errors
/// As [`network_interfaces::create`].
pub fn attach(
    ec2: &mut Ec2,
    common: &mut Common,
    cx: &Context,
    network: &Network,
    instance: &str,
) -> Result<(String, Ipv4Addr), ApiError> {
    if let Some(interface) = &network.interface {
        return Ok(join(ec2, common, cx, interface, instance));
    }
    let new = New {
        subnet: network.subnet.id.clone(),
        groups: network.groups.clone(),
        description: network.description.clone(),
        interface_type: "interface".to_owned(),
        requester: None,
        private_ip: network.private_ip,
    };
    let interface = network_interfaces::create(ec2, common, cx, new)?;
    let public = if network.public { Some(addresses::draw(ec2)?) } else { None };
    let mut private_ip = Ipv4Addr::UNSPECIFIED;
    if let Some(row) = ec2.network_interfaces.get_mut(&interface) {
        private_ip = row.private_ip;
        row.public = public.map(Public::automatic);
        if let Some(attachment) = &mut row.attachment {
            attachment.instance = Some(instance.to_owned());
        }
    }
    Ok((interface, private_ip))
}

/// Attaches an interface that is there already, which outlives the instance.
fn join(ec2: &mut Ec2, common: &mut Common, cx: &Context, interface: &str, instance: &str) -> (String, Ipv4Addr) {
    let mut private_ip = Ipv4Addr::UNSPECIFIED;
    if let Some(row) = ec2.network_interfaces.get_mut(interface) {
        private_ip = row.private_ip;
        row.attachment = Some(Attachment {
            id: common.ids.resource("eni-attach"),
            instance: Some(instance.to_owned()),
            at: cx.now,
            device_index: 0,
            delete_on_termination: false,
        });
    }
    (interface.to_owned(), private_ip)
}
