//! Step 1: the network, as the console's "VPC and more" wizard makes it.

use async_trait::async_trait;
use ipnet::Ipv4Net;

use super::{addressing, hosts, rules, sketches};
use crate::locale::{grouped, kept, lesson, say};
use crate::resources::{
    Handle, InternetGateway, Inventory, Key, Kind, Route, RouteTable, RouteTableFacts, RouteTarget, Subnet, Vpc, VpcEndpoint,
};
use crate::walkthrough::{Answers, Ask, Check, Error, Experiment, Question, Result, Step, StepContext, Trial, both};
use jalon_reachability::LabelKind;

/// The VPC.
pub(super) const VPC: Key<Vpc> = Key::new("main");
/// Its internet gateway.
pub(super) const GATEWAY: Key<InternetGateway> = Key::new("main");
/// The public subnet of the first zone.
pub(super) const FIRST_PUBLIC_SUBNET: Key<Subnet> = Key::new("public1");
/// The route table of all public subnets.
pub(super) const PUBLIC_TABLE: Key<RouteTable> = Key::new("public");
const ENDPOINT: Key<VpcEndpoint> = Key::new("s3");
/// The destination of a route that leads everywhere.
pub(super) const EVERYWHERE: &str = "0.0.0.0/0";

/// The public subnet of the zone of this number, from 1.
pub(super) fn public_subnet(number: u8) -> Key<Subnet> {
    Key::named(format!("public{number}"))
}

/// The private subnet of the zone of this number, from 1.
pub(super) fn private_subnet(number: u8) -> Key<Subnet> {
    Key::named(format!("private{number}"))
}

/// The route table of the private subnet of this number, from 1.
pub(super) fn private_table(number: u8) -> Key<RouteTable> {
    Key::named(format!("private{number}"))
}

/// Whether a route table has a route for this range.
pub(super) fn has_route(cx: &StepContext, table: &Key<RouteTable>, destination: &str) -> bool {
    // What this run has made is known by its key, what it has found by the table.
    let is_made = || cx.facts(&Route::key(table.name(), destination)).is_some();
    let is_found = |table: RouteTableFacts| table.routes.iter().any(|route| route.destination == destination);
    cx.facts(table).is_some_and(is_found) || is_made()
}

/// The route that leads the public subnets to the Internet.
pub(super) fn public_way_out() -> Key<Route> {
    Route::key(PUBLIC_TABLE.name(), EVERYWHERE)
}

pub(super) static NAME: Question<String> = Question::new(
    "vpc.name",
    || say().question_vpc_name(),
    || say().question_vpc_name_help(),
    |facts| Some(facts.deployment.clone()),
)
.checked(|name, _| rules::name_prefix(name))
.recovered_from(recover_name);

pub(super) static CIDR: Question<Ipv4Net> = Question::new(
    "vpc.cidr",
    || say().question_vpc_cidr(),
    || say().question_vpc_cidr_help(),
    |_| "10.0.0.0/16".parse().ok(),
)
.lasting()
.checked(|cidr, _| rules::vpc_cidr(*cidr))
.checked_when_given(|cidr| rules::new_vpc_cidr(*cidr))
.warned(|cidr| addressing::public_range_warning(*cidr))
.recovered_from(|inventory| inventory.facts(&VPC)?.cidr);

pub(super) static AVAILABILITY_ZONES: Question<u8> = Question::new(
    "vpc.availability-zones",
    || say().question_vpc_availability_zones(),
    || say().question_vpc_availability_zones_help(),
    |_| Some(2),
)
.between(2, MOST_ZONES as u32)
.recovered_from(count_zones);

static S3_ENDPOINT: Question<bool> = Question::new(
    "vpc.s3-endpoint",
    || say().question_vpc_s3_endpoint(),
    || say().question_vpc_s3_endpoint_help(),
    |_| Some(true),
)
.detail()
.recovered_from(|inventory| {
    inventory.facts(&VPC)?;
    Some(inventory.facts(&ENDPOINT).is_some())
});

/// The most availability zones that can be chosen.
pub(super) const MOST_ZONES: u8 = 3;

