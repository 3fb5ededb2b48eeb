//! VPC peering connections, both sides in this account and region.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::row::{Kind, Life, Row, View, done, due, find};
use super::vpcs::Vpc;
use super::{Ec2, cidr, page, tags};
use crate::clock::{after, iso8601};
use crate::common::{Common, Context};
use crate::failures::{Failure, FailureTarget};
use crate::latencies::DEAD_PEERING_VISIBLE;
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// How long a request waits to be accepted. Source: VPC peering guide, a request expires after 7 days.
const EXPIRY: std::time::Duration = std::time::Duration::from_secs(7 * 24 * 3600);

/// A peering connection.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Peering {
    /// `pcx-…`
    pub id: String,
    pub(super) life: Life,
    pub(super) requester: Side,
    pub(super) accepter: Side,
    pub(super) phase: Phase,
}

/// One of the two VPCs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Side {
    pub(super) vpc: String,
    pub(super) cidr: ipnet::Ipv4Net,
    /// Whether host names of the other side resolve to private addresses here.
    pub(super) resolves: bool,
}

/// The last change of state that was requested, and when it is done.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Phase {
    /// Requested: pending acceptance from then on.
    Requested(Timestamp),
    /// Requested between overlapping networks: failed from then on.
    Failed(Timestamp),
    /// Requested, and never accepted: expired from then on.
    Expired(Timestamp),
    /// Accepted: active from then on.
    Accepted(Timestamp),
    /// Deleted from then on.
    Deleted(Timestamp),
}

impl Peering {
    /// Its status code. Source: VPC peering guide, peering connection lifecycle.
    pub(super) fn status(&self, now: Timestamp) -> &'static str {
        match self.phase {
            Phase::Requested(at) if now < at => "initiating-request",
            Phase::Requested(_) if after(self.life.created, EXPIRY) <= now => "expired",
            Phase::Expired(at) if now < at => "initiating-request",
            Phase::Expired(_) => "expired",
            Phase::Requested(_) => "pending-acceptance",
            Phase::Failed(at) if now < at => "initiating-request",
            Phase::Failed(_) => "failed",
            Phase::Accepted(at) if now < at => "provisioning",
            Phase::Accepted(_) => "active",
            Phase::Deleted(at) if now < at => "deleting",
            Phase::Deleted(_) => "deleted",
        }
    }

    /// Whether it joins the two networks now.
    pub fn is_active(&self, now: Timestamp) -> bool {
        self.status(now) == "active"
    }

    /// Whether it will never join them again.
    pub fn is_dead(&self, now: Timestamp) -> bool {
        ["failed", "expired", "deleting", "deleted"].contains(&self.status(now))
    }

    /// Whether a VPC is one of its sides.
    pub fn joins(&self, vpc: &str) -> bool {
        self.requester.vpc == vpc || self.accepter.vpc == vpc
    }

    fn message(&self, common: &Common, now: Timestamp) -> String {
        match self.status(now) {
            "initiating-request" => format!("Initiating Request to {}", common.account),
            "pending-acceptance" => format!("Pending Acceptance by {}", common.account),
            "failed" => "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range".to_owned(),
            "expired" => "The VPC peering connection request expired".to_owned(),
            "provisioning" => "Provisioning".to_owned(),
            "active" => "Active".to_owned(),
            "deleting" => format!("Deleting by {}", common.account),
            _ => format!("Deleted by {}", common.account),
        }
    }
}

