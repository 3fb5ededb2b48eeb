//! The network as AWS reports it, without AWS's types.

use std::net::Ipv4Addr;

use ipnet::{Ipv4Net, Ipv6Net};

use super::{Label, Matching};

/// Everything a path can lead through. Things name each other by id.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// The VPCs.
    pub vpcs: Vec<Vpc>,
    /// Their subnets.
    pub subnets: Vec<Subnet>,
    /// Their route tables.
    pub route_tables: Vec<RouteTable>,
    /// The internet gateways, attached to one of them or named by a route.
    pub internet_gateways: Vec<InternetGateway>,
    /// The NAT gateways, deleted ones included while AWS shows them.
    pub nat_gateways: Vec<NatGateway>,
    /// The peering connections of which one of them is a side.
    pub peerings: Vec<Peering>,
    /// Their security groups.
    pub security_groups: Vec<SecurityGroup>,
    /// Their network ACLs.
    pub network_acls: Vec<NetworkAcl>,
    /// The instances in them, terminated ones left out.
    pub instances: Vec<Instance>,
    /// The DB instances in them.
    pub databases: Vec<Database>,
    /// The person's own addresses: those that are trusted to log in.
    pub trusted: Vec<Ipv4Net>,
    /// The person's own IPv6 ranges. They are named and not followed: no address in these networks is one that an IPv6 packet reaches.
    pub trusted_ipv6: Vec<Ipv6Net>,
}

/// A VPC.
#[derive(Clone, Debug)]
pub struct Vpc {
    /// Its name.
    pub label: Label,
    /// Its address ranges.
    pub cidrs: Vec<Ipv4Net>,
}

/// Which ways VPC Block Public Access closes. Source: VPC user guide, "Block public access to VPCs and subnets".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockedWays {
    /// Internet gateways take nothing in or out.
    Both,
    /// They take out what a NAT gateway sends, and let its answers in; nothing else passes.
    In,
}

/// A subnet.
#[derive(Clone, Debug)]
pub struct Subnet {
    /// Its name.
    pub label: Label,
    /// The VPC it is in.
    pub vpc: String,
    /// Its address range.
    pub cidr: Ipv4Net,
    /// What VPC Block Public Access closes for it; `None` is nothing.
    pub blocked: Option<BlockedWays>,
}

/// A route table.
#[derive(Clone, Debug)]
pub struct RouteTable {
    /// Its name.
    pub label: Label,
    /// The VPC it is of.
    pub vpc: String,
    /// Whether it serves the subnets that are associated with none.
    pub is_main: bool,
    /// The subnets associated with it.
    pub subnets: Vec<String>,
    /// Its routes, in any order.
    pub routes: Vec<Route>,
}

/// A route.
#[derive(Clone, Debug)]
pub struct Route {
    /// The addresses it is for.
    pub destination: RouteDestination,
    /// Where it leads.
    pub target: RouteTarget,
    /// Whether AWS says that what it leads to is not there (`blackhole`).
    pub is_blackhole: bool,
}

/// The addresses a route is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteDestination {
    /// A range.
    Cidr(Ipv4Net),
    /// Those of an AWS service, by the list's id. Which they are is not looked up: such routes lead to a gateway endpoint, and no
    /// address asked about is taken for one of theirs.
    PrefixList(String),
}

/// Where a route leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteTarget {
    /// The VPC itself.
    Local,
    /// An internet gateway.
    InternetGateway(String),
    /// A NAT gateway.
    NatGateway(String),
    /// A peering connection.
    Peering(String),
    /// A gateway endpoint.
    Endpoint(String),
    /// A thing that the analysis does not follow, e.g. a transit gateway.
    Other(Label),
    /// Something that AWS does not name.
    Unnamed,
}

/// An internet gateway.
#[derive(Clone, Debug)]
pub struct InternetGateway {
    /// Its name.
    pub label: Label,
    /// The VPC it is attached to.
    pub vpc: Option<String>,
}

/// A public NAT gateway.
#[derive(Clone, Debug)]
pub struct NatGateway {
    /// Its name.
    pub label: Label,
    /// The subnet it is in.
    pub subnet: String,
    /// Its state as AWS spells it; traffic passes when it is `available`.
    pub state: String,
    /// Its address in the subnet.
    pub private_address: Option<Ipv4Addr>,
    /// The address it is seen at.
    pub public_address: Option<Ipv4Addr>,
}

/// A VPC peering connection.
#[derive(Clone, Debug)]
pub struct Peering {
    /// Its name.
    pub label: Label,
    /// Its status as AWS spells it; traffic passes when it is `active`.
    pub state: String,
    /// The two VPCs.
    pub sides: [PeeringSide; 2],
}

/// One of the two VPCs of a peering connection.
#[derive(Clone, Debug, Default)]
pub struct PeeringSide {
    /// The VPC. It may be of another account, and then not be among [`Network::vpcs`].
    pub vpc: String,
    /// Its address ranges.
    pub cidrs: Vec<Ipv4Net>,
}

