//! The promised paths: from checks to lines with their ends, the gateways they pass, and where they are stopped.

use std::collections::BTreeMap;

use super::found::is_drawn;
use super::things::{INTERNET, PERSON};
use crate::locale::say;
use crate::picture::{Edge, Glyph, Picture, Place, Stop, Verdict};
use crate::resources::Kind;
use crate::ui::checks::{not_run_text, seen_text};
use crate::ui::ends::end_text;
use crate::ui::hop_text;
use crate::walkthrough::{self, Check, Claim, Drawing, NotRunReason, Seen};
use jalon_reachability::{
    Direction, End, Hop, Instance, Label, LabelKind, Leg, Network, Outcome, Stop as Stopping, Subnet, Target, Traffic, entrance,
};

/// The paths of a drawing, as lines of this picture. Those that differ in their traffic alone are one line, and so are those that differ in
/// where they begin and pass the same gateways.
pub(super) fn edges(drawing: &Drawing, picture: &Picture) -> Vec<Edge> {
    let planned = planned_network(drawing);
    let ids = ids(drawing);
    let all = drawing
        .paths
        .iter()
        .filter_map(|check| path(check, drawing, &planned, &ids, picture));
    let by_traffic = merged(all.collect(), |one, other| {
        one.from == other.from && one.to == other.to && one.is_like(other)
    });
    let by_begin = merged(by_traffic, |one, other| {
        one.to == other.to && one.traffic == other.traffic && !one.via.is_empty() && one.is_like(other)
    });
    by_begin.into_iter().map(Path::into_edge).collect()
}

/// A path on its way to become a line.
struct Path {
    from: Vec<String>,
    from_names: Vec<String>,
    to: String,
    to_name: String,
    traffic: Vec<Traffic>,
    via: Vec<String>,
    verdict: Verdict,
    is_kept: bool,
    let_in: String,
}

impl Path {
    fn is_like(&self, other: &Self) -> bool {
        self.via == other.via && self.verdict == other.verdict && self.is_kept == other.is_kept
    }

    fn add(&mut self, other: Self) {
        for (id, name) in other.from.into_iter().zip(other.from_names) {
            if !self.from.contains(&id) {
                self.from.push(id);
                self.from_names.push(name);
            }
        }
        for traffic in other.traffic {
            if !self.traffic.contains(&traffic) {
                self.traffic.push(traffic);
            }
        }
    }

    fn into_edge(self) -> Edge {
        let from = self.from_names.join(", ");
        let to_with = |text: fn(&Traffic) -> String| {
            let traffic: Vec<String> = self.traffic.iter().map(text).collect();
            format!("{}, {}", self.to_name, traffic.join(", "))
        };
        Edge {
            label: format!("{from} → {}", to_with(traffic_text)),
            reaches: to_with(service_text),
            from: self.from,
            via: self.via,
            to: self.to,
            verdict: self.verdict,
            is_kept: self.is_kept,
            let_in: self.let_in,
        }
    }
}

fn merged(all: Vec<Path>, is_same: impl Fn(&Path, &Path) -> bool) -> Vec<Path> {
    let mut merged: Vec<Path> = Vec::new();
    for path in all {
        match merged.iter_mut().find(|earlier| is_same(earlier, &path)) {
            Some(earlier) => earlier.add(path),
            None => merged.push(path),
        }
    }
    merged
}

/// The picture's ids of things, by AWS's.
fn ids(drawing: &Drawing) -> BTreeMap<&str, &str> {
    let all = drawing.plans.iter().flat_map(|plan| &plan.resources);
    let drawn = all.filter(|one| is_drawn(one.aws_kind));
    drawn.filter_map(|one| Some((one.id.as_deref()?, one.key.as_str()))).collect()
}

