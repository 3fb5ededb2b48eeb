//! Images that the account has made of its instances: CreateImage and DeregisterImage.
//!
//! Source: EC2 API reference and the EC2 error-code page; codes marked so are recalled.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::image_devices::{Bootable, ImageDevice};
use super::instances::Instance;
use super::row::{Kind, Life, Row, View, find};
use super::volumes::Volume;
use super::{Ec2, snapshots, tags};
use crate::clock::iso8601;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// How many characters a name has. Source: CreateImage, Name.
const NAME: std::ops::RangeInclusive<usize> = 3..=128;
/// The characters beside letters and digits that names hold. Source: as above.
const PUNCTUATION: &str = "()[] ./-'@_";
/// Parameters that the sandbox refuses, because accepting them without effect would mislead.
const NOT_SIMULATED: [&str; 2] = ["BlockDeviceMapping", "SnapshotLocation"];
/// The kinds of resources that the call can tag. Source: CreateImage, TagSpecifications.
const TAGGED: [&str; 2] = ["image", "snapshot"];

/// An image of the account's own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OwnImage {
    /// `ami-…`
    pub id: String,
    pub(super) life: Life,
    pub(super) name: String,
    description: String,
    architecture: String,
    devices: Vec<ImageDevice>,
    instance: String,
    /// The image that its instance was launched of.
    source: String,
}

impl OwnImage {
    /// Whether one of its volumes is of this snapshot.
    pub fn uses(&self, snapshot: &str) -> bool {
        self.devices.iter().any(|device| device.snapshot == snapshot)
    }

    /// It as a launch takes it.
    pub fn bootable(&self) -> Bootable {
        Bootable {
            id: self.id.clone(),
            architecture: self.architecture.clone(),
            devices: self.devices.clone(),
        }
    }

    /// `pending` until all its snapshots are completed, `failed` where one is not.
    pub fn state(&self, ec2: &Ec2, now: Timestamp) -> &'static str {
        let of_snapshot = |device: &ImageDevice| ec2.snapshots.get(&device.snapshot).map(|snapshot| snapshot.status(now));
        let statuses: Vec<&str> = self.devices.iter().filter_map(of_snapshot).collect();
        match () {
            () if statuses.contains(&"error") => "failed",
            () if statuses.contains(&"pending") => "pending",
            () => "available",
        }
    }
}

/// CreateImage, of a running or a stopped instance. The sandbox does not reboot the instance.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    if let Some(name) = NOT_SIMULATED.iter().find(|name| params.has(name)) {
        let message = format!("The sandbox does not simulate the parameter {name}.");
        return Err(ApiError::new("UnsupportedOperation", message));
    }
    let name = params.required("Name")?;
    let instance = find::<Instance>(ec2, params.required("InstanceId")?, cx.now)?.clone();
    params.boolean("NoReboot")?;
    check_state(&instance, cx)?;
    check_name(ec2, name)?;
    let [on_image, on_snapshots] = TAGGED.map(|kind| tags::specified(params, kind, &TAGGED));
    let (on_image, on_snapshots) = (on_image?, on_snapshots?);
    let volumes: Vec<Volume> = instance
        .devices
        .iter()
        .filter_map(|device| ec2.volumes.get(&device.volume).cloned())
        .collect();
    for volume in &volumes {
        snapshots::check_rate(ec2, cx, &volume.id)?;
    }
    let id = common.ids.resource("ami");
    let description = format!("Created by CreateImage({}) for {id}", instance.id);
    let mut devices = Vec::new();
    for (device, volume) in instance.devices.iter().zip(&volumes) {
        let snapshot = snapshots::insert(ec2, common, cx, volume, &description, on_snapshots.clone());
        devices.push(ImageDevice {
            name: device.name.clone(),
            snapshot,
            size: volume.size,
            kind: volume.kind.clone(),
            encrypted: volume.encrypted,
            delete_on_termination: device.delete_on_termination,
        });
    }
    devices.sort_by_key(|device| device.name != instance.root_device());
    let image = OwnImage {
        id: id.clone(),
        life: Life::begin(cx),
        name: name.to_owned(),
        description: params.get("Description").unwrap_or_default().to_owned(),
        architecture: instance.architecture,
        devices,
        instance: instance.id,
        source: instance.image,
    };
    ec2.images.insert(&id, image);
    tags::keep(ec2, cx, &id, on_image);
    Ok(Element::new("").text("imageId", id))
}

