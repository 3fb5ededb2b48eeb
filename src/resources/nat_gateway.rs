//! NAT gateways.

use async_trait::async_trait;
use aws_sdk_ec2::types::{NatGateway as Ec2NatGateway, NatGatewayState, ResourceType};
use futures_util::future::BoxFuture;

use super::ec2_support::{deployment_filter, tag_pairs, tag_specifications};
use super::{Base, Difference, Handle, Resource, ResourceError};
use crate::aws::{Aws, AwsError, Identity, Kind, Observed, Repeat, Scope, State};

/// A public NAT gateway.
pub struct NatGateway {
    base: Base,
    subnet: Handle,
    address: Handle,
}

impl NatGateway {
    /// A NAT gateway in a public subnet, seen from outside at this address.
    ///
    /// `gateway` is the internet gateway it goes out through: AWS fails a NAT gateway whose VPC has none.
    pub fn new(key: &str, name: impl Into<String>, subnet: &Handle, address: &Handle, gateway: &Handle) -> Self {
        Self {
            base: Base::new(key, name, &[subnet, address, gateway]),
            subnet: subnet.clone(),
            address: address.clone(),
        }
    }
}

#[async_trait]
impl Resource for NatGateway {
    fn kind(&self) -> Kind {
        Kind::NatGateway
    }

    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, observed: &Observed) -> Vec<Difference> {
        let found = observed.attributes.get("subnet").cloned().unwrap_or_default();
        if found == self.subnet.id() {
            return Vec::new();
        }
        vec![Difference::fixed("subnet", found, self.subnet.id())]
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = format!("create the NAT gateway {}", self.base.name);
        let answer = aws
            .call(Repeat::Safe, &action)
            .tolerating(&[
                "InvalidSubnetID.NotFound",
                "InvalidSubnet.NotFound",
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
            .ok_or_else(|| AwsError::incomplete_answer(&action, "NAT gateway"))?;
        Ok(observe(&gateway))
    }

    async fn change(&self, _: &Aws, _: &Identity, _: &Observed, _: &[Difference]) -> Result<(), ResourceError> {
        Ok(())
    }
}

/// Lists the deployment's NAT gateways; deleted ones stay visible for about an hour.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let mut gateways = Vec::new();
        let mut next_token: Option<String> = None;
        loop {
            // This call alone names its filters in the singular, so the shared paging does not fit.
            let page = aws
                .read("list the NAT gateways")
                .send(|| {
                    aws.ec2()
                        .describe_nat_gateways()
                        .filter(deployment_filter(scope))
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
        Some(NatGatewayState::Failed) => State::Failed(format!(
            "{}: {}",
            gateway.failure_code().unwrap_or("no failure code"),
            gateway.failure_message().unwrap_or("no message")
        )),
        _ => State::Pending,
    };
    let addresses = gateway.nat_gateway_addresses();
    Observed::new(
        Kind::NatGateway,
        gateway.nat_gateway_id().unwrap_or_default(),
        state,
        gateway.clone(),
    )
    .tagged(tag_pairs(gateway.tags.as_deref()))
    .referring_to([gateway.subnet_id(), gateway.vpc_id()].into_iter().flatten())
    .referring_to(addresses.iter().filter_map(|address| address.allocation_id()))
    .with("subnet", gateway.subnet_id())
    .with("public-address", addresses.iter().find_map(|address| address.public_ip()))
}

/// Deletes a NAT gateway; it takes about a minute to go.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, format!("delete the NAT gateway {}", observed.id))
        .send(|| aws.ec2().delete_nat_gateway().nat_gateway_id(&observed.id).send())
        .await?;
    Ok(())
}
