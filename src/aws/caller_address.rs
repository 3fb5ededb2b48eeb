//! The public address this machine is seen at, for the security-group rule that lets only its user in.

use std::net::Ipv4Addr;
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorSettings};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::byte_stream::ByteStream;

use super::{Cloud, Outbound};

/// Amazon's service that answers with the caller's address.
const CHECK_IP: &str = "https://checkip.amazonaws.com/";

/// The caller's own IPv4 address as the cloud sees it, or `None` when it can't be found out.
///
/// Only AWS itself is asked over the network. The sandbox sees every caller at a documentation address (RFC 5737), and another
/// endpoint is taken to be on this machine.
pub async fn caller_address(cloud: &Cloud, outbound: &Outbound) -> Option<Ipv4Addr> {
    match cloud {
        Cloud::Aws => ask(CHECK_IP, outbound).await,
        Cloud::Endpoint { .. } => Some(Ipv4Addr::LOCALHOST),
        Cloud::Sandbox => Some(Ipv4Addr::new(192, 0, 2, 10)),
    }
}

async fn ask(url: &str, outbound: &Outbound) -> Option<Ipv4Addr> {
    let patience = Duration::from_secs(3);
    let settings = HttpConnectorSettings::builder()
        .connect_timeout(patience)
        .read_timeout(patience);
    let connector = outbound.connector(Some(settings.build()));
    let answer = connector.call(HttpRequest::get(url).ok()?).await.ok()?;
    let bytes = ByteStream::new(answer.into_body()).collect().await.ok()?;
    String::from_utf8(bytes.to_vec()).ok()?.trim().parse().ok()
}