/// The code is recalled.
fn check_state(instance: &Instance, cx: &Context) -> Result<(), ApiError> {
    let state = instance.state(cx.now).name;
    if ["running", "stopped"].contains(&state) {
        return Ok(());
    }
    let message = format!("Instance '{}' is {state}, not 'running' or 'stopped'.", instance.id);
    Err(ApiError::new("IncorrectInstanceState", message))
}

fn check_name(ec2: &Ec2, name: &str) -> Result<(), ApiError> {
    let is_spelled = name.chars().all(|c| c.is_ascii_alphanumeric() || PUNCTUATION.contains(c));
    if !is_spelled || !NAME.contains(&name.chars().count()) {
        return Err(ApiError::new(
            "InvalidAMIName.Malformed",
            "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'",
        ));
    }
    if let Some(other) = ec2.images.values().find(|image| image.name == name) {
        let message = format!("AMI name {name} is already in use by AMI {}", other.id);
        return Err(ApiError::new("InvalidAMIName.Duplicate", message));
    }
    Ok(())
}

/// DeregisterImage. Its snapshots stay, unless they are to go too.
///
/// # Errors
/// `InvalidAMIID.NotFound`; `AuthFailure` (recalled) for an image of somebody else, which `is_public` knows.
pub fn deregister(ec2: &mut Ec2, cx: &Context, params: &Params, is_public: fn(&str) -> bool) -> Result<Element, ApiError> {
    let id = params.required("ImageId")?.to_owned();
    if is_public(&id) {
        return Err(ApiError::new("AuthFailure", format!("Not authorized for image:{id}")));
    }
    let image = find::<OwnImage>(ec2, &id, cx.now)?.clone();
    let with_snapshots = params.boolean("DeleteAssociatedSnapshots")? == Some(true);
    ec2.images.remove(&id);
    ec2.tags.remove(&id);
    let mut results = Vec::new();
    for device in image.devices.iter().filter(|_| with_snapshots) {
        let is_used = ec2.images.values().any(|other| other.uses(&device.snapshot));
        if !is_used {
            ec2.snapshots.remove(&device.snapshot);
            ec2.tags.remove(&device.snapshot);
        }
        let code = if is_used { "skipped" } else { "success" };
        results.push(
            Element::new("item")
                .text("snapshotId", &device.snapshot)
                .text("returnCode", code),
        );
    }
    Ok(Element::new("").text("return", true).list("deleteSnapshotResultSet", results))
}

impl Row for OwnImage {
    const KIND: Kind = Kind {
        prefix: "ami",
        resource_type: "image",
        noun: "image",
        not_found: "InvalidAMIID.NotFound",
        malformed: "InvalidAMIID.Malformed",
    };
    const FILTERS: Documented = documented_filters::IMAGES;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.images
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, _: &View, _: &str) -> Vec<String> {
        vec![]
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let devices = self.devices.iter().map(|device| {
            let volume = Element::new("ebs")
                .text("snapshotId", &device.snapshot)
                .text("volumeSize", device.size)
                .text("deleteOnTermination", device.delete_on_termination)
                .text("volumeType", &device.kind)
                .text("encrypted", device.encrypted);
            Element::new("item").text("deviceName", &device.name).child(volume)
        });
        let root = self.devices.first().map(|device| device.name.as_str()).unwrap_or_default();
        let image = Element::new(name)
            .text("imageId", &self.id)
            .text("imageLocation", format!("{}/{}", view.common.account, self.name))
            .text("imageState", self.state(view.ec2, view.now))
            .text("imageOwnerId", &view.common.account)
            .text("creationDate", iso8601(self.life.created))
            .text("isPublic", false)
            .text("architecture", &self.architecture)
            .text("imageType", "machine")
            .text("name", &self.name)
            .text("description", &self.description)
            .text("rootDeviceType", "ebs")
            .text("rootDeviceName", root)
            .list("blockDeviceMapping", devices);
        with_platform(image)
            .text("sourceInstanceId", &self.instance)
            .text("sourceImageId", &self.source)
            .text("sourceImageRegion", &view.common.region)
            .child(view.tag_set(&self.id))
    }
}

/// An image with what is the same of all that the sandbox has: Linux on Nitro.
pub(super) fn with_platform(image: Element) -> Element {
    image
        .text("virtualizationType", "hvm")
        .text("hypervisor", "xen")
        .text("enaSupport", true)
        .text("sriovNetSupport", "simple")
        .text("platformDetails", "Linux/UNIX")
        .text("usageOperation", "RunInstances")
        .text("bootMode", "uefi-preferred")
        .text("imdsSupport", "v2.0")
}
