//! The things: what is planned and built, what others put there, and who is outside.

use super::found::{Found, is_drawn};
use super::{kind_text, needs};
use crate::locale::say;
use crate::picture::{Glyph, Picture, Place, State, Thing};
use crate::prices::{Charge, hourly_cost};
use crate::resources::{self, Kind, Observed};
use crate::ui::mismatches::detail_text;
use crate::ui::money::an_hour;
use crate::walkthrough::{Drawing, PlannedResource};
use jalon_reachability::{Instance, Label};

/// The id of the Internet in the picture.
pub const INTERNET: &str = "internet";
/// The id of the person in it.
pub const PERSON: &str = "me";

/// Everything in the VPCs and beside them.
pub(super) fn things(found: &Found) -> Vec<Thing> {
    let drawn = found.resources.iter().filter(|one| is_drawn(one.aws_kind));
    let own = drawn.filter(|one| !matches!(one.aws_kind, Kind::Vpc | Kind::Subnet));
    let mut things: Vec<Thing> = own.map(|one| thing(found, one)).collect();
    let others = found.drawing.others.iter().filter(|one| is_drawn(one.kind()));
    things.extend(
        others
            .filter(|one| !matches!(one.kind(), Kind::Vpc | Kind::Subnet))
            .map(|one| other(found, one)),
    );
    things.extend(foreign(found));
    things
}

/// Who is outside: the Internet, and the person where a path concerns them.
pub(super) fn add_outside(picture: &mut Picture, drawing: &Drawing) {
    let outside = |id: &str, glyph, name: &str, addresses| Thing {
        id: id.to_owned(),
        end: Some(id.to_owned()),
        glyph,
        name: name.to_owned(),
        addresses,
        place: Place::Outside,
        ..Thing::default()
    };
    let is_met = picture
        .edges
        .iter()
        .any(|edge| edge.to == PERSON || edge.from.iter().any(|from| from == PERSON));
    let mut all = Vec::new();
    if is_met {
        let network = &drawing.network;
        let of_ipv4 = network.trusted.iter().map(ToString::to_string);
        let trusted = of_ipv4
            .chain(network.trusted_ipv6.iter().map(ToString::to_string))
            .take(3)
            .collect();
        all.push(outside(PERSON, Glyph::Person, &say().picture_you(), trusted));
    }
    all.push(outside(INTERNET, Glyph::Internet, &say().picture_internet(), Vec::new()));
    all.append(&mut picture.things);
    picture.things = all;
}

fn glyph(kind: Kind) -> Glyph {
    match kind {
        Kind::Instance => Glyph::Host,
        Kind::DbInstance => Glyph::Database,
        Kind::NatGateway => Glyph::NatGateway,
        Kind::InternetGateway => Glyph::InternetGateway,
        Kind::VpcEndpoint => Glyph::Endpoint,
        Kind::Bucket => Glyph::Bucket,
        Kind::EbsSnapshots | Kind::DbSnapshot => Glyph::Snapshots,
        Kind::VpcPeering => Glyph::Peering,
        _ => Glyph::Other,
    }
}

fn thing(found: &Found, resource: &PlannedResource) -> Thing {
    let detail = detail_text(resource);
    let kind = kind_text(resource.aws_kind);
    let kind = if detail.is_empty() {
        kind
    } else {
        format!("{kind}, {detail}")
    };
    Thing {
        id: resource.key.clone(),
        end: end(resource),
        glyph: glyph(resource.aws_kind),
        name: resource.name.clone(),
        kind,
        resource_id: resource.id.clone().filter(|id| *id != resource.name),
        addresses: resource.observed.as_ref().map(addresses).unwrap_or_default(),
        price: price(found, resource),
        notes: guards(found, resource).into_iter().collect(),
        remarks: found.remarks(resource),
        state: found.state(resource),
        place: place(found, resource),
    }
}

/// What `jalon reach` calls it.
fn end(resource: &PlannedResource) -> Option<String> {
    match resource.aws_kind {
        Kind::Instance => resource.key.split_once('/').map(|(_, name)| name.to_owned()),
        Kind::DbInstance => Some("database".to_owned()),
        _ => None,
    }
}

