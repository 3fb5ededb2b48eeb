//! Step 10: the two networks joined.

use std::borrow::Cow;

use async_trait::async_trait;

use super::hosts::{AI_HOST, APP_HOST, ping, private_address};
use super::{addressing, second_vpc, sketches, vpc};
use crate::locale::{kept, lesson, say};
use crate::resources::{
    Inventory, Key, Kind, Route, RouteEnd, RouteTable, RouteTableFacts, RouteTarget, Subnet, VpcPeering, VpcPeeringOptions,
};
use crate::walkthrough::{Answers, Ask, Check, Choice, Experiment, Promise, Question, Result, Step, StepContext, Trial, both};
use jalon_reachability::LabelKind;

const CONNECTION: Key<VpcPeering> = Key::new("main");
const OPTIONS: Key<VpcPeeringOptions> = Key::new("main");

/// Which subnets of the first network reach the second.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PeeredSubnets {
    All,
    Public,
    Private,
}

impl Choice for PeeredSubnets {
    const ALL: &'static [Self] = &[Self::All, Self::Public, Self::Private];

    fn word(&self) -> Cow<'static, str> {
        match self {
            Self::All => "all".into(),
            Self::Public => "public".into(),
            Self::Private => "private".into(),
        }
    }
}

static TABLES: Question<PeeredSubnets> = Question::new(
    "peering.tables",
    || say().question_peering_tables(),
    || say().question_peering_tables_help(),
    |_| Some(PeeredSubnets::All),
)
.recovered_from(recover_tables);

/// Which of the first network's route tables have a route over a peering connection.
fn recover_tables(inventory: &Inventory) -> Option<PeeredSubnets> {
    let leads_over = |table: &Key<RouteTable>| inventory.facts(table).is_some_and(leads_over_peering);
    let (public, private) = (leads_over(&vpc::PUBLIC_TABLE), leads_over(&vpc::private_table(1)));
    match (public, private) {
        (true, true) => Some(PeeredSubnets::All),
        (true, false) => Some(PeeredSubnets::Public),
        (false, true) => Some(PeeredSubnets::Private),
        (false, false) => None,
    }
}

fn leads_over_peering(table: &RouteTableFacts) -> bool {
    let mut targets = table.routes.iter().map(|route| &route.target);
    targets.any(|target| matches!(target, Some(RouteEnd::VpcPeering(_))))
}

/// Why nothing is tried from the application host where it has no way to the other side.
pub(super) fn not_joined() -> &'static str {
    kept(say().check_not_joined())
}

/// The two networks joined.
pub(super) struct Peering;

