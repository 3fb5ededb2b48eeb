//! Serves the simulator on a port, for any AWS client.

use std::future::Future;
use std::io;

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};

use super::Simulator;
use super::exchange::Outcome;

/// Answers HTTP/1 requests on `listener` until `shutdown` is done, and drops the requests in flight then.
///
/// # Errors
/// The listener fails.
pub async fn serve(simulator: Simulator, listener: TcpListener, shutdown: impl Future<Output = ()>) -> io::Result<()> {
    let mut connections = tokio::task::JoinSet::new();
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => return Ok(()),
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => {
                let (stream, _) = accepted?;
                connections.spawn(connection(simulator.clone(), stream));
            }
        }
    }
}

/// Serves one connection. A peer that goes away or speaks no HTTP ends only this one.
async fn connection(simulator: Simulator, stream: TcpStream) {
    let service = service_fn(move |request| exchange(simulator.clone(), request));
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service);
    let _: Result<(), hyper::Error> = served.await;
}

/// An error of the service makes hyper close the connection without an answer.
async fn exchange(simulator: Simulator, request: Request<Incoming>) -> io::Result<http::Response<Full<Bytes>>> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    match simulator.handle(Request::from_parts(parts, body)).await {
        Outcome::Answer(response) => Ok(response.map(Full::new)),
        Outcome::Cut => Err(io::Error::from(io::ErrorKind::ConnectionReset)),
        // Until the client gives up and closes the connection, which ends this task.
        Outcome::Silence => std::future::pending().await,
    }
}
