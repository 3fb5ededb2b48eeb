//! Step 9: a second network, for the AI team.

use async_trait::async_trait;
use ipnet::Ipv4Net;

use super::{addressing, rules, vpc};
use crate::aws::Kind;
use crate::resources::{self, Address, Handle, InternetGateway, Route, RouteTable, RouteTarget, Subnet};
use crate::walkthrough::{AnswerKind, Answers, DefaultAnswer, Error, Question, Result, Step, StepContext, both};

pub(super) static CIDR: Question = Question::new(
    "second-vpc.cidr",
    "IPv4 range (CIDR)",
    "It must not overlap the first network's: two networks that share addresses can never be joined.",
    AnswerKind::Text,
    DefaultAnswer::Text("10.1.0.0/16"),
)
.checked(|answer, answers| {
    rules::vpc_cidr(answer, answers)?;
    refuse_overlap(&answer.to_string(), answers)
})
.told_by(|inventory| inventory.attribute("vpc/ai", "cidr").map(str::to_owned));

static INTERNET: Question = Question::new(
    "second-vpc.internet",
    "Way to the Internet",
    "\"gateway\": the hosts get public addresses, which no rule lets anyone reach. \"nat\": they get none, and a NAT gateway \
     of its own takes them out, for about $0.05 an hour more.",
    AnswerKind::Choice(&["gateway", "nat"]),
    DefaultAnswer::Text("gateway"),
)
.told_by(|inventory| {
    inventory.attribute("vpc/ai", "cidr")?;
    let by_nat = inventory.attribute("nat-gateway/ai", "subnet").is_some();
    Some(if by_nat { "nat" } else { "gateway" }.to_owned())
});

fn refuse_overlap(second: &str, answers: &Answers) -> std::result::Result<(), String> {
    let first: Option<Ipv4Net> = answers.get(&vpc::CIDR);
    match (first, rules::canonical_cidr(second)) {
        (Some(first), Ok(second)) if addressing::overlap(first, second) => Err(format!(
            "{second} overlaps the first network's {first}: two networks that share addresses can't be joined"
        )),
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
    range.ok_or(Error::Answer {
        key: CIDR.key,
        problem: format!("{cidr} is too small"),
    })
}

/// The AI team's network.
pub(super) struct SecondVpc;

#[async_trait]
impl Step for SecondVpc {
    fn id(&self) -> &'static str {
        "second-vpc"
    }

    fn title(&self) -> &'static str {
        "A second network: the AI team's own VPC"
    }

    fn lesson(&self) -> &'static str {
        include_str!("second_vpc.md")
    }

    fn ask(&self) -> Vec<&'static Question> {
        vec![&CIDR, &INTERNET]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name = format!("{}-ai", cx.answer::<String>(&vpc::NAME)?);
        let cidr: Ipv4Net = cx.answer(&CIDR)?;
        let by_nat = cx.answer::<String>(&INTERNET)? == "nat";

        let vpc = cx.ensure(resources::Vpc::new("vpc/ai", format!("{name}-vpc"), cidr)).await?;
        let zone = zone(cx).await?;
        let subnet = Subnet::new(
            "subnet/ai",
            format!("{name}-subnet"),
            &vpc,
            subnet_range(cidr, 0)?,
            Some(&zone),
        );
        let (gateway, subnet) = both(
            cx.ensure(InternetGateway::attached_to("igw/ai", format!("{name}-igw"), &vpc)),
            cx.ensure(subnet.with_public_addresses(!by_nat)),
        )
        .await?;
        let served = std::slice::from_ref(&subnet);
        let table = cx
            .ensure(RouteTable::serving("route-table/ai", format!("{name}-rtb"), &vpc, served))
            .await?;
        let target = if by_nat {
            RouteTarget::NatGateway(nat_gateway(cx, &name, &vpc, &gateway, subnet_range(cidr, 1)?, &zone).await?)
        } else {
            RouteTarget::InternetGateway(gateway)
        };
        cx.ensure(Route::new(&table, "0.0.0.0/0", target)).await?;
        Ok(())
    }
}

/// The zone of the AI team's subnet: the one it is in, or that of the first network's first public subnet, between which
/// traffic is free; else the first that offers a small instance.
async fn zone(cx: &StepContext) -> Result<String> {
    for key in ["subnet/ai", "subnet/public1"] {
        let subnet = cx.observed(Kind::Subnet, key);
        if let Some(zone) = subnet.and_then(|subnet| subnet.attributes.get("availability-zone").cloned()) {
            return Ok(zone);
        }
    }
    let instance_type: String = cx.answer(&super::ai_host::INSTANCE_TYPE)?;
    cx.zones_offering(&instance_type)
        .await?
        .into_iter()
        .next()
        .ok_or(Error::Answer {
            key: super::ai_host::INSTANCE_TYPE.key,
            problem: format!("no availability zone of {} offers {instance_type}", cx.region()),
        })
}

/// A NAT gateway in a public subnet of its own.
async fn nat_gateway(cx: &StepContext, name: &str, vpc: &Handle, gateway: &Handle, range: Ipv4Net, zone: &str) -> Result<Handle> {
    let subnet = Subnet::new("subnet/ai-public", format!("{name}-subnet-public"), vpc, range, Some(zone));
    let (subnet, address) = both(
        cx.ensure(subnet.with_public_addresses(true)),
        cx.ensure(Address::new("elastic-ip/ai", format!("{name}-eip-nat"))),
    )
    .await?;
    let served = std::slice::from_ref(&subnet);
    let key = "route-table/ai-public";
    let table = cx
        .ensure(RouteTable::serving(key, format!("{name}-rtb-public"), vpc, served))
        .await?;
    cx.ensure(Route::new(&table, "0.0.0.0/0", RouteTarget::InternetGateway(gateway.clone())))
        .await?;
    let nat = resources::NatGateway::new("nat-gateway/ai", format!("{name}-nat"), &subnet, &address, gateway);
    let nat = cx.ensure(nat).await?;
    cx.ready(&nat).await
}
