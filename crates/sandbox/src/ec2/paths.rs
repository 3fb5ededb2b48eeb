//! The network as the analysis of paths takes it. It is the one in force: lists lag, and packets do not wait for lists.

use jalon_reachability::{
    Instance, InternetGateway, Label, LabelKind, Matching, NatGateway, Network, NetworkAcl, Peering, PeeringSide, Route,
    RouteDestination, RouteTable, RouteTarget, Rule, RulePeer, SecurityGroup, Subnet, Vpc,
};
use jiff::Timestamp;

use super::network_acl_entries::Entry;
use super::peerings::Side;
use super::routes::Target;
use super::row::View;
use super::security_group_rules::{self, Peer};
use super::{Ec2, block_public_access, instances, network_acl_associations, network_acls, route_tables};
use crate::common::Common;

/// Everything of the network but the DB instances. Labels carry ids alone.
pub fn network(ec2: &Ec2, common: &Common, now: Timestamp) -> Network {
    let view = View::at(ec2, common, now);
    let groups = ec2.security_groups.values();
    Network {
        vpcs: ec2.vpcs.values().map(|vpc| vpc_of(&vpc.id, vpc.cidr)).collect(),
        subnets: ec2
            .subnets
            .values()
            .map(|subnet| Subnet {
                label: Label::new(LabelKind::Subnet, &subnet.id),
                vpc: subnet.vpc.clone(),
                cidr: subnet.cidr,
                blocked: block_public_access::blocked_ways(ec2),
            })
            .collect(),
        route_tables: ec2.route_tables.values().map(|table| route_table(&view, table)).collect(),
        internet_gateways: ec2
            .internet_gateways
            .values()
            .map(|gateway| InternetGateway {
                label: Label::new(LabelKind::InternetGateway, &gateway.id),
                vpc: gateway.vpc.clone(),
            })
            .collect(),
        nat_gateways: nat_gateways(ec2, now),
        peerings: peerings(ec2, now),
        security_groups: groups.map(|group| security_group(ec2, &group.id)).collect(),
        network_acls: ec2.network_acls.values().map(|acl| network_acl(&view, acl)).collect(),
        instances: ec2.instances.values().filter_map(|row| instance(&view, row)).collect(),
        databases: Vec::new(),
        trusted: Vec::new(),
        trusted_ipv6: Vec::new(),
    }
}

fn vpc_of(id: &str, cidr: ipnet::Ipv4Net) -> Vpc {
    Vpc {
        label: Label::new(LabelKind::Vpc, id),
        cidrs: vec![cidr],
    }
}

fn nat_gateways(ec2: &Ec2, now: Timestamp) -> Vec<NatGateway> {
    let gateways = ec2.nat_gateways.values();
    gateways
        .map(|gateway| NatGateway {
            label: Label::new(LabelKind::NatGateway, &gateway.id),
            subnet: gateway.subnet.clone(),
            state: gateway.state(now).to_owned(),
            private_address: Some(gateway.private_ip),
            public_address: Some(gateway.public_ip),
        })
        .collect()
}

fn peerings(ec2: &Ec2, now: Timestamp) -> Vec<Peering> {
    let side = |side: &Side| PeeringSide {
        vpc: side.vpc.clone(),
        cidrs: vec![side.cidr],
    };
    let peerings = ec2.peerings.values();
    peerings
        .map(|peering| Peering {
            label: Label::new(LabelKind::VpcPeering, &peering.id),
            state: peering.status(now).to_owned(),
            sides: [side(&peering.requester), side(&peering.accepter)],
        })
        .collect()
}

fn route_table(view: &View, table: &route_tables::RouteTable) -> RouteTable {
    let endpoints = view.ec2.vpc_endpoints.values();
    let endpoints = endpoints.filter(|endpoint| endpoint.placed.is_none() && endpoint.route_tables.contains(&table.id));
    let routes = table.routes.iter().map(|route| Route {
        destination: RouteDestination::Cidr(route.destination),
        target: match &route.target {
            Target::Local => RouteTarget::Local,
            Target::InternetGateway(id) => RouteTarget::InternetGateway(id.clone()),
            Target::NatGateway(id) => RouteTarget::NatGateway(id.clone()),
            Target::Peering(id) => RouteTarget::Peering(id.clone()),
        },
        is_blackhole: route.state(view, &table.vpc) == "blackhole",
    });
    let to_services = endpoints.map(|endpoint| Route {
        destination: RouteDestination::PrefixList(endpoint.prefix_list().to_owned()),
        target: RouteTarget::Endpoint(endpoint.id.clone()),
        is_blackhole: false,
    });
    RouteTable {
        label: Label::new(LabelKind::RouteTable, &table.id),
        vpc: table.vpc.clone(),
        is_main: table.is_main(),
        subnets: table
            .associations
            .iter()
            .filter_map(|association| association.subnet.clone())
            .collect(),
        routes: routes.chain(to_services).collect(),
    }
}

fn security_group(ec2: &Ec2, id: &str) -> SecurityGroup {
    let of_group = |egress: bool| {
        let rules = ec2.security_group_rules.values();
        rules
            .filter(move |rule| rule.group == id && rule.egress == egress)
            .filter_map(rule)
            .collect()
    };
    SecurityGroup {
        label: Label::new(LabelKind::SecurityGroup, id),
        ingress: of_group(false),
        egress: of_group(true),
    }
}

/// A rule for IPv6 is left out: the analysis looks at IPv4 alone.
fn rule(rule: &security_group_rules::Rule) -> Option<Rule> {
    let number = |number: i64| i32::try_from(number).ok();
    Some(Rule {
        matching: Matching::new(&rule.traffic.protocol, number(rule.traffic.from), number(rule.traffic.to)),
        peer: match &rule.peer {
            Peer::Ipv4(range) => RulePeer::Cidr(*range),
            Peer::Ipv6(_) => return None,
            Peer::PrefixList(list) => RulePeer::PrefixList(list.clone()),
            Peer::Group(group) => RulePeer::Group(group.clone()),
        },
    })
}

fn network_acl(view: &View, acl: &network_acls::NetworkAcl) -> NetworkAcl {
    NetworkAcl {
        label: Label::new(LabelKind::NetworkAcl, &acl.id),
        subnets: network_acl_associations::of(view, acl)
            .into_iter()
            .map(|association| association.subnet)
            .collect(),
        entries: acl.entries.iter().map(Entry::rule).collect(),
    }
}

/// A terminated instance is no longer in the network.
fn instance(view: &View, instance: &instances::Instance) -> Option<Instance> {
    if instance.is_terminated(view.now) {
        return None;
    }
    Some(Instance {
        label: Label::new(LabelKind::Instance, &instance.id),
        state: instance.state(view.now).name.to_owned(),
        subnet: instance.subnet.clone(),
        private_address: instance.private_ip,
        public_address: instance.public_ip(view),
        security_groups: instance.groups.clone(),
    })
}
