//! JSON documents: what the engine reports, with the sentences of this language. docs/JSON.md describes them.

mod checks;
mod cost;
mod experiments;
mod explained;
mod failure;
mod list;
mod plans;
mod preflight;

use serde::Serialize;

use crate::walkthrough::Expiring;

pub(super) use checks::CheckDocument;
pub use checks::{ReachDocument, VerifyDocument};
pub(super) use cost::PriceDocument;
pub use experiments::ExperimentsDocument;
pub use explained::ExplainedDocument;
pub use failure::{FailedDocument, FailureDocument};
pub use list::ListDocument;
pub use plans::{PlanDocument, StatusDocument};
pub use preflight::PreflightDocument;

/// The version of the documents' schemas.
const VERSION: u32 = 1;

/// A document about steps, one by one: what `jalon plan` and `jalon verify` print.
#[derive(Serialize)]
pub struct StepsDocument<'a, S> {
    version: u32,
    deployment: &'a str,
    #[serde(flatten)]
    expiring: Option<Expiring>,
    steps: Vec<S>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    failure: Option<FailureDocument>,
}

impl<'a, S> StepsDocument<'a, S> {
    fn of(deployment: &'a str, expiring: Option<Expiring>, steps: impl Iterator<Item = S>) -> Self {
        Self {
            version: VERSION,
            deployment,
            expiring,
            steps: steps.collect(),
            failure: None,
        }
    }
}
