//! Step 5: a host that can't be reached from outside.

use async_trait::async_trait;

use super::hosts::{self, APP_HOST, KEY_PAIR, NO_ANSWER, PINGED, TEST_HOST, check_offered, ping_of};
use super::{app_host, host_zones, sketches, vpc};
use crate::hosts::{HostCommand, Probe};
use crate::locale::{kept, lesson, say};
use crate::resources::{Instance, Key, Kind, Rule, RuleSource, SecurityGroup};
use crate::walkthrough::{Answers, Ask, Check, Experiment, Printed, Promise, Result, Step, StepContext, Trial};
use jalon_reachability::LabelKind;

const GROUP: Key<SecurityGroup> = Key::new(TEST_HOST);

/// The private host.
pub(super) struct TestHost;

#[async_trait]
impl Step for TestHost {
    fn id(&self) -> &'static str {
        "test-host"
    }

    fn title(&self) -> &'static str {
        kept(say().step_test_host())
    }

    fn lesson(&self) -> &'static str {
        lesson("test_host", include_str!("test_host.md"))
    }

    fn lesson_values(&self, _: &Answers, _: &str) -> Vec<(&'static str, String)> {
        sketches::alone(Some(sketches::test_host()))
    }

    fn needs(&self) -> &'static [&'static str] {
        &["vpc", "app-host"]
    }

    fn makes(&self) -> &'static [Kind] {
        &[Kind::SecurityGroup, Kind::Instance, Kind::Volume]
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        vec![&hosts::TEST_HOST_TYPE, &host_zones::TEST_HOST_ZONE]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name = cx.answer(&vpc::NAME)?;
        let app_host = cx.resource(&app_host::GROUP).await?;
        let app_host = || RuleSource::Group(app_host.clone());
        let group = cx
            .ensure(SecurityGroup::new(
                &GROUP,
                format!("{name}-test-host"),
                &cx.resource(&vpc::VPC).await?,
                "The private host: SSH and ping from the application host only",
                vec![
                    Rule::tcp(22, app_host(), "SSH from the application host"),
                    Rule::icmp(app_host(), "Ping from the application host"),
                ],
            ))
            .await?;
        let subnet = cx
            .resource(&vpc::private_subnet(cx.answer(&host_zones::TEST_HOST_ZONE)?))
            .await?;
        check_offered(cx, TEST_HOST, &hosts::TEST_HOST_TYPE, &subnet).await?;
        let host = Instance::new(
            &hosts::instance(TEST_HOST),
            format!("{name}-test-host"),
            cx.answer(&hosts::TEST_HOST_TYPE)?,
            (&subnet, &group, &cx.resource(&KEY_PAIR).await?),
            hosts::user_data(cx, &cx.answer(&app_host::TIME_ZONE)?, false),
            cx.catalog(),
        );
        let host = hosts::ensure_host(cx, TEST_HOST, host).await?;
        cx.has_first_boot(TEST_HOST);
        if host.facts().is_some_and(|host| host.private_address.is_some()) {
            cx.output("ssh-test-host", cx.ssh_command(TEST_HOST))?;
        }
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let live = vec![
            (
                kept(say().check_ssh_through_app_host()),
                Probe::runs(TEST_HOST, HostCommand::LogIn),
            ),
            (kept(say().check_answers_ping()), ping_of(cx, APP_HOST, TEST_HOST)),
            (kept(say().check_first_boot_done()), Probe::Booted { host: TEST_HOST }),
        ];
        let (paths, live) = cx.paths_and_probes(&promises(), live).await?;
        let mut checks = hosts::host_checks(cx, TEST_HOST);
        checks.extend(paths);
        let address = cx.facts(&hosts::instance(TEST_HOST)).and_then(|host| host.public_address);
        checks.push(Check::that(
            kept(say().check_no_public_address()),
            kept(say().check_none()),
            address.map_or_else(|| say().check_none(), |address| address.to_string()),
        ));
        checks.extend(live);
        Ok(checks)
    }

    fn experiments(&self, cx: &StepContext) -> Result<Vec<Experiment>> {
        let zone = cx.answer(&host_zones::TEST_HOST_ZONE)?;
        let gets_out = vpc::has_route(cx, &vpc::private_table(zone), vpc::EVERYWHERE);
        let ping = |prints| Trial::on_host(TEST_HOST, HostCommand::Ping { address: PINGED }, prints);
        let (right, trials, shows) = match gets_out {
            false => (
                0,
                vec![
                    Trial::stopped_by(LabelKind::RouteTable, TEST_HOST, "internet"),
                    ping(Printed::with(NO_ANSWER)),
                ],
                say().try_test_host_out_shows(),
            ),
            true => (
                1,
                vec![
                    Trial::open(TEST_HOST, "internet"),
                    ping(Printed::with("received").without(NO_ANSWER)),
                ],
                say().try_test_host_out_shows_nat(),
            ),
        };
        let way_out = Experiment {
            name: "way-out",
            question: say().try_test_host_out(),
            choices: vec![
                say().try_test_host_out_table(),
                say().try_test_host_out_internet(),
                say().try_test_host_out_group(),
            ],
            right,
            trials,
            shows,
            otherwise: say().try_test_host_out_otherwise(),
        };
        let way_in = Experiment {
            name: "way-in",
            question: say().try_test_host_in(),
            choices: vec![say().try_test_host_in_direct(), say().try_test_host_in_through()],
            right: 1,
            trials: vec![
                Trial::closed("internet", "test-host:22"),
                Trial::open(APP_HOST, "test-host:22"),
            ],
            shows: say().try_test_host_in_shows(),
            otherwise: say().try_test_host_in_otherwise(),
        };
        Ok(vec![way_out, way_in])
    }
}

/// The private host is reached from the application host, and from nowhere outside.
fn promises() -> [Promise; 3] {
    [
        Promise::open(APP_HOST, "test-host:22"),
        Promise::open(APP_HOST, "test-host:icmp"),
        Promise::closed("internet", "test-host:22"),
    ]
}
