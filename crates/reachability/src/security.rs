//! Security groups, which remember, and network ACLs, which don't.

use std::net::Ipv4Addr;

use super::packet::Packet;
use super::path::{Stopped, Trace};
use super::spot::{Inside, Spot};
use super::{AclEntry, Addresses, Direction, Doubt, Label, LabelKind, Network, Pass, Rule, RuleEnd, RulePeer, Stop, Subnet};

/// Who a security group sees at the other end.
#[derive(Clone, Debug)]
pub(super) struct Peer<'n> {
    pub(super) address: Ipv4Addr,
    pub(super) addresses: Addresses,
    /// Its own groups; none where it is seen at another address than its own in the network.
    pub(super) groups: &'n [String],
}

impl<'n> Peer<'n> {
    /// A spot that is seen at its address in the network.
    pub(super) fn inside(spot: &Spot<'n>) -> Self {
        Self {
            address: spot.address,
            addresses: spot.addresses.clone(),
            groups: spot.inside.and_then(|inside| inside.groups).unwrap_or_default(),
        }
    }

    /// Somebody outside.
    pub(super) fn outside(address: Ipv4Addr, addresses: &Addresses) -> Self {
        Self {
            address,
            addresses: addresses.clone(),
            groups: &[],
        }
    }
}

/// Asks the security groups of a place: what any of them lets through passes. Answers need no asking.
/// Source: VPC user guide, "Security group rules".
pub(super) fn ask_groups(
    network: &Network,
    trace: &mut Trace,
    inside: &Inside,
    direction: Direction,
    packet: &Packet,
    peer: &Peer,
) -> Result<(), Stopped> {
    let Some(ids) = inside.groups else {
        return Ok(());
    };
    let mut doubt = None;
    for id in ids {
        let Some(group) = network.security_group(id) else {
            doubt = Some(Label::new(LabelKind::SecurityGroup, id.clone()));
            continue;
        };
        let rules = match direction {
            Direction::In => &group.ingress,
            Direction::Out => &group.egress,
        };
        if let Some(rule) = rules.iter().find(|rule| lets(rule, packet, peer)) {
            let pass = Pass::GroupRule {
                direction,
                matching: rule.matching.clone(),
                peer: rule_end(network, rule),
            };
            trace.pass(&group.label, pass);
            return Ok(());
        }
        let by_list = |rule: &&Rule| matches!(rule.peer, RulePeer::PrefixList(_)) && rule.matching.holds(packet);
        if rules.iter().any(|rule| by_list(&rule)) {
            doubt = Some(group.label.clone());
        }
    }
    let (packet, peer) = (packet.clone(), peer.addresses.clone());
    if let Some(label) = doubt {
        let doubt = Doubt::UnknownList { direction, packet, peer };
        return Err(trace.lose(&label, doubt));
    }
    let groups: Vec<Label> = ids
        .iter()
        .filter_map(|id| network.security_group(id))
        .map(|group| group.label.clone())
        .collect();
    let none = Label::new(LabelKind::SecurityGroup, "");
    let label = groups.first().cloned().unwrap_or(none);
    let stop = Stop::NoGroupRule {
        direction,
        packet,
        peer,
        groups,
    };
    Err(trace.stop(&label, stop))
}

/// Says, on the way back, that the groups ask nothing.
pub(super) fn remember(network: &Network, trace: &mut Trace, inside: &Inside, direction: Direction) {
    let groups = inside.groups.unwrap_or_default();
    if let Some(group) = groups.iter().find_map(|id| network.security_group(id)) {
        trace.pass(&group.label, Pass::Remembered(direction));
    }
}

fn lets(rule: &Rule, packet: &Packet, peer: &Peer) -> bool {
    let is_peer = match &rule.peer {
        RulePeer::Cidr(range) => range.contains(&peer.address),
        RulePeer::Group(id) => peer.groups.contains(id),
        RulePeer::PrefixList(_) => false,
    };
    is_peer && rule.matching.holds(packet)
}

fn rule_end(network: &Network, rule: &Rule) -> RuleEnd {
    match &rule.peer {
        RulePeer::Cidr(range) => RuleEnd::Cidr(*range),
        RulePeer::Group(id) => {
            let known = network.security_group(id).map(|group| group.label.clone());
            RuleEnd::Thing(known.unwrap_or_else(|| Label::new(LabelKind::SecurityGroup, id)))
        }
        RulePeer::PrefixList(id) => RuleEnd::Thing(Label::new(LabelKind::PrefixList, id)),
    }
}

/// Asks the network ACL of a subnet: the rule of the lowest number that is about a packet decides. An answer may go to any of a range
/// of ports, and all of them have to be let through.
/// Source: VPC user guide, "Network ACL rules".
pub(super) fn ask_acl(
    network: &Network,
    trace: &mut Trace,
    subnet: &Subnet,
    direction: Direction,
    packet: &Packet,
    (address, peer): (Ipv4Addr, &Addresses),
) -> Result<(), Stopped> {
    let Some(acl) = network.network_acl_of(&subnet.label.id) else {
        return Err(trace.lose(&subnet.label, Doubt::NoNetworkAcl));
    };
    let is_egress = direction == Direction::Out;
    let mut entries: Vec<_> = acl.entries.iter().filter(|entry| entry.is_egress == is_egress).collect();
    entries.sort_by_key(|entry| entry.number);
    let deny = |packet: Packet, rule: i32| Stop::AclRule {
        direction,
        packet,
        peer: peer.clone(),
        subnet: subnet.label.clone(),
        rule,
    };
    let mut left = packet.parts();
    for entry in entries.iter().filter(|entry| entry.cidr.contains(&address)) {
        let mut still = Vec::new();
        for part in left {
            let Some(met) = entry.matching.part_of(&part) else {
                still.push(part);
                continue;
            };
            if !entry.allows {
                let met = part.with_ports(&met);
                return Err(trace.stop(&acl.label, deny(met, entry.number)));
            }
            still.extend(part.without(&met));
        }
        left = still;
        if left.is_empty() {
            let pass = Pass::AclRule {
                direction,
                packet: packet.clone(),
                subnet: subnet.label.clone(),
                rule: entry.number,
            };
            trace.pass(&acl.label, pass);
            return Ok(());
        }
    }
    let met = left.into_iter().next().unwrap_or_else(|| packet.clone());
    Err(trace.stop(&acl.label, deny(met, AclEntry::LAST)))
}
