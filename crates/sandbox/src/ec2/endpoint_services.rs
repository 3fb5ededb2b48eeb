//! DescribeVpcEndpointServices: the services of AWS that a VPC endpoint can lead to.

use super::filters::Filters;
use super::{documented_filters, page, zones};
use crate::common::Common;
use crate::protocol::{ApiError, Element, Params};

/// Services with a gateway endpoint. Source: VPC user guide, "Gateway endpoints".
const GATEWAYS: [&str; 2] = ["dynamodb", "s3"];
/// Services with an interface endpoint that a small environment meets. Source: VPC user guide, "AWS services that integrate".
const INTERFACES: [&str; 12] = [
    "ec2",
    "ec2messages",
    "ecr.api",
    "ecr.dkr",
    "kms",
    "logs",
    "rds",
    "s3",
    "secretsmanager",
    "ssm",
    "ssmmessages",
    "sts",
];

/// DescribeVpcEndpointServices.
pub fn describe(common: &Common, params: &Params) -> Result<Element, ApiError> {
    let filters = Filters::read(params, documented_filters::VPC_ENDPOINT_SERVICES)?;
    let wanted = params.strings("ServiceName");
    let gateways = GATEWAYS.iter().map(|service| (*service, "Gateway"));
    let interfaces = INTERFACES.iter().map(|service| (*service, "Interface"));
    let mut rows: Vec<(String, Element)> = gateways
        .chain(interfaces)
        .map(|(service, kind)| (format!("com.amazonaws.{}.{service}", common.region), kind))
        .filter(|(name, _)| wanted.is_empty() || wanted.contains(name))
        .map(|(name, kind)| (format!("{name}/{kind}"), detail(common, &name, kind)))
        .filter(|(_, item)| filters.take_item(item, None))
        .collect();
    for name in &wanted {
        if !rows.iter().any(|(key, _)| key.starts_with(&format!("{name}/"))) {
            let message = format!("The Vpc Endpoint Service '{name}' does not exist");
            return Err(ApiError::new("InvalidServiceName", message));
        }
    }
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut names: Vec<String> = rows.iter().flat_map(|(_, item)| item.texts_at("serviceName")).collect();
    names.dedup();
    let answer = page::answer(params, "serviceDetailSet", rows)?;
    Ok(answer.texts("serviceNameSet", "item", names))
}

fn detail(common: &Common, name: &str, kind: &str) -> Element {
    let service = name.rsplit('.').next().unwrap_or_default();
    let kinds = Element::new("item").text("serviceType", kind);
    Element::new("item")
        .text("serviceName", name)
        .text("serviceId", format!("vpce-svc-{}", service_id(name, kind)))
        .list("serviceType", [kinds])
        .text("serviceRegion", &common.region)
        .texts("availabilityZoneSet", "item", zones::names(&common.region))
        .text("owner", "amazon")
        .texts(
            "baseEndpointDnsNameSet",
            "item",
            [format!("{service}.{}.vpce.amazonaws.com", common.region)],
        )
        .text("vpcEndpointPolicySupported", true)
        .text("acceptanceRequired", false)
        .text("managesVpcEndpoints", false)
        .list("tagSet", [])
        .texts("supportedIpAddressTypeSet", "item", ["ipv4"])
}

/// An id in AWS's form that stays a service's own.
fn service_id(name: &str, kind: &str) -> String {
    let sum = format!("{name}{kind}")
        .bytes()
        .fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    format!("{sum:017x}").chars().rev().take(17).collect()
}
