//! Subnets.

use ipnet::Ipv4Net;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::row::{Kind, Life, Row, View, done, due, find, has_dependencies};
use super::vpcs::Vpc;
use super::{Ec2, block_public_access, cidr, network_acl_associations, network_interfaces, page, route_tables, tags, zones};
use crate::clock::after;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// A subnet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Subnet {
    /// `subnet-…`
    pub id: String,
    pub(super) life: Life,
    /// The VPC it is part of.
    pub vpc: String,
    /// Its block, in canonical form.
    pub cidr: Ipv4Net,
    /// Its availability zone, as `us-east-1a`.
    pub zone: String,
    /// Whether instances get a public address unless they ask not to.
    pub map_public_ip: bool,
    /// Since when launches go by it: a change takes a while to hold.
    #[serde(default)]
    map_public_ip_since: Option<Timestamp>,
    pub(super) available_at: Timestamp,
    /// Whether it is the default subnet of its zone.
    #[serde(default)]
    pub(super) is_default: bool,
}

impl Subnet {
    fn state(&self, now: Timestamp) -> &'static str {
        if now < self.available_at { "pending" } else { "available" }
    }

    /// Whether an instance that is launched now gets a public address without asking for one. Source: docs/AWS.md, "Propagation".
    pub fn gives_public_address(&self, now: Timestamp) -> bool {
        let holds = self.map_public_ip_since.is_none_or(|since| since <= now);
        self.map_public_ip == holds
    }
}

/// CreateSubnet. Without a zone AWS chooses one; the sandbox takes the first.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let vpc = find::<Vpc>(ec2, params.required("VpcId")?, cx.now)?;
    let block = cidr::read("cidrBlock", params.required("CidrBlock")?)?;
    cidr::check_size(block, "InvalidSubnet.Range")?;
    if !vpc.cidr.contains(&block) {
        return Err(ApiError::new(
            "InvalidSubnet.Range",
            format!("The CIDR '{block}' is invalid."),
        ));
    }
    let taken = |subnet: &Subnet| subnet.vpc == vpc.id && cidr::overlap(subnet.cidr, block);
    if ec2.subnets.values().any(taken) {
        let message = format!("The CIDR '{block}' conflicts with another subnet");
        return Err(ApiError::new("InvalidSubnet.Conflict", message));
    }
    let zone = zone(&common.region, cx, params)?;
    let tags = tags::specified(params, "subnet", &["subnet"])?;
    let vpc = vpc.id.clone();
    let count = ec2.subnets.values().filter(|subnet| subnet.vpc == vpc).count() + 1;
    cx.account.quotas.check_subnets_per_vpc(count)?;
    let id = common.ids.resource("subnet");
    let subnet = Subnet {
        id: id.clone(),
        life: Life::begin(cx),
        vpc,
        cidr: block,
        zone,
        map_public_ip: false,
        map_public_ip_since: None,
        available_at: due(common, cx, cx.latencies.subnet_available),
        is_default: false,
    };
    ec2.subnets.insert(&id, subnet.clone());
    tags::keep(ec2, cx, &id, tags);
    let view = View::answering(ec2, common, cx);
    Ok(Element::new("").child(subnet.element(&view, "subnet")))
}

/// DescribeSubnets.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    page::describe::<Subnet>(ec2, common, cx, params, "SubnetId", "subnetSet")
}

/// ModifySubnetAttribute: one attribute a call; only the public address on launch has an effect.
pub fn modify_attribute(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("SubnetId")?;
    find::<Subnet>(ec2, id, cx.now)?;
    let Some(map_public_ip) = params.boolean("MapPublicIpOnLaunch.Value")? else {
        return Err(ApiError::new(
            "InvalidParameterCombination",
            "No attribute the sandbox knows was given: MapPublicIpOnLaunch.",
        ));
    };
    if let Some(subnet) = ec2.subnets.get_mut(id)
        && subnet.map_public_ip != map_public_ip
    {
        subnet.map_public_ip = map_public_ip;
        subnet.map_public_ip_since = Some(after(cx.now, cx.latencies.list_lag));
    }
    Ok(done())
}

