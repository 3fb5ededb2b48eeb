//! EBS volumes: those of instances, and others. A new one is available at once.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::row::{Kind, Life, Row, View, done, find};
use super::volume_modification::Modification;
use super::volume_spec::VolumeSpec;
use super::{Ec2, account_settings, page, zones};
use crate::clock::iso8601;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// A volume.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Volume {
    /// `vol-…`
    pub id: String,
    pub(super) life: Life,
    pub(super) zone: String,
    /// Size in GiB.
    pub size: i64,
    pub(super) kind: String,
    pub(super) iops: Option<i64>,
    pub(super) throughput: Option<i64>,
    /// Whether its data is encrypted at rest.
    pub encrypted: bool,
    pub(super) snapshot: Option<String>,
    pub(super) attachment: Option<Attachment>,
    #[serde(default)]
    pub(super) modification: Option<Modification>,
    /// Whether it is used again without a check after a failure of its hardware.
    #[serde(default)]
    pub(super) auto_enable_io: bool,
}

/// The attachment of a volume to an instance.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attachment {
    pub(super) instance: String,
    pub(super) device: String,
    pub(super) at: Timestamp,
    pub(super) delete_on_termination: bool,
    /// When its terminated instance releases it.
    pub(super) until: Option<Timestamp>,
}

/// Makes a volume.
pub(super) fn insert(
    ec2: &mut Ec2,
    common: &mut Common,
    cx: &Context,
    spec: &VolumeSpec,
    zone: &str,
    attachment: Option<Attachment>,
) -> String {
    let id = common.ids.resource("vol");
    let volume = Volume {
        id: id.clone(),
        life: Life::begin(cx),
        zone: zone.to_owned(),
        size: spec.size,
        kind: spec.kind.clone(),
        iops: spec.iops,
        throughput: spec.throughput,
        encrypted: spec.encrypted || account_settings::encrypts_volumes(ec2),
        snapshot: spec.snapshot.clone(),
        attachment,
        modification: None,
        auto_enable_io: false,
    };
    ec2.volumes.insert(&id, volume);
    id
}

/// DeleteVolume: refused while it is attached. Source: EC2 error-code page, VolumeInUse.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("VolumeId")?.to_owned();
    if let Some(attachment) = find::<Volume>(ec2, &id, cx.now)?.attached(cx.now) {
        return Err(ApiError::new(
            "VolumeInUse",
            format!("Volume {id} is currently attached to {}", attachment.instance),
        ));
    }
    ec2.volumes.remove(&id);
    ec2.tags.remove(&id);
    Ok(done())
}

/// DescribeVolumes.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    page::describe::<Volume>(ec2, common, cx, params, "VolumeId", "volumeSet")
}

impl Volume {
    pub(super) fn attached(&self, now: Timestamp) -> Option<&Attachment> {
        self.attachment
            .as_ref()
            .filter(|attachment| attachment.until.is_none_or(|until| now < until))
    }

    fn status(&self, now: Timestamp) -> &'static str {
        if self.attached(now).is_some() { "in-use" } else { "available" }
    }
}

impl Row for Volume {
    const KIND: Kind = Kind {
        prefix: "vol",
        resource_type: "volume",
        noun: "volume",
        not_found: "InvalidVolume.NotFound",
        malformed: "InvalidVolumeID.Malformed",
    };
    const FILTERS: Documented = documented_filters::VOLUMES;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.volumes
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        let attachment = self.attached(view.now);
        match filter {
            "attachment.delete-on-termination" => attachment
                .map(|attachment| attachment.delete_on_termination.to_string())
                .into_iter()
                .collect(),
            "attachment.device" => attachment.map(|attachment| attachment.device.clone()).into_iter().collect(),
            "attachment.instance-id" => attachment.map(|attachment| attachment.instance.clone()).into_iter().collect(),
            "attachment.status" => attachment.map(|_| "attached".to_owned()).into_iter().collect(),
            "availability-zone" => vec![self.zone.clone()],
            "encrypted" => vec![self.encrypted.to_string()],
            "size" => vec![self.size.to_string()],
            "snapshot-id" => self.snapshot.clone().into_iter().collect(),
            "status" => vec![self.status(view.now).to_owned()],
            "volume-id" => vec![self.id.clone()],
            "volume-type" => vec![self.kind.clone()],
            _ => vec![],
        }
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let attachments = self.attached(view.now).map(|attachment| {
            Element::new("item")
                .text("volumeId", &self.id)
                .text("instanceId", &attachment.instance)
                .text("device", &attachment.device)
                .text("status", "attached")
                .text("attachTime", iso8601(attachment.at))
                .text("deleteOnTermination", attachment.delete_on_termination)
        });
        Element::new(name)
            .text("volumeId", &self.id)
            .text("size", self.size)
            .text("snapshotId", self.snapshot.as_deref().unwrap_or_default())
            .text("availabilityZone", &self.zone)
            .text("availabilityZoneId", zones::id(&view.common.region, &self.zone))
            .text("status", self.status(view.now))
            .text("createTime", iso8601(self.life.created))
            .list("attachmentSet", attachments)
            .text("volumeType", &self.kind)
            .optional("iops", self.iops)
            .optional("throughput", self.throughput)
            .text("encrypted", self.encrypted)
            .optional("kmsKeyId", self.encrypted.then(|| view.common.default_key()))
            .text("multiAttachEnabled", false)
            .child(view.tag_set(&self.id))
    }
}
