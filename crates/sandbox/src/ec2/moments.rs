//! When EC2's waits end.

use jiff::Timestamp;

use super::Ec2;
use super::instances::Phase as InstancePhase;
use super::nat_gateways::Ending;
use super::peerings::Phase as PeeringPhase;
use super::row::Row;
use crate::moments::Moments;

/// The waits of every row that takes time to become usable or to go.
pub fn take(ec2: &Ec2) -> Vec<Moments> {
    let mut all = Vec::new();
    add(&mut all, ec2, |vpc: &super::vpcs::Vpc| (Some(vpc.available_at), None));
    add(&mut all, ec2, |subnet: &super::subnets::Subnet| {
        (Some(subnet.available_at), None)
    });
    add(&mut all, ec2, |endpoint: &super::vpc_endpoints::VpcEndpoint| {
        (Some(endpoint.available_at), None)
    });
    add(&mut all, ec2, |nat: &super::nat_gateways::NatGateway| {
        let usable = match nat.ending {
            Ending::Available { at } => Some(at),
            Ending::Failed { .. } => None,
        };
        (usable, nat.deletion.map(|deletion| deletion.done))
    });
    add(&mut all, ec2, |instance: &super::instances::Instance| match instance.phase {
        InstancePhase::Starting { running, .. } => (Some(running), None),
        InstancePhase::Stopping { .. } => (None, None),
        InstancePhase::Terminating { done, .. } => (None, Some(done)),
    });
    add(&mut all, ec2, |snapshot: &super::snapshots::Snapshot| {
        (Some(snapshot.completed_at), None)
    });
    add(&mut all, ec2, |peering: &super::peerings::Peering| match peering.phase {
        PeeringPhase::Accepted(at) => (Some(at), None),
        PeeringPhase::Deleted(at) => (None, Some(at)),
        PeeringPhase::Requested(_) | PeeringPhase::Failed(_) | PeeringPhase::Expired(_) => (None, None),
    });
    all
}

fn add<T: Row>(all: &mut Vec<Moments>, ec2: &Ec2, of: impl Fn(&T) -> (Option<Timestamp>, Option<Timestamp>)) {
    all.extend(T::table(ec2).values().map(|row| {
        let (usable, gone) = of(row);
        Moments {
            kind: T::KIND.resource_type,
            id: row.id().to_owned(),
            tags: ec2.tags.get(row.id()).map(|tags| tags.0.clone()).unwrap_or_default(),
            made: row.life().created,
            usable,
            gone,
        }
    }));
}
