//! DNS resolution across a peering connection: a setting of the connection that AWS takes only once it is active.

use async_trait::async_trait;
use aws_sdk_ec2::types::PeeringConnectionOptionsRequest;

use super::row::{Deletion, Listing, Naming, Retagging, Row};
use super::{
    Base, Difference, DifferenceValue, Field, Handle, Inventory, Key, Kind, Observed, Resource, ResourceError, State, VpcPeering,
};
use crate::aws::{Action, Aws, Identity, Noun, Repeat};
use crate::locale::say;

pub(super) const ROW: Row = Row {
    naming: Naming::None,
    retagging: Retagging::None,
    ..Row::new(
        "vpc-peering-options",
        Noun::VpcPeeringOptions,
        Listing::Within(Kind::VpcPeering),
        Deletion::WithHolder,
    )
};

/// What AWS reports of a peering connection's options.
#[derive(Clone, Debug)]
pub struct VpcPeeringOptionsFacts {
    resolves: Resolves,
}

/// Between which sides private DNS names resolve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Resolves {
    BothWays,
    OneWay,
}

/// Private DNS names of either side resolve to private addresses on the other.
pub struct VpcPeeringOptions {
    base: Base,
    peering: Handle<VpcPeering>,
}

impl VpcPeeringOptions {
    /// DNS resolution both ways over this active connection.
    pub fn dns_resolution_both_ways(key: &Key<Self>, peering: &Handle<VpcPeering>) -> Self {
        Self {
            base: Base::new(key, say().resource_dns_resolution()).on(peering),
            peering: peering.clone(),
        }
    }

    fn observed(&self, resolves: Resolves) -> Observed {
        Observed::new(self.peering.id(), State::Ready, VpcPeeringOptionsFacts { resolves })
    }

    async fn resolve_both_ways(&self, aws: &Aws) -> Result<(), ResourceError> {
        let options = PeeringConnectionOptionsRequest::builder()
            .allow_dns_resolution_from_remote_vpc(true)
            .build();
        aws.call(Repeat::Safe, Action::ResolveNames(self.peering.id().to_owned()))
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
    fn base(&self) -> &Base {
        &self.base
    }

    fn find(&self, inventory: &Inventory) -> Vec<Observed> {
        let peering = inventory.facts_by_id::<VpcPeering>(self.peering.id());
        match peering.map(|peering| peering.resolves_dns) {
            Some([true, true]) => vec![self.observed(Resolves::BothWays)],
            Some([true, false] | [false, true]) => vec![self.observed(Resolves::OneWay)],
            // Options nobody has set are not there yet, rather than different.
            Some([false, false]) | None => Vec::new(),
        }
    }

    fn differences(&self, _: &Observed, found: &VpcPeeringOptionsFacts) -> Vec<Difference> {
        let resolution = (found.resolves == Resolves::OneWay).then(|| {
            let (found, wanted) = (DifferenceValue::ResolvesOneWay, DifferenceValue::ResolvesBothWays);
            Difference::changeable(Field::DnsResolution, found, wanted)
        });
        resolution.into_iter().collect()
    }

    async fn create(&self, aws: &Aws, _: &Identity) -> Result<Observed, ResourceError> {
        self.resolve_both_ways(aws).await?;
        Ok(self.observed(Resolves::BothWays))
    }

    async fn change(&self, aws: &Aws, _: &Identity, _: &Observed, _: &VpcPeeringOptionsFacts) -> Result<(), ResourceError> {
        self.resolve_both_ways(aws).await
    }
}
