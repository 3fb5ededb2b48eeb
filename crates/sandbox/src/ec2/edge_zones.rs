//! Local Zones and Wavelength Zones, which a region has beside its availability zones, for accounts that have opted in to them.
//!
//! Source: EC2 user guide, "Local Zones" and "Wavelength Zones"; AWS's lists of their locations. Their parents are the sandbox's own choice.

use crate::account::{Account, Extra};

/// A Local Zone or a Wavelength Zone.
#[derive(Debug, Clone, Copy)]
pub struct EdgeZone {
    region: &'static str,
    /// As `us-east-1-atl-1a`.
    pub name: &'static str,
    /// As `use1-atl1-az1`.
    pub id: &'static str,
    /// What an account opts in to.
    pub group: &'static str,
    /// Where its addresses are announced from.
    pub border_group: &'static str,
    /// The letter of the availability zone that it is run from.
    parent: char,
    is_local: bool,
}

const fn local(region: &'static str, name: &'static str, id: &'static str, group: &'static str) -> EdgeZone {
    EdgeZone {
        region,
        name,
        id,
        group,
        border_group: group,
        parent: 'a',
        is_local: true,
    }
}

const fn wavelength(region: &'static str, name: &'static str, id: &'static str, group: &'static str) -> EdgeZone {
    EdgeZone {
        region,
        name,
        id,
        group,
        border_group: name,
        parent: 'b',
        is_local: false,
    }
}

/// One of each kind in some regions.
const ALL: [EdgeZone; 6] = [
    local("eu-central-1", "eu-central-1-ham-1a", "euc1-ham1-az1", "eu-central-1-ham-1"),
    wavelength(
        "eu-central-1",
        "eu-central-1-wl1-ber-wlz-1",
        "euc1-wl1-ber-wlz1",
        "eu-central-1-wl1",
    ),
    local("us-east-1", "us-east-1-atl-1a", "use1-atl1-az1", "us-east-1-atl-1"),
    wavelength("us-east-1", "us-east-1-wl1-bos-wlz-1", "use1-wl1-bos-wlz1", "us-east-1-wl1"),
    local("us-west-2", "us-west-2-lax-1a", "usw2-lax1-az1", "us-west-2-lax-1"),
    wavelength("us-west-2", "us-west-2-wl1-las-wlz-1", "usw2-wl1-las-wlz1", "us-west-2-wl1"),
];

/// Those of a region.
pub fn of(region: &str) -> impl Iterator<Item = EdgeZone> {
    ALL.into_iter().filter(move |zone| zone.region == region)
}

/// Those of a region that an account has opted in to.
pub fn enabled(region: &str, account: &Account) -> impl Iterator<Item = EdgeZone> {
    of(region).filter(|zone| zone.is_enabled(account))
}

impl EdgeZone {
    /// Whether an account has opted in to it.
    pub fn is_enabled(&self, account: &Account) -> bool {
        account.has(if self.is_local {
            Extra::LocalZones
        } else {
            Extra::WavelengthZones
        })
    }

    /// Its type, as DescribeAvailabilityZones names it.
    pub fn kind(&self) -> &'static str {
        if self.is_local { "local-zone" } else { "wavelength-zone" }
    }

    /// The name of the availability zone that it is run from.
    pub fn parent(&self) -> String {
        format!("{}{}", self.region, self.parent)
    }

    /// Whether it offers an instance type: t3.medium in a Wavelength Zone, the T3 family in a Local Zone. Source: pages of AWS Wavelength; what
    /// Local Zones offer differs, and is the sandbox's own choice.
    pub fn offers(&self, instance_type: &str) -> bool {
        match self.is_local {
            true => instance_type.starts_with("t3."),
            false => instance_type == "t3.medium",
        }
    }
}
