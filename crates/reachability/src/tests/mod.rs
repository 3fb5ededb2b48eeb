//! The analysis on a network like the walkthrough's, whole and broken in every way the analysis knows of.

mod acls;
mod answers;
mod ends;
mod groups;
mod promises;
mod properties;
mod routes;

use super::*;

/// What the walkthrough builds, with ids that speak.
pub(super) fn built() -> Network {
    let mut network = Network {
        trusted: vec![net("203.0.113.7/32")],
        route_tables: route_tables(),
        network_acls: vec![
            acl("main", &["public1", "public2", "private1", "private2"]),
            acl("ai", &["ai"]),
        ],
        security_groups: security_groups(),
        ..Network::default()
    };
    add_places(&mut network);
    add_ways(&mut network);
    add_hosts(&mut network);
    network
}

fn add_places(network: &mut Network) {
    for (name, range) in [("main", "10.0.0.0/16"), ("ai", "10.1.0.0/16")] {
        network.vpcs.push(Vpc {
            label: thing(&format!("vpc/{name}")),
            cidrs: vec![net(range)],
        });
        network.internet_gateways.push(InternetGateway {
            label: thing(&format!("internet-gateway/{name}")),
            vpc: Some(format!("vpc-{name}")),
        });
    }
    for (name, vpc, range) in [
        ("public1", "main", "10.0.0.0/20"),
        ("public2", "main", "10.0.16.0/20"),
        ("private1", "main", "10.0.128.0/20"),
        ("private2", "main", "10.0.144.0/20"),
        ("ai", "ai", "10.1.0.0/24"),
    ] {
        network.subnets.push(Subnet {
            label: thing(&format!("subnet/{name}")),
            vpc: format!("vpc-{vpc}"),
            cidr: net(range),
            blocked: None,
        });
    }
}

fn route_tables() -> Vec<RouteTable> {
    let peering = || RouteTarget::Peering("vpc-peering-main".to_owned());
    let internet = |vpc: &str| RouteTarget::InternetGateway(format!("internet-gateway-{vpc}"));
    let nat = || RouteTarget::NatGateway("nat-gateway-main".to_owned());
    vec![
        RouteTable {
            label: Label::new(LabelKind::RouteTable, "rtb-main"),
            is_main: true,
            ..table("main", &[], &[])
        },
        table(
            "public",
            &["public1", "public2"],
            &[("0.0.0.0/0", internet("main")), ("10.1.0.0/16", peering())],
        ),
        table("private1", &["private1"], &[("0.0.0.0/0", nat()), ("10.1.0.0/16", peering())]),
        table("private2", &["private2"], &[("0.0.0.0/0", nat()), ("10.1.0.0/16", peering())]),
        RouteTable {
            vpc: "vpc-ai".to_owned(),
            ..table("ai", &["ai"], &[("0.0.0.0/0", internet("ai")), ("10.0.0.0/16", peering())])
        },
    ]
}

fn add_ways(network: &mut Network) {
    network.nat_gateways.push(NatGateway {
        label: thing("nat-gateway/main"),
        subnet: "subnet-public1".to_owned(),
        state: "available".to_owned(),
        private_address: Some("10.0.0.99".parse().unwrap()),
        public_address: Some("198.51.100.9".parse().unwrap()),
    });
    let side = |vpc: &str, range: &str| PeeringSide {
        vpc: format!("vpc-{vpc}"),
        cidrs: vec![net(range)],
    };
    network.peerings.push(Peering {
        label: thing("vpc-peering/main"),
        state: "active".to_owned(),
        sides: [side("main", "10.0.0.0/16"), side("ai", "10.1.0.0/16")],
    });
}

fn security_groups() -> Vec<SecurityGroup> {
    let app = || RulePeer::Group("security-group-app-host".to_owned());
    vec![
        group(
            "app-host",
            &[("tcp", 22, cidr("203.0.113.7/32")), ("tcp", 5085, cidr("0.0.0.0/0"))],
        ),
        group("database", &[("tcp", 3306, app())]),
        group("test-host", &[("tcp", 22, app()), ("icmp", -1, app())]),
        group(
            "ai-host",
            &[("tcp", 22, cidr("10.0.0.0/16")), ("icmp", -1, cidr("10.0.0.0/16"))],
        ),
    ]
}

