//! Subnets.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_ec2::types::{AttributeBooleanValue, ResourceType, Subnet as Ec2Subnet, SubnetState};
use futures_util::future::BoxFuture;
use ipnet::Ipv4Net;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::row::{Deletion, Listing, Row};
use super::{Base, Difference, Failure, Field, Handle, Key, Observed, Resource, ResourceError, Scope, State, Vpc, blockers};
use crate::aws::{Action, Aws, AwsError, Identity, Lacking, Noun, Repeat, Setting};

pub(super) const ROW: Row = Row {
    usual_creation: Duration::from_secs(2),
    is_replaceable: false,
    duplicate_codes: &["InvalidSubnet.Conflict"],
    find_holders: Some(|aws, subnet| Box::pin(blockers::of_subnet(aws, &subnet.id))),
    id_filter: Some("subnet-id"),
    ..Row::new(
        "subnet",
        Noun::Subnet,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// What AWS reports of a subnet.
#[derive(Clone, Debug)]
pub struct SubnetFacts {
    /// Its address range.
    pub cidr: Option<Ipv4Net>,
    /// The zone it is in.
    pub availability_zone: Option<String>,
    /// Whether instances in it get a public address at launch.
    pub public_address_on_launch: bool,
    pub(super) described: Arc<Ec2Subnet>,
}

/// A subnet of a VPC.
pub struct Subnet {
    base: Base,
    vpc: Handle<Vpc>,
    cidr: Ipv4Net,
    availability_zone: Option<String>,
    public_address_on_launch: bool,
}

impl Subnet {
    /// A subnet whose instances get no public address. AWS chooses the zone where none is given.
    pub fn new(
        key: &Key<Self>,
        name: impl Into<String>,
        vpc: &Handle<Vpc>,
        cidr: Ipv4Net,
        availability_zone: Option<&str>,
    ) -> Self {
        Self {
            base: Base::new(key, name)
                .on(vpc)
                .showing(cidr.to_string())
                .in_zone(availability_zone),
            vpc: vpc.clone(),
            cidr,
            availability_zone: availability_zone.map(str::to_owned),
            public_address_on_launch: false,
        }
    }

    /// The same, giving each instance a public address at launch.
    pub fn with_public_addresses(self, public: bool) -> Self {
        Self {
            public_address_on_launch: public,
            ..self
        }
    }
}

#[async_trait]
impl Resource for Subnet {
    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, _: &Observed, found: &SubnetFacts) -> Vec<Difference> {
        let zones = self.availability_zone.as_ref().zip(found.availability_zone.as_ref());
        let all = [
            Difference::fixed_unless(Field::Cidr, found.cidr.as_ref(), &self.cidr),
            zones.and_then(|(wanted, found)| Difference::fixed_unless(Field::AvailabilityZone, Some(found), wanted)),
            Difference::of(
                Field::PublicAddressOnLaunch,
                found.public_address_on_launch,
                self.public_address_on_launch,
            ),
        ];
        all.into_iter().flatten().collect()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = Action::CreateWithRange(Noun::Subnet, self.base.name.clone(), self.cidr);
        let answer = aws
            .call(Repeat::OnlyIfRefused, action.clone())
            .tolerating(&["InvalidVpcID.NotFound"])
            .send(|| {
                aws.ec2()
                    .create_subnet()
                    .vpc_id(self.vpc.id())
                    .cidr_block(self.cidr.to_string())
                    .set_availability_zone(self.availability_zone.clone())
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::Subnet]))
                    .send()
            })
            .await?;
        let subnet = answer
            .subnet
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::Subnet)))?;
        Ok(observe(subnet))
    }

    async fn change(&self, aws: &Aws, _: &Identity, observed: &Observed, _: &SubnetFacts) -> Result<(), ResourceError> {
        let wanted = AttributeBooleanValue::builder().value(self.public_address_on_launch).build();
        aws.call(
            Repeat::Safe,
            Action::set(Setting::PublicAddresses, Noun::Subnet, &self.base.name),
        )
        .tolerating(&["InvalidSubnetID.NotFound", "InvalidSubnetId.NotFound"])
        .send(|| {
            aws.ec2()
                .modify_subnet_attribute()
                .subnet_id(&observed.id)
                .map_public_ip_on_launch(wanted.clone())
                .send()
        })
        .await?;
        Ok(())
    }
}

/// Lists the deployment's subnets.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let subnets: Vec<Ec2Subnet> = describe_all!(aws, scope, Noun::Subnet, describe_subnets, subnets);
        Ok(subnets.into_iter().map(observe).collect())
    })
}

fn observe(subnet: Ec2Subnet) -> Observed {
    let state = match subnet.state() {
        Some(SubnetState::Pending) => State::Pending,
        Some(SubnetState::Failed | SubnetState::FailedInsufficientCapacity) => State::failed(Failure::NotMade),
        _ => State::Ready,
    };
    let facts = SubnetFacts {
        cidr: subnet.cidr_block().and_then(|cidr| cidr.parse().ok()),
        availability_zone: subnet.availability_zone().map(str::to_owned),
        public_address_on_launch: subnet.map_public_ip_on_launch().unwrap_or(false),
        described: Arc::new(subnet),
    };
    let subnet = Arc::clone(&facts.described);
    Observed::new(subnet.subnet_id().unwrap_or_default(), state, facts)
        .tagged(tag_pairs(subnet.tags.as_deref()))
        .referring_to(subnet.vpc_id())
}

/// Deletes a subnet.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::delete(Noun::Subnet, &observed.id))
        .send(|| aws.ec2().delete_subnet().subnet_id(&observed.id).send())
        .await?;
    Ok(())
}
