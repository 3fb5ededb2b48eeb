//! Making and deleting network interfaces of one's own, attached to nothing: they hold their subnet and groups as any other.

use super::network_interfaces::{self, NetworkInterface, New};
use super::row::{Row, View, done, find};
use super::subnets::Subnet;
use super::{security_groups, tags, tokens};
use crate::protocol::{ApiError, Element, Params};
use crate::world::{Context, World};

/// CreateNetworkInterface.
pub fn create(world: &mut World, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let used = tokens::read(params, "")?;
    let made = tokens::made(world, used.as_ref(), |world, id| world.ec2.network_interfaces.contains(id))?;
    let id = match made {
        Some(id) => id,
        None => {
            let subnet = find::<Subnet>(world, params.required("SubnetId")?, cx.now)?.clone();
            let groups = security_groups::for_interface(world, cx, &subnet.vpc, &params.strings("SecurityGroupId"))?;
            let private_ip = params
                .get("PrivateIpAddress")
                .map(|ip| ip.parse().map_err(|_| ApiError::invalid_value("privateIpAddress", ip, "")))
                .transpose()?;
            let tags = tags::specified(params, "network-interface", &["network-interface"])?;
            let id = network_interfaces::create(
                world,
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
            network_interfaces::unattached(world, &id);
            tags::keep(world, cx, &id, tags);
            tokens::remember(world, used, &id);
            id
        }
    };
    let view = View::answering(world, cx);
    let interface = world.ec2.network_interfaces.get(&id);
    Ok(Element::new("")
        .children(interface.map(|interface| interface.element(&view, "networkInterface")))
        .optional("clientToken", params.get("ClientToken")))
}

/// DeleteNetworkInterface: refused while it is attached (code recalled, unverified).
pub fn delete(world: &mut World, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("NetworkInterfaceId")?.to_owned();
    if find::<NetworkInterface>(world, &id, cx.now)?.attachment.is_some() {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!("Network interface '{id}' is currently in use."),
        ));
    }
    world.ec2.network_interfaces.remove(&id);
    world.ec2.tags.remove(&id);
    Ok(done())
}
