//! Deleting: what has to be gone before what, and the delete call of each kind.

use super::{
    address, bucket, db_instance, db_snapshot, db_subnet_group, ebs_snapshots, instance, internet_gateway, key_pair, nat_gateway,
    route_table, security_group, subnet, volume, vpc, vpc_endpoint, vpc_peering,
};
use crate::aws::{Aws, AwsError, Class, Kind, Observed};

/// Starts the deletion of a resource. What is gone already is fine.
///
/// # Errors
///
/// When AWS refuses, for instance with `DependencyViolation`; [`super::blockers`] tells what holds it.
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