/// Where a resource is, by what it is built from.
fn place(found: &Found, resource: &PlannedResource) -> Place {
    let first = |kind| needs(resource, kind).next().cloned();
    match resource.aws_kind {
        Kind::InternetGateway => first(Kind::Vpc).map_or(Place::Region, Place::Border),
        Kind::Instance | Kind::NatGateway => first(Kind::Subnet).map_or(Place::Region, Place::Subnet),
        Kind::VpcEndpoint => first(Kind::Vpc).map_or(Place::Region, Place::Vpc),
        Kind::VpcPeering => {
            let sides: Vec<&String> = needs(resource, Kind::Vpc).collect();
            match sides.as_slice() {
                [one, other] => Place::Between((*one).clone(), (*other).clone()),
                _ => Place::Region,
            }
        }
        Kind::DbInstance => database_place(found, resource),
        _ => Place::Region,
    }
}

/// Where a database is: in that subnet of its group whose zone RDS has chosen; before that, in the VPC.
fn database_place(found: &Found, database: &PlannedResource) -> Place {
    let group = needs(database, Kind::DbSubnetGroup).find_map(|key| found.get(key));
    let subnets = group.into_iter().flat_map(|group| needs(group, Kind::Subnet));
    let subnets: Vec<&PlannedResource> = subnets.filter_map(|key| found.get(key)).collect();
    let facts = database
        .observed
        .as_ref()
        .and_then(Observed::facts_of::<resources::DbInstance>);
    let is_there = |subnet: &&&PlannedResource| {
        let facts_of_subnet = subnet.observed.as_ref().and_then(Observed::facts_of::<resources::Subnet>);
        let zone = facts_of_subnet.and_then(|subnet| subnet.availability_zone.as_deref());
        zone.is_some() && zone == facts.and_then(|database| database.availability_zone())
    };
    if let Some(subnet) = subnets.iter().find(is_there) {
        return Place::Subnet(subnet.key.clone());
    }
    let vpc = subnets.first().and_then(|subnet| needs(subnet, Kind::Vpc).next().cloned());
    vpc.map_or(Place::Region, Place::Vpc)
}

/// The security groups that guard it.
fn guards(found: &Found, resource: &PlannedResource) -> Option<String> {
    let network = &found.drawing.network;
    let instance = network
        .instances
        .iter()
        .find(|host| Some(&host.label.id) == resource.id.as_ref());
    let database = network
        .databases
        .iter()
        .find(|database| Some(&database.label.id) == resource.id.as_ref());
    let ids = instance
        .map(|host| &host.security_groups)
        .or_else(|| database.map(|database| &database.security_groups));
    match ids {
        Some(ids) => groups_text(&names(found, ids)),
        None => {
            let groups = needs(resource, Kind::SecurityGroup).filter_map(|key| found.get(key));
            let names: Vec<String> = groups.map(|group| group.name.clone()).collect();
            groups_text(&names)
        }
    }
}

/// The names of security groups: those of the plans, else their ids.
fn names(found: &Found, ids: &[String]) -> Vec<String> {
    let name = |id: &String| {
        let mut groups = found.of_kind(Kind::SecurityGroup);
        let group = groups.find(|group| group.id.as_ref() == Some(id));
        group.map_or_else(|| id.clone(), |group| group.name.clone())
    };
    ids.iter().map(name).collect()
}

/// At most two of them; the others are counted.
fn groups_text(names: &[String]) -> Option<String> {
    let (shown, more) = names.split_at(names.len().min(2));
    match (shown, more.len()) {
        ([], _) => None,
        (shown, 0) => Some(say().picture_groups(shown.len(), shown.join(", "))),
        (shown, more) => Some(say().picture_groups_and_more(shown.join(", "), more.to_string())),
    }
}

/// What it costs an hour, with what is not drawn by itself and serves it alone; nothing is said of what sleeps.
fn price(found: &Found, resource: &PlannedResource) -> Option<String> {
    if found.state(resource) == State::Paused {
        return None;
    }
    let mut charges: Vec<Charge> = resource.charges.clone();
    for address in needs(resource, Kind::Address).filter_map(|key| found.get(key)) {
        charges.extend(address.charges.iter().cloned());
    }
    let cost = hourly_cost(charges.iter(), &found.drawing.price.prices);
    (!cost.is_nothing()).then(|| an_hour(&cost))
}

/// The addresses of what is there.
fn addresses(observed: &Observed) -> Vec<String> {
    if let Some(host) = observed.facts_of::<resources::Instance>() {
        let all = [host.private_address, host.public_address];
        return all.into_iter().flatten().map(|address| address.to_string()).collect();
    }
    if let Some(nat) = observed.facts_of::<resources::NatGateway>() {
        return nat.public_address.iter().map(ToString::to_string).collect();
    }
    if let Some(database) = observed.facts_of::<resources::DbInstance>() {
        return database.endpoint.iter().map(ToString::to_string).collect();
    }
    let bucket = observed.facts_of::<resources::Bucket>();
    bucket.map(|bucket| bucket.website_url.clone()).into_iter().collect()
}