/// A network in which everything planned has its name, so that promises about it can be read.
fn planned_network(drawing: &Drawing) -> Network {
    let resources = || drawing.plans.iter().flat_map(|plan| &plan.resources);
    let label = |kind, key: &String| Label::new(kind, key.clone()).keyed(Some(key.clone()));
    let of = |kind: Kind| resources().filter(move |one| one.aws_kind == kind);
    let any = std::net::Ipv4Addr::UNSPECIFIED;
    Network {
        instances: of(Kind::Instance)
            .map(|host| Instance {
                label: label(LabelKind::Instance, &host.key),
                state: String::new(),
                subnet: String::new(),
                private_address: any,
                public_address: None,
                security_groups: Vec::new(),
            })
            .collect(),
        databases: of(Kind::DbInstance)
            .map(|database| jalon_reachability::Database {
                label: label(LabelKind::DbInstance, &database.key),
                port: 3306,
                subnets: Vec::new(),
                security_groups: Vec::new(),
                is_public: false,
            })
            .collect(),
        subnets: of(Kind::Subnet)
            .map(|subnet| Subnet {
                label: label(LabelKind::Subnet, &subnet.key),
                vpc: String::new(),
                cidr: ipnet::Ipv4Net::default(),
                blocked: None,
            })
            .collect(),
        ..Network::default()
    }
}

fn path(check: &Check, drawing: &Drawing, planned: &Network, ids: &BTreeMap<&str, &str>, picture: &Picture) -> Option<Path> {
    let (from, to, traffic, is_open) = match &check.claim {
        Claim::Path { question, is_open } => (question.from.clone(), question.to.clone(), question.traffic, *is_open),
        Claim::Promise { from, to, is_open } => {
            let target = Target::parse(to).ok()?;
            let to = End::named(planned, &target.name).ok()?;
            let traffic = target.traffic(&to, planned, false);
            (End::named(planned, from).ok()?, to, traffic, *is_open)
        }
        _ => return None,
    };
    let id = |end: &End| {
        let known = |id: &String| ids.get(id.as_str()).map_or_else(|| id.clone(), |key| (*key).to_owned());
        match end {
            End::Host { instance, .. } => known(instance),
            End::Database { identifier, .. } => known(identifier),
            End::Subnet { subnet, .. } => known(subnet),
            End::Internet => INTERNET.to_owned(),
            End::Me => PERSON.to_owned(),
            End::Address(address) => address.to_string(),
        }
    };
    let (from_id, to_id) = (id(&from), id(&to));
    let mut via = passed(&check.path, ids);
    let verdict = verdict(check, is_open, drawing.is_paused, &mut via, ids);
    if let Verdict::Unknown { is_open: true, .. } = verdict {
        via = presumed(picture, &from_id, &to_id);
    }
    let let_in = match verdict {
        Verdict::Open => entrance(&check.path).map(hop_text).unwrap_or_default(),
        _ => String::new(),
    };
    Some(Path {
        from: vec![from_id],
        from_names: vec![end_text(&from)],
        to: to_id,
        to_name: end_text(&to),
        traffic: vec![traffic],
        via,
        verdict,
        is_kept: !check.failed(),
        let_in,
    })
}

fn traffic_text(traffic: &Traffic) -> String {
    match traffic {
        Traffic::Icmp => say().picture_ping(),
        other => other.to_string(),
    }
}

/// The same with the name of the service that is known by this port, for who doesn't know ports.
fn service_text(traffic: &Traffic) -> String {
    let service = match traffic {
        Traffic::Tcp(22) => "SSH",
        Traffic::Tcp(443) => "HTTPS",
        Traffic::Tcp(3306) => "MySQL",
        _ => return traffic_text(traffic),
    };
    format!("{service} ({traffic})")
}

/// The gateways that the request passes.
fn passed(hops: &[Hop], ids: &BTreeMap<&str, &str>) -> Vec<String> {
    let there = hops.iter().filter(|hop| hop.leg == Leg::There && hop.passes());
    let gateways = there.filter(|hop| is_gateway(hop.label.kind));
    let mut via: Vec<String> = gateways.map(|hop| known(&hop.label, ids)).collect();
    via.dedup();
    via
}

fn is_gateway(kind: LabelKind) -> bool {
    matches!(
        kind,
        LabelKind::InternetGateway | LabelKind::NatGateway | LabelKind::VpcPeering
    )
}

fn known(label: &Label, ids: &BTreeMap<&str, &str>) -> String {
    ids.get(label.id.as_str())
        .map_or_else(|| label.id.clone(), |key| (*key).to_owned())
}

