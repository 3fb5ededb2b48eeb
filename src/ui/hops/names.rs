//! What sentences about paths call things, addresses, packets and rules.

use std::net::Ipv4Addr;
use std::ops::RangeInclusive;

use ipnet::Ipv4Net;

use crate::locale::say;
use crate::ui::text::all_of;
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
    all_of(&names)
}

fn noun(kind: LabelKind) -> String {
    let say = say();
    match kind {
        LabelKind::Vpc => say.label_vpc(),
        LabelKind::Subnet => say.label_subnet(),
        LabelKind::RouteTable => say.label_route_table(),
        LabelKind::InternetGateway => say.label_internet_gateway(),
        LabelKind::NatGateway => say.label_nat_gateway(),
        LabelKind::VpcPeering => say.label_vpc_peering(),
        LabelKind::SecurityGroup => say.label_security_group(),
        LabelKind::NetworkAcl => say.label_network_acl(),
        LabelKind::Instance => say.label_instance(),
        LabelKind::DbInstance => say.label_db_instance(),
        LabelKind::PrefixList => say.label_prefix_list(),
        LabelKind::Gateway => say.label_gateway(),
        LabelKind::NetworkInterface => say.label_network_interface(),
        LabelKind::TransitGateway => say.label_transit_gateway(),
        LabelKind::LocalGateway => say.label_local_gateway(),
        LabelKind::CarrierGateway => say.label_carrier_gateway(),
        LabelKind::CoreNetwork => say.label_core_network(),
        LabelKind::Internet => say.label_internet(),
        LabelKind::OwnAddress => say.label_own_address(),
        LabelKind::Address => say.label_address(),
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
        Addresses::Internet => say().end_internet(),
        Addresses::Own(_) => say().hop_own_address(addresses_text(addresses)),
        Addresses::One(_) | Addresses::Range(_) => addresses_text(addresses),
    }
}

/// A sentence, and the address the packet is seen at from then on.
pub(super) fn seen_as(sentence: String, address: Option<Ipv4Addr>) -> String {
    match address {
        Some(address) => say().hop_seen_as(sentence, address.to_string()),
        None => sentence,
    }
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
        Matching::All => return say().hop_everything(),
        Matching::Icmp { .. } => return "icmp".to_owned(),
        Matching::Other(protocol) => return say().hop_protocol(protocol.to_string()),
        Matching::Tcp(ports) => ("tcp", ports),
        Matching::Udp(ports) => ("udp", ports),
    };
    if *ports == (0..=u16::MAX) {
        return say().hop_all_of(protocol);
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
        NextHop::Local => say().hop_vpc_itself(),
        NextHop::Thing(label) => label_text(label),
        NextHop::Id(id) => id.clone(),
        NextHop::Unnamed => say().hop_unnamed(),
    }
}
