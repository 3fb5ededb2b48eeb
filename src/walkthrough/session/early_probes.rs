//! Probes that were made ahead of the proof, while the walk waited for its last step.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::hosts::Probe;

/// For how long a probe counts that was made ahead.
const COUNTS_FOR: Duration = Duration::from_secs(5 * 60);

/// A state of the run, and when it was.
#[derive(Clone, Copy, Debug)]
pub(in crate::walkthrough) struct RunState {
    /// How often the run has worked on something.
    pub(super) touched: usize,
    /// On the run's clock.
    pub(super) at: Duration,
}

impl RunState {
    /// Whether nothing was worked on between the two.
    pub(in crate::walkthrough) fn is_as(self, other: Self) -> bool {
        self.touched == other.touched
    }
}

/// The probes that have passed, each with the state in which it began.
#[derive(Default)]
pub(in crate::walkthrough) struct EarlyProbes(Mutex<Vec<(Probe, RunState)>>);

impl EarlyProbes {
    /// Keeps that a probe has passed.
    pub(in crate::walkthrough) fn keep(&self, probe: Probe, began: RunState) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((probe, began));
    }

    /// Whether this very probe has passed, lately, and the run has changed nothing since it began.
    pub(in crate::walkthrough) fn has_passed(&self, probe: &Probe, now: RunState) -> bool {
        let passed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        passed.iter().any(|(known, began)| {
            let is_recent = now.at.saturating_sub(began.at) <= COUNTS_FOR;
            known == probe && is_recent && began.is_as(now)
        })
    }

    /// Forgets all of them.
    pub(in crate::walkthrough) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hosts::HostCommand;

    #[test]
    fn a_probe_counts_while_nothing_has_changed_and_it_is_recent() {
        let state = |touched, seconds| RunState {
            touched,
            at: Duration::from_secs(seconds),
        };
        let connect = |port| {
            let host = "db.example".to_owned();
            Probe::runs("one", HostCommand::Connect { host, port })
        };
        let probes = EarlyProbes::default();
        probes.keep(connect(3306), state(7, 100));
        assert!(probes.has_passed(&connect(3306), state(7, 400)));
        assert!(
            !probes.has_passed(&connect(3306), state(8, 100)),
            "the run has worked on something"
        );
        assert!(!probes.has_passed(&connect(3307), state(7, 100)), "what is asked is another");
        assert!(!probes.has_passed(&connect(3306), state(7, 401)), "it is long ago");
        probes.forget();
        assert!(!probes.has_passed(&connect(3306), state(7, 100)));
    }
}
