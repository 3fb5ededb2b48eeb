//! Routes and their targets.

use ipnet::Ipv4Net;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::nat_gateways::NatGateway;
use super::peerings::Peering;
use super::route_tables::RouteTable;
use super::row::{View, done, find, not_found};
use super::{Ec2, cidr, internet_gateways, vpc_endpoints};
use crate::clock::after;
use crate::common::Context;
use crate::protocol::{ApiError, Element, Params};

/// A route.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Route {
    pub(super) destination: Ipv4Net,
    pub(super) target: Target,
    pub(super) visible: Timestamp,
}

/// The target of a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// The VPC itself.
    Local,
    /// An internet gateway.
    InternetGateway(String),
    /// A NAT gateway.
    NatGateway(String),
    /// A peering connection.
    Peering(String),
}

impl Route {
    /// The route of every table to its own VPC.
    pub fn local(destination: Ipv4Net, cx: &Context) -> Self {
        Self {
            destination,
            target: Target::Local,
            visible: cx.now,
        }
    }

    pub(super) fn state(&self, view: &View, vpc: &str) -> &'static str {
        let ec2 = &view.ec2;
        let there = match &self.target {
            Target::Local => true,
            Target::InternetGateway(id) => internet_gateways::attached_to(view.ec2, vpc).is_some_and(|gateway| gateway.id == *id),
            Target::NatGateway(id) => ec2.nat_gateways.get(id).is_some_and(|nat| nat.is_available(view.now)),
            Target::Peering(id) => ec2.peerings.get(id).is_some_and(|peering| peering.is_active(view.now)),
        };
        if there { "active" } else { "blackhole" }
    }

    fn origin(&self) -> &'static str {
        match self.target {
            Target::Local => "CreateRouteTable",
            _ => "CreateRoute",
        }
    }

    fn target_field(&self) -> (&'static str, &str) {
        match &self.target {
            Target::Local => ("gatewayId", "local"),
            Target::InternetGateway(id) => ("gatewayId", id),
            Target::NatGateway(id) => ("natGatewayId", id),
            Target::Peering(id) => ("vpcPeeringConnectionId", id),
        }
    }
}

/// CreateRoute.
pub fn create(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let table = find::<RouteTable>(ec2, params.required("RouteTableId")?, cx.now)?;
    let destination = destination(params)?;
    let local = table.routes.iter().find(|route| route.target == Target::Local);
    if let Some(local) = local.filter(|local| local.destination.contains(&destination)) {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!(
                "The destination CIDR block {destination} is equal to or more specific than one of this VPC's CIDR blocks ({}). This route can target only an interface or an instance.",
                local.destination
            ),
        ));
    }
    if table.routes.iter().any(|route| route.destination == destination) {
        return Err(ApiError::new(
            "RouteAlreadyExists",
            format!("The route identified by {destination} already exists."),
        ));
    }
    // The local route does not count, and the new one adds one.
    cx.account.quotas.check_routes_per_table(table.routes.len())?;
    let route = Route {
        destination,
        target: target(ec2, cx, table, params)?,
        visible: after(cx.now, cx.latencies.list_lag),
    };
    let id = table.id.clone();
    if let Some(table) = ec2.route_tables.get_mut(&id) {
        table.routes.push(route);
    }
    Ok(done())
}

/// ReplaceRoute: only of an existing route.
pub fn replace(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let table = find::<RouteTable>(ec2, params.required("RouteTableId")?, cx.now)?;
    let destination = destination(params)?;
    let existing = table.routes.iter().find(|route| route.destination == destination);
    match existing {
        None => {
            return Err(ApiError::new(
                "InvalidParameterValue",
                format!("There is no route defined for '{destination}' in the route table. Use CreateRoute instead."),
            ));
        }
        Some(route) if route.target == Target::Local => return Err(local_route(&destination, &table.id)),
        Some(_) => {}
    }
    let target = target(ec2, cx, table, params)?;
    let id = table.id.clone();
    if let Some(table) = ec2.route_tables.get_mut(&id) {
        for route in table.routes.iter_mut().filter(|route| route.destination == destination) {
            route.target = target.clone();
        }
    }
    Ok(done())
}

/// DeleteRoute: not of the local one.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let table = find::<RouteTable>(ec2, params.required("RouteTableId")?, cx.now)?;
    let destination = destination(params)?;
    let id = table.id.clone();
    match table.routes.iter().find(|route| route.destination == destination) {
        None => {
            return Err(ApiError::new(
                "InvalidRoute.NotFound",
                format!("no route with destination-cidr-block {destination} in route table {id}"),
            ));
        }
        Some(route) if route.target == Target::Local => return Err(local_route(&destination, &id)),
        Some(_) => {}
    }
    if let Some(table) = ec2.route_tables.get_mut(&id) {
        table.routes.retain(|route| route.destination != destination);
    }
    Ok(done())
}

fn local_route(destination: &Ipv4Net, table: &str) -> ApiError {
    ApiError::new(
        "InvalidParameterValue",
        format!("cannot remove or replace local route {destination} in route table {table}"),
    )
}

