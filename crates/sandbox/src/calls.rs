//! The calls that reached the simulated AWS, and the hook that may intervene in one.

use std::time::Duration;

use jiff::Timestamp;

use super::protocol::{ApiError, Service};

/// One request that reached the simulator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// 1 for the first request of this process.
    pub number: u64,
    /// The service.
    pub service: Service,
    /// The operation, as `CreateVpc`.
    pub operation: String,
    /// Whether the operation can change anything.
    pub mutating: bool,
    /// The code of the error it was answered with; also `ConnectionCut` and `Silence`, which no client sees.
    pub error: Option<String>,
    /// The simulated time at which it arrived.
    pub at: Timestamp,
}

/// The interceptor's decision on a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intervention {
    /// The simulator answers the call.
    Proceed,
    /// The connection breaks before AWS acts.
    CutBefore,
    /// AWS acts, and the connection breaks before the answer.
    CutAfter,
    /// AWS acts and never answers.
    Silence,
    /// AWS answers with an error and does not act.
    Answer(ApiError),
    /// AWS acts, and answers with an error.
    AnswerAfter(ApiError),
    /// AWS acts, and half of its answer arrives.
    Malform,
    /// AWS acts after this much more simulated time.
    Delay(Duration),
}

/// A hook that the simulator calls once for each call, before AWS acts.
pub type Interceptor = dyn Fn(&Call) -> Intervention + Send + Sync;

/// Whether an operation changes something, derived from AWS's naming.
pub fn mutates(operation: &str) -> bool {
    !["Describe", "Get", "List", "Head"]
        .iter()
        .any(|reading| operation.starts_with(reading))
}
