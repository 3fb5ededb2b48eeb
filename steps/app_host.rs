//! Step 2: the host of the application.

use async_trait::async_trait;

use super::{paths, rules, vpc};
use crate::aws::{Inventory, Kind};
use crate::hosts::{CloudInit, Probe, render_cloud_init};
use crate::resources::{Instance, KeyPair, Rule, RuleSource, SecurityGroup};
use crate::walkthrough::{Answer, AnswerKind, Check, DefaultAnswer, Question, Result, Step, StepContext, both};

pub(super) static INSTANCE_TYPE: Question = Question::new(
    "app-host.instance-type",
    "Instance type",
    "The size of the machine. t3.micro has two virtual CPUs and 1 GiB of memory, and the free plan allows it.",
    AnswerKind::Text,
    DefaultAnswer::Text("t3.micro"),
)
.checked(rules::instance_type)
.told_by(|inventory| inventory.attribute("instance/app-host", "type").map(str::to_owned));

static TRUSTED_CIDRS: Question = Question::new(
    "app-host.trusted-cidrs",
    "Who may log in (CIDRs)",
    "Only these addresses reach SSH. The default is your own address, as AWS sees you now; several are separated by commas.",
    AnswerKind::List,
    DefaultAnswer::From(|facts| Some(Answer::List(vec![facts.caller_cidr.clone()?]))),
)
.checked(rules::trusted_cidrs)
.told_by(|inventory| rules_of_group(inventory, |port, source| (port == "22").then(|| source.to_owned())));

pub(super) static PORT: Question = Question::new(
    "app-host.port",
    "Application port",
    "The port the application is reached at, from anywhere.",
    AnswerKind::Integer { least: 1, most: 65535 },
    DefaultAnswer::Integer(5085),
)
.checked(|answer, _| match answer {
    Answer::Integer(22) => Err("22 is SSH's".to_owned()),
    _ => Ok(()),
})
.told_by(|inventory| rules_of_group(inventory, |port, source| (source == "0.0.0.0/0").then(|| port.to_owned())));

pub(super) static TIME_ZONE: Question = Question::new(
    "app-host.time-zone",
    "Time zone",
    "The hosts' clocks and logs go by it.",
    AnswerKind::Text,
    DefaultAnswer::Text("Europe/Paris"),
)
.checked(rules::time_zone);

/// Picks from the TCP rules of the host's security group, each `tcp PORT from SOURCE`.
fn rules_of_group(inventory: &Inventory, pick: fn(&str, &str) -> Option<String>) -> Option<String> {
    let ingress = inventory.attribute("security-group/app-host", "ingress")?;
    let picked: Vec<String> = ingress
        .split("; ")
        .filter_map(|rule| rule.strip_prefix("tcp ")?.split_once(" from "))
        .filter_map(|(port, source)| pick(port, source))
        .collect();
    (!picked.is_empty()).then(|| picked.join(","))
}

/// The host of the application.
pub(super) struct AppHost;

#[async_trait]
impl Step for AppHost {
    fn id(&self) -> &'static str {
        "app-host"
    }

    fn title(&self) -> &'static str {
        "A host for the application: an EC2 instance with Docker"
    }

    fn lesson(&self) -> &'static str {
        include_str!("app_host.md")
    }

    fn needs(&self) -> &'static [&'static str] {
        &["vpc"]
    }

    fn ask(&self) -> Vec<&'static Question> {
        vec![&INSTANCE_TYPE, &TRUSTED_CIDRS, &PORT, &TIME_ZONE]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name: String = cx.answer(&vpc::NAME)?;
        let port = u16::try_from(cx.answer::<i64>(&PORT)?).unwrap_or(u16::MAX);
        let mut ingress: Vec<Rule> = cx
            .answer::<Vec<String>>(&TRUSTED_CIDRS)?
            .into_iter()
            .map(|cidr| Rule::tcp(22, RuleSource::Cidr(cidr), "SSH from a trusted address"))
            .collect();
        ingress.push(Rule::tcp(
            port,
            RuleSource::Cidr("0.0.0.0/0".to_owned()),
            "The application, from anywhere",
        ));

        let vpc = cx.resource("vpc/main").await?;
        let (key_pair, group) = both(
            cx.ensure(KeyPair::new(
                "key-pair/main",
                format!("{}-key", cx.deployment()),
                cx.key_material(),
            )),
            cx.ensure(SecurityGroup::new(
                "security-group/app-host",
                format!("{name}-app-host"),
                &vpc,
                "The application host: SSH from trusted addresses, the application from anywhere",
                ingress,
            )),
        )
        .await?;
        let subnet = cx.resource("subnet/public1").await?;
        // Its first boot fetches packages.
        cx.resource("route/public/0.0.0.0/0").await?;
        let user_data = render_cloud_init(&CloudInit {
            time_zone: &cx.answer::<String>(&TIME_ZONE)?,
            docker: true,
        });
        let host = cx
            .ensure(Instance::new(
                "instance/app-host",
                format!("{name}-app-host"),
                cx.answer::<String>(&INSTANCE_TYPE)?,
                (&subnet, &group, &key_pair),
                user_data,
                cx.catalog(),
            ))
            .await?;
        cx.boots("app-host");
        if let Some(address) = host.attribute("public-address") {
            cx.output("app-host-address", address)?;
            cx.output("ssh-app-host", cx.ssh_command("app-host"))?;
        }
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let mut checks = host_checks(cx, "app-host");
        checks.extend(paths::app_host(cx).await?);
        let address = cx.observed_attribute(Kind::Instance, "instance/app-host", "public-address");
        checks.push(Check::holds(
            "the host has a public address",
            address.is_some(),
            "an address",
            "none",
        ));
        let live = vec![
            ("SSH answers", Probe::runs("app-host", "true")),
            ("cloud-init is done without error", Probe::Booted { host: "app-host" }),
            (
                "Docker runs",
                Probe::runs("app-host", "docker info --format {{.ServerVersion}}"),
            ),
        ];
        checks.extend(cx.probes(live).await);
        Ok(checks)
    }
}

/// An address on the Internet that answers pings at all hours: Cloudflare's resolver.
pub(super) const PINGED: &str = "1.1.1.1";

/// A host's private address; empty where it isn't there.
pub(super) fn private_address(cx: &StepContext, host: &str) -> String {
    cx.observed_attribute(Kind::Instance, &format!("instance/{host}"), "private-address")
        .unwrap_or_default()
}

/// A host's ping gets at least one answer of three.
pub(super) fn ping(host: &'static str, address: &str) -> Probe {
    Probe::runs(host, format!("ping -c 3 -W 3 {address}"))
}

/// What every host promises: it runs, on an encrypted gp3 volume.
pub(super) fn host_checks(cx: &StepContext, host: &str) -> Vec<Check> {
    let key = format!("instance/{host}");
    let state = cx
        .observed_attribute(Kind::Instance, &key, "state")
        .unwrap_or_else(|| "not there".to_owned());
    let volume = cx.observed(Kind::Volume, &key);
    let seen = |attribute: &str| {
        let value = volume.as_ref().and_then(|volume| volume.attributes.get(attribute).cloned());
        value.unwrap_or_else(|| "no volume".to_owned())
    };
    vec![
        Check::that("the instance runs", "running", state),
        Check::that("its volume is encrypted", "true", seen("encrypted")),
        Check::that("its volume is gp3", "gp3", seen("type")),
    ]
}