/// Names in the console are `NAME-vpc`, and so on.
fn recover_name(inventory: &Inventory) -> Option<String> {
    inventory.live(&VPC)?.name()?.strip_suffix("-vpc").map(str::to_owned)
}

fn count_zones(inventory: &Inventory) -> Option<u8> {
    let numbers = (1..=MOST_ZONES).filter(|number| inventory.facts(&public_subnet(*number)).is_some());
    Some(numbers.max()?.max(2))
}

/// The network.
pub(super) struct Network;

#[async_trait]
impl Step for Network {
    fn id(&self) -> &'static str {
        "vpc"
    }

    fn title(&self) -> &'static str {
        kept(say().step_vpc())
    }

    fn lesson(&self) -> &'static str {
        lesson("vpc", include_str!("vpc.md"))
    }

    fn lesson_values(&self, answers: &Answers, _: &str) -> Vec<(&'static str, String)> {
        let Some((cidr, zones)) = answers.get(&CIDR).zip(answers.get(&AVAILABILITY_ZONES)) else {
            return Vec::new();
        };
        let has_endpoint = answers.get(&S3_ENDPOINT).unwrap_or(true);
        let free = 32_u8.saturating_sub(cidr.prefix_len());
        let bits = cidr.prefix_len();
        let ranges = |range: fn(Ipv4Net, u8) -> Option<Ipv4Net>| {
            let ranges = (1..=zones).filter_map(|number| Some(format!("`{}`", range(cidr, number)?)));
            ranges.collect::<Vec<_>>().join(", ")
        };
        let told = [
            ("vpc.size", say().lesson_vpc_size(bits, grouped(1_u64 << free))),
            ("vpc.public-ranges", ranges(addressing::public_subnet)),
            ("vpc.private-ranges", ranges(addressing::private_subnet)),
        ];
        told.into_iter()
            .chain([sketches::in_lesson(&sketches::network(cidr, EVERYWHERE, has_endpoint))])
            .collect()
    }

    fn makes(&self) -> &'static [Kind] {
        &[
            Kind::Vpc,
            Kind::InternetGateway,
            Kind::Subnet,
            Kind::RouteTable,
            Kind::Route,
            Kind::VpcEndpoint,
        ]
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        vec![&NAME, &CIDR, &AVAILABILITY_ZONES, &S3_ENDPOINT]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name = cx.answer(&NAME)?;
        let cidr = cx.answer(&CIDR)?;
        let zones = zones(cx).await?;

        let vpc = cx.ensure(Vpc::new(&VPC, format!("{name}-vpc"), cidr)).await?;
        let (gateway, subnets) = both(
            cx.ensure(InternetGateway::attached_to(&GATEWAY, format!("{name}-igw"), &vpc)),
            cx.ensure_all(subnets(&name, &vpc, cidr, &zones)),
        )
        .await?;
        let (public, private) = subnets.split_at(zones.len());

        let mut tables = vec![RouteTable::serving(&PUBLIC_TABLE, format!("{name}-rtb-public"), &vpc, public)];
        for (number, (subnet, zone)) in (1..).zip(private.iter().zip(&zones)) {
            let name = format!("{name}-rtb-private{number}-{zone}");
            let served = std::slice::from_ref(subnet);
            tables.push(RouteTable::serving(&private_table(number), name, &vpc, served));
        }
        let tables = cx.ensure_all(tables).await?;
        let Some((public_table, private_tables)) = tables.split_first() else {
            return Ok(());
        };
        cx.ensure(Route::new(public_table, EVERYWHERE, RouteTarget::InternetGateway(gateway)))
            .await?;
        if cx.answer(&S3_ENDPOINT)? {
            let name = format!("{name}-vpce-s3");
            cx.ensure(VpcEndpoint::s3_gateway(&ENDPOINT, name, &vpc, private_tables))
                .await?;
        }
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let zones_of = |subnet: fn(u8) -> Key<Subnet>| -> Vec<String> {
            let subnets = (1..=MOST_ZONES).filter_map(|number| cx.facts(&subnet(number)));
            subnets.filter_map(|subnet| subnet.availability_zone).collect()
        };
        let mut checks = Vec::new();
        for (claim, zones) in [
            (say().check_public_zones(), zones_of(public_subnet)),
            (say().check_private_zones(), zones_of(private_subnet)),
        ] {
            let distinct: std::collections::BTreeSet<&String> = zones.iter().collect();
            checks.push(Check::holds(
                claim,
                distinct.len() == zones.len() && zones.len() >= 2,
                kept(say().check_two_zones()),
                zones.join(", "),
            ));
        }
        Ok(checks)
    }

    fn experiments(&self, cx: &StepContext) -> Result<Vec<Experiment>> {
        let (public, private) = (FIRST_PUBLIC_SUBNET.to_string(), private_subnet(1).to_string());
        let (right, of_private, shows) = match has_route(cx, &private_table(1), EVERYWHERE) {
            true => (2, Trial::open(&private, "internet"), say().try_vpc_tables_shows_nat()),
            false => (
                0,
                Trial::stopped_by(LabelKind::RouteTable, &private, "internet"),
                say().try_vpc_tables_shows(),
            ),
        };
        let tables = Experiment {
            name: "two-tables",
            question: say().try_vpc_tables(),
            choices: vec![
                say().try_vpc_tables_gateway(),
                say().try_vpc_tables_tables(),
                say().try_vpc_tables_nat(),
            ],
            right,
            trials: vec![Trial::stopped_by(LabelKind::Subnet, &public, "internet"), of_private],
            shows,
            otherwise: say().try_vpc_tables_otherwise(),
        };
        let local = Experiment {
            name: "local",
            question: say().try_vpc_local(),
            choices: vec![say().try_yes(), say().try_no()],
            right: 0,
            trials: vec![Trial::open(private, public)],
            shows: say().try_vpc_local_shows(),
            otherwise: say().try_vpc_local_otherwise(),
        };
        Ok(vec![tables, local])
    }
}

