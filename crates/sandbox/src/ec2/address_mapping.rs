//! AssociateAddress, DisassociateAddress and DescribeAddressesAttribute: which interface an Elastic IP is mapped to.

use super::addresses::{Address, association_id};
use super::instances::Instance;
use super::network_interfaces::{NetworkInterface, Public};
use super::row::{Row, View, done, find};
use super::{Ec2, internet_gateways, page};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// AssociateAddress. Without `AllowReassociation=false`, an address that is mapped elsewhere moves. The former public address of the
/// interface is released. Source: EC2 API reference, AssociateAddress; EC2 error-code page.
pub fn associate(ec2: &mut Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let address = named(ec2, cx, params)?.clone();
    let interface = interface(ec2, cx, params)?.clone();
    if internet_gateways::attached_to(ec2, &interface.vpc).is_none() {
        let message = format!("Network {} is not attached to any internet gateway", interface.vpc);
        return Err(ApiError::new("Gateway.NotAttached", message));
    }
    let view = View::answering(ec2, common, cx);
    let former = address.interface(&view).map(|former| former.id.clone());
    let stays = params.boolean("AllowReassociation")? == Some(false);
    if let Some(former) = former.filter(|former| *former != interface.id) {
        if stays {
            let association = association_id(&address.id);
            let message = format!(
                "resource {} is already associated with associate-id {association}",
                address.id
            );
            return Err(ApiError::new("Resource.AlreadyAssociated", message));
        }
        clear(ec2, &former);
    }
    if let Some(row) = ec2.network_interfaces.get_mut(&interface.id) {
        row.public = Some(Public {
            ip: address.ip,
            allocation: Some(address.id.clone()),
            until: None,
        });
    }
    Ok(done().text("associationId", association_id(&address.id)))
}

/// DisassociateAddress, by the association or the address. An address of a NAT gateway goes with it alone.
pub fn disassociate(ec2: &mut Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let given = params.get("AssociationId");
    let missing = |association: &str| {
        let message = format!("The association ID '{association}' does not exist");
        ApiError::new("InvalidAssociationID.NotFound", message)
    };
    let address = match given {
        None => named(ec2, cx, params)?,
        Some(association) => {
            let mut addresses = ec2.addresses.values();
            let found = addresses.find(|address| association_id(&address.id) == association);
            found.ok_or_else(|| missing(association))?
        }
    };
    let view = View::answering(ec2, common, cx);
    match (address.interface(&view), given) {
        (None, Some(association)) => return Err(missing(association)),
        (None, None) => {}
        (Some(interface), _) if interface.requester.is_some() => {
            let message = "You do not have permission to access the specified resource.";
            return Err(ApiError::new("AuthFailure", message));
        }
        (Some(interface), _) => {
            let id = interface.id.clone();
            clear(ec2, &id);
        }
    }
    Ok(done())
}

/// DescribeAddressesAttribute. No address of the sandbox has a record for reverse lookups, its only attribute.
pub fn describe_attribute(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    if let Some(other) = params.get("Attribute").filter(|name| *name != "domain-name") {
        return Err(ApiError::invalid_value("attribute", other, ""));
    }
    let view = View::listing(ec2, common, cx);
    let rows = page::select::<Address>(&view, params, "AllocationId")?
        .into_iter()
        .map(|address| {
            let item = Element::new("item")
                .text("publicIp", address.ip)
                .text("allocationId", address.id());
            (address.id.clone(), item)
        })
        .collect();
    page::answer(params, "addressSet", rows)
}

/// The address that a call names by its allocation or by itself.
fn named<'e>(ec2: &'e Ec2, cx: &Context, params: &Params) -> Result<&'e Address, ApiError> {
    if let Some(allocation) = params.get("AllocationId") {
        return find::<Address>(ec2, allocation, cx.now);
    }
    let ip = params.required("PublicIp")?;
    let mut addresses = ec2.addresses.values();
    addresses.find(|address| address.ip.to_string() == ip).ok_or_else(|| {
        let message = format!("Address '{ip}' not found.");
        ApiError::new("InvalidAddress.NotFound", message)
    })
}

/// The interface that a call names, by itself or as that of an instance.
fn interface<'e>(ec2: &'e Ec2, cx: &Context, params: &Params) -> Result<&'e NetworkInterface, ApiError> {
    if let Some(interface) = params.get("NetworkInterfaceId") {
        return find::<NetworkInterface>(ec2, interface, cx.now);
    }
    let instance = find::<Instance>(ec2, params.required("InstanceId")?, cx.now)?;
    let state = instance.state(cx.now).name;
    if !["running", "stopping", "stopped"].contains(&state) {
        let message = format!(
            "The {state} instance '{}' is not in a valid state for this operation.",
            instance.id
        );
        return Err(ApiError::new("InvalidInstanceID", message));
    }
    find::<NetworkInterface>(ec2, &instance.interface, cx.now)
}

fn clear(ec2: &mut Ec2, interface: &str) {
    if let Some(row) = ec2.network_interfaces.get_mut(interface) {
        row.public = None;
    }
}
