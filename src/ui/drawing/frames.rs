//! The frames: VPCs and subnets, planned, built and of others.

use std::collections::BTreeSet;

use super::found::Found;
use super::needs;
use crate::locale::say;
use crate::picture::{State, Subnet, Vpc};
use crate::resources::{self, Detail, Kind};
use crate::ui::mismatches::detail_text;
use crate::walkthrough::PlannedResource;
use jalon_reachability::{Network, RouteTarget};

/// The VPCs with their subnets.
pub(super) fn vpcs(found: &Found) -> Vec<Vpc> {
    let public = public_subnets(found);
    let mut vpcs: Vec<Vpc> = found.of_kind(Kind::Vpc).map(|vpc| frame(found, vpc, &public)).collect();
    add_foreign_subnets(found, &mut vpcs);
    vpcs
}

fn frame(found: &Found, vpc: &PlannedResource, public: &BTreeSet<&str>) -> Vpc {
    let subnets = found.of_kind(Kind::Subnet).filter(|subnet| subnet.needs.contains(&vpc.key));
    Vpc {
        id: vpc.key.clone(),
        name: format!("VPC {}", vpc.name),
        details: details(vpc, []),
        remarks: found.remarks(vpc),
        state: found.state(vpc),
        subnets: subnets
            .map(|subnet| {
                let is_public = public.contains(subnet.key.as_str());
                let row = row_text(is_public);
                Subnet {
                    id: subnet.key.clone(),
                    end: Some(subnet.key.clone()),
                    name: subnet.name.clone(),
                    zone: zone(subnet),
                    is_public,
                    details: details(subnet, [row.as_str()]),
                    remarks: found.remarks(subnet),
                    state: found.state(subnet),
                }
            })
            .collect(),
    }
}

/// Its address range with what else is said in that line, and its id.
fn details<const N: usize>(resource: &PlannedResource, more: [&str; N]) -> Vec<String> {
    let mut first = vec![detail_text(resource)];
    first.extend(more.map(str::to_owned));
    let mut lines = vec![first.join(" · ")];
    lines.extend(resource.id.clone());
    lines
}

/// The zone in which AWS has it, else the one it is planned in.
fn zone(subnet: &PlannedResource) -> String {
    let facts = subnet
        .observed
        .as_ref()
        .and_then(|observed| observed.facts_of::<resources::Subnet>());
    let there = facts.and_then(|facts| facts.availability_zone.clone());
    there.or_else(|| subnet.zone.clone()).unwrap_or_default()
}

/// The subnets whose route table leads to an internet gateway, or is planned to.
fn public_subnets<'d>(found: &Found<'d>) -> BTreeSet<&'d str> {
    let leads_out = |route: &&PlannedResource| route.detail == Some(Detail::LeadsTo(Kind::InternetGateway));
    let tables = found
        .of_kind(Kind::Route)
        .filter(leads_out)
        .flat_map(|route| needs(route, Kind::RouteTable).filter_map(|table| found.get(table)));
    tables.flat_map(|table| found.subnets_of(table)).collect()
}

/// What others put into the deployment's VPCs.
fn add_foreign_subnets(found: &Found, vpcs: &mut [Vpc]) {
    let network = &found.drawing.network;
    for subnet in network.subnets.iter().filter(|subnet| !found.is_own(&subnet.label.id)) {
        let mut planned = found.of_kind(Kind::Vpc);
        let vpc = planned.find(|vpc| vpc.id.as_deref() == Some(&subnet.vpc));
        let Some(vpc) = vpc.and_then(|vpc| vpcs.iter_mut().find(|frame| frame.id == vpc.key)) else {
            continue;
        };
        let is_public = leads_out(network, &subnet.label.id, &subnet.vpc);
        let row = row_text(is_public);
        vpc.subnets.push(Subnet {
            end: None,
            id: subnet.label.id.clone(),
            name: subnet.label.short().to_owned(),
            zone: String::new(),
            is_public,
            details: vec![format!("{} · {row}", subnet.cidr)],
            remarks: Vec::new(),
            state: State::Foreign,
        });
    }
}

/// What a subnet's row is called.
fn row_text(is_public: bool) -> String {
    match is_public {
        true => say().picture_public(),
        false => say().picture_private(),
    }
}

/// Whether the table that a subnet follows has a route to an internet gateway.
fn leads_out(network: &Network, subnet: &str, vpc: &str) -> bool {
    let tables = || network.route_tables.iter();
    let explicit = tables().find(|table| table.subnets.iter().any(|of| of == subnet));
    let table = explicit.or_else(|| tables().find(|table| table.is_main && table.vpc == vpc));
    table.is_some_and(|table| {
        let mut routes = table.routes.iter();
        routes.any(|route| matches!(route.target, RouteTarget::InternetGateway(_)))
    })
}
