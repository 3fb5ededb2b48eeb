//! A host's first boot: waited for until cloud-init says how it went.

use std::time::Duration;

use serde::Deserialize;

use super::{HostCommand, HostError, Hosts, Obstacle};
use crate::foreign::quote;

/// After how long a host that does not finish its first boot is given up. Package upgrades of an old image take some minutes.
pub const FIRST_BOOT_PATIENCE: Duration = Duration::from_secs(15 * 60);
/// How long to wait before a host is asked again.
const PAUSE: Duration = Duration::from_secs(3);

/// What `cloud-init status --format json` says, as far as it matters here. Fields: cloud-init's documentation, "Reported status".
#[derive(Debug, Deserialize)]
struct Status {
    status: String,
    #[serde(default)]
    errors: Vec<String>,
}

/// Waits until a host's first boot is done, however often it must be asked.
///
/// # Errors
///
/// [`HostError::Boot`] with the failing modules and the end of the log; [`HostError::NotBooted`] when `patience` is over, or, where that is
/// less than a first boot's, what stands in the way; a changed host key at once.
pub async fn wait_until_first_boot_done(hosts: &Hosts, host: &str, patience: Duration) -> Result<(), HostError> {
    let clock = hosts.clock();
    let started = clock.elapsed();
    loop {
        let obstacle = match first_boot(hosts, host, true).await {
            Ok(status) if status.is_over() => return judge(hosts, host, status).await,
            Ok(status) => Obstacle::Status(quote(&status.status)),
            Err(HostError::NoEnd { .. }) => Obstacle::Status("running".to_owned()),
            Err(error) if error.may_pass() => Obstacle::Error(Box::new(error)),
            Err(error) => return Err(error),
        };
        let waited = clock.elapsed() - started;
        if waited >= patience {
            // It has booted before: what stands in the way is no boot.
            if let (true, Obstacle::Error(error)) = (patience < FIRST_BOOT_PATIENCE, &obstacle) {
                return Err(HostError::clone(error));
            }
            return Err(HostError::NotBooted {
                host: host.to_owned(),
                minutes: waited.as_secs() / 60,
                obstacle,
            });
        }
        clock.sleep(PAUSE).await;
    }
}

/// How a host's first boot went, as it says now.
///
/// # Errors
///
/// When the host can't be asked, its first boot went wrong, or it is still under way.
pub async fn is_booted(hosts: &Hosts, host: &str) -> Result<(), HostError> {
    let status = first_boot(hosts, host, false).await?;
    judge(hosts, host, status).await
}

impl Status {
    fn is_over(&self) -> bool {
        matches!(self.status.as_str(), "done" | "error" | "degraded" | "disabled")
    }
}

async fn first_boot(hosts: &Hosts, host: &str, wait: bool) -> Result<Status, HostError> {
    let command = HostCommand::FirstBoot { wait };
    // It exits with 1 or 2 where something went wrong, and says so in its answer too.
    let said = hosts.run(host, &command).await?;
    let answer = said.stdout.find('{').map_or("", |start| &said.stdout[start..]);
    serde_json::from_str(answer).map_err(|_| HostError::Command {
        host: host.to_owned(),
        task: command.task(),
        detail: said.last_lines(),
    })
}

async fn judge(hosts: &Hosts, host: &str, status: Status) -> Result<(), HostError> {
    if status.errors.is_empty() && matches!(status.status.as_str(), "done" | "degraded" | "disabled") {
        return Ok(());
    }
    // Its log is read where its own summary is not enough.
    let log = hosts.run(host, &HostCommand::BootLog).await.map(|said| said.last_lines());
    Err(HostError::Boot {
        host: host.to_owned(),
        status: quote(&status.status),
        modules: status.errors.iter().map(|module| quote(module)).collect(),
        log: log.map_err(Box::new),
    })
}
