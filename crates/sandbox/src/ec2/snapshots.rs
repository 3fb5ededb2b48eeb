//! EBS snapshots.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::instances::Instance;
use super::row::{Kind, Life, Row, View, done, due, find};
use super::tags::{self, Tags};
use super::volumes::Volume;
use super::{Ec2, page};
use crate::clock::{after, iso8601};
use crate::common::{Common, Context};
use crate::failures::FailureTarget;
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// How long after one snapshot of a volume the next may begin. Source: docs/AWS.md, "EBS snapshots".
const BETWEEN: std::time::Duration = std::time::Duration::from_secs(15);

/// A snapshot.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Snapshot {
    /// `snap-…`
    pub id: String,
    pub(super) life: Life,
    pub(super) volume: String,
    pub(super) size: i64,
    pub(super) encrypted: bool,
    pub(super) description: String,
    pub(super) completed_at: Timestamp,
    /// Why it ends in error, instead of being completed.
    #[serde(default)]
    pub(super) failure: Option<String>,
    /// The accounts that may make volumes of it; `all` for everybody.
    #[serde(default)]
    pub(super) shared_with: BTreeSet<String>,
}

impl Snapshot {
    pub(super) fn status(&self, now: Timestamp) -> &'static str {
        match &self.failure {
            _ if now < self.completed_at => "pending",
            None => "completed",
            Some(_) => "error",
        }
    }

    /// Its progress, in whole percents.
    fn progress(&self, now: Timestamp) -> String {
        let whole = self.completed_at.as_millisecond() - self.life.created.as_millisecond();
        let gone = now.as_millisecond() - self.life.created.as_millisecond();
        let percent = if whole <= 0 { 100 } else { (gone * 100 / whole).clamp(0, 100) };
        format!("{percent}%")
    }
}

/// CreateSnapshot, of one volume.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let volume = find::<Volume>(ec2, params.required("VolumeId")?, cx.now)?.clone();
    check_rate(ec2, cx, &volume.id)?;
    let tags = tags::specified(params, "snapshot", &["snapshot"])?;
    let id = insert(ec2, common, cx, &volume, params.get("Description").unwrap_or_default(), tags);
    let view = View::answering(ec2, common, cx);
    let snapshot = ec2.snapshots.get(&id).map(|row| row.element(&view, ""));
    Ok(snapshot.unwrap_or_else(|| Element::new("")))
}

/// CreateSnapshots, of all volumes of an instance at one moment.
pub fn create_of_instance(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let specification = params.structure("InstanceSpecification");
    let instance = find::<Instance>(ec2, specification.required("InstanceId")?, cx.now)?;
    if instance.is_ending(cx.now) {
        return Err(ApiError::new(
            "IncorrectInstanceState",
            format!("The instance '{}' is being terminated.", instance.id),
        ));
    }
    let no_boot = specification.boolean("ExcludeBootVolume")? == Some(true);
    let excluded = specification.strings("ExcludeDataVolumeId");
    let volumes: Vec<Volume> = instance
        .devices
        .iter()
        .filter(|device| !no_boot || !device.is_root())
        .filter(|device| !excluded.contains(&device.volume))
        .filter_map(|device| ec2.volumes.get(&device.volume).cloned())
        .collect();
    for volume in &volumes {
        check_rate(ec2, cx, &volume.id)?;
    }
    let given = tags::specified(params, "snapshot", &["snapshot"])?;
    let copied = params.get("CopyTagsFromSource") == Some("volume");
    let description = params.get("Description").unwrap_or_default();
    let mut ids = Vec::new();
    for volume in &volumes {
        let mut tags = Tags::default();
        if copied && let Some(source) = ec2.tags.get(&volume.id) {
            tags.0.extend(source.0.clone());
        }
        tags.0.extend(given.0.clone());
        ids.push(insert(ec2, common, cx, volume, description, tags));
    }
    let view = View::answering(ec2, common, cx);
    let items = ids
        .iter()
        .filter_map(|id| ec2.snapshots.get(id))
        .map(|snapshot| snapshot.info(&view));
    Ok(Element::new("").list("snapshotSet", items))
}

