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
    /// What was said of experiments. It outlives the walk.
    #[serde(default, skip_serializing_if = "Tries::is_empty")]
    pub tries: Tries,
}

/// What a person has said of experiments, each named `STEP/NAME`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tries {
    /// Those the person has gone through, or declined.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub done: BTreeSet<String>,
    /// The choice that was predicted in one that was broken off, from 0.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub predicted: BTreeMap<String, usize>,
    /// By step, whether its experiments are wanted now; those that aren't are offered at the end.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub wanted: BTreeMap<String, bool>,
    /// Whether nothing is to be offered any more until another walk begins.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub declined: bool,
}

impl Tries {
    /// Whether nothing was said yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Talk {
    /// Whether nothing was said yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
