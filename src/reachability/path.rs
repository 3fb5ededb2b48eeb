//! A path: what a packet and its answer pass, and what stops them.

use serde::Serialize;

use super::Label;

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Leg {
    /// The request, from the first end to the second.
    There,
    /// The answer.
    Back,
}

/// What happens at a hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The packet goes on.
    Passes,
    /// It ends here.
    Stops,
    /// It leads to something the analysis does not follow.
    Unknown,
}

/// One thing a packet meets on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hop {
    /// Which way.
    pub leg: Leg,
    /// What it is, e.g. `route-table`.
    pub kind: String,
    /// Its key, where it is one of the deployment's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// AWS's id; the Internet has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What happens here.
    pub outcome: Outcome,
    /// A sentence that names it and says why.
    pub text: String,
}

impl Hop {
    /// The shortest name that no other has: its key, its id, or what it is.
    pub fn name(&self) -> &str {
        self.key.as_deref().or(self.id.as_deref()).unwrap_or(&self.kind)
    }
}

/// What a packet and its answer meet, up to the thing that stops them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// The hops in order.
    pub hops: Vec<Hop>,
}

impl Path {
    /// The hop at which it ends; `None` when nothing stops it.
    pub fn end(&self) -> Option<&Hop> {
        self.hops.last().filter(|hop| hop.outcome != Outcome::Passes)
    }

    /// Whether both packets arrive.
    pub fn is_open(&self) -> bool {
        self.end().is_none()
    }

    /// The hop to change when the path ought to be closed: the security group that lets it in, or the first route that leads it out.
    pub fn entrance(&self) -> Option<&Hop> {
        let there = || self.hops.iter().filter(|hop| hop.leg == Leg::There);
        let is_inside = there().next_back().is_some_and(|hop| hop.kind.contains("instance"));
        let group = there().rfind(|hop| is_inside && hop.kind == "security-group");
        let route = || there().find(|hop| hop.kind == "route-table");
        group.or_else(route).or_else(|| there().next_back())
    }
}

/// The end of a path that is stopped; the trace has the reason.
#[derive(Debug)]
pub(super) struct Stopped;

/// A path that is being followed.
#[derive(Debug)]
pub(super) struct Trace {
    path: Path,
    pub(super) leg: Leg,
}

impl Trace {
    pub(super) fn begin() -> Self {
        Self {
            path: Path::default(),
            leg: Leg::There,
        }
    }

    /// It goes on.
    pub(super) fn pass(&mut self, label: &Label, text: String) {
        self.add(label, Outcome::Passes, text);
    }

    /// It ends here.
    pub(super) fn stop(&mut self, label: &Label, text: String) -> Stopped {
        self.add(label, Outcome::Stops, text);
        Stopped
    }

    /// Nobody here can say whether it goes on.
    pub(super) fn lose(&mut self, label: &Label, text: String) -> Stopped {
        self.add(label, Outcome::Unknown, text);
        Stopped
    }

    pub(super) fn finish(self) -> Path {
        self.path
    }

    fn add(&mut self, label: &Label, outcome: Outcome, text: String) {
        self.path.hops.push(Hop {
            leg: self.leg,
            kind: label.kind(),
            key: label.key.clone(),
            id: Some(label.id.clone()).filter(|id| !id.is_empty()),
            outcome,
            text,
        });
    }
}
