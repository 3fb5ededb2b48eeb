//! The volumes of a launch: the image's root volume with the request's changes, and further ones.

use std::collections::BTreeSet;

use super::Ec2;
use super::image_devices::Bootable;
use super::instances::Device;
use super::tags::{self, Tags};
use super::volume_spec::VolumeSpec;
use super::volumes::{self, Attachment};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Params};

/// The volumes that a launch requests, the root volume first.
///
/// # Errors
/// `InvalidBlockDeviceMapping`, `InvalidParameterValue`, `InvalidParameterCombination`.
pub fn read(params: &Params, image: &Bootable) -> Result<Vec<VolumeSpec>, ApiError> {
    let mut volumes: Vec<VolumeSpec> = image.devices.iter().map(VolumeSpec::of_image).collect();
    let mut named = BTreeSet::new();
    for mapping in params.structures("BlockDeviceMapping") {
        let device = mapping.required("DeviceName")?;
        if !named.insert(device.to_owned()) {
            let message = format!("The device '{device}' is used in more than one block-device mapping");
            return Err(ApiError::new("InvalidBlockDeviceMapping", message));
        }
        let ebs = mapping.structure("Ebs");
        let of_image = image.devices.iter().zip(&mut volumes).find(|(known, _)| known.name == device);
        match of_image {
            Some((known, volume)) => *volume = VolumeSpec::changed(known, &ebs)?,
            None => volumes.push(VolumeSpec::read(device, &ebs, None, 0)?),
        }
    }
    Ok(volumes)
}

/// Makes the volumes of an instance.
pub fn create(
    ec2: &mut Ec2,
    common: &mut Common,
    cx: &Context,
    specs: &[VolumeSpec],
    instance: &str,
    zone: &str,
    tags: &Tags,
) -> Vec<Device> {
    let mut devices = Vec::new();
    for spec in specs {
        let attachment = Attachment {
            instance: instance.to_owned(),
            device: spec.device.clone(),
            at: cx.now,
            delete_on_termination: spec.delete_on_termination,
            until: None,
        };
        let id = volumes::insert(ec2, common, cx, spec, zone, Some(attachment));
        tags::keep(ec2, cx, &id, tags.clone());
        devices.push(Device {
            name: spec.device.clone(),
            volume: id,
            delete_on_termination: spec.delete_on_termination,
        });
    }
    devices
}
