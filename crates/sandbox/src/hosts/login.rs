//! Logging in over SSH.

use std::net::Ipv4Addr;

use super::error::HostError;
use super::network::SSH;
use super::session::{HostSession, Reached};
use super::view::HostView;
use crate::common::Context;
use crate::{Simulator, locked};

/// The login user of Ubuntu's images. Source: EC2 user guide, "Default user name".
const USER: &str = "ubuntu";

/// Who logs in, from where and to where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The public address of who asks.
    pub from: Ipv4Addr,
    /// The hosts it goes through, each by the address at which the one before reaches it.
    pub jumps: Vec<Ipv4Addr>,
    /// The host's address: a public one without jumps, and one that the last jump reaches otherwise.
    pub address: Ipv4Addr,
    /// The user, on every host.
    pub user: String,
    /// The key that all of them have to know: a line of OpenSSH.
    pub public_key: String,
}

/// Why a login failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoginFailure {
    /// Nothing answered in time: no packet arrives, or no instance runs there.
    #[error("ssh: connect to host {address} port 22: Connection timed out")]
    TimedOut {
        /// The host that did not answer.
        address: Ipv4Addr,
    },
    /// The instance runs, and its sshd does not yet.
    #[error("ssh: connect to host {address} port 22: Connection refused")]
    ConnectionRefused {
        /// The host that refused.
        address: Ipv4Addr,
    },
    /// The host knows no such user, or not with this key; or cloud-init has not installed the key yet.
    #[error("{user}@{address}: Permission denied (publickey).")]
    PermissionDenied {
        /// The host that refused.
        address: Ipv4Addr,
        /// The user.
        user: String,
    },
    /// The sandbox could not store what it had done meanwhile.
    #[error("{0}")]
    NotStored(String),
}

impl HostSession {
    /// Logs in to another host from this one, as the last hop of `login`.
    ///
    /// # Errors
    /// [`LoginFailure`].
    pub async fn log_in_to(&self, login: &Login) -> Result<Self, LoginFailure> {
        self.simulator().hop(Some(self), login.address, login).await
    }
}

impl Simulator {
    /// Logs in to a host. It takes [`ssh_login`](crate::Latencies::ssh_login) for each host on the way, and
    /// [`connect_timeout`](crate::Latencies::connect_timeout) where one does not answer.
    ///
    /// # Errors
    /// [`LoginFailure`] with the address of the host that could not be logged in to.
    pub async fn log_in(&self, login: &Login) -> Result<HostSession, LoginFailure> {
        let mut through = None;
        for jump in &login.jumps {
            through = Some(self.hop(through.as_ref(), *jump, login).await?);
        }
        self.hop(through.as_ref(), login.address, login).await
    }

    /// A session on a running instance as over its serial console, whatever its network is: for whoever runs the sandbox.
    pub fn console(&self, instance: &str) -> Option<HostSession> {
        let mut state = locked(&self.shared.state);
        state.world.advance(self.now());
        let machine = state.world.host_view().machine(instance)?;
        let machine = Reached {
            instance: instance.to_owned(),
            running_at: machine.running_at,
            host_key: machine.host_key,
        };
        Some(HostSession::new(self.clone(), machine, None))
    }

    async fn hop(&self, through: Option<&HostSession>, address: Ipv4Addr, login: &Login) -> Result<HostSession, LoginFailure> {
        let asked = self.on_hosts(|view, cx| knock(view, cx, through, address, login)).await;
        let (reached, lasting) = asked.map_err(|error| LoginFailure::NotStored(error.to_string()))?;
        self.wait(lasting).await;
        Ok(HostSession::new(self.clone(), reached?, through))
    }

    /// Runs something on the hosts, and waits until what it changed and has seen is durable.
    pub(super) async fn on_hosts<T>(&self, run: impl FnOnce(&mut HostView, &Context) -> T) -> Result<T, HostError> {
        let ran = self.with_world(|world, cx| run(&mut world.host_view(), cx)).await;
        ran.map_err(HostError::NotStored)
    }
}

/// How a hop ends, and after how long.
fn knock(
    view: &mut HostView,
    cx: &Context,
    through: Option<&HostSession>,
    address: Ipv4Addr,
    login: &Login,
) -> (Result<Reached, LoginFailure>, std::time::Duration) {
    let paths = view.paths(cx.now);
    let reached = match through {
        None => paths.instance_for_outside(login.from, address, SSH),
        Some(host) => paths.instance_for(host.instance(), address, SSH),
    };
    let found = reached.and_then(|id| Some((id.to_owned(), view.machine(id)?)));
    let Some((id, machine)) = found else {
        return (Err(LoginFailure::TimedOut { address }), cx.latencies.connect_timeout);
    };
    let name = format!("login to {id} at {}", cx.now);
    let lasting = view.common.ids.span_for(&name, cx.latencies.ssh_login, cx.latencies.spread);
    if cx.now < machine.sshd_at {
        return (Err(LoginFailure::ConnectionRefused { address }), cx.latencies.host_command);
    }
    let is_known = machine.key.as_deref().is_some_and(|key| is_same_key(key, &login.public_key));
    if login.user != USER || !is_known || cx.now < machine.key_at {
        let user = login.user.clone();
        return (Err(LoginFailure::PermissionDenied { address, user }), lasting);
    }
    let reached = Reached {
        instance: id,
        running_at: machine.running_at,
        host_key: machine.host_key,
    };
    (Ok(reached), lasting)
}

/// Whether two lines of OpenSSH have the same key, whatever their comments.
fn is_same_key(one: &str, other: &str) -> bool {
    one.split_whitespace().take(2).eq(other.split_whitespace().take(2))
}
