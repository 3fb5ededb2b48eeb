//! Which connections may be closed to make room for others: those that nobody is about to use.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How long a connection has to be idle before it is closed for another: a request may be on its way to one that has just answered.
pub const IDLE_FOR: Duration = Duration::from_secs(1);

/// The requests of one connection.
#[derive(Clone)]
pub struct Activity(Arc<Mutex<Requests>>);

struct Requests {
    running: usize,
    /// When the last one ended, or the connection began.
    since: Instant,
}

/// A request that is being answered, until it is dropped.
pub struct Running(Activity);

impl Activity {
    /// Of a connection that begins.
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(Requests {
            running: 0,
            since: Instant::now(),
        })))
    }

    fn change<R>(&self, change: impl FnOnce(&mut Requests) -> R) -> R {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes a request.
    pub fn begin(&self) -> Running {
        self.change(|requests| requests.running += 1);
        Running(self.clone())
    }

    /// How long it has to stay idle yet; zero where it has been for long enough.
    pub fn rest(&self) -> Duration {
        self.change(|requests| match requests.running {
            0 => IDLE_FOR.saturating_sub(requests.since.elapsed()),
            _ => IDLE_FOR,
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.change(|requests| {
            requests.running -= 1;
            requests.since = Instant::now();
        });
    }
}
