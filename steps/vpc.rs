//! Step 1: the network, as the console's "VPC and more" wizard makes it.

use async_trait::async_trait;
use ipnet::Ipv4Net;

use super::{addressing, app_host, rules};
use crate::aws::{Inventory, Kind};
use crate::resources::{self, Handle, InternetGateway, Route, RouteTable, RouteTarget, Subnet, VpcEndpoint};
use crate::walkthrough::{Answer, AnswerKind, Check, DefaultAnswer, Error, Question, Result, Step, StepContext, both};

pub(super) static NAME: Question = Question::new(
    "vpc.name",
    "Name prefix",
    "Every name in the console begins with it: NAME-vpc, NAME-subnet-public1-us-east-1a, and so on.",
    AnswerKind::Text,
    DefaultAnswer::From(|facts| Some(Answer::Text(facts.deployment.clone()))),
)
.checked(rules::name_prefix)
.told_by(|inventory| inventory.attribute("vpc/main", "name-prefix").map(str::to_owned));

pub(super) static CIDR: Question = Question::new(
    "vpc.cidr",
    "IPv4 range (CIDR)",
    "The private addresses of the whole network. A /16 holds 65,536 of them. It can't be changed later.",
    AnswerKind::Text,
    DefaultAnswer::Text("10.0.0.0/16"),
)
.checked(rules::vpc_cidr)
.told_by(|inventory| inventory.attribute("vpc/main", "cidr").map(str::to_owned));

pub(super) static AVAILABILITY_ZONES: Question = Question::new(
    "vpc.availability-zones",
    "Availability zones",
    "How many data centres to spread over, 2 or 3. A database needs subnets in two at least.",
    AnswerKind::Integer { least: 2, most: 3 },
    DefaultAnswer::Integer(2),
)
.told_by(count_zones);

pub(super) static S3_ENDPOINT: Question = Question::new(
    "vpc.s3-endpoint",
    "S3 gateway endpoint",
    "A free private way from the private subnets to S3, past the NAT gateway and its price per gigabyte.",
    AnswerKind::Flag,
    DefaultAnswer::Flag(true),
)
.told_by(|inventory| {
    inventory.attribute("vpc/main", "cidr")?;
    let there = inventory.of(Kind::VpcEndpoint).iter().any(|endpoint| endpoint.is_live());
    Some(if there { "yes" } else { "no" }.to_owned())
});

fn count_zones(inventory: &Inventory) -> Option<String> {
    let numbers = (1..=3).filter(|number| inventory.attribute(&format!("subnet/public{number}"), "cidr").is_some());
    Some(numbers.max()?.max(2).to_string())
}

/// The network.
pub(super) struct Vpc;

#[async_trait]
impl Step for Vpc {
    fn id(&self) -> &'static str {
        "vpc"
    }

    fn title(&self) -> &'static str {
        "The network: a VPC with public and private subnets"
    }

    fn lesson(&self) -> &'static str {
        include_str!("vpc.md")
    }

    fn ask(&self) -> Vec<&'static Question> {
        vec![&NAME, &CIDR, &AVAILABILITY_ZONES, &S3_ENDPOINT]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name: String = cx.answer(&NAME)?;
        let cidr: Ipv4Net = cx.answer(&CIDR)?;
        let zones = zones(cx).await?;

        let vpc = cx
            .ensure(resources::Vpc::new("vpc/main", format!("{name}-vpc"), cidr))
            .await?;
        let (gateway, subnets) = both(
            cx.ensure(InternetGateway::attached_to("igw/main", format!("{name}-igw"), &vpc)),
            cx.ensure_all(subnets(&name, &vpc, cidr, &zones)),
        )
        .await?;
        let (public, private) = subnets.split_at(zones.len());

        let mut tables = vec![RouteTable::serving(
            "route-table/public",
            format!("{name}-rtb-public"),
            &vpc,
            public,
        )];
        for (index, (subnet, zone)) in private.iter().zip(&zones).enumerate() {
            let number = index + 1;
            let (key, name) = (
                format!("route-table/private{number}"),
                format!("{name}-rtb-private{number}-{zone}"),
            );
            tables.push(RouteTable::serving(&key, name, &vpc, std::slice::from_ref(subnet)));
        }
        let tables = cx.ensure_all(tables).await?;
        let Some((public_table, private_tables)) = tables.split_first() else {
            return Ok(());
        };
        cx.ensure(Route::new(public_table, "0.0.0.0/0", RouteTarget::InternetGateway(gateway)))
            .await?;
        if cx.answer(&S3_ENDPOINT)? {
            let name = format!("{name}-vpce-s3");
            cx.ensure(VpcEndpoint::s3_gateway("vpc-endpoint/s3", name, &vpc, private_tables))
                .await?;
        }
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let zones_of = |kind: &str| -> Vec<String> {
            (1..=3)
                .filter_map(|number| cx.observed(Kind::Subnet, &format!("subnet/{kind}{number}")))
                .filter_map(|subnet| subnet.attributes.get("availability-zone").cloned())
                .collect()
        };
        let mut checks = Vec::new();
        for kind in ["public", "private"] {
            let zones = zones_of(kind);
            let distinct: std::collections::BTreeSet<&String> = zones.iter().collect();
            checks.push(Check::holds(
                format!("the {kind} subnets are in different availability zones"),
                distinct.len() == zones.len() && zones.len() >= 2,
                "two or more zones, each once",
                zones.join(", "),
            ));
        }
        Ok(checks)
    }
}

