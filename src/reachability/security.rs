//! Security groups, which remember, and network ACLs, which don't.

use std::net::Ipv4Addr;

use super::packet::Packet;
use super::path::{Leg, Stopped, Trace};
use super::spot::{Inside, Spot};
use super::{Label, Matching, Network, Rule, RulePeer, Subnet};

/// Into it, or out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    In,
    Out,
}

/// Who a security group sees at the other end.
#[derive(Clone, Debug)]
pub(super) struct Peer<'n> {
    pub(super) address: Ipv4Addr,
    pub(super) text: String,
    /// Its own groups; none where it is seen at another address than its own in the network.
    pub(super) groups: &'n [String],
}

impl<'n> Peer<'n> {
    /// A spot that is seen at its address in the network.
    pub(super) fn inside(spot: &Spot<'n>) -> Self {
        Self {
            address: spot.address,
            text: spot.text.clone(),
            groups: spot.inside.and_then(|inside| inside.groups).unwrap_or_default(),
        }
    }

    /// Somebody outside.
    pub(super) fn outside(address: Ipv4Addr, text: &str) -> Self {
        Self {
            address,
            text: text.to_owned(),
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
    let (word, towards) = match direction {
        Direction::In => ("ingress", "from"),
        Direction::Out => ("egress", "to"),
    };
    let mut doubt = None;
    for id in ids {
        let Some(group) = network.security_group(id) else {
            doubt = Some(Label::new("security group", id.clone()));
            continue;
        };
        let rules = match direction {
            Direction::In => &group.ingress,
            Direction::Out => &group.egress,
        };
        if let Some(rule) = rules.iter().find(|rule| lets(rule, packet, peer)) {
            let text = pass_text(network, rule, direction);
            trace.pass(&group.label, format!("{} {text}", group.label));
            return Ok(());
        }
        let by_list = |rule: &&Rule| matches!(rule.peer, RulePeer::PrefixList(_)) && rule.matching.holds(packet);
        if rules.iter().any(|rule| by_list(&rule)) {
            doubt = Some(group.label.clone());
        }
    }
    if let Some(label) = doubt {
        let problem = format!(
            "{label} may let {packet} {towards} {} pass by a list that is not known here",
            peer.text
        );
        return Err(trace.lose(&label, problem));
    }
    let labels: Vec<Label> = ids
        .iter()
        .filter_map(|id| network.security_group(id))
        .map(|group| group.label.clone())
        .collect();
    let Some(first) = labels.first() else {
        let label = Label::new("security group", "");
        let problem = format!(
            "no security group has an {word} rule for {packet} {towards} {}: there is none",
            peer.text
        );
        return Err(trace.stop(&label, problem));
    };
    let names: Vec<String> = labels.iter().map(ToString::to_string).collect();
    let has = if names.len() == 1 { "has" } else { "have" };
    let problem = format!(
        "{} {has} no {word} rule for {packet} {towards} {}",
        names.join(" and "),
        peer.text
    );
    Err(trace.stop(first, problem))
}

/// Says, on the way back, that the groups ask nothing.
pub(super) fn remember(network: &Network, trace: &mut Trace, inside: &Inside, direction: Direction) {
    let groups = inside.groups.unwrap_or_default();
    if let Some(group) = groups.iter().find_map(|id| network.security_group(id)) {
        let way = match direction {
            Direction::In => "in",
            Direction::Out => "out",
        };
        let text = format!("{} lets the answer {way}: security groups remember", group.label);
        trace.pass(&group.label, text);
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

fn pass_text(network: &Network, rule: &Rule, direction: Direction) -> String {
    let peer = match &rule.peer {
        RulePeer::Cidr(range) => range.to_string(),
        RulePeer::Group(id) | RulePeer::PrefixList(id) => network
            .security_group(id)
            .map_or_else(|| id.clone(), |group| group.label.short().to_owned()),
    };
    match direction {
        Direction::Out if rule.matching == Matching::All && peer == "0.0.0.0/0" => "lets everything out".to_owned(),
        Direction::Out => format!("lets {} out to {peer}", rule.matching),
        Direction::In => format!("lets {} in from {peer}", rule.matching),
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
    (address, text): (Ipv4Addr, &str),
) -> Result<(), Stopped> {
    let Some(acl) = network.network_acl_of(&subnet.label.id) else {
        return Err(trace.lose(
            &subnet.label,
            format!("the network ACL of {} is not known here", subnet.label),
        ));
    };
    let is_egress = direction == Direction::Out;
    let mut entries: Vec<_> = acl.entries.iter().filter(|entry| entry.is_egress == is_egress).collect();
    entries.sort_by_key(|entry| entry.number);
    let (towards, way) = match direction {
        Direction::In => ("from", "into"),
        Direction::Out => ("to", "out of"),
    };
    let (answer, comma) = match trace.leg {
        Leg::There => ("", ""),
        Leg::Back => ("the answer, ", ","),
    };
    let subnet = subnet.label.short();
    let deny = |packet: &str, rule: &str| {
        format!(
            "{} denies {answer}{packet} {towards} {text}{comma} {way} {subnet} (rule {rule})",
            acl.label
        )
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
                return Err(trace.stop(&acl.label, deny(&met.to_string(), &rule_number(entry.number))));
            }
            still.extend(part.without(&met));
        }
        left = still;
        if left.is_empty() {
            let what = match trace.leg {
                Leg::There => packet.to_string(),
                Leg::Back => "the answer".to_owned(),
            };
            let text = format!("{} lets {what} {way} {subnet} (rule {})", acl.label, entry.number);
            trace.pass(&acl.label, text);
            return Ok(());
        }
    }
    let met = left.first().map_or_else(|| packet.to_string(), ToString::to_string);
    Err(trace.stop(&acl.label, deny(&met, "*")))
}

/// The last rule has no number in the console. Source: VPC user guide, "Default network ACL".
fn rule_number(number: i32) -> String {
    match number {
        32767 => "*".to_owned(),
        number => number.to_string(),
    }
}
