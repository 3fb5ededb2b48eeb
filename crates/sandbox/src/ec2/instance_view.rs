//! Answers on instances: DescribeInstances with its reservations, and DescribeInstanceStatus.

use std::collections::BTreeMap;

use super::documented_filters::{self, Documented};
use super::instances::{Instance, Metadata, Phase, Reason};
use super::network_interfaces::NetworkInterface;
use super::row::{Kind, Life, Row, View};
use super::{Ec2, addresses, instance_types, page, security_groups, zones};
use crate::clock::iso8601;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

impl Row for Instance {
    const KIND: Kind = Kind {
        prefix: "i",
        resource_type: "instance",
        noun: "instance",
        not_found: "InvalidInstanceID.NotFound",
        malformed: "InvalidInstanceID.Malformed",
    };
    const FILTERS: Documented = documented_filters::INSTANCES;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.instances
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        let terminated = self.is_terminated(view.now);
        match filter {
            "architecture" => vec![self.architecture.clone()],
            "availability-zone" => vec![self.zone.clone()],
            "client-token" => self.token.clone().into_iter().collect(),
            "image-id" => vec![self.image.clone()],
            "instance-id" => vec![self.id.clone()],
            "instance-state-code" => vec![self.state(view.now).code.to_string()],
            "instance-state-name" => vec![self.state(view.now).name.to_owned()],
            "instance-type" => vec![self.instance_type.clone()],
            "key-name" => self.key_name.clone().into_iter().collect(),
            "owner-id" => vec![view.common.account.clone()],
            "reservation-id" => vec![self.reservation.clone()],
            _ if terminated => vec![],
            "block-device-mapping.volume-id" => self.devices.iter().map(|device| device.volume.clone()).collect(),
            "dns-name" => self.public_name(view).into_iter().collect(),
            "instance.group-id" => self.groups.clone(),
            "ip-address" => self.public_ip(view).map(|ip| ip.to_string()).into_iter().collect(),
            "network-interface.network-interface-id" => vec![self.interface.clone()],
            "private-ip-address" => vec![self.private_ip.to_string()],
            "subnet-id" => vec![self.subnet.clone()],
            "vpc-id" => vec![self.vpc.clone()],
            _ => vec![],
        }
    }

    fn element(&self, view: &View, name: &str) -> Element {
        element(self, view, name)
    }
}

/// DescribeInstances: instances in the reservations they were launched by.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let view = View::listing(ec2, common, cx);
    let mut reservations: BTreeMap<&str, Vec<Element>> = BTreeMap::new();
    for instance in page::select::<Instance>(&view, params, "InstanceId")? {
        let item = instance.element(&view, "item");
        reservations.entry(&instance.reservation).or_default().push(item);
    }
    let rows = reservations
        .into_iter()
        .map(|(id, instances)| (id.to_owned(), reservation(&view, id, instances)))
        .collect();
    page::answer(params, "reservationSet", rows)
}

/// A reservation, as RunInstances answers and DescribeInstances lists it.
pub fn reservation(view: &View, id: &str, instances: Vec<Element>) -> Element {
    Element::new("item")
        .text("reservationId", id)
        .text("ownerId", &view.common.account)
        .list("groupSet", [])
        .list("instancesSet", instances)
}

/// DescribeInstanceStatus: running instances, or all with IncludeAllInstances.
pub fn describe_status(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let view = View::listing(ec2, common, cx);
    let all = params.boolean("IncludeAllInstances")? == Some(true);
    let documented = documented_filters::INSTANCE_STATUS;
    let rows = page::select_by::<Instance>(&view, params, "InstanceId", documented, |instance| status(&view, instance))?
        .into_iter()
        .filter(|instance| all || instance.state(cx.now).name == "running")
        .map(|instance| (instance.id.clone(), status(&view, instance)))
        .collect();
    page::answer(params, "instanceStatusSet", rows)
}

fn status(view: &View, instance: &Instance) -> Element {
    let running = instance.state(view.now).name == "running";
    let healthy = matches!(instance.phase, Phase::Starting { healthy, .. } if healthy <= view.now);
    let (status, reachability) = match (running, healthy) {
        (false, _) => ("not-applicable", None),
        (true, false) => ("initializing", Some("initializing")),
        (true, true) => ("ok", Some("passed")),
    };
    let summary = |name: &str| {
        let details =
            reachability.map(|reachability| Element::new("item").text("name", "reachability").text("status", reachability));
        Element::new(name).text("status", status).list("details", details)
    };
    Element::new("item")
        .text("instanceId", &instance.id)
        .text("availabilityZone", &instance.zone)
        .child(instance.state(view.now).element("instanceState"))
        .child(summary("systemStatus"))
        .child(summary("instanceStatus"))
}

/// The metadata options in answers.
pub fn metadata_options(metadata: &Metadata, name: &str) -> Element {
    Element::new(name)
        .text("state", "applied")
        .text("httpTokens", &metadata.tokens)
        .text("httpPutResponseHopLimit", metadata.hop_limit)
        .text("httpEndpoint", &metadata.endpoint)
        .text("httpProtocolIpv6", "disabled")
        .text("instanceMetadataTags", &metadata.tags)
}

