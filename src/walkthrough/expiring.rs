//! How far ahead the expiry of a deployment is.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::aws::Clock;
use crate::checkpoint::StateFile;

/// When a deployment expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Expiring {
    /// The moment.
    #[serde(rename = "expires_at")]
    pub at: Timestamp,
    /// How far ahead it is, in seconds of the deployment's clock; negative where it is past.
    #[serde(rename = "expires_in_seconds")]
    pub in_seconds: i64,
}

impl Expiring {
    /// What a state file says, on this clock.
    pub fn of(state: &StateFile, clock: &Clock) -> Option<Self> {
        Some(Self::at(state.expires_at()?, clock.now()))
    }

    /// This moment, seen from `now`.
    pub fn at(at: Timestamp, now: Timestamp) -> Self {
        Self {
            at,
            in_seconds: at.duration_since(now).as_secs(),
        }
    }

    /// The time it is seen from.
    pub fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.in_seconds);
        self.at.checked_sub(ahead).unwrap_or(self.at)
    }

    /// Whether it is past.
    pub fn is_over(&self) -> bool {
        self.in_seconds <= 0
    }
}