fn destination(params: &Params) -> Result<Ipv4Net, ApiError> {
    if let Some(list) = params.get("DestinationPrefixListId") {
        return Err(ApiError::invalid_value(
            "destinationPrefixListId",
            list,
            "Routes to a service's prefix list belong to its gateway endpoint.",
        ));
    }
    cidr::read("destinationCidrBlock", params.required("DestinationCidrBlock")?)
}

/// The one target a request names. A NAT gateway is not found before it is available; a peering may still be pending.
fn target(ec2: &Ec2, cx: &Context, table: &RouteTable, params: &Params) -> Result<Target, ApiError> {
    let given = [
        params.get("GatewayId"),
        params.get("NatGatewayId"),
        params.get("VpcPeeringConnectionId"),
    ];
    match given {
        [Some(id), None, None] => internet_gateway(ec2, cx, table, id),
        [None, Some(id), None] => nat_gateway(ec2, cx, id),
        [None, None, Some(id)] => peering(ec2, cx, table, id),
        _ => Err(ApiError::new(
            "InvalidParameterCombination",
            "Exactly one of GatewayId, NatGatewayId and VpcPeeringConnectionId must be given.",
        )),
    }
}

fn internet_gateway(ec2: &Ec2, cx: &Context, table: &RouteTable, id: &str) -> Result<Target, ApiError> {
    let gateway = ec2.internet_gateways.get(id).filter(|gateway| gateway.life.seen(cx.now));
    let Some(gateway) = gateway else {
        return Err(ApiError::new(
            "InvalidGatewayID.NotFound",
            format!("The gateway ID '{id}' does not exist"),
        ));
    };
    if gateway.vpc.as_deref() != Some(table.vpc.as_str()) {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!(
                "route table {} and network gateway {id} belong to different networks",
                table.id
            ),
        ));
    }
    Ok(Target::InternetGateway(id.to_owned()))
}

fn nat_gateway(ec2: &Ec2, cx: &Context, id: &str) -> Result<Target, ApiError> {
    let available = ec2
        .nat_gateways
        .get(id)
        .is_some_and(|nat: &NatGateway| nat.is_available(cx.now));
    if available {
        return Ok(Target::NatGateway(id.to_owned()));
    }
    Err(ApiError::new(
        "InvalidNatGatewayID.NotFound",
        format!("The natGateway ID '{id}' does not exist"),
    ))
}

fn peering(ec2: &Ec2, cx: &Context, table: &RouteTable, id: &str) -> Result<Target, ApiError> {
    let peering = find::<Peering>(ec2, id, cx.now)?;
    if peering.is_dead(cx.now) {
        return Err(not_found(id, &<Peering as super::row::Row>::KIND));
    }
    if !peering.joins(&table.vpc) {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!(
                "route table {} and peering connection {id} belong to different networks",
                table.id
            ),
        ));
    }
    Ok(Target::Peering(id.to_owned()))
}

/// The `routeSet` of a table: its own routes and those its gateway endpoints give it.
pub fn elements(view: &View, table: &RouteTable) -> Vec<Element> {
    let own = seen(view, table).map(|route| {
        let (field, target) = route.target_field();
        Element::new("item")
            .text("destinationCidrBlock", route.destination)
            .text(field, target)
            .text("state", route.state(view, &table.vpc))
            .text("origin", route.origin())
    });
    let given = vpc_endpoints::of_table(view, &table.id).map(|endpoint| {
        Element::new("item")
            .text("destinationPrefixListId", endpoint.prefix_list())
            .text("gatewayId", &endpoint.id)
            .text("state", "active")
            .text("origin", "CreateRoute")
    });
    own.chain(given).collect()
}

/// The values of a table's routes under a filter on routes.
pub fn values(view: &View, table: &RouteTable, field: &str) -> Vec<String> {
    let endpoints = || vpc_endpoints::of_table(view, &table.id);
    let targets = |wanted: &str| {
        seen(view, table)
            .map(Route::target_field)
            .filter(|(name, _)| *name == wanted)
            .map(|(_, id)| id.to_owned())
            .collect::<Vec<_>>()
    };
    match field {
        "destination-cidr-block" => seen(view, table).map(|route| route.destination.to_string()).collect(),
        "destination-prefix-list-id" => endpoints().map(|endpoint| endpoint.prefix_list().to_owned()).collect(),
        "gateway-id" => {
            let mut ids = targets("gatewayId");
            ids.extend(endpoints().map(|endpoint| endpoint.id.clone()));
            ids
        }
        "nat-gateway-id" => targets("natGatewayId"),
        "vpc-peering-connection-id" => targets("vpcPeeringConnectionId"),
        "origin" => seen(view, table).map(|route| route.origin().to_owned()).collect(),
        "state" => seen(view, table)
            .map(|route| route.state(view, &table.vpc).to_owned())
            .collect(),
        _ => vec![],
    }
}

fn seen<'t>(view: &View, table: &'t RouteTable) -> impl Iterator<Item = &'t Route> {
    let now = view.now;
    table.routes.iter().filter(move |route| route.visible <= now)
}