/// A security group.
#[derive(Clone, Debug)]
pub struct SecurityGroup {
    /// Its name.
    pub label: Label,
    /// What it lets in.
    pub ingress: Vec<Rule>,
    /// What it lets out.
    pub egress: Vec<Rule>,
}

/// A rule of a security group.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What packets it is about.
    pub matching: Matching,
    /// Who may be at the other end.
    pub peer: RulePeer,
}

/// Who may be at the other end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulePeer {
    /// An address range.
    Cidr(Ipv4Net),
    /// The members of a security group, of the same VPC or a peered one, at their private addresses.
    Group(String),
    /// The addresses of a prefix list, by its id; which they are is not looked up.
    PrefixList(String),
}

/// A network ACL.
#[derive(Clone, Debug)]
pub struct NetworkAcl {
    /// Its name.
    pub label: Label,
    /// The subnets associated with it.
    pub subnets: Vec<String>,
    /// Its rules of both directions, in any order.
    pub entries: Vec<AclEntry>,
}

/// A rule of a network ACL.
#[derive(Clone, Debug)]
pub struct AclEntry {
    /// Rules are looked at from the lowest number on, and the first that matches decides. The last one is [`AclEntry::LAST`].
    pub number: i32,
    /// Whether it is about packets that leave the subnet.
    pub is_egress: bool,
    /// Whether it lets them through.
    pub allows: bool,
    /// The addresses at the other end.
    pub cidr: Ipv4Net,
    /// What packets it is about.
    pub matching: Matching,
}

/// An instance, by its primary address.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Its name.
    pub label: Label,
    /// Its state as AWS spells it; it sends and answers when it is `running`.
    pub state: String,
    /// The subnet it is in.
    pub subnet: String,
    /// Its address in the subnet.
    pub private_address: Ipv4Addr,
    /// The address it is seen at from the Internet.
    pub public_address: Option<Ipv4Addr>,
    /// Its security groups.
    pub security_groups: Vec<String>,
}

/// A DB instance. RDS puts it into one of its group's subnets, at an address of its own choosing, and may move it: paths have to hold
/// for all of them.
#[derive(Clone, Debug)]
pub struct Database {
    /// Its name.
    pub label: Label,
    /// The port it listens on.
    pub port: u16,
    /// The subnets of its DB subnet group.
    pub subnets: Vec<String>,
    /// Its security groups.
    pub security_groups: Vec<String>,
    /// Whether it has a public address too.
    pub is_public: bool,
}

impl AclEntry {
    /// The number of the last rule of every network ACL, which denies everything. The console shows `*` for it.
    /// Source: VPC user guide, "Default network ACL".
    pub const LAST: i32 = 32767;
}

impl Network {
    pub(super) fn vpc(&self, id: &str) -> Option<&Vpc> {
        self.vpcs.iter().find(|vpc| vpc.label.id == id)
    }

    pub(super) fn subnet(&self, id: &str) -> Option<&Subnet> {
        self.subnets.iter().find(|subnet| subnet.label.id == id)
    }

    pub(super) fn security_group(&self, id: &str) -> Option<&SecurityGroup> {
        self.security_groups.iter().find(|group| group.label.id == id)
    }

    pub(super) fn network_acl_of(&self, subnet: &str) -> Option<&NetworkAcl> {
        let mut acls = self.network_acls.iter();
        acls.find(|acl| acl.subnets.iter().any(|associated| associated == subnet))
    }

    /// The table a subnet follows: the one it is associated with, else its VPC's main one.
    pub(super) fn route_table_of(&self, subnet: &Subnet) -> Option<&RouteTable> {
        let explicit = |table: &&RouteTable| table.subnets.contains(&subnet.label.id);
        let main = |table: &&RouteTable| table.is_main && table.vpc == subnet.vpc;
        let tables = || self.route_tables.iter();
        tables().find(explicit).or_else(|| tables().find(main))
    }

    pub(super) fn internet_gateway(&self, id: &str) -> Option<&InternetGateway> {
        self.internet_gateways.iter().find(|gateway| gateway.label.id == id)
    }

    /// The gateway attached to a VPC; there is one at most.
    pub(super) fn internet_gateway_of(&self, vpc: &str) -> Option<&InternetGateway> {
        let mut gateways = self.internet_gateways.iter();
        gateways.find(|gateway| gateway.vpc.as_deref() == Some(vpc))
    }

    pub(super) fn nat_gateway(&self, id: &str) -> Option<&NatGateway> {
        self.nat_gateways.iter().find(|gateway| gateway.label.id == id)
    }

    pub(super) fn peering(&self, id: &str) -> Option<&Peering> {
        self.peerings.iter().find(|peering| peering.label.id == id)
    }
}
