//! The routers of an account: one a subnet, which follows its route table, one a VPC for `local`, one an internet gateway.
//!
//! A route table decides where a packet goes from a subnet, so each of its targets is a wire from the subnet's own router: to the
//! VPC's core, to the internet gateway, to the router of the NAT gateway's subnet, to the other VPC's core. What comes to a core is
//! handed to the VPC's subnets and to nobody else, which is why nothing passes through a peered VPC to somewhere beyond. Packets
//! nobody takes vanish without a word, as on AWS.

use std::net::Ipv4Addr;

use super::account::{Account, Gateway, Nat, Peering, Route, Subnet};
use super::filters;
use super::plan::{End, Plan};

/// Plans all routers of an account, and the Internet's ways to its gateways.
pub fn plan_routers(plan: &mut Plan, account: &Account) {
    for vpc in &account.vpcs {
        plan.router(&vpc.id);
        plan.ip(&vpc.id, "route add blackhole default");
    }
    for (index, gateway) in account.gateways.iter().enumerate() {
        internet_gateway(plan, account, gateway, index);
    }
    for subnet in &account.subnets {
        join_vpc(plan, subnet);
    }
    for nat in &account.nats {
        nat_gateway(plan, account, nat);
    }
    for subnet in &account.subnets {
        follow_route_table(plan, account, subnet);
        plan.rules(&subnet.id, &filters::network_acl(subnet));
    }
}

/// Puts somebody with an address into a subnet, on a wire of its own to the subnet's router.
pub fn put_into_subnet(plan: &mut Plan, subnet: &Subnet, name: &str, address: Ipv4Addr) {
    let router = router_address(subnet);
    let interface = host_interface(address);
    plan.wire_ends(
        End {
            of: &subnet.id,
            interface: &interface,
            address: router,
        },
        End {
            of: name,
            interface: "eth0",
            address,
        },
    );
    plan.ip(name, &format!("route add default via {router}"));
}

/// The subnet's first address is its router's, as on AWS.
fn router_address(subnet: &Subnet) -> Ipv4Addr {
    (u32::from(subnet.cidr.network()) + 1).into()
}

/// The interface of a subnet's router to a host: at most 15 characters.
fn host_interface(address: Ipv4Addr) -> String {
    format!("host{:08x}", u32::from(address))
}

fn join_vpc(plan: &mut Plan, subnet: &Subnet) {
    plan.router(&subnet.id);
    let interface = neighbour(&subnet.id);
    plan.wire((&subnet.id, "core"), (&subnet.vpc, &interface));
    let router = plan.number(&subnet.id);
    plan.ip(
        &subnet.vpc,
        &format!("route add {} via {router} dev {interface}", subnet.cidr),
    );
    // An address of the subnet that nobody has.
    plan.ip(&subnet.id, &format!("route add blackhole {}", subnet.cidr));
    plan.ip(&subnet.id, "route add blackhole default metric 9");
}

fn internet_gateway(plan: &mut Plan, account: &Account, gateway: &Gateway, index: usize) {
    plan.router(&gateway.id);
    plan.wire((&gateway.id, "core"), (&gateway.vpc, "igw"));
    let outside = internet_interface(index);
    plan.wire((&gateway.id, "internet"), ("internet", &outside));
    let (core, internet, own) = (plan.number(&gateway.vpc), plan.number("internet"), plan.number(&gateway.id));
    let cidr = account.vpc(&gateway.vpc).cidr;
    plan.ip(&gateway.id, &format!("route add {cidr} via {core} dev core"));
    plan.ip(&gateway.id, &format!("route add default via {internet} dev internet"));
    let mapped = account.public_addresses(&gateway.vpc);
    for (public, _) in &mapped {
        plan.ip(
            "internet",
            &format!("route add {public} via {own} dev {outside} src {}", super::internet::ADDRESS),
        );
    }
    plan.rules(&gateway.id, &filters::internet_gateway(&mapped));
}

/// A NAT gateway is somebody in its subnet that sends on what is not for itself.
fn nat_gateway(plan: &mut Plan, account: &Account, nat: &Nat) {
    plan.host(&nat.id);
    plan.forwards(&nat.id);
    put_into_subnet(plan, account.subnet(&nat.subnet), &nat.id, nat.private);
    plan.rules(&nat.id, &filters::nat_gateway(nat.private));
}

fn follow_route_table(plan: &mut Plan, account: &Account, subnet: &Subnet) {
    for route in &subnet.routes {
        let line = match way(plan, account, subnet, route) {
            Some(way) => format!("route replace {} {way}", route.to),
            None => format!("route replace blackhole {}", route.to),
        };
        plan.ip(&subnet.id, &line);
    }
}

/// Where a route leads, in `ip`'s words; `None` where its target takes nothing.
fn way(plan: &mut Plan, account: &Account, subnet: &Subnet, route: &Route) -> Option<String> {
    let target = route.target.as_deref()?;
    if target == "local" {
        return Some(format!("via {} dev core", plan.number(&subnet.vpc)));
    }
    if let Some(gateway) = account
        .gateways
        .iter()
        .find(|gateway| gateway.id == target && gateway.vpc == subnet.vpc)
    {
        return Some(lead(plan, subnet, &gateway.id));
    }
    if let Some(nat) = account.nats.iter().find(|nat| nat.id == target) {
        return to_nat_gateway(plan, account, subnet, nat);
    }
    let peering = account.peerings.iter().find(|peering| peering.id == target)?;
    Some(lead(plan, subnet, other_side(peering, &subnet.vpc)?))
}

fn other_side<'a>(peering: &'a Peering, vpc: &str) -> Option<&'a str> {
    let [a, b] = &peering.vpcs;
    match (a == vpc, b == vpc) {
        (true, _) => Some(b),
        (_, true) => Some(a),
        _ => None,
    }
}

/// A wire from a subnet's router to another one, drawn once.
fn lead(plan: &mut Plan, subnet: &Subnet, to: &str) -> String {
    let (there, back) = (neighbour(to), neighbour(&subnet.id));
    if plan.lacks(&subnet.id, &there) {
        plan.wire((&subnet.id, &there), (to, &back));
    }
    format!("via {} dev {there}", plan.number(to))
}

/// By way of the router of the NAT gateway's subnet, past that subnet's network ACL: whatever comes by that wire is for the NAT gateway.
fn to_nat_gateway(plan: &mut Plan, account: &Account, subnet: &Subnet, nat: &Nat) -> Option<String> {
    let other = account.subnet(&nat.subnet);
    // A route of a NAT gateway's own subnet to itself goes round in a circle; one to another VPC's isn't taken by AWS.
    if other.id == subnet.id || other.vpc != subnet.vpc {
        return None;
    }
    let there = neighbour(&nat.id);
    if plan.lacks(&subnet.id, &there) {
        let table = plan.new_table();
        let back = format!("nat{table}");
        plan.wire((&subnet.id, &there), (&other.id, &back));
        let interface = host_interface(nat.private);
        plan.ip(&other.id, &format!("rule add iif {back} lookup {table}"));
        plan.ip(
            &other.id,
            &format!("route add default via {} dev {interface} table {table}", nat.private),
        );
    }
    Some(format!("via {} dev {there}", plan.number(&other.id)))
}

/// The interface to a neighbour, after the end of the neighbour's id: at most 15 characters, and never one to a host.
fn neighbour(id: &str) -> String {
    let kind = id.split('-').next().unwrap_or_default();
    format!("{}{}", &kind[..3], &id[id.len() - 8..])
}

/// The Internet's interface to the `index`-th internet gateway.
pub fn internet_interface(index: usize) -> String {
    format!("igw{index}")
}
