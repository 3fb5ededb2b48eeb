//! Whatever the network, there is an answer: the analysis neither panics nor loops, and what it says holds together.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::Config;

use super::*;

/// Few ids, so that things often name each other and sometimes nothing.
fn id(prefix: &'static str) -> impl Strategy<Value = String> {
    (0..3u8).prop_map(move |number| format!("{prefix}-{number}"))
}

fn name(kind: LabelKind, prefix: &'static str, key: &'static str) -> impl Strategy<Value = Label> {
    (0..3u8, any::<bool>()).prop_map(move |(number, has_key)| {
        Label::new(kind, format!("{prefix}-{number}")).keyed(has_key.then(|| format!("{key}/{number}")))
    })
}

fn address() -> impl Strategy<Value = Ipv4Addr> {
    prop_oneof![
        (0..3u8, 0..3u8).prop_map(|(third, fourth)| Ipv4Addr::new(10, 0, third, fourth)),
        any::<u32>().prop_map(Ipv4Addr::from),
    ]
}

fn range() -> impl Strategy<Value = Ipv4Net> {
    (address(), 0..=32u8).prop_map(|(address, length)| Ipv4Net::new(address, length).unwrap().trunc())
}

fn matching() -> impl Strategy<Value = Matching> {
    let protocol = prop_oneof![Just("-1"), Just("tcp"), Just("17"), Just("icmp"), Just("50"), Just("")];
    let number = || prop::option::of(prop_oneof![-2..30i32, 1000..70000i32]);
    (protocol, number(), number()).prop_map(|(protocol, from, to)| Matching::new(protocol, from, to))
}

fn target() -> impl Strategy<Value = RouteTarget> {
    prop_oneof![
        Just(RouteTarget::Local),
        id("igw").prop_map(RouteTarget::InternetGateway),
        id("nat").prop_map(RouteTarget::NatGateway),
        id("pcx").prop_map(RouteTarget::Peering),
        id("vpce").prop_map(RouteTarget::Endpoint),
        Just(RouteTarget::Other(Label::new(LabelKind::TransitGateway, "tgw-1"))),
    ]
}

fn routes() -> impl Strategy<Value = Vec<Route>> {
    let destination = prop_oneof![
        4 => range().prop_map(RouteDestination::Cidr),
        1 => Just(RouteDestination::PrefixList("pl-0".to_owned())),
    ];
    let route = (destination, target(), prop::bool::weighted(0.1)).prop_map(|(destination, target, is_blackhole)| Route {
        destination,
        target,
        is_blackhole,
    });
    vec(route, 0..5)
}

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let peer = prop_oneof![
        4 => range().prop_map(RulePeer::Cidr),
        2 => id("sg").prop_map(RulePeer::Group),
        1 => Just(RulePeer::PrefixList("pl-0".to_owned())),
    ];
    vec((matching(), peer).prop_map(|(matching, peer)| Rule { matching, peer }), 0..4)
}

fn route_table() -> impl Strategy<Value = RouteTable> {
    let table = (
        name(LabelKind::RouteTable, "rtb", "route-table"),
        id("vpc"),
        any::<bool>(),
        vec(id("subnet"), 0..3),
        routes(),
    );
    table.prop_map(|(label, vpc, is_main, subnets, routes)| RouteTable {
        label,
        vpc,
        is_main,
        subnets,
        routes,
    })
}

fn places() -> impl Strategy<Value = Network> {
    let vpc = (name(LabelKind::Vpc, "vpc", "vpc"), vec(range(), 0..3)).prop_map(|(label, cidrs)| Vpc { label, cidrs });
    let blocked = prop_oneof![Just(None), Just(Some(BlockedWays::In)), Just(Some(BlockedWays::Both))];
    let subnet = (name(LabelKind::Subnet, "subnet", "subnet"), id("vpc"), range(), blocked);
    let subnet = subnet.prop_map(|(label, vpc, cidr, blocked)| Subnet {
        label,
        vpc,
        cidr,
        blocked,
    });
    let gateway = (name(LabelKind::InternetGateway, "igw", "igw"), prop::option::of(id("vpc")));
    let gateway = gateway.prop_map(|(label, vpc)| InternetGateway { label, vpc });
    let state = || prop_oneof![Just("available"), Just("active"), Just("running"), Just("failed")];
    let nat = (
        name(LabelKind::NatGateway, "nat", "nat-gateway"),
        id("subnet"),
        state(),
        prop::option::of(address()),
    );
    let nat = nat.prop_map(|(label, subnet, state, address)| NatGateway {
        label,
        subnet,
        state: state.to_owned(),
        private_address: address,
        public_address: address,
    });
    let side = || (id("vpc"), vec(range(), 0..2)).prop_map(|(vpc, cidrs)| PeeringSide { vpc, cidrs });
    let peering = (name(LabelKind::VpcPeering, "pcx", "vpc-peering"), state(), side(), side());
    let peering = peering.prop_map(|(label, state, first, second)| Peering {
        label,
        state: state.to_owned(),
        sides: [first, second],
    });
    (
        vec(vpc, 0..3),
        vec(subnet, 0..4),
        vec(route_table(), 0..4),
        vec(gateway, 0..3),
        vec(nat, 0..3),
        vec(peering, 0..3),
    )
        .prop_map(
            |(vpcs, subnets, route_tables, internet_gateways, nat_gateways, peerings)| Network {
                vpcs,
                subnets,
                route_tables,
                internet_gateways,
                nat_gateways,
                peerings,
                ..Network::default()
            },
        )
}