/// Takes a snapshot of a volume.
pub(super) fn insert(ec2: &mut Ec2, common: &mut Common, cx: &Context, volume: &Volume, description: &str, tags: Tags) -> String {
    let id = common.ids.resource("snap");
    let failure = common.failures.next(FailureTarget::EbsSnapshot);
    let snapshot = Snapshot {
        id: id.clone(),
        life: Life::begin(cx),
        volume: volume.id.clone(),
        size: volume.size,
        encrypted: volume.encrypted,
        description: description.to_owned(),
        completed_at: due(common, cx, cx.latencies.snapshot_completed),
        failure: failure.map(|failure| failure.message(&id)),
        shared_with: BTreeSet::new(),
    };
    ec2.snapshots.insert(&id, snapshot);
    tags::keep(ec2, cx, &id, tags);
    id
}

/// Refuses a snapshot right after another of the same volume.
///
/// # Errors
/// `SnapshotCreationPerVolumeRateExceeded`.
pub(super) fn check_rate(ec2: &Ec2, cx: &Context, volume: &str) -> Result<(), ApiError> {
    let recent = |snapshot: &Snapshot| snapshot.volume == volume && cx.now < after(snapshot.life.created, BETWEEN);
    if !ec2.snapshots.values().any(recent) {
        return Ok(());
    }
    Err(ApiError::new(
        "SnapshotCreationPerVolumeRateExceeded",
        "The maximum per volume CreateSnapshot request rate has been exceeded. Use an increasing or variable sleep interval between requests.",
    ))
}

/// DescribeSnapshots. Every snapshot of the sandbox is the account's own.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let owners = params.strings("Owner");
    let own = |owner: &String| owner == "self" || *owner == common.account;
    if !owners.is_empty() && !owners.iter().any(own) {
        return page::answer(params, "snapshotSet", Vec::new());
    }
    page::describe::<Snapshot>(ec2, common, cx, params, "SnapshotId", "snapshotSet")
}

/// DeleteSnapshot: refused while an image of the account uses it. Source: EC2 error-code page, InvalidSnapshot.InUse.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("SnapshotId")?.to_owned();
    find::<Snapshot>(ec2, &id, cx.now)?;
    if let Some(image) = ec2.images.values().find(|image| image.uses(&id)) {
        let message = format!("The snapshot {id} is currently in use by {}", image.id);
        return Err(ApiError::new("InvalidSnapshot.InUse", message));
    }
    ec2.snapshots.remove(&id);
    ec2.tags.remove(&id);
    Ok(done())
}

impl Snapshot {
    /// The form of CreateSnapshots, whose status is named `state`.
    fn info(&self, view: &View) -> Element {
        self.fields(view, "item").text("state", self.status(view.now))
    }

    fn fields(&self, view: &View, name: &str) -> Element {
        Element::new(name)
            .text("snapshotId", &self.id)
            .text("volumeId", &self.volume)
            .text("startTime", iso8601(self.life.created))
            .text("progress", self.progress(view.now))
            .text("ownerId", &view.common.account)
            .text("volumeSize", self.size)
            .text("description", &self.description)
            .text("encrypted", self.encrypted)
            .child(view.tag_set(&self.id))
    }
}

impl Row for Snapshot {
    const KIND: Kind = Kind {
        prefix: "snap",
        resource_type: "snapshot",
        noun: "snapshot",
        not_found: "InvalidSnapshot.NotFound",
        malformed: "InvalidSnapshotID.Malformed",
    };
    const FILTERS: Documented = documented_filters::SNAPSHOTS;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.snapshots
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        vec![match filter {
            "description" => self.description.clone(),
            "encrypted" => self.encrypted.to_string(),
            "owner-id" => view.common.account.clone(),
            "progress" => self.progress(view.now),
            "snapshot-id" => self.id.clone(),
            "status" => self.status(view.now).to_owned(),
            "volume-id" => self.volume.clone(),
            "volume-size" => self.size.to_string(),
            _ => return vec![],
        }]
    }

    fn element(&self, view: &View, name: &str) -> Element {
        self.fields(view, name)
            .text("status", self.status(view.now))
            .optional("kmsKeyId", self.encrypted.then(|| view.common.default_key()))
            .optional(
                "statusMessage",
                self.failure.as_ref().filter(|_| self.completed_at <= view.now),
            )
            .text("storageTier", "standard")
    }
}