/// CreateVpcPeeringConnection. Overlapping networks end in a failed connection, not in an error.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let requester = find::<Vpc>(ec2, params.required("VpcId")?, cx.now)?.clone();
    check_ours("peerOwnerId", params.get("PeerOwnerId"), &common.account)?;
    check_ours("peerRegion", params.get("PeerRegion"), &common.region)?;
    let accepter = find::<Vpc>(ec2, params.required("PeerVpcId")?, cx.now)?.clone();
    let tags = tags::specified(params, "vpc-peering-connection", &["vpc-peering-connection"])?;
    let same = |existing: &Peering| existing.joins(&requester.id) && existing.joins(&accepter.id) && !existing.is_dead(cx.now);
    if requester.id != accepter.id && ec2.peerings.values().any(same) {
        return Err(ApiError::new(
            "VpcPeeringConnectionAlreadyExists",
            format!(
                "A VPC peering connection between {} and {} already exists.",
                requester.id, accepter.id
            ),
        ));
    }
    let waiting = ec2
        .peerings
        .values()
        .filter(|existing| matches!(existing.phase, Phase::Requested(_)));
    cx.account.quotas.check_peering_requests(waiting.count() + 1)?;
    let id = common.ids.resource("pcx");
    let at = due(common, cx, cx.latencies.peering_requested);
    let phase = if requester.id == accepter.id || cidr::overlap(requester.cidr, accepter.cidr) {
        Phase::Failed(at)
    } else {
        match common.failures.next(FailureTarget::Peering).map(Failure::code) {
            None => Phase::Requested(at),
            Some("expired") => Phase::Expired(at),
            Some(_) => Phase::Failed(at),
        }
    };
    let mut life = Life::begin(cx);
    let dead = match phase {
        Phase::Requested(_) => after(cx.now, EXPIRY),
        _ => at,
    };
    life.gone = Some(after(dead, cx.latencies.visible_for(DEAD_PEERING_VISIBLE)));
    let side = |vpc: Vpc| Side {
        vpc: vpc.id,
        cidr: vpc.cidr,
        resolves: false,
    };
    let peering = Peering {
        id: id.clone(),
        life,
        requester: side(requester),
        accepter: side(accepter),
        phase,
    };
    ec2.peerings.insert(&id, peering.clone());
    tags::keep(ec2, cx, &id, tags);
    Ok(answer(ec2, common, cx, &id))
}

/// AcceptVpcPeeringConnection: only of a pending request.
pub fn accept(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("VpcPeeringConnectionId")?;
    let peering = find::<Peering>(ec2, id, cx.now)?;
    let status = peering.status(cx.now);
    if status != "pending-acceptance" {
        return Err(invalid_transition(id, status, "active"));
    }
    for vpc in [&peering.requester.vpc, &peering.accepter.vpc] {
        let accepted = |existing: &&Peering| existing.joins(vpc) && matches!(existing.phase, Phase::Accepted(_));
        let count = ec2.peerings.values().filter(accepted).count() + 1;
        cx.account.quotas.check_peerings_per_vpc(count)?;
    }
    let at = due(common, cx, cx.latencies.peering_active);
    if let Some(peering) = ec2.peerings.get_mut(id) {
        peering.phase = Phase::Accepted(at);
        peering.life.gone = None;
    }
    Ok(answer(ec2, common, cx, id))
}

/// ModifyVpcPeeringConnectionOptions: DNS resolution, once the connection is active and both VPCs give host names.
pub fn modify_options(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("VpcPeeringConnectionId")?;
    let peering = find::<Peering>(ec2, id, cx.now)?;
    if !peering.is_active(cx.now) {
        let message = format!("Peering {id} is not active. Peering options can be added only to active peerings.");
        return Err(ApiError::new("OperationNotPermitted", message));
    }
    let requester = params.boolean("RequesterPeeringConnectionOptions.AllowDnsResolutionFromRemoteVpc")?;
    let accepter = params.boolean("AccepterPeeringConnectionOptions.AllowDnsResolutionFromRemoteVpc")?;
    let hostnames = |vpc: &str| ec2.vpcs.get(vpc).is_some_and(|vpc| vpc.dns_support && vpc.dns_hostnames);
    let enabled = requester == Some(true) || accepter == Some(true);
    if enabled && !(hostnames(&peering.requester.vpc) && hostnames(&peering.accepter.vpc)) {
        return Err(ApiError::new(
            "InvalidVpcPeeringConnectionState.DnsHostnamesDisabled",
            format!("To enable DNS hostname resolution for {id}, DNS hostname support must be enabled for both VPCs."),
        ));
    }
    let mut answer = Element::new("");
    if let Some(peering) = ec2.peerings.get_mut(id) {
        let sides = [
            ("requesterPeeringConnectionOptions", requester, &mut peering.requester),
            ("accepterPeeringConnectionOptions", accepter, &mut peering.accepter),
        ];
        for (name, wanted, side) in sides {
            if let Some(wanted) = wanted {
                side.resolves = wanted;
                answer = answer.child(options(name, side));
            }
        }
    }
    Ok(answer)
}

