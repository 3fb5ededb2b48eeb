//! Step 2: the host of the application.

use async_trait::async_trait;
use ipnet::IpNet;

use super::hosts::{self, APP_HOST, KEY_PAIR, check_offered};
use super::{host_zones, meant, rules, sketches, trust, vpc};
use crate::hosts::{HostCommand, Probe};
use crate::locale::{kept, lesson, say};
use crate::resources::{Instance, Inventory, Key, KeyPair, Kind, Rule, RuleSource, SecurityGroup, SecurityGroupRule};
use crate::walkthrough::{Answers, Ask, Check, Experiment, Printed, Promise, Question, Result, Step, StepContext, Trial, both};
use jalon_reachability::LabelKind;

/// The host's security group.
pub(super) const GROUP: Key<SecurityGroup> = Key::new(APP_HOST);
const SSH_PORT: u16 = 22;

pub(super) static TRUSTED_CIDRS: Question<Vec<IpNet>> = Question::new(
    "app-host.trusted-cidrs",
    || say().question_app_host_trusted_cidrs(),
    || say().question_app_host_trusted_cidrs_help(),
    |facts| Some(vec![facts.caller?.into()]),
)
.checked(|cidrs, _| trust::trusted_cidrs(cidrs))
.warned(|cidrs| trust::trusted_ipv6_warning(cidrs))
.recovered_from(recover_trusted);

pub(super) static PORT: Question<u16> = Question::new(
    "app-host.port",
    || say().question_app_host_port(),
    || say().question_app_host_port_help(),
    |_| Some(5085),
)
.between(1, 65535)
.checked(|port, _| match *port {
    SSH_PORT => Err(say().rule_ssh_port()),
    _ => Ok(()),
})
.recovered_from(recover_port);

pub(super) static TIME_ZONE: Question<String> = Question::new(
    "app-host.time-zone",
    || say().question_app_host_time_zone(),
    || say().question_app_host_time_zone_help(),
    |_| Some("Europe/Paris".to_owned()),
)
.checked(|name, _| rules::time_zone(name))
.suggesting(meant::time_zone)
.detail();

/// The rules of the host's security group, once it is there.
fn ingress(inventory: &Inventory) -> impl Iterator<Item = &SecurityGroupRule> {
    inventory.facts(&GROUP).into_iter().flat_map(|group| &group.ingress)
}

/// The sources of the rules that let SSH in.
fn recover_trusted(inventory: &Inventory) -> Option<Vec<IpNet>> {
    let ssh = ingress(inventory).filter(|rule| rule.tcp_port() == Some(SSH_PORT));
    // With a source that is no range among them, the others are not all there were.
    let sources: Vec<IpNet> = ssh.map(SecurityGroupRule::range).collect::<Option<_>>()?;
    Some(sources).filter(|sources| !sources.is_empty())
}

/// The port that everyone reaches.
fn recover_port(inventory: &Inventory) -> Option<u16> {
    let mut open = ingress(inventory).filter(|rule| rule.is_for_everyone());
    open.find_map(SecurityGroupRule::tcp_port)
}

/// The host of the application.
pub(super) struct AppHost;

