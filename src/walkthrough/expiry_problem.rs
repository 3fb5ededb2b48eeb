//! Why a deployment can't be worked on by when it expires.

use jiff::Timestamp;

/// Why a deployment can't be worked on, or not so long, by when it expires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpiryProblem {
    /// The moment is past, or almost.
    TooSoon {
        /// The moment.
        at: Timestamp,
        /// The time on the deployment's clock.
        now: Timestamp,
        /// How far ahead it is at least, in minutes.
        least_minutes: i64,
    },
    /// The deployment has expired.
    Over {
        /// The deployment.
        deployment: String,
        /// When it has.
        at: Timestamp,
    },
}
