//! Refusals that a person can do something about, by AWS's codes and messages.

use super::{AwsError, Class, quota_code};

/// Why AWS refused, where a person can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A quota is used up.
    Quota(QuotaName),
    /// The free plan does not have this instance type.
    NotOnFreePlan,
    /// The free plan does not have such a database.
    DatabaseNotOnFreePlan,
    /// There is no capacity for this instance type, or none of it in the zone.
    NoCapacity,
    /// There is no such image, or none that the account's Allowed AMIs let through.
    NoImage,
    /// Somebody has a bucket of this name.
    BucketNameTaken,
    /// The region or the service is not enabled for the account.
    NotEnabled,
    /// The account, or its organization, lets no bucket have a public policy; so does a bucket whose own block was opened moments ago.
    PublicPolicyBlocked,
    /// The account has no role for RDS yet, and could not get one.
    NoServiceLinkedRole,
    /// AWS is still verifying the account for the region.
    PendingVerification,
    /// A parameter that follows from an answer is not allowed.
    BadParameter,
}

/// A quota, as the Service Quotas console names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotaName {
    /// Its name.
    pub name: &'static str,
    /// Its code; `None` where it could not be confirmed.
    pub code: Option<&'static str>,
}

/// The account's first use of RDS makes RDS's role, which takes a while: the code, and words of the message. Source: docs/AWS.md,
/// "Propagation".
pub(crate) const SERVICE_LINKED_ROLE: (&str, &str) = ("InvalidParameterValue", "service linked role");

impl AwsError {
    /// Why AWS refused, where a person can do something about it.
    pub fn refusal(&self) -> Option<Refusal> {
        let code = self.code.as_deref()?;
        if let Some(quota) = quota_of(code) {
            return Some(Refusal::Quota(quota));
        }
        // RunInstances has no code of its own for the free plan.
        if self.message().contains("not eligible for Free Tier") {
            return Some(Refusal::NotOnFreePlan);
        }
        if self.says(SERVICE_LINKED_ROLE) {
            return Some(Refusal::NoServiceLinkedRole);
        }
        if code == "AccessDenied" && self.message().contains("BlockPublicPolicy") {
            return Some(Refusal::PublicPolicyBlocked);
        }
        Some(match code {
            "InsufficientInstanceCapacity" | "Unsupported" => Refusal::NoCapacity,
            "InvalidAMIID.NotFound" | "InvalidAMIID.Malformed" | "InvalidAMIID.Unavailable" => Refusal::NoImage,
            "FreeTierRestrictionError" => Refusal::DatabaseNotOnFreePlan,
            "BucketAlreadyExists" => Refusal::BucketNameTaken,
            "PendingVerification" => Refusal::PendingVerification,
            "OptInRequired" | "SubscriptionRequiredException" => Refusal::NotEnabled,
            "InvalidParameterCombination" | "InvalidParameterValue" | "InvalidParameter" => Refusal::BadParameter,
            _ => return None,
        })
    }

    /// Whether AWS says that a policy denies the action: waiting changes nothing then, while other denials can pass by themselves.
    /// Source of the wording: IAM user guide, "Troubleshoot access denied error messages".
    pub fn is_denied_by_policy(&self) -> bool {
        let said = ["with an explicit deny in a", "-based policy allows the"];
        self.class == Class::Denied && said.iter().any(|text| self.message().contains(text))
    }

    /// Whether the organization's policy denies the action, which it often does for a tag that is missing. Source of the wording: as above.
    pub fn is_denied_by_organization(&self) -> bool {
        self.class == Class::Denied && self.message().contains("service control policy")
    }

    /// Whether a policy denied making or changing a database: it then denies what was asked for, not the action as such.
    pub fn is_denied_database(&self) -> bool {
        let denied = ["rds:CreateDBInstance", "rds:ModifyDBInstance"];
        self.is_denied_by_policy() && denied.iter().any(|action| self.message().contains(action))
    }
}

