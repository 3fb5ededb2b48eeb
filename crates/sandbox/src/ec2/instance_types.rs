//! Instance types, and which zones offer them.

use http::StatusCode;

use super::documented_filters;
use super::filters::Filters;
use super::{edge_zones, instance_type_facts, page, zones};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// An instance type. Source: EC2 instance type pages.
#[derive(Debug, Clone, Copy)]
pub struct InstanceType {
    /// As `t3.micro`.
    pub name: &'static str,
    /// `x86_64` or `arm64`.
    pub architecture: &'static str,
    /// Virtual processors.
    pub vcpus: u32,
    /// Memory in MiB.
    pub memory: u32,
    /// Whether it lives on CPU credits.
    pub burstable: bool,
    /// Whether the free plan offers it.
    pub free: bool,
}

const fn burstable(name: &'static str, architecture: &'static str, memory: u32, free: bool) -> InstanceType {
    InstanceType {
        name,
        architecture,
        vcpus: 2,
        memory,
        burstable: true,
        free,
    }
}

const fn flexible(name: &'static str, memory: u32) -> InstanceType {
    InstanceType {
        name,
        architecture: "x86_64",
        vcpus: 2,
        memory,
        burstable: false,
        free: true,
    }
}

/// The types of the sandbox. The free ones are those of accounts made since July 2025. Source: docs/AWS.md, "Accounts".
const TYPES: [InstanceType; 12] = [
    InstanceType {
        name: "t2.micro",
        architecture: "x86_64",
        vcpus: 1,
        memory: 1024,
        burstable: true,
        free: false,
    },
    burstable("t3.nano", "x86_64", 512, false),
    burstable("t3.micro", "x86_64", 1024, true),
    burstable("t3.small", "x86_64", 2048, true),
    burstable("t3.medium", "x86_64", 4096, false),
    burstable("t3.large", "x86_64", 8192, false),
    burstable("t4g.nano", "arm64", 512, false),
    burstable("t4g.micro", "arm64", 1024, true),
    burstable("t4g.small", "arm64", 2048, true),
    burstable("t4g.medium", "arm64", 4096, false),
    flexible("m7i-flex.large", 8192),
    flexible("c7i-flex.large", 4096),
];

impl InstanceType {
    /// Whether a zone of a region offers it. us-east-1e offers only the oldest. Source: docs/AWS.md, "Instance".
    pub fn is_offered_in(&self, region: &str, zone: &str) -> bool {
        match edge_zones::of(region).find(|edge| edge.name == zone) {
            Some(edge) => edge.offers(self.name),
            None => zone != "us-east-1e" || self.name.starts_with("t2."),
        }
    }

    /// Source: EC2 user guide, "CPU options": Graviton processors have one thread a core.
    fn threads_per_core(&self) -> u32 {
        match self.architecture {
            "arm64" => 1,
            _ => self.vcpus.min(2),
        }
    }

    /// The processors of an instance of this type.
    pub(super) fn cpu_options(&self) -> Element {
        Element::new("cpuOptions")
            .text("coreCount", self.vcpus / self.threads_per_core())
            .text("threadsPerCore", self.threads_per_core())
    }

    fn element(&self) -> Element {
        let processor = Element::new("processorInfo").texts("supportedArchitectures", "item", [self.architecture]);
        let vcpus = Element::new("vCpuInfo")
            .text("defaultVCpus", self.vcpus)
            .text("defaultCores", self.vcpus / self.threads_per_core())
            .text("defaultThreadsPerCore", self.threads_per_core());
        Element::new("item")
            .text("instanceType", self.name)
            .text("currentGeneration", self.name != "t2.micro")
            .text("freeTierEligible", self.free)
            .texts("supportedUsageClasses", "item", ["on-demand", "spot"])
            .texts("supportedRootDeviceTypes", "item", ["ebs"])
            .texts("supportedVirtualizationTypes", "item", ["hvm"])
            .text("bareMetal", false)
            .text("hypervisor", if self.name.starts_with("t2.") { "xen" } else { "nitro" })
            .child(processor)
            .child(vcpus)
            .child(Element::new("memoryInfo").text("sizeInMiB", self.memory))
            .text("instanceStorageSupported", false)
            .text("burstablePerformanceSupported", self.burstable)
            .children(instance_type_facts::elements(self.name))
    }
}

