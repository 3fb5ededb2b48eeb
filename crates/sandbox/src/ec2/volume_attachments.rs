//! AttachVolume and DetachVolume. Both are done at once; their answers say that they are under way, as AWS's do.

use super::Ec2;
use super::instances::{Device, Instance};
use super::row::find;
use super::volumes::{Attachment, Volume};
use crate::clock::iso8601;
use crate::common::Context;
use crate::protocol::{ApiError, Element, Params};

/// AttachVolume, to an instance of its zone that runs or is stopped. Source: EC2 API reference, AttachVolume; EC2 error-code page.
pub fn attach(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let device = params.required("Device")?.to_owned();
    let instance = find::<Instance>(ec2, params.required("InstanceId")?, cx.now)?;
    let volume = find::<Volume>(ec2, params.required("VolumeId")?, cx.now)?;
    if volume.attached(cx.now).is_some() {
        let message = format!("{} is already attached to an instance", volume.id);
        return Err(ApiError::new("VolumeInUse", message));
    }
    if volume.zone != instance.zone {
        let message = format!(
            "The volume '{}' is not in the same availability zone as instance '{}'",
            volume.id, instance.id
        );
        return Err(ApiError::new("InvalidVolume.ZoneMismatch", message));
    }
    if !["running", "stopped"].contains(&instance.state(cx.now).name) {
        let message = format!("Instance '{}' is not 'running'.", instance.id);
        return Err(ApiError::new("IncorrectState", message));
    }
    if instance.devices.iter().any(|used| used.name == device) {
        let message = format!("Invalid value '{device}' for unixDevice. Attachment point {device} is already in use");
        return Err(ApiError::new("InvalidParameterValue", message));
    }
    let attachment = Attachment {
        instance: instance.id.clone(),
        device: device.clone(),
        at: cx.now,
        delete_on_termination: false,
        until: None,
    };
    let answer = element(&volume.id, &attachment, "attaching");
    let (volume, instance) = (volume.id.clone(), instance.id.clone());
    if let Some(instance) = ec2.instances.get_mut(&instance) {
        instance.devices.push(Device {
            name: device,
            volume: volume.clone(),
            delete_on_termination: false,
        });
    }
    if let Some(volume) = ec2.volumes.get_mut(&volume) {
        volume.attachment = Some(attachment);
    }
    Ok(answer)
}

/// DetachVolume. The root volume of an instance that is not stopped stays.
pub fn detach(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let volume = find::<Volume>(ec2, params.required("VolumeId")?, cx.now)?;
    let Some(attachment) = volume.attached(cx.now).cloned() else {
        let message = format!("Volume '{}' is in the 'available' state.", volume.id);
        return Err(ApiError::new("IncorrectState", message));
    };
    let named = |parameter: &str, value: &str| params.get(parameter).is_none_or(|given| given == value);
    if !named("InstanceId", &attachment.instance) || !named("Device", &attachment.device) {
        let message = format!("The volume '{}' is not attached as specified", volume.id);
        return Err(ApiError::new("InvalidAttachment.NotFound", message));
    }
    let volume = volume.id.clone();
    if let Some(instance) = ec2.instances.get(&attachment.instance) {
        let is_root = instance
            .devices
            .iter()
            .any(|device| device.volume == volume && device.is_root());
        if is_root && instance.state(cx.now).name != "stopped" {
            let message = format!(
                "Unable to detach root volume '{}' from instance '{}'",
                attachment.device, instance.id
            );
            return Err(ApiError::new("OperationNotPermitted", message));
        }
    }
    if let Some(instance) = ec2.instances.get_mut(&attachment.instance) {
        instance.devices.retain(|device| device.volume != volume);
    }
    if let Some(row) = ec2.volumes.get_mut(&volume) {
        row.attachment = None;
    }
    Ok(element(&volume, &attachment, "detaching"))
}

fn element(volume: &str, attachment: &Attachment, status: &str) -> Element {
    Element::new("")
        .text("volumeId", volume)
        .text("instanceId", &attachment.instance)
        .text("device", &attachment.device)
        .text("status", status)
        .text("attachTime", iso8601(attachment.at))
        .text("deleteOnTermination", attachment.delete_on_termination)
}