/// DeleteSubnet: refused while a network interface is in it.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("SubnetId")?.to_owned();
    find::<Subnet>(ec2, &id, cx.now)?;
    if ec2.network_interfaces.values().any(|interface| interface.subnet == id) {
        return Err(has_dependencies("subnet", &id));
    }
    route_tables::forget_subnet(ec2, &id);
    network_acl_associations::forget_subnet(ec2, &id);
    ec2.subnets.remove(&id);
    ec2.tags.remove(&id);
    Ok(done())
}

fn zone(region: &str, cx: &Context, params: &Params) -> Result<String, ApiError> {
    let zones = zones::usable(region, cx.account);
    let wanted = params.get("AvailabilityZone").or(params.get("AvailabilityZoneId"));
    let found = match wanted {
        None => zones.first(),
        Some(wanted) => zones.iter().find(|zone| zone.name == wanted || zone.id == wanted),
    };
    found.map(|zone| zone.name.clone()).ok_or_else(|| {
        let names: Vec<&str> = zones.iter().map(|zone| zone.name.as_str()).collect();
        ApiError::invalid_value(
            "availabilityZone",
            wanted.unwrap_or_default(),
            &format!(
                "Subnets can currently only be created in the following availability zones: {}.",
                names.join(", ")
            ),
        )
    })
}

impl Row for Subnet {
    const KIND: Kind = Kind {
        prefix: "subnet",
        resource_type: "subnet",
        noun: "subnet",
        not_found: "InvalidSubnetID.NotFound",
        malformed: "InvalidSubnetID.Malformed",
    };
    const FILTERS: Documented = documented_filters::SUBNETS;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.subnets
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        vec![match filter {
            "availability-zone" | "availabilityZone" => self.zone.clone(),
            "availability-zone-id" => zones::id(&view.common.region, &self.zone),
            "cidr" | "cidr-block" | "cidrBlock" => self.cidr.to_string(),
            "default-for-az" => self.is_default.to_string(),
            "map-public-ip-on-launch" => self.map_public_ip.to_string(),
            "owner-id" => view.common.account.clone(),
            "state" => self.state(view.now).to_owned(),
            "subnet-id" => self.id.clone(),
            "vpc-id" => self.vpc.clone(),
            _ => return vec![],
        }]
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let common = view.common;
        let arn = format!("arn:aws:ec2:{}:{}:subnet/{}", common.region, common.account, self.id);
        Element::new(name)
            .text("subnetId", &self.id)
            .text("subnetArn", arn)
            .text("state", self.state(view.now))
            .text("ownerId", &common.account)
            .text("vpcId", &self.vpc)
            .text("cidrBlock", self.cidr)
            .text("availableIpAddressCount", network_interfaces::free_addresses(view.ec2, self))
            .text("availabilityZone", &self.zone)
            .text("availabilityZoneId", zones::id(&common.region, &self.zone))
            .text("defaultForAz", self.is_default)
            .text("mapPublicIpOnLaunch", self.map_public_ip)
            .text("assignIpv6AddressOnCreation", false)
            .list("ipv6CidrBlockAssociationSet", [])
            .text("ipv6Native", false)
            .text("enableDns64", false)
            .child(names_on_launch())
            .child(block_public_access::states(view.ec2))
            .child(view.tag_set(&self.id))
    }
}

/// The names that instances of a subnet get: after their addresses, and no records of the resource's name.
fn names_on_launch() -> Element {
    Element::new("privateDnsNameOptionsOnLaunch")
        .text("hostnameType", "ip-name")
        .text("enableResourceNameDnsARecord", false)
        .text("enableResourceNameDnsAAAARecord", false)
}
