//! Addresses that stand for many: no rule, route or range tells two addresses between the same borders apart, so one of each such
//! stretch is enough to say what holds for all of a range.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::{Network, RouteDestination, RulePeer};

/// Ranges that are nobody's on the Internet. Documentation blocks are left in: the sandbox gives out their addresses.
/// Source: IANA IPv4 Special-Purpose Address Registry.
const NOT_PUBLIC: [(u8, u8, u8); 9] = [
    (0, 0, 8),
    (10, 0, 8),
    (100, 64, 10),
    (127, 0, 8),
    (169, 254, 16),
    (172, 16, 12),
    (192, 168, 16),
    (224, 0, 4),
    (240, 0, 4),
];

/// Addresses at the start of a subnet that AWS keeps; the last one it keeps too. Source: VPC user guide, "Subnet sizing".
const KEPT_AT_START: u32 = 4;

fn not_public() -> impl Iterator<Item = Ipv4Net> {
    NOT_PUBLIC
        .iter()
        .filter_map(|(first, second, length)| Ipv4Net::new(Ipv4Addr::new(*first, *second, 0, 0), *length).ok())
}

/// Whether an address can be somebody's on the Internet.
pub(super) fn is_public(address: Ipv4Addr) -> bool {
    !not_public().any(|range| range.contains(&address))
}

impl Network {
    /// Addresses of the Internet, one for each stretch: public, and neither the person's own nor known here. Where everything is
    /// trusted, the person's own are taken too: there is no other.
    pub(super) fn internet_addresses(&self) -> Vec<Ipv4Addr> {
        let is_outside = |address: &Ipv4Addr| {
            is_public(*address) && self.vpc_at(*address).is_none() && !self.public_addresses().any(|public| public == *address)
        };
        let all: Vec<Ipv4Addr> = self
            .representatives(Ipv4Net::default())
            .into_iter()
            .filter(is_outside)
            .collect();
        let others: Vec<Ipv4Addr> = all.iter().copied().filter(|address| !self.is_trusted(*address)).collect();
        if others.is_empty() { all } else { others }
    }

    /// The person's own addresses, one for each stretch.
    pub(super) fn trusted_addresses(&self) -> Vec<Ipv4Addr> {
        let mut addresses = BTreeSet::new();
        for range in &self.trusted {
            let of_range = self.representatives(*range).into_iter();
            addresses.extend(of_range.filter(|address| self.vpc_at(*address).is_none()));
        }
        addresses.into_iter().collect()
    }

    /// Addresses something without a known address may have in a subnet, one for each stretch.
    pub(super) fn free_addresses(&self, subnet: Ipv4Net) -> Vec<Ipv4Addr> {
        let is_free = |address: &Ipv4Addr| {
            let number = u32::from(*address);
            number >= u32::from(subnet.network()).saturating_add(KEPT_AT_START)
                && *address != subnet.broadcast()
                && !self.private_addresses().any(|taken| taken == *address)
        };
        let free: Vec<Ipv4Addr> = self.representatives(subnet).into_iter().filter(is_free).collect();
        // A subnet that is full still has to be spoken of.
        if free.is_empty() { vec![subnet.network()] } else { free }
    }

    /// Whether an address is one of the person's own.
    pub(super) fn is_trusted(&self, address: Ipv4Addr) -> bool {
        self.trusted.iter().any(|range| range.contains(&address))
    }

    /// The VPC whose ranges hold an address, by id.
    pub(super) fn vpc_at(&self, address: Ipv4Addr) -> Option<&str> {
        let vpc = self
            .vpcs
            .iter()
            .find(|vpc| vpc.cidrs.iter().any(|range| range.contains(&address)));
        vpc.map(|vpc| vpc.label.id.as_str())
    }

    fn public_addresses(&self) -> impl Iterator<Item = Ipv4Addr> {
        let of_instances = self.instances.iter().filter_map(|instance| instance.public_address);
        of_instances.chain(self.nat_gateways.iter().filter_map(|gateway| gateway.public_address))
    }

    fn private_addresses(&self) -> impl Iterator<Item = Ipv4Addr> {
        let of_instances = self.instances.iter().map(|instance| instance.private_address);
        of_instances.chain(self.nat_gateways.iter().filter_map(|gateway| gateway.private_address))
    }

    /// The first address of each stretch of a range.
    fn representatives(&self, range: Ipv4Net) -> Vec<Ipv4Addr> {
        let first = u32::from(range.network());
        let last = u32::from(range.broadcast());
        let mut starts: BTreeSet<u32> = self
            .borders()
            .into_iter()
            .filter(|start| (first..=last).contains(start))
            .collect();
        starts.insert(first);
        // What AWS keeps of a subnet is a stretch of its own.
        starts.extend(first.checked_add(KEPT_AT_START).filter(|start| *start <= last));
        starts.insert(last);
        starts.into_iter().map(Ipv4Addr::from).collect()
    }

    /// The first address of everything that is told apart from what is before it.
    fn borders(&self) -> BTreeSet<u32> {
        let groups = self.security_groups.iter();
        let rules = groups.flat_map(|group| group.ingress.iter().chain(&group.egress));
        let of_rules = rules.filter_map(|rule| match &rule.peer {
            RulePeer::Cidr(range) => Some(*range),
            RulePeer::Group(_) | RulePeer::PrefixList(_) => None,
        });
        let of_acls = self.network_acls.iter().flat_map(|acl| &acl.entries).map(|entry| entry.cidr);
        let of_routes = self
            .route_tables
            .iter()
            .flat_map(|table| &table.routes)
            .filter_map(|route| match &route.destination {
                RouteDestination::Cidr(range) => Some(*range),
                RouteDestination::PrefixList(_) => None,
            });
        let of_vpcs = self.vpcs.iter().flat_map(|vpc| vpc.cidrs.iter().copied());
        let sides = self.peerings.iter().flat_map(|peering| &peering.sides);
        let of_peers = sides.flat_map(|side| side.cidrs.iter().copied());
        let of_subnets = self.subnets.iter().map(|subnet| subnet.cidr);
        let of_hosts = self.public_addresses().chain(self.private_addresses()).map(Ipv4Net::from);
        let ranges = of_rules
            .chain(of_acls)
            .chain(of_routes)
            .chain(of_vpcs)
            .chain(of_peers)
            .chain(of_subnets)
            .chain(of_hosts)
            .chain(self.trusted.iter().copied())
            .chain(not_public());
        let mut borders = BTreeSet::new();
        for range in ranges {
            borders.insert(u32::from(range.network()));
            borders.extend(u32::from(range.broadcast()).checked_add(1));
        }
        borders
    }
}
