//! Step 9: a second network, for the AI team.

use std::borrow::Cow;

use async_trait::async_trait;
use ipnet::Ipv4Net;

use super::hosts::{self, APP_HOST};
use super::{addressing, host_zones, rules, sketches, vpc};
use crate::locale::{kept, lesson, say};
use crate::resources::{
    self, Address, Handle, InternetGateway, Key, Kind, NatGateway, Route, RouteEnd, RouteTable, RouteTableFacts, RouteTarget,
    Subnet, Vpc,
};
use crate::walkthrough::{Answers, Ask, Choice, Error, Experiment, Question, Result, Step, StepContext, Trial, both};
use jalon_reachability::LabelKind;

/// The AI team's VPC.
pub(super) const VPC: Key<Vpc> = Key::new("ai");
/// Its subnet.
pub(super) const SUBNET: Key<Subnet> = Key::new("ai");
/// The route table of its subnet.
pub(super) const TABLE: Key<RouteTable> = Key::new("ai");
const GATEWAY: Key<InternetGateway> = Key::new("ai");
const NAT_GATEWAY: Key<NatGateway> = Key::new("ai");
const NAT_ADDRESS: Key<Address> = Key::new("ai");
const NAT_SUBNET: Key<Subnet> = Key::new("ai-public");
const NAT_TABLE: Key<RouteTable> = Key::new("ai-public");

/// The route that leads its hosts to the Internet.
pub(super) fn way_out() -> Key<Route> {
    Route::key(TABLE.name(), vpc::EVERYWHERE)
}

pub(super) static CIDR: Question<Ipv4Net> = Question::new(
    "second-vpc.cidr",
    || say().question_second_vpc_cidr(),
    || say().question_second_vpc_cidr_help(),
    |_| "10.1.0.0/16".parse().ok(),
)
.lasting()
.checked(|cidr, answers| {
    rules::vpc_cidr(*cidr)?;
    refuse_overlap(*cidr, answers)
})
.checked_when_given(|cidr| rules::new_vpc_cidr(*cidr))
.warned(|cidr| addressing::public_range_warning(*cidr))
.recovered_from(|inventory| inventory.facts(&VPC)?.cidr);

/// How the AI team's hosts reach the Internet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WayOut {
    /// By public addresses of their own.
    Gateway,
    /// Through a NAT gateway.
    Nat,
}

impl Choice for WayOut {
    const ALL: &'static [Self] = &[Self::Gateway, Self::Nat];

    fn word(&self) -> Cow<'static, str> {
        match self {
            Self::Gateway => "gateway".into(),
            Self::Nat => "nat".into(),
        }
    }
}

static INTERNET: Question<WayOut> = Question::new(
    "second-vpc.internet",
    || say().question_second_vpc_internet(),
    || say().question_second_vpc_internet_help(),
    |_| Some(WayOut::Gateway),
)
.recovered_from(|inventory| {
    inventory.facts(&VPC)?;
    // A NAT gateway that is no longer wanted stays until somebody deletes it.
    let is_left = inventory.facts(&TABLE).is_some_and(leads_to_gateway);
    Some(match inventory.facts(&NAT_GATEWAY) {
        Some(_) if !is_left => WayOut::Nat,
        _ => WayOut::Gateway,
    })
});

/// Whether a table leads everywhere by an internet gateway.
fn leads_to_gateway(table: &RouteTableFacts) -> bool {
    let mut routes = table.routes.iter();
    routes.any(|route| route.destination == vpc::EVERYWHERE && matches!(route.target, Some(RouteEnd::Gateway(_))))
}

/// The zone of the AI team's subnet, by its number in the first network.
pub(super) static ZONE: Question<u8> = host_zones::question("second-vpc.zone", |inventory| {
    let zone = inventory.facts(&SUBNET)?.availability_zone.as_ref()?;
    let zone_of = |number: u8| inventory.facts(&vpc::public_subnet(number))?.availability_zone.as_ref();
    (1..=vpc::MOST_ZONES).find(|number| zone_of(*number) == Some(zone))
});

fn refuse_overlap(second: Ipv4Net, answers: &Answers) -> std::result::Result<(), String> {
    match answers.get(&vpc::CIDR) {
        Some(first) if addressing::overlap(first, second) => {
            Err(say().rule_overlaps_first(second.to_string(), first.to_string()))
        }
        _ => Ok(()),
    }
}

/// The range of a network's `index`-th subnet: a /24, or a sixteenth of a range too small to give /24s.
fn subnet_range(cidr: Ipv4Net, index: usize) -> Result<Ipv4Net> {
    let range = if cidr.prefix_len() <= 20 {
        cidr.subnets(24).ok().and_then(|mut subnets| subnets.nth(index))
    } else {
        addressing::sixteenth(cidr, index)
    };
    range.ok_or_else(|| Error::answer(CIDR.key, say().rule_too_small(cidr.to_string())))
}

/// Whether the hosts of the network get public addresses.
pub(super) fn has_public_hosts(cx: &StepContext) -> Result<bool> {
    Ok(cx.answer(&INTERNET)? == WayOut::Gateway)
}

/// The AI team's network.
pub(super) struct SecondVpc;

