//! Checks and their verdicts.

use serde::Serialize;

use crate::reachability::Hop;

/// What a check came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// It is as promised.
    Passed,
    /// It is not.
    Failed {
        /// What was expected.
        expected: String,
        /// What was seen.
        seen: String,
    },
    /// It could not be looked at.
    NotRun {
        /// Why.
        reason: String,
    },
}

/// One check of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What is claimed, e.g. `the database is not public`.
    pub claim: String,
    /// What it came to.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// The hops of the path it is about; none where it is about no path.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<Hop>,
}

impl Check {
    /// A claim that was looked at and holds or doesn't.
    pub fn that(claim: impl Into<String>, expected: impl ToString, seen: impl ToString) -> Self {
        let (expected, seen) = (expected.to_string(), seen.to_string());
        let verdict = if expected == seen {
            Verdict::Passed
        } else {
            Verdict::Failed { expected, seen }
        };
        Self {
            claim: claim.into(),
            verdict,
            path: Vec::new(),
        }
    }

    /// A claim about a value that has to fulfil something.
    pub fn holds(claim: impl Into<String>, holds: bool, expected: impl Into<String>, seen: impl Into<String>) -> Self {
        let verdict = if holds {
            Verdict::Passed
        } else {
            Verdict::Failed {
                expected: expected.into(),
                seen: seen.into(),
            }
        };
        Self {
            claim: claim.into(),
            verdict,
            path: Vec::new(),
        }
    }

    /// A claim that could not be looked at.
    pub fn not_run(claim: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            claim: claim.into(),
            verdict: Verdict::NotRun { reason: reason.into() },
            path: Vec::new(),
        }
    }

    /// The same, about the path of these hops.
    pub fn along(mut self, path: Vec<Hop>) -> Self {
        self.path = path;
        self
    }

    /// Whether it failed.
    pub fn failed(&self) -> bool {
        matches!(self.verdict, Verdict::Failed { .. })
    }
}
