//! A session on a host: what can be done there once somebody has logged in.

use std::net::Ipv4Addr;
use std::time::Duration;

use jalon_reachability::Traffic;
use jiff::Timestamp;

use super::boot::{BootState, BootStatus};
use super::error::HostError;
use super::view::HostView;
use super::{boot_log, machine, ports};
use crate::common::Context;
use crate::{Simulator, clock, locked};

/// How often a wait looks again, in simulated time.
const STEP: Duration = Duration::from_secs(1);
/// What the daemon of Ubuntu 24.04's package says: the version alone.
const DOCKER_VERSION: &str = "28.2.2";
/// What the shell says where Docker is not installed.
pub(super) const NO_DOCKER: &str = "bash: line 1: docker: command not found";

/// A session on a host. It lasts until the instance stops; clones share it.
///
/// Every call takes the time of a short command at least ([`host_command`](crate::Latencies::host_command)), and ends with
/// [`HostError::Gone`] once the session is lost. Paths are relative to the user's home.
#[derive(Debug, Clone)]
pub struct HostSession {
    simulator: Simulator,
    instance: String,
    running_at: Timestamp,
    host_key: String,
}

impl HostSession {
    /// A session on an instance since its last start.
    pub(super) fn new(simulator: Simulator, instance: String, running_at: Timestamp, host_key: String) -> Self {
        Self {
            simulator,
            instance,
            running_at,
            host_key,
        }
    }

    /// The instance, `i-…`.
    pub fn instance(&self) -> &str {
        &self.instance
    }

    /// The fingerprint of the host key that the host showed at the login, as OpenSSH writes it: `SHA256:` and base64 without padding.
    pub fn host_key_fingerprint(&self) -> String {
        machine::fingerprint(&self.host_key)
    }

    /// The host key that the host showed at the login: a line of OpenSSH without a comment.
    pub fn host_key(&self) -> &str {
        &self.host_key
    }

    /// What cloud-init says of the first boot. With `wait` it answers once cloud-init has ended, which may be never.
    ///
    /// # Errors
    /// The session is lost.
    pub async fn first_boot(&self, wait: bool) -> Result<BootStatus, HostError> {
        loop {
            let status = self
                .look(|view, _, id| Ok(view.machine(id).map(|machine| BootStatus::of(&machine))))
                .await?;
            let status = status.ok_or_else(|| self.gone())?;
            if !wait || status.status != BootState::Running {
                return Ok(status);
            }
            self.pass(STEP).await?;
        }
    }

    /// The end of cloud-init's log.
    ///
    /// # Errors
    /// The session is lost.
    pub async fn boot_log(&self) -> Result<String, HostError> {
        let log = self
            .look(|view, cx, id| Ok(view.machine(id).map(|machine| boot_log::text(&machine, cx.now))))
            .await?;
        log.ok_or_else(|| self.gone())
    }

    /// What `docker --version` says.
    ///
    /// # Errors
    /// The session is lost; or the shell's words where Docker is not installed.
    pub async fn docker_version(&self) -> Result<String, HostError> {
        self.look(|view, _, id| match view.machine(id) {
            Some(machine) if machine.has_docker() => Ok(DOCKER_VERSION.to_owned()),
            _ => Err(HostError::failed(NO_DOCKER)),
        })
        .await
    }

    /// Whether an address answers a ping.
    ///
    /// # Errors
    /// The session is lost.
    pub async fn ping(&self, address: Ipv4Addr) -> Result<bool, HostError> {
        let answers = self
            .look(|view, cx, id| {
                let paths = view.paths(cx.now);
                let inside = paths.instance_for(id, address, Traffic::Icmp).is_some();
                Ok(inside || paths.to_outside(id, address, Traffic::Icmp))
            })
            .await?;
        self.patient(answers).await
    }

    /// Whether a TCP connection comes about: to an IPv4 address, a database's endpoint, or any other name, which stands for somebody on
    /// the Internet who answers.
    ///
    /// # Errors
    /// The session is lost.
    pub async fn connects(&self, host: &str, port: u16) -> Result<bool, HostError> {
        let answers = self
            .look(|view, cx, id| Ok(ports::from_instance(view, cx, id, host, port)))
            .await?;
        self.patient(answers).await
    }

    /// The address that the host is seen at from outside over HTTPS: its own public one, a NAT gateway's, or none without a way out.
    ///
    /// # Errors
    /// The session is lost.
    pub async fn seen_from_outside_as(&self) -> Result<Option<Ipv4Addr>, HostError> {
        let seen = self.look(|view, cx, id| Ok(view.paths(cx.now).seen_as(id))).await?;
        self.patient(seen.is_some()).await?;
        Ok(seen)
    }

    /// A probe that nothing answers takes as long as it is patient.
    async fn patient(&self, answers: bool) -> Result<bool, HostError> {
        if !answers {
            self.pass(self.latencies().probe_timeout).await?;
        }
        Ok(answers)
    }

    /// Runs a command that changes nothing. It gets the instance's id.
    pub(super) async fn look<T>(
        &self,
        command: impl FnOnce(&mut HostView, &Context, &str) -> Result<T, HostError>,
    ) -> Result<T, HostError> {
        self.simulator.wait(self.latencies().host_command).await;
        self.act(command).await
    }

    /// Runs a command that may change something: it is durable, or an error.
    pub(super) async fn change<T>(
        &self,
        command: impl FnOnce(&mut HostView, &Context, &str) -> Result<T, HostError>,
    ) -> Result<T, HostError> {
        if self.simulator.shared.read_only {
            let message = "The sandbox is open for reading only.".to_owned();
            return Err(HostError::NotStored(message));
        }
        self.look(command).await
    }

    async fn act<T>(&self, command: impl FnOnce(&mut HostView, &Context, &str) -> Result<T, HostError>) -> Result<T, HostError> {
        let run = |view: &mut HostView, cx: &Context| {
            if !self.is_on(view, cx.now) {
                return Err(self.gone());
            }
            command(view, cx, &self.instance)
        };
        self.simulator.on_hosts(run).await?
    }

    /// Waits, as long as the host is there.
    pub(super) async fn pass(&self, duration: Duration) -> Result<(), HostError> {
        let end = clock::after(self.simulator.now(), duration);
        loop {
            self.check()?;
            let left = Duration::try_from(end.duration_since(self.simulator.now())).unwrap_or_default();
            if left.is_zero() {
                return Ok(());
            }
            self.simulator.wait(left.min(STEP)).await;
        }
    }

    /// Waits for what never ends, until the host is gone.
    pub(super) async fn stall(&self) -> HostError {
        loop {
            if let Err(gone) = self.check() {
                return gone;
            }
            self.simulator.wait(STEP).await;
        }
    }

    pub(super) fn latencies(&self) -> &crate::Latencies {
        &self.simulator.shared.latencies
    }

    pub(super) fn now(&self) -> Timestamp {
        self.simulator.now()
    }

    fn check(&self) -> Result<(), HostError> {
        let mut state = locked(&self.simulator.shared.state);
        let view = state.world.host_view();
        if self.is_on(&view, self.simulator.now()) {
            Ok(())
        } else {
            Err(self.gone())
        }
    }

    fn is_on(&self, view: &HostView, now: Timestamp) -> bool {
        let instance = view.ec2.instances.get(&self.instance);
        instance.is_some_and(|instance| instance.is_running(now) && instance.boots_at() == Some(self.running_at))
    }

    fn gone(&self) -> HostError {
        HostError::Gone {
            instance: self.instance.clone(),
        }
    }
}
