//! The sentences of hops: what happens there, and why.

mod names;
#[cfg(test)]
mod tests;

use ipnet::Ipv4Net;

use jalon_reachability::{
    Addresses, BlockedWays, Direction, Doubt, Hop, Label, Leg, Matching, NextHop, Outcome, Packet, Pass, RuleEnd, Stop,
    TakenRoute, WrongWay,
};
use names::{
    acl_rule_text, addresses_text, destination_text, label_text, labels_text, matching_text, next_hop_text, outsider_text,
    packet_text, rule_end_text, seen_at_text,
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
    let name = label_text(&hop.label);
    match pass {
        Pass::SendsFrom(addresses) => format!("{name} sends it from {}", addresses_text(addresses)),
        Pass::Sends(addresses) => format!("{} sends it", outsider_text(addresses)),
        Pass::ReachedAt(addresses) => format!("{name} is reached at {}", addresses_text(addresses)),
        Pass::Reached(addresses) => format!("{} is reached", outsider_text(addresses)),
        Pass::GroupRule {
            direction,
            matching,
            peer,
        } => format!("{name} lets {}", group_rule_text(*direction, matching, peer)),
        Pass::Remembered(Direction::In) => format!("{name} lets the answer in: security groups remember"),
        Pass::Remembered(Direction::Out) => format!("{name} lets the answer out: security groups remember"),
        Pass::AclRule {
            direction,
            packet,
            subnet,
            rule,
        } => {
            let packet = match hop.leg {
                Leg::There => packet_text(packet),
                Leg::Back => "the answer".to_owned(),
            };
            format!(
                "{name} lets {packet} {} (rule {})",
                subnet_text(*direction, subnet),
                acl_rule_text(*rule)
            )
        }
        Pass::Route(route) if route.target == NextHop::Local => {
            let (table, destination) = (table_text(hop, route.main_of.as_ref()), destination_text(&route.destination));
            format!("{table} keeps {destination} in the VPC (local)")
        }
        Pass::Route(route) => route_text(hop, route),
        Pass::ToInternet { seen_at } => format!("{name} takes it to the Internet{}", seen_at_text(*seen_at)),
        Pass::Translated { seen_at } => format!("{name} sends it on{}", seen_at_text(*seen_at)),
        Pass::HandsTo(addresses) => {
            let packet = match hop.leg {
                Leg::There => "it",
                Leg::Back => "the answer",
            };
            format!("{name} hands {packet} to {}", addresses_text(addresses))
        }
        Pass::LeadsTo(vpc) => format!("{name} is active and leads to {}", label_text(vpc)),
    }
}

fn stop_text(hop: &Hop, stop: &Stop) -> String {
    let name = label_text(&hop.label);
    match stop {
        Stop::UnknownSubnet { subnet } => format!("{name} is in {subnet}, which is not known"),
        Stop::NatAddress { address, gateway } => {
            format!("{address} is {}: it takes nothing in by itself", label_text(gateway))
        }
        Stop::NoInstanceAt(address) => format!("no instance known here has the address {address}"),
        Stop::UnknownPrivate(address) => {
            format!("{address} is a private address, and of none of the networks known here")
        }
        Stop::State { is, needed } => format!("{name} is {is}, not {needed}"),
        Stop::NoRoute { main_of, to } => {
            format!("{} has no route to {}", table_text(hop, main_of.as_ref()), addresses_text(to))
        }
        Stop::TargetGone(route) => format!("{}, which is not there any more (blackhole)", route_text(hop, route)),
        Stop::Blackhole(route) => format!("{}, and AWS says that it is a blackhole", route_text(hop, route)),
        Stop::WrongWay(problem) => format!("{name} leads the wrong way: {}", wrong_way_text(problem)),
        Stop::NotAttached { vpc } => format!("{name} is not attached to {}", label_text(vpc)),
        Stop::NotJoined { vpc } => format!("{name} does not join {}", label_text(vpc)),
        Stop::NoTransit { vpc } => {
            format!("{name} leads to {} alone and passes nothing on beyond it", label_text(vpc))
        }
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
                Leg::Back => format!("the answer, {sent},"),
            };
            format!(
                "{name} denies {sent} {} (rule {})",
                subnet_text(*direction, subnet),
                acl_rule_text(*rule)
            )
        }
        Stop::NoPublicAddress => format!("{name} has no public address: nothing outside can send to it"),
        Stop::NoAddressFor { gateway } => {
            format!("{name} has no public address for {} to take out", label_text(gateway))
        }
        Stop::NoInternetGateway => format!("{name} has no internet gateway attached"),
        Stop::MailBlocked => {
            format!("EC2 lets no mail (TCP 25) out through {name}, unless the account has asked AWS to open it")
        }
        Stop::PublicAccessBlocked { subnet, ways } => public_access_text(&name, subnet, *ways),
    }
}

