//! The sentences of hops: what happens there, and why.

mod names;
#[cfg(test)]
mod tests;

use ipnet::Ipv4Net;

use crate::locale::say;
use jalon_reachability::{
    Addresses, BlockedWays, Direction, Doubt, Hop, Label, Leg, Matching, NextHop, Outcome, Packet, Pass, RuleEnd, Stop,
    TakenRoute, WrongWay,
};
use names::{
    acl_rule_text, addresses_text, destination_text, label_text, labels_text, matching_text, next_hop_text, outsider_text,
    packet_text, rule_end_text, seen_as,
};

/// The sentence of a hop: it names the thing and says why.
pub fn hop_text(hop: &Hop) -> String {
    match &hop.outcome {
        Outcome::Passes(pass) => pass_text(hop, pass),
        Outcome::Stops(stop) => stop_text(hop, stop),
        Outcome::Unknown(doubt) => doubt_text(hop, doubt),
    }
}

fn pass_text(hop: &Hop, pass: &Pass) -> String {
    let (say, name) = (say(), label_text(&hop.label));
    match pass {
        Pass::SendsFrom(addresses) => say.pass_sends_from(name, addresses_text(addresses)),
        Pass::Sends(addresses) => say.pass_sends(outsider_text(addresses)),
        Pass::ReachedAt(Addresses::Range(range)) => say.pass_reached_in(name, range.to_string()),
        Pass::ReachedAt(addresses) => say.pass_reached_at(name, addresses_text(addresses)),
        Pass::Reached(addresses) => say.pass_reached(outsider_text(addresses)),
        Pass::GroupRule {
            direction,
            matching,
            peer,
        } => group_rule_text(name, *direction, matching, peer),
        Pass::Remembered(Direction::In) => say.pass_remembered_in(name),
        Pass::Remembered(Direction::Out) => say.pass_remembered_out(name),
        Pass::AclRule {
            direction,
            packet,
            subnet,
            rule,
        } => {
            let packet = match hop.leg {
                Leg::There => packet_text(packet),
                Leg::Back => say.hop_answer(),
            };
            match direction {
                Direction::In => say.pass_acl_in(name, packet, subnet.short(), acl_rule_text(*rule)),
                Direction::Out => say.pass_acl_out(name, packet, subnet.short(), acl_rule_text(*rule)),
            }
        }
        Pass::Route(route) if route.target == NextHop::Local => {
            say.pass_local(table_text(hop, route.main_of.as_ref()), destination_text(&route.destination))
        }
        Pass::Route(route) => route_text(hop, route),
        Pass::ToInternet { seen_at } => seen_as(say.pass_to_internet(name), *seen_at),
        Pass::Translated { seen_at } => seen_as(say.pass_translated(name), *seen_at),
        Pass::HandsTo(addresses) => {
            let packet = match hop.leg {
                Leg::There => say.hop_it(),
                Leg::Back => say.hop_answer(),
            };
            say.pass_hands_to(name, packet, addresses_text(addresses))
        }
        Pass::LeadsTo(vpc) => say.pass_leads_to(name, label_text(vpc)),
    }
}

fn stop_text(hop: &Hop, stop: &Stop) -> String {
    let (say, name) = (say(), label_text(&hop.label));
    match stop {
        Stop::UnknownSubnet { subnet } => say.stop_unknown_subnet(name, subnet.as_str()),
        Stop::NatAddress { address, gateway } => say.stop_nat_address(address.to_string(), label_text(gateway)),
        Stop::NoInstanceAt(address) => say.stop_no_instance_at(address.to_string()),
        Stop::UnknownPrivate(address) => say.stop_unknown_private(address.to_string()),
        Stop::State { is, needed } => say.stop_state(name, is.as_str(), *needed),
        Stop::NoRoute { main_of, to } => say.stop_no_route(table_text(hop, main_of.as_ref()), addresses_text(to)),
        Stop::TargetGone(route) => say.stop_target_gone(route_text(hop, route)),
        Stop::Blackhole(route) => say.stop_blackhole(route_text(hop, route)),
        Stop::WrongWay(problem) => say.stop_wrong_way(name, wrong_way_text(problem)),
        Stop::NotAttached { vpc } => say.stop_not_attached(name, label_text(vpc)),
        Stop::NotJoined { vpc } => say.stop_not_joined(name, label_text(vpc)),
        Stop::NoTransit { vpc } => say.stop_no_transit(name, label_text(vpc)),
        Stop::NoGroupRule {
            direction,
            packet,
            peer,
            groups,
        } => no_group_rule_text(*direction, &sent_text(*direction, packet, peer), groups),
        Stop::AclRule {
            direction,
            packet,
            peer,
            subnet,
            rule,
        } => {
            let sent = sent_text(*direction, packet, peer);
            let sent = match hop.leg {
                Leg::There => sent,
                Leg::Back => say.stop_answer_sent(sent),
            };
            match direction {
                Direction::In => say.stop_acl_in(name, sent, subnet.short(), acl_rule_text(*rule)),
                Direction::Out => say.stop_acl_out(name, sent, subnet.short(), acl_rule_text(*rule)),
            }
        }
        Stop::NoPublicAddress => say.stop_no_public_address(name),
        Stop::NoAddressFor { gateway } => say.stop_no_address_for(name, label_text(gateway)),
        Stop::NoInternetGateway => say.stop_no_internet_gateway(name),
        Stop::MailBlocked => say.stop_mail_blocked(name),
        Stop::PublicAccessBlocked { subnet, ways } => match ways {
            BlockedWays::Both => say.stop_nothing_in_or_out(name, label_text(subnet)),
            BlockedWays::In => say.stop_nothing_in(name, label_text(subnet)),
        },
    }
}