fn verdict(check: &Check, is_open: bool, is_paused: bool, via: &mut Vec<String>, ids: &BTreeMap<&str, &str>) -> Verdict {
    let stopped = |via: &mut Vec<String>, reason| Verdict::Stopped {
        at: stop(&check.path, via, ids),
        reason,
    };
    match (&check.verdict, is_open) {
        (walkthrough::Verdict::Passed, true) | (walkthrough::Verdict::Failed { .. }, false) => Verdict::Open,
        (walkthrough::Verdict::Passed, false) => {
            let hop = check.path.last().filter(|hop| !hop.passes());
            let reason = hop.map(hop_text).unwrap_or_default();
            stopped(via, reason)
        }
        (walkthrough::Verdict::Failed { seen, .. }, true) => stopped(via, reason_text(seen)),
        (walkthrough::Verdict::NotRun { reason }, is_open) => Verdict::Unknown {
            is_open,
            reason: match (reason, is_paused) {
                (NotRunReason::Path(_), false) => not_run_text(reason),
                _ => String::new(),
            },
        },
    }
}

fn reason_text(seen: &Seen) -> String {
    seen_text(seen)
}

/// Where a path ends.
fn stop(hops: &[Hop], via: &mut Vec<String>, ids: &BTreeMap<&str, &str>) -> Stop {
    let Some(hop) = hops.last() else { return Stop::Leaving };
    if hop.leg == Leg::Back {
        return Stop::Returning;
    }
    if is_gateway(hop.label.kind) {
        // As far as the gateway, and no further.
        via.push(known(&hop.label, ids));
        return Stop::Leaving;
    }
    match &hop.outcome {
        Outcome::Stops(
            Stopping::NoGroupRule {
                direction: Direction::In,
                ..
            }
            | Stopping::AclRule {
                direction: Direction::In,
                ..
            },
        ) => Stop::Entering,
        Outcome::Stops(Stopping::State { .. }) if hops.len() > 1 => Stop::Entering,
        _ => Stop::Leaving,
    }
}

/// The gateways that a path will pass, by where its ends are: what isn't there yet has no hops.
fn presumed(picture: &Picture, from: &str, to: &str) -> Vec<String> {
    let (one, other) = (home(picture, from), home(picture, to));
    let gateway = |vpc: &str, glyph: Glyph| {
        let mut things = picture.things.iter().filter(|thing| thing.glyph == glyph);
        things.find(|thing| match &thing.place {
            Place::Border(of) => of == vpc,
            Place::Subnet(subnet) => home_of_subnet(picture, subnet).is_some_and(|(of, _)| of == vpc),
            Place::Between(a, b) => a == vpc || b == vpc,
            _ => false,
        })
    };
    let id = |glyph, vpc: &str| gateway(vpc, glyph).map(|thing| thing.id.clone());
    let via = match (one, other) {
        (Some((vpc, is_public)), None) => {
            let nat = if is_public { None } else { id(Glyph::NatGateway, &vpc) };
            vec![nat, id(Glyph::InternetGateway, &vpc)]
        }
        (None, Some((vpc, _))) => vec![id(Glyph::InternetGateway, &vpc)],
        (Some((one, _)), Some((other, _))) if one != other => vec![id(Glyph::Peering, &one)],
        _ => Vec::new(),
    };
    via.into_iter().flatten().collect()
}

/// The VPC that something is in, and whether its subnet is a public one.
fn home(picture: &Picture, id: &str) -> Option<(String, bool)> {
    if let Some(home) = home_of_subnet(picture, id) {
        return Some(home);
    }
    let thing = picture.things.iter().find(|thing| thing.id == id)?;
    match &thing.place {
        Place::Subnet(subnet) => home_of_subnet(picture, subnet),
        Place::Vpc(vpc) => Some((vpc.clone(), false)),
        _ => None,
    }
}

fn home_of_subnet(picture: &Picture, id: &str) -> Option<(String, bool)> {
    picture.vpcs.iter().find_map(|vpc| {
        let subnet = vpc.subnets.iter().find(|subnet| subnet.id == id)?;
        Some((vpc.id.clone(), subnet.is_public))
    })
}
