//! Why a run stops.

/// Why a run stops before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// A signal arrived; its number.
    Signal(i32),
    /// The person chose to quit.
    Quit,
    /// A step failed, and the others stop where they are.
    StepFailed,
}
