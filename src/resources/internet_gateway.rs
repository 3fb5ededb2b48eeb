//! Internet gateways.

use async_trait::async_trait;
use aws_sdk_ec2::types::{InternetGateway as Ec2InternetGateway, ResourceType};
use futures_util::future::BoxFuture;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::{Base, Difference, Handle, Resource, ResourceError};
use crate::aws::{Aws, AwsError, Identity, Kind, Observed, Repeat, Scope, State};

/// An internet gateway attached to a VPC.
pub struct InternetGateway {
    base: Base,
    vpc: Handle,
}

impl InternetGateway {
    /// A gateway attached to this VPC.
    pub fn attached_to(key: &str, name: impl Into<String>, vpc: &Handle) -> Self {
        Self {
            base: Base::new(key, name, &[vpc]),
            vpc: vpc.clone(),
        }
    }
}

#[async_trait]
impl Resource for InternetGateway {
    fn kind(&self) -> Kind {
        Kind::InternetGateway
    }

    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, observed: &Observed) -> Vec<Difference> {
        let found = observed.attributes.get("attached-to").cloned().unwrap_or_default();
        if found.is_empty() {
            return vec![Difference::changeable("attached-to", found, self.vpc.id())];
        }
        // A gateway that serves another VPC is somebody's decision: it is reported, never torn away.
        if found != self.vpc.id() {
            return vec![Difference::fixed("attached-to", found, self.vpc.id())];
        }
        Vec::new()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = format!("create the internet gateway {}", self.base.name);
        let answer = aws
            .call(Repeat::OnlyIfRefused, &action)
            .send(|| {
                aws.ec2()
                    .create_internet_gateway()
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::InternetGateway]))
                    .send()
            })
            .await?;
        let gateway = answer
            .internet_gateway
            .ok_or_else(|| AwsError::incomplete_answer(&action, "internet gateway"))?;
        Ok(observe(gateway))
    }

    async fn change(&self, aws: &Aws, _: &Identity, observed: &Observed, _: &[Difference]) -> Result<(), ResourceError> {
        let attached = aws
            .call(
                Repeat::Safe,
                format!("attach the internet gateway {} to {}", self.base.name, self.vpc.id()),
            )
            .tolerating(&["InvalidInternetGatewayID.NotFound", "InvalidVpcID.NotFound"])
            .send(|| {
                aws.ec2()
                    .attach_internet_gateway()
                    .internet_gateway_id(&observed.id)
                    .vpc_id(self.vpc.id())
                    .send()
            })
            .await;
        match attached {
            // The answer to an attach that went through the first time and was sent again.
            Err(error) if error.is(&["Resource.AlreadyAssociated"]) => Ok(()),
            other => Ok(other.map(|_| ())?),
        }
    }
}

/// Lists the deployment's internet gateways.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let gateways: Vec<Ec2InternetGateway> =
            describe_all!(aws, scope, "internet gateways", describe_internet_gateways, internet_gateways);
        Ok(gateways.into_iter().map(observe).collect())
    })
}

fn observe(gateway: Ec2InternetGateway) -> Observed {
    let attached = gateway.attachments().iter().find_map(|attachment| attachment.vpc_id());
    let vpc = attached.map(str::to_owned);
    let id = gateway.internet_gateway_id().unwrap_or_default().to_owned();
    let tags: Vec<_> = tag_pairs(gateway.tags.as_deref()).collect();
    Observed::new(Kind::InternetGateway, id, State::Ready, gateway)
        .tagged(tags)
        .referring_to(vpc.clone())
        .with("attached-to", vpc)
}

/// Detaches and deletes an internet gateway.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    if let Some(vpc) = observed.attributes.get("attached-to") {
        let detached = aws
            .call(
                Repeat::Safe,
                format!("detach the internet gateway {} from {vpc}", observed.id),
            )
            .send(|| {
                aws.ec2()
                    .detach_internet_gateway()
                    .internet_gateway_id(&observed.id)
                    .vpc_id(vpc)
                    .send()
            })
            .await;
        match detached {
            Err(error) if error.is(&["Gateway.NotAttached"]) => {}
            other => drop(other?),
        }
    }
    aws.call(Repeat::Safe, format!("delete the internet gateway {}", observed.id))
        .send(|| aws.ec2().delete_internet_gateway().internet_gateway_id(&observed.id).send())
        .await?;
    Ok(())
}
