//! AttachNetworkInterface and DetachNetworkInterface.
//!
//! Source: EC2 API reference and the EC2 error-code page; messages are recalled.

use super::instances::Instance;
use super::network_interfaces::{Attachment, NetworkInterface};
use super::row::{done, find};
use super::{Ec2, instance_type_facts};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// AttachNetworkInterface, to a running or a stopped instance of the same zone.
pub fn attach(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let interface = find::<NetworkInterface>(ec2, params.required("NetworkInterfaceId")?, cx.now)?;
    let instance = find::<Instance>(ec2, params.required("InstanceId")?, cx.now)?;
    let index = params
        .integer("DeviceIndex")?
        .ok_or_else(|| ApiError::missing_parameter("DeviceIndex"))?;
    let device_index = u32::try_from(index).map_err(|_| ApiError::invalid_value("deviceIndex", &index.to_string(), ""))?;
    interface.check_free()?;
    check_place(instance, interface, cx)?;
    check_room(ec2, instance, device_index)?;
    let attachment = Attachment {
        id: common.ids.resource("eni-attach"),
        instance: Some(instance.id.clone()),
        at: cx.now,
        device_index,
        delete_on_termination: false,
    };
    let (interface, id) = (interface.id.clone(), attachment.id.clone());
    if let Some(row) = ec2.network_interfaces.get_mut(&interface) {
        row.attachment = Some(attachment);
    }
    Ok(Element::new("").text("attachmentId", id).text("networkCardIndex", 0))
}

fn check_place(instance: &Instance, interface: &NetworkInterface, cx: &Context) -> Result<(), ApiError> {
    let state = instance.state(cx.now).name;
    if !["running", "stopped"].contains(&state) {
        let message = format!("Instance '{}' is {state}, not 'running' or 'stopped'.", instance.id);
        return Err(ApiError::new("IncorrectInstanceState", message));
    }
    if instance.zone != interface.zone {
        return Err(ApiError::new(
            "InvalidParameterCombination",
            "You may not attach a network interface to an instance if they are not in the same availability zone",
        ));
    }
    Ok(())
}

/// Refuses an index that is taken, and an interface more than the instance type has.
fn check_room(ec2: &Ec2, instance: &Instance, device_index: u32) -> Result<(), ApiError> {
    let attached: Vec<&Attachment> = ec2
        .network_interfaces
        .values()
        .filter_map(|interface| interface.attachment.as_ref())
        .filter(|attachment| attachment.instance.as_ref() == Some(&instance.id))
        .collect();
    if attached.iter().any(|attachment| attachment.device_index == device_index) {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!(
                "Instance '{}' already has an interface attached at device index '{device_index}'.",
                instance.id
            ),
        ));
    }
    let most = instance_type_facts::interfaces(&instance.instance_type) as usize;
    if attached.len() < most {
        return Ok(());
    }
    Err(ApiError::new(
        "AttachmentLimitExceeded",
        format!(
            "Interface count {} exceeds the limit for {}",
            attached.len() + 1,
            instance.instance_type
        ),
    ))
}

/// DetachNetworkInterface: neither the first of an instance nor what a service manages. It is free at once.
pub fn detach(ec2: &mut Ec2, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("AttachmentId")?;
    params.boolean("Force")?;
    let is_of = |attachment: &Attachment| attachment.id == id;
    let found = ec2
        .network_interfaces
        .values()
        .find(|interface| interface.attachment.as_ref().is_some_and(is_of));
    let Some(interface) = found else {
        let message = format!("The attachment '{id}' does not exist");
        return Err(ApiError::new("InvalidAttachmentID.NotFound", message));
    };
    if interface.requester.is_some() {
        let message = "You do not have permission to access the specified resource.";
        return Err(ApiError::new("AuthFailure", message));
    }
    if interface
        .attachment
        .as_ref()
        .is_some_and(|attachment| attachment.device_index == 0)
    {
        let message = "The network interface at device index 0 cannot be detached.";
        return Err(ApiError::new("OperationNotPermitted", message));
    }
    let interface = interface.id.clone();
    if let Some(row) = ec2.network_interfaces.get_mut(&interface) {
        row.attachment = None;
    }
    Ok(done())
}
