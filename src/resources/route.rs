//! Routes: AWS shows them inside their route table, and knows them by destination.

use async_trait::async_trait;
use aws_sdk_ec2::types::{Route as Ec2Route, RouteState, RouteTable as Ec2RouteTable};

use super::{Base, Difference, Handle, Resource, ResourceError};
use crate::aws::{Aws, AwsError, Class, Identity, Inventory, Kind, Observed, Repeat, State};

const LAG: &[&str] = &[
    "InvalidRouteTableID.NotFound",
    "InvalidNatGatewayID.NotFound",
    "NatGatewayNotFound",
    "InvalidGatewayID.NotFound",
    "InvalidInternetGatewayID.NotFound",
    "InvalidVpcPeeringConnectionID.NotFound",
];

/// What a route leads to.
#[derive(Clone, Debug)]
pub enum RouteTarget {
    /// An internet gateway.
    InternetGateway(Handle),
    /// A NAT gateway.
    NatGateway(Handle),
    /// A VPC peering connection.
    VpcPeering(Handle),
}

impl RouteTarget {
    fn handle(&self) -> &Handle {
        match self {
            Self::InternetGateway(handle) | Self::NatGateway(handle) | Self::VpcPeering(handle) => handle,
        }
    }

    fn gateway(&self) -> Option<String> {
        matches!(self, Self::InternetGateway(_)).then(|| self.handle().id().to_owned())
    }

    fn nat_gateway(&self) -> Option<String> {
        matches!(self, Self::NatGateway(_)).then(|| self.handle().id().to_owned())
    }

    fn vpc_peering(&self) -> Option<String> {
        matches!(self, Self::VpcPeering(_)).then(|| self.handle().id().to_owned())
    }
}

/// One route of a table.
pub struct Route {
    base: Base,
    table: Handle,
    destination: String,
    target: RouteTarget,
}

impl Route {
    /// The route of `table` that sends `destination` (a CIDR) to `target`.
    pub fn new(table: &Handle, destination: impl Into<String>, target: RouteTarget) -> Self {
        let destination = destination.into();
        let table_name = table.key().as_str().trim_start_matches("route-table/");
        let key = format!("route/{table_name}/{destination}");
        Self {
            base: Base::new(
                key.as_str(),
                format!("{destination} of {table_name}"),
                &[table, target.handle()],
            )
            .showing(format!("to the {}", target.handle().kind().noun())),
            table: table.clone(),
            destination,
            target,
        }
    }

    fn observe(&self, route: &Ec2Route) -> Observed {
        let state = match route.state() {
            Some(RouteState::Blackhole) => State::Failed("blackhole: its target is gone".to_owned()),
            _ => State::Ready,
        };
        let target = route
            .gateway_id()
            .or(route.nat_gateway_id())
            .or(route.vpc_peering_connection_id())
            .or(route.network_interface_id())
            .or(route.transit_gateway_id());
        self.observed(state, target.unwrap_or_default())
    }

    fn observed(&self, state: State, target: &str) -> Observed {
        Observed::new(Kind::Route, format!("{}_{}", self.table.id(), self.destination), state, ())
            .with("table", Some(self.table.id()))
            .with("destination", Some(&self.destination))
            .with("target", Some(target))
    }

    async fn replace(&self, aws: &Aws) -> Result<(), ResourceError> {
        aws.call(
            Repeat::Safe,
            format!("point the route {} to {}", self.base.name, self.target.handle().id()),
        )
        .tolerating(LAG)
        .send(|| {
            aws.ec2()
                .replace_route()
                .route_table_id(self.table.id())
                .destination_cidr_block(&self.destination)
                .set_gateway_id(self.target.gateway())
                .set_nat_gateway_id(self.target.nat_gateway())
                .set_vpc_peering_connection_id(self.target.vpc_peering())
                .send()
        })
        .await?;
        Ok(())
    }
}

#[async_trait]
impl Resource for Route {
    fn kind(&self) -> Kind {
        Kind::Route
    }

    fn base(&self) -> &Base {
        &self.base
    }

    fn listed_as(&self) -> Kind {
        Kind::RouteTable
    }

    fn find(&self, inventory: &Inventory) -> Vec<Observed> {
        let table = inventory
            .by_id(Kind::RouteTable, self.table.id())
            .and_then(|observed| observed.body::<Ec2RouteTable>());
        table
            .into_iter()
            .flat_map(|table| table.routes())
            .filter(|route| route.destination_cidr_block() == Some(&self.destination))
            .map(|route| self.observe(route))
            .collect()
    }

    fn differences(&self, observed: &Observed) -> Vec<Difference> {
        let found = observed.attributes.get("target").cloned().unwrap_or_default();
        if let State::Failed(_) = observed.state {
            return vec![Difference::changeable(
                "target",
                format!("{found} (blackhole)"),
                self.target.handle().id(),
            )];
        }
        Difference::of("target", found, self.target.handle().id().to_owned())
            .into_iter()
            .collect()
    }

    async fn create(&self, aws: &Aws, _: &Identity) -> Result<Observed, ResourceError> {
        let target = self.target.handle().id();
        let created = aws
            .call(Repeat::Safe, format!("create the route {} to {target}", self.base.name))
            .tolerating(LAG)
            .send(|| {
                aws.ec2()
                    .create_route()
                    .route_table_id(self.table.id())
                    .destination_cidr_block(&self.destination)
                    .set_gateway_id(self.target.gateway())
                    .set_nat_gateway_id(self.target.nat_gateway())
                    .set_vpc_peering_connection_id(self.target.vpc_peering())
                    .send()
            })
            .await;
        match created {
            Err(error) if error.is(&["RouteAlreadyExists"]) => self.replace(aws).await?,
            other => drop(other?),
        }
        Ok(self.observed(State::Ready, target))
    }

    async fn change(&self, aws: &Aws, _: &Identity, _: &Observed, _: &[Difference]) -> Result<(), ResourceError> {
        self.replace(aws).await
    }
}

/// Deletes the route of this id, `TABLE_DESTINATION`. One that is gone already is fine.
///
/// # Errors
///
/// When AWS refuses.
pub async fn delete_route(aws: &Aws, id: &str) -> Result<(), AwsError> {
    let (table, destination) = id.split_once('_').unwrap_or((id, ""));
    let deleted = aws
        .call(Repeat::Safe, format!("delete the route {destination} of {table}"))
        .send(|| {
            aws.ec2()
                .delete_route()
                .route_table_id(table)
                .destination_cidr_block(destination)
                .send()
        })
        .await;
    match deleted {
        Err(error) if error.class == Class::NotFound => Ok(()),
        other => other.map(|_| ()),
    }
}
