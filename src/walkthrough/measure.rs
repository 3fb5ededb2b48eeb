//! How long AWS took over things, as far as a run could see it.

use std::time::Duration;

/// A time that AWS took, since it answered the create call, between two moments at which jalon read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Until a listing held it.
    Listed(Between),
    /// Until it was ready.
    Ready(Between),
}

/// A moment that lies between two others, since jalon reads now and then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    /// It was not so yet; `None` where it was so when jalon first read.
    pub not_yet: Option<Duration>,
    /// It was so.
    pub by: Duration,
}
