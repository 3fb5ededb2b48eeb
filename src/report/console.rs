//! Pages of AWS's console.

use crate::foreign::plain;
use crate::resources::Kind;

/// The page of a resource, where the console has one. Source: the addresses the console shows, 2026-11.
pub(super) fn console_page(kind: Kind, id: &str, region: &str) -> Option<String> {
    let is_plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if !is_plain || plain(region) != region {
        return None;
    }
    let host = format!("https://{region}.console.aws.amazon.com");
    let vpc = |page: &str| format!("{host}/vpcconsole/home?region={region}#{page}={id}");
    let ec2 = |page: &str| format!("{host}/ec2/home?region={region}#{page}={id}");
    Some(match kind {
        Kind::Vpc => vpc("VpcDetails:VpcId"),
        Kind::Subnet => vpc("SubnetDetails:subnetId"),
        Kind::RouteTable => vpc("RouteTableDetails:RouteTableId"),
        Kind::InternetGateway => vpc("InternetGateway:internetGatewayId"),
        Kind::NatGateway => vpc("NatGatewayDetails:natGatewayId"),
        Kind::VpcEndpoint => vpc("EndpointDetails:vpcEndpointId"),
        Kind::VpcPeering => vpc("PeeringConnectionDetails:vpcPeeringConnectionId"),
        Kind::Instance => ec2("InstanceDetails:instanceId"),
        Kind::SecurityGroup => ec2("SecurityGroup:groupId"),
        Kind::Address => ec2("ElasticIpDetails:AllocationId"),
        Kind::Volume => ec2("VolumeDetails:volumeId"),
        Kind::EbsSnapshots => ec2("SnapshotDetails:snapshotId"),
        Kind::DbInstance => format!("{host}/rds/home?region={region}#database:id={id};is-cluster=false"),
        Kind::DbSnapshot => format!("{host}/rds/home?region={region}#db-snapshot:engine=mysql;id={id}"),
        Kind::Bucket => format!("{host}/s3/buckets/{id}?region={region}"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_is_none_gets_no_link() {
        let page = console_page(Kind::Vpc, "vpc-1", "eu-west-3");
        assert_eq!(
            page.as_deref(),
            Some("https://eu-west-3.console.aws.amazon.com/vpcconsole/home?region=eu-west-3#VpcDetails:VpcId=vpc-1")
        );
        assert_eq!(console_page(Kind::Vpc, "vpc-1\" onclick=\"x", "eu-west-3"), None);
    }
}
