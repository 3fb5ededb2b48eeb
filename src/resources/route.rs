//! Routes: AWS shows them inside their route table, and knows them by destination.

use std::fmt;

use async_trait::async_trait;

use super::row::{Deletion, Listing, Naming, Retagging, Row, Unwanted};
use super::{
    AnyHandle, Base, Difference, DifferenceValue, Failure, Field, Handle, InternetGateway, Inventory, Key, Kind, NatGateway,
    Observed, Resource, ResourceError, RouteEnd, RouteFacts, RouteTable, State, VpcPeering,
};
use crate::aws::{Action, Aws, AwsError, Identity, Link, Noun, Repeat};
use crate::locale::say;

pub(super) const ROW: Row = Row {
    naming: Naming::None,
    unwanted: Unwanted::Pruned(|aws, id| Box::pin(delete(aws, id))),
    retagging: Retagging::None,
    ..Row::new("route", Noun::Route, Listing::Within(Kind::RouteTable), Deletion::WithHolder)
};

const LAG: &[&str] = &[
    "InvalidRouteTableID.NotFound",
    "InvalidNatGatewayID.NotFound",
    "NatGatewayNotFound",
    "InvalidGatewayID.NotFound",
    "InvalidInternetGatewayID.NotFound",
    "InvalidVpcPeeringConnectionID.NotFound",
];

/// How the state file knows a route: AWS gives it no id.
struct RouteId {
    table: String,
    destination: String,
}

impl RouteId {
    fn parse(id: &str) -> Option<Self> {
        let (table, destination) = id.split_once('_')?;
        Some(Self {
            table: table.to_owned(),
            destination: destination.to_owned(),
        })
    }
}

impl fmt::Display for RouteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.table, self.destination)
    }
}

/// What a route is to lead to.
#[derive(Clone, Debug)]
pub enum RouteTarget {
    /// An internet gateway.
    InternetGateway(Handle<InternetGateway>),
    /// A NAT gateway.
    NatGateway(Handle<NatGateway>),
    /// A VPC peering connection.
    VpcPeering(Handle<VpcPeering>),
}

impl RouteTarget {
    fn handle(&self) -> &AnyHandle {
        match self {
            Self::InternetGateway(handle) => handle.any(),
            Self::NatGateway(handle) => handle.any(),
            Self::VpcPeering(handle) => handle.any(),
        }
    }

    fn end(&self) -> RouteEnd {
        let id = self.handle().id().to_owned();
        match self {
            Self::InternetGateway(_) => RouteEnd::Gateway(id),
            Self::NatGateway(_) => RouteEnd::NatGateway(id),
            Self::VpcPeering(_) => RouteEnd::VpcPeering(id),
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
    table: Handle<RouteTable>,
    destination: String,
    target: RouteTarget,
}

impl Route {
    /// The route of `table` that sends `destination` (a CIDR) to `target`.
    pub fn new(table: &Handle<RouteTable>, destination: impl Into<String>, target: RouteTarget) -> Self {
        let destination = destination.into();
        let table_name = table.key().name();
        let base = Base::new(
            &Self::key(table_name, &destination),
            say().resource_route(destination.as_str(), table_name),
        );
        Self {
            base: base.on(table).on_any(target.handle()).leading_to(target.handle().kind()),
            table: table.clone(),
            destination,
            target,
        }
    }

    /// The key of the route of the table of this name to this destination.
    pub fn key(table_name: &str, destination: &str) -> Key<Self> {
        Key::named(format!("{table_name}/{destination}"))
    }

    fn observed(&self, facts: RouteFacts) -> Observed {
        let state = if facts.is_blackhole {
            State::failed(Failure::Blackhole)
        } else {
            State::Ready
        };
        let id = RouteId {
            table: self.table.id().to_owned(),
            destination: self.destination.clone(),
        };
        Observed::new(id.to_string(), state, facts)
    }

    async fn replace(&self, aws: &Aws) -> Result<(), ResourceError> {
        aws.call(
            Repeat::Safe,
            Action::link(Link::PointRoute, &self.base.name, self.target.handle().id()),
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
    fn base(&self) -> &Base {
        &self.base
    }

    fn find(&self, inventory: &Inventory) -> Vec<Observed> {
        let table = inventory.facts_by_id::<RouteTable>(self.table.id());
        let routes = table.into_iter().flat_map(|table| &table.routes);
        routes
            .filter(|route| route.destination == self.destination)
            .map(|route| self.observed(route.clone()))
            .collect()
    }

    fn differences(&self, _: &Observed, found: &RouteFacts) -> Vec<Difference> {
        let wanted = self.target.handle().id();
        let id = found.target.as_ref().map(RouteEnd::id).unwrap_or_default();
        if found.is_blackhole {
            let target = id.to_owned();
            return vec![Difference::changeable(
                Field::Target,
                DifferenceValue::Blackhole { target },
                wanted,
            )];
        }
        Difference::of(Field::Target, id, wanted).into_iter().collect()
    }

    async fn create(&self, aws: &Aws, _: &Identity) -> Result<Observed, ResourceError> {
        let target = self.target.handle().id();
        let created = aws
            .call(Repeat::Safe, Action::link(Link::CreateRoute, &self.base.name, target))
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
        Ok(self.observed(RouteFacts {
            destination: self.destination.clone(),
            target: Some(self.target.end()),
            is_blackhole: false,
        }))
    }

    async fn change(&self, aws: &Aws, _: &Identity, _: &Observed, _: &RouteFacts) -> Result<(), ResourceError> {
        self.replace(aws).await
    }
}

/// Deletes the route that the state file knows by this id; one that was begun and never made has none.
async fn delete(aws: &Aws, id: &str) -> Result<(), AwsError> {
    let Some(RouteId { table, destination }) = RouteId::parse(id) else {
        return Ok(());
    };
    aws.call(
        Repeat::Safe,
        Action::DeleteRoute {
            destination: destination.clone(),
            table: table.clone(),
        },
    )
    .send(|| {
        aws.ec2()
            .delete_route()
            .route_table_id(&table)
            .destination_cidr_block(&destination)
            .send()
    })
    .await?;
    Ok(())
}
