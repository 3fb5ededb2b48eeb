//! What a person has said in a guided walk, until it is over: whoever comes back is not asked again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What was said in a guided walk that isn't over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Talk {
    /// Whether the person was told what a walk is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_welcomed: bool,
    /// Whether each question is asked in its step; `None` until the person has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks_each: Option<bool>,
    /// Whether the person walks although the account is short of something.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub accepts_shortage: bool,
    /// The ids of the steps whose lesson was read, or left out.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub taught: BTreeSet<String>,
    /// The keys of the questions and secrets that were answered in their step.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub answered: BTreeSet<String>,
    /// By step, whether its details are asked for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, bool>,
    /// The steps whose plan the person said yes to, each with its answers then.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub confirmed: BTreeMap<String, BTreeMap<String, Value>>,
    /// The ids of the steps that the person left out.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub left_out: BTreeSet<String>,
}

impl Talk {
    /// Whether nothing was said yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
