//! What a request is about and does not name: the policies of users concern it too.

use std::collections::BTreeMap;

use super::Ec2;

/// The tags of a resource as they are now; lists may show them later.
pub fn tags_of(ec2: &Ec2, id: &str) -> BTreeMap<String, String> {
    ec2.tags.get(id).map(|tags| tags.0.clone()).unwrap_or_default()
}

/// The id of the key pair of this name.
pub fn key_pair_id(ec2: &Ec2, name: &str) -> Option<String> {
    let mut pairs = ec2.key_pairs.values();
    pairs.find(|pair| pair.name == name).map(|pair| pair.id.clone())
}

/// The route table and the subnet of an association.
pub fn associated(ec2: &Ec2, association: &str) -> Vec<String> {
    let of_table = |table: &super::route_tables::RouteTable| {
        let association = table.associations.iter().find(|known| known.id == association)?;
        Some([Some(table.id.clone()), association.subnet.clone()])
    };
    let found = ec2.route_tables.values().find_map(of_table);
    found.into_iter().flatten().flatten().collect()
}

/// The VPC on the accepting side of a peering connection.
pub fn accepter_vpc(ec2: &Ec2, peering: &str) -> Option<String> {
    ec2.peerings.get(peering).map(|peering| peering.accepter.vpc.clone())
}

/// The volumes of an instance.
pub fn volumes_of(ec2: &Ec2, instance: &str) -> Vec<String> {
    let is_attached = |volume: &&super::volumes::Volume| {
        let attachment = volume.attachment.as_ref();
        attachment.is_some_and(|attachment| attachment.instance == instance)
    };
    ec2.volumes
        .values()
        .filter(is_attached)
        .map(|volume| volume.id.clone())
        .collect()
}