fn public_access_text(gateway: &str, subnet: &Label, ways: BlockedWays) -> String {
    let open = match ways {
        BlockedWays::Both => "nothing in or out",
        BlockedWays::In => "nothing but what a NAT gateway sends, and its answers",
    };
    format!(
        "VPC Block Public Access lets {gateway} take {open} for {}",
        label_text(subnet)
    )
}

fn doubt_text(hop: &Hop, doubt: &Doubt) -> String {
    let name = label_text(&hop.label);
    match doubt {
        Doubt::BothOutside => "both are outside: nothing of this network is between them".to_owned(),
        Doubt::UnknownThing => format!("{name} is not known here"),
        Doubt::UnknownSubnet { subnet } => format!("{name} is in {subnet}, which is not known here"),
        Doubt::NoRouteTable => format!("{name} follows no route table that is known here"),
        Doubt::NoNetworkAcl => format!("the network ACL of {name} is not known here"),
        Doubt::NotFollowed(route) => format!("{}, which is not followed here", route_text(hop, route)),
        Doubt::UnknownList { direction, packet, peer } => format!(
            "{name} may let {} pass by a list that is not known here",
            sent_text(*direction, packet, peer)
        ),
    }
}

fn wrong_way_text(problem: &WrongWay) -> String {
    match problem {
        WrongWay::InAnotherVpc { to, vpc } => format!("{} is in {}", addresses_text(to), label_text(vpc)),
        WrongWay::NotInVpc { to, vpc } => format!("{} is not in {}", addresses_text(to), label_text(vpc)),
        WrongWay::NotInAnyVpc(to) => format!("{} is not in a VPC", addresses_text(to)),
        WrongWay::PrivateAddress(to) => format!("the private address {} is not on the Internet", addresses_text(to)),
        WrongWay::NatNeedsInternetGateway(nat) => {
            format!("{} goes out through an internet gateway only", label_text(nat))
        }
        WrongWay::AnswerNeedsInternetGateway => {
            "the request came through the internet gateway, and the answer has to leave by it".to_owned()
        }
    }
}

fn group_rule_text(direction: Direction, matching: &Matching, peer: &RuleEnd) -> String {
    let is_everything = *matching == Matching::All && *peer == RuleEnd::Cidr(Ipv4Net::default());
    let (matching, peer) = (matching_text(matching), rule_end_text(peer));
    match direction {
        Direction::Out if is_everything => "everything out".to_owned(),
        Direction::Out => format!("{matching} out to {peer}"),
        Direction::In => format!("{matching} in from {peer}"),
    }
}

fn no_group_rule_text(direction: Direction, sent: &str, groups: &[Label]) -> String {
    let rule = match direction {
        Direction::In => "ingress rule",
        Direction::Out => "egress rule",
    };
    let names = labels_text(groups);
    match groups.len() {
        0 => format!("no security group has an {rule} for {sent}: there is none"),
        1 => format!("{names} has no {rule} for {sent}"),
        _ => format!("{names} have no {rule} for {sent}"),
    }
}

/// A packet and where it is from, or goes to.
fn sent_text(direction: Direction, packet: &Packet, peer: &Addresses) -> String {
    let (packet, peer) = (packet_text(packet), addresses_text(peer));
    match direction {
        Direction::In => format!("{packet} from {peer}"),
        Direction::Out => format!("{packet} to {peer}"),
    }
}

/// Into a subnet, or out of it.
fn subnet_text(direction: Direction, subnet: &Label) -> String {
    match direction {
        Direction::In => format!("into {}", subnet.short()),
        Direction::Out => format!("out of {}", subnet.short()),
    }
}

/// The route table at a hop, and why a subnet follows it where no association says so.
fn table_text(hop: &Hop, main_of: Option<&Label>) -> String {
    let name = label_text(&hop.label);
    match main_of {
        None => name,
        Some(subnet) => format!("{name}, the main one of {}'s VPC,", subnet.short()),
    }
}

/// A route from its table to its target.
fn route_text(hop: &Hop, route: &TakenRoute) -> String {
    format!(
        "{} leads {} to {}",
        table_text(hop, route.main_of.as_ref()),
        destination_text(&route.destination),
        next_hop_text(&route.target)
    )
}
