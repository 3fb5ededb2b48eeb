//! What the account holds, told by the world itself and not by any API: no list lag, no filter, no page.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::ec2::instances::Instance;
use super::ec2::nat_gateways::NatGateway;
use super::ec2::peerings::Peering;
use super::ec2::row::Row;
use super::ec2::{
    addresses::Address, internet_gateways::InternetGateway, key_pairs::KeyPair, network_interfaces::NetworkInterface,
    route_tables::RouteTable, security_groups::SecurityGroup, snapshots::Snapshot, subnets::Subnet, volumes::Volume,
    vpc_endpoints::VpcEndpoint, vpcs::Vpc,
};
use super::world::World;
use super::{rds, s3};

/// One thing the account holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// The kind, as EC2's tag specifications name it; `db-instance`, `db-subnet-group`, `db-snapshot` and `bucket` beside those.
    pub kind: &'static str,
    /// Its id, or its name where that is its identity.
    pub id: String,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// Everything that somebody made and that is neither ended nor ending. What comes and goes with a VPC (its default group, main
/// route table and network ACL) is not in it.
pub fn take(world: &World, now: Timestamp) -> Vec<Held> {
    let mut census = Vec::new();
    let of = &mut census;
    add::<Address>(of, world, |_| true);
    add::<Instance>(of, world, |instance| !instance.is_ending(now));
    add::<InternetGateway>(of, world, |_| true);
    add::<KeyPair>(of, world, |_| true);
    add::<NatGateway>(of, world, |nat| nat.is_live(now));
    add::<NetworkInterface>(of, world, |_| true);
    add::<Peering>(of, world, |peering| !peering.is_dead(now));
    add::<RouteTable>(of, world, |table| !table.is_main());
    add::<SecurityGroup>(of, world, |group| !group.is_default);
    add::<Snapshot>(of, world, |_| true);
    add::<Subnet>(of, world, |_| true);
    add::<Volume>(of, world, |_| true);
    add::<VpcEndpoint>(of, world, |_| true);
    add::<Vpc>(of, world, |_| true);
    census.extend(rds::census(&world.rds));
    census.extend(s3::census(&world.s3));
    census
}

fn add<T: Row>(census: &mut Vec<Held>, world: &World, is_live: impl Fn(&T) -> bool) {
    let live = T::table(&world.ec2).values().filter(|row| is_live(row));
    census.extend(live.map(|row| Held {
        kind: T::KIND.resource_type,
        id: row.id().to_owned(),
        tags: world.ec2.tags.get(row.id()).map(|tags| tags.0.clone()).unwrap_or_default(),
    }));
}
