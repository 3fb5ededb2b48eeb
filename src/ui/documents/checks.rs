//! The documents of checks and paths.

use serde::Serialize;

use super::{FailureDocument, StepsDocument, VERSION};
use crate::ui::checks::{claim_text, expected_text, not_run_text, seen_text};
use crate::ui::hops::hop_text;
use crate::walkthrough::{Check, Expiring, PathQuestion, StepChecks, Verdict};
use jalon_reachability::{Answer, Hop, Leg, Outcome, Path, Verdict as PathVerdict};

/// What `jalon verify` prints.
pub type VerifyDocument<'a> = StepsDocument<'a, CheckedStep<'a>>;

/// A step with its checks.
#[derive(Serialize)]
pub struct CheckedStep<'a> {
    step: &'a str,
    checks: Vec<CheckDocument>,
}

/// One check.
#[derive(Serialize)]
pub(in crate::ui) struct CheckDocument {
    id: String,
    claim: String,
    #[serde(flatten)]
    verdict: VerdictDocument,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    path: Vec<HopDocument>,
}

#[derive(Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
enum VerdictDocument {
    Passed,
    Failed { expected: String, seen: String },
    NotRun { reason: String },
}

/// What `jalon reach` prints.
#[derive(Serialize)]
pub struct ReachDocument<'a> {
    version: u32,
    deployment: &'a str,
    #[serde(flatten)]
    expiring: Option<Expiring>,
    from: String,
    to: String,
    traffic: String,
    verdict: &'static str,
    path: Vec<HopDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open_path: Option<Vec<HopDocument>>,
}

#[derive(Serialize)]
struct HopDocument {
    leg: &'static str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    outcome: &'static str,
    text: String,
}

impl<'a> VerifyDocument<'a> {
    /// The checks of these steps, and the error that they come to where one failed.
    pub fn new(
        deployment: &'a str,
        expiring: Option<Expiring>,
        results: &'a [StepChecks],
        failure: Option<FailureDocument>,
    ) -> Self {
        let steps = results.iter().map(|result| CheckedStep {
            step: &result.step,
            checks: result.checks.iter().map(CheckDocument::new).collect(),
        });
        Self {
            failure,
            ..Self::of(deployment, expiring, steps)
        }
    }
}

impl CheckDocument {
    pub(in crate::ui) fn new(check: &Check) -> Self {
        Self {
            id: check.claim.id(),
            claim: claim_text(&check.claim),
            verdict: match &check.verdict {
                Verdict::Passed => VerdictDocument::Passed,
                Verdict::Failed { expected, seen } => VerdictDocument::Failed {
                    expected: expected_text(expected),
                    seen: seen_text(seen),
                },
                Verdict::NotRun { reason } => VerdictDocument::NotRun {
                    reason: not_run_text(reason),
                },
            },
            path: hop_documents(&check.path),
        }
    }
}

impl<'a> ReachDocument<'a> {
    /// A question and its answer.
    pub fn new(deployment: &'a str, expiring: Option<Expiring>, question: &PathQuestion, answer: &Answer) -> Self {
        let hops = |path: Option<&Path>| path.map(|path| hop_documents(&path.hops)).unwrap_or_default();
        let verdict = answer.verdict();
        Self {
            version: VERSION,
            deployment,
            expiring,
            from: question.from.name(),
            to: question.to.name(),
            traffic: question.traffic.to_string(),
            verdict: match verdict {
                PathVerdict::Open => "open",
                PathVerdict::Partly => "partly",
                PathVerdict::Closed => "closed",
                PathVerdict::Unknown => "unknown",
            },
            path: hops(answer.path()),
            open_path: (verdict == PathVerdict::Partly).then(|| hops(answer.open_path())),
        }
    }
}

fn hop_documents(hops: &[Hop]) -> Vec<HopDocument> {
    hops.iter().map(HopDocument::new).collect()
}

impl HopDocument {
    fn new(hop: &Hop) -> Self {
        Self {
            leg: match hop.leg {
                Leg::There => "there",
                Leg::Back => "back",
            },
            kind: hop.label.kind.as_str(),
            key: hop.label.key.clone(),
            id: hop.id().map(str::to_owned),
            outcome: match hop.outcome {
                Outcome::Passes(_) => "passes",
                Outcome::Stops(_) => "stops",
                Outcome::Unknown(_) => "unknown",
            },
            text: hop_text(hop),
        }
    }
}
