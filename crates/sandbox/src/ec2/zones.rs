//! Regions and availability zones.

use super::documented_filters;
use super::edge_zones::{self, EdgeZone};
use super::filters::Filters;
use crate::account::Account;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// Regions that every account has enabled. Source: EC2 user guide, Regions.
pub const REGIONS: [&str; 17] = [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/// Regions that an account has to enable first, and that the sandbox's account has not. Source: Account Management guide, "Enable or disable
/// AWS Regions in your account".
const NOT_ENABLED: [&str; 8] = [
    "af-south-1",
    "ap-east-1",
    "ap-south-2",
    "eu-central-2",
    "eu-south-1",
    "eu-south-2",
    "il-central-1",
    "me-south-1",
];

/// Whether the sandbox's account has not enabled a region.
pub fn is_disabled(region: &str) -> bool {
    NOT_ENABLED.contains(&region)
}

/// The zone ids of us-east-1a to us-east-1f in the sandbox's account; AWS maps them per account.
const US_EAST_1_IDS: [u8; 6] = [1, 2, 4, 6, 3, 5];

/// An availability zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// As `us-east-1a`.
    pub name: String,
    /// As `use1-az1`.
    pub id: String,
}

/// The zones of a region: six in us-east-1, two in us-west-1 (where a new account gets two), three in any other.
pub fn of(region: &str) -> Vec<Zone> {
    let numbers: &[u8] = match region {
        "us-east-1" => &US_EAST_1_IDS,
        "us-west-1" => &[1, 3],
        _ => &[1, 2, 3],
    };
    numbers
        .iter()
        .zip('a'..)
        .map(|(number, letter)| Zone {
            name: format!("{region}{letter}"),
            id: format!("{}-az{number}", short(region)),
        })
        .collect()
}

/// The zones of a region that an account can use, Local Zones and Wavelength Zones last.
pub fn usable(region: &str, account: &Account) -> Vec<Zone> {
    let edges = edge_zones::enabled(region, account).map(|zone| Zone {
        name: zone.name.to_owned(),
        id: zone.id.to_owned(),
    });
    of(region).into_iter().chain(edges).collect()
}

/// The names of the zones of a region.
pub fn names(region: &str) -> impl Iterator<Item = String> + use<> {
    of(region).into_iter().map(|zone| zone.name)
}

/// The id of a zone of that name.
pub fn id(region: &str, name: &str) -> String {
    let edge = edge_zones::of(region).find(|zone| zone.name == name);
    let of_edge = edge.map(|zone| zone.id.to_owned());
    let zone = || of(region).into_iter().find(|zone| zone.name == name);
    of_edge.or_else(|| zone().map(|zone| zone.id)).unwrap_or_default()
}

/// DescribeRegions.
pub fn describe_regions(common: &Common, params: &Params) -> Result<Element, ApiError> {
    let names = params.strings("RegionName");
    let known = |name: &str| REGIONS.contains(&name) || name == common.region;
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!("Invalid region provided: '{unknown}'"),
        ));
    }
    let filters = Filters::read(params, documented_filters::REGIONS)?;
    let own = (!REGIONS.contains(&common.region.as_str())).then_some(common.region.as_str());
    let items = REGIONS
        .into_iter()
        .chain(own)
        .filter(|name| names.is_empty() || names.iter().any(|wanted| wanted == name))
        .filter_map(|name| {
            let item = Element::new("item")
                .text("regionName", name)
                .text("regionEndpoint", format!("ec2.{name}.amazonaws.com"))
                .text("optInStatus", "opt-in-not-required");
            filters.take_item(&item, None).then_some(item)
        });
    Ok(Element::new("").list("regionInfo", items))
}

/// DescribeAvailabilityZones: those that the account can use, or all.
pub fn describe(common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let all = params.boolean("AllAvailabilityZones")? == Some(true);
    let edges = edge_zones::of(&common.region).filter(|zone| all || zone.is_enabled(cx.account));
    let mut shown: Vec<(Zone, Element)> = of(&common.region)
        .into_iter()
        .map(|zone| {
            let element = described(common, &zone);
            (zone, element)
        })
        .collect();
    shown.extend(edges.map(|edge| described_edge(common, cx, &edge)));
    let names = params.strings("ZoneName");
    let ids = params.strings("ZoneId");
    if let Some(unknown) = names.iter().find(|name| !shown.iter().any(|(zone, _)| zone.name == **name)) {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!("Invalid availability zone: [{unknown}]"),
        ));
    }
    let filters = Filters::read(params, documented_filters::AVAILABILITY_ZONES)?;
    let items = shown
        .into_iter()
        .filter(|(zone, _)| names.is_empty() || names.contains(&zone.name))
        .filter(|(zone, _)| ids.is_empty() || ids.contains(&zone.id))
        .map(|(_, item)| item)
        .filter(|item| filters.take_item(item, None));
    Ok(Element::new("").list("availabilityZoneInfo", items))
}

fn described(common: &Common, zone: &Zone) -> Element {
    Element::new("item")
        .text("zoneName", &zone.name)
        .text("zoneId", &zone.id)
        .text("zoneState", "available")
        .text("regionName", &common.region)
        .text("groupName", format!("{}-zg-1", common.region))
        .text("networkBorderGroup", &common.region)
        .text("zoneType", "availability-zone")
        .text("optInStatus", "opt-in-not-required")
        .list("messageSet", [])
}

fn described_edge(common: &Common, cx: &Context, edge: &EdgeZone) -> (Zone, Element) {
    let opt_in = if edge.is_enabled(cx.account) {
        "opted-in"
    } else {
        "not-opted-in"
    };
    let element = Element::new("item")
        .text("zoneName", edge.name)
        .text("zoneId", edge.id)
        .text("zoneState", "available")
        .text("regionName", &common.region)
        .text("groupName", edge.group)
        .text("networkBorderGroup", edge.border_group)
        .text("zoneType", edge.kind())
        .text("optInStatus", opt_in)
        .text("parentZoneName", edge.parent())
        .text("parentZoneId", id(&common.region, &edge.parent()))
        .list("messageSet", []);
    let zone = Zone {
        name: edge.name.to_owned(),
        id: edge.id.to_owned(),
    };
    (zone, element)
}

/// The region in zone ids: `use1` for `us-east-1`, `apne1` for `ap-northeast-1`.
fn short(region: &str) -> String {
    let mut parts = region.split('-');
    let area = parts.next().unwrap_or_default();
    let side = parts.next().unwrap_or_default();
    let number = parts.next().unwrap_or_default();
    let side = match side {
        "northeast" => "ne",
        "northwest" => "nw",
        "southeast" => "se",
        "southwest" => "sw",
        other => other.get(..1).unwrap_or_default(),
    };
    format!("{area}{side}{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zone_ids_have_aws_form() {
        assert_eq!(of("us-east-1").len(), 6);
        assert_eq!(id("us-east-1", "us-east-1a"), "use1-az1");
        assert_eq!(id("ap-northeast-1", "ap-northeast-1c"), "apne1-az3");
        assert_eq!(id("eu-west-3", "eu-west-3b"), "euw3-az2");
    }
}
