//! NAT gateways.

use std::net::Ipv4Addr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::addresses::{self, Address};
use super::documented_filters::{self, Documented};
use super::network_interfaces::{self, New, Public};
use super::row::{Kind, Life, Row, View, due, find, not_found};
use super::subnets::Subnet;
use super::{Ec2, internet_gateways, page, tags, tokens};
use crate::clock::{after, iso8601};
use crate::common::{Common, Context};
use crate::failures::FailureTarget;
use crate::latencies::DELETED_NAT_GATEWAY_VISIBLE;
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// A NAT gateway.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NatGateway {
    /// `nat-…`
    pub id: String,
    pub(super) life: Life,
    pub(super) subnet: String,
    /// The VPC of the subnet.
    pub vpc: String,
    pub(super) allocation: String,
    pub(super) interface: String,
    pub(super) private_ip: Ipv4Addr,
    pub(super) public_ip: Ipv4Addr,
    pub(super) ending: Ending,
    pub(super) deletion: Option<Deletion>,
}

/// The outcome of the creation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Ending {
    /// A working gateway.
    Available {
        /// From then on.
        at: Timestamp,
    },
    /// A failed gateway.
    Failed {
        /// From then on.
        at: Timestamp,
        /// As `Gateway.NotAttached`.
        code: String,
        /// A sentence for people.
        message: String,
    },
}

/// The times of a deletion.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Deletion {
    pub(super) asked: Timestamp,
    pub(super) done: Timestamp,
}

impl NatGateway {
    pub(super) fn state(&self, now: Timestamp) -> &'static str {
        match (&self.deletion, &self.ending) {
            (Some(deletion), _) if deletion.done <= now => "deleted",
            (Some(_), _) => "deleting",
            (None, Ending::Available { at }) if *at <= now => "available",
            (None, Ending::Failed { at, .. }) if *at <= now => "failed",
            (None, _) => "pending",
        }
    }

    /// Whether it is pending or available: not failed, and not being deleted.
    pub fn is_live(&self, now: Timestamp) -> bool {
        matches!(self.state(now), "pending" | "available")
    }

    /// Whether traffic can pass.
    pub fn is_available(&self, now: Timestamp) -> bool {
        self.state(now) == "available"
    }
}

/// CreateNatGateway, for public gateways. AWS accepts the call, and the gateway ends `failed` when the VPC has no internet
/// gateway or the address is mapped already. Source: NAT gateway troubleshooting page.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let used = tokens::read(params, "")?;
    let id = match tokens::made(ec2, used.as_ref(), |ec2, id| ec2.nat_gateways.contains(id))? {
        Some(id) => id,
        None => {
            let id = insert(ec2, common, cx, params)?;
            tokens::remember(ec2, used, &id);
            id
        }
    };
    let view = View::answering(ec2, common, cx);
    let nat = ec2.nat_gateways.get(&id);
    Ok(Element::new("")
        .children(nat.map(|nat| nat.element(&view, "natGateway")))
        .optional("clientToken", params.get("ClientToken")))
}

/// The address of a new gateway. One that isn't known yet has a code that other calls don't answer. Source: docs/AWS.md, "Propagation".
fn address(ec2: &Ec2, cx: &Context, params: &Params) -> Result<Address, ApiError> {
    let id = params.required("AllocationId")?;
    let found = find::<Address>(ec2, id, cx.now).cloned();
    found.map_err(|error| match error.code == Address::KIND.not_found {
        true => ApiError::new(
            "InvalidElasticIpID.NotFound",
            format!("Elastic IP address {id} could not be found."),
        ),
        false => error,
    })
}

fn check_quota(ec2: &Ec2, cx: &Context, zone: &str) -> Result<(), ApiError> {
    let in_zone = |nat: &&NatGateway| ec2.subnets.get(&nat.subnet).is_some_and(|subnet| subnet.zone == zone);
    let gateways = ec2.nat_gateways.values().filter(in_zone);
    let alive = gateways.filter(|nat| !["deleted", "failed"].contains(&nat.state(cx.now)));
    cx.account.quotas.check_nat_gateways_per_zone(alive.count() + 1)
}

