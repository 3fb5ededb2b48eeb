//! Why a step is left out.

/// Why a step is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// The person chose to.
    Chosen,
    /// It builds on a step that is left out.
    Need(&'static str),
}
