//! What sentences about paths call things, addresses, packets and rules.

use std::net::Ipv4Addr;
use std::ops::RangeInclusive;

use ipnet::Ipv4Net;

use jalon_reachability::{AclEntry, Addresses, Label, LabelKind, Matching, NextHop, Packet, RouteDestination, RuleEnd};

/// A thing by its key and its id, or by what it is and its id.
pub(super) fn label_text(label: &Label) -> String {
    match &label.key {
        Some(key) => format!("{key} ({})", label.id),
        None => format!("{} {}", noun(label.kind), label.id),
    }
}

/// Several things.
pub(super) fn labels_text(labels: &[Label]) -> String {
    let names: Vec<String> = labels.iter().map(label_text).collect();
    names.join(" and ")
}

fn noun(kind: LabelKind) -> &'static str {
    match kind {
        LabelKind::Vpc => "VPC",
        LabelKind::Subnet => "subnet",
        LabelKind::RouteTable => "route table",
        LabelKind::InternetGateway => "internet gateway",
        LabelKind::NatGateway => "NAT gateway",
        LabelKind::VpcPeering => "VPC peering",
        LabelKind::SecurityGroup => "security group",
        LabelKind::NetworkAcl => "network ACL",
        LabelKind::Instance => "instance",
        LabelKind::DbInstance => "DB instance",
        LabelKind::PrefixList => "prefix list",
        LabelKind::Gateway => "gateway",
        LabelKind::NetworkInterface => "network interface",
        LabelKind::TransitGateway => "transit gateway",
        LabelKind::LocalGateway => "local gateway",
        LabelKind::CarrierGateway => "carrier gateway",
        LabelKind::CoreNetwork => "core network",
        LabelKind::Internet => "Internet",
        LabelKind::OwnAddress => "own address",
        LabelKind::Address => "address",
    }
}

/// Addresses as numbers.
pub(super) fn addresses_text(addresses: &Addresses) -> String {
    match addresses {
        Addresses::One(address) => address.to_string(),
        Addresses::Range(range) => range.to_string(),
        Addresses::Internet => Ipv4Net::default().to_string(),
        Addresses::Own(ranges) => {
            let ranges: Vec<String> = ranges.iter().map(ToString::to_string).collect();
            ranges.join(", ")
        }
    }
}

/// Somebody outside, by whose addresses they are.
pub(super) fn outsider_text(addresses: &Addresses) -> String {
    match addresses {
        Addresses::Internet => "the Internet".to_owned(),
        Addresses::Own(_) => format!("your own address ({})", addresses_text(addresses)),
        Addresses::One(_) | Addresses::Range(_) => addresses_text(addresses),
    }
}

/// The address a packet is seen at from then on.
pub(super) fn seen_at_text(address: Option<Ipv4Addr>) -> String {
    address.map(|address| format!(" as {address}")).unwrap_or_default()
}

/// A packet by its protocol and ports.
pub(super) fn packet_text(packet: &Packet) -> String {
    match packet {
        Packet::Tcp(ports) => format!("tcp {}", ports_text(ports)),
        Packet::Udp(ports) => format!("udp {}", ports_text(ports)),
        Packet::Icmp { .. } => "icmp".to_owned(),
    }
}

fn ports_text(ports: &RangeInclusive<u16>) -> String {
    match (*ports.start(), *ports.end()) {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}-{last}"),
    }
}

/// What packets a rule is about.
pub(super) fn matching_text(matching: &Matching) -> String {
    let (protocol, ports) = match matching {
        Matching::All => return "everything".to_owned(),
        Matching::Icmp { .. } => return "icmp".to_owned(),
        Matching::Other(protocol) => return format!("protocol {protocol}"),
        Matching::Tcp(ports) => ("tcp", ports),
        Matching::Udp(ports) => ("udp", ports),
    };
    if *ports == (0..=u16::MAX) {
        return format!("all {protocol}");
    }
    format!("{protocol} {}", ports_text(ports))
}

/// Whom a rule of a security group names.
pub(super) fn rule_end_text(end: &RuleEnd) -> String {
    match end {
        RuleEnd::Cidr(range) => range.to_string(),
        RuleEnd::Thing(label) => label.short().to_owned(),
    }
}

/// The number of a network ACL's rule as the console shows it.
pub(super) fn acl_rule_text(number: i32) -> String {
    match number {
        AclEntry::LAST => "*".to_owned(),
        number => number.to_string(),
    }
}

/// The addresses a route is for.
pub(super) fn destination_text(destination: &RouteDestination) -> String {
    match destination {
        RouteDestination::Cidr(range) => range.to_string(),
        RouteDestination::PrefixList(list) => list.clone(),
    }
}

/// Where a route leads.
pub(super) fn next_hop_text(next_hop: &NextHop) -> String {
    match next_hop {
        NextHop::Local => "the VPC itself".to_owned(),
        NextHop::Thing(label) => label_text(label),
        NextHop::Id(id) => id.clone(),
        NextHop::Unnamed => "something AWS does not name".to_owned(),
    }
}
