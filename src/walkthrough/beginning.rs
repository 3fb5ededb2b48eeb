//! Which deployment a run is about to change, as its first event says it.

use serde::Serialize;

use crate::walkthrough::Expiring;

/// Which deployment a run is about to change, where it lives, and until when.
#[derive(Clone, Debug, Serialize)]
pub struct Beginning {
    /// The deployment's name.
    pub deployment: String,
    /// The account's twelve digits.
    pub account: String,
    /// The region's code.
    pub region: String,
    /// `aws`, `endpoint` or `sandbox`.
    pub cloud: String,
    /// When it expires, where it does.
    #[serde(flatten)]
    pub expiring: Option<Expiring>,
}
