//! The simulator as the HTTP client of an AWS SDK: requests are answered in this process.

use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use http_body_util::BodyExt;

use super::Simulator;
use super::exchange::Outcome;

/// An HTTP client whose connections all end at `simulator`.
pub fn http_client(simulator: Simulator) -> SharedHttpClient {
    http_client_fn(move |settings, _components| {
        SharedHttpConnector::new(Connector {
            simulator: simulator.clone(),
            read_timeout: settings.read_timeout(),
        })
    })
}

/// The read timeout in simulated time, where the client sets none of its own.
const CLIENT_PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug)]
struct Connector {
    simulator: Simulator,
    read_timeout: Option<Duration>,
}

impl HttpConnector for Connector {
    /// The exchange runs in a task of its own: AWS acts on a request that was sent even if its sender stops waiting.
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let task = tokio::spawn(exchange(self.simulator.clone(), request));
        let read_timeout = self.read_timeout;
        HttpConnectorFuture::new(async move {
            let joined = match read_timeout {
                None => task.await,
                Some(limit) => tokio::time::timeout(limit, task)
                    .await
                    .map_err(|elapsed| ConnectorError::timeout(elapsed.into()))?,
            };
            joined.map_err(|error| ConnectorError::io(error.into()))?
        })
    }
}

async fn exchange(simulator: Simulator, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
    let request = request
        .try_into_http1x()
        .map_err(|error| ConnectorError::user(error.into()))?;
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(ConnectorError::user)?.to_bytes();
    match simulator.handle(http::Request::from_parts(parts, body)).await {
        Outcome::Answer(response) => {
            HttpResponse::try_from(response.map(SdkBody::from)).map_err(|error| ConnectorError::other(error.into(), None))
        }
        Outcome::Cut => Err(ConnectorError::io(
            std::io::Error::from(std::io::ErrorKind::ConnectionReset).into(),
        )),
        Outcome::Silence => {
            simulator.wait(CLIENT_PATIENCE).await;
            Err(ConnectorError::timeout("no answer came".into()))
        }
    }
}
