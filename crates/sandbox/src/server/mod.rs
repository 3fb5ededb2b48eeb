//! Serves the simulator on a port, for any AWS client of this machine, and for no web page of another site.

mod body;
mod guard;
mod idleness;
mod limits;
mod stalls;

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::Instant;

use super::Simulator;
use super::exchange::Outcome;
use body::Answer;
use idleness::{Activity, IDLE_FOR};
pub use limits::Limits;
use stalls::Unstalled;

/// How long it waits before it accepts again where the system had no room for another connection.
const ROOM_AFTER: Duration = Duration::from_millis(50);

/// Answers HTTP/1 requests on `listener` until `shutdown` is done, and drops the requests in flight then.
///
/// # Errors
/// The listener is none any more. Whatever passes, as a lack of file descriptors, is waited out.
pub async fn serve(simulator: Simulator, listener: TcpListener, shutdown: impl Future<Output = ()>) -> io::Result<()> {
    serve_within(Limits::default(), simulator, listener, shutdown).await
}

/// As [`serve`], within other limits.
///
/// # Errors
/// As of [`serve`].
pub async fn serve_within(
    limits: Limits,
    simulator: Simulator,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let server = Arc::new(Server::new(limits, simulator));
    let mut connections = tokio::task::JoinSet::new();
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => return Ok(()),
            Some(_) = connections.join_next() => {}
            accepted = server.accept(&listener) => {
                if let Some((stream, place)) = accepted? {
                    connections.spawn(connection(Arc::clone(&server), stream, place));
                }
            }
        }
    }
}

/// What all connections share.
struct Server {
    simulator: Simulator,
    limits: Limits,
    /// Places for connections.
    places: Arc<Semaphore>,
    /// KiB of large bodies that are being received.
    memory: Arc<Semaphore>,
    /// Answers with an object that are being sent.
    answers: Arc<Semaphore>,
    /// When there was no room for another connection the last time.
    crowded: watch::Sender<Option<Instant>>,
}

impl Server {
    fn new(limits: Limits, simulator: Simulator) -> Self {
        Self {
            places: Arc::new(Semaphore::new(limits.connections)),
            memory: Arc::new(Semaphore::new(limits.memory_kib())),
            answers: Arc::new(Semaphore::new(limits.large_answers)),
            crowded: watch::Sender::new(None),
            simulator,
            limits,
        }
    }

    /// The next connection and its place, or none where it failed at once.
    async fn accept(&self, listener: &TcpListener) -> io::Result<Option<(TcpStream, OwnedSemaphorePermit)>> {
        if self.places.available_permits() == 0 {
            self.crowded.send_replace(Some(Instant::now()));
        }
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(io::Error::other)?;
        match listener.accept().await {
            Ok((stream, _)) => Ok(Some((stream, place))),
            Err(error) if is_lasting(&error) => Err(error),
            Err(_) => {
                self.crowded.send_replace(Some(Instant::now()));
                tokio::time::sleep(ROOM_AFTER).await;
                Ok(None)
            }
        }
    }

    /// Whether another connection waits for a place.
    fn is_crowded(&self) -> bool {
        let is_lately = |at: Instant| at.elapsed() < IDLE_FOR * 2;
        self.places.available_permits() == 0 || self.crowded.borrow().is_some_and(is_lately)
    }

    /// Until others need the place of an idle connection.
    async fn wants_place_of(&self, activity: &Activity) {
        let mut crowded = self.crowded.subscribe();
        loop {
            if !self.is_crowded() && crowded.changed().await.is_err() {
                return std::future::pending().await;
            }
            match activity.rest() {
                Duration::ZERO => return,
                rest => tokio::time::sleep(rest).await,
            }
        }
    }

    /// An error of the service makes hyper close the connection without an answer.
    async fn exchange(&self, request: Request<Incoming>) -> io::Result<http::Response<Answer>> {
        let (parts, body) = request.into_parts();
        let head = Request::from_parts(parts, Bytes::new());
        if let Some(reason) = guard::refusal(&head) {
            return Ok(guard::answer(&reason).map(Answer::of));
        }
        let (body, _room) = match body::receive(body, &self.limits, body::limit(&head, &self.limits), &self.memory).await {
            Ok(received) => received,
            Err(unreceived) => {
                return unreceived
                    .answer(&head, &self.simulator)
                    .map(|answer| closing(answer.map(Answer::of)));
            }
        };
        // An object is in memory whole while it is sent, so few of the large ones are sent at once.
        let held = match body::is_of_object(&head) {
            true => Arc::clone(&self.answers).acquire_owned().await.ok(),
            false => None,
        };
        match self.simulator.handle(head.map(|_| body)).await {
            Outcome::Answer(response) => Ok(response.map(|body| Answer::holding(body, held))),
            Outcome::Cut => Err(io::Error::from(io::ErrorKind::ConnectionReset)),
            // Until the client gives up and closes the connection, which ends this task.
            Outcome::Silence => std::future::pending().await,
        }
    }
}

/// The answer to a request whose body was not read to its end: nothing else can follow on the connection.
fn closing(mut response: http::Response<Answer>) -> http::Response<Answer> {
    let close = header::HeaderValue::from_static("close");
    response.headers_mut().insert(header::CONNECTION, close);
    response
}

/// Serves one connection. A peer that goes away, is silent or speaks no HTTP ends only this one.
async fn connection(server: Arc<Server>, stream: TcpStream, _place: OwnedSemaphorePermit) {
    let activity = Activity::new();
    let limits = server.limits;
    let service = service_fn(|request| {
        let (server, running) = (Arc::clone(&server), activity.begin());
        async move {
            let answer = server.exchange(request).await;
            drop(running);
            answer
        }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .serve_connection(TokioIo::new(Unstalled::new(stream, limits.patience)), service);
    tokio::pin!(served);
    tokio::select! {
        _ = served.as_mut() => return,
        () = server.wants_place_of(&activity) => served.as_mut().graceful_shutdown(),
    }
    let _ = served.await;
}

/// Whether accepting fails for good: then the listener itself is wrong. Source: accept(2), "Errors".
fn is_lasting(error: &io::Error) -> bool {
    let lasting = [libc::EBADF, libc::EINVAL, libc::ENOTSOCK, libc::EOPNOTSUPP];
    error.raw_os_error().is_some_and(|code| lasting.contains(&code))
}
