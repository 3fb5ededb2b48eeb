//! Internet gateways.

use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_ec2::types::{InternetGateway as Ec2InternetGateway, ResourceType};
use futures_util::future::BoxFuture;

use super::blocker::Found;
use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::row::{Deletion, Listing, Row};
use super::{Base, Difference, Field, Handle, Key, Kind, Observed, Resource, ResourceError, Scope, State, Vpc, blockers};
use crate::aws::{Action, Aws, AwsError, Identity, Lacking, Link, Noun, Repeat};

pub(super) const ROW: Row = Row {
    // AWS lets no gateway go while public addresses are mapped through it.
    deleted_after: &[Kind::NatGateway, Kind::Instance, Kind::Address],
    find_holders: Some(|aws, gateway| Box::pin(find_holders(aws, gateway))),
    id_filter: Some("internet-gateway-id"),
    ..Row::new(
        "internet-gateway",
        Noun::InternetGateway,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// What AWS reports of an internet gateway.
#[derive(Clone, Debug)]
pub struct InternetGatewayFacts {
    /// The VPC it is attached to.
    pub attached_to: Option<String>,
    pub(super) described: Arc<Ec2InternetGateway>,
}

/// An internet gateway attached to a VPC.
pub struct InternetGateway {
    base: Base,
    vpc: Handle<Vpc>,
}

impl InternetGateway {
    /// A gateway attached to this VPC.
    pub fn attached_to(key: &Key<Self>, name: impl Into<String>, vpc: &Handle<Vpc>) -> Self {
        Self {
            base: Base::new(key, name).on(vpc),
            vpc: vpc.clone(),
        }
    }
}

#[async_trait]
impl Resource for InternetGateway {
    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, _: &Observed, found: &InternetGatewayFacts) -> Vec<Difference> {
        match &found.attached_to {
            None => vec![Difference::changeable(Field::AttachedTo, "", self.vpc.id())],
            // A gateway that serves another VPC is somebody's decision: it is reported, never detached.
            Some(other) if other != self.vpc.id() => vec![Difference::fixed(Field::AttachedTo, other, self.vpc.id())],
            Some(_) => Vec::new(),
        }
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = Action::create(Noun::InternetGateway, &self.base.name);
        let answer = aws
            .call(Repeat::OnlyIfRefused, action.clone())
            .send(|| {
                aws.ec2()
                    .create_internet_gateway()
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::InternetGateway]))
                    .send()
            })
            .await?;
        let gateway = answer
            .internet_gateway
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::InternetGateway)))?;
        Ok(observe(gateway))
    }

    async fn change(&self, aws: &Aws, _: &Identity, observed: &Observed, _: &InternetGatewayFacts) -> Result<(), ResourceError> {
        let attached = aws
            .call(Repeat::Safe, Action::link(Link::Attach, &self.base.name, self.vpc.id()))
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
        let gateways: Vec<Ec2InternetGateway> = describe_all!(
            aws,
            scope,
            Noun::InternetGateway,
            describe_internet_gateways,
            internet_gateways
        );
        Ok(gateways.into_iter().map(observe).collect())
    })
}

fn observe(gateway: Ec2InternetGateway) -> Observed {
    let attached = gateway.attachments().iter().find_map(|attachment| attachment.vpc_id());
    let vpc = attached.map(str::to_owned);
    let id = gateway.internet_gateway_id().unwrap_or_default().to_owned();
    let tags: Vec<_> = tag_pairs(gateway.tags.as_deref()).collect();
    let facts = InternetGatewayFacts {
        attached_to: vpc.clone(),
        described: Arc::new(gateway),
    };
    Observed::new(id, State::Ready, facts).tagged(tags).referring_to(vpc)
}

async fn find_holders(aws: &Aws, observed: &Observed) -> Vec<Found> {
    match attached_to(observed) {
        Some(vpc) => vec![blockers::public_interfaces(aws, vpc).await],
        None => Vec::new(),
    }
}

fn attached_to(observed: &Observed) -> Option<&str> {
    observed.facts_of::<InternetGateway>()?.attached_to.as_deref()
}

/// Detaches and deletes an internet gateway.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    if let Some(vpc) = attached_to(observed) {
        let detached = aws
            .call(Repeat::Safe, Action::link(Link::Detach, &observed.id, vpc))
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
    aws.call(Repeat::Safe, Action::delete(Noun::InternetGateway, &observed.id))
        .send(|| aws.ec2().delete_internet_gateway().internet_gateway_id(&observed.id).send())
        .await?;
    Ok(())
}