/// The type of that name.
///
/// # Errors
/// `InvalidParameterValue`.
pub fn find(name: &str) -> Result<&'static InstanceType, ApiError> {
    TYPES
        .iter()
        .find(|known| known.name == name)
        .ok_or_else(|| ApiError::new("InvalidParameterValue", format!("Invalid value '{name}' for InstanceType.")))
}

/// Checks that a zone offers a type.
///
/// # Errors
/// `Unsupported`, naming the zones that do.
pub fn check_offer(common: &Common, kind: &InstanceType, zone: &str) -> Result<(), ApiError> {
    if kind.is_offered_in(&common.region, zone) {
        return Ok(());
    }
    Err(ApiError::new(
        "Unsupported",
        format!(
            "Your requested instance type ({}) is not supported in your requested Availability Zone ({zone}). Please retry your request by not specifying an Availability Zone or choosing {}.",
            kind.name,
            offering(common, kind).join(", ")
        ),
    ))
}

/// Refuses an instance in a zone that is full. Source: docs/AWS.md, "Error codes".
pub fn check_capacity(common: &Common, cx: &Context, kind: &InstanceType, zone: &str) -> Result<(), ApiError> {
    let full = &cx.account.full_zones;
    if !full.iter().any(|name| name == zone) {
        return Ok(());
    }
    let mut others = offering(common, kind);
    others.retain(|name| !full.contains(name));
    let message = format!(
        "We currently do not have sufficient {} capacity in the Availability Zone you requested ({zone}). Our system will be working on provisioning additional capacity. You can currently get {} capacity by not specifying an Availability Zone in your request or choosing {}.",
        kind.name,
        kind.name,
        others.join(", ")
    );
    Err(ApiError::new("InsufficientInstanceCapacity", message).with_status(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The zones that offer a type.
fn offering(common: &Common, kind: &InstanceType) -> Vec<String> {
    let zones = zones::of(&common.region).into_iter().map(|zone| zone.name);
    zones.filter(|name| kind.is_offered_in(&common.region, name)).collect()
}

/// DescribeInstanceTypeOfferings.
pub fn describe_offerings(common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let filters = Filters::read(params, documented_filters::INSTANCE_TYPE_OFFERINGS)?;
    let location_type = params.get("LocationType").unwrap_or("region");
    let locations: Vec<(String, String)> = match location_type {
        "region" => vec![(common.region.clone(), String::new())],
        "availability-zone" => zones::usable(&common.region, cx.account)
            .into_iter()
            .map(|zone| (zone.name.clone(), zone.name))
            .collect(),
        "availability-zone-id" => zones::usable(&common.region, cx.account)
            .into_iter()
            .map(|zone| (zone.id, zone.name))
            .collect(),
        other => return Err(ApiError::invalid_value("locationType", other, "")),
    };
    let mut rows = Vec::new();
    for kind in &TYPES {
        for (location, zone) in locations.iter().filter(|(_, zone)| kind.is_offered_in(&common.region, zone)) {
            let item = Element::new("item")
                .text("instanceType", kind.name)
                .text("locationType", location_type)
                .text("location", location);
            if filters.take_item(&item, None) {
                rows.push((format!("{}/{zone}", kind.name), item));
            }
        }
    }
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    page::answer(params, "instanceTypeOfferingSet", rows)
}

/// DescribeInstanceTypes, with the fields that the choice of a type needs.
pub fn describe(params: &Params) -> Result<Element, ApiError> {
    let names = params.strings("InstanceType");
    for name in &names {
        if find(name).is_err() {
            let message = format!("The following supplied instance types do not exist: [{name}]");
            return Err(ApiError::new("InvalidInstanceType", message));
        }
    }
    let filters = Filters::read(params, documented_filters::INSTANCE_TYPES)?;
    let mut rows: Vec<(String, Element)> = TYPES
        .iter()
        .filter(|kind| names.is_empty() || names.iter().any(|name| name == kind.name))
        .map(|kind| (kind.name.to_owned(), kind.element()))
        .filter(|(_, item)| filters.take_item(item, None))
        .collect();
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    page::answer(params, "instanceTypeSet", rows)
}
