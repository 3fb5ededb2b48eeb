//! What the account holds, as far as packets are concerned: asked of AWS's own describes, and of nothing else.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

/// The network of an account, and who is in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    pub vpcs: Vec<Vpc>,
    pub subnets: Vec<Subnet>,
    /// Internet gateways that are attached.
    pub gateways: Vec<Gateway>,
    /// NAT gateways that are available.
    pub nats: Vec<Nat>,
    /// Peering connections that are active.
    pub peerings: Vec<Peering>,
    /// Security groups by id.
    pub groups: BTreeMap<String, Group>,
    pub interfaces: Vec<Interface>,
    /// Instances that run, and databases that answer.
    pub hosts: Vec<Host>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Vpc {
    pub id: String,
    pub cidr: Ipv4Net,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Subnet {
    pub id: String,
    pub vpc: String,
    pub cidr: Ipv4Net,
    /// Those of its route table.
    pub routes: Vec<Route>,
    /// Those of its network ACL, by number.
    pub acl: Vec<AclEntry>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    pub to: Ipv4Net,
    /// `local`, or the id of what it leads to; `None` for a black hole.
    pub target: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AclEntry {
    pub number: i32,
    pub egress: bool,
    pub allows: bool,
    pub cidr: Ipv4Net,
    pub traffic: Traffic,
}

/// Which packets a rule is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Traffic {
    /// `-1` for all, or a name or number.
    pub protocol: String,
    /// Ports; for ICMP, a type and a code. `-1` stands for any.
    pub from: i32,
    pub to: i32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Gateway {
    pub id: String,
    pub vpc: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Nat {
    pub id: String,
    pub subnet: String,
    pub private: Ipv4Addr,
    pub public: Ipv4Addr,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Peering {
    pub id: String,
    pub vpcs: [String; 2],
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    pub ingress: Vec<GroupRule>,
    pub egress: Vec<GroupRule>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GroupRule {
    pub traffic: Traffic,
    pub cidrs: Vec<String>,
    /// Ids of groups whose members it is about.
    pub groups: Vec<String>,
}

/// A network interface: an instance's, a NAT gateway's or a database's.
#[derive(Clone, Debug, PartialEq)]
pub struct Interface {
    pub vpc: String,
    pub subnet: String,
    pub private: Ipv4Addr,
    pub public: Option<Ipv4Addr>,
    pub groups: Vec<String>,
    pub instance: Option<String>,
    pub is_of_database: bool,
}

/// Somebody with an interface.
#[derive(Clone, Debug, PartialEq)]
pub struct Host {
    /// The last part of its `jalon:resource` tag, or its id.
    pub name: String,
    pub id: String,
    /// The name it is called by, where it has one: a database's endpoint.
    pub endpoint: Option<String>,
    pub interface: Interface,
}

impl Account {
    pub fn host(&self, name: &str) -> Option<&Host> {
        self.hosts.iter().find(|host| host.name == name)
    }

    pub fn vpc(&self, id: &str) -> &Vpc {
        let found = self.vpcs.iter().find(|vpc| vpc.id == id);
        found.unwrap_or_else(|| panic!("no VPC {id}"))
    }

    pub fn subnet(&self, id: &str) -> &Subnet {
        let found = self.subnets.iter().find(|subnet| subnet.id == id);
        found.unwrap_or_else(|| panic!("no subnet {id}"))
    }

    /// The private addresses of a group's members.
    pub fn members(&self, group: &str) -> Vec<Ipv4Addr> {
        let members = self.interfaces.iter().filter(|one| one.groups.iter().any(|id| id == group));
        members.map(|interface| interface.private).collect()
    }

    /// Which private address of a VPC each public one stands for.
    pub fn public_addresses(&self, vpc: &str) -> Vec<(Ipv4Addr, Ipv4Addr)> {
        let of_vpc = self.interfaces.iter().filter(|interface| interface.vpc == vpc);
        of_vpc.filter_map(|one| Some((one.public?, one.private))).collect()
    }
}
