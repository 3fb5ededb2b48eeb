//! What a company's organization demands of all its accounts, by a service control policy.

use super::denials::{self, BY_ORGANIZATION};
use super::request::Request;
use crate::protocol::{ApiError, Service};

/// The tag that the account of a company has to put on everything.
pub const TAG: &str = "cost-center";
/// Whose images the account of a company may launch.
pub const IMAGES_OF: &str = "310987654321";

/// What each call makes that has to carry the tag, as EC2 names the types. Source: EC2 user guide, "Tag EC2 resources", "Control tagging
/// during resource creation".
const MADE_BY: [(&str, &[&str]); 16] = [
    ("AllocateAddress", &["elastic-ip"]),
    ("CreateImage", &["image", "snapshot"]),
    ("CreateInternetGateway", &["internet-gateway"]),
    ("CreateLaunchTemplate", &["launch-template"]),
    ("CreateNatGateway", &["natgateway"]),
    ("CreateNetworkInterface", &["network-interface"]),
    ("CreateRouteTable", &["route-table"]),
    ("CreateSecurityGroup", &["security-group"]),
    ("CreateSnapshot", &["snapshot"]),
    ("CreateSnapshots", &["snapshot"]),
    ("CreateSubnet", &["subnet"]),
    ("CreateVolume", &["volume"]),
    ("CreateVpc", &["vpc"]),
    ("CreateVpcEndpoint", &["vpc-endpoint"]),
    ("CreateVpcPeeringConnection", &["vpc-peering-connection"]),
    ("RunInstances", &["instance", "volume", "network-interface"]),
];
/// The same of RDS.
const MADE_BY_RDS: [&str; 4] = [
    "CreateDBInstance",
    "CreateDBInstanceReadReplica",
    "CreateDBSnapshot",
    "CreateDBSubnetGroup",
];

/// Denies a call that makes something without a tag of this key.
///
/// # Errors
/// `UnauthorizedOperation` of EC2, `AccessDenied` of RDS.
pub fn check_tag(key: &str, request: &Request, user: &str) -> Result<(), ApiError> {
    let is_missing = match request.service {
        Service::Ec2 => MADE_BY
            .iter()
            .filter(|(operation, _)| *operation == request.operation)
            .flat_map(|(_, types)| *types)
            .any(|made| !is_tagged(key, made, request)),
        Service::Rds if MADE_BY_RDS.contains(&request.operation) => {
            let mut tags = request.params.structures("Tags.Tag").into_iter();
            !tags.any(|tag| tag.get("Key") == Some(key))
        }
        Service::Pricing | Service::Rds | Service::S3 | Service::ServiceQuotas | Service::Sts => false,
    };
    if is_missing {
        return Err(denials::denied_by(BY_ORGANIZATION, request, user));
    }
    Ok(())
}

fn is_tagged(key: &str, made: &str, request: &Request) -> bool {
    let mut specifications = request.params.structures("TagSpecification").into_iter();
    specifications.any(|specification| {
        let mut tags = specification.structures("Tag").into_iter();
        specification.get("ResourceType") == Some(made) && tags.any(|tag| tag.get("Key") == Some(key))
    })
}
