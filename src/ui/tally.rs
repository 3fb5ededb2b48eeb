//! What a step does, counted: what it made, what it waits for, how it ended.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::awaited::awaited_text;
use super::nouns::noun_text;
use crate::locale::say;
use crate::resources::Kind;
use crate::walkthrough::Event;

/// Shorter waits are not worth a bar or a line.
const LONG: Duration = Duration::from_secs(10);

/// Whether a wait is long enough to be shown.
pub(super) fn is_long(usual_seconds: u64) -> bool {
    Duration::from_secs(usual_seconds) >= LONG
}

/// What a person calls a kind.
pub(super) fn noun(kind: &str) -> &str {
    Kind::named(kind).map_or(kind, |known| noun_text(known.noun()))
}

/// Something that a step did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed<'a> {
    /// It began; its place in the walkthrough.
    Began(usize),
    /// It does this, which doesn't take long.
    Does(String),
    /// It made a resource.
    Made,
    /// It changed something.
    Changed,
    /// It found a resource of its own that nobody had recorded.
    Adopted,
    /// Something takes a while, usually so long.
    Waits {
        /// What it waits for.
        key: &'a str,
        /// The same in words.
        what: String,
        /// How long that usually takes.
        usual: Duration,
    },
    /// That is over.
    Ready(&'a str),
    /// A resource is gone, or stopped; whether it is one of its own and no part of another.
    Over(&'a str, bool),
    /// It is done.
    Done,
    /// It failed.
    Failed,
}

impl<'a> Deed<'a> {
    /// What an event says that its step did, if it says anything of the kind.
    pub(super) fn of(event: &'a Event) -> Option<Self> {
        let takes = |key: &'a str, what: String, usual_seconds: u64| match is_long(usual_seconds) {
            true => Self::Waits {
                key,
                what,
                usual: Duration::from_secs(usual_seconds),
            },
            false => Self::Does(what),
        };
        Some(match event {
            Event::StepStarted { number, .. } => Self::Began(*number),
            Event::Creating { kind, name, .. } => Self::Does(say().board_making(noun(kind), name.as_str())),
            Event::Created { part_of: None, .. } => Self::Made,
            Event::Changing { .. } => Self::Changed,
            Event::Adopted { .. } => Self::Adopted,
            Event::Waiting { key, usual_seconds, .. } => takes(key, awaited_text(key), *usual_seconds),
            Event::Ready { key, .. } => Self::Ready(key),
            Event::Deleting { key, usual_seconds, .. } => takes(key, say().progress_deleting(key.as_str()), *usual_seconds),
            Event::Stopping { key, usual_seconds, .. } => takes(key, say().progress_stopping(key.as_str()), *usual_seconds),
            Event::Deleted { key, part_of, .. } => Self::Over(key, part_of.is_none()),
            Event::Stopped { key, .. } => Self::Over(key, true),
            Event::StepDone { .. } => Self::Done,
            Event::StepFailed { .. } => Self::Failed,
            _ => return None,
        })
    }
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Done,
    Failed,
}

/// Something that takes a while.
#[derive(Clone, Debug)]
pub(super) struct Wait {
    pub(super) what: String,
    pub(super) usual: Duration,
    pub(super) begun: Instant,
}

/// What a step has done so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    made: usize,
    changed: usize,
    adopted: usize,
    /// How many are gone or stopped.
    pub(super) over: usize,
    /// What it is doing, where that doesn't take long.
    pub(super) doing: Option<String>,
    waits: BTreeMap<String, Wait>,
    pub(super) begun: Option<Instant>,
    pub(super) ended: Option<Instant>,
    pub(super) end: Option<End>,
    has_waited: bool,
}

impl Tally {
    /// Counts what it did.
    pub(super) fn note(&mut self, deed: &Deed<'_>, now: Instant) {
        self.begun.get_or_insert(now);
        match deed {
            Deed::Began(_) => {}
            Deed::Does(what) => self.doing = Some(what.clone()),
            Deed::Made => {
                self.doing = None;
                self.made += 1;
            }
            Deed::Changed => self.changed += 1,
            Deed::Adopted => self.adopted += 1,
            Deed::Waits { key, what, usual } => {
                let (what, usual) = (what.clone(), *usual);
                self.has_waited = true;
                self.waits.insert((*key).to_owned(), Wait { what, usual, begun: now });
            }
            Deed::Ready(key) => drop(self.waits.remove(*key)),
            Deed::Over(key, is_whole) => {
                self.doing = None;
                self.waits.remove(*key);
                self.over += usize::from(*is_whole);
            }
            Deed::Done => self.end_as(End::Done, now),
            Deed::Failed => self.end_as(End::Failed, now),
        }
    }

    fn end_as(&mut self, end: End, now: Instant) {
        self.end = Some(end);
        self.ended.get_or_insert(now);
        self.waits.clear();
    }

    /// Whether it has done nothing.
    pub(super) fn is_idle(&self) -> bool {
        self.made + self.changed + self.adopted + self.over == 0 && !self.has_waited
    }

    /// What it made, changed and adopted, each in words.
    pub(super) fn counts(&self) -> Vec<String> {
        let say = say();
        let counts = [
            (self.made, say.meanwhile_made(self.made)),
            (self.changed, say.meanwhile_changed(self.changed)),
            (self.adopted, say.meanwhile_adopted(self.adopted)),
        ];
        let counts = counts.into_iter().filter(|(number, _)| *number > 0);
        counts.map(|(_, text)| text).collect()
    }

    /// What usually takes longest of what it waits for, and how many others there are.
    pub(super) fn longest(&self) -> Option<(&str, &Wait, usize)> {
        let (key, wait) = self.waits.iter().max_by_key(|(_, wait)| wait.usual)?;
        Some((key, wait, self.waits.len() - 1))
    }

    /// What has longest to go of what it waits for, and how many others there are.
    pub(super) fn last(&self) -> Option<(&Wait, usize)> {
        let wait = self.waits.values().max_by_key(|wait| wait.begun + wait.usual)?;
        Some((wait, self.waits.len() - 1))
    }
}
