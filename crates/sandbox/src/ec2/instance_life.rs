//! The rules that launching, starting and terminating an instance share.

use jiff::Timestamp;

use super::instance_types::{self, InstanceType};
use super::instances::{Instance, Phase};
use super::network_interfaces::NetworkInterface;
use super::row::due;
use super::{Ec2, network_interfaces};
use crate::clock::after;
use crate::common::{Common, Context};
use crate::latencies::TERMINATED_INSTANCE_VISIBLE;
use crate::protocol::ApiError;

/// Checks that the account has room for `count` more instances of a type.
///
/// # Errors
/// `InstanceLimitExceeded`, `VcpuLimitExceeded`.
pub fn check_quotas(ec2: &Ec2, cx: &Context, kind: &InstanceType, count: u32) -> Result<(), ApiError> {
    let (mut instances, mut vcpus) = (count, count * kind.vcpus);
    for instance in ec2.instances.values() {
        if ["pending", "running"].contains(&instance.state(cx.now).name) {
            instances += 1;
            vcpus += instance_types::find(&instance.instance_type)?.vcpus;
        }
    }
    cx.account.quotas.check_instances(instances as usize)?;
    cx.account.quotas.check_standard_vcpus(vcpus as usize)
}

/// The phase of an instance that starts now.
pub fn starting(common: &mut Common, cx: &Context) -> Phase {
    let running = due(common, cx, cx.latencies.instance_running);
    let checks = common.ids.vary(cx.latencies.instance_status_ok, cx.latencies.spread);
    Phase::Starting {
        running,
        healthy: after(running, checks),
    }
}

/// Terminates an instance at a moment, together with the interfaces and the volumes marked for it. Other interfaces are free at once.
pub fn terminate_at(ec2: &mut Ec2, cx: &Context, instance: &Instance, done: Timestamp) {
    for (interface, goes) in attached(ec2, instance) {
        match goes {
            true => network_interfaces::delete_at(ec2, &interface, done),
            false => network_interfaces::unattached(ec2, &interface),
        }
    }
    for device in &instance.devices {
        if let Some(volume) = ec2.volumes.get_mut(&device.volume) {
            if device.delete_on_termination {
                volume.life.gone = Some(done);
            }
            if let Some(attachment) = &mut volume.attachment {
                attachment.until = Some(done);
            }
        }
    }
    if let Some(row) = ec2.instances.get_mut(&instance.id) {
        row.life.gone = Some(after(done, cx.latencies.visible_for(TERMINATED_INSTANCE_VISIBLE)));
    }
}

/// The interfaces of an instance, and whether each goes with it.
fn attached(ec2: &Ec2, instance: &Instance) -> Vec<(String, bool)> {
    let interfaces = ec2.network_interfaces.values();
    let of_instance = interfaces.filter(|interface| interface.instance() == Some(&instance.id));
    let goes = |interface: &NetworkInterface| {
        let attachment = interface.attachment.as_ref();
        attachment.is_none_or(|attachment| attachment.delete_on_termination)
    };
    of_instance.map(|interface| (interface.id.clone(), goes(interface))).collect()
}
