//! Step 6: the way out for the private subnets.

use async_trait::async_trait;

use super::app_host::{PINGED, ping};
use super::{paths, vpc};
use crate::aws::Kind;
use crate::hosts::Probe;
use crate::resources::{self, Address, Route, RouteTarget};
use crate::walkthrough::{Answer, AnswerKind, Check, DefaultAnswer, Question, Result, Step, StepContext};

pub(super) static SUBNETS: Question = Question::new(
    "nat-gateway.subnets",
    "Private subnets that may reach the Internet",
    "\"all\", or one of them. One NAT gateway serves them all.",
    AnswerKind::Choice(&["all", "private1", "private2", "private3"]),
    DefaultAnswer::Text("all"),
)
.checked(|answer, answers| {
    let zones: i64 = answers.get(&vpc::AVAILABILITY_ZONES).unwrap_or(3);
    match answer {
        Answer::Text(name) if name == "private3" && zones < 3 => Err("there are two private subnets only".to_owned()),
        _ => Ok(()),
    }
})
.told_by(|inventory| {
    let leads_out = |number: &i32| {
        let routes = inventory.attribute(&format!("route-table/private{number}"), "routes");
        routes.is_some_and(|routes| routes.contains(" to nat-"))
    };
    let there = (1..=3).filter(|number| {
        inventory
            .attribute(&format!("route-table/private{number}"), "routes")
            .is_some()
    });
    let open: Vec<i32> = there.clone().filter(leads_out).collect();
    match open.as_slice() {
        [one] if there.count() > 1 => Some(format!("private{one}")),
        [] => None,
        _ => Some("all".to_owned()),
    }
});

/// The way out.
pub(super) struct NatGateway;

#[async_trait]
impl Step for NatGateway {
    fn id(&self) -> &'static str {
        "nat-gateway"
    }

    fn title(&self) -> &'static str {
        "A way out: a NAT gateway for the private subnets"
    }

    fn lesson(&self) -> &'static str {
        include_str!("nat_gateway.md")
    }

    fn needs(&self) -> &'static [&'static str] {
        &["vpc"]
    }

    fn ask(&self) -> Vec<&'static Question> {
        vec![&SUBNETS]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name: String = cx.answer(&vpc::NAME)?;
        let address = cx.ensure(Address::new("elastic-ip/nat", format!("{name}-eip-nat"))).await?;
        let gateway = cx
            .ensure(resources::NatGateway::new(
                "nat-gateway/main",
                format!("{name}-nat"),
                &cx.resource("subnet/public1").await?,
                &address,
                &cx.resource("igw/main").await?,
            ))
            .await?;
        if let Some(address) = address.attribute("public-address") {
            cx.output("nat-address", address)?;
        }
        // AWS takes no route to a NAT gateway that is still being made.
        let gateway = cx.ready(&gateway).await?;
        let mut routes = Vec::new();
        for table in tables(cx)? {
            let table = cx.resource(&table).await?;
            routes.push(Route::new(&table, "0.0.0.0/0", RouteTarget::NatGateway(gateway.clone())));
        }
        cx.ensure_all(routes).await?;
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let mut checks = paths::nat_gateway(cx).await?;
        let host = cx.observed(Kind::Instance, "instance/test-host");
        if host.is_none() {
            checks.push(Check::not_run(
                "a private host reaches the Internet",
                "there is no private host",
            ));
            return Ok(checks);
        }
        let public = cx
            .observed_attribute(Kind::Address, "elastic-ip/nat", "public-address")
            .unwrap_or_default();
        let seen_from_outside = Probe::Says {
            host: "test-host",
            command: "curl --fail --silent --show-error --max-time 15 https://checkip.amazonaws.com".to_owned(),
            expected: public.clone(),
        };
        let silence = Probe::Silence {
            address: public,
            port: 22,
        };
        let live = vec![
            ("the private host pings the Internet", ping("test-host", PINGED)),
            ("over HTTPS, it is seen at the NAT gateway's address", seen_from_outside),
            ("from outside, nothing comes in by that address", silence),
        ];
        checks.extend(cx.probes(live).await);
        Ok(checks)
    }
}

/// The route tables of the chosen private subnets.
fn tables(cx: &StepContext) -> Result<Vec<String>> {
    let chosen: String = cx.answer(&SUBNETS)?;
    let zones: i64 = cx.answer(&vpc::AVAILABILITY_ZONES)?;
    Ok(match chosen.as_str() {
        "all" => (1..=zones).map(|number| format!("route-table/private{number}")).collect(),
        one => vec![format!("route-table/{one}")],
    })
}
