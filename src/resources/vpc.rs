//! VPCs.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_ec2::types::{AttributeBooleanValue, ResourceType, Vpc as Ec2Vpc, VpcAttributeName, VpcState};
use futures_util::future::{BoxFuture, try_join_all};
use ipnet::Ipv4Net;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::row::{Deletion, Listing, Row};
use super::{Base, Difference, Field, Key, Observed, Resource, ResourceError, Scope, State, blockers};
use crate::aws::{Action, Aws, AwsError, Identity, Lacking, Noun, Propagation, Repeat, Setting};

pub(super) const ROW: Row = Row {
    usual_creation: Duration::from_secs(2),
    find_holders: Some(|aws, vpc| Box::pin(blockers::of_vpc(aws, &vpc.id))),
    id_filter: Some("vpc-id"),
    ..Row::new(
        "vpc",
        Noun::Vpc,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// What AWS reports of a VPC.
#[derive(Clone, Debug)]
pub struct VpcFacts {
    /// Its first address range.
    pub cidr: Option<Ipv4Net>,
    dns: Dns,
    pub(super) described: Arc<Ec2Vpc>,
}

/// A VPC with DNS support and host names.
pub struct Vpc {
    base: Base,
    cidr: Ipv4Net,
}

impl Vpc {
    /// A VPC of this address range.
    pub fn new(key: &Key<Self>, name: impl Into<String>, cidr: Ipv4Net) -> Self {
        Self {
            base: Base::new(key, name).showing(cidr.to_string()),
            cidr,
        }
    }
}

/// The DNS attributes, which AWS reports apart from the VPC itself.
#[derive(Clone, Copy, Debug)]
struct Dns {
    support: bool,
    hostnames: bool,
}

#[async_trait]
impl Resource for Vpc {
    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, _: &Observed, found: &VpcFacts) -> Vec<Difference> {
        let all = [
            Difference::fixed_unless(Field::Cidr, found.cidr.as_ref(), &self.cidr),
            Difference::of(Field::DnsSupport, found.dns.support, true),
            Difference::of(Field::DnsHostnames, found.dns.hostnames, true),
        ];
        all.into_iter().flatten().collect()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = Action::CreateWithRange(Noun::Vpc, self.base.name.clone(), self.cidr);
        let answer = aws
            .call(Repeat::OnlyIfRefused, action.clone())
            .send(|| {
                aws.ec2()
                    .create_vpc()
                    .cidr_block(self.cidr.to_string())
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::Vpc]))
                    .send()
            })
            .await?;
        let vpc = answer
            .vpc
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::Vpc)))?;
        // A new VPC resolves names and gives none out (EC2 API reference, ModifyVpcAttribute).
        let dns = Dns {
            support: true,
            hostnames: false,
        };
        Ok(observe(vpc, dns).tagged_as(identity))
    }

    async fn change(&self, aws: &Aws, _: &Identity, observed: &Observed, found: &VpcFacts) -> Result<(), ResourceError> {
        let on = || Some(AttributeBooleanValue::builder().value(true).build());
        // One attribute a call: AWS refuses two.
        if !found.dns.support {
            self.set(aws, observed, Setting::DnsSupport, (on(), None)).await?;
        }
        if !found.dns.hostnames {
            self.set(aws, observed, Setting::DnsHostNames, (None, on())).await?;
        }
        Ok(())
    }
}

impl Vpc {
    async fn set(
        &self,
        aws: &Aws,
        observed: &Observed,
        what: Setting,
        (support, hostnames): (Option<AttributeBooleanValue>, Option<AttributeBooleanValue>),
    ) -> Result<(), AwsError> {
        aws.call(Repeat::Safe, Action::set(what, Noun::Vpc, &self.base.name))
            .tolerating(&["InvalidVpcID.NotFound"])
            .send(|| {
                aws.ec2()
                    .modify_vpc_attribute()
                    .vpc_id(&observed.id)
                    .set_enable_dns_support(support.clone())
                    .set_enable_dns_hostnames(hostnames.clone())
                    .send()
            })
            .await?;
        Ok(())
    }
}

/// Lists the deployment's VPCs with their DNS attributes.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let mut propagation = Propagation::begins(aws);
        loop {
            let vpcs: Vec<Ec2Vpc> = describe_all!(aws, scope, Noun::Vpc, describe_vpcs, vpcs);
            match try_join_all(vpcs.into_iter().map(|vpc| with_dns(aws, vpc))).await {
                // One that is listed and not found was made or deleted a moment ago: the next listing shows which.
                Err(error) if error.is(&["InvalidVpcID.NotFound"]) => propagation.next_look(error).await?,
                listed => return listed,
            }
        }
    })
}

async fn with_dns(aws: &Aws, vpc: Ec2Vpc) -> Result<Observed, AwsError> {
    let id = vpc.vpc_id().unwrap_or_default();
    let (support, hostnames) = tokio::try_join!(
        attribute(aws, id, VpcAttributeName::EnableDnsSupport, Setting::DnsSupport),
        attribute(aws, id, VpcAttributeName::EnableDnsHostnames, Setting::DnsHostNames),
    )?;
    let tags: Vec<_> = tag_pairs(vpc.tags.as_deref()).collect();
    Ok(observe(vpc, Dns { support, hostnames }).tagged(tags))
}

async fn attribute(aws: &Aws, id: &str, name: VpcAttributeName, setting: Setting) -> Result<bool, AwsError> {
    let answer = aws
        .read(Action::read_setting(setting, Noun::Vpc, id))
        .send(|| aws.ec2().describe_vpc_attribute().vpc_id(id).attribute(name.clone()).send())
        .await?;
    let value = answer.enable_dns_support.or(answer.enable_dns_hostnames);
    Ok(value.and_then(|value| value.value).unwrap_or(false))
}

fn observe(vpc: Ec2Vpc, dns: Dns) -> Observed {
    let state = match vpc.state() {
        Some(VpcState::Pending) => State::Pending,
        _ => State::Ready,
    };
    let id = vpc.vpc_id().unwrap_or_default().to_owned();
    let facts = VpcFacts {
        cidr: vpc.cidr_block().and_then(|cidr| cidr.parse().ok()),
        dns,
        described: Arc::new(vpc),
    };
    Observed::new(id, state, facts)
}

/// Deletes a VPC. One that is gone already is fine.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::delete(Noun::Vpc, &observed.id))
        .send(|| aws.ec2().delete_vpc().vpc_id(&observed.id).send())
        .await?;
    Ok(())
}
