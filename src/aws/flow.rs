//! The flow of bytes to AWS: a call that sends many may last, as long as they move.
//!
//! The limit is on silence and not on duration: over a slow line, an object of any size arrives. A signal ends a call that sends after a few
//! seconds; whatever it sent is sent again by the next run.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use aws_sdk_ec2::error::SdkError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::Instant;

use super::{Aws, Cloud};

/// Bytes handed to a connection at a time.
const PIECE: usize = 16 * 1024;
/// How long nothing may move.
const SILENCE: Duration = Duration::from_secs(30);
/// Bytes that the system and the line may hold back at most: handed over, and not yet sent.
const HELD_BACK: u64 = 8 * 1024 * 1024;
/// How long one call may stand still while others move, and how slow a line may be.
const STANDSTILL: Duration = Duration::from_secs(5 * 60);
/// How long a call under way may go on once the run is to stop.
const GRACE: Duration = Duration::from_secs(3);
/// How often is looked whether anything has moved.
const TICK: Duration = Duration::from_millis(500);
/// How often progress is reported at most.
const REPORT_EVERY: Duration = Duration::from_millis(250);

/// How much has been sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that were handed over.
    pub sent: u64,
    /// Bytes there are to send.
    pub of: u64,
}

/// Receives how much has been sent.
pub type ProgressObserver = Arc<dyn Fn(Progress) + Send + Sync>;

/// The bytes that a run sends.
pub struct Flow {
    started: Instant,
    /// When anything last moved, in milliseconds since the start.
    moved_at: AtomicU64,
    reported_at: AtomicU64,
    sent: AtomicU64,
    of: AtomicU64,
    observer: OnceLock<ProgressObserver>,
}

impl fmt::Debug for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Flow({:?})", self.progress())
    }
}

impl Default for Flow {
    fn default() -> Self {
        Self {
            started: Instant::now(),
            moved_at: AtomicU64::default(),
            reported_at: AtomicU64::default(),
            sent: AtomicU64::default(),
            of: AtomicU64::default(),
            observer: OnceLock::new(),
        }
    }
}

/// What one call has moved.
#[derive(Debug)]
pub struct Pulse {
    flow: Arc<Flow>,
    moved_at: AtomicU64,
    sent: AtomicU64,
}

impl Flow {
    /// Reports progress to `observer` from now on; the first one stays.
    pub fn observed_by(&self, observer: ProgressObserver) {
        let _ = self.observer.set(observer);
    }

    /// Begins to send so many bytes more.
    pub fn expect(&self, bytes: u64) {
        self.of.fetch_add(bytes, Ordering::Relaxed);
        self.report();
    }

    /// Nothing more is sent for now.
    pub fn settle(&self) {
        self.sent.store(self.of.load(Ordering::Relaxed), Ordering::Relaxed);
        self.report();
    }

    /// How much has been sent.
    pub fn progress(&self) -> Progress {
        Progress {
            sent: self.sent.load(Ordering::Relaxed),
            of: self.of.load(Ordering::Relaxed),
        }
    }

    /// The pulse of a call that is about to begin.
    pub fn pulse(self: &Arc<Self>) -> Arc<Pulse> {
        Arc::new(Pulse {
            flow: Arc::clone(self),
            moved_at: AtomicU64::new(self.now()),
            sent: AtomicU64::default(),
        })
    }

    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn report(&self) {
        if let Some(observer) = self.observer.get() {
            observer(self.progress());
        }
    }

    fn note_moved(&self, bytes: u64) {
        let now = self.now();
        self.moved_at.store(now, Ordering::Relaxed);
        self.sent.fetch_add(bytes, Ordering::Relaxed);
        let last = self.reported_at.load(Ordering::Relaxed);
        if Duration::from_millis(now - last.min(now)) >= REPORT_EVERY {
            self.reported_at.store(now, Ordering::Relaxed);
            self.report();
        }
    }

    /// How long nothing may move: longer on a slow line, where what was handed over takes its time.
    fn patience(&self) -> Duration {
        let sent = self.sent.load(Ordering::Relaxed).max(1);
        let held_back = HELD_BACK.min(sent) as f64 / sent as f64;
        let drained = self.started.elapsed().mul_f64(held_back);
        (SILENCE + drained.min(STANDSTILL)).min(STANDSTILL)
    }
}

