//! What GuardDuty Runtime Monitoring puts into a VPC by itself: an interface endpoint of `guardduty-data` and its security group. They hold
//! the VPC and its subnets, and nobody but AWS has made them.
//!
//! Sources: docs/AWS.md, "Deletion order"; GuardDuty user guide, "How Runtime Monitoring works"; hashicorp/terraform-provider-aws #46747
//! and #46953.

use aws_sdk_ec2::types::Filter;

use super::{Observed, security_group, vpc_endpoint};
use crate::aws::{Action, Aws, AwsError, Noun, Which};

/// The tag that GuardDuty gives both.
const TAG: (&str, &str) = ("tag:GuardDutyManaged", "true");
/// What the name of its group begins with; the VPC's id follows.
const GROUP: &str = "GuardDutyManagedSecurityGroup-";
/// What the name of the endpoint's service ends with.
const SERVICE: &str = ".guardduty-data";

/// What GuardDuty has put into these VPCs.
///
/// # Errors
///
/// When it can't be listed.
pub async fn guardduty_resources(aws: &Aws, vpcs: &[String]) -> Result<Vec<Observed>, AwsError> {
    let by = |name: &str, values: Vec<String>| Filter::builder().name(name).set_values(Some(values)).build();
    let filters = vec![by("vpc-id", vpcs.to_vec()), by(TAG.0, vec![TAG.1.to_owned()])];
    let endpoints = aws
        .read(Action::Find(Noun::VpcEndpoint, Which::OfGuardDuty))
        .send(|| aws.ec2().describe_vpc_endpoints().set_filters(Some(filters.clone())).send());
    let groups = aws
        .read(Action::Find(Noun::SecurityGroup, Which::OfGuardDuty))
        .send(|| aws.ec2().describe_security_groups().set_filters(Some(filters.clone())).send());
    let (endpoints, groups) = tokio::try_join!(endpoints, groups)?;
    let endpoints = endpoints.vpc_endpoints.unwrap_or_default().into_iter();
    let endpoints = endpoints.filter(|endpoint| endpoint.service_name().is_some_and(|name| name.ends_with(SERVICE)));
    let groups = groups.security_groups.unwrap_or_default().into_iter();
    let groups = groups.filter(|group| group.group_name().is_some_and(|name| name.starts_with(GROUP)));
    // The endpoint holds the group.
    Ok(endpoints
        .map(vpc_endpoint::observe)
        .chain(groups.map(security_group::observe))
        .collect())
}
