//! Attributes of instances, and the options of their metadata service.

use super::instance_options::{metadata, shutdown_behavior};
use super::instances::Instance;
use super::row::{done, find};
use super::{Ec2, instance_types, instance_view, network_interfaces, security_groups};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// ModifyInstanceMetadataOptions.
pub fn modify_metadata_options(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("InstanceId")?;
    let options = metadata(params, find::<Instance>(ec2, id, cx.now)?.metadata.clone())?;
    let shown = instance_view::metadata_options(&options, "instanceMetadataOptions");
    if let Some(instance) = ec2.instances.get_mut(id) {
        instance.metadata = options;
    }
    Ok(Element::new("").text("instanceId", id).child(shown))
}

/// DescribeInstanceAttribute.
pub fn describe(ec2: &Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let instance = find::<Instance>(ec2, params.required("InstanceId")?, cx.now)?;
    let name = params.required("Attribute")?;
    let answer = Element::new("").text("instanceId", &instance.id);
    let switches = &instance.switches;
    let value = match name {
        "disableApiTermination" => switches.disable_termination.to_string(),
        "disableApiStop" => switches.disable_stop.to_string(),
        "ebsOptimized" => switches.ebs_optimized.to_string(),
        "sourceDestCheck" => switches.source_dest_check.to_string(),
        "enaSupport" => true.to_string(),
        "instanceInitiatedShutdownBehavior" => instance.shutdown_behavior.clone(),
        "instanceType" => instance.instance_type.clone(),
        "rootDeviceName" => instance.root_device().to_owned(),
        "sriovNetSupport" => "simple".to_owned(),
        "userData" => {
            let data = Element::new("userData").optional("value", instance.user_data.as_ref());
            return Ok(answer.child(data));
        }
        "groupSet" => return Ok(answer.child(security_groups::group_set(ec2, &instance.groups))),
        "blockDeviceMapping" => return Ok(answer.child(instance_view::block_devices(instance))),
        "productCodes" => return Ok(answer.list("productCodes", [])),
        other => return Err(ApiError::invalid_value("attribute", other, "")),
    };
    Ok(answer.child(Element::new(name).text("value", value)))
}

/// The change that one ModifyInstanceAttribute call makes.
enum Change {
    DisableTermination(bool),
    DisableStop(bool),
    SourceDestCheck(bool),
    EbsOptimized(bool),
    ShutdownBehavior(String),
    Type(String),
    UserData(String),
    Groups(Vec<String>),
    DeleteOnTermination(Vec<(String, bool)>),
}

/// ModifyInstanceAttribute: one attribute a call, given by its own parameter or by `Attribute` and `Value`.
pub fn modify(ec2: &mut Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("InstanceId")?.to_owned();
    let instance = find::<Instance>(ec2, &id, cx.now)?.clone();
    let mut changes = changes(ec2, common, cx, params, &instance)?;
    let (Some(change), true) = (changes.pop(), changes.is_empty()) else {
        let message = "Fields for exactly one attribute type must be specified";
        return Err(ApiError::new("InvalidParameterCombination", message));
    };
    if matches!(change, Change::Type(_) | Change::UserData(_)) && instance.state(cx.now).name != "stopped" {
        let message = format!("The instance '{id}' is not in the 'stopped' state.");
        return Err(ApiError::new("IncorrectInstanceState", message));
    }
    if let Change::Groups(groups) = &change {
        network_interfaces::set_groups(ec2, &instance.interface, groups);
    }
    if let Change::DeleteOnTermination(wanted) = &change {
        for device in &instance.devices {
            let wanted = wanted.iter().find(|(name, _)| *name == device.name);
            let volume = ec2.volumes.get_mut(&device.volume);
            let attachment = volume.and_then(|volume| volume.attachment.as_mut());
            if let (Some((_, wanted)), Some(attachment)) = (wanted, attachment) {
                attachment.delete_on_termination = *wanted;
            }
        }
    }
    if let Some(row) = ec2.instances.get_mut(&id) {
        apply(row, change);
    }
    Ok(done())
}

fn apply(instance: &mut Instance, change: Change) {
    match change {
        Change::DisableTermination(value) => instance.switches.disable_termination = value,
        Change::DisableStop(value) => instance.switches.disable_stop = value,
        Change::SourceDestCheck(value) => instance.switches.source_dest_check = value,
        Change::EbsOptimized(value) => instance.switches.ebs_optimized = value,
        Change::ShutdownBehavior(value) => instance.shutdown_behavior = value,
        Change::Type(value) => instance.instance_type = value,
        Change::UserData(value) => instance.user_data = Some(value).filter(|data| !data.is_empty()),
        Change::Groups(value) => instance.groups = value,
        Change::DeleteOnTermination(wanted) => {
            for (name, value) in wanted {
                for device in instance.devices.iter_mut().filter(|device| device.name == name) {
                    device.delete_on_termination = value;
                }
            }
        }
    }
}

fn changes(ec2: &Ec2, common: &Common, cx: &Context, params: &Params, instance: &Instance) -> Result<Vec<Change>, ApiError> {
    let text = |attribute: &str, parameter: &str| {
        let named = params.get("Attribute") == Some(attribute);
        params
            .get(&format!("{parameter}.Value"))
            .or(params.get("Value").filter(|_| named))
            .map(str::to_owned)
    };
    let switch = |attribute: &str, parameter: &str| match text(attribute, parameter).as_deref() {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(value) => Err(ApiError::invalid_value(attribute, value, "Expected a boolean.")),
    };
    let mut changes = Vec::new();
    changes.extend(switch("disableApiTermination", "DisableApiTermination")?.map(Change::DisableTermination));
    changes.extend(switch("disableApiStop", "DisableApiStop")?.map(Change::DisableStop));
    changes.extend(switch("sourceDestCheck", "SourceDestCheck")?.map(Change::SourceDestCheck));
    changes.extend(switch("ebsOptimized", "EbsOptimized")?.map(Change::EbsOptimized));
    if let Some(value) = text("instanceInitiatedShutdownBehavior", "InstanceInitiatedShutdownBehavior") {
        changes.push(Change::ShutdownBehavior(shutdown_behavior(&value)?));
    }
    if let Some(value) = text("instanceType", "InstanceType") {
        instance_types::check_offer(common, instance_types::find(&value)?, &instance.zone)?;
        changes.push(Change::Type(value));
    }
    changes.extend(text("userData", "UserData").map(Change::UserData));
    let groups = params.strings("GroupId");
    if !groups.is_empty() {
        let groups = security_groups::for_interface(ec2, cx, &instance.vpc, &groups)?;
        changes.push(Change::Groups(groups));
    }
    let mut wanted = Vec::new();
    for mapping in params.structures("BlockDeviceMapping") {
        let device = mapping.required("DeviceName")?;
        if let Some(value) = mapping.boolean("Ebs.DeleteOnTermination")? {
            wanted.push((device.to_owned(), value));
        }
    }
    if !wanted.is_empty() {
        changes.push(Change::DeleteOnTermination(wanted));
    }
    Ok(changes)
}
