//! The web as somebody outside sees it: applications on instances, and websites of buckets.

use std::net::Ipv4Addr;
use std::time::Duration;

use jalon_reachability::Traffic;

use super::view::HostView;
use super::web::{WebAnswer, WebRequest};
use super::{application, application_page, website};
use crate::Simulator;
use crate::common::Context;

/// The port of HTTP.
const HTTP: u16 = 80;
/// What a client says when nothing answers.
const TIMED_OUT: &str = "Connection timed out";
/// What it says when nothing listens.
const REFUSED: &str = "Connection refused";

/// The parts of a URL.
struct Address<'u> {
    host: &'u str,
    port: u16,
    path: &'u str,
}

impl<'u> Address<'u> {
    /// Only plain HTTP is simulated: neither the applications nor the websites have a certificate.
    fn of(url: &'u str) -> Result<Self, String> {
        let rest = url.strip_prefix("http://").ok_or_else(|| match url.starts_with("https://") {
            true => REFUSED.to_owned(),
            false => "Unsupported protocol".to_owned(),
        })?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) => (
                host,
                port.parse()
                    .map_err(|_| "Port number was not a decimal number between 0 and 65535")?,
            ),
            None => (authority, HTTP),
        };
        Ok(Self { host, port, path })
    }
}

impl Simulator {
    /// Browses, from a public address: an application at an instance's public address, or the website endpoint of a bucket of the
    /// account's region. Where nothing answers it takes [`connect_timeout`](crate::Latencies::connect_timeout).
    ///
    /// # Errors
    /// Why there is no answer, in a client's words.
    pub async fn browse(&self, from: Ipv4Addr, request: &WebRequest) -> Result<WebAnswer, String> {
        let address = Address::of(&request.url)?;
        self.wait(self.shared.latencies.host_command).await;
        if let Ok(instance) = address.host.parse::<Ipv4Addr>() {
            let asked = |view: &mut HostView, cx: &Context| application(view, cx, from, instance, &address, request);
            let answer = self.on_hosts(asked).await.map_err(|error| error.to_string())?;
            return self.patient(answer).await;
        }
        match website::bucket(address.host, &self.shared.region) {
            Some(_) if address.port != HTTP => self.patient(Err(TIMED_OUT)).await,
            Some(_) => self.website(address.host, address.path, request.method).await,
            None => Err(format!("Could not resolve host: {}", address.host)),
        }
    }

    /// A connection that nothing answers takes as long as a client is patient.
    async fn patient(&self, answer: Result<WebAnswer, &'static str>) -> Result<WebAnswer, String> {
        let waited = match answer {
            Err(TIMED_OUT) => self.shared.latencies.connect_timeout,
            _ => Duration::ZERO,
        };
        self.wait(waited).await;
        answer.map_err(str::to_owned)
    }
}

fn application(
    view: &mut HostView,
    cx: &Context,
    from: Ipv4Addr,
    instance: Ipv4Addr,
    address: &Address,
    request: &WebRequest,
) -> Result<WebAnswer, &'static str> {
    let paths = view.paths(cx.now);
    let host = paths
        .instance_for_outside(from, instance, Traffic::Tcp(address.port))
        .ok_or(TIMED_OUT)?;
    let folder = application::publishing(view, cx, host, address.port).ok_or(REFUSED)?;
    Ok(application_page::answer(view, cx, host, &folder, address.path, request))
}