fn insert(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<String, ApiError> {
    let subnet = find::<Subnet>(ec2, params.required("SubnetId")?, cx.now)?.clone();
    let connectivity = params.get("ConnectivityType").unwrap_or("public");
    if connectivity != "public" {
        let message = format!("The sandbox has public NAT gateways only, not {connectivity} ones.");
        return Err(ApiError::new("UnsupportedOperation", message));
    }
    let address = address(ec2, cx, params)?;
    let tags = tags::specified(params, "natgateway", &["natgateway"])?;
    check_quota(ec2, cx, &subnet.zone)?;
    let failure = failure(ec2, common, cx, &subnet, &address);
    let id = common.ids.resource("nat");
    let interface = network_interfaces::create(
        ec2,
        common,
        cx,
        New {
            subnet: subnet.id.clone(),
            description: format!("Interface for NAT Gateway {id}"),
            interface_type: "nat_gateway".to_owned(),
            requester: Some("amazon-aws".to_owned()),
            ..New::default()
        },
    )?;
    let mut life = Life::begin(cx);
    let failure = failure.or_else(|| {
        let failure = common.failures.next(FailureTarget::NatGateway)?;
        Some((failure.code(), failure.message(&interface)))
    });
    let ending = match failure {
        Some((code, message)) => {
            let at = due(common, cx, cx.latencies.nat_gateway_failed);
            life.gone = Some(after(at, cx.latencies.visible_for(DELETED_NAT_GATEWAY_VISIBLE)));
            network_interfaces::delete_at(ec2, &interface, at);
            let code = code.to_owned();
            Ending::Failed { at, code, message }
        }
        None => {
            map(ec2, &interface, &address);
            let at = due(common, cx, cx.latencies.nat_gateway_available);
            Ending::Available { at }
        }
    };
    let row = ec2.network_interfaces.get(&interface);
    let nat = NatGateway {
        id: id.clone(),
        life,
        subnet: subnet.id,
        vpc: subnet.vpc,
        allocation: address.id,
        private_ip: row.map_or(Ipv4Addr::UNSPECIFIED, |row| row.private_ip),
        interface,
        public_ip: address.ip,
        ending,
        deletion: None,
    };
    ec2.nat_gateways.insert(&id, nat);
    tags::keep(ec2, cx, &id, tags);
    Ok(id)
}

fn failure(ec2: &Ec2, common: &Common, cx: &Context, subnet: &Subnet, address: &Address) -> Option<(&'static str, String)> {
    let view = View::answering(ec2, common, cx);
    if internet_gateways::attached_to(ec2, &subnet.vpc).is_none() {
        let message = format!("Network {} has no Internet gateway attached", subnet.vpc);
        return Some(("Gateway.NotAttached", message));
    }
    address.interface(&view)?;
    let message = format!("Elastic IP address [{}] is already associated", address.id);
    Some(("Resource.AlreadyAssociated", message))
}

fn map(ec2: &mut Ec2, interface: &str, address: &Address) {
    if let Some(row) = ec2.network_interfaces.get_mut(interface) {
        row.public = Some(Public {
            ip: address.ip,
            allocation: Some(address.id.clone()),
            until: None,
        });
    }
}

/// DescribeNatGateways.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    page::describe::<NatGateway>(ec2, common, cx, params, "NatGatewayId", "natGatewaySet")
}

/// DeleteNatGateway. The address is free when it is deleted; its interface holds the subnet a little longer.
pub fn delete(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("NatGatewayId")?.to_owned();
    let nat = find::<NatGateway>(ec2, &id, cx.now)?.clone();
    match nat.state(cx.now) {
        "deleted" => return Err(not_found(&id, &NatGateway::KIND)),
        "deleting" => {}
        _ => {
            let done = due(common, cx, cx.latencies.nat_gateway_deleted);
            network_interfaces::unmap(ec2, &nat.interface, done);
            let linger = after(done, cx.latencies.network_interface_linger);
            network_interfaces::delete_at(ec2, &nat.interface, linger);
            if let Some(nat) = ec2.nat_gateways.get_mut(&id) {
                nat.deletion = Some(Deletion { asked: cx.now, done });
                nat.life.gone = Some(after(done, cx.latencies.visible_for(DELETED_NAT_GATEWAY_VISIBLE)));
            }
        }
    }
    Ok(Element::new("").text("natGatewayId", id))
}

impl Row for NatGateway {
    const KIND: Kind = Kind {
        prefix: "nat",
        resource_type: "natgateway",
        noun: "NAT gateway",
        not_found: "NatGatewayNotFound",
        malformed: "NatGatewayMalformed",
    };
    const FILTERS: Documented = documented_filters::NAT_GATEWAYS;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.nat_gateways
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        vec![match filter {
            "nat-gateway-id" => self.id.clone(),
            "state" => self.state(view.now).to_owned(),
            "subnet-id" => self.subnet.clone(),
            "vpc-id" => self.vpc.clone(),
            _ => return vec![],
        }]
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let state = self.state(view.now);
        let failed = match &self.ending {
            Ending::Failed { code, message, .. } if state == "failed" => Some((code, message)),
            _ => None,
        };
        let address = Element::new("item")
            .text("allocationId", &self.allocation)
            .text("networkInterfaceId", &self.interface)
            .text("privateIp", self.private_ip)
            .text("publicIp", self.public_ip)
            .text("associationId", addresses::association_id(&self.allocation))
            .text("isPrimary", true)
            .text("status", if failed.is_some() { "failed" } else { "succeeded" });
        Element::new(name)
            .text("natGatewayId", &self.id)
            .text("state", state)
            .text("connectivityType", "public")
            .text("subnetId", &self.subnet)
            .text("vpcId", &self.vpc)
            .text("createTime", iso8601(self.life.created))
            .optional("deleteTime", self.deletion.map(|deletion| iso8601(deletion.asked)))
            .optional("failureCode", failed.map(|(code, _)| code))
            .optional("failureMessage", failed.map(|(_, message)| message))
            .list("natGatewayAddressSet", [address])
            .child(view.tag_set(&self.id))
    }
}