fn add_hosts(network: &mut Network) {
    network.instances = vec![
        instance("app-host", "public1", "10.0.0.10", Some("198.51.100.10")),
        instance("test-host", "private1", "10.0.128.10", None),
        instance("ai-host", "ai", "10.1.0.10", Some("198.51.100.20")),
    ];
    network.databases.push(Database {
        label: thing("db-instance/main"),
        port: 3306,
        subnets: vec!["subnet-private1".to_owned(), "subnet-private2".to_owned()],
        security_groups: vec!["security-group-database".to_owned()],
        is_public: false,
    });
}

pub(super) fn net(text: &str) -> ipnet::Ipv4Net {
    text.parse().unwrap()
}

pub(super) fn cidr(text: &str) -> RulePeer {
    RulePeer::Cidr(net(text))
}

/// A thing by its key, which makes the id: `subnet/ai` has `subnet-ai`.
fn thing(key: &str) -> Label {
    let kind = match key.split('/').next().unwrap() {
        "vpc" => LabelKind::Vpc,
        "internet-gateway" => LabelKind::InternetGateway,
        "subnet" => LabelKind::Subnet,
        "route-table" => LabelKind::RouteTable,
        "nat-gateway" => LabelKind::NatGateway,
        "vpc-peering" => LabelKind::VpcPeering,
        "security-group" => LabelKind::SecurityGroup,
        "instance" => LabelKind::Instance,
        "db-instance" => LabelKind::DbInstance,
        other => panic!("no kind has keys like {other}/"),
    };
    Label::new(kind, key.replace('/', "-")).keyed(Some(key))
}

/// A network ACL by its id: none has a key.
fn acl_named(id: &str) -> Label {
    Label::new(LabelKind::NetworkAcl, id)
}

/// A single address at the other end.
fn one(address: &str) -> Addresses {
    Addresses::One(address.parse().unwrap())
}

/// A packet to a port.
fn tcp(port: u16) -> Packet {
    Packet::Tcp(port..=port)
}

/// A ping.
const PING: Packet = Packet::Icmp { kind: 8, code: 0 };

/// No security group has a rule for a packet.
fn no_rule(direction: Direction, packet: Packet, peer: Addresses, groups: &[&str]) -> Stop {
    Stop::NoGroupRule {
        direction,
        packet,
        peer,
        groups: groups.iter().map(|key| thing(key)).collect(),
    }
}

/// A route of a table that a subnet is associated with.
fn taken(destination: &str, target: NextHop) -> TakenRoute {
    TakenRoute {
        main_of: None,
        destination: RouteDestination::Cidr(net(destination)),
        target,
    }
}

pub(super) fn route(destination: &str, target: RouteTarget) -> Route {
    Route {
        destination: RouteDestination::Cidr(net(destination)),
        target,
        is_blackhole: false,
    }
}

/// A table of the first VPC.
fn table(name: &str, subnets: &[&str], routes: &[(&str, RouteTarget)]) -> RouteTable {
    let local = if name == "ai" { "10.1.0.0/16" } else { "10.0.0.0/16" };
    let given = routes.iter().map(|(destination, target)| route(destination, target.clone()));
    RouteTable {
        label: thing(&format!("route-table/{name}")),
        vpc: "vpc-main".to_owned(),
        is_main: false,
        subnets: subnets.iter().map(|subnet| format!("subnet-{subnet}")).collect(),
        routes: std::iter::once(route(local, RouteTarget::Local)).chain(given).collect(),
    }
}

pub(super) fn entry(number: i32, is_egress: bool, allows: bool, range: &str, matching: Matching) -> AclEntry {
    AclEntry {
        number,
        is_egress,
        allows,
        cidr: net(range),
        matching,
    }
}

