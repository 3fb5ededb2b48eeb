//! What exists in EC2.

use jiff::Timestamp;

use super::Ec2;
use super::addresses::Address;
use super::instances::Instance;
use super::internet_gateways::InternetGateway;
use super::key_pairs::KeyPair;
use super::launch_templates::LaunchTemplate;
use super::nat_gateways::NatGateway;
use super::network_acls::NetworkAcl;
use super::network_interfaces::NetworkInterface;
use super::own_images::OwnImage;
use super::peerings::Peering;
use super::route_tables::RouteTable;
use super::row::Row;
use super::security_groups::SecurityGroup;
use super::snapshots::Snapshot;
use super::subnets::Subnet;
use super::volumes::Volume;
use super::vpc_endpoints::VpcEndpoint;
use super::vpcs::Vpc;
use crate::ground_truth::Existing;

/// Every row that somebody made and that is not ended or ending.
pub fn take(ec2: &Ec2, now: Timestamp) -> Vec<Existing> {
    let mut ground_truth = Vec::new();
    let of = &mut ground_truth;
    add::<Address>(of, ec2, |_| true);
    add::<Instance>(of, ec2, |instance| !instance.is_ending(now));
    add::<InternetGateway>(of, ec2, |_| true);
    add::<KeyPair>(of, ec2, |_| true);
    add::<LaunchTemplate>(of, ec2, |_| true);
    add::<NatGateway>(of, ec2, |nat| nat.is_live(now));
    add::<NetworkAcl>(of, ec2, |acl| !acl.is_default);
    add::<NetworkInterface>(of, ec2, |_| true);
    add::<OwnImage>(of, ec2, |_| true);
    add::<Peering>(of, ec2, |peering| !peering.is_dead(now));
    add::<RouteTable>(of, ec2, |table| !table.is_main());
    add::<SecurityGroup>(of, ec2, |group| !group.is_default);
    add::<Snapshot>(of, ec2, |_| true);
    add::<Subnet>(of, ec2, |_| true);
    add::<Volume>(of, ec2, |_| true);
    add::<VpcEndpoint>(of, ec2, |_| true);
    add::<Vpc>(of, ec2, |_| true);
    ground_truth
}

fn add<T: Row>(ground_truth: &mut Vec<Existing>, ec2: &Ec2, is_live: impl Fn(&T) -> bool) {
    let live = T::table(ec2).values().filter(|row| is_live(row));
    ground_truth.extend(live.map(|row| Existing {
        kind: T::KIND.resource_type,
        id: row.id().to_owned(),
        tags: ec2.tags.get(row.id()).map(|tags| tags.0.clone()).unwrap_or_default(),
    }));
}
