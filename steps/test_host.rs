//! Step 5: a host that can't be reached from outside.

use async_trait::async_trait;

use super::app_host::{TIME_ZONE, host_checks, ping, private_address};
use super::{paths, rules, vpc};
use crate::aws::Kind;
use crate::hosts::{CloudInit, Probe, render_cloud_init};
use crate::resources::{Instance, Rule, RuleSource, SecurityGroup};
use crate::walkthrough::{AnswerKind, Check, DefaultAnswer, Question, Result, Step, StepContext};

static INSTANCE_TYPE: Question = Question::new(
    "test-host.instance-type",
    "Instance type",
    "The size of the machine.",
    AnswerKind::Text,
    DefaultAnswer::Text("t3.micro"),
)
.checked(rules::instance_type)
.told_by(|inventory| inventory.attribute("instance/test-host", "type").map(str::to_owned));

/// The private host.
pub(super) struct TestHost;

#[async_trait]
impl Step for TestHost {
    fn id(&self) -> &'static str {
        "test-host"
    }

    fn title(&self) -> &'static str {
        "A private host: an instance with no public address"
    }

    fn lesson(&self) -> &'static str {
        include_str!("test_host.md")
    }

    fn needs(&self) -> &'static [&'static str] {
        &["vpc", "app-host"]
    }

    fn ask(&self) -> Vec<&'static Question> {
        vec![&INSTANCE_TYPE]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name: String = cx.answer(&vpc::NAME)?;
        let app_host = cx.resource("security-group/app-host").await?;
        let app_host = || RuleSource::Group(app_host.clone());
        let group = cx
            .ensure(SecurityGroup::new(
                "security-group/test-host",
                format!("{name}-test-host"),
                &cx.resource("vpc/main").await?,
                "The private host: SSH and ping from the application host only",
                vec![
                    Rule::tcp(22, app_host(), "SSH from the application host"),
                    Rule::icmp(app_host(), "Ping from the application host"),
                ],
            ))
            .await?;
        let user_data = render_cloud_init(&CloudInit {
            time_zone: &cx.answer::<String>(&TIME_ZONE)?,
            docker: false,
        });
        let host = cx
            .ensure(Instance::new(
                "instance/test-host",
                format!("{name}-test-host"),
                cx.answer::<String>(&INSTANCE_TYPE)?,
                (
                    &cx.resource("subnet/private1").await?,
                    &group,
                    &cx.resource("key-pair/main").await?,
                ),
                user_data,
                cx.catalog(),
            ))
            .await?;
        cx.boots("test-host");
        if host.attribute("private-address").is_some() {
            cx.output("ssh-test-host", cx.ssh_command("test-host"))?;
        }
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let mut checks = host_checks(cx, "test-host");
        checks.extend(paths::test_host(cx).await?);
        let address = cx.observed_attribute(Kind::Instance, "instance/test-host", "public-address");
        checks.push(Check::that(
            "it has no public address",
            "none",
            address.unwrap_or_else(|| "none".to_owned()),
        ));
        let live = vec![
            ("SSH answers through the application host", Probe::runs("test-host", "true")),
            (
                "it answers the application host's ping",
                ping("app-host", &private_address(cx, "test-host")),
            ),
            ("its first boot is done without error", Probe::Booted { host: "test-host" }),
        ];
        checks.extend(cx.probes(live).await);
        Ok(checks)
    }
}
