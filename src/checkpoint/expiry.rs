//! When a deployment expires, as it is remembered.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a person said of when the deployment expires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expiry {
    /// When it expires; `None` where an expiry was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// When that was said.
    pub said_at: Timestamp,
    /// By instance id, what a host's timer was last set to by a command; the others have that of their first boot.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub timers: BTreeMap<String, Option<Timestamp>>,
}
