//! Where a route table leads a packet, and whether what it leads to takes it.

use std::net::Ipv4Addr;

use super::path::{Stopped, Trace};
use super::{InternetGateway, Label, NatGateway, Network, Peering, Route, RouteDestination, RouteTable, RouteTarget, Subnet};

/// What takes a packet on from its subnet.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way<'n> {
    /// The VPC itself.
    Local,
    /// The internet gateway of the VPC.
    Internet(&'n InternetGateway),
    /// An available NAT gateway of the VPC.
    Nat(&'n NatGateway),
    /// An active peering connection, to the VPC of this id.
    Peering(&'n str),
}

/// The route a packet takes: of those for its address the one with the longest prefix.
/// Source: VPC user guide, "Route priority".
fn route_to(table: &RouteTable, address: Ipv4Addr) -> Option<(&Route, u8)> {
    let routes = table.routes.iter().filter_map(|route| match &route.destination {
        RouteDestination::Cidr(range) if range.contains(&address) => Some((route, range.prefix_len())),
        RouteDestination::Cidr(_) | RouteDestination::PrefixList(_) => None,
    });
    // Of several alike the first is taken; AWS has but one of each.
    routes.rev().max_by_key(|(_, length)| *length)
}

/// Follows the route table of a subnet to what takes a packet for `address` on. `text` names the destination in sentences.
pub(super) fn way<'n>(
    network: &'n Network,
    trace: &mut Trace,
    subnet: &'n Subnet,
    address: Ipv4Addr,
    text: &str,
) -> Result<Way<'n>, Stopped> {
    let Some(table) = network.route_table_of(subnet) else {
        let problem = format!("{} follows no route table that is known here", subnet.label);
        return Err(trace.lose(&subnet.label, problem));
    };
    let name = if table.subnets.contains(&subnet.label.id) {
        table.label.to_string()
    } else {
        format!("{}, the main one of {}'s VPC,", table.label, subnet.label.short())
    };
    let Some((route, _)) = route_to(table, address) else {
        return Err(trace.stop(&table.label, format!("{name} has no route to {text}")));
    };
    let destination = match &route.destination {
        RouteDestination::Cidr(range) => range.to_string(),
        RouteDestination::PrefixList(list) => list.clone(),
    };
    let target = target_label(network, &route.target);
    // What is known of the target says more than that it is not there; it is looked at by `taken_on`.
    if route.is_blackhole && !is_known(network, &route.target) {
        let problem = format!("{name} leads {destination} to {target}, which is not there any more (blackhole)");
        return Err(trace.stop(&table.label, problem));
    }
    match &route.target {
        RouteTarget::Local => trace.pass(&table.label, format!("{name} keeps {destination} in the VPC (local)")),
        RouteTarget::Other(_) | RouteTarget::Endpoint(_) => {
            let problem = format!("{name} leads {destination} to {target}, which is not followed here");
            return Err(trace.lose(&table.label, problem));
        }
        _ => trace.pass(&table.label, format!("{name} leads {destination} to {target}")),
    }
    let way = taken_on(network, trace, subnet, route, address)?;
    if route.is_blackhole {
        let problem = format!("{name} leads {destination} to {target}, and AWS says that it is a blackhole");
        return Err(trace.stop(&table.label, problem));
    }
    Ok(way)
}

fn target_label(network: &Network, target: &RouteTarget) -> String {
    let known = match target {
        RouteTarget::Local => return "the VPC itself".to_owned(),
        RouteTarget::InternetGateway(id) => network.internet_gateway(id).map(|gateway| &gateway.label),
        RouteTarget::NatGateway(id) => network.nat_gateway(id).map(|gateway| &gateway.label),
        RouteTarget::Peering(id) => network.peering(id).map(|peering| &peering.label),
        RouteTarget::Endpoint(_) | RouteTarget::Other(_) => None,
    };
    match (known, target) {
        (Some(label), _) => label.to_string(),
        (
            None,
            RouteTarget::InternetGateway(id)
            | RouteTarget::NatGateway(id)
            | RouteTarget::Peering(id)
            | RouteTarget::Endpoint(id)
            | RouteTarget::Other(id),
        ) => id.clone(),
        (None, RouteTarget::Local) => String::new(),
    }
}