/// DescribeVpcPeeringConnections.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    page::describe::<Peering>(ec2, common, cx, params, "VpcPeeringConnectionId", "vpcPeeringConnectionSet")
}

/// DeleteVpcPeeringConnection: refused for a failed one, which vanishes by itself.
pub fn delete(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("VpcPeeringConnectionId")?;
    let status = find::<Peering>(ec2, id, cx.now)?.status(cx.now);
    if !["pending-acceptance", "provisioning", "active"].contains(&status) {
        return Err(invalid_transition(id, status, "deleted"));
    }
    let at = due(common, cx, cx.latencies.peering_deleted);
    if let Some(peering) = ec2.peerings.get_mut(id) {
        peering.phase = Phase::Deleted(at);
        peering.life.gone = Some(after(at, cx.latencies.visible_for(DEAD_PEERING_VISIBLE)));
    }
    Ok(done())
}

fn check_ours(parameter: &str, given: Option<&str>, ours: &str) -> Result<(), ApiError> {
    match given {
        Some(other) if other != ours => Err(ApiError::invalid_value(
            parameter,
            other,
            "The sandbox is one account in one region.",
        )),
        _ => Ok(()),
    }
}

fn invalid_transition(id: &str, from: &str, to: &str) -> ApiError {
    ApiError::new(
        "InvalidStateTransition",
        format!("Invalid state transition for {id}, attempted to transition from {from} to {to}"),
    )
}

fn answer(ec2: &Ec2, common: &Common, cx: &Context, id: &str) -> Element {
    let view = View::answering(ec2, common, cx);
    let peering = ec2.peerings.get(id);
    Element::new("").children(peering.map(|peering| peering.element(&view, "vpcPeeringConnection")))
}

fn options(name: &str, side: &Side) -> Element {
    Element::new(name).text("allowDnsResolutionFromRemoteVpc", side.resolves)
}

fn side(common: &Common, name: &str, side: &Side) -> Element {
    Element::new(name)
        .text("ownerId", &common.account)
        .text("vpcId", &side.vpc)
        .text("region", &common.region)
        .text("cidrBlock", side.cidr)
        .list("cidrBlockSet", [Element::new("item").text("cidrBlock", side.cidr)])
        .child(options("peeringOptions", side))
}

impl Row for Peering {
    const KIND: Kind = Kind {
        prefix: "pcx",
        resource_type: "vpc-peering-connection",
        noun: "vpcPeeringConnection",
        not_found: "InvalidVpcPeeringConnectionID.NotFound",
        malformed: "InvalidVpcPeeringConnectionId.Malformed",
    };
    const FILTERS: Documented = documented_filters::VPC_PEERING_CONNECTIONS;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.peerings
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        vec![match filter {
            "accepter-vpc-info.cidr-block" => self.accepter.cidr.to_string(),
            "accepter-vpc-info.vpc-id" => self.accepter.vpc.clone(),
            "requester-vpc-info.cidr-block" => self.requester.cidr.to_string(),
            "requester-vpc-info.vpc-id" => self.requester.vpc.clone(),
            "accepter-vpc-info.owner-id" | "requester-vpc-info.owner-id" => view.common.account.clone(),
            "status-code" => self.status(view.now).to_owned(),
            "status-message" => self.message(view.common, view.now),
            "vpc-peering-connection-id" => self.id.clone(),
            _ => return vec![],
        }]
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let status = self.status(view.now);
        let waits = ["initiating-request", "pending-acceptance"].contains(&status);
        let expiry = waits.then(|| iso8601(after(self.life.created, EXPIRY)));
        Element::new(name)
            .text("vpcPeeringConnectionId", &self.id)
            .child(side(view.common, "requesterVpcInfo", &self.requester))
            .child(side(view.common, "accepterVpcInfo", &self.accepter))
            .child(
                Element::new("status")
                    .text("code", status)
                    .text("message", self.message(view.common, view.now)),
            )
            .optional("expirationTime", expiry)
            .child(view.tag_set(&self.id))
    }
}
