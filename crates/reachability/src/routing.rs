//! Where a route table leads a packet, and whether what it leads to takes it.

use std::net::Ipv4Addr;

use super::path::{Stopped, Trace};
use super::{
    Addresses, Doubt, InternetGateway, Label, LabelKind, NatGateway, Network, NextHop, Pass, Peering, Route, RouteDestination,
    RouteTable, RouteTarget, Stop, Subnet, TakenRoute,
};

/// The state in which a NAT gateway sends packets on.
const AVAILABLE: &str = "available";
/// The state in which a peering connection does.
const ACTIVE: &str = "active";

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

/// Follows the route table of a subnet to what takes a packet for `address` on. `to` is what the address stands for.
pub(super) fn way<'n>(
    network: &'n Network,
    trace: &mut Trace,
    subnet: &'n Subnet,
    address: Ipv4Addr,
    to: &Addresses,
) -> Result<Way<'n>, Stopped> {
    let Some(table) = network.route_table_of(subnet) else {
        return Err(trace.lose(&subnet.label, Doubt::NoRouteTable));
    };
    let is_associated = table.subnets.contains(&subnet.label.id);
    let main_of = (!is_associated).then(|| subnet.label.clone());
    let Some((route, _)) = route_to(table, address) else {
        let to = to.clone();
        return Err(trace.stop(&table.label, Stop::NoRoute { main_of, to }));
    };
    let taken = TakenRoute {
        main_of,
        destination: route.destination.clone(),
        target: next_hop(network, &route.target),
    };
    // What is known of the target says more than that it is not there; it is looked at by `taken_on`.
    if route.is_blackhole && !is_known(network, &route.target) {
        return Err(trace.stop(&table.label, Stop::TargetGone(taken)));
    }
    if matches!(
        route.target,
        RouteTarget::Other(_) | RouteTarget::Unnamed | RouteTarget::Endpoint(_)
    ) {
        return Err(trace.lose(&table.label, Doubt::NotFollowed(taken)));
    }
    trace.pass(&table.label, Pass::Route(taken.clone()));
    let way = taken_on(network, trace, subnet, route, address)?;
    if route.is_blackhole {
        return Err(trace.stop(&table.label, Stop::Blackhole(taken)));
    }
    Ok(way)
}

fn next_hop(network: &Network, target: &RouteTarget) -> NextHop {
    let (known, id) = match target {
        RouteTarget::Local => return NextHop::Local,
        RouteTarget::Unnamed => return NextHop::Unnamed,
        RouteTarget::Other(label) => return NextHop::Thing(label.clone()),
        RouteTarget::InternetGateway(id) => (network.internet_gateway(id).map(|gateway| &gateway.label), id),
        RouteTarget::NatGateway(id) => (network.nat_gateway(id).map(|gateway| &gateway.label), id),
        RouteTarget::Peering(id) => (network.peering(id).map(|peering| &peering.label), id),
        RouteTarget::Endpoint(id) => (None, id),
    };
    known.map_or_else(|| NextHop::Id(id.clone()), |label| NextHop::Thing(label.clone()))
}

fn is_known(network: &Network, target: &RouteTarget) -> bool {
    match target {
        RouteTarget::Local => true,
        RouteTarget::InternetGateway(id) => network.internet_gateway(id).is_some(),
        RouteTarget::NatGateway(id) => network.nat_gateway(id).is_some(),
        RouteTarget::Peering(id) => network.peering(id).is_some(),
        RouteTarget::Endpoint(_) | RouteTarget::Other(_) | RouteTarget::Unnamed => false,
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
                let vpc = vpc_label(network, &subnet.vpc);
                Err(trace.stop(&gateway.label, Stop::NotAttached { vpc }))
            }
            None => Err(unknown(trace, LabelKind::InternetGateway, id)),
        },
        RouteTarget::NatGateway(id) => match network.nat_gateway(id) {
            Some(gateway) if gateway.state == AVAILABLE => Ok(Way::Nat(gateway)),
            Some(gateway) => Err(trace.stop(&gateway.label, wrong_state(&gateway.state, AVAILABLE))),
            None => Err(unknown(trace, LabelKind::NatGateway, id)),
        },
        RouteTarget::Peering(id) => match network.peering(id) {
            Some(peering) => across(network, trace, subnet, peering, address),
            None => Err(unknown(trace, LabelKind::VpcPeering, id)),
        },
        RouteTarget::Local | RouteTarget::Endpoint(_) | RouteTarget::Other(_) | RouteTarget::Unnamed => Ok(Way::Local),
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
    if peering.state != ACTIVE {
        return Err(trace.stop(&peering.label, wrong_state(&peering.state, ACTIVE)));
    }
    let [first, second] = &peering.sides;
    let other = match (first.vpc == subnet.vpc, second.vpc == subnet.vpc) {
        (true, _) => second,
        (_, true) => first,
        (false, false) => {
            let vpc = vpc_label(network, &subnet.vpc);
            return Err(trace.stop(&peering.label, Stop::NotJoined { vpc }));
        }
    };
    let vpc = vpc_label(network, &other.vpc);
    if !other.cidrs.iter().any(|range| range.contains(&address)) {
        return Err(trace.stop(&peering.label, Stop::NoTransit { vpc }));
    }
    trace.pass(&peering.label, Pass::LeadsTo(vpc));
    Ok(Way::Peering(&other.vpc))
}

/// A VPC's name, also of one that is not known here.
pub(super) fn vpc_label(network: &Network, id: &str) -> Label {
    let known = network.vpc(id).map(|vpc| vpc.label.clone());
    known.unwrap_or_else(|| Label::new(LabelKind::Vpc, id))
}

fn wrong_state(is: &str, needed: &'static str) -> Stop {
    Stop::State {
        is: is.to_owned(),
        needed,
    }
}

fn unknown(trace: &mut Trace, kind: LabelKind, id: &str) -> Stopped {
    trace.lose(&Label::new(kind, id), Doubt::UnknownThing)
}
