//! Subnets.

use async_trait::async_trait;
use aws_sdk_ec2::types::{AttributeBooleanValue, ResourceType, Subnet as Ec2Subnet, SubnetState};
use futures_util::future::BoxFuture;
use ipnet::Ipv4Net;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::{Base, Difference, Handle, Resource, ResourceError};
use crate::aws::{Aws, AwsError, Identity, Kind, Observed, Repeat, Scope, State};

/// A subnet of a VPC.
pub struct Subnet {
    base: Base,
    vpc: Handle,
    cidr: Ipv4Net,
    availability_zone: Option<String>,
    public_address_on_launch: bool,
}

impl Subnet {
    /// A subnet whose instances get no public address. AWS chooses the zone where none is given.
    pub fn new(key: &str, name: impl Into<String>, vpc: &Handle, cidr: Ipv4Net, availability_zone: Option<&str>) -> Self {
        Self {
            base: Base::new(key, name, &[vpc]).showing(cidr.to_string()),
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
    fn kind(&self) -> Kind {
        Kind::Subnet
    }

    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, observed: &Observed) -> Vec<Difference> {
        let Some(subnet) = observed.body::<Ec2Subnet>() else {
            return Vec::new();
        };
        let mut differences = Vec::new();
        let cidr = subnet.cidr_block().unwrap_or_default();
        if cidr != self.cidr.to_string() {
            differences.push(Difference::fixed("cidr", cidr, self.cidr));
        }
        if let (Some(wanted), Some(found)) = (&self.availability_zone, subnet.availability_zone())
            && wanted != found
        {
            differences.push(Difference::fixed("availability-zone", found, wanted));
        }
        differences.extend(Difference::of(
            "public-address-on-launch",
            subnet.map_public_ip_on_launch().unwrap_or(false),
            self.public_address_on_launch,
        ));
        differences
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = format!("create the subnet {} ({})", self.base.name, self.cidr);
        let answer = aws
            .call(Repeat::OnlyIfRefused, &action)
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
        let subnet = answer.subnet.ok_or_else(|| AwsError::incomplete_answer(&action, "subnet"))?;
        Ok(observe(subnet))
    }

    async fn change(&self, aws: &Aws, _: &Identity, observed: &Observed, _: &[Difference]) -> Result<(), ResourceError> {
        let wanted = AttributeBooleanValue::builder().value(self.public_address_on_launch).build();
        aws.call(
            Repeat::Safe,
            format!("set public addresses on launch of the subnet {}", self.base.name),
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
        let subnets: Vec<Ec2Subnet> = describe_all!(aws, scope, "subnets", describe_subnets, subnets);
        Ok(subnets.into_iter().map(observe).collect())
    })
}

fn observe(subnet: Ec2Subnet) -> Observed {
    let state = match subnet.state() {
        Some(SubnetState::Pending) => State::Pending,
        Some(SubnetState::Failed | SubnetState::FailedInsufficientCapacity) => State::Failed("AWS could not make it".to_owned()),
        _ => State::Ready,
    };
    Observed::new(Kind::Subnet, subnet.subnet_id().unwrap_or_default(), state, subnet.clone())
        .tagged(tag_pairs(subnet.tags.as_deref()))
        .referring_to(subnet.vpc_id())
        .with("cidr", subnet.cidr_block())
        .with("availability-zone", subnet.availability_zone())
}

/// Deletes a subnet.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, format!("delete the subnet {}", observed.id))
        .send(|| aws.ec2().delete_subnet().subnet_id(&observed.id).send())
        .await?;
    Ok(())
}
