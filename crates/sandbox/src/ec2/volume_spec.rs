//! Specifications of new volumes: types, sizes and defaults.

use super::image_devices::ImageDevice;
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
/// The default IOPS of gp3 volumes. Source: EBS user guide, general purpose SSD volumes.
const GP3_IOPS: i64 = 3000;
/// The default throughput of gp3 volumes, in MiB/s. Source: as above.
const GP3_THROUGHPUT: i64 = 125;

/// The specification of a new volume.
#[derive(Debug, Clone)]
pub struct VolumeSpec {
    pub(super) device: String,
    pub(super) size: i64,
    pub(super) kind: String,
    pub(super) iops: Option<i64>,
    pub(super) throughput: Option<i64>,
    pub(super) encrypted: bool,
    pub(super) delete_on_termination: bool,
    pub(super) snapshot: Option<String>,
}

/// The snapshot that a volume is made of.
#[derive(Debug)]
pub struct Source {
    pub(super) snapshot: String,
    pub(super) size: i64,
    pub(super) encrypted: bool,
}

impl VolumeSpec {
    /// A volume as an image has it.
    pub(super) fn of_image(image: &ImageDevice) -> Self {
        let gp3 = image.kind == "gp3";
        Self {
            device: image.name.clone(),
            size: image.size,
            kind: image.kind.clone(),
            iops: gp3.then_some(GP3_IOPS),
            throughput: gp3.then_some(GP3_THROUGHPUT),
            encrypted: image.encrypted,
            delete_on_termination: image.delete_on_termination,
            snapshot: Some(image.snapshot.clone()),
        }
    }

    /// A volume of an image with what a request says of it; one of an encrypted snapshot stays encrypted.
    ///
    /// # Errors
    /// As [`VolumeSpec::read`].
    pub(super) fn changed(image: &ImageDevice, ebs: &Params) -> Result<Self, ApiError> {
        let spec = Self::read(&image.name, ebs, Some(&image.snapshot), image.size)?;
        Ok(Self {
            encrypted: spec.encrypted || image.encrypted,
            ..spec
        })
    }

    /// A volume as a request describes it, at least as large as the snapshot it is made from.
    ///
    /// # Errors
    /// `InvalidBlockDeviceMapping`, `InvalidParameterValue`, `InvalidParameterCombination`.
    pub(super) fn read(device: &str, ebs: &Params, snapshot: Option<&str>, least: i64) -> Result<Self, ApiError> {
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
        Ok(Self {
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

    /// The volume that CreateVolume requests, as large as its snapshot at least and encrypted where that is.
    ///
    /// # Errors
    /// `MissingParameter`, `InvalidParameterValue`, `InvalidParameterCombination`.
    pub(super) fn unattached(params: &Params, source: Option<&Source>) -> Result<Self, ApiError> {
        let size = match (params.get("Size"), source) {
            (None, Some(source)) => source.size.to_string(),
            _ => params.required("Size")?.to_owned(),
        };
        let kind = params.get("VolumeType").unwrap_or("gp2");
        let given = params.clone().with("VolumeSize", &size).with("VolumeType", kind);
        let Some(source) = source else {
            return Self::read("", &given, None, 0);
        };
        let spec = Self::read("", &given, Some(&source.snapshot), source.size)?;
        Ok(Self {
            encrypted: spec.encrypted || source.encrypted,
            ..spec
        })
    }
}
