//! Step 10: the two networks joined.

use async_trait::async_trait;
use ipnet::Ipv4Net;

use super::app_host::{ping, private_address};
use super::{addressing, paths, second_vpc, vpc};
use crate::aws::Kind;
use crate::resources::{Route, RouteTarget, VpcPeering, VpcPeeringOptions};
use crate::walkthrough::{AnswerKind, Check, DefaultAnswer, Question, Result, Step, StepContext, both};

pub(super) static TABLES: Question = Question::new(
    "peering.tables",
    "Subnets of the first network that may reach the second",
    "\"all\", the \"public\" ones or the \"private\" ones.",
    AnswerKind::Choice(&["all", "public", "private"]),
    DefaultAnswer::Text("all"),
)
.told_by(|inventory| {
    let leads_over = |table: &str| {
        inventory
            .attribute(table, "routes")
            .is_some_and(|routes| routes.contains(" to pcx-"))
    };
    match (leads_over("route-table/public"), leads_over("route-table/private1")) {
        (true, true) => Some("all".to_owned()),
        (true, false) => Some("public".to_owned()),
        (false, true) => Some("private".to_owned()),
        (false, false) => None,
    }
});

/// The two networks joined.
pub(super) struct Peering;

#[async_trait]
impl Step for Peering {
    fn id(&self) -> &'static str {
        "peering"
    }

    fn title(&self) -> &'static str {
        "The two networks joined: VPC peering"
    }

    fn lesson(&self) -> &'static str {
        include_str!("peering.md")
    }

    fn needs(&self) -> &'static [&'static str] {
        &["vpc", "second-vpc"]
    }

    fn ask(&self) -> Vec<&'static Question> {
        vec![&TABLES]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name: String = cx.answer(&vpc::NAME)?;
        let (first, second): (Ipv4Net, Ipv4Net) = (cx.answer(&vpc::CIDR)?, cx.answer(&second_vpc::CIDR)?);

        let peering = cx
            .ensure(VpcPeering::between(
                "vpc-peering/main",
                format!("{name}-peering"),
                &cx.resource("vpc/main").await?,
                &cx.resource("vpc/ai").await?,
            ))
            .await?;
        // Routes and options are taken by an active connection only.
        let peering = cx.ready(&peering).await?;
        let target = || RouteTarget::VpcPeering(peering.clone());
        let mut routes = Vec::new();
        for table in tables(cx)? {
            routes.push(Route::new(&cx.resource(&table).await?, second.to_string(), target()));
        }
        routes.push(Route::new(&cx.resource("route-table/ai").await?, first.to_string(), target()));
        let options = VpcPeeringOptions::dns_resolution_both_ways("vpc-peering-options/main", &peering);
        both(cx.ensure(options), cx.ensure_all(routes)).await?;
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let (first, second): (Ipv4Net, Ipv4Net) = (cx.answer(&vpc::CIDR)?, cx.answer(&second_vpc::CIDR)?);
        let state = cx.observed_attribute(Kind::VpcPeering, "vpc-peering/main", "state");
        let mut checks = paths::peering(cx).await?;
        checks.extend([
            Check::that("the peering connection is active", "active", state.unwrap_or_default()),
            Check::holds(
                "the two networks share no address",
                !addressing::overlap(first, second),
                "no overlap",
                format!("{first} and {second}"),
            ),
        ]);
        let address = private_address(cx, "ai-host");
        let claim = "the application host's ping crosses it and comes back";
        checks.push(if address.is_empty() {
            Check::not_run(claim, "there is no host on the other side yet")
        } else {
            cx.probe(claim, &ping("app-host", &address)).await
        });
        Ok(checks)
    }
}

/// The first network's route tables that lead to the second.
fn tables(cx: &StepContext) -> Result<Vec<String>> {
    let chosen: String = cx.answer(&TABLES)?;
    let zones: i64 = cx.answer(&vpc::AVAILABILITY_ZONES)?;
    let public = std::iter::once("route-table/public".to_owned()).filter(|_| chosen != "private");
    let private = (1..=zones)
        .map(|number| format!("route-table/private{number}"))
        .filter(|_| chosen != "public");
    Ok(public.chain(private).collect())
}