impl Pulse {
    /// The body of an attempt to send these bytes. An earlier attempt's no longer count as sent.
    pub fn body(self: &Arc<Self>, content: Bytes) -> SdkBody {
        let sent = self.sent.swap(0, Ordering::Relaxed);
        self.flow.sent.fetch_sub(sent, Ordering::Relaxed);
        self.moved_at.store(self.flow.now(), Ordering::Relaxed);
        SdkBody::from_body_1_x(Pieces {
            rest: content,
            pulse: Arc::clone(self),
        })
    }

    fn note_moved(&self, bytes: u64) {
        self.sent.fetch_add(bytes, Ordering::Relaxed);
        self.moved_at.store(self.flow.now(), Ordering::Relaxed);
        self.flow.note_moved(bytes);
    }

    fn is_silent(&self) -> bool {
        let now = self.flow.now();
        let since = |moved_at: &AtomicU64| Duration::from_millis(now.saturating_sub(moved_at.load(Ordering::Relaxed)));
        let own = since(&self.moved_at);
        own >= STANDSTILL || (own >= SILENCE && own.min(since(&self.flow.moved_at)) >= self.flow.patience())
    }

    /// Carries a call through as long as bytes move, here or in other calls.
    ///
    /// # Errors
    ///
    /// The call's own; a timeout where nothing moves, or the run is to stop and the call has not ended soon.
    pub async fn watch<T, E>(
        &self,
        aws: &Aws,
        call: impl Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    ) -> Result<T, SdkError<E, HttpResponse>> {
        // Its simulated delays must not be taken for silence.
        if *aws.cloud() == Cloud::Sandbox {
            return call.await;
        }
        tokio::pin!(call);
        let mut stopping_since: Option<Instant> = None;
        loop {
            tokio::select! {
                biased;
                answer = &mut call => return answer,
                () = tokio::time::sleep(TICK) => {}
            }
            if self.is_silent() {
                return Err(SdkError::timeout_error("nothing was sent or answered for too long"));
            }
            if aws.is_stopping() && stopping_since.get_or_insert_with(Instant::now).elapsed() >= GRACE {
                return Err(SdkError::timeout_error("the run was asked to stop"));
            }
        }
    }
}

/// A body in pieces: each is noted as the connection takes it.
struct Pieces {
    rest: Bytes,
    pulse: Arc<Pulse>,
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.rest.len().min(PIECE);
        let piece = self.rest.split_to(length);
        self.pulse.note_moved(length as u64);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn send_some(pulse: &Arc<Pulse>, bytes: u64) {
        pulse.note_moved(bytes);
    }

    #[tokio::test(start_paused = true)]
    async fn what_moves_is_not_silent_however_long_it_takes() {
        let flow = Arc::new(Flow::default());
        let (slow, other) = (flow.pulse(), flow.pulse());
        for _ in 0..100 {
            tokio::time::sleep(Duration::from_secs(20)).await;
            assert!(!slow.is_silent());
            send_some(&slow, 16 * 1024);
        }
        assert!(other.is_silent(), "it has not moved for far too long");
    }

    #[tokio::test(start_paused = true)]
    async fn on_a_fast_line_silence_ends_a_call_after_half_a_minute() {
        let flow = Arc::new(Flow::default());
        let pulse = flow.pulse();
        tokio::time::sleep(Duration::from_secs(1)).await;
        send_some(&pulse, 800 * 1024 * 1024);
        tokio::time::sleep(SILENCE - Duration::from_secs(1)).await;
        assert!(!pulse.is_silent());
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert!(pulse.is_silent());
    }

    #[tokio::test]
    async fn an_attempt_that_failed_does_not_count_as_sent() {
        let flow = Arc::new(Flow::default());
        flow.expect(10);
        let pulse = flow.pulse();
        for _ in 0..2 {
            let body = pulse.body(Bytes::from_static(b"0123456789"));
            let sent = http_body_util::BodyExt::collect(body).await.unwrap().to_bytes();
            assert_eq!(sent.len(), 10);
        }
        assert_eq!(flow.progress(), Progress { sent: 10, of: 10 });
    }
}
