//! Checks and their verdicts, as cases with their values. Only `ui` makes sentences of them.

use std::sync::Arc;

use crate::hosts;
use crate::hosts::Look;
use crate::walkthrough::{Error, Mismatch, PathQuestion, PathReason, SkipReason};
use jalon_reachability::Hop;

/// What a check came to.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It is as promised.
    Passed,
    /// It is not.
    Failed {
        /// What was expected.
        expected: Expected,
        /// What was seen.
        seen: Seen,
    },
    /// It could not be looked at.
    NotRun {
        /// Why.
        reason: NotRunReason,
    },
}

/// What a check claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// A step's own words, e.g. `the database is not public`.
    Step(String),
    /// One end of a path reaches the other, or does not.
    Path {
        /// The ends and the traffic.
        question: Box<PathQuestion>,
        /// Whether it does.
        is_open: bool,
    },
    /// The same, where the network is not known: the ends as the step names them.
    Promise {
        /// Who sends.
        from: String,
        /// Who is reached, and with what.
        to: String,
        /// Whether it is.
        is_open: bool,
    },
    /// All resources of a step are there and up to date.
    Resources {
        /// How many there are.
        count: usize,
    },
    /// One resource is up to date.
    Resource {
        /// Its key.
        key: String,
    },
    /// A step is built.
    Built,
    /// A step does what it promises: all its other checks.
    Promises,
}

impl Claim {
    /// What a program knows the claim by, within its step. It stays the same from version to version.
    pub fn id(&self) -> String {
        let holds = |is_open: bool| if is_open { "reaches" } else { "does-not-reach" };
        match self {
            Self::Step(text) => slug(text),
            Self::Path { question, is_open } => {
                let PathQuestion { from, to, traffic } = &**question;
                slug(&format!("{} {} {} {traffic}", from.name(), holds(*is_open), to.name()))
            }
            Self::Promise { from, to, is_open } => slug(&format!("{from} {} {to}", holds(*is_open))),
            Self::Resources { .. } => "resources".to_owned(),
            Self::Resource { key } => format!("resource {key}").replace(' ', "-"),
            Self::Built => "built".to_owned(),
            Self::Promises => "promises".to_owned(),
        }
    }
}

/// Lower-case words and numbers with hyphens between them.
fn slug(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

/// What a check expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A step's own words.
    Step(String),
    /// What a probe of a host expects.
    OnHost(hosts::Expected),
    /// A path for the request and one for the answer.
    WayThereAndBack,
    /// No path.
    NoWay,
    /// A step's resources.
    Resources,
    /// A resource without a difference.
    NoDifference,
}

/// What a check saw instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A step's own words, or what AWS reports.
    Step(String),
    /// What a probe of a host saw.
    OnHost(hosts::Seen),
    /// What decides about a path.
    Path(PathReason),
    /// Nothing of a step.
    NoResources,
    /// A resource is not there.
    Missing,
    /// A resource is there, and a walk would delete it: newer ones are kept.
    Surplus,
    /// A resource is not up to date.
    Differences(Vec<Mismatch>),
}

/// Why a check is not run.
#[derive(Clone, Debug)]
pub enum NotRunReason {
    /// A step's own words.
    Step(String),
    /// There are no hosts behind this endpoint.
    NoHosts,
    /// The step is not built yet.
    NotBuilt,
    /// The deployment is paused.
    Paused,
    /// The deployment has expired.
    Expired,
    /// The step is left out.
    LeftOut(SkipReason),
    /// What would have to be read can't be.
    Error(Arc<Error>),
    /// A path leads to something that the analysis does not follow, or there is none.
    Path(PathReason),
}

/// One check of a step.
#[derive(Clone, Debug)]
pub struct Check {
    /// What is claimed.
    pub claim: Claim,
    /// What it came to.
    pub verdict: Verdict,
    /// The hops of the path it is about; none where it is about no path.
    pub path: Vec<Hop>,
    /// How a host was looked at; `None` where AWS's answers were.
    pub look: Option<Look>,
}

impl Check {
    /// A claim that was looked at and holds or doesn't, by comparing two values.
    pub fn that(claim: impl Into<Claim>, expected: impl ToString, seen: impl ToString) -> Self {
        let (expected, seen) = (expected.to_string(), seen.to_string());
        Self::holds(claim, expected == seen, expected, seen)
    }

    /// A claim about a value that has to fulfil something.
    pub fn holds(claim: impl Into<Claim>, holds: bool, expected: impl Into<Expected>, seen: impl Into<Seen>) -> Self {
        if holds {
            Self::passed(claim)
        } else {
            Self::unmet(claim, expected, seen)
        }
    }

    /// A claim that holds.
    pub fn passed(claim: impl Into<Claim>) -> Self {
        Self::new(claim.into(), Verdict::Passed)
    }

    /// A claim that does not hold.
    pub fn unmet(claim: impl Into<Claim>, expected: impl Into<Expected>, seen: impl Into<Seen>) -> Self {
        let (expected, seen) = (expected.into(), seen.into());
        Self::new(claim.into(), Verdict::Failed { expected, seen })
    }

    /// A claim that could not be looked at.
    pub fn not_run(claim: impl Into<Claim>, reason: impl Into<NotRunReason>) -> Self {
        Self::new(claim.into(), Verdict::NotRun { reason: reason.into() })
    }

    fn new(claim: Claim, verdict: Verdict) -> Self {
        Self {
            claim,
            verdict,
            path: Vec::new(),
            look: None,
        }
    }

    /// The same, looked at so.
    pub(in crate::walkthrough) fn looked_at(mut self, look: Look) -> Self {
        self.look = Some(look);
        self
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

/// What a step states in its own words.
macro_rules! stated_by_steps {
    ($($case:ident),+) => {$(
        impl From<String> for $case {
            fn from(text: String) -> Self {
                Self::Step(text)
            }
        }

        impl From<&str> for $case {
            fn from(text: &str) -> Self {
                Self::Step(text.to_owned())
            }
        }
    )+};
}

stated_by_steps!(Claim, Expected, Seen, NotRunReason);
