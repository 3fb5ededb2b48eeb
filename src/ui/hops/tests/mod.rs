//! Every case has its sentence.

mod ending;
mod passing;

use super::*;
use jalon_reachability::{AclEntry, LabelKind, RouteDestination};

/// A thing by its key, which makes the id.
fn thing(kind: LabelKind, key: &str) -> Label {
    Label::new(kind, key.replace('/', "-")).keyed(Some(key))
}

fn vpc() -> Label {
    thing(LabelKind::Vpc, "vpc/main")
}

fn subnet() -> Label {
    thing(LabelKind::Subnet, "subnet/ai")
}

fn host() -> Label {
    thing(LabelKind::Instance, "instance/ai-host")
}

fn group() -> Label {
    thing(LabelKind::SecurityGroup, "security-group/ai-host")
}

fn table() -> Label {
    thing(LabelKind::RouteTable, "route-table/ai")
}

fn gateway() -> Label {
    thing(LabelKind::InternetGateway, "internet-gateway/main")
}

fn nat() -> Label {
    thing(LabelKind::NatGateway, "nat-gateway/main")
}

fn peering() -> Label {
    thing(LabelKind::VpcPeering, "vpc-peering/main")
}

/// A stranger's: it has no key.
fn acl() -> Label {
    Label::new(LabelKind::NetworkAcl, "acl-1")
}

fn outside() -> Label {
    Label::new(LabelKind::Internet, "")
}

fn one(address: &str) -> Addresses {
    Addresses::One(address.parse().unwrap())
}

fn range(text: &str) -> Ipv4Net {
    text.parse().unwrap()
}

fn own() -> Addresses {
    Addresses::Own(vec![range("203.0.113.0/28"), range("198.51.100.7/32")])
}

fn ssh() -> Packet {
    Packet::Tcp(22..=22)
}

fn taken(main_of: Option<Label>, target: NextHop) -> TakenRoute {
    TakenRoute {
        main_of,
        destination: RouteDestination::Cidr(range("0.0.0.0/0")),
        target,
    }
}

fn texts(outcomes: impl IntoIterator<Item = (Leg, Label, Outcome)>) -> Vec<String> {
    let hops = outcomes.into_iter().map(|(leg, label, outcome)| Hop { leg, label, outcome });
    hops.map(|hop| hop_text(&hop)).collect()
}

/// The sentences of what passes on one leg.
fn passes(leg: Leg, passes: impl IntoIterator<Item = (Label, Pass)>) -> Vec<String> {
    let passes = passes.into_iter();
    texts(passes.map(|(label, pass)| (leg, label, Outcome::Passes(pass))))
}

/// The sentences of what ends on one leg.
fn stops(leg: Leg, stops: impl IntoIterator<Item = (Label, Stop)>) -> Vec<String> {
    let stops = stops.into_iter();
    texts(stops.map(|(label, stop)| (leg, label, Outcome::Stops(stop))))
}

fn doubts(doubts: impl IntoIterator<Item = (Label, Doubt)>) -> Vec<String> {
    let doubts = doubts.into_iter();
    texts(doubts.map(|(label, doubt)| (Leg::There, label, Outcome::Unknown(doubt))))
}