fn is_known(network: &Network, target: &RouteTarget) -> bool {
    match target {
        RouteTarget::Local => true,
        RouteTarget::InternetGateway(id) => network.internet_gateway(id).is_some(),
        RouteTarget::NatGateway(id) => network.nat_gateway(id).is_some(),
        RouteTarget::Peering(id) => network.peering(id).is_some(),
        RouteTarget::Endpoint(_) | RouteTarget::Other(_) => false,
    }
}

/// Whether what a route leads to takes a packet on.
fn taken_on<'n>(
    network: &'n Network,
    trace: &mut Trace,
    subnet: &'n Subnet,
    route: &'n Route,
    address: Ipv4Addr,
) -> Result<Way<'n>, Stopped> {
    match &route.target {
        RouteTarget::InternetGateway(id) => match network.internet_gateway(id) {
            Some(gateway) if gateway.vpc.as_deref() == Some(&subnet.vpc) => Ok(Way::Internet(gateway)),
            Some(gateway) => {
                let problem = format!("{} is not attached to {}", gateway.label, vpc_text(network, &subnet.vpc));
                Err(trace.stop(&gateway.label, problem))
            }
            None => Err(unknown(trace, "internet gateway", id)),
        },
        RouteTarget::NatGateway(id) => match network.nat_gateway(id) {
            Some(gateway) if gateway.state == "available" => Ok(Way::Nat(gateway)),
            Some(gateway) => {
                let problem = format!("{} is {}, not available", gateway.label, gateway.state);
                Err(trace.stop(&gateway.label, problem))
            }
            None => Err(unknown(trace, "NAT gateway", id)),
        },
        RouteTarget::Peering(id) => match network.peering(id) {
            Some(peering) => across(network, trace, subnet, peering, address),
            None => Err(unknown(trace, "VPC peering", id)),
        },
        RouteTarget::Local | RouteTarget::Endpoint(_) | RouteTarget::Other(_) => Ok(Way::Local),
    }
}

/// A peering connection takes a packet to the VPC on its other side, and no further.
/// Source: VPC peering guide, "VPC peering limitations": no transit, no edge-to-edge routing through a gateway.
fn across<'n>(
    network: &'n Network,
    trace: &mut Trace,
    subnet: &Subnet,
    peering: &'n Peering,
    address: Ipv4Addr,
) -> Result<Way<'n>, Stopped> {
    if peering.state != "active" {
        let problem = format!("{} is {}, not active", peering.label, peering.state);
        return Err(trace.stop(&peering.label, problem));
    }
    let [first, second] = &peering.sides;
    let other = match (first.vpc == subnet.vpc, second.vpc == subnet.vpc) {
        (true, _) => second,
        (_, true) => first,
        (false, false) => {
            let problem = format!("{} does not join {}", peering.label, vpc_text(network, &subnet.vpc));
            return Err(trace.stop(&peering.label, problem));
        }
    };
    let there = vpc_text(network, &other.vpc);
    if !other.cidrs.iter().any(|range| range.contains(&address)) {
        let problem = format!("{} leads to {there} alone and passes nothing on beyond it", peering.label);
        return Err(trace.stop(&peering.label, problem));
    }
    trace.pass(&peering.label, format!("{} is active and leads to {there}", peering.label));
    Ok(Way::Peering(&other.vpc))
}

/// A VPC in a sentence.
pub(super) fn vpc_text(network: &Network, id: &str) -> String {
    network
        .vpc(id)
        .map_or_else(|| format!("VPC {id}"), |vpc| vpc.label.to_string())
}

fn unknown(trace: &mut Trace, noun: &'static str, id: &str) -> Stopped {
    trace.lose(&Label::new(noun, id), format!("{noun} {id} is not known here"))
}
