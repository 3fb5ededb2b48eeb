//! Step 11: the AI team's host.

use async_trait::async_trait;

use super::hosts::{self, AI_HOST, APP_HOST, KEY_PAIR, NO_ANSWER, PINGED, check_offered, ping, ping_of};
use super::{app_host, peering, second_vpc, sketches, vpc};
use crate::hosts::{HostCommand, Probe};
use crate::locale::{kept, lesson, say};
use crate::resources::{Instance, Key, Kind, Rule, RuleSource, SecurityGroup, SecurityGroupRule};
use crate::walkthrough::{Answers, Ask, Check, Experiment, Printed, Promise, Result, Step, StepContext, Trial};
use jalon_reachability::LabelKind;

const GROUP: Key<SecurityGroup> = Key::new(AI_HOST);

/// The AI team's host.
pub(super) struct AiHost;

#[async_trait]
impl Step for AiHost {
    fn id(&self) -> &'static str {
        "ai-host"
    }

    fn title(&self) -> &'static str {
        kept(say().step_ai_host())
    }

    fn lesson(&self) -> &'static str {
        lesson("ai_host", include_str!("ai_host.md"))
    }

    fn lesson_values(&self, _: &Answers, _: &str) -> Vec<(&'static str, String)> {
        sketches::alone(Some(sketches::ai_host()))
    }

    fn needs(&self) -> &'static [&'static str] {
        &["app-host", "second-vpc", "peering"]
    }

    fn makes(&self) -> &'static [Kind] {
        &[Kind::SecurityGroup, Kind::Instance, Kind::Volume]
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        vec![&hosts::AI_HOST_TYPE]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name = format!("{}-ai", cx.answer(&vpc::NAME)?);
        let first = cx.answer(&vpc::CIDR)?;
        let from_first = || RuleSource::Cidr(first);
        let group = cx
            .ensure(SecurityGroup::new(
                &GROUP,
                format!("{name}-host"),
                &cx.resource(&second_vpc::VPC).await?,
                "The AI host: SSH and ping from the first network, nothing from the Internet",
                vec![
                    Rule::tcp(22, from_first(), "SSH from the first network"),
                    Rule::icmp(from_first(), "Ping from the first network"),
                ],
            ))
            .await?;
        // Its first boot fetches packages.
        cx.resource(&second_vpc::way_out()).await?;
        let subnet = cx.resource(&second_vpc::SUBNET).await?;
        check_offered(cx, AI_HOST, &hosts::AI_HOST_TYPE, &subnet).await?;
        let host = Instance::new(
            &hosts::instance(AI_HOST),
            format!("{name}-host"),
            cx.answer(&hosts::AI_HOST_TYPE)?,
            (&subnet, &group, &cx.resource(&KEY_PAIR).await?),
            hosts::user_data(cx, &cx.answer(&app_host::TIME_ZONE)?, false),
            cx.catalog(),
        );
        let host = host.with_public_address(second_vpc::has_public_hosts(cx)?);
        let host = hosts::ensure_host(cx, AI_HOST, host).await?;
        // Nobody logs in to it where the application host has no way to it.
        if !peering::joins_public_subnets(cx)? {
            return cx.no_output("ssh-ai-host");
        }
        cx.has_first_boot(AI_HOST);
        if host.facts().is_some_and(|host| host.private_address.is_some()) {
            cx.output("ssh-ai-host", cx.ssh_command(AI_HOST))?;
        }
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let first = cx.answer(&vpc::CIDR)?;
        let live = vec![
            (
                kept(say().check_ssh_from_app_host()),
                Probe::runs(AI_HOST, HostCommand::LogIn),
            ),
            (kept(say().check_answers_ping()), ping_of(cx, APP_HOST, AI_HOST)),
            (kept(say().check_first_boot_done()), Probe::Booted { host: AI_HOST }),
            (kept(say().check_reaches_internet()), ping(AI_HOST, PINGED)),
        ];
        let promises = promises(cx)?;
        let (paths, live) = if peering::joins_public_subnets(cx)? {
            cx.paths_and_probes(&promises, live).await?
        } else {
            let not_run = |(claim, _)| Check::not_run(claim, peering::not_joined());
            (cx.paths(&promises).await?, live.into_iter().map(not_run).collect())
        };
        let mut checks = hosts::host_checks(cx, AI_HOST);
        checks.extend(paths);
        let ingress = cx.facts(&GROUP).map(|group| group.ingress).unwrap_or_default();
        let outside = ingress.iter().filter(|rule| rule.cidr() != Some(first));
        let outside: Vec<String> = outside.map(SecurityGroupRule::to_string).collect();
        checks.push(Check::holds(
            kept(say().check_nothing_let_in()),
            outside.is_empty(),
            say().check_rules_from(first.to_string()),
            outside.join("; "),
        ));
        checks.extend(live);
        Ok(checks)
    }

    fn experiments(&self, cx: &StepContext) -> Result<Vec<Experiment>> {
        let is_joined = peering::joins_public_subnets(cx)?;
        let (right, across, shows) = match is_joined {
            true => (0, Trial::open(APP_HOST, "ai-host:22"), say().try_ai_host_four_shows()),
            false => (
                1,
                Trial::stopped_by(LabelKind::RouteTable, APP_HOST, "ai-host:22"),
                say().try_ai_host_four_shows_private(),
            ),
        };
        let four = Experiment {
            name: "four-connections",
            question: say().try_ai_host_four(),
            choices: vec![
                say().try_ai_host_four_two(),
                say().try_ai_host_four_out(),
                say().try_ai_host_four_all(),
            ],
            right,
            trials: vec![
                across,
                Trial::closed("internet", "ai-host:22"),
                Trial::open(AI_HOST, "internet"),
                Trial::closed(AI_HOST, "app-host:22"),
            ],
            shows,
            otherwise: say().try_ai_host_four_otherwise(),
        };
        let address = hosts::private_address(cx, AI_HOST).filter(|_| is_joined);
        let hop = address.map(|address| Experiment {
            name: "across",
            question: say().try_ai_host_across(address.to_string()),
            choices: vec![say().try_ai_host_across_internet(), say().try_ai_host_across_peering()],
            right: 1,
            trials: vec![
                Trial::open(APP_HOST, "ai-host:icmp"),
                Trial::on_host(
                    APP_HOST,
                    HostCommand::Ping { address },
                    Printed::with("received").without(NO_ANSWER),
                ),
            ],
            shows: say().try_ai_host_across_shows(),
            otherwise: say().try_ai_host_across_otherwise(),
        });
        Ok([four].into_iter().chain(hop).collect())
    }
}

/// The host is reached across the peering, and from nowhere outside; it gets out.
fn promises(cx: &StepContext) -> Result<Vec<Promise>> {
    let is_joined = peering::joins_public_subnets(cx)?;
    let across = ["ai-host:22", "ai-host:icmp"].map(|target| {
        // The application host is in a public subnet.
        if is_joined {
            Promise::open(APP_HOST, target)
        } else {
            Promise::closed(APP_HOST, target)
        }
    });
    let outside = [
        Promise::open(AI_HOST, "internet:443"),
        Promise::closed("internet", "ai-host:22"),
    ];
    Ok([across, outside].concat())
}
