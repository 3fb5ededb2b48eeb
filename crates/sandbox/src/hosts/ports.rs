//! What listens where, and who gets a connection to it.

use std::net::Ipv4Addr;

use jalon_reachability::Traffic;

use super::application;
use super::network::SSH;
use super::view::HostView;
use crate::Simulator;
use crate::common::Context;
use crate::rds::Server;

/// The domain of RDS's endpoints: a name in it is a DB instance's or nobody's, but for the store of its authorities' certificates.
const RDS_DOMAIN: &str = ".rds.amazonaws.com";
const TRUST_STORE: &str = "truststore.pki.rds.amazonaws.com";

/// Whether something on an instance listens on a port.
fn listens(view: &mut HostView, cx: &Context, instance: &str, port: u16) -> bool {
    let has_sshd = |view: &HostView| view.machine(instance).is_some_and(|machine| machine.sshd_at <= cx.now);
    (Traffic::Tcp(port) == SSH && has_sshd(view)) || application::publishing(view, cx, instance, port).is_some()
}

/// Whether an instance gets a connection. A name that is neither an address nor a DB instance's endpoint is somebody's on the Internet.
pub fn from_instance(view: &mut HostView, cx: &Context, from: &str, host: &str, port: u16) -> bool {
    if host == "localhost" || host.starts_with("127.") {
        return listens(view, cx, from, port);
    }
    let (paths, traffic) = (view.paths(cx.now), Traffic::Tcp(port));
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return match paths.instance_for(from, address, traffic) {
            Some(instance) => listens(view, cx, instance, port),
            None => paths.to_outside(from, address, traffic),
        };
    }
    match Server::at(view.rds, view.common, host, cx.now) {
        Some(server) => server.listens_on(port) && paths.to_database(from, server.identifier(), port),
        None => (host == TRUST_STORE || !host.ends_with(RDS_DOMAIN)) && paths.to_internet(from, traffic),
    }
}

/// Whether somebody outside gets a connection to a thing of the account.
fn from_outside(view: &mut HostView, cx: &Context, from: Ipv4Addr, host: &str, port: u16) -> bool {
    let paths = view.paths(cx.now);
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        let instance = paths.instance_for_outside(from, address, Traffic::Tcp(port));
        return instance.is_some_and(|instance| listens(view, cx, instance, port));
    }
    let server = Server::at(view.rds, view.common, host, cx.now);
    server.is_some_and(|server| server.listens_on(port) && paths.outside_to_database(from, server.identifier(), port))
}

impl Simulator {
    /// Whether somebody outside, at a public address, gets a TCP connection to an instance's public address or a database's endpoint.
    /// Where nothing answers it takes [`probe_timeout`](crate::Latencies::probe_timeout).
    pub async fn connects(&self, from: Ipv4Addr, host: &str, port: u16) -> bool {
        let answers = self.on_hosts(|view, cx| from_outside(view, cx, from, host, port)).await;
        let answers = answers.unwrap_or(false);
        if !answers {
            self.wait(self.shared.latencies.probe_timeout).await;
        }
        answers
    }
}