fn doubt_text(hop: &Hop, doubt: &Doubt) -> String {
    let (say, name) = (say(), label_text(&hop.label));
    match doubt {
        Doubt::BothOutside => say.doubt_both_outside(),
        Doubt::UnknownThing => say.doubt_unknown_thing(name),
        Doubt::UnknownSubnet { subnet } => say.doubt_unknown_subnet(name, subnet.as_str()),
        Doubt::NoRouteTable => say.doubt_no_route_table(name),
        Doubt::NoNetworkAcl => say.doubt_no_network_acl(name),
        Doubt::NotFollowed(route) => say.doubt_not_followed(route_text(hop, route)),
        Doubt::UnknownList { direction, packet, peer } => say.doubt_unknown_list(name, sent_text(*direction, packet, peer)),
    }
}

fn wrong_way_text(problem: &WrongWay) -> String {
    let say = say();
    match problem {
        WrongWay::InAnotherVpc { to, vpc } => say.wrong_in_another_vpc(addresses_text(to), label_text(vpc)),
        WrongWay::NotInVpc { to, vpc } => say.wrong_not_in_vpc(addresses_text(to), label_text(vpc)),
        WrongWay::NotInAnyVpc(to) => say.wrong_not_in_any_vpc(addresses_text(to)),
        WrongWay::PrivateAddress(to) => say.wrong_private_address(addresses_text(to)),
        WrongWay::NatNeedsInternetGateway(nat) => say.wrong_nat_needs_gateway(label_text(nat)),
        WrongWay::AnswerNeedsInternetGateway => say.wrong_answer_needs_gateway(),
    }
}

fn group_rule_text(name: String, direction: Direction, matching: &Matching, peer: &RuleEnd) -> String {
    let say = say();
    let is_everything = *matching == Matching::All && *peer == RuleEnd::Cidr(Ipv4Net::default());
    let (matching, peer) = (matching_text(matching), rule_end_text(peer));
    match direction {
        Direction::Out if is_everything => say.pass_group_everything_out(name),
        Direction::Out => say.pass_group_out(name, matching, peer),
        Direction::In => say.pass_group_in(name, matching, peer),
    }
}

fn no_group_rule_text(direction: Direction, sent: &str, groups: &[Label]) -> String {
    let names = labels_text(groups);
    match direction {
        Direction::In => say().stop_no_group_in(groups.len(), sent, names),
        Direction::Out => say().stop_no_group_out(groups.len(), sent, names),
    }
}

/// A packet and where it is from, or goes to.
fn sent_text(direction: Direction, packet: &Packet, peer: &Addresses) -> String {
    let (packet, peer) = (packet_text(packet), addresses_text(peer));
    match direction {
        Direction::In => say().sent_in(packet, peer),
        Direction::Out => say().sent_out(packet, peer),
    }
}

/// The route table at a hop, and why a subnet follows it where no association says so.
fn table_text(hop: &Hop, main_of: Option<&Label>) -> String {
    let name = label_text(&hop.label);
    match main_of {
        None => name,
        Some(subnet) => say().hop_main_table(name, subnet.short()),
    }
}

/// A route from its table to its target.
fn route_text(hop: &Hop, route: &TakenRoute) -> String {
    say().hop_route(
        table_text(hop, route.main_of.as_ref()),
        destination_text(&route.destination),
        next_hop_text(&route.target),
    )
}