/// The zones to build in: those the subnets are in already, then the first that offer the instance type.
async fn zones(cx: &StepContext) -> Result<Vec<String>> {
    let wanted = usize::try_from(cx.answer::<i64>(&AVAILABILITY_ZONES)?).unwrap_or(2);
    let zone_of = |key: String| {
        let subnet = cx.observed(Kind::Subnet, &key)?;
        subnet.attributes.get("availability-zone").cloned()
    };
    let built: Vec<Option<String>> = (1..=wanted)
        .map(|number| zone_of(format!("subnet/public{number}")).or_else(|| zone_of(format!("subnet/private{number}"))))
        .collect();
    if built.iter().all(Option::is_some) {
        return Ok(built.into_iter().flatten().collect());
    }
    let instance_type: String = cx.answer(&app_host::INSTANCE_TYPE)?;
    let offering = cx.zones_offering(&instance_type).await?;
    let taken: Vec<String> = built.iter().flatten().cloned().collect();
    let mut free = offering.iter().filter(|zone| !taken.contains(zone)).cloned();
    let zones: Vec<String> = built.into_iter().filter_map(|zone| zone.or_else(|| free.next())).collect();
    if offering.is_empty() {
        return Err(Error::Answer {
            key: app_host::INSTANCE_TYPE.key,
            problem: format!("no availability zone of {} offers {instance_type}", cx.region()),
        });
    }
    if zones.len() < wanted {
        return Err(Error::Answer {
            key: AVAILABILITY_ZONES.key,
            problem: format!(
                "{} has {} that offer {instance_type}, and {wanted} are wanted",
                cx.region(),
                count(offering.len())
            ),
        });
    }
    Ok(zones)
}

fn count(zones: usize) -> String {
    match zones {
        1 => "one availability zone".to_owned(),
        more => format!("{more} availability zones"),
    }
}

/// First the public subnets, then the private ones, one of each in every zone.
fn subnets(name: &str, vpc: &Handle, cidr: Ipv4Net, zones: &[String]) -> Vec<Subnet> {
    let of_kind = |kind: &'static str, range: fn(Ipv4Net, usize) -> Option<Ipv4Net>| {
        zones.iter().enumerate().filter_map(move |(index, zone)| {
            let number = index + 1;
            let (key, name) = (
                format!("subnet/{kind}{number}"),
                format!("{name}-subnet-{kind}{number}-{zone}"),
            );
            let subnet = Subnet::new(&key, name, vpc, range(cidr, number)?, Some(zone));
            Some(subnet.with_public_addresses(kind == "public"))
        })
    };
    of_kind("public", addressing::public_subnet)
        .chain(of_kind("private", addressing::private_subnet))
        .collect()
}