#[async_trait]
impl Step for Peering {
    fn id(&self) -> &'static str {
        "peering"
    }

    fn title(&self) -> &'static str {
        kept(say().step_peering())
    }

    fn lesson(&self) -> &'static str {
        lesson("peering", include_str!("peering.md"))
    }

    fn lesson_values(&self, answers: &Answers, _: &str) -> Vec<(&'static str, String)> {
        let tables = answers.get(&TABLES).map(|tables| match tables {
            PeeredSubnets::All => say().sketch_all_tables(),
            PeeredSubnets::Public => say().sketch_public_table(),
            PeeredSubnets::Private => say().sketch_private_tables(),
        });
        let ranges = answers.get(&vpc::CIDR).zip(answers.get(&second_vpc::CIDR));
        let sketch = ranges
            .zip(tables)
            .map(|((first, second), tables)| sketches::peering(first, tables, second));
        sketches::alone(sketch)
    }

    fn needs(&self) -> &'static [&'static str] {
        &["vpc", "second-vpc"]
    }

    fn makes(&self) -> &'static [Kind] {
        &[Kind::VpcPeering, Kind::VpcPeeringOptions, Kind::Route]
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        vec![&TABLES]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name = cx.answer(&vpc::NAME)?;
        let (first, second) = (cx.answer(&vpc::CIDR)?, cx.answer(&second_vpc::CIDR)?);

        let peering = cx
            .ensure(VpcPeering::between(
                &CONNECTION,
                format!("{name}-peering"),
                &cx.resource(&vpc::VPC).await?,
                &cx.resource(&second_vpc::VPC).await?,
            ))
            .await?;
        // Routes and options are taken by an active connection only.
        let peering = cx.ready(&peering).await?;
        let target = || RouteTarget::VpcPeering(peering.clone());
        let mut routes = Vec::new();
        for table in tables(cx)? {
            routes.push(Route::new(&cx.resource(&table).await?, second.to_string(), target()));
        }
        routes.push(Route::new(
            &cx.resource(&second_vpc::TABLE).await?,
            first.to_string(),
            target(),
        ));
        let options = VpcPeeringOptions::dns_resolution_both_ways(&OPTIONS, &peering);
        both(cx.ensure(options), cx.ensure_all(routes)).await?;
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let (first, second) = (cx.answer(&vpc::CIDR)?, cx.answer(&second_vpc::CIDR)?);
        let connection = cx.facts(&CONNECTION);
        let status = connection.as_ref().map(|connection| connection.status()).unwrap_or_default();
        let claim = kept(say().check_ping_crosses());
        let ping_crosses = async {
            Ok(match private_address(cx, AI_HOST) {
                _ if !joins_public_subnets(cx)? => Check::not_run(claim, not_joined()),
                None => Check::not_run(claim, kept(say().check_no_host_beyond())),
                Some(address) => cx.probe(claim, &ping(APP_HOST, address)).await,
            })
        };
        let promises = promises(cx)?;
        let (mut checks, crossed) = both(cx.paths(&promises), ping_crosses).await?;
        checks.extend([
            Check::that(kept(say().check_peering_active()), "active", status),
            Check::holds(
                kept(say().check_no_shared_address()),
                !addressing::overlap(first, second),
                kept(say().check_no_overlap()),
                say().and(first.to_string(), second.to_string()),
            ),
        ]);
        checks.push(crossed);
        Ok(checks)
    }

    fn experiments(&self, cx: &StepContext) -> Result<Vec<Experiment>> {
        let private = vpc::private_subnet(1).to_string();
        let ai = second_vpc::SUBNET.to_string();
        let is_joined = joins_private_subnets(cx)?;
        let (right, trial, shows) = match is_joined {
            true => (0, Trial::open(&private, &ai), say().try_peering_tables_shows()),
            false => (
                1,
                Trial::stopped_by(LabelKind::RouteTable, &private, &ai),
                say().try_peering_tables_shows_public(),
            ),
        };
        let tables = Experiment {
            name: "which-tables",
            question: say().try_peering_tables(),
            choices: vec![say().try_yes(), say().try_no()],
            right,
            trials: vec![trial],
            shows,
            otherwise: say().try_peering_tables_otherwise(),
        };
        Ok(vec![tables])
    }
}

/// Whether the first network's public subnets reach the second.
pub(super) fn joins_public_subnets(cx: &StepContext) -> Result<bool> {
    Ok(cx.answer(&TABLES)? != PeeredSubnets::Private)
}

fn joins_private_subnets(cx: &StepContext) -> Result<bool> {
    Ok(cx.answer(&TABLES)? != PeeredSubnets::Public)
}

/// The first network's route tables that lead to the second.
fn tables(cx: &StepContext) -> Result<Vec<Key<RouteTable>>> {
    let mut tables = Vec::new();
    if joins_public_subnets(cx)? {
        tables.push(vpc::PUBLIC_TABLE);
    }
    if joins_private_subnets(cx)? {
        tables.extend((1..=cx.answer(&vpc::AVAILABILITY_ZONES)?).map(vpc::private_table));
    }
    Ok(tables)
}

/// The chosen subnets reach the second network's, and its answers get back: both have their route. The others have none.
fn promises(cx: &StepContext) -> Result<Vec<Promise>> {
    let zones = cx.answer(&vpc::AVAILABILITY_ZONES)?;
    let promise = |subnet: Key<Subnet>, is_joined: bool| {
        let target = "subnet/ai:22";
        if is_joined {
            Promise::open(subnet.to_string(), target)
        } else {
            Promise::closed(subnet.to_string(), target)
        }
    };
    let (public, private) = (joins_public_subnets(cx)?, joins_private_subnets(cx)?);
    let of_public = (1..=zones).map(|number| promise(vpc::public_subnet(number), public));
    let of_private = (1..=zones).map(|number| promise(vpc::private_subnet(number), private));
    Ok(of_public.chain(of_private).collect())
}
