//! VPC peering connections: requested, and accepted.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_ec2::types::{
    ResourceType, VpcPeeringConnection, VpcPeeringConnectionStateReasonCode as Code, VpcPeeringConnectionVpcInfo as VpcInfo,
};
use futures_util::future::BoxFuture;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::row::{Deletion, Listing, Row};
use super::{Base, Difference, Failure, Field, Handle, Key, Observed, Resource, ResourceError, Scope, State, Vpc};
use crate::aws::{Action, Aws, AwsError, Change, Identity, Lacking, Noun, Propagation, Repeat};

pub(super) const ROW: Row = Row {
    usual_creation: Duration::from_secs(2),
    failed_disappears: true,
    duplicate_codes: &["VpcPeeringConnectionAlreadyExists"],
    // While it is being requested; one that failed is no longer listed.
    not_yet_codes: &["InvalidStateTransition"],
    id_filter: Some("vpc-peering-connection-id"),
    ..Row::new(
        "vpc-peering",
        Noun::VpcPeering,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

const LAG: &[&str] = &["InvalidVpcPeeringConnectionID.NotFound", "InvalidVpcID.NotFound"];

/// What AWS reports of a peering connection.
#[derive(Clone, Debug)]
pub struct VpcPeeringFacts {
    status: Option<Code>,
    requester: Option<String>,
    accepter: Option<String>,
    /// Whether each side resolves the other's private DNS names: the requester's, then the accepter's.
    pub(super) resolves_dns: [bool; 2],
    pub(super) described: Arc<VpcPeeringConnection>,
}

impl VpcPeeringFacts {
    /// Its status in AWS's words, e.g. `active`.
    pub fn status(&self) -> &str {
        self.status.as_ref().map(Code::as_str).unwrap_or_default()
    }

    fn is_unaccepted(&self) -> bool {
        matches!(self.status, Some(Code::InitiatingRequest | Code::PendingAcceptance))
    }
}

/// A peering connection between two VPCs of one account and region.
pub struct VpcPeering {
    base: Base,
    requester: Handle<Vpc>,
    accepter: Handle<Vpc>,
}

impl VpcPeering {
    /// The connection that `requester` asks `accepter` for.
    pub fn between(key: &Key<Self>, name: impl Into<String>, requester: &Handle<Vpc>, accepter: &Handle<Vpc>) -> Self {
        Self {
            base: Base::new(key, name).on(requester).on(accepter),
            requester: requester.clone(),
            accepter: accepter.clone(),
        }
    }
}

#[async_trait]
impl Resource for VpcPeering {
    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, _: &Observed, found: &VpcPeeringFacts) -> Vec<Difference> {
        let all = [
            Difference::fixed_unless(Field::Requester, found.requester.as_ref(), &self.requester.id().to_owned()),
            Difference::fixed_unless(Field::Accepter, found.accepter.as_ref(), &self.accepter.id().to_owned()),
            found
                .is_unaccepted()
                .then(|| Difference::changeable(Field::Acceptance, "pending", "accepted")),
        ];
        all.into_iter().flatten().collect()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = Action::create(Noun::VpcPeering, &self.base.name);
        let answer = aws
            .call(Repeat::OnlyIfRefused, action.clone())
            .tolerating(LAG)
            .send(|| {
                aws.ec2()
                    .create_vpc_peering_connection()
                    .vpc_id(self.requester.id())
                    .peer_vpc_id(self.accepter.id())
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::VpcPeeringConnection]))
                    .send()
            })
            .await?;
        let peering = answer
            .vpc_peering_connection
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::VpcPeering)))?;
        Ok(observe(peering).tagged_as(identity))
    }

    /// Accepts the request. While AWS still prepares it, it can be neither found nor accepted.
    async fn change(&self, aws: &Aws, _: &Identity, observed: &Observed, found: &VpcPeeringFacts) -> Result<(), ResourceError> {
        if !found.is_unaccepted() {
            return Ok(());
        }
        let mut propagation = Propagation::begins(aws);
        loop {
            let refusal = match accept(aws, &observed.id).await {
                Err(error) if error.is(&["InvalidStateTransition"]) => error,
                other => return Ok(other?),
            };
            // Not ready to be accepted yet, accepted already by a call whose answer was lost, or dead.
            if let Some(peering) = look(aws, &observed.id).await? {
                if matches!(status(&peering), Some(Code::Provisioning | Code::Active)) {
                    return Ok(());
                }
                if let State::Failed(reason) = observe(peering).state {
                    return Err(self.failed(&observed.id, reason));
                }
            }
            propagation.next_look(refusal).await?;
        }
    }
}

