//! DNS resolution across a peering connection: a setting of the connection that AWS takes only once it is active.

use async_trait::async_trait;
use aws_sdk_ec2::types::{PeeringConnectionOptionsRequest, VpcPeeringConnection, VpcPeeringConnectionVpcInfo};

use super::{Base, Difference, Handle, Resource, ResourceError};
use crate::aws::{Aws, Identity, Inventory, Kind, Observed, Repeat, State};

/// Private DNS names of either side resolve to private addresses on the other.
pub struct VpcPeeringOptions {
    base: Base,
    peering: Handle,
}

impl VpcPeeringOptions {
    /// DNS resolution both ways over this active connection.
    pub fn dns_resolution_both_ways(key: &str, peering: &Handle) -> Self {
        Self {
            base: Base::new(key, "DNS resolution both ways", &[peering]),
            peering: peering.clone(),
        }
    }

    fn observed(&self, resolving: bool) -> Observed {
        Observed::new(Kind::VpcPeeringOptions, self.peering.id(), State::Ready, ())
            .with("dns-resolution", Some(if resolving { "both ways" } else { "not both ways" }))
    }

    async fn resolve_both_ways(&self, aws: &Aws) -> Result<(), ResourceError> {
        let options = PeeringConnectionOptionsRequest::builder()
            .allow_dns_resolution_from_remote_vpc(true)
            .build();
        aws.call(
            Repeat::Safe,
            format!("resolve DNS names both ways over {}", self.peering.id()),
        )
        .tolerating(&["InvalidVpcPeeringConnectionID.NotFound", "OperationNotPermitted"])
        .send(|| {
            aws.ec2()
                .modify_vpc_peering_connection_options()
                .vpc_peering_connection_id(self.peering.id())
                .requester_peering_connection_options(options.clone())
                .accepter_peering_connection_options(options.clone())
                .send()
        })
        .await?;
        Ok(())
    }
}

#[async_trait]
impl Resource for VpcPeeringOptions {
    fn kind(&self) -> Kind {
        Kind::VpcPeeringOptions
    }

    fn base(&self) -> &Base {
        &self.base
    }

    fn listed_as(&self) -> Kind {
        Kind::VpcPeering
    }

    fn find(&self, inventory: &Inventory) -> Vec<Observed> {
        let resolves = |side: Option<&VpcPeeringConnectionVpcInfo>| {
            side.and_then(|side| side.peering_options())
                .and_then(|options| options.allow_dns_resolution_from_remote_vpc())
                .unwrap_or(false)
        };
        let peering = inventory
            .by_id(Kind::VpcPeering, self.peering.id())
            .and_then(|observed| observed.body::<VpcPeeringConnection>());
        // Options nobody has set are not there yet, rather than different.
        peering
            .filter(|peering| resolves(peering.requester_vpc_info()) || resolves(peering.accepter_vpc_info()))
            .map(|peering| self.observed(resolves(peering.requester_vpc_info()) && resolves(peering.accepter_vpc_info())))
            .into_iter()
            .collect()
    }

    fn differences(&self, observed: &Observed) -> Vec<Difference> {
        let found = observed.attributes.get("dns-resolution").cloned().unwrap_or_default();
        Difference::of("dns-resolution", found, "both ways".to_owned())
            .into_iter()
            .collect()
    }

    async fn create(&self, aws: &Aws, _: &Identity) -> Result<Observed, ResourceError> {
        self.resolve_both_ways(aws).await?;
        Ok(self.observed(true))
    }

    async fn change(&self, aws: &Aws, _: &Identity, _: &Observed, _: &[Difference]) -> Result<(), ResourceError> {
        self.resolve_both_ways(aws).await
    }
}
