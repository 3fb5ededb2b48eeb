//! CreateNetworkInterface and DeleteNetworkInterface, for unattached interfaces, which hold their subnet and groups as any other; and
//! ModifyNetworkInterfaceAttribute.

use super::instances::Instance;
use super::network_interfaces::{self, NetworkInterface, New, Public};
use super::row::{Row, View, done, find};
use super::subnets::Subnet;
use super::{Ec2, addresses, security_groups, tags, tokens};
use crate::account::USER_ID;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// CreateNetworkInterface.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let used = tokens::read(params, "")?;
    let made = tokens::made(ec2, used.as_ref(), |ec2, id| ec2.network_interfaces.contains(id))?;
    let id = match made {
        Some(id) => id,
        None => {
            let subnet = find::<Subnet>(ec2, params.required("SubnetId")?, cx.now)?.clone();
            let groups = security_groups::for_interface(ec2, cx, &subnet.vpc, &params.strings("SecurityGroupId"))?;
            let private_ip = params
                .get("PrivateIpAddress")
                .map(|ip| ip.parse().map_err(|_| ApiError::invalid_value("privateIpAddress", ip, "")))
                .transpose()?;
            let tags = tags::specified(params, "network-interface", &["network-interface"])?;
            let id = network_interfaces::create(
                ec2,
                common,
                cx,
                New {
                    subnet: subnet.id,
                    groups,
                    description: params.get("Description").unwrap_or_default().to_owned(),
                    interface_type: "interface".to_owned(),
                    requester: None,
                    private_ip,
                },
            )?;
            network_interfaces::unattached(ec2, &id);
            if let Some(row) = ec2.network_interfaces.get_mut(&id) {
                row.made_by = Some(USER_ID.to_owned());
            }
            tags::keep(ec2, cx, &id, tags);
            tokens::remember(ec2, used, &id);
            id
        }
    };
    let view = View::answering(ec2, common, cx);
    let interface = ec2.network_interfaces.get(&id);
    Ok(Element::new("")
        .children(interface.map(|interface| interface.element(&view, "networkInterface")))
        .optional("clientToken", params.get("ClientToken")))
}

/// DeleteNetworkInterface: refused while it is attached (code recalled, unverified).
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("NetworkInterfaceId")?.to_owned();
    if find::<NetworkInterface>(ec2, &id, cx.now)?.attachment.is_some() {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!("Network interface '{id}' is currently in use."),
        ));
    }
    ec2.network_interfaces.remove(&id);
    ec2.tags.remove(&id);
    Ok(done())
}

/// The attributes, of which a call names one.
const ATTRIBUTES: [&str; 5] = [
    "AssociatePublicIpAddress",
    "Attachment",
    "Description",
    "SecurityGroupId",
    "SourceDestCheck",
];

/// ModifyNetworkInterfaceAttribute: one attribute a call. Source: EC2 API reference; the codes are recalled.
pub fn modify_attribute(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let interface = find::<NetworkInterface>(ec2, params.required("NetworkInterfaceId")?, cx.now)?.clone();
    let given: Vec<&str> = ATTRIBUTES
        .into_iter()
        .filter(|name| params.has(name) || params.given(name).is_some())
        .collect();
    match given.as_slice() {
        ["AssociatePublicIpAddress"] => set_public(ec2, cx, params, &interface)?,
        ["Attachment"] => set_attachment(ec2, params, &interface)?,
        ["SecurityGroupId"] => set_groups(ec2, cx, params, &interface)?,
        ["SourceDestCheck"] => set_check(ec2, params, &interface)?,
        ["Description"] => {
            let description = params.given("Description.Value").unwrap_or_default().to_owned();
            if let Some(row) = ec2.network_interfaces.get_mut(&interface.id) {
                row.description = description;
            }
        }
        _ => {
            let message = format!("One attribute has to be given, of: {}.", ATTRIBUTES.join(", "));
            return Err(ApiError::new("InvalidParameterCombination", message));
        }
    }
    Ok(done())
}

/// Whether an instance's interface has a public address that AWS assigns.
fn set_public(ec2: &mut Ec2, cx: &Context, params: &Params, interface: &NetworkInterface) -> Result<(), ApiError> {
    let public = params.boolean("AssociatePublicIpAddress")? == Some(true);
    let Some(instance) = interface.instance() else { return Ok(()) };
    let is_running = find::<Instance>(ec2, instance, cx.now)?.state(cx.now).name == "running";
    if let Some(row) = ec2.instances.get_mut(instance) {
        row.public = public;
    }
    if !public {
        network_interfaces::unmap(ec2, &interface.id, cx.now);
    } else if is_running && interface.public_at(cx.now).is_none() {
        let drawn = addresses::draw(ec2)?;
        if let Some(row) = ec2.network_interfaces.get_mut(&interface.id) {
            row.public = Some(Public::automatic(drawn));
        }
    }
    Ok(())
}

/// Whether an interface goes with its instance.
fn set_attachment(ec2: &mut Ec2, params: &Params, interface: &NetworkInterface) -> Result<(), ApiError> {
    let given = params.structure("Attachment");
    let id = given.required("AttachmentId")?;
    let goes = given.boolean("DeleteOnTermination")?;
    let row = ec2.network_interfaces.get_mut(&interface.id);
    let attachment = row
        .and_then(|row| row.attachment.as_mut())
        .filter(|attachment| attachment.id == id);
    let Some(attachment) = attachment else {
        let message = format!("The attachment '{id}' does not exist");
        return Err(ApiError::new("InvalidAttachmentID.NotFound", message));
    };
    attachment.delete_on_termination = goes.unwrap_or(attachment.delete_on_termination);
    Ok(())
}

/// Its security groups; those of an instance's first interface are the instance's too.
fn set_groups(ec2: &mut Ec2, cx: &Context, params: &Params, interface: &NetworkInterface) -> Result<(), ApiError> {
    let groups = security_groups::for_interface(ec2, cx, &interface.vpc, &params.strings("SecurityGroupId"))?;
    network_interfaces::set_groups(ec2, &interface.id, &groups);
    if let Some(instance) = first_of(ec2, interface) {
        instance.groups = groups;
    }
    Ok(())
}

/// Whether it takes only traffic from and for its own address.
fn set_check(ec2: &mut Ec2, params: &Params, interface: &NetworkInterface) -> Result<(), ApiError> {
    let checks = params.boolean("SourceDestCheck.Value")?;
    let checks = checks.ok_or_else(|| ApiError::missing_parameter("SourceDestCheck.Value"))?;
    if let Some(instance) = first_of(ec2, interface) {
        instance.switches.source_dest_check = checks;
    }
    if let Some(row) = ec2.network_interfaces.get_mut(&interface.id) {
        row.forwards = !checks;
    }
    Ok(())
}

/// The instance that an interface is the first of.
fn first_of<'e>(ec2: &'e mut Ec2, interface: &NetworkInterface) -> Option<&'e mut Instance> {
    let instance = interface.instance()?;
    ec2.instances
        .get_mut(instance)
        .filter(|instance| instance.interface == interface.id)
}
