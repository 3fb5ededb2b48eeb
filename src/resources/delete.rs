//! Deleting: what has to be gone before what, and the delete call of each kind.

use aws_sdk_ec2::types::Filter;

use super::{
    address, bucket, db_instance, db_snapshot, db_subnet_group, ebs_snapshots, instance, internet_gateway, key_pair, nat_gateway,
    route_table, security_group, subnet, volume, vpc, vpc_endpoint, vpc_peering,
};
use crate::aws::{Aws, AwsError, Class, Kind, Observed};

/// Starts the deletion of a resource. What is gone already is fine.
///
/// # Errors
///
/// When AWS refuses, for instance with `DependencyViolation`; [`blockers`] tells what holds it.
pub async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    let deleted = match observed.kind {
        Kind::Vpc => vpc::delete(aws, observed).await,
        Kind::InternetGateway => internet_gateway::delete(aws, observed).await,
        Kind::Subnet => subnet::delete(aws, observed).await,
        Kind::RouteTable => route_table::delete(aws, observed).await,
        Kind::VpcEndpoint => vpc_endpoint::delete(aws, observed).await,
        Kind::KeyPair => key_pair::delete(aws, observed).await,
        Kind::SecurityGroup => security_group::delete(aws, observed).await,
        Kind::Instance => instance::delete(aws, observed).await,
        Kind::Volume => volume::delete(aws, observed).await,
        Kind::DbSubnetGroup => db_subnet_group::delete(aws, observed).await,
        Kind::DbInstance => db_instance::delete(aws, observed).await,
        Kind::Address => address::delete(aws, observed).await,
        Kind::NatGateway => nat_gateway::delete(aws, observed).await,
        Kind::Bucket => bucket::delete(aws, observed).await,
        Kind::EbsSnapshots => ebs_snapshots::delete(aws, observed).await,
        Kind::DbSnapshot => db_snapshot::delete(aws, observed).await,
        Kind::VpcPeering => vpc_peering::delete(aws, observed).await,
        // These go with what holds them.
        Kind::Route | Kind::SiteContent | Kind::VpcPeeringOptions => Ok(()),
    };
    match deleted {
        Err(error) if error.class == Class::NotFound => Ok(()),
        other => other,
    }
}

/// Whether `dependent` has to be gone before `holder` can go.
///
/// Besides what one names of the other: AWS lets no internet gateway go while public addresses are mapped through it, and a
/// volume goes with its instance.
pub fn depends_on(dependent: &Observed, holder: &Observed) -> bool {
    if dependent.references.contains(&holder.id) {
        return true;
    }
    let mapped = matches!(dependent.kind, Kind::NatGateway | Kind::Instance | Kind::Address);
    match holder.kind {
        Kind::InternetGateway => mapped,
        Kind::Volume => dependent.kind == Kind::Instance,
        _ => false,
    }
}

/// What AWS says holds a resource: network interfaces in it, as `eni-… (description, status)`, and security groups whose rules
/// name it.
///
/// # Errors
///
/// When AWS can't be asked.
pub async fn blockers(aws: &Aws, observed: &Observed) -> Result<Vec<String>, AwsError> {
    let filter = match observed.kind {
        Kind::Vpc => "vpc-id",
        Kind::Subnet => "subnet-id",
        Kind::SecurityGroup => "group-id",
        _ => return Ok(Vec::new()),
    };
    let mut holders = interfaces_in(aws, filter, &observed.id).await?;
    if observed.kind == Kind::SecurityGroup {
        holders.extend(groups_naming(aws, &observed.id).await?);
    }
    Ok(holders)
}

async fn interfaces_in(aws: &Aws, filter: &str, id: &str) -> Result<Vec<String>, AwsError> {
    let filter = Filter::builder().name(filter).values(id).build();
    let answer = aws
        .read(format!("find what holds {id}"))
        .send(|| aws.ec2().describe_network_interfaces().filters(filter.clone()).send())
        .await?;
    Ok(answer
        .network_interfaces()
        .iter()
        .map(|interface| {
            format!(
                "{} ({}, {})",
                interface.network_interface_id().unwrap_or_default(),
                interface
                    .description()
                    .filter(|text| !text.is_empty())
                    .unwrap_or("no description"),
                interface.status().map(|status| status.as_str()).unwrap_or("unknown")
            )
        })
        .collect())
}

async fn groups_naming(aws: &Aws, id: &str) -> Result<Vec<String>, AwsError> {
    let filter = Filter::builder().name("ip-permission.group-id").values(id).build();
    let answer = aws
        .read(format!("find the security groups that name {id}"))
        .send(|| aws.ec2().describe_security_groups().filters(filter.clone()).send())
        .await?;
    let others = answer
        .security_groups()
        .iter()
        .filter_map(|group| group.group_id())
        .filter(|other| *other != id);
    Ok(others.map(|other| format!("a rule of {other}")).collect())
}