#[async_trait]
impl Step for AppHost {
    fn id(&self) -> &'static str {
        "app-host"
    }

    fn title(&self) -> &'static str {
        kept(say().step_app_host())
    }

    fn lesson(&self) -> &'static str {
        lesson("app_host", include_str!("app_host.md"))
    }

    fn lesson_values(&self, answers: &Answers, _: &str) -> Vec<(&'static str, String)> {
        sketches::alone(answers.get(&PORT).map(sketches::app_host))
    }

    fn needs(&self) -> &'static [&'static str] {
        &["vpc"]
    }

    fn makes(&self) -> &'static [Kind] {
        &[Kind::KeyPair, Kind::SecurityGroup, Kind::Instance, Kind::Volume]
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        vec![
            &hosts::APP_HOST_TYPE,
            &hosts::IMAGE,
            &host_zones::APP_HOST_ZONE,
            &TRUSTED_CIDRS,
            &PORT,
            &TIME_ZONE,
        ]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name = cx.answer(&vpc::NAME)?;
        let port = cx.answer(&PORT)?;
        let mut ingress: Vec<Rule> = cx
            .answer(&TRUSTED_CIDRS)?
            .into_iter()
            .map(|cidr| Rule::tcp(SSH_PORT, RuleSource::from(cidr), "SSH from a trusted address"))
            .collect();
        ingress.push(Rule::tcp(port, RuleSource::everywhere(), "The application, from anywhere"));

        let vpc = cx.resource(&vpc::VPC).await?;
        let (key_pair, group) = both(
            cx.ensure(KeyPair::new(&KEY_PAIR, format!("{}-key", cx.deployment()), cx.key_material())),
            cx.ensure(SecurityGroup::new(
                &GROUP,
                format!("{name}-app-host"),
                &vpc,
                "The application host: SSH from trusted addresses, the application from anywhere",
                ingress,
            )),
        )
        .await?;
        let subnet = cx
            .resource(&vpc::public_subnet(cx.answer(&host_zones::APP_HOST_ZONE)?))
            .await?;
        check_offered(cx, APP_HOST, &hosts::APP_HOST_TYPE, &subnet).await?;
        // Its first boot fetches packages.
        cx.resource(&vpc::public_way_out()).await?;
        let host = Instance::new(
            &hosts::instance(APP_HOST),
            format!("{name}-app-host"),
            cx.answer(&hosts::APP_HOST_TYPE)?,
            (&subnet, &group, &key_pair),
            hosts::user_data(cx, &cx.answer(&TIME_ZONE)?, true),
            cx.catalog(),
        );
        let host = hosts::ensure_host(cx, APP_HOST, host.with_public_address(true)).await?;
        cx.has_first_boot(APP_HOST);
        if let Some(address) = host.facts().and_then(|host| host.public_address) {
            cx.output("app-host-address", address.to_string())?;
            cx.output("ssh-app-host", cx.ssh_command(APP_HOST))?;
        }
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let promises = promises(cx.answer(&PORT)?);
        let live = vec![
            (kept(say().check_ssh_answers()), Probe::runs(APP_HOST, HostCommand::LogIn)),
            (kept(say().check_cloud_init_done()), Probe::Booted { host: APP_HOST }),
            (
                kept(say().check_docker_runs()),
                Probe::runs(APP_HOST, HostCommand::DockerVersion),
            ),
        ];
        let (paths, live) = cx.paths_and_probes(&promises, live).await?;
        let mut checks = hosts::host_checks(cx, APP_HOST);
        checks.extend(paths);
        let address = cx.facts(&hosts::instance(APP_HOST)).and_then(|host| host.public_address);
        checks.push(Check::holds(
            kept(say().check_host_public_address()),
            address.is_some(),
            kept(say().check_an_address()),
            kept(say().check_none()),
        ));
        checks.extend(live);
        Ok(checks)
    }

    fn experiments(&self, cx: &StepContext) -> Result<Vec<Experiment>> {
        let host = cx.facts(&hosts::instance(APP_HOST));
        let addresses = host.and_then(|host| Some((host.public_address?.to_string(), host.private_address?.to_string())));
        let own_address = addresses.map(|(public, private)| Experiment {
            name: "own-address",
            question: say().try_app_host_address(public.as_str()),
            choices: vec![
                say().try_app_host_address_public(),
                say().try_app_host_address_private(),
                say().try_app_host_address_both(),
            ],
            right: 1,
            shows: say().try_app_host_address_shows(private.as_str()),
            otherwise: say().try_app_host_address_otherwise(),
            trials: vec![Trial::on_host(
                APP_HOST,
                HostCommand::Addresses,
                Printed::with(private).without(public),
            )],
        });
        let stranger = Experiment {
            name: "stranger",
            question: say().try_app_host_stranger(),
            choices: vec![
                say().try_app_host_stranger_table(),
                say().try_app_host_stranger_acl(),
                say().try_app_host_stranger_group(),
            ],
            right: 2,
            trials: vec![
                Trial::stopped_by(LabelKind::SecurityGroup, "internet", "app-host:22"),
                Trial::open("internet", format!("app-host:{}", cx.answer(&PORT)?)),
            ],
            shows: say().try_app_host_stranger_shows(),
            otherwise: say().try_app_host_stranger_otherwise(),
        };
        Ok(own_address.into_iter().chain([stranger]).collect())
    }
}

/// From outside the host is reached by those who may log in, and the application by everyone; the host itself gets out.
fn promises(port: u16) -> [Promise; 4] {
    [
        Promise::open("me", "app-host:22"),
        Promise::open("internet", format!("app-host:{port}")),
        Promise::closed("internet", "app-host:22"),
        Promise::open(APP_HOST, "internet:443"),
    ]
}