/// The quota behind a refusal, by its name and code in the Service Quotas console. Sources: the EC2 error-code page, the RDS and
/// S3 models, the console's list of quotas; the codes of RDS's quotas are left out, since they could not be confirmed.
fn quota_of(code: &str) -> Option<QuotaName> {
    let (name, code) = match code {
        "VpcLimitExceeded" => ("VPCs per Region", Some(quota_code::VPCS)),
        "AddressLimitExceeded" => ("EC2-VPC Elastic IPs", Some(quota_code::ADDRESSES)),
        "VcpuLimitExceeded" => (
            "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
            Some(quota_code::STANDARD_VCPUS),
        ),
        "InstanceLimitExceeded" => ("Running instances", None),
        "InternetGatewayLimitExceeded" => ("Internet gateways per Region", Some(quota_code::INTERNET_GATEWAYS)),
        "NatGatewayLimitExceeded" => ("NAT gateways per Availability Zone", Some(quota_code::NAT_GATEWAYS_IN_ZONE)),
        "SecurityGroupLimitExceeded" => ("VPC security groups per Region", Some("L-E79EC296")),
        "RulesPerSecurityGroupLimitExceeded" => ("Inbound or outbound rules per security group", Some("L-0EA8095F")),
        "RouteTableLimitExceeded" => ("Route tables per VPC", Some("L-589F43AA")),
        "RouteLimitExceeded" => ("Routes per route table", Some("L-93826ACB")),
        "SubnetLimitExceeded" => ("Subnets per VPC", Some("L-407747CB")),
        "VpcEndpointLimitExceeded" => ("Gateway VPC endpoints per Region", Some("L-1B52E74A")),
        "ActiveVpcPeeringConnectionPerVpcLimitExceeded" => ("Active VPC peering connections per VPC", Some("L-7E9ECCDB")),
        "OutstandingVpcPeeringConnectionLimitExceeded" => ("Outstanding VPC peering connection requests", Some("L-DC9F7029")),
        "TooManyBuckets" => ("General purpose buckets", Some("L-DC2B2D3D")),
        "InstanceQuotaExceeded" => ("DB instances", None),
        "SnapshotQuotaExceeded" => ("Manual DB instance snapshots", None),
        _ => return None,
    };
    Some(QuotaName { name, code })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::Action;

    #[test]
    fn refusals_of_an_account_are_told_apart() {
        let refusal = |code: &str, message: &str| AwsError::refused(&Action::LookForTags, code, message).refusal();
        let vpcs = QuotaName {
            name: "VPCs per Region",
            code: Some("L-F678F1CE"),
        };
        assert_eq!(refusal("VpcLimitExceeded", ""), Some(Refusal::Quota(vpcs)));
        assert!(matches!(refusal("SnapshotQuotaExceeded", ""), Some(Refusal::Quota(_))));
        assert_eq!(refusal("FreeTierRestrictionError", ""), Some(Refusal::DatabaseNotOnFreePlan));
        let free = "The specified instance type is not eligible for Free Tier.";
        assert_eq!(refusal("InvalidParameterCombination", free), Some(Refusal::NotOnFreePlan));
        assert_eq!(refusal("InvalidParameterCombination", ""), Some(Refusal::BadParameter));
        assert_eq!(refusal("DependencyViolation", ""), None);
        let first_use = "Unable to create the resource. Verify that you have permission to create service linked role.";
        assert_eq!(
            refusal("InvalidParameterValue", first_use),
            Some(Refusal::NoServiceLinkedRole)
        );
        let blocked = "because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.";
        assert_eq!(refusal("AccessDenied", blocked), Some(Refusal::PublicPolicyBlocked));
        assert_eq!(refusal("AccessDenied", "Access Denied"), None);
        let denied = "x is not authorized to perform: rds:CreateDBInstance on resource: y with an explicit deny in an identity-based policy";
        assert!(AwsError::refused(&Action::LookForTags, "AccessDenied", denied).is_denied_database());
        assert!(!AwsError::refused(&Action::LookForTags, "AccessDenied", "Access Denied").is_denied_database());
    }
}
