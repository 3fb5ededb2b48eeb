//! Step 5: a host that can't be reached from outside.

use async_trait::async_trait;

use super::hosts::{self, APP_HOST, KEY_PAIR, TEST_HOST, check_offered, ping_of};
use super::{app_host, host_zones, vpc};
use crate::hosts::{HostCommand, Probe};
use crate::locale::{kept, lesson, say};
use crate::resources::{Instance, Key, Kind, Rule, RuleSource, SecurityGroup};
use crate::walkthrough::{Ask, Check, Promise, Result, Step, StepContext};

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
}

/// The private host is reached from the application host, and from nowhere outside.
fn promises() -> [Promise; 3] {
    [
        Promise::open(APP_HOST, "test-host:22"),
        Promise::open(APP_HOST, "test-host:icmp"),
        Promise::closed("internet", "test-host:22"),
    ]
}