fn security_group() -> impl Strategy<Value = SecurityGroup> {
    let group = (name(LabelKind::SecurityGroup, "sg", "security-group"), rules(), rules());
    group.prop_map(|(label, ingress, egress)| SecurityGroup { label, ingress, egress })
}

fn network_acl() -> impl Strategy<Value = NetworkAcl> {
    let entry = (0..5i32, any::<bool>(), any::<bool>(), range(), matching());
    let entry = entry.prop_map(|(number, is_egress, allows, cidr, matching)| AclEntry {
        number,
        is_egress,
        allows,
        cidr,
        matching,
    });
    let acl = (
        name(LabelKind::NetworkAcl, "acl", "network-acl"),
        vec(id("subnet"), 0..4),
        vec(entry, 0..6),
    );
    acl.prop_map(|(label, subnets, entries)| NetworkAcl { label, subnets, entries })
}

fn instance() -> impl Strategy<Value = Instance> {
    let state = prop_oneof![4 => Just("running"), 1 => Just("stopped")];
    let instance = (
        name(LabelKind::Instance, "i", "instance"),
        state,
        id("subnet"),
        address(),
        prop::option::of(address()),
        vec(id("sg"), 0..3),
    );
    instance.prop_map(
        |(label, state, subnet, private_address, public_address, security_groups)| Instance {
            label,
            state: state.to_owned(),
            subnet,
            private_address,
            public_address,
            security_groups,
        },
    )
}

fn database() -> impl Strategy<Value = Database> {
    let database = (
        name(LabelKind::DbInstance, "db", "db-instance"),
        vec(id("subnet"), 0..3),
        vec(id("sg"), 0..2),
        any::<bool>(),
    );
    database.prop_map(|(label, subnets, security_groups, is_public)| Database {
        label,
        port: 3306,
        subnets,
        security_groups,
        is_public,
    })
}

fn networks() -> impl Strategy<Value = Network> {
    let inhabitants = (
        vec(security_group(), 0..3),
        vec(network_acl(), 0..3),
        vec(instance(), 0..4),
        vec(database(), 0..2),
        vec(range(), 0..2),
    );
    (places(), inhabitants).prop_map(
        |(places, (security_groups, network_acls, instances, databases, trusted))| Network {
            security_groups,
            network_acls,
            instances,
            databases,
            trusted,
            ..places
        },
    )
}

fn ends(network: &Network) -> Vec<End> {
    let named = [
        "internet", "me", "database", "0", "1", "i-2", "subnet-0", "subnet/1", "10.0.1.1", "8.8.8.8",
    ];
    let ends = named.iter().filter_map(|name| End::named(network, name).ok());
    ends.collect()
}

/// A property is tried this often, or `PROPTEST_CASES` times.
fn tries() -> Config {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => Config::default(),
        None => Config::with_cases(64),
    }
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn every_question_has_an_answer_that_holds_together(network in networks()) {
        let ends = ends(&network);
        for (from, to) in ends.iter().flat_map(|from| ends.iter().map(move |to| (from, to))) {
            for traffic in [Traffic::Tcp(22), Traffic::Udp(53), Traffic::Icmp] {
                let answer = reach(&network, from, to, traffic);
                let is_open = answer.verdict() == Verdict::Open;
                prop_assert_eq!(is_open, answer.path().is_some() && answer.stop().is_none());
                prop_assert_eq!(answer.verdict() == Verdict::Closed, answer.open_path().is_none() && answer.verdict() != Verdict::Unknown);
                for path in answer.path().into_iter().chain(answer.open_path()) {
                    let before_the_end = path.hops.len().saturating_sub(1);
                    prop_assert!(path.hops.iter().take(before_the_end).all(|hop| hop.passes()));
                    let turned = path.hops.windows(2).filter(|pair| pair[0].leg != pair[1].leg).count();
                    prop_assert!(turned <= 1);
                }
            }
        }
    }

    #[test]
    fn one_address_for_each_stretch_is_enough(network in networks(), probe in any::<u32>()) {
        // Whatever holds for all of the Internet's addresses holds for any one of them.
        let probe = Ipv4Addr::from(probe);
        let single = End::Address(probe);
        let is_of_the_internet = !network.is_trusted(probe) && network.vpc_at(probe).is_none() && super::super::address::is_public(probe);
        let is_known = network.instances.iter().any(|instance| {
            instance.private_address == probe || instance.public_address == Some(probe)
        }) || network.nat_gateways.iter().any(|nat| nat.public_address == Some(probe));
        for end in ends(&network).iter().filter(|end| matches!(end, End::Host { .. })) {
            let all = reach(&network, &End::Internet, end, Traffic::Tcp(22)).verdict();
            let one = reach(&network, &single, end, Traffic::Tcp(22)).verdict();
            if is_of_the_internet && !is_known && matches!(all, Verdict::Open | Verdict::Closed) {
                prop_assert_eq!(one, all, "{}", probe);
            }
        }
    }
}