/// An ACL as a VPC is born with: nobody's, and everything passes.
fn acl(vpc: &str, subnets: &[&str]) -> NetworkAcl {
    let both = [false, true].into_iter();
    let entries = both.flat_map(|is_egress| {
        [
            entry(100, is_egress, true, "0.0.0.0/0", Matching::All),
            entry(AclEntry::LAST, is_egress, false, "0.0.0.0/0", Matching::All),
        ]
    });
    NetworkAcl {
        label: acl_named(&format!("acl-{vpc}")),
        subnets: subnets.iter().map(|subnet| format!("subnet-{subnet}")).collect(),
        entries: entries.collect(),
    }
}

fn group(name: &str, ingress: &[(&str, i32, RulePeer)]) -> SecurityGroup {
    let rule = |(protocol, port, peer): &(&str, i32, RulePeer)| Rule {
        matching: Matching::new(protocol, Some(*port), Some(*port)),
        peer: peer.clone(),
    };
    SecurityGroup {
        label: thing(&format!("security-group/{name}")),
        ingress: ingress.iter().map(rule).collect(),
        egress: vec![Rule {
            matching: Matching::All,
            peer: cidr("0.0.0.0/0"),
        }],
    }
}

fn instance(name: &str, subnet: &str, private: &str, public: Option<&str>) -> Instance {
    Instance {
        label: thing(&format!("instance/{name}")),
        state: "running".to_owned(),
        subnet: format!("subnet-{subnet}"),
        private_address: private.parse().unwrap(),
        public_address: public.map(|public| public.parse().unwrap()),
        security_groups: vec![format!("security-group-{name}")],
    }
}

impl Network {
    fn table_mut(&mut self, name: &str) -> &mut RouteTable {
        let id = format!("route-table-{name}");
        self.route_tables.iter_mut().find(|table| table.label.id == id).unwrap()
    }

    fn group_mut(&mut self, name: &str) -> &mut SecurityGroup {
        let id = format!("security-group-{name}");
        self.security_groups.iter_mut().find(|group| group.label.id == id).unwrap()
    }

    fn instance_mut(&mut self, name: &str) -> &mut Instance {
        let id = format!("instance-{name}");
        self.instances.iter_mut().find(|instance| instance.label.id == id).unwrap()
    }

    /// Puts subnets behind an ACL of these entries beside the `*` rules.
    fn guard(&mut self, subnet: &str, entries: Vec<AclEntry>) {
        let id = format!("subnet-{subnet}");
        for acl in &mut self.network_acls {
            acl.subnets.retain(|known| *known != id);
        }
        let last = [false, true].map(|is_egress| entry(AclEntry::LAST, is_egress, false, "0.0.0.0/0", Matching::All));
        self.network_acls.push(NetworkAcl {
            label: acl_named("acl-guard"),
            subnets: vec![id],
            entries: entries.into_iter().chain(last).collect(),
        });
    }

    fn without_route(mut self, table: &str, destination: &str) -> Self {
        let destination = RouteDestination::Cidr(net(destination));
        self.table_mut(table).routes.retain(|route| route.destination != destination);
        self
    }
}

fn ask(network: &Network, from: &str, to: &str) -> Answer {
    let target = Target::parse(to).unwrap();
    let (from, to) = (End::named(network, from).unwrap(), End::named(network, &target.name).unwrap());
    let traffic = target.traffic(&to, network, false);
    reach(network, &from, &to, traffic)
}

#[track_caller]
fn is_open(network: &Network, from: &str, to: &str) -> Path {
    let answer = ask(network, from, to);
    assert_eq!(answer.verdict(), Verdict::Open, "{from} to {to}: {:?}", answer.stop());
    answer.path().unwrap().clone()
}

/// Asserts that a path is closed at a thing, and why.
#[track_caller]
fn is_stopped(network: &Network, from: &str, to: &str, leg: Leg, at: &Label, stop: Stop) {
    let answer = ask(network, from, to);
    assert_eq!(answer.verdict(), Verdict::Closed, "{from} to {to}: {:?}", answer.path());
    assert_eq!(answer.stop(), Some(&hop(leg, at, Outcome::Stops(stop))), "{from} to {to}");
}

fn hop(leg: Leg, at: &Label, outcome: Outcome) -> Hop {
    Hop {
        leg,
        label: at.clone(),
        outcome,
    }
}
