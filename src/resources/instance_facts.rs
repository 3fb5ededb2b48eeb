//! What AWS reports of an instance.

use std::net::Ipv4Addr;
use std::sync::Arc;

use aws_sdk_ec2::types::{Instance as Ec2Instance, InstanceNetworkInterfaceAttachment, InstanceStateName};
use jiff::Timestamp;

use super::metadata_options::MetadataOptions;
use super::{Failure, moment};
use crate::prices::{Charge, Item};

/// What a host is charged for beside its volumes. While it is stopped it has no address.
pub(super) fn host_charges(instance_type: Option<&str>, has_address: bool) -> Vec<Charge> {
    let mut charges = vec![
        Charge::running(Item::instance(instance_type)),
        Charge::by_use(Item::TrafficOut),
    ];
    charges.extend(has_address.then(|| Charge::running(Item::PublicIpv4)));
    charges
}

/// What AWS reports of an instance.
#[derive(Clone, Debug)]
pub struct InstanceFacts {
    /// Its type, e.g. `t3.micro`.
    pub instance_type: Option<String>,
    /// Its public address, where it has one.
    pub public_address: Option<Ipv4Addr>,
    /// Its private address.
    pub private_address: Option<Ipv4Addr>,
    /// Whether something else than an address is reported as one of them.
    pub has_unreadable_address: bool,
    /// The subnet it is in.
    pub subnet: Option<String>,
    pub(super) security_groups: Vec<String>,
    pub(super) state: Option<InstanceStateName>,
    pub(super) metadata_options: Option<MetadataOptions>,
    pub(super) described: Arc<Ec2Instance>,
}

impl InstanceFacts {
    /// When it was launched, or last started.
    pub fn launched_at(&self) -> Option<Timestamp> {
        let launched = self.described.launch_time()?;
        Timestamp::from_second(launched.secs()).ok()
    }

    /// The image it booted from, e.g. `ami-0123456789abcdef0`.
    pub fn image(&self) -> Option<&str> {
        self.described.image_id()
    }

    /// When it was first launched: its root volume has been attached since, and [`Self::launched_at`] changes with each start. Source: EC2
    /// API reference, Instance and EbsInstanceBlockDevice.
    pub(super) fn made_at(&self) -> Option<Timestamp> {
        let root = self.described.root_device_name();
        let mut devices = self.described.block_device_mappings().iter();
        let volume = devices
            .find(|device| device.device_name() == root)
            .and_then(|device| device.ebs());
        let attached = volume.and_then(|volume| volume.attach_time()).and_then(moment);
        attached.or_else(|| self.launched_at())
    }

    /// What it is charged for beside its volumes. A stopped one no longer shows whether it has an address while it runs.
    pub(super) fn charges(&self) -> Vec<Charge> {
        let may_have_address = self.public_address.is_some() || self.state == Some(InstanceStateName::Stopped);
        host_charges(self.instance_type.as_deref(), may_have_address)
    }

    /// Its state in AWS's words, e.g. `running`.
    pub fn state(&self) -> &str {
        self.state.as_ref().map(InstanceStateName::as_str).unwrap_or_default()
    }

    /// The id of its first network interface.
    pub(super) fn interface(&self) -> Option<&str> {
        let mut interfaces = self.described.network_interfaces().iter();
        let is_first = |attachment: &InstanceNetworkInterfaceAttachment| attachment.device_index() == Some(0);
        let first = interfaces.find(|interface| interface.attachment().is_some_and(is_first));
        first?.network_interface_id()
    }

    /// The id of the volume it boots from, where it goes with the instance.
    pub(super) fn root_volume(&self) -> Option<&str> {
        let root = self.described.root_device_name();
        let mut devices = self.described.block_device_mappings().iter();
        let volume = devices.find(|device| device.device_name() == root)?.ebs()?;
        volume.volume_id().filter(|_| volume.delete_on_termination() == Some(true))
    }

    pub(super) fn is_stopped(&self) -> bool {
        matches!(self.state, Some(InstanceStateName::Stopped | InstanceStateName::Stopping))
    }
}

/// Why AWS terminated an instance by itself: because it could not start it, e.g. `Server.InternalError`.
pub(super) fn failure(instance: &Ec2Instance) -> Option<Failure> {
    let reason = instance.state_reason()?;
    let (code, message) = (reason.code()?, reason.message()?);
    if code.starts_with("Client.User") {
        return None;
    }
    Some(Failure::Answered {
        code: Some(code.to_owned()),
        message: Some(message.to_owned()),
    })
}
