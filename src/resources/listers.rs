//! Every listing of the inventory's sweep.

use super::{
    address, bucket_listing, db_instance, db_snapshot, db_subnet_group, ebs_snapshots, instance, internet_gateway, key_pair,
    nat_gateway, route_table, security_group, subnet, volume, vpc, vpc_endpoint, vpc_peering,
};
use crate::aws::{Kind, List, Lister};

/// One lister for each kind AWS can be asked for. Routes, site content and peering options come with what holds them.
pub const LISTERS: &[Lister] = &[
    by_tag(Kind::Vpc, vpc::list),
    by_tag(Kind::InternetGateway, internet_gateway::list),
    by_tag(Kind::Subnet, subnet::list),
    by_tag(Kind::RouteTable, route_table::list),
    by_tag(Kind::VpcEndpoint, vpc_endpoint::list),
    by_tag(Kind::KeyPair, key_pair::list),
    by_tag(Kind::SecurityGroup, security_group::list),
    by_tag(Kind::Instance, instance::list),
    by_tag(Kind::Volume, volume::list),
    by_name(Kind::DbSubnetGroup, db_subnet_group::list),
    by_tag(Kind::DbInstance, db_instance::list),
    by_tag(Kind::Address, address::list),
    by_tag(Kind::NatGateway, nat_gateway::list),
    by_name(Kind::Bucket, bucket_listing::list),
    by_tag(Kind::EbsSnapshots, ebs_snapshots::list),
    by_tag(Kind::DbSnapshot, db_snapshot::list),
    by_tag(Kind::VpcPeering, vpc_peering::list),
];

const fn by_tag(kind: Kind, list: List) -> Lister {
    Lister {
        kind,
        list,
        by_name: false,
    }
}

const fn by_name(kind: Kind, list: List) -> Lister {
    Lister {
        kind,
        list,
        by_name: true,
    }
}

/// The lister of one kind.
pub fn lister(kind: Kind) -> Option<&'static Lister> {
    LISTERS.iter().find(|lister| lister.kind == kind)
}
