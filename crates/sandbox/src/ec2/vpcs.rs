//! VPCs, each created with a default security group, a default network ACL and a main route table.

use ipnet::Ipv4Net;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::internet_gateways::InternetGateway;
use super::peerings::Peering;
use super::row::{Kind, Life, Row, View, done, due, find, has_dependencies};
use super::{Ec2, block_public_access, cidr, network_acls, page, route_tables, security_groups, tags};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// A VPC.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Vpc {
    /// `vpc-…`
    pub id: String,
    pub(super) life: Life,
    /// Its block, in canonical form.
    pub cidr: Ipv4Net,
    /// Whether its DNS server answers.
    pub dns_support: bool,
    /// Whether instances get public host names.
    pub dns_hostnames: bool,
    pub(super) tenancy: String,
    pub(super) available_at: Timestamp,
    /// Whether it is the default VPC of the region.
    #[serde(default)]
    pub(super) is_default: bool,
}

impl Vpc {
    fn state(&self, now: Timestamp) -> &'static str {
        if now < self.available_at { "pending" } else { "available" }
    }
}

/// CreateVpc. The code of a block of a wrong size is the one on the wire, `InvalidVpc.Range`; the error-code page
/// spells it `InvalidVpcRange`.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let block = cidr::read("cidrBlock", params.required("CidrBlock")?)?;
    cidr::check_size(block, "InvalidVpc.Range")?;
    if cidr::is_reserved(block) {
        return Err(ApiError::new(
            "InvalidVpc.Range",
            format!("The CIDR '{block}' is restricted."),
        ));
    }
    let tenancy = params.get("InstanceTenancy").unwrap_or("default");
    if !["default", "dedicated"].contains(&tenancy) {
        return Err(ApiError::invalid_value("instanceTenancy", tenancy, ""));
    }
    let tags = tags::specified(params, "vpc", &["vpc"])?;
    cx.account.quotas.check_vpcs(ec2.vpcs.values().count() + 1)?;
    let id = common.ids.resource("vpc");
    let vpc = Vpc {
        id: id.clone(),
        life: Life::begin(cx),
        cidr: block,
        dns_support: true,
        dns_hostnames: false,
        tenancy: tenancy.to_owned(),
        available_at: due(common, cx, cx.latencies.vpc_available),
        is_default: false,
    };
    ec2.vpcs.insert(&id, vpc.clone());
    tags::keep(ec2, cx, &id, tags);
    security_groups::create_default(ec2, common, cx, &id);
    network_acls::create_default(ec2, common, cx, &id);
    route_tables::create_main(ec2, common, cx, &id);
    let view = View::answering(ec2, common, cx);
    Ok(Element::new("").child(vpc.element(&view, "vpc")))
}

/// DescribeVpcs.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    page::describe::<Vpc>(ec2, common, cx, params, "VpcId", "vpcSet")
}

/// ModifyVpcAttribute: one attribute a call, and host names only where DNS is on (codes unverified).
pub fn modify_attribute(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("VpcId")?;
    let vpc = find::<Vpc>(ec2, id, cx.now)?;
    let support = params.boolean("EnableDnsSupport.Value")?;
    let hostnames = params.boolean("EnableDnsHostnames.Value")?;
    let metrics = params.boolean("EnableNetworkAddressUsageMetrics.Value")?;
    let given = [support, hostnames, metrics].into_iter().flatten().count();
    if given != 1 {
        let message = "Exactly one attribute must be modified in a request.";
        return Err(ApiError::new("InvalidParameterCombination", message));
    }
    if hostnames == Some(true) && !vpc.dns_support {
        let message = "DNS hostnames can be enabled only when DNS support is enabled.";
        return Err(ApiError::new("InvalidParameterCombination", message));
    }
    if let Some(vpc) = ec2.vpcs.get_mut(id) {
        vpc.dns_support = support.unwrap_or(vpc.dns_support);
        vpc.dns_hostnames = hostnames.unwrap_or(vpc.dns_hostnames);
    }
    Ok(done())
}

/// DescribeVpcAttribute.
pub fn describe_attribute(ec2: &Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let vpc = find::<Vpc>(ec2, params.required("VpcId")?, cx.now)?;
    let attribute = params.required("Attribute")?;
    let value = match attribute {
        "enableDnsSupport" => vpc.dns_support,
        "enableDnsHostnames" => vpc.dns_hostnames,
        "enableNetworkAddressUsageMetrics" => false,
        other => return Err(ApiError::invalid_value("attribute", other, "")),
    };
    Ok(Element::new("")
        .text("vpcId", &vpc.id)
        .child(Element::new(attribute).text("value", value)))
}

/// DeleteVpc, with only its default group, ACL and main route table.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("VpcId")?.to_owned();
    find::<Vpc>(ec2, &id, cx.now)?;
    if is_held(ec2, cx, &id) {
        return Err(has_dependencies("vpc", &id));
    }
    security_groups::remove_all_of(ec2, &id);
    ec2.network_acls.remove_where(|_, acl| acl.vpc == id);
    route_tables::remove_all_of(ec2, &id);
    ec2.vpcs.remove(&id);
    ec2.tags.remove(&id);
    Ok(done())
}

fn is_held(ec2: &Ec2, cx: &Context, id: &str) -> bool {
    ec2.subnets.values().any(|subnet| subnet.vpc == id)
        || ec2.network_interfaces.values().any(|interface| interface.vpc == id)
        || ec2.vpc_endpoints.values().any(|endpoint| endpoint.vpc == id)
        || ec2
            .internet_gateways
            .values()
            .any(|gateway: &InternetGateway| gateway.vpc.as_deref() == Some(id))
        || ec2.route_tables.values().any(|table| table.vpc == id && !table.is_main())
        || ec2.network_acls.values().any(|acl| acl.vpc == id && !acl.is_default)
        || ec2.security_groups.values().any(|group| group.vpc == id && !group.is_default)
        || ec2
            .peerings
            .values()
            .any(|peering: &Peering| peering.joins(id) && !peering.is_dead(cx.now))
}

impl Row for Vpc {
    const KIND: Kind = Kind {
        prefix: "vpc",
        resource_type: "vpc",
        noun: "vpc",
        not_found: "InvalidVpcID.NotFound",
        malformed: "InvalidVpcID.Malformed",
    };
    const FILTERS: Documented = documented_filters::VPCS;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.vpcs
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        vec![match filter {
            "cidr" | "cidr-block-association.cidr-block" => self.cidr.to_string(),
            "is-default" | "isDefault" => self.is_default.to_string(),
            "owner-id" => view.common.account.clone(),
            "state" => self.state(view.now).to_owned(),
            "vpc-id" => self.id.clone(),
            _ => return vec![],
        }]
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let block = Element::new("item")
            .text("associationId", self.id.replacen("vpc-", "vpc-cidr-assoc-", 1))
            .text("cidrBlock", self.cidr)
            .child(Element::new("cidrBlockState").text("state", "associated"));
        Element::new(name)
            .text("vpcId", &self.id)
            .text("ownerId", &view.common.account)
            .text("state", self.state(view.now))
            .text("cidrBlock", self.cidr)
            .list("cidrBlockAssociationSet", [block])
            .list("ipv6CidrBlockAssociationSet", [])
            .text("dhcpOptionsId", "default")
            .text("instanceTenancy", &self.tenancy)
            .text("isDefault", self.is_default)
            .child(block_public_access::states(view.ec2))
            .child(view.tag_set(&self.id))
    }
}
