//! A path: what a packet and its answer pass, and what stops them.

use super::{Doubt, Label, LabelKind, Outcome, Pass, Stop};

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leg {
    /// The request, from the first end to the second.
    There,
    /// The answer.
    Back,
}

/// One thing a packet meets on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Which way.
    pub leg: Leg,
    /// What it is.
    pub label: Label,
    /// What happens here, and why.
    pub outcome: Outcome,
}

impl Hop {
    /// AWS's id; the Internet has none.
    pub fn id(&self) -> Option<&str> {
        Some(self.label.id.as_str()).filter(|id| !id.is_empty())
    }

    /// The shortest name that no other has: its key, its id, or what it is.
    pub fn name(&self) -> &str {
        let key = self.label.key.as_deref();
        key.or(self.id()).unwrap_or(self.label.kind.as_str())
    }

    /// Whether the packet goes on.
    pub fn passes(&self) -> bool {
        matches!(self.outcome, Outcome::Passes(_))
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
        self.hops.last().filter(|hop| !hop.passes())
    }

    /// Whether both packets arrive.
    pub fn is_open(&self) -> bool {
        self.end().is_none()
    }

    /// The hop to change when the path ought to be closed: the security group that lets it in, or the first route that leads it out.
    pub fn entrance(&self) -> Option<&Hop> {
        entrance(&self.hops)
    }
}

/// The hop that lets a packet in on its way there: the security group of what it reaches, or the first route that leads it out.
pub fn entrance(hops: &[Hop]) -> Option<&Hop> {
    let there = || hops.iter().filter(|hop| hop.leg == Leg::There);
    let is_instance = |hop: &Hop| matches!(hop.label.kind, LabelKind::Instance | LabelKind::DbInstance);
    let is_inside = there().next_back().is_some_and(is_instance);
    let group = there().rfind(|hop| is_inside && hop.label.kind == LabelKind::SecurityGroup);
    let route = || there().find(|hop| hop.label.kind == LabelKind::RouteTable);
    group.or_else(route).or_else(|| there().next_back())
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
    pub(super) fn pass(&mut self, label: &Label, pass: Pass) {
        self.add(label, Outcome::Passes(pass));
    }

    /// It ends here.
    pub(super) fn stop(&mut self, label: &Label, stop: Stop) -> Stopped {
        self.add(label, Outcome::Stops(stop));
        Stopped
    }

    /// Nobody here can say whether it goes on.
    pub(super) fn lose(&mut self, label: &Label, doubt: Doubt) -> Stopped {
        self.add(label, Outcome::Unknown(doubt));
        Stopped
    }

    pub(super) fn finish(self) -> Path {
        self.path
    }

    fn add(&mut self, label: &Label, outcome: Outcome) {
        self.path.hops.push(Hop {
            leg: self.leg,
            label: label.clone(),
            outcome,
        });
    }
}
