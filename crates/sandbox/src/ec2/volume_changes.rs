//! ModifyVolume and DescribeVolumesModifications, and what else is said of volumes: their status and their one attribute.

use std::time::Duration;

use super::row::{View, done, find};
use super::volume_modification::{Modification, Shape};
use super::volume_spec::VolumeSpec;
use super::volumes::Volume;
use super::{Ec2, documented_filters, filters, page};
use crate::clock::after;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// How long after a modification the next may begin. Source: EBS user guide, "Requirements for Amazon EBS volume modifications".
const BETWEEN: Duration = Duration::from_hours(6);

/// ModifyVolume: larger, of another type, faster; once in six hours. Source: EBS user guide, "Modify a volume"; EC2 error-code page.
pub fn modify(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let volume = find::<Volume>(ec2, params.required("VolumeId")?, cx.now)?.clone();
    let recent = |last: &Modification| cx.now < after(last.at, BETWEEN);
    if volume.modification.as_ref().is_some_and(recent) {
        return Err(ApiError::new(
            "VolumeModificationRateExceeded",
            "You've reached the maximum modification rate per volume limit. Wait at least 6 hours between modifications per EBS volume.",
        ));
    }
    let given = ["Size", "VolumeType", "Iops", "Throughput"];
    if !given.iter().any(|name| params.has(name)) {
        let message = "At least one of size, volume type, IOPS or throughput must be specified.";
        return Err(ApiError::new("MissingParameter", message));
    }
    let size = params.integer("Size")?.unwrap_or(volume.size);
    if size < volume.size {
        let message = "New size cannot be smaller than existing size";
        return Err(ApiError::new("InvalidParameterValue", message));
    }
    let kind = params.get("VolumeType").unwrap_or(&volume.kind);
    let mut wanted = params.clone().with("VolumeSize", &size.to_string()).with("VolumeType", kind);
    if kind == volume.kind {
        for (name, former) in [("Iops", volume.iops), ("Throughput", volume.throughput)] {
            if let (None, Some(former)) = (params.get(name), former) {
                wanted = wanted.with(name, &former.to_string());
            }
        }
    }
    let spec = VolumeSpec::read("", &wanted, None, 0)?;
    let target = Shape {
        size: spec.size,
        kind: spec.kind.clone(),
        iops: spec.iops,
        throughput: spec.throughput,
    };
    let modification = Modification {
        at: cx.now,
        original: Shape {
            size: volume.size,
            kind: volume.kind.clone(),
            iops: volume.iops,
            throughput: volume.throughput,
        },
        target,
    };
    let answer = modification.element(&volume.id, cx.now, "volumeModification");
    if let Some(row) = ec2.volumes.get_mut(&volume.id) {
        (row.size, row.kind, row.iops, row.throughput) = (spec.size, spec.kind, spec.iops, spec.throughput);
        row.modification = Some(modification);
    }
    Ok(Element::new("").child(answer))
}

/// DescribeVolumesModifications. A volume that is named and was never modified is an error. Source: EC2 error-code page.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let view = View::listing(ec2, common, cx);
    let ids = params.strings("VolumeId");
    for id in &ids {
        if find::<Volume>(ec2, id, cx.now)?.modification.is_none() {
            let message = format!("Modification for volume '{id}' does not exist.");
            return Err(ApiError::new("InvalidVolumeModification.NotFound", message));
        }
    }
    let filters = filters::Filters::read(params, documented_filters::VOLUMES_MODIFICATIONS)?;
    let rows = ec2
        .volumes
        .values()
        .filter(|volume| ids.is_empty() || ids.contains(&volume.id))
        .filter_map(|volume| {
            let item = volume.modification.as_ref()?.element(&volume.id, view.now, "item");
            Some((volume.id.clone(), item))
        })
        .filter(|(_, item)| filters.take_item(item, None))
        .collect();
    page::answer(params, "volumeModificationSet", rows)
}

/// DescribeVolumeStatus: every volume is in order.
pub fn describe_status(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let view = View::listing(ec2, common, cx);
    let status = |volume: &Volume| {
        let details = [("io-enabled", "passed"), ("io-performance", "not-applicable")]
            .map(|(name, status)| Element::new("item").text("name", name).text("status", status));
        Element::new("item")
            .text("volumeId", &volume.id)
            .text("availabilityZone", &volume.zone)
            .child(Element::new("volumeStatus").text("status", "ok").list("details", details))
            .list("eventsSet", [])
            .list("actionsSet", [])
            .list("attachmentStatuses", [])
    };
    let rows = page::select_by::<Volume>(&view, params, "VolumeId", documented_filters::VOLUME_STATUS, status)?
        .into_iter()
        .map(|volume| (volume.id.clone(), status(volume)))
        .collect();
    page::answer(params, "volumeStatusSet", rows)
}

/// DescribeVolumeAttribute.
pub fn describe_attribute(ec2: &Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let volume = find::<Volume>(ec2, params.required("VolumeId")?, cx.now)?;
    let answer = Element::new("").text("volumeId", &volume.id);
    match params.required("Attribute")? {
        "autoEnableIO" => Ok(answer.child(Element::new("autoEnableIO").text("value", volume.auto_enable_io))),
        "productCodes" => Ok(answer.list("productCodes", [])),
        other => Err(ApiError::invalid_value("attribute", other, "")),
    }
}

/// ModifyVolumeAttribute.
pub fn modify_attribute(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = find::<Volume>(ec2, params.required("VolumeId")?, cx.now)?.id.clone();
    let wanted = params
        .boolean("AutoEnableIO.Value")?
        .ok_or_else(|| ApiError::missing_parameter("AutoEnableIO"))?;
    if let Some(volume) = ec2.volumes.get_mut(&id) {
        volume.auto_enable_io = wanted;
    }
    Ok(done())
}
