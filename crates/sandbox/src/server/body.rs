//! Bodies of requests within their limits of size, time and memory, and the bodies of answers.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use super::Limits;
use crate::Simulator;
use crate::protocol::request::{self, Authorization};
use crate::protocol::{ApiError, Service};
use crate::s3;

const KIB: usize = 1024;

/// How many bytes the body of a request may have.
pub fn limit(head: &Request<Bytes>, limits: &Limits) -> usize {
    let authorization = Authorization::of(head);
    if authorization.caller().is_none() {
        return limits.anonymous;
    }
    let takes_object = request::service(head, &authorization) == Some(Service::S3) && s3::takes_object(head);
    if takes_object { limits.object } else { limits.message }
}

/// Whether an object is the answer to a request.
pub fn is_of_object(head: &Request<Bytes>) -> bool {
    request::service(head, &Authorization::of(head)) == Some(Service::S3) && s3::answers_object(head)
}

/// Why a body was not received.
#[derive(Debug)]
pub enum Unreceived {
    /// It has more bytes than this.
    TooLarge(usize),
    /// It came too slowly.
    TooSlow,
    /// Other large bodies have the memory.
    NoRoom,
    /// The connection broke.
    Broken(hyper::Error),
}

/// Receives a body of at most `limit` bytes, with its share of the memory for large bodies.
pub async fn receive(
    mut body: Incoming,
    limits: &Limits,
    limit: usize,
    memory: &Arc<Semaphore>,
) -> Result<(Bytes, Option<OwnedSemaphorePermit>), Unreceived> {
    if body.size_hint().lower() > limit as u64 {
        return Err(Unreceived::TooLarge(limit));
    }
    let began = Instant::now();
    let mut received = Vec::new();
    let mut room = None;
    loop {
        let until = began + limits.time_for(received.len());
        let frame = match timeout_at(until, body.frame()).await {
            Err(_) => return Err(Unreceived::TooSlow),
            Ok(None) => return Ok((Bytes::from(received), room)),
            Ok(Some(Err(error))) => return Err(Unreceived::Broken(error)),
            Ok(Some(Ok(frame))) => frame,
        };
        let Ok(data) = frame.into_data() else { continue };
        let length = received.len() + data.len();
        if length > limit {
            return Err(Unreceived::TooLarge(limit));
        }
        if length > received.capacity() {
            let wanted = (received.capacity() * 2).max(length).min(limit);
            let enlarged = timeout_at(until, enlarge(&mut room, wanted, limits, memory)).await;
            enlarged.map_err(|_| Unreceived::NoRoom)?;
            received.reserve_exact(wanted - received.len());
        }
        received.extend_from_slice(&data);
    }
}

/// Takes what is missing of the memory for a large body of that length.
async fn enlarge(room: &mut Option<OwnedSemaphorePermit>, length: usize, limits: &Limits, memory: &Arc<Semaphore>) {
    let wanted = length.saturating_sub(limits.small).div_ceil(KIB);
    let held = room.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
    let missing = u32::try_from(wanted.saturating_sub(held)).unwrap_or(u32::MAX);
    if missing == 0 {
        return;
    }
    let Ok(more) = Arc::clone(memory).acquire_many_owned(missing).await else {
        return;
    };
    match room {
        Some(room) => room.merge(more),
        None => *room = Some(more),
    }
}

impl Unreceived {
    /// The answer of the request's service. A broken connection has none.
    pub fn answer(self, head: &Request<Bytes>, simulator: &Simulator) -> io::Result<Response<Bytes>> {
        let service = request::service(head, &Authorization::of(head)).unwrap_or(Service::Sts);
        let error = match self {
            Self::Broken(error) => return Err(io::Error::other(error)),
            Self::TooLarge(limit) => too_large(service, head, limit),
            Self::TooSlow => ApiError::new(
                "RequestTimeout",
                "The body of the request arrived too slowly, or stopped arriving.",
            )
            .with_status(StatusCode::REQUEST_TIMEOUT),
            Self::NoRoom => ApiError::throttled(service, "Other requests with large bodies use the sandbox's memory."),
        };
        Ok(simulator.refuse(service, &error, head))
    }
}

/// Source of S3's codes: S3 API reference, "Error responses".
fn too_large(service: Service, head: &Request<Bytes>, limit: usize) -> ApiError {
    let message = format!("The body of this request may have {limit} bytes at most in the sandbox.");
    match service {
        Service::S3 if s3::takes_object(head) => ApiError::new("EntityTooLarge", message),
        Service::S3 => ApiError::new("MaxMessageLengthExceeded", message),
        _ => ApiError::new("RequestEntityTooLarge", message).with_status(StatusCode::PAYLOAD_TOO_LARGE),
    }
}

/// The body of an answer. A large one holds its place among the large ones until it is sent.
pub struct Answer {
    body: Full<Bytes>,
    _held: Option<OwnedSemaphorePermit>,
}

/// Bytes up to which an answer does not count as large.
const SMALL: usize = 1024 * KIB;

impl Answer {
    /// A body that holds no place.
    pub fn of(body: Bytes) -> Self {
        Self::holding(body, None)
    }

    /// A body that holds its place if it is large.
    pub fn holding(body: Bytes, held: Option<OwnedSemaphorePermit>) -> Self {
        let held = held.filter(|_| body.len() > SMALL);
        Self {
            body: Full::new(body),
            _held: held,
        }
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
