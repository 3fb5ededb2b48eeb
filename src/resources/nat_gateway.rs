//! NAT gateways.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_ec2::types::{NatGateway as Ec2NatGateway, NatGatewayState, ResourceType};
use futures_util::future::BoxFuture;

use super::ec2_support::{tag_pairs, tag_specifications};
use super::row::{Deletion, Listing, Pausing, Row};
use super::{
    Address, Base, Difference, Failure, Field, Handle, InternetGateway, Inventory, Key, Observed, Resource, ResourceError, Scope,
    State, Subnet, moment,
};
use crate::aws::{Action, Aws, AwsError, Identity, Lacking, Noun, Repeat};
use crate::prices::{Charge, Item};

pub(super) const ROW: Row = Row {
    usual_creation: Duration::from_secs(105),
    usual_deletion: Duration::from_secs(50),
    failed_disappears: true,
    id_filter: Some("nat-gateway-id"),
    pausing: Pausing::TakenAway,
    charges: Some(|_| charges()),
    ..Row::new(
        "nat-gateway",
        Noun::NatGateway,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// What AWS reports of a NAT gateway.
#[derive(Clone, Debug)]
pub struct NatGatewayFacts {
    /// The subnet it is in.
    pub subnet: Option<String>,
    /// The address it is seen at from outside.
    pub public_address: Option<Ipv4Addr>,
    pub(super) described: Arc<Ec2NatGateway>,
}

/// A public NAT gateway.
pub struct NatGateway {
    base: Base,
    subnet: Handle<Subnet>,
    address: Handle<Address>,
}

impl NatGateway {
    /// A NAT gateway in a public subnet, seen from outside at this address.
    ///
    /// `gateway` is the internet gateway it goes out through: AWS fails a NAT gateway whose VPC has none.
    pub fn new(
        key: &Key<Self>,
        name: impl Into<String>,
        subnet: &Handle<Subnet>,
        address: &Handle<Address>,
        gateway: &Handle<InternetGateway>,
    ) -> Self {
        Self {
            base: Base::new(key, name).on(subnet).on(address).on(gateway),
            subnet: subnet.clone(),
            address: address.clone(),
        }
    }
}

#[async_trait]
impl Resource for NatGateway {
    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, _: &Observed, found: &NatGatewayFacts) -> Vec<Difference> {
        let subnet = Difference::fixed_unless(Field::Subnet, found.subnet.as_ref(), &self.subnet.id().to_owned());
        subnet.into_iter().collect()
    }

    fn charges(&self, _: Option<&NatGatewayFacts>, _: &Inventory) -> Vec<Charge> {
        charges()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = Action::create(Noun::NatGateway, &self.base.name);
        let answer = aws
            .call(Repeat::Safe, action.clone())
            .tolerating(&[
                "InvalidSubnetID.NotFound",
                "InvalidSubnet.NotFound",
                "InvalidElasticIpID.NotFound",
                "InvalidAllocationID.NotFound",
            ])
            .send(|| {
                aws.ec2()
                    .create_nat_gateway()
                    .subnet_id(self.subnet.id())
                    .allocation_id(self.address.id())
                    .client_token(identity.client_token())
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::Natgateway]))
                    .send()
            })
            .await?;
        let gateway = answer
            .nat_gateway
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::NatGateway)))?;
        Ok(observe(&gateway))
    }
}

/// Its address is a resource of its own.
fn charges() -> Vec<Charge> {
    vec![
        Charge::present(Item::NatGateway),
        Charge::by_use(Item::NatGatewayTraffic),
        Charge::by_use(Item::TrafficOut),
    ]
}

/// Lists the deployment's NAT gateways; deleted ones stay visible for about an hour.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let mut gateways = Vec::new();
        let mut next_token: Option<String> = None;
        loop {
            // This call alone names its filters in the singular, so the shared paging does not fit.
            let page = aws
                .read(Action::list(Noun::NatGateway))
                .send(|| {
                    aws.ec2()
                        .describe_nat_gateways()
                        .filter(scope.filter())
                        .set_next_token(next_token.clone())
                        .send()
                })
                .await?;
            gateways.extend(page.nat_gateways().iter().map(observe));
            next_token = page.next_token.filter(|token| !token.is_empty());
            if next_token.is_none() {
                return Ok(gateways);
            }
        }
    })
}

fn observe(gateway: &Ec2NatGateway) -> Observed {
    let state = match gateway.state() {
        Some(NatGatewayState::Available) => State::Ready,
        Some(NatGatewayState::Deleting) => State::Deleting,
        Some(NatGatewayState::Deleted) => State::Gone,
        Some(NatGatewayState::Failed) => State::failed(Failure::Answered {
            code: gateway.failure_code().map(str::to_owned),
            message: gateway.failure_message().map(str::to_owned),
        }),
        _ => State::Pending,
    };
    let addresses = gateway.nat_gateway_addresses();
    let public_address = addresses.iter().find_map(|address| address.public_ip());
    let facts = NatGatewayFacts {
        subnet: gateway.subnet_id().map(str::to_owned),
        public_address: public_address.and_then(|address| address.parse().ok()),
        described: Arc::new(gateway.clone()),
    };
    Observed::new(gateway.nat_gateway_id().unwrap_or_default(), state, facts)
        .tagged(tag_pairs(gateway.tags.as_deref()))
        .made_at(gateway.create_time().and_then(moment))
        .referring_to([gateway.subnet_id(), gateway.vpc_id()].into_iter().flatten())
        .referring_to(addresses.iter().filter_map(|address| address.allocation_id()))
}

/// Deletes a NAT gateway; it takes about a minute to go.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::delete(Noun::NatGateway, &observed.id))
        .send(|| aws.ec2().delete_nat_gateway().nat_gateway_id(&observed.id).send())
        .await?;
    Ok(())
}