/// An instance. A terminated one no longer shows its network and volumes.
pub fn element(instance: &Instance, view: &View, name: &str) -> Element {
    let region = &view.common.region;
    let placement = Element::new("placement")
        .text("availabilityZone", &instance.zone)
        .text("availabilityZoneId", zones::id(region, &instance.zone))
        .text("groupName", "")
        .text("tenancy", "default");
    let monitoring = if instance.switches.monitoring { "enabled" } else { "disabled" };
    let element = Element::new(name)
        .text("instanceId", &instance.id)
        .text("imageId", &instance.image)
        .child(instance.state(view.now).element("instanceState"))
        .text("amiLaunchIndex", instance.index)
        .list("productCodes", [])
        .text("instanceType", &instance.instance_type)
        .text("launchTime", iso8601(instance.started))
        .child(placement)
        .child(Element::new("monitoring").text("state", monitoring))
        .text("architecture", &instance.architecture)
        .text("rootDeviceType", "ebs")
        .text("rootDeviceName", instance.root_device())
        .text("virtualizationType", "hvm")
        .text("hypervisor", "xen")
        .text("ebsOptimized", instance.switches.ebs_optimized)
        .text("enaSupport", true)
        .text("platformDetails", "Linux/UNIX")
        .text("usageOperation", "RunInstances")
        .optional("keyName", instance.key_name.as_ref())
        .text("clientToken", instance.token.as_deref().unwrap_or_default())
        .child(metadata_options(&instance.metadata, "metadataOptions"))
        .child(Element::new("enclaveOptions").text("enabled", false))
        .child(Element::new("hibernationOptions").text("configured", false))
        .child(view.tag_set(&instance.id));
    let element = match instance_types::find(&instance.instance_type) {
        Ok(kind) => element.child(kind.cpu_options()),
        Err(_) => element,
    };
    let element = with_reason(element, instance.reason(view.now));
    if instance.is_terminated(view.now) {
        return element
            .text("privateDnsName", "")
            .text("dnsName", "")
            .list("groupSet", [])
            .list("blockDeviceMapping", [])
            .list("networkInterfaceSet", []);
    }
    element
        .text("privateDnsName", instance.private_name(region))
        .text("dnsName", instance.public_name(view).unwrap_or_default())
        .text("privateIpAddress", instance.private_ip)
        .optional("ipAddress", instance.public_ip(view))
        .text("subnetId", &instance.subnet)
        .text("vpcId", &instance.vpc)
        .text("sourceDestCheck", instance.switches.source_dest_check)
        .child(security_groups::group_set(view.ec2, &instance.groups))
        .child(block_devices(instance))
        .list("networkInterfaceSet", interfaces(view, instance))
}

fn with_reason(element: Element, reason: Option<Reason>) -> Element {
    let Some(reason) = reason else {
        return element.text("reason", "");
    };
    let state_reason = Element::new("stateReason")
        .text("code", reason.code)
        .text("message", reason.message);
    element.text("reason", reason.text).child(state_reason)
}

/// The volumes of an instance.
pub fn block_devices(instance: &Instance) -> Element {
    let items = instance.devices.iter().map(|device| {
        let volume = Element::new("ebs")
            .text("volumeId", &device.volume)
            .text("status", "attached")
            .text("attachTime", iso8601(instance.life.created))
            .text("deleteOnTermination", device.delete_on_termination);
        Element::new("item").text("deviceName", &device.name).child(volume)
    });
    Element::new("blockDeviceMapping").children(items)
}

/// The interfaces of an instance, by their devices.
fn interfaces(view: &View, instance: &Instance) -> Vec<Element> {
    let interfaces = view.ec2.network_interfaces.values();
    let mut attached: Vec<&NetworkInterface> = interfaces
        .filter(|interface| interface.instance() == Some(&instance.id))
        .collect();
    attached.sort_by_key(|interface| interface.attachment.as_ref().map(|attachment| attachment.device_index));
    attached.into_iter().map(|attached| interface(view, attached)).collect()
}

fn interface(view: &View, interface: &NetworkInterface) -> Element {
    let public = interface.public_at(view.now);
    let association = public.map(|public| addresses::association(view, public, "association"));
    let attachment = interface.attachment.as_ref().map(|attachment| {
        Element::new("attachment")
            .text("attachmentId", &attachment.id)
            .text("deviceIndex", attachment.device_index)
            .text("status", "attached")
            .text("attachTime", iso8601(attachment.at))
            .text("deleteOnTermination", attachment.delete_on_termination)
            .text("networkCardIndex", 0)
    });
    let address = Element::new("item")
        .text("privateIpAddress", interface.private_ip)
        .text("primary", true)
        .children(association.clone());
    Element::new("item")
        .text("networkInterfaceId", &interface.id)
        .text("subnetId", &interface.subnet)
        .text("vpcId", &interface.vpc)
        .text("description", &interface.description)
        .text("ownerId", &view.common.account)
        .text("status", "in-use")
        .text("macAddress", &interface.mac)
        .text("privateIpAddress", interface.private_ip)
        .text("sourceDestCheck", interface.checks_addresses(view.ec2))
        .child(security_groups::group_set(view.ec2, &interface.groups))
        .children(attachment)
        .children(association)
        .list("privateIpAddressesSet", [address])
        .list("ipv6AddressesSet", [])
        .text("interfaceType", &interface.interface_type)
}
