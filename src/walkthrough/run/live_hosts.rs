//! What the builder does on hosts: wait for their first boot, and deploy the application. Where there are none it does nothing.

use std::sync::Arc;
use std::time::Duration;

use crate::hosts::{self, AppSettings, AppSource, Prepared, is_booted, wait_until_first_boot_done};
use crate::walkthrough::run::ssh_config;
use crate::walkthrough::{Event, Notice, Result, Session};

/// How long a first boot with its packages usually takes.
const USUAL_BOOT: Duration = Duration::from_secs(150);

/// Waits until a host's first boot is done, or the run is asked to stop.
pub(in crate::walkthrough) async fn wait_for_first_boot(session: &Arc<Session>, host: &'static str) -> Result<()> {
    let Some(hosts) = ssh_config::hosts(session)? else {
        return Ok(());
    };
    if session
        .interruption()
        .unless_stopped(async { Ok(is_booted(hosts, host).await) })
        .await?
        .is_ok()
    {
        return Ok(());
    }
    let (key, clock) = (format!("first-boot/{host}"), session.aws().clock());
    let started = clock.elapsed();
    session.report(Event::Waiting {
        key: key.clone(),
        kind: "first-boot".to_owned(),
        id: host.to_owned(),
        usual_seconds: USUAL_BOOT.as_secs(),
    });
    let booting = async { Ok(wait_until_first_boot_done(hosts, host).await?) };
    session.interruption().unless_stopped(booting).await?;
    session.report(Event::Ready {
        key,
        id: host.to_owned(),
        seconds: (clock.elapsed() - started).as_secs(),
        usual_seconds: USUAL_BOOT.as_secs(),
    });
    Ok(())
}

/// Puts the application on its host and builds its images, unless the run is asked to stop.
pub(in crate::walkthrough) async fn prepare(session: &Arc<Session>, host: &str, source: AppSource) -> Result<Option<Prepared>> {
    let Some(hosts) = ssh_config::hosts(session)? else {
        session.report(Event::Notice(Notice::NoHost));
        return Ok(None);
    };
    let preparing = async { Ok(hosts::prepare(hosts, host, source).await?) };
    Ok(Some(session.interruption().unless_stopped(preparing).await?))
}

/// Brings a prepared application in line, unless the run is asked to stop.
pub(in crate::walkthrough) async fn deploy(
    session: &Arc<Session>,
    host: &str,
    prepared: Option<Prepared>,
    settings: &(dyn Fn() -> Result<AppSettings> + Send + Sync),
) -> Result<()> {
    let (Some(hosts), Some(prepared)) = (ssh_config::hosts(session)?, prepared) else {
        return Ok(());
    };
    let settings = settings()?;
    let deploying = async { Ok(hosts::deploy(hosts, host, prepared, &settings).await?) };
    let deployed = session.interruption().unless_stopped(deploying).await?;
    session.report(Event::Notice(match (deployed.started, deployed.sent.len()) {
        (false, _) => Notice::ApplicationUpToDate,
        (true, 0) => Notice::ApplicationStarted,
        (true, files) => Notice::ApplicationDeployed { files },
    }));
    Ok(())
}
