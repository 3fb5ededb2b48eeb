//! Public addresses: Elastic IPs, and the pool that these and instances draw from.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::network_interfaces::{NetworkInterface, Public};
use super::row::{Kind, Life, Row, View, done, find};
use super::{Ec2, page, tags};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// The blocks of public addresses. They are reserved for documentation, so nobody owns one. Source: RFC 5737.
const POOL: [&str; 2] = ["198.51.100.0/24", "203.0.113.0/24"];

/// An Elastic IP address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Address {
    /// `eipalloc-…`
    pub id: String,
    pub(super) life: Life,
    /// The address itself.
    pub ip: Ipv4Addr,
}

/// AllocateAddress.
pub fn allocate(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let domain = params.get("Domain").unwrap_or("vpc");
    if domain != "vpc" {
        return Err(ApiError::invalid_value("domain", domain, "Only vpc is supported."));
    }
    let tags = tags::specified(params, "elastic-ip", &["elastic-ip"])?;
    cx.account.quotas.check_elastic_ips(ec2.addresses.values().count() + 1)?;
    let ip = draw(ec2)?;
    let id = common.ids.resource("eipalloc");
    let address = Address {
        id: id.clone(),
        life: Life::begin(cx),
        ip,
    };
    ec2.addresses.insert(&id, address);
    tags::keep(ec2, cx, &id, tags);
    Ok(Element::new("")
        .text("publicIp", ip)
        .text("domain", "vpc")
        .text("allocationId", id)
        .text("publicIpv4Pool", "amazon")
        .text("networkBorderGroup", &common.region))
}

/// DescribeAddresses, by id or by address. It has no pages.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let view = View::listing(ec2, common, cx);
    let ips = params.strings("PublicIp");
    let rows = page::select::<Address>(&view, params, "AllocationId")?;
    if let Some(unknown) = ips.iter().find(|ip| !rows.iter().any(|row| row.ip.to_string() == **ip)) {
        let message = format!("Address '{unknown}' not found.");
        return Err(ApiError::new("InvalidAddress.NotFound", message));
    }
    let items = rows
        .into_iter()
        .filter(|row| ips.is_empty() || ips.contains(&row.ip.to_string()))
        .map(|row| row.element(&view, "item"));
    Ok(Element::new("").list("addressesSet", items))
}

/// ReleaseAddress: refused while the address is mapped.
pub fn release(ec2: &mut Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("AllocationId")?.to_owned();
    let address = find::<Address>(ec2, &id, cx.now)?;
    let view = View::answering(ec2, common, cx);
    if address.interface(&view).is_some() {
        return Err(ApiError::new(
            "InvalidIPAddress.InUse",
            format!("Address {} is in use.", address.ip),
        ));
    }
    ec2.addresses.remove(&id);
    ec2.tags.remove(&id);
    Ok(done())
}

/// An unused public address.
///
/// # Errors
/// `InsufficientAddressCapacity`: the pool holds 508.
pub fn draw(ec2: &Ec2) -> Result<Ipv4Addr, ApiError> {
    let interfaces = &ec2.network_interfaces;
    let taken = |ip: &Ipv4Addr| {
        ec2.addresses.values().any(|address| address.ip == *ip)
            || interfaces
                .values()
                .any(|interface| interface.public.as_ref().is_some_and(|public| public.ip == *ip))
    };
    POOL.iter()
        .filter_map(|block| block.parse::<Ipv4Net>().ok())
        .flat_map(|block| block.hosts())
        .find(|ip| !taken(ip))
        .ok_or_else(|| {
            let message = "Insufficient capacity to allocate a public address.";
            ApiError::new("InsufficientAddressCapacity", message)
        })
}

/// The mapping of a public address as interfaces show it.
pub fn association(view: &View, public: &Public, name: &str) -> Element {
    let owner = match public.allocation {
        Some(_) => view.common.account.as_str(),
        None => "amazon",
    };
    Element::new(name)
        .text("publicIp", public.ip)
        .text("publicDnsName", host_name(&view.common.region, public.ip))
        .text("ipOwnerId", owner)
        .optional("allocationId", public.allocation.as_ref())
        .optional("associationId", public.allocation.as_deref().map(association_id))
}

/// The public host name of an address. Source: VPC user guide, DNS hostnames.
pub fn host_name(region: &str, ip: Ipv4Addr) -> String {
    let dashed = ip.to_string().replace('.', "-");
    match region {
        "us-east-1" => format!("ec2-{dashed}.compute-1.amazonaws.com"),
        _ => format!("ec2-{dashed}.{region}.compute.amazonaws.com"),
    }
}

/// The id of the association of an allocated address: it has at most one at a time.
pub fn association_id(allocation: &str) -> String {
    allocation.replacen("eipalloc-", "eipassoc-", 1)
}

impl Address {
    /// The interface it is mapped to now.
    pub(super) fn interface<'w>(&self, view: &View<'w>) -> Option<&'w NetworkInterface> {
        view.ec2.network_interfaces.values().find(|interface| {
            interface
                .public_at(view.now)
                .is_some_and(|public| public.allocation.as_deref() == Some(self.id.as_str()))
        })
    }
}

impl Row for Address {
    const KIND: Kind = Kind {
        prefix: "eipalloc",
        resource_type: "elastic-ip",
        noun: "allocation",
        not_found: "InvalidAllocationID.NotFound",
        malformed: "InvalidElasticIpID.Malformed",
    };
    const FILTERS: Documented = documented_filters::ADDRESSES;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.addresses
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        let interface = self.interface(view);
        match filter {
            "allocation-id" => vec![self.id.clone()],
            "association-id" => interface.map(|_| association_id(&self.id)).into_iter().collect(),
            "domain" => vec!["vpc".to_owned()],
            "network-interface-id" => interface.map(|interface| interface.id.clone()).into_iter().collect(),
            "private-ip-address" => interface
                .map(|interface| interface.private_ip.to_string())
                .into_iter()
                .collect(),
            "public-ip" => vec![self.ip.to_string()],
            _ => vec![],
        }
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let element = Element::new(name)
            .text("publicIp", self.ip)
            .text("allocationId", &self.id)
            .text("domain", "vpc")
            .text("publicIpv4Pool", "amazon")
            .text("networkBorderGroup", &view.common.region)
            .child(view.tag_set(&self.id));
        let Some(interface) = self.interface(view) else {
            return element;
        };
        element
            .text("associationId", association_id(&self.id))
            .text("networkInterfaceId", &interface.id)
            .text("networkInterfaceOwnerId", &view.common.account)
            .text("privateIpAddress", interface.private_ip)
    }
}
