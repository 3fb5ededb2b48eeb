//! A session on a host: what can be done there once somebody has logged in.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use ipnet::Ipv4Net;
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
/// How often `cloud-init status --wait` looks. Source: cloud-init, `cloudinit/cmd/status.py`.
const BOOT_STEP: Duration = Duration::from_millis(250);
/// What Docker says to a user who is not of its group.
const NO_DOCKER_GROUP: &str =
    "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock";
/// What the shell says where Docker is not installed.
pub(super) const NO_DOCKER: &str = "bash: line 1: docker: command not found";

/// A session on a host. It lasts until its instance stops or becomes another machine, or one that it leads through does; clones share it.
/// Nothing else of the network ends it, as a security group lets a connection go on that it tracks, whatever its rules become (EC2 user guide,
/// "Security group connection tracking"). Network ACLs and routes would end it on AWS; here they keep out new ones only.
///
/// Every call takes the time of a short command at least ([`host_command`](crate::Latencies::host_command)), and ends with
/// [`HostError::Gone`] once the session is lost. Paths are relative to the user's home.
#[derive(Debug, Clone)]
pub struct HostSession {
    simulator: Simulator,
    machine: Reached,
    /// The session on the host that it leads through.
    through: Option<Arc<HostSession>>,
    /// When the user logged in. A process has the groups of its log-in, whatever becomes of them.
    since: Timestamp,
    /// Whether a command has begun of which each call is a part.
    is_in_command: bool,
}

/// A machine as a log-in meets it.
#[derive(Debug, Clone)]
pub(super) struct Reached {
    /// The instance, `i-…`.
    pub(super) instance: String,
    /// When it began to run.
    pub(super) running_at: Timestamp,
    /// Its host key.
    pub(super) host_key: String,
}

impl HostSession {
    /// A session on a machine, through that on another where there is one.
    pub(super) fn new(simulator: Simulator, machine: Reached, through: Option<&Self>) -> Self {
        Self {
            since: simulator.now(),
            through: through.cloned().map(Arc::new),
            is_in_command: false,
            simulator,
            machine,
        }
    }

    /// The simulator of the session.
    pub(super) fn simulator(&self) -> &Simulator {
        &self.simulator
    }

    /// Begins a command: it takes the time of a short one, and what is done by the returned session is a part of it.
    pub async fn begin_command(&self) -> Self {
        self.simulator.wait(self.latencies().host_command).await;
        Self {
            is_in_command: true,
            ..self.clone()
        }
    }

    /// Whether the session is not lost.
    pub fn is_open(&self) -> bool {
        self.check().is_ok()
    }

    /// The instance, `i-…`.
    pub fn instance(&self) -> &str {
        &self.machine.instance
    }

    /// The fingerprint of the host key that the host showed at the login, as OpenSSH writes it: `SHA256:` and base64 without padding.
    pub fn host_key_fingerprint(&self) -> String {
        machine::fingerprint(&self.machine.host_key)
    }

    /// The host key that the host showed at the login: a line of OpenSSH without a comment.
    pub fn host_key(&self) -> &str {
        &self.machine.host_key
    }

    /// What cloud-init says of the first boot. With `wait` it answers once cloud-init has ended, which may be never.
    ///
    /// # Errors
    /// The session is lost.
    pub async fn first_boot(&self, wait: bool) -> Result<BootStatus, HostError> {
        let mut looked = self.look(boot_status).await?;
        loop {
            let (status, ends_at) = looked.ok_or_else(|| self.gone())?;
            if !wait || status.status != BootState::Running {
                return Ok(status);
            }
            // Of its looks, the one that sees the end is made; without an end, all that is waited for is the session's.
            let left = ends_at.map_or(STEP, |at| {
                Duration::try_from(at.duration_since(self.now())).unwrap_or_default()
            });
            let looks = left.as_millis().div_ceil(BOOT_STEP.as_millis()).max(1);
            self.pass(BOOT_STEP * u32::try_from(looks).unwrap_or(u32::MAX)).await?;
            looked = self.act(boot_status).await?;
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
            Some(machine) if machine.has_docker() => self.refuse_docker(view).map(|()| DOCKER_VERSION.to_owned()),
            _ => Err(HostError::failed(NO_DOCKER)),
        })
        .await
    }

    /// Refuses what needs Docker to a session whose log-in was before the end of the first boot, which adds the user to Docker's group.
    /// Source: Docker documentation, "Linux post-installation steps": log out and log back in.
    pub(super) fn refuse_docker(&self, view: &HostView) -> Result<(), HostError> {
        let machine = view.machine(&self.machine.instance);
        match machine.and_then(|machine| machine.first_boot.ends_at) {
            Some(ends_at) if ends_at > self.since => Err(HostError::failed(NO_DOCKER_GROUP)),
            _ => Ok(()),
        }
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

    /// The address of the host's own network interface, with the length of its subnet's prefix.
    ///
    /// # Errors
    /// The session is lost.
    pub async fn own_address(&self) -> Result<Ipv4Net, HostError> {
        let address = |view: &mut HostView, _: &Context, id: &str| {
            Ok(view
                .ec2
                .instances
                .get(id)
                .and_then(|instance| instance.interface_address(view.ec2)))
        };
        self.look(address).await?.ok_or_else(|| self.gone())
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
        if !self.is_in_command {
            self.simulator.wait(self.latencies().host_command).await;
        }
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
            command(view, cx, &self.machine.instance)
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
        let Reached {
            instance,
            running_at,
            host_key,
        } = &self.machine;
        let is_running = view
            .ec2
            .instances
            .get(instance)
            .is_some_and(|instance| instance.is_running(now) && instance.boots_at() == Some(*running_at));
        let is_same = || view.machine(instance).is_some_and(|machine| machine.host_key == *host_key);
        is_running && is_same() && self.through.as_ref().is_none_or(|through| through.is_on(view, now))
    }

    fn gone(&self) -> HostError {
        HostError::Gone {
            instance: self.machine.instance.clone(),
        }
    }
}

/// What cloud-init says, and when it will have ended.
fn boot_status(view: &mut HostView, _: &Context, id: &str) -> Result<Option<(BootStatus, Option<Timestamp>)>, HostError> {
    let machine = view.machine(id);
    Ok(machine.map(|machine| (BootStatus::of(&machine), machine.first_boot.ends_at)))
}
