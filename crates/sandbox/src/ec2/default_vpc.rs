//! The default VPC: CreateDefaultVpc, and what a call without a VPC or a subnet means where there is one.
//!
//! Source: VPC user guide, "Default VPC components".

use super::row::{Row, View};
use super::subnets::Subnet;
use super::vpcs::Vpc;
use super::{Ec2, internet_gateways, route_tables, routes, subnets, vpcs, zones};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// Its block.
const BLOCK: &str = "172.31.0.0/16";

/// The id of the default VPC, if there is one.
pub fn id(ec2: &Ec2) -> Option<String> {
    let mut vpcs = ec2.vpcs.values();
    vpcs.find(|vpc| vpc.is_default).map(|vpc| vpc.id.clone())
}

/// The default subnet of a zone, or of the first zone.
pub fn subnet<'e>(ec2: &'e Ec2, zone: Option<&str>) -> Option<&'e Subnet> {
    let subnets = ec2.subnets.values().filter(|subnet| subnet.is_default);
    subnets
        .filter(|subnet| zone.is_none_or(|zone| subnet.zone == zone))
        .min_by_key(|subnet| subnet.zone.clone())
}

/// The VPC that a call names, or the default one.
///
/// # Errors
/// `VPCIdNotSpecified`.
pub fn named_or_default(ec2: &Ec2, params: &Params) -> Result<String, ApiError> {
    let named = params.get("VpcId").map(str::to_owned).or_else(|| id(ec2));
    named.ok_or_else(missing)
}

/// The error where a call names neither and there is no default VPC. Source: EC2 error-code page.
pub fn missing() -> ApiError {
    ApiError::new("VPCIdNotSpecified", "No default VPC for this user")
}

/// CreateDefaultVpc: with an internet gateway, a route to it, and a public subnet in each zone.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context) -> Result<Element, ApiError> {
    if id(ec2).is_some() {
        let message = "A Default VPC already exists for this account in this region.";
        return Err(ApiError::new("DefaultVpcAlreadyExists", message));
    }
    // What is made with it is seen with it.
    let prompt = cx.latencies.clone().prompt();
    let cx = &Context {
        latencies: &prompt,
        ..*cx
    };
    let vpc = made(&vpcs::create(ec2, common, cx, &given(&[("CidrBlock", BLOCK)]))?, "vpc.vpcId");
    if let Some(row) = ec2.vpcs.get_mut(&vpc) {
        (row.is_default, row.dns_hostnames) = (true, true);
    }
    let gateway = internet_gateways::create(ec2, common, cx, &Params::default())?;
    let gateway = made(&gateway, "internetGateway.internetGatewayId");
    internet_gateways::attach(ec2, cx, &given(&[("InternetGatewayId", &gateway), ("VpcId", &vpc)]))?;
    if let Some(table) = route_tables::main_of(ec2, &vpc) {
        let route = [
            ("RouteTableId", table.as_str()),
            ("DestinationCidrBlock", "0.0.0.0/0"),
            ("GatewayId", &gateway),
        ];
        routes::create(ec2, cx, &given(&route))?;
    }
    for (number, zone) in zones::names(&common.region).enumerate() {
        let block = format!("172.31.{}.0/20", number * 16);
        let wanted = [("VpcId", vpc.as_str()), ("CidrBlock", &block), ("AvailabilityZone", &zone)];
        let subnet = made(&subnets::create(ec2, common, cx, &given(&wanted))?, "subnet.subnetId");
        if let Some(row) = ec2.subnets.get_mut(&subnet) {
            (row.is_default, row.map_public_ip) = (true, true);
        }
    }
    let view = View::answering(ec2, common, cx);
    let vpc = ec2.vpcs.get(&vpc).map(|vpc: &Vpc| vpc.element(&view, "vpc"));
    Ok(Element::new("").children(vpc))
}

fn given(parameters: &[(&str, &str)]) -> Params {
    let none = Params::default();
    parameters.iter().fold(none, |given, (name, value)| given.with(name, value))
}

/// The id in the answer of a call that made something.
fn made(answer: &Element, path: &str) -> String {
    answer.texts_at(path).into_iter().next().unwrap_or_default()
}
