//! Elastic IP addresses.

use std::net::Ipv4Addr;

use async_trait::async_trait;
use aws_sdk_ec2::types::{Address as Ec2Address, DomainType, ResourceType};
use futures_util::future::BoxFuture;

use super::ec2_support::{tag_pairs, tag_specifications};
use super::row::{Deletion, Listing, Pausing, Row};
use super::{Base, Inventory, Key, Observed, Resource, ResourceError, Scope, State, blockers};
use crate::aws::{Action, Aws, AwsError, Identity, Lacking, Noun, Repeat};
use crate::prices::{Charge, Item};

pub(super) const ROW: Row = Row {
    // For a moment after its NAT gateway is gone, an address is not ours to release.
    not_yet_codes: &["InvalidIPAddress.InUse", "AuthFailure"],
    find_holders: Some(|aws, address| Box::pin(blockers::of_address(aws, &address.id))),
    id_filter: Some("allocation-id"),
    pausing: Pausing::TakenAway,
    charges: Some(|_| charges()),
    ..Row::new(
        "elastic-ip",
        Noun::Address,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// What AWS reports of an Elastic IP.
#[derive(Clone, Debug)]
pub struct AddressFacts {
    /// The address itself.
    pub public_address: Option<Ipv4Addr>,
}

/// An Elastic IP address.
pub struct Address {
    base: Base,
}

impl Address {
    /// An address of Amazon's pool.
    pub fn new(key: &Key<Self>, name: impl Into<String>) -> Self {
        Self {
            base: Base::new(key, name),
        }
    }
}

#[async_trait]
impl Resource for Address {
    fn base(&self) -> &Base {
        &self.base
    }

    fn charges(&self, _: Option<&AddressFacts>, _: &Inventory) -> Vec<Charge> {
        charges()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = Action::create(Noun::Address, &self.base.name);
        let answer = aws
            .call(Repeat::OnlyIfRefused, action.clone())
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
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::Address)))?;
        let address = Ec2Address::builder()
            .allocation_id(id)
            .set_public_ip(answer.public_ip)
            .build();
        Ok(observe(&address).tagged_as(identity))
    }
}

/// Used or not.
fn charges() -> Vec<Charge> {
    vec![Charge::present(Item::PublicIpv4)]
}

/// Lists the deployment's addresses.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let answer = aws
            .read(Action::list(Noun::Address))
            .send(|| aws.ec2().describe_addresses().filters(scope.filter()).send())
            .await?;
        Ok(answer.addresses().iter().map(observe).collect())
    })
}

fn observe(address: &Ec2Address) -> Observed {
    let facts = AddressFacts {
        public_address: address.public_ip().and_then(|address| address.parse().ok()),
    };
    Observed::new(address.allocation_id().unwrap_or_default(), State::Ready, facts).tagged(tag_pairs(address.tags.as_deref()))
}

/// Releases an address.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::delete(Noun::Address, &observed.id))
        .send(|| aws.ec2().release_address().allocation_id(&observed.id).send())
        .await?;
    Ok(())
}
