//! Step 6: the way out for the private subnets.

use std::borrow::Cow;

use async_trait::async_trait;

use super::hosts::{self, PINGED, TEST_HOST, ping};
use super::{host_zones, sketches, vpc};
use crate::hosts::{HostCommand, Probe};
use crate::locale::{kept, lesson, say};
use crate::resources::{self, Address, Inventory, Key, Kind, Route, RouteEnd, RouteTableFacts, RouteTarget};
use crate::walkthrough::{
    Answers, Ask, Check, Choice, Experiment, Printed, Promise, Question, Result, Step, StepContext, Trial, both,
};

const ADDRESS: Key<Address> = Key::new("nat");
const GATEWAY: Key<resources::NatGateway> = Key::new("main");

/// Which private subnets may reach the Internet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NatSubnets {
    All,
    /// The one of this number, from 1.
    One(u8),
}

impl NatSubnets {
    fn include(self, number: u8) -> bool {
        match self {
            Self::All => true,
            Self::One(one) => one == number,
        }
    }
}

impl Choice for NatSubnets {
    const ALL: &'static [Self] = &[Self::All, Self::One(1), Self::One(2), Self::One(3)];

    fn word(&self) -> Cow<'static, str> {
        match self {
            Self::All => "all".into(),
            Self::One(number) => format!("private{number}").into(),
        }
    }
}

static SUBNETS: Question<NatSubnets> = Question::new(
    "nat-gateway.subnets",
    || say().question_nat_gateway_subnets(),
    || say().question_nat_gateway_subnets_help(),
    |_| Some(NatSubnets::All),
)
.checked(|subnets, answers| {
    let zones = answers.get(&vpc::AVAILABILITY_ZONES).unwrap_or(vpc::MOST_ZONES);
    match subnets {
        NatSubnets::One(number) if *number > zones => Err(say().rule_private_subnets(zones.to_string())),
        _ => Ok(()),
    }
})
.recovered_from(recover_subnets);

/// Which of the private subnets have a route to a NAT gateway.
fn recover_subnets(inventory: &Inventory) -> Option<NatSubnets> {
    let table = |number: &u8| inventory.facts(&vpc::private_table(*number));
    let is_open = |number: &u8| table(number).is_some_and(leads_to_nat);
    let there: Vec<u8> = (1..=vpc::MOST_ZONES).filter(|number| table(number).is_some()).collect();
    let open: Vec<u8> = there.iter().copied().filter(is_open).collect();
    match open.as_slice() {
        [one] if there.len() > 1 => Some(NatSubnets::One(*one)),
        [] => None,
        _ => Some(NatSubnets::All),
    }
}

fn leads_to_nat(table: &RouteTableFacts) -> bool {
    let mut targets = table.routes.iter().map(|route| &route.target);
    targets.any(|target| matches!(target, Some(RouteEnd::NatGateway(_))))
}

/// The way out.
pub(super) struct NatGateway;

