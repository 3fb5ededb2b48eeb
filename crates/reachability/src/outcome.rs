//! What happens at a hop and why, as cases with their values. Only `ui` makes sentences of them.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::packet::Packet;
use super::{BlockedWays, Label, Matching, RouteDestination};

/// What happens at a hop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The packet goes on.
    Passes(Pass),
    /// It ends here.
    Stops(Stop),
    /// It leads to something that the analysis does not follow.
    Unknown(Doubt),
}

/// Why a packet goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pass {
    /// A thing of the network sends it from its address, or from any of a range.
    SendsFrom(Addresses),
    /// Somebody outside sends it.
    Sends(Addresses),
    /// It arrives at a thing of the network.
    ReachedAt(Addresses),
    /// It arrives at somebody outside.
    Reached(Addresses),
    /// A rule of a security group lets it through.
    GroupRule {
        /// Whether it goes in or out.
        direction: Direction,
        /// What the rule lets through.
        matching: Matching,
        /// Whom the rule names.
        peer: RuleEnd,
    },
    /// A security group lets the answer through, since it has let the request through.
    Remembered(Direction),
    /// A rule of a network ACL lets it through.
    AclRule {
        /// Whether it goes into the subnet or out of it.
        direction: Direction,
        /// The packet.
        packet: Packet,
        /// The subnet.
        subnet: Label,
        /// The rule's number.
        rule: i32,
    },
    /// A route leads it on.
    Route(TakenRoute),
    /// An internet gateway sends it to the Internet.
    ToInternet {
        /// The address it is then seen at, where that is known and the gateway's doing.
        seen_at: Option<Ipv4Addr>,
    },
    /// A NAT gateway sends it on in its own name.
    Translated {
        /// The address it is then seen at, where that is known.
        seen_at: Option<Ipv4Addr>,
    },
    /// A gateway sends it on to these addresses.
    HandsTo(Addresses),
    /// A peering connection is active and leads to a VPC.
    LeadsTo(Label),
}

/// Why a packet ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The thing is in a subnet that is not known.
    UnknownSubnet {
        /// The subnet's id.
        subnet: String,
    },
    /// The address is a NAT gateway's, which takes nothing in by itself.
    NatAddress {
        /// The address.
        address: Ipv4Addr,
        /// The NAT gateway.
        gateway: Label,
    },
    /// The address is in a VPC, and no known instance has it.
    NoInstanceAt(Ipv4Addr),
    /// The address is private, and in no network that is known.
    UnknownPrivate(Ipv4Addr),
    /// The thing is not in the state in which traffic passes.
    State {
        /// Its state as AWS spells it.
        is: String,
        /// The state in which traffic passes.
        needed: &'static str,
    },
    /// No route is for the destination.
    NoRoute {
        /// The subnet, where the table serves it as the main one of its VPC and not by an association.
        main_of: Option<Label>,
        /// The destination.
        to: Addresses,
    },
    /// The route's target is gone.
    TargetGone(TakenRoute),
    /// AWS marks the route as a blackhole.
    Blackhole(TakenRoute),
    /// The route leads to something that does not lead to the destination.
    WrongWay(WrongWay),
    /// The internet gateway is not attached to the VPC.
    NotAttached {
        /// The VPC.
        vpc: Label,
    },
    /// The peering connection has no side in the VPC.
    NotJoined {
        /// The VPC.
        vpc: Label,
    },
    /// The destination is beyond the VPC that the peering connection leads to.
    NoTransit {
        /// The VPC.
        vpc: Label,
    },
    /// No security group has a rule for the packet.
    NoGroupRule {
        /// Whether it goes in or out.
        direction: Direction,
        /// The packet.
        packet: Packet,
        /// The addresses at the other end.
        peer: Addresses,
        /// The groups; there may be none.
        groups: Vec<Label>,
    },
    /// A rule of a network ACL denies the packet.
    AclRule {
        /// Whether it goes into the subnet or out of it.
        direction: Direction,
        /// The packet, or the part of it that is denied.
        packet: Packet,
        /// The addresses at the other end.
        peer: Addresses,
        /// The subnet.
        subnet: Label,
        /// The rule's number.
        rule: i32,
    },
    /// Nobody outside can send to the thing: it has no public address.
    NoPublicAddress,
    /// The thing has no public address that an internet gateway could send from.
    NoAddressFor {
        /// The internet gateway.
        gateway: Label,
    },
    /// The VPC has no internet gateway.
    NoInternetGateway,
    /// EC2 lets no mail out: TCP 25 to the Internet is closed for an account until AWS is asked to open it, and nothing shows whether it was.
    MailBlocked,
    /// VPC Block Public Access closes the internet gateway for a subnet.
    PublicAccessBlocked {
        /// The subnet.
        subnet: Label,
        /// What it closes.
        ways: BlockedWays,
    },
}

/// Why a route leads the wrong way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrongWay {
    /// It stays in the VPC, and the destination is in another.
    InAnotherVpc {
        /// The destination.
        to: Addresses,
        /// The VPC that it is in.
        vpc: Label,
    },
    /// It leads to a VPC that the destination is not in.
    NotInVpc {
        /// The destination.
        to: Addresses,
        /// The VPC that the route leads to.
        vpc: Label,
    },
    /// It leads to a VPC, and the destination is outside.
    NotInAnyVpc(Addresses),
    /// It leads to the Internet, and the destination is a private address.
    PrivateAddress(Addresses),
    /// It leads a NAT gateway's packets to something else than an internet gateway.
    NatNeedsInternetGateway(Label),
    /// It leads the answer elsewhere than to the internet gateway that the request came through.
    AnswerNeedsInternetGateway,
}

/// Why nobody can say whether a packet goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Both ends are outside of the network.
    BothOutside,
    /// The thing is not known.
    UnknownThing,
    /// The thing is in a subnet that is not known.
    UnknownSubnet {
        /// The subnet's id.
        subnet: String,
    },
    /// The subnet's route table is not known.
    NoRouteTable,
    /// The subnet's network ACL is not known.
    NoNetworkAcl,
    /// The route's target is not followed.
    NotFollowed(TakenRoute),
    /// The security group may let the packet through by a list of addresses that is not known.
    UnknownList {
        /// Whether it goes in or out.
        direction: Direction,
        /// The packet.
        packet: Packet,
        /// The addresses at the other end.
        peer: Addresses,
    },
}

/// Into a thing, or out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Into it.
    In,
    /// Out of it.
    Out,
}

/// The addresses that one end of a path stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addresses {
    /// One address.
    One(Ipv4Addr),
    /// Any address of a range.
    Range(Ipv4Net),
    /// Every public address but the person's own.
    Internet,
    /// The person's own ranges.
    Own(Vec<Ipv4Net>),
}

/// Whom a rule of a security group names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleEnd {
    /// The addresses of a range.
    Cidr(Ipv4Net),
    /// The members of a security group, or the addresses of a prefix list.
    Thing(Label),
}

/// A route that a packet takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenRoute {
    /// The subnet, where the table serves it as the main one of its VPC and not by an association.
    pub main_of: Option<Label>,
    /// The addresses it is for.
    pub destination: RouteDestination,
    /// Where it leads.
    pub target: NextHop,
}

/// Where a route leads, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextHop {
    /// The VPC itself.
    Local,
    /// A thing that is known, or whose kind is.
    Thing(Label),
    /// A thing of which the route has the id only.
    Id(String),
    /// Something that AWS does not name.
    Unnamed,
}
