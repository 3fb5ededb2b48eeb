//! The rules of security groups: as a step wants them, and as AWS reports them.

use std::fmt;

use aws_sdk_ec2::types::{IpPermission, IpRange, Ipv6Range, UserIdGroupPair};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::{Handle, SecurityGroup};
use crate::locale::say;

/// Everyone.
const EVERYWHERE: Ipv4Net = Ipv4Net::new_assert(std::net::Ipv4Addr::UNSPECIFIED, 0);

/// Who a wanted rule lets in.
#[derive(Clone, Debug)]
pub enum RuleSource {
    /// An address range, e.g. `203.0.113.7/32`.
    Cidr(Ipv4Net),
    /// A range of IPv6 addresses, e.g. `2001:db8:0:7::/64`.
    Ipv6Cidr(Ipv6Net),
    /// Everything in another security group.
    Group(Handle<SecurityGroup>),
}

impl RuleSource {
    /// Everyone.
    pub fn everywhere() -> Self {
        Self::Cidr(EVERYWHERE)
    }
}

impl From<IpNet> for RuleSource {
    fn from(range: IpNet) -> Self {
        match range {
            IpNet::V4(range) => Self::Cidr(range),
            IpNet::V6(range) => Self::Ipv6Cidr(range),
        }
    }
}

/// One wanted ingress rule. All groups let everything out, as AWS's default rule does.
#[derive(Clone, Debug)]
pub struct Rule {
    protocol: Protocol,
    pub(super) source: RuleSource,
    description: String,
}

impl Rule {
    /// Lets TCP on one port in.
    pub fn tcp(port: u16, source: RuleSource, description: impl Into<String>) -> Self {
        Self {
            protocol: Protocol::Tcp(Ports::one(port.into())),
            source,
            description: description.into(),
        }
    }

    /// Lets all ICMP in.
    pub fn icmp(source: RuleSource, description: impl Into<String>) -> Self {
        Self {
            protocol: Protocol::Icmp(Ports::one(ANY)),
            source,
            description: description.into(),
        }
    }

    /// What it is for, as AWS shows it.
    pub(super) fn description(&self) -> &str {
        &self.description
    }

    /// The rule as AWS reports it once it is there.
    pub(super) fn as_reported(&self) -> SecurityGroupRule {
        SecurityGroupRule {
            protocol: self.protocol.clone(),
            peer: match &self.source {
                RuleSource::Cidr(cidr) => RuleEnd::Cidr(*cidr),
                RuleSource::Ipv6Cidr(cidr) => RuleEnd::Ipv6Cidr(*cidr),
                RuleSource::Group(group) => RuleEnd::Group(group.id().to_owned()),
            },
        }
    }

    /// The rule as a plan shows it: a group bears the name that it has everywhere else, whether it is there yet or not.
    pub(super) fn as_planned(&self) -> SecurityGroupRule {
        let reported = self.as_reported();
        match &self.source {
            RuleSource::Group(group) => SecurityGroupRule {
                peer: RuleEnd::Group(group.key().to_string()),
                ..reported
            },
            RuleSource::Cidr(_) | RuleSource::Ipv6Cidr(_) => reported,
        }
    }

    pub(super) fn permission(&self) -> IpPermission {
        let permission = self.protocol.permission();
        match &self.source {
            RuleSource::Cidr(cidr) => {
                let range = IpRange::builder().cidr_ip(cidr.to_string());
                permission.ip_ranges(range.description(&self.description).build())
            }
            RuleSource::Ipv6Cidr(cidr) => {
                let range = Ipv6Range::builder().cidr_ipv6(cidr.to_string());
                permission.ipv6_ranges(range.description(&self.description).build())
            }
            RuleSource::Group(group) => {
                let pair = UserIdGroupPair::builder().group_id(group.id());
                permission.user_id_group_pairs(pair.description(&self.description).build())
            }
        }
        .build()
    }
}

/// All types and codes of ICMP, as AWS writes it.
const ANY: i32 = -1;

/// The ports of a rule, both included; of ICMP its type and code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ports {
    /// The first.
    pub from: i32,
    /// The last.
    pub to: i32,
}

impl Ports {
    fn one(port: i32) -> Self {
        Self { from: port, to: port }
    }
}

/// What a rule lets through.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    /// All protocols.
    All,
    /// TCP on these ports.
    Tcp(Ports),
    /// ICMP of this type and code.
    Icmp(Ports),
    /// Another protocol, by AWS's name for it.
    Other(String, Ports),
}

impl Protocol {
    fn of(permission: &IpPermission) -> Self {
        let ports = Ports {
            from: permission.from_port().unwrap_or(ANY),
            to: permission.to_port().unwrap_or(ANY),
        };
        match permission.ip_protocol() {
            None | Some("-1") => Self::All,
            Some("tcp") => Self::Tcp(ports),
            Some("icmp") => Self::Icmp(ports),
            Some(other) => Self::Other(other.to_owned(), ports),
        }
    }

    fn permission(&self) -> aws_sdk_ec2::types::builders::IpPermissionBuilder {
        let (name, ports) = match self {
            Self::All => return IpPermission::builder().ip_protocol("-1"),
            Self::Tcp(ports) => ("tcp", ports),
            Self::Icmp(ports) => ("icmp", ports),
            Self::Other(name, ports) => (name.as_str(), ports),
        };
        let permission = IpPermission::builder().ip_protocol(name);
        permission.from_port(ports.from).to_port(ports.to)
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, ports) = match self {
            Self::All => return f.write_str(&say().value_all_protocols()),
            Self::Icmp(Ports { from: ANY, to: ANY }) => return f.write_str("icmp"),
            Self::Tcp(ports) => ("tcp", ports),
            Self::Icmp(ports) => ("icmp", ports),
            Self::Other(name, ports) => (name.as_str(), ports),
        };
        if ports.from == ports.to {
            write!(f, "{name} {}", ports.from)
        } else {
            write!(f, "{name} {}-{}", ports.from, ports.to)
        }
    }
}

