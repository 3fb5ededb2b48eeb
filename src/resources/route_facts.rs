//! Routes as AWS reports them, inside their table.

use aws_sdk_ec2::types::{Route as Ec2Route, RouteState};

/// What AWS reports of a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteFacts {
    /// The IPv4 range it sends, as AWS writes it.
    pub destination: String,
    /// What it leads to; `None` for what AWS does not name.
    pub target: Option<RouteEnd>,
    /// Whether that is gone.
    pub is_blackhole: bool,
}

impl RouteFacts {
    /// A route of an IPv4 range; `None` for any other.
    pub(super) fn of(route: &Ec2Route) -> Option<Self> {
        Some(Self {
            destination: route.destination_cidr_block()?.to_owned(),
            target: RouteEnd::of(route),
            is_blackhole: route.state() == Some(&RouteState::Blackhole),
        })
    }
}

/// What a route leads to, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteEnd {
    /// A NAT gateway.
    NatGateway(String),
    /// A VPC peering connection.
    VpcPeering(String),
    /// An internet gateway, a gateway endpoint, or `local`.
    Gateway(String),
    /// Something else.
    Other(String),
}

impl RouteEnd {
    fn of(route: &Ec2Route) -> Option<Self> {
        let of = |id: Option<&str>, end: fn(String) -> Self| id.map(|id| end(id.to_owned()));
        of(route.gateway_id(), Self::Gateway)
            .or_else(|| of(route.nat_gateway_id(), Self::NatGateway))
            .or_else(|| of(route.vpc_peering_connection_id(), Self::VpcPeering))
            .or_else(|| of(route.network_interface_id(), Self::Other))
            .or_else(|| of(route.transit_gateway_id(), Self::Other))
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Self::NatGateway(id) | Self::VpcPeering(id) | Self::Gateway(id) | Self::Other(id) => id,
        }
    }
}
