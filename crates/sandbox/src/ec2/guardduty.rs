//! GuardDuty Runtime Monitoring: the interface endpoint and the security group that it puts into a VPC by itself.
//!
//! Source: GuardDuty user guide, "How Runtime Monitoring works with Amazon EC2 instances"; hashicorp/terraform-provider-aws #46747. That the
//! endpoint comes as soon as the first instance runs, with one subnet a zone, is the sandbox's own choice.

use std::collections::{BTreeMap, BTreeSet};

use super::vpcs::Vpc;
use super::{Ec2, permissions, security_groups, vpc_endpoints};
use crate::account::Extra;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Params};

/// The tag of both.
const TAG: (&str, &str) = ("GuardDutyManaged", "true");

/// Puts them into each VPC with a running instance, where the account has Runtime Monitoring. What the account's quotas don't let it make is
/// tried again.
pub fn guard(ec2: &mut Ec2, common: &mut Common, cx: &Context) {
    if !cx.account.has(Extra::GuardDuty) {
        return;
    }
    // What is made together is seen together.
    let latencies = cx.latencies.clone().prompt();
    let cx = &Context {
        latencies: &latencies,
        ..*cx
    };
    for vpc in unguarded(ec2, common, cx) {
        let _: Result<(), ApiError> = put_into(ec2, common, cx, &vpc);
    }
}

/// The VPCs with a running instance and without the endpoint.
fn unguarded(ec2: &Ec2, common: &Common, cx: &Context) -> Vec<Vpc> {
    let running = ec2
        .instances
        .values()
        .filter(|instance| instance.state(cx.now).name == "running");
    let mut vpcs: BTreeSet<&str> = running.map(|instance| instance.vpc.as_str()).collect();
    let service = service(common);
    for endpoint in ec2.vpc_endpoints.values().filter(|endpoint| endpoint.service == service) {
        vpcs.remove(endpoint.vpc.as_str());
    }
    vpcs.into_iter().filter_map(|vpc| ec2.vpcs.get(vpc).cloned()).collect()
}

fn service(common: &Common) -> String {
    format!("com.amazonaws.{}.guardduty-data", common.region)
}

fn put_into(ec2: &mut Ec2, common: &mut Common, cx: &Context, vpc: &Vpc) -> Result<(), ApiError> {
    let group = group(ec2, common, cx, vpc)?;
    let wanted = tagged("vpc-endpoint")
        .with("VpcEndpointType", "Interface")
        .with("ServiceName", &service(common))
        .with("VpcId", &vpc.id)
        .with("SecurityGroupId.1", &group);
    let subnets = one_a_zone(ec2, &vpc.id);
    let wanted = subnets.iter().enumerate().fold(wanted, |wanted, (number, subnet)| {
        wanted.with(&format!("SubnetId.{}", number + 1), subnet)
    });
    vpc_endpoints::create(ec2, common, cx, &wanted)?;
    Ok(())
}

/// Its group in a VPC, which lets the VPC in by HTTPS.
fn group(ec2: &mut Ec2, common: &mut Common, cx: &Context, vpc: &Vpc) -> Result<String, ApiError> {
    let name = format!("GuardDutyManagedSecurityGroup-{}", vpc.id);
    let is_there = |group: &&security_groups::SecurityGroup| group.vpc == vpc.id && group.name == name;
    if let Some(group) = ec2.security_groups.values().find(is_there) {
        return Ok(group.id.clone());
    }
    let wanted = tagged("security-group")
        .with("GroupName", &name)
        .with(
            "GroupDescription",
            &format!("Associated with VPC-{} and tagged as GuardDutyManaged", vpc.id),
        )
        .with("VpcId", &vpc.id);
    let made = security_groups::create(ec2, common, cx, &wanted)?;
    let id = made.texts_at("groupId").into_iter().next().unwrap_or_default();
    let rule = Params::default()
        .with("GroupId", &id)
        .with("IpPermissions.1.IpProtocol", "tcp")
        .with("IpPermissions.1.FromPort", "443")
        .with("IpPermissions.1.ToPort", "443")
        .with("IpPermissions.1.IpRanges.1.CidrIp", &vpc.cidr.to_string());
    permissions::authorize(ec2, common, cx, &rule, false)?;
    Ok(id)
}

fn tagged(kind: &str) -> Params {
    Params::default()
        .with("TagSpecification.1.ResourceType", kind)
        .with("TagSpecification.1.Tag.1.Key", TAG.0)
        .with("TagSpecification.1.Tag.1.Value", TAG.1)
}

/// The first subnet of a VPC in each zone.
fn one_a_zone(ec2: &Ec2, vpc: &str) -> Vec<String> {
    let mut subnets: Vec<_> = ec2.subnets.values().filter(|subnet| subnet.vpc == vpc).collect();
    subnets.sort_by_key(|subnet| subnet.cidr);
    let mut of_zone = BTreeMap::new();
    for subnet in subnets {
        of_zone.entry(subnet.zone.as_str()).or_insert_with(|| subnet.id.clone());
    }
    of_zone.into_values().collect()
}