/// Who is at the other end of a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleEnd {
    /// An IPv4 range.
    Cidr(Ipv4Net),
    /// An IPv6 range.
    Ipv6Cidr(Ipv6Net),
    /// Everything in a security group, by its id.
    Group(String),
    /// A prefix list, or a range AWS writes in a way of its own.
    Other(String),
}

impl RuleEnd {
    fn of_range(cidr: &str) -> Self {
        match cidr.parse() {
            Ok(IpNet::V4(range)) => Self::Cidr(range),
            Ok(IpNet::V6(range)) => Self::Ipv6Cidr(range),
            Err(_) => Self::Other(cidr.to_owned()),
        }
    }
}

impl fmt::Display for RuleEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cidr(cidr) => write!(f, "{cidr}"),
            Self::Ipv6Cidr(cidr) => write!(f, "{cidr}"),
            Self::Group(text) | Self::Other(text) => f.write_str(text),
        }
    }
}

/// One rule as AWS reports it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SecurityGroupRule {
    /// What it lets through.
    pub protocol: Protocol,
    /// From whom, or to whom.
    pub peer: RuleEnd,
}

impl SecurityGroupRule {
    /// All protocols, to and from everyone.
    pub(super) fn everything_everywhere() -> Self {
        Self {
            protocol: Protocol::All,
            peer: RuleEnd::Cidr(EVERYWHERE),
        }
    }

    /// TCP on one port, from this end.
    pub fn tcp(port: u16, peer: RuleEnd) -> Self {
        Self {
            protocol: Protocol::Tcp(Ports::one(port.into())),
            peer,
        }
    }

    /// The port, if it lets TCP in on one port.
    pub fn tcp_port(&self) -> Option<u16> {
        match self.protocol {
            Protocol::Tcp(Ports { from, to }) if from == to => u16::try_from(from).ok(),
            _ => None,
        }
    }

    /// The range it is about, if it is about an IPv4 range.
    pub fn cidr(&self) -> Option<Ipv4Net> {
        match self.peer {
            RuleEnd::Cidr(cidr) => Some(cidr),
            _ => None,
        }
    }

    /// The range it is about, if it is about addresses.
    pub fn range(&self) -> Option<IpNet> {
        match self.peer {
            RuleEnd::Cidr(cidr) => Some(cidr.into()),
            RuleEnd::Ipv6Cidr(cidr) => Some(cidr.into()),
            RuleEnd::Group(_) | RuleEnd::Other(_) => None,
        }
    }

    /// Whether it is about everyone.
    pub fn is_for_everyone(&self) -> bool {
        self.cidr() == Some(EVERYWHERE)
    }
}

impl fmt::Display for SecurityGroupRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&say().value_rule(self.protocol.to_string(), self.peer.to_string()))
    }
}

pub(super) fn everything_out() -> IpPermission {
    let range = IpRange::builder().cidr_ip(EVERYWHERE.to_string()).build();
    Protocol::All.permission().ip_ranges(range).build()
}

/// The description of a permission that holds one rule.
pub(super) fn description(permission: &IpPermission) -> Option<&str> {
    let ranges = permission.ip_ranges().iter().filter_map(|range| range.description());
    let ipv6_ranges = permission.ipv6_ranges().iter().filter_map(|range| range.description());
    let groups = permission.user_id_group_pairs().iter().filter_map(|pair| pair.description());
    ranges.chain(ipv6_ranges).chain(groups).next()
}

/// AWS groups rules by protocol and ports; this takes them apart: each rule, and the permission that holds it alone.
pub(super) fn single_rules(permissions: &[IpPermission]) -> Vec<(SecurityGroupRule, IpPermission)> {
    let mut rules = Vec::new();
    for permission in permissions {
        let protocol = Protocol::of(permission);
        let alone = || {
            IpPermission::builder()
                .ip_protocol(permission.ip_protocol().unwrap_or("-1"))
                .set_from_port(permission.from_port)
                .set_to_port(permission.to_port)
        };
        let mut add = |peer: RuleEnd, alone: IpPermission| {
            let protocol = protocol.clone();
            rules.push((SecurityGroupRule { protocol, peer }, alone));
        };
        for range in permission.ip_ranges() {
            let peer = RuleEnd::of_range(range.cidr_ip().unwrap_or_default());
            add(peer, alone().ip_ranges(range.clone()).build());
        }
        for range in permission.ipv6_ranges() {
            let peer = RuleEnd::of_range(range.cidr_ipv6().unwrap_or_default());
            add(peer, alone().ipv6_ranges(range.clone()).build());
        }
        for list in permission.prefix_list_ids() {
            let peer = RuleEnd::Other(list.prefix_list_id().unwrap_or_default().to_owned());
            add(peer, alone().prefix_list_ids(list.clone()).build());
        }
        for pair in permission.user_id_group_pairs() {
            let peer = RuleEnd::Group(pair.group_id().unwrap_or_default().to_owned());
            add(peer, alone().user_id_group_pairs(pair.clone()).build());
        }
    }
    rules
}
