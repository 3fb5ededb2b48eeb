//! What something costs.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::prices::Cost;

/// What something costs an hour, within another document.
#[derive(Serialize)]
pub(super) struct CostDocument {
    /// What is known of it; `null` where not everything could be read.
    dollars_an_hour: Option<f64>,
    /// What is not in it, since its price isn't known.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    unpriced: BTreeSet<String>,
}

impl CostDocument {
    pub(super) fn new(cost: Option<&Cost>) -> Self {
        Self {
            dollars_an_hour: cost.map(|cost| cost.dollars),
            unpriced: cost.map(|cost| cost.unpriced.clone()).unwrap_or_default(),
        }
    }
}
