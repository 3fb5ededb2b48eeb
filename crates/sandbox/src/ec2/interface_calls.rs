//! CreateNetworkInterface and DeleteNetworkInterface, for unattached interfaces, which hold their subnet and groups as any other; and
//! ModifyNetworkInterfaceAttribute, for the public address of an instance's.

use super::instances::Instance;
use super::network_interfaces::{self, NetworkInterface, New, Public};
use super::row::{Row, View, done, find};
use super::subnets::Subnet;
use super::{Ec2, addresses, security_groups, tags, tokens};
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

/// ModifyNetworkInterfaceAttribute: whether the interface of an instance has a public address that AWS assigns. Source: EC2 API reference.
pub fn modify_attribute(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let interface = find::<NetworkInterface>(ec2, params.required("NetworkInterfaceId")?, cx.now)?.clone();
    let Some(public) = params.boolean("AssociatePublicIpAddress")? else {
        return Err(ApiError::new(
            "InvalidParameterCombination",
            "No attribute the sandbox knows was given: AssociatePublicIpAddress.",
        ));
    };
    let instance = interface
        .attachment
        .as_ref()
        .and_then(|attachment| attachment.instance.clone());
    let Some(instance) = instance else { return Ok(done()) };
    let is_running = find::<Instance>(ec2, &instance, cx.now)?.state(cx.now).name == "running";
    if let Some(row) = ec2.instances.get_mut(&instance) {
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
    Ok(done())
}
