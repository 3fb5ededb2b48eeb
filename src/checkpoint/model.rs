//! The shape of `state.json`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Expiry, Talk};

/// The format this version writes. It reads every format up to this one.
pub const FORMAT: u64 = 4;

/// All that is remembered of one deployment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StateFile {
    /// The format of this file; see [`FORMAT`].
    pub format: u64,
    /// The deployment's name.
    pub deployment: String,
    /// The deployment's id, which its resources carry as a tag; formats before 2 have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The AWS account's twelve digits.
    pub account: String,
    /// The region's code.
    pub region: String,
    /// `aws`, `endpoint` or `sandbox`.
    pub cloud: String,
    /// The endpoint's URL, where the cloud is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint_url: Option<String>,
    /// When the deployment was first walked.
    pub created_at: Timestamp,
    /// The last command that could change something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_command: Option<LastCommand>,
    /// Answers by question key, e.g. `vpc.cidr`.
    #[serde(default)]
    pub answers: BTreeMap<String, Value>,
    /// The tags that everything carries, by key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
    /// What it may cost a day in US dollars before somebody is asked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_a_day: Option<f64>,
    /// When it expires, where anybody has said anything of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiry: Option<Expiry>,
    /// Steps by id.
    #[serde(default)]
    pub steps: BTreeMap<String, StepRecord>,
    /// Resources by key, e.g. `vpc/main`.
    #[serde(default)]
    pub resources: BTreeMap<String, ResourceRecord>,
    /// How often each resource has been made; it outlives the resource, because AWS remembers client tokens.
    #[serde(default)]
    pub generations: BTreeMap<String, u32>,
    /// By resource key, how many creates were sent whose outcome nobody learned: so many duplicates may turn up later.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unsettled: BTreeMap<String, u32>,
    /// What the deployment offers, e.g. `application-url`.
    #[serde(default)]
    pub outputs: BTreeMap<String, String>,
    /// When the deployment was paused, in order; formats before 4 have none. The last one may still last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// What was said in a guided walk that isn't over.
    #[serde(default, skip_serializing_if = "Talk::is_empty")]
    pub talk: Talk,
    /// Whether a guided walk leaves the lessons out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_brief: bool,
}

/// A time in which what costs by the hour is stopped or away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pause {
    /// When pausing began.
    pub from: Timestamp,
    /// When resuming began; `None` until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// What the deployment cost an hour before, about, in US dollars, where all of it was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dollars_an_hour: Option<f64>,
    /// What the deployment had cost by then, at most, in US dollars, as far as it was known: what is taken away can't be asked later.
    #[serde(default)]
    pub dollars_so_far: f64,
    /// The ids of the steps that were built then, and come back.
    #[serde(default)]
    pub steps: BTreeSet<String>,
    /// Whether everything is back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_over: bool,
}

impl StateFile {
    /// When it expires, where it does.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.expiry.as_ref()?.at
    }

    /// The pause that lasts, or that is being ended.
    pub fn pause(&self) -> Option<&Pause> {
        self.pauses.last().filter(|pause| !pause.is_over)
    }
}

/// A command that could change something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastCommand {
    /// Its name, e.g. `walk`.
    pub name: String,
    /// When it began.
    pub at: Timestamp,
}

/// One step's progress.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StepRecord {
    /// How far it is.
    pub status: StepStatus,
    /// When it last began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// When it last ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// Whether an option leaves it out of every walk; one that was left out in a talk is talked about again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StepStatus {
    /// Not begun.
    #[default]
    Pending,
    /// Its resources are being made.
    Running,
    /// All are made, and AWS is getting some of them ready.
    Waiting,
    /// Everything is there and ready.
    Done,
    /// It ended with an error.
    Failed,
    /// The person chose to leave it out.
    Skipped,
}

impl StepStatus {
    /// The status as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

/// One resource's record. It is written before the create call (the intent) and again with the id AWS gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResourceRecord {
    /// Its kind, e.g. `nat-gateway`.
    pub kind: String,
    /// The step that makes it.
    pub step: String,
    /// Which making of this key it is, from 1.
    pub generation: u32,
    /// AWS's id; `None` between the intent and AWS's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How far it is.
    pub status: ResourceStatus,
    /// Keys of the resources it was built from.
    #[serde(default)]
    pub needs: Vec<String>,
    /// When its making was decided, or when it was adopted.
    pub intended_at: Timestamp,
    /// When AWS reported it ready.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready_at: Option<Timestamp>,
}

/// How far a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResourceStatus {
    /// It is about to be made, or was when the run ended.
    Intended,
    /// AWS has made it; it may still be getting ready.
    Accepted,
    /// AWS reported it ready.
    Ready,
}

impl ResourceStatus {
    /// The status as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Intended => "intended",
            Self::Accepted => "accepted",
            Self::Ready => "ready",
        }
    }
}
