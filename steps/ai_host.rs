//! Step 11: the AI team's host.

use async_trait::async_trait;

use super::app_host::{PINGED, TIME_ZONE, host_checks, ping, private_address};
use super::{paths, rules, vpc};
use crate::aws::Kind;
use crate::hosts::{CloudInit, Probe, render_cloud_init};
use crate::resources::{Instance, Rule, RuleSource, SecurityGroup};
use crate::walkthrough::{AnswerKind, Check, DefaultAnswer, Question, Result, Step, StepContext};

pub(super) static INSTANCE_TYPE: Question = Question::new(
    "ai-host.instance-type",
    "Instance type",
    "The size of the machine. Models want more than a t3.micro; learning does not.",
    AnswerKind::Text,
    DefaultAnswer::Text("t3.micro"),
)
.checked(rules::instance_type)
.told_by(|inventory| inventory.attribute("instance/ai-host", "type").map(str::to_owned));

/// The AI team's host.
pub(super) struct AiHost;

#[async_trait]
impl Step for AiHost {
    fn id(&self) -> &'static str {
        "ai-host"
    }

    fn title(&self) -> &'static str {
        "The AI team's host: reached across the peering only"
    }

    fn lesson(&self) -> &'static str {
        include_str!("ai_host.md")
    }

    fn needs(&self) -> &'static [&'static str] {
        &["app-host", "second-vpc", "peering"]
    }

    fn ask(&self) -> Vec<&'static Question> {
        vec![&INSTANCE_TYPE]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name = format!("{}-ai", cx.answer::<String>(&vpc::NAME)?);
        let first: String = cx.answer(&vpc::CIDR)?;
        let from_first = || RuleSource::Cidr(first.clone());
        let group = cx
            .ensure(SecurityGroup::new(
                "security-group/ai-host",
                format!("{name}-host"),
                &cx.resource("vpc/ai").await?,
                "The AI host: SSH and ping from the first network, nothing from the Internet",
                vec![
                    Rule::tcp(22, from_first(), "SSH from the first network"),
                    Rule::icmp(from_first(), "Ping from the first network"),
                ],
            ))
            .await?;
        // Its first boot fetches packages.
        cx.resource("route/ai/0.0.0.0/0").await?;
        let user_data = render_cloud_init(&CloudInit {
            time_zone: &cx.answer::<String>(&TIME_ZONE)?,
            docker: false,
        });
        let host = cx
            .ensure(Instance::new(
                "instance/ai-host",
                format!("{name}-host"),
                cx.answer::<String>(&INSTANCE_TYPE)?,
                (&cx.resource("subnet/ai").await?, &group, &cx.resource("key-pair/main").await?),
                user_data,
                cx.catalog(),
            ))
            .await?;
        cx.boots("ai-host");
        if host.attribute("private-address").is_some() {
            cx.output("ssh-ai-host", cx.ssh_command("ai-host"))?;
        }
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let first: String = cx.answer(&vpc::CIDR)?;
        let mut checks = host_checks(cx, "ai-host");
        checks.extend(paths::ai_host(cx).await?);
        let group = cx.observed(Kind::SecurityGroup, "security-group/ai-host");
        let ingress = group
            .and_then(|group| group.attributes.get("ingress").cloned())
            .unwrap_or_default();
        let outside: Vec<&str> = ingress
            .split("; ")
            .filter(|rule| !rule.ends_with(&format!(" from {first}")))
            .collect();
        checks.push(Check::holds(
            "nothing from the Internet is let in",
            outside.is_empty(),
            format!("rules from {first} only"),
            outside.join("; "),
        ));
        let live = vec![
            ("SSH answers from the application host", Probe::runs("ai-host", "true")),
            (
                "it answers the application host's ping",
                ping("app-host", &private_address(cx, "ai-host")),
            ),
            ("its first boot is done without error", Probe::Booted { host: "ai-host" }),
            ("it reaches the Internet", ping("ai-host", PINGED)),
        ];
        checks.extend(cx.probes(live).await);
        Ok(checks)
    }
}
