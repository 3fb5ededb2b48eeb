//! What was asked of the simulated AWS, and the hook that may step in.

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

/// What the interceptor wants done with a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intervention {
    /// Nothing: answer it.
    Proceed,
    /// The connection breaks before AWS acts.
    CutBefore,
    /// AWS acts, and the connection breaks before the answer.
    CutAfter,
    /// AWS acts and never answers.
    Silence,
    /// AWS does not act and answers with an error.
    Answer(ApiError),
    /// AWS acts and answers with an error all the same.
    AnswerAfter(ApiError),
    /// AWS acts, and half of its answer arrives.
    Malform,
    /// AWS acts after this much more simulated time.
    Delay(Duration),
}

/// Asked once a call, before AWS acts.
pub type Interceptor = dyn Fn(&Call) -> Intervention + Send + Sync;

/// Whether an operation changes something, told by its name as AWS names them.
pub fn mutates(operation: &str) -> bool {
    !["Describe", "Get", "List", "Head"]
        .iter()
        .any(|reading| operation.starts_with(reading))
}
