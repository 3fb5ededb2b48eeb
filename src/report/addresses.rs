//! The address plan: each VPC, the subnets in it, and the hosts in those.

use super::dossier::AddressRow;
use crate::locale::say;
use crate::picture::{Picture, Place, Thing};

/// The rows, outermost first.
pub(super) fn address_rows(picture: &Picture) -> Vec<AddressRow> {
    let mut rows = Vec::new();
    for vpc in &picture.vpcs {
        rows.push(AddressRow {
            name: vpc.name.clone(),
            kind: say().label_vpc(),
            address: vpc.details.first().cloned().unwrap_or_default(),
            place: String::new(),
            depth: 0,
        });
        for subnet in &vpc.subnets {
            let range = subnet.details.first().map_or("", String::as_str);
            rows.push(AddressRow {
                name: subnet.name.clone(),
                kind: match subnet.is_public {
                    true => say().report_public_subnet(),
                    false => say().report_private_subnet(),
                },
                address: range.split(" · ").next().unwrap_or_default().to_owned(),
                place: subnet.zone.clone(),
                depth: 1,
            });
            let within = |thing: &&Thing| thing.place == Place::Subnet(subnet.id.clone());
            rows.extend(things(picture, within, &subnet.name, 2));
        }
        let within = |thing: &&Thing| thing.place == Place::Vpc(vpc.id.clone());
        rows.extend(things(picture, within, &vpc.name, 1));
    }
    let nowhere = say().report_in_no_vpc();
    let beside = |thing: &&Thing| thing.place == Place::Region;
    rows.extend(things(picture, beside, &nowhere, 0));
    rows
}

/// The things of a place that have addresses.
fn things<'a>(
    picture: &'a Picture,
    within: impl Fn(&&Thing) -> bool + 'a,
    place: &'a str,
    depth: usize,
) -> impl Iterator<Item = AddressRow> + 'a {
    let found = picture
        .things
        .iter()
        .filter(within)
        .filter(|thing| !thing.addresses.is_empty());
    found.map(move |thing| AddressRow {
        name: thing.name.clone(),
        kind: thing.kind.clone(),
        address: thing.addresses.join(", "),
        place: place.to_owned(),
        depth,
    })
}
