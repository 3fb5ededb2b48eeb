//! The volumes of a launch: the image's root volume as the request changes it, and further ones.

use super::Ec2;
use super::images::{Image, ROOT_DEVICE, ROOT_SIZE};
use super::instances::Device;
use super::row::Life;
use super::tags::{self, Tags};
use super::volumes::{Attachment, Volume};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Params};

/// Volume types and the sizes they come in, in GiB. Source: EBS user guide, volume types.
const TYPES: [(&str, i64, i64); 7] = [
    ("gp2", 1, 16384),
    ("gp3", 1, 65536),
    ("io1", 4, 16384),
    ("io2", 4, 65536),
    ("st1", 125, 16384),
    ("sc1", 125, 16384),
    ("standard", 1, 1024),
];
/// What a gp3 volume does without asking for more. Source: EBS user guide, general purpose SSD volumes.
const GP3_IOPS: i64 = 3000;
/// In MiB/s. Source: as above.
const GP3_THROUGHPUT: i64 = 125;

/// A volume a launch is to make.
#[derive(Debug, Clone)]
pub struct Wanted {
    device: String,
    size: i64,
    kind: String,
    iops: Option<i64>,
    throughput: Option<i64>,
    encrypted: bool,
    delete_on_termination: bool,
    snapshot: Option<String>,
}

/// The volumes a launch asks for, the root volume first.
///
/// # Errors
/// `InvalidBlockDeviceMapping`, `InvalidParameterValue`, `InvalidParameterCombination`.
pub fn read(params: &Params, image: &Image) -> Result<Vec<Wanted>, ApiError> {
    let mut volumes = vec![Wanted {
        device: ROOT_DEVICE.to_owned(),
        size: ROOT_SIZE,
        kind: "gp3".to_owned(),
        iops: Some(GP3_IOPS),
        throughput: Some(GP3_THROUGHPUT),
        encrypted: false,
        delete_on_termination: true,
        snapshot: Some(image.snapshot.to_owned()),
    }];
    for mapping in params.structures("BlockDeviceMapping") {
        let device = mapping.required("DeviceName")?;
        if device == ROOT_DEVICE {
            volumes[0] = wanted(device, &mapping.structure("Ebs"), Some(image.snapshot), ROOT_SIZE)?;
        } else if volumes.iter().any(|volume| volume.device == device) {
            let message = format!("The device '{device}' is used in more than one block-device mapping");
            return Err(ApiError::new("InvalidBlockDeviceMapping", message));
        } else {
            volumes.push(wanted(device, &mapping.structure("Ebs"), None, 0)?);
        }
    }
    Ok(volumes)
}

fn wanted(device: &str, ebs: &Params, snapshot: Option<&str>, least: i64) -> Result<Wanted, ApiError> {
    let size = ebs.integer("VolumeSize")?.unwrap_or(least);
    if let Some(snapshot) = snapshot.filter(|_| size < least) {
        let message = format!("Volume of size {size}GB is smaller than snapshot '{snapshot}', expect size >= {least}GB");
        return Err(ApiError::new("InvalidBlockDeviceMapping", message));
    }
    if size == 0 {
        let message = format!("The volume of device '{device}' needs a size");
        return Err(ApiError::new("InvalidBlockDeviceMapping", message));
    }
    let kind = ebs.get("VolumeType").unwrap_or(if least > 0 { "gp3" } else { "gp2" });
    let Some((_, smallest, largest)) = TYPES.iter().find(|(name, _, _)| *name == kind) else {
        return Err(ApiError::invalid_value("volumeType", kind, "Unknown volume type."));
    };
    if !(*smallest..=*largest).contains(&size) {
        return Err(ApiError::invalid_value(
            "volumeSize",
            &size.to_string(),
            &format!("A {kind} volume has {smallest} to {largest} GiB."),
        ));
    }
    let (iops, throughput) = (ebs.integer("Iops")?, ebs.integer("Throughput")?);
    if throughput.is_some() && kind != "gp3" {
        let message = format!("The throughput parameter is not supported for {kind} volumes.");
        return Err(ApiError::new("InvalidParameterCombination", message));
    }
    let gp3 = kind == "gp3";
    Ok(Wanted {
        device: device.to_owned(),
        size,
        kind: kind.to_owned(),
        iops: iops.or(gp3.then_some(GP3_IOPS)),
        throughput: throughput.or(gp3.then_some(GP3_THROUGHPUT)),
        encrypted: ebs.boolean("Encrypted")? == Some(true),
        delete_on_termination: ebs.boolean("DeleteOnTermination")?.unwrap_or(true),
        snapshot: snapshot.map(str::to_owned),
    })
}

/// The volume that CreateVolume asks for.
///
/// # Errors
/// `MissingParameter`, `InvalidParameterValue`, `InvalidParameterCombination`.
pub fn unattached(params: &Params) -> Result<Wanted, ApiError> {
    let size = params.required("Size")?;
    wanted("", &params.clone().with("VolumeSize", size), None, 0)
}

/// Makes a volume.
pub fn insert(
    ec2: &mut Ec2,
    common: &mut Common,
    cx: &Context,
    wanted: &Wanted,
    zone: &str,
    attachment: Option<Attachment>,
) -> String {
    let id = common.ids.resource("vol");
    let volume = Volume {
        id: id.clone(),
        life: Life::begin(cx),
        zone: zone.to_owned(),
        size: wanted.size,
        kind: wanted.kind.clone(),
        iops: wanted.iops,
        throughput: wanted.throughput,
        encrypted: wanted.encrypted,
        snapshot: wanted.snapshot.clone(),
        attachment,
    };
    ec2.volumes.insert(&id, volume);
    id
}

/// Makes the volumes of an instance.
pub fn create(
    ec2: &mut Ec2,
    common: &mut Common,
    cx: &Context,
    volumes: &[Wanted],
    instance: &str,
    zone: &str,
    tags: &Tags,
) -> Vec<Device> {
    let mut devices = Vec::new();
    for wanted in volumes {
        let attachment = Attachment {
            instance: instance.to_owned(),
            device: wanted.device.clone(),
            at: cx.now,
            delete_on_termination: wanted.delete_on_termination,
            until: None,
        };
        let id = insert(ec2, common, cx, wanted, zone, Some(attachment));
        tags::keep(ec2, cx, &id, tags.clone());
        devices.push(Device {
            name: wanted.device.clone(),
            volume: id,
            delete_on_termination: wanted.delete_on_termination,
        });
    }
    devices
}