#[async_trait]
impl Step for NatGateway {
    fn id(&self) -> &'static str {
        "nat-gateway"
    }

    fn title(&self) -> &'static str {
        kept(say().step_nat_gateway())
    }

    fn lesson(&self) -> &'static str {
        lesson("nat_gateway", include_str!("nat_gateway.md"))
    }

    fn lesson_values(&self, answers: &Answers, _: &str) -> Vec<(&'static str, String)> {
        sketches::alone(answers.get(&vpc::CIDR).and_then(sketches::nat_gateway))
    }

    fn needs(&self) -> &'static [&'static str] {
        &["vpc"]
    }

    fn makes(&self) -> &'static [Kind] {
        &[Kind::Address, Kind::NatGateway, Kind::Route]
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        vec![&SUBNETS]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name = cx.answer(&vpc::NAME)?;
        let address = cx.ensure(Address::new(&ADDRESS, format!("{name}-eip-nat"))).await?;
        let gateway = cx
            .ensure(resources::NatGateway::new(
                &GATEWAY,
                format!("{name}-nat"),
                &cx.resource(&vpc::FIRST_PUBLIC_SUBNET).await?,
                &address,
                &cx.resource(&vpc::GATEWAY).await?,
            ))
            .await?;
        if let Some(address) = address.facts().and_then(|address| address.public_address) {
            cx.output("nat-address", address.to_string())?;
        }
        // AWS takes no route to a NAT gateway that is still being made.
        let gateway = cx.ready(&gateway).await?;
        let mut routes = Vec::new();
        let chosen = cx.answer(&SUBNETS)?;
        for number in 1..=cx.answer(&vpc::AVAILABILITY_ZONES)? {
            if chosen.include(number) {
                let table = cx.resource(&vpc::private_table(number)).await?;
                let target = RouteTarget::NatGateway(gateway.clone());
                routes.push(Route::new(&table, vpc::EVERYWHERE, target));
            }
        }
        cx.ensure_all(routes).await?;
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let promises = promises(cx)?;
        let (paths, live) = both(cx.paths(&promises), live_checks(cx)).await?;
        Ok([paths, live].concat())
    }

    fn experiments(&self, cx: &StepContext) -> Result<Vec<Experiment>> {
        let address = cx.facts(&ADDRESS).and_then(|address| address.public_address);
        let Some(address) = address.map(|address| address.to_string()) else {
            return Ok(Vec::new());
        };
        let private = hosts::private_address(cx, TEST_HOST).filter(|_| private_host_gets_out(cx).unwrap_or(false));
        let seen_as = private.map(|private| Experiment {
            name: "seen-as",
            question: say().try_nat_seen(private.to_string()),
            choices: vec![
                say().try_nat_seen_own(),
                say().try_nat_seen_host(),
                say().try_nat_seen_gateway(),
            ],
            right: 2,
            trials: vec![Trial::on_host(
                TEST_HOST,
                HostCommand::AddressSeen,
                Printed::with(address.as_str()),
            )],
            shows: say().try_nat_seen_shows(address.as_str()),
            otherwise: say().try_nat_seen_otherwise(),
        });
        let one_way = Experiment {
            name: "one-way",
            question: say().try_nat_one_way(address.as_str()),
            choices: vec![say().try_nat_one_way_host(), say().try_nat_one_way_gateway()],
            right: 1,
            trials: vec![Trial::closed("internet", address)],
            shows: say().try_nat_one_way_shows(),
            otherwise: say().try_nat_one_way_otherwise(),
        };
        Ok(seen_as.into_iter().chain([one_way]).collect())
    }
}

/// What the private host sees of the way out, and that nothing comes in by it: that is known only after a while, and is looked at meanwhile.
async fn live_checks(cx: &StepContext) -> Result<Vec<Check>> {
    if !hosts::is_there(cx, TEST_HOST) {
        let claim = kept(say().check_private_host_out());
        return Ok(vec![Check::not_run(claim, kept(say().check_no_private_host()))]);
    }
    let address = cx.facts(&ADDRESS).and_then(|address| address.public_address);
    let public = address.map(|address| address.to_string()).unwrap_or_default();
    let seen_from_outside = Probe::Says {
        host: TEST_HOST,
        command: HostCommand::AddressSeen,
        expected: public.clone(),
    };
    let silence = Probe::Silence {
        address: public,
        port: 22,
    };
    let from_within = [
        (kept(say().check_private_host_pings()), ping(TEST_HOST, PINGED)),
        (kept(say().check_seen_at_nat()), seen_from_outside),
    ];
    let nothing_comes_in = (kept(say().check_nothing_comes_in()), silence);
    if private_host_gets_out(cx)? {
        let live = from_within.into_iter().chain([nothing_comes_in]);
        return Ok(cx.probes(live.collect()).await);
    }
    let reason = kept(say().check_not_chosen());
    let not_run = from_within.map(|(claim, _)| Check::not_run(claim, reason));
    Ok([not_run.into(), cx.probes(vec![nothing_comes_in]).await].concat())
}

/// The chosen private subnets get out, the others don't.
fn promises(cx: &StepContext) -> Result<Vec<Promise>> {
    let chosen = cx.answer(&SUBNETS)?;
    let mut promises = Vec::new();
    for number in 1..=cx.answer(&vpc::AVAILABILITY_ZONES)? {
        let subnet = vpc::private_subnet(number).to_string();
        promises.push(if chosen.include(number) {
            Promise::open(subnet, "internet:443")
        } else {
            Promise::closed(subnet, "internet:443")
        });
    }
    if hosts::is_there(cx, TEST_HOST) {
        let gets_out = private_host_gets_out(cx)?;
        promises.extend(["internet:443", "internet:icmp"].map(|target| {
            if gets_out {
                Promise::open(TEST_HOST, target)
            } else {
                Promise::closed(TEST_HOST, target)
            }
        }));
    }
    Ok(promises)
}

/// Whether the private host is in a subnet that gets out.
fn private_host_gets_out(cx: &StepContext) -> Result<bool> {
    Ok(cx.answer(&SUBNETS)?.include(cx.answer(&host_zones::TEST_HOST_ZONE)?))
}