#[async_trait]
impl Step for SecondVpc {
    fn id(&self) -> &'static str {
        "second-vpc"
    }

    fn title(&self) -> &'static str {
        kept(say().step_second_vpc())
    }

    fn lesson(&self) -> &'static str {
        lesson("second_vpc", include_str!("second_vpc.md"))
    }

    fn lesson_values(&self, answers: &Answers, _: &str) -> Vec<(&'static str, String)> {
        let range = answers.get(&CIDR).and_then(|cidr| subnet_range(cidr, 0).ok());
        let range = range.map(|range| ("second-vpc.subnet", range.to_string()));
        let both = answers.get(&vpc::CIDR).zip(answers.get(&CIDR));
        let sketch = both.map(|(first, second)| sketches::second_vpc(first, second));
        range.into_iter().chain(sketches::alone(sketch)).collect()
    }

    fn makes(&self) -> &'static [Kind] {
        &[
            Kind::Vpc,
            Kind::InternetGateway,
            Kind::Subnet,
            Kind::RouteTable,
            Kind::Route,
            Kind::Address,
            Kind::NatGateway,
        ]
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        vec![&CIDR, &ZONE, &INTERNET]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name = format!("{}-ai", cx.answer(&vpc::NAME)?);
        let cidr = cx.answer(&CIDR)?;
        let by_nat = !has_public_hosts(cx)?;

        let vpc = cx.ensure(resources::Vpc::new(&VPC, format!("{name}-vpc"), cidr)).await?;
        let zone = zone(cx).await?;
        let subnet = Subnet::new(&SUBNET, format!("{name}-subnet"), &vpc, subnet_range(cidr, 0)?, Some(&zone));
        let (gateway, subnet) = both(
            cx.ensure(InternetGateway::attached_to(&GATEWAY, format!("{name}-igw"), &vpc)),
            cx.ensure(subnet.with_public_addresses(!by_nat)),
        )
        .await?;
        let served = std::slice::from_ref(&subnet);
        let table = cx
            .ensure(RouteTable::serving(&TABLE, format!("{name}-rtb"), &vpc, served))
            .await?;
        let target = if by_nat {
            RouteTarget::NatGateway(nat_gateway(cx, &name, &vpc, &gateway, subnet_range(cidr, 1)?, &zone).await?)
        } else {
            RouteTarget::InternetGateway(gateway)
        };
        cx.ensure(Route::new(&table, vpc::EVERYWHERE, target)).await?;
        Ok(())
    }

    fn experiments(&self, cx: &StepContext) -> Result<Vec<Experiment>> {
        let from = match hosts::is_there(cx, APP_HOST) {
            true => APP_HOST.to_owned(),
            false => vpc::FIRST_PUBLIC_SUBNET.to_string(),
        };
        let to = SUBNET.to_string();
        let range = cx.answer(&CIDR)?.to_string();
        let (right, trial, shows) = match vpc::has_route(cx, &vpc::PUBLIC_TABLE, &range) {
            true => (0, Trial::open(from, to), say().try_second_vpc_way_shows_joined()),
            false => (
                1,
                Trial::stopped_by(LabelKind::RouteTable, from, to),
                say().try_second_vpc_way_shows(),
            ),
        };
        Ok(vec![Experiment {
            name: "no-way",
            question: say().try_second_vpc_way(),
            choices: vec![say().try_yes(), say().try_no()],
            right,
            trials: vec![trial],
            shows,
            otherwise: say().try_second_vpc_way_otherwise(),
        }])
    }
}

/// The zone of the AI team's subnet: that of the first network's subnets of the number that is answered, since traffic within a zone is free,
/// if the host's type is offered there; else the first where it is.
async fn zone(cx: &StepContext) -> Result<String> {
    let number = cx.answer(&ZONE)?;
    let built = cx.facts(&SUBNET).and_then(|subnet| subnet.availability_zone);
    let zones = vpc::zones(cx).await?;
    let beside = zones.get(usize::from(number) - 1).cloned();
    // Where it is isn't always one of the first network's zones.
    let is_elsewhere = |zone: &String| number == 1 && !zones.contains(zone);
    if let Some(zone) = built
        .clone()
        .filter(|zone| beside.as_ref() == Some(zone) || is_elsewhere(zone))
    {
        return Ok(zone);
    }
    let offering = cx.zones_offering_all(&[&hosts::AI_HOST_TYPE]).await?;
    let beside = beside.filter(|zone| offering.zones.contains(zone));
    Ok(beside.or(built).unwrap_or_else(|| offering.first().to_owned()))
}

/// A NAT gateway in a public subnet of its own.
async fn nat_gateway(
    cx: &StepContext,
    name: &str,
    vpc: &Handle<Vpc>,
    gateway: &Handle<InternetGateway>,
    range: Ipv4Net,
    zone: &str,
) -> Result<Handle<NatGateway>> {
    let subnet = Subnet::new(&NAT_SUBNET, format!("{name}-subnet-public"), vpc, range, Some(zone));
    let (subnet, address) = both(
        cx.ensure(subnet.with_public_addresses(true)),
        cx.ensure(Address::new(&NAT_ADDRESS, format!("{name}-eip-nat"))),
    )
    .await?;
    let served = std::slice::from_ref(&subnet);
    let table = cx
        .ensure(RouteTable::serving(&NAT_TABLE, format!("{name}-rtb-public"), vpc, served))
        .await?;
    cx.ensure(Route::new(
        &table,
        vpc::EVERYWHERE,
        RouteTarget::InternetGateway(gateway.clone()),
    ))
    .await?;
    let nat = NatGateway::new(&NAT_GATEWAY, format!("{name}-nat"), &subnet, &address, gateway);
    let nat = cx.ensure(nat).await?;
    cx.ready(&nat).await
}