/// The zones to build in: those the subnets are in already, then the first that offer the hosts' instance types.
pub(super) async fn zones(cx: &StepContext) -> Result<Vec<String>> {
    let wanted = cx.answer(&AVAILABILITY_ZONES)?;
    let zone_of = |key: Key<Subnet>| cx.facts(&key)?.availability_zone;
    let built: Vec<Option<String>> = (1..=wanted)
        .map(|number| zone_of(public_subnet(number)).or_else(|| zone_of(private_subnet(number))))
        .collect();
    if built.iter().all(Option::is_some) {
        return Ok(built.into_iter().flatten().collect());
    }
    let offering = cx
        .zones_offering_all(&[&hosts::APP_HOST_TYPE, &hosts::TEST_HOST_TYPE])
        .await?;
    let taken: Vec<String> = built.iter().flatten().cloned().collect();
    let mut free = offering.zones.iter().filter(|zone| !taken.contains(zone)).cloned();
    let missing = built.iter().filter(|zone| zone.is_none()).count();
    let zones: Vec<String> = built.into_iter().filter_map(|zone| zone.or_else(|| free.next())).collect();
    if zones.len() < taken.len() + missing {
        let types = offering.types.iter().map(|offered| offered.as_str().to_owned());
        let types = types.reduce(|some, last| say().and(some, last)).unwrap_or_default();
        let problem = say().rule_too_few_zones(offering.zones.len(), cx.region(), types, wanted.to_string());
        return Err(Error::answer(AVAILABILITY_ZONES.key, problem));
    }
    Ok(zones)
}

/// First the public subnets, then the private ones, one of each in every zone.
fn subnets(name: &str, vpc: &Handle<Vpc>, cidr: Ipv4Net, zones: &[String]) -> Vec<Subnet> {
    let numbered = || (1..).zip(zones);
    let public = numbered().filter_map(|(number, zone)| {
        let name = format!("{name}-subnet-public{number}-{zone}");
        let range = addressing::public_subnet(cidr, number)?;
        let subnet = Subnet::new(&public_subnet(number), name, vpc, range, Some(zone));
        Some(subnet.with_public_addresses(true))
    });
    let private = numbered().filter_map(|(number, zone)| {
        let name = format!("{name}-subnet-private{number}-{zone}");
        let range = addressing::private_subnet(cidr, number)?;
        Some(Subnet::new(&private_subnet(number), name, vpc, range, Some(zone)))
    });
    public.chain(private).collect()
}
