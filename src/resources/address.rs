//! Elastic IP addresses.

use async_trait::async_trait;
use aws_sdk_ec2::types::{Address as Ec2Address, DomainType, ResourceType};
use futures_util::future::BoxFuture;

use super::ec2_support::{deployment_filter, tag_pairs, tag_specifications};
use super::{Base, Difference, Resource, ResourceError};
use crate::aws::{Aws, AwsError, Identity, Kind, Observed, Repeat, Scope, State};

/// An Elastic IP address.
pub struct Address {
    base: Base,
}

impl Address {
    /// An address of Amazon's pool.
    pub fn new(key: &str, name: impl Into<String>) -> Self {
        Self {
            base: Base::new(key, name, &[]),
        }
    }
}

#[async_trait]
impl Resource for Address {
    fn kind(&self) -> Kind {
        Kind::Address
    }

    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, _: &Observed) -> Vec<Difference> {
        Vec::new()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = format!("allocate the Elastic IP {}", self.base.name);
        let answer = aws
            .call(Repeat::OnlyIfRefused, &action)
            .send(|| {
                aws.ec2()
                    .allocate_address()
                    .domain(DomainType::Vpc)
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::ElasticIp]))
                    .send()
            })
            .await?;
        let id = answer
            .allocation_id
            .ok_or_else(|| AwsError::incomplete_answer(&action, "allocation id"))?;
        let address = Ec2Address::builder()
            .allocation_id(id)
            .set_public_ip(answer.public_ip)
            .build();
        Ok(observe(&address).tagged_as(identity))
    }

    async fn change(&self, _: &Aws, _: &Identity, _: &Observed, _: &[Difference]) -> Result<(), ResourceError> {
        Ok(())
    }
}

/// Lists the deployment's addresses.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let answer = aws
            .read("list the Elastic IPs")
            .send(|| aws.ec2().describe_addresses().filters(deployment_filter(scope)).send())
            .await?;
        Ok(answer.addresses().iter().map(observe).collect())
    })
}

fn observe(address: &Ec2Address) -> Observed {
    Observed::new(Kind::Address, address.allocation_id().unwrap_or_default(), State::Ready, ())
        .tagged(tag_pairs(address.tags.as_deref()))
        .with("public-address", address.public_ip())
}

/// Releases an address.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, format!("release the Elastic IP {}", observed.id))
        .send(|| aws.ec2().release_address().allocation_id(&observed.id).send())
        .await?;
    Ok(())
}