impl VpcPeering {
    fn failed(&self, id: &str, reason: Box<Failure>) -> ResourceError {
        ResourceError::PeeringFailed {
            name: self.base.name.clone(),
            id: id.to_owned(),
            reason,
        }
    }
}

async fn accept(aws: &Aws, id: &str) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::change(Change::Accept, Noun::VpcPeering, id))
        .tolerating(LAG)
        .send(|| aws.ec2().accept_vpc_peering_connection().vpc_peering_connection_id(id).send())
        .await?;
    Ok(())
}

async fn look(aws: &Aws, id: &str) -> Result<Option<VpcPeeringConnection>, AwsError> {
    let answer = aws
        .read(Action::Read(Noun::VpcPeering, id.to_owned()))
        .tolerating(LAG)
        .send(|| {
            aws.ec2()
                .describe_vpc_peering_connections()
                .vpc_peering_connection_ids(id)
                .send()
        })
        .await?;
    Ok(answer.vpc_peering_connections.unwrap_or_default().into_iter().next())
}

fn status(peering: &VpcPeeringConnection) -> Option<&Code> {
    peering.status().and_then(|status| status.code())
}

/// Lists the deployment's peering connections; dead ones stay visible for a while.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let peerings: Vec<VpcPeeringConnection> = describe_all!(
            aws,
            scope,
            Noun::VpcPeering,
            describe_vpc_peering_connections,
            vpc_peering_connections
        );
        Ok(peerings.into_iter().map(observe).collect())
    })
}

fn observe(peering: VpcPeeringConnection) -> Observed {
    let message = || {
        let message = peering.status().and_then(|status| status.message());
        message.map(str::to_owned)
    };
    let state = match status(&peering) {
        Some(Code::Active) => State::Ready,
        Some(Code::Failed | Code::Rejected | Code::Expired) => State::failed(Failure::NotPeered(message())),
        Some(Code::Deleting) => State::Deleting,
        Some(Code::Deleted) => State::Gone,
        _ => State::Pending,
    };
    let id = peering.vpc_peering_connection_id().unwrap_or_default().to_owned();
    let tags: Vec<_> = tag_pairs(peering.tags.as_deref()).collect();
    let (requester, accepter) = (peering.requester_vpc_info(), peering.accepter_vpc_info());
    let vpc = |side: Option<&VpcInfo>| side.and_then(|side| side.vpc_id()).map(str::to_owned);
    let facts = VpcPeeringFacts {
        status: status(&peering).cloned(),
        requester: vpc(requester),
        accepter: vpc(accepter),
        resolves_dns: [resolves_dns(requester), resolves_dns(accepter)],
        described: Arc::new(peering),
    };
    let vpcs = [facts.requester.clone(), facts.accepter.clone()];
    Observed::new(id, state, facts)
        .tagged(tags)
        .referring_to(vpcs.into_iter().flatten())
}

fn resolves_dns(side: Option<&VpcInfo>) -> bool {
    side.and_then(|side| side.peering_options())
        .and_then(|options| options.allow_dns_resolution_from_remote_vpc())
        .unwrap_or(false)
}

/// Deletes a peering connection. One that failed or was rejected can't be deleted and goes by itself.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::delete(Noun::VpcPeering, &observed.id))
        .send(|| {
            aws.ec2()
                .delete_vpc_peering_connection()
                .vpc_peering_connection_id(&observed.id)
                .send()
        })
        .await
        .map(|_| ())
}
