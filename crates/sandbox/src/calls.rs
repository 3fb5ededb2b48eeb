//! The calls that reached the simulated AWS, and the hook that may intervene in one.

use std::collections::VecDeque;
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

/// A function that sees every call at its end, with the error it was answered with.
pub type Observer = dyn Fn(&Call) + Send + Sync;

/// How many calls are remembered: those of some dozen walks.
pub const KEPT: usize = 20_000;
/// AWS's names of operations are shorter; whatever a client writes there instead is cut.
const MAX_NAME: usize = 128;

/// The calls so far, the last [`KEPT`] of them.
#[derive(Debug, Default)]
pub struct Calls {
    kept: VecDeque<Call>,
    arrived: u64,
}

impl Calls {
    /// Remembers a call under the next number.
    pub fn arrived(&mut self, call: impl FnOnce(u64) -> Call) -> Call {
        self.arrived += 1;
        let call = call(self.arrived);
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(call.clone());
        call
    }

    /// Notes how a call ended.
    pub fn ended(&mut self, number: u64, error: Option<&str>) {
        let forgotten = self.arrived - self.kept.len() as u64;
        let index = number
            .checked_sub(forgotten + 1)
            .and_then(|index| usize::try_from(index).ok());
        if let Some(call) = index.and_then(|index| self.kept.get_mut(index)) {
            call.error = error.map(str::to_owned);
        }
    }

    /// The remembered calls, in the order of arrival.
    pub fn kept(&self) -> Vec<Call> {
        self.kept.iter().cloned().collect()
    }
}

/// The name of an operation as it is remembered and shown: without control characters, and no longer than any of AWS's.
pub fn shortened(operation: &str) -> String {
    operation.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect()
}

/// Whether an operation changes something, derived from AWS's naming.
pub fn mutates(operation: &str) -> bool {
    !["Describe", "Get", "List", "Head"]
        .iter()
        .any(|reading| operation.starts_with(reading))
}
