//! Every listing of the inventory's sweep.

use super::{
    address, bucket, db_instance, db_snapshot, db_subnet_group, ebs_snapshots, instance, internet_gateway, key_pair, nat_gateway,
    route_table, security_group, subnet, volume, vpc, vpc_endpoint, vpc_peering,
};
use crate::aws::{Kind, Lister};

/// One lister for each kind AWS can be asked for. Routes, site content and peering options come with what holds them.
pub const LISTERS: &[Lister] = &[
    Lister {
        kind: Kind::Vpc,
        list: vpc::list,
    },
    Lister {
        kind: Kind::InternetGateway,
        list: internet_gateway::list,
    },
    Lister {
        kind: Kind::Subnet,
        list: subnet::list,
    },
    Lister {
        kind: Kind::RouteTable,
        list: route_table::list,
    },
    Lister {
        kind: Kind::VpcEndpoint,
        list: vpc_endpoint::list,
    },
    Lister {
        kind: Kind::KeyPair,
        list: key_pair::list,
    },
    Lister {
        kind: Kind::SecurityGroup,
        list: security_group::list,
    },
    Lister {
        kind: Kind::Instance,
        list: instance::list,
    },
    Lister {
        kind: Kind::Volume,
        list: volume::list,
    },
    Lister {
        kind: Kind::DbSubnetGroup,
        list: db_subnet_group::list,
    },
    Lister {
        kind: Kind::DbInstance,
        list: db_instance::list,
    },
    Lister {
        kind: Kind::Address,
        list: address::list,
    },
    Lister {
        kind: Kind::NatGateway,
        list: nat_gateway::list,
    },
    Lister {
        kind: Kind::Bucket,
        list: bucket::list,
    },
    Lister {
        kind: Kind::EbsSnapshots,
        list: ebs_snapshots::list,
    },
    Lister {
        kind: Kind::DbSnapshot,
        list: db_snapshot::list,
    },
    Lister {
        kind: Kind::VpcPeering,
        list: vpc_peering::list,
    },
];

/// The lister of one kind.
pub fn lister(kind: Kind) -> Option<&'static Lister> {
    LISTERS.iter().find(|lister| lister.kind == kind)
}