/// Something of the deployment's that no step plans any more, e.g. an earlier snapshot.
fn other(found: &Found, observed: &Observed) -> Thing {
    let cost = resources::hourly_price(observed, &found.drawing.price.prices);
    let key_of = |kind: Kind| {
        let mut all = found.of_kind(kind);
        all.find(|one| one.id.as_ref().is_some_and(|id| observed.references.contains(id)))
            .map(|one| one.key.clone())
    };
    let place = match observed.kind() {
        Kind::Instance | Kind::NatGateway => key_of(Kind::Subnet).map(Place::Subnet),
        Kind::InternetGateway => key_of(Kind::Vpc).map(Place::Border),
        Kind::DbInstance | Kind::VpcEndpoint => key_of(Kind::Vpc).map(Place::Vpc),
        _ => None,
    };
    Thing {
        id: observed.id.clone(),
        glyph: glyph(observed.kind()),
        name: observed.name().map_or_else(|| observed.key_or_id(), str::to_owned),
        kind: kind_text(observed.kind()),
        resource_id: Some(observed.id.clone()),
        addresses: addresses(observed),
        price: (!cost.is_nothing()).then(|| an_hour(&cost)),
        place: place.unwrap_or_default(),
        ..Thing::default()
    }
}

/// What others put into the deployment's VPCs.
fn foreign(found: &Found) -> Vec<Thing> {
    let network = &found.drawing.network;
    let strange = |label: &Label| !found.is_own(&label.id);
    let thing = |label: &Label, kind: Kind, place: Place, addresses: Vec<String>| Thing {
        id: label.id.clone(),
        glyph: glyph(kind),
        name: label.short().to_owned(),
        kind: kind_text(kind),
        addresses,
        state: State::Foreign,
        place,
        ..Thing::default()
    };
    let hosts = network
        .instances
        .iter()
        .filter(|host| strange(&host.label))
        .map(|host| Thing {
            notes: groups_text(&names(found, &host.security_groups)).into_iter().collect(),
            ..thing(
                &host.label,
                Kind::Instance,
                in_subnet(found, &host.subnet),
                addresses_of_host(host),
            )
        });
    let live = network
        .nat_gateways
        .iter()
        .filter(|nat| !["deleted", "failed"].contains(&nat.state.as_str()));
    let nats = live.filter(|nat| strange(&nat.label)).map(|nat| {
        let addresses = nat.public_address.iter().map(ToString::to_string).collect();
        thing(&nat.label, Kind::NatGateway, in_subnet(found, &nat.subnet), addresses)
    });
    let databases = network
        .databases
        .iter()
        .filter(|database| strange(&database.label))
        .map(|database| {
            let subnet = database
                .subnets
                .first()
                .and_then(|id| network.subnets.iter().find(|subnet| subnet.label.id == *id));
            let place = subnet.map_or(Place::Region, |subnet| Place::Vpc(frame_of(found, &subnet.vpc)));
            thing(&database.label, Kind::DbInstance, place, Vec::new())
        });
    let gateways = network.internet_gateways.iter().filter(|gateway| strange(&gateway.label));
    let gateways = gateways.filter_map(|gateway| {
        let vpc = gateway.vpc.as_ref()?;
        let place = Place::Border(frame_of(found, vpc));
        Some(thing(&gateway.label, Kind::InternetGateway, place, Vec::new()))
    });
    hosts.chain(nats).chain(databases).chain(gateways).collect()
}

fn addresses_of_host(host: &Instance) -> Vec<String> {
    let all = [Some(host.private_address), host.public_address];
    all.into_iter().flatten().map(|address| address.to_string()).collect()
}

/// A subnet by AWS's id: its key where it is the deployment's.
fn in_subnet(found: &Found, id: &str) -> Place {
    let own = found.of_kind(Kind::Subnet).find(|subnet| subnet.id.as_deref() == Some(id));
    Place::Subnet(own.map_or_else(|| id.to_owned(), |subnet| subnet.key.clone()))
}

/// The frame of the VPC of AWS's id.
fn frame_of(found: &Found, id: &str) -> String {
    let own = found.of_kind(Kind::Vpc).find(|vpc| vpc.id.as_deref() == Some(id));
    own.map_or_else(|| id.to_owned(), |vpc| vpc.key.clone())
}
