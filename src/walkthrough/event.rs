//! Events: everything the engine reports. Terminal, plain and JSON reporters consume them; nothing else prints.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;

use crate::aws::{Action, CallFailure, Operation, Reason};
use crate::resources::{Blocker, DifferenceValue, Field, Kind};
use crate::walkthrough::{Beginning, Check, Error, Measure, Notice, PlanPrice, SkipReason};

/// Takes events as they happen. It is called from any task and must not block for long.
pub trait Reporter: Send + Sync {
    /// Takes one event.
    fn report(&self, event: &Event);

    /// As [`Reporter::report`], of the step that the event belongs to, where it isn't in the event.
    fn report_of(&self, event: &Event, _step: Option<&str>) {
        self.report(event);
    }

    /// Makes the sentence of an error, for the event of a failed step and for the state file.
    fn sentence(&self, error: &Error) -> String;
}

/// Something that happened. The JSON form is documented in `docs/JSON.md`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Event {
    /// A walk begins.
    WalkStarted {
        /// Which deployment, and where.
        #[serde(flatten)]
        beginning: Beginning,
        /// How many steps are walked.
        steps: usize,
    },
    /// A destruction begins, after it was confirmed.
    DestroyStarted {
        /// Which deployment, and where.
        #[serde(flatten)]
        beginning: Beginning,
        /// How many resources go; parts of others are not counted, here and in `deleted`.
        resources: usize,
        /// What they cost an hour until then, about, in US dollars.
        dollars_an_hour: f64,
        /// What the deployment has cost so far, at most, in US dollars.
        dollars_so_far: f64,
        /// What is not in these sums, since its price isn't known.
        #[serde(skip_serializing_if = "BTreeSet::is_empty")]
        unpriced: BTreeSet<String>,
    },
    /// What everything will cost, before anything is made; where a walk without questions changes that. Its JSON form has sums.
    #[serde(skip)]
    WalkPriced(Box<PlanPrice>),
    /// A step begins.
    StepStarted {
        /// Its id.
        step: String,
        /// Its title.
        title: String,
        /// Its place in the walkthrough, from 1.
        number: usize,
        /// How many steps the walkthrough has.
        of: usize,
    },
    /// All of a step's resources are made; AWS is getting some of them ready.
    StepWaiting {
        /// Its id.
        step: String,
    },
    /// A step is finished.
    StepDone {
        /// Its id.
        step: String,
    },
    /// A step is left out; the reason is a sentence in its JSON form.
    #[serde(skip)]
    StepSkipped {
        /// Its id.
        step: String,
        /// Why.
        reason: SkipReason,
    },
    /// A step ended with an error.
    StepFailed {
        /// Its id.
        step: String,
        /// The error.
        error: String,
    },
    /// A resource was found that nobody had recorded.
    Adopted {
        /// Its key.
        key: String,
        /// Its kind.
        kind: String,
        /// Its id.
        id: String,
    },
    /// A recorded resource is no longer there and is made anew.
    Gone {
        /// Its key.
        key: String,
        /// The id it had.
        id: String,
    },
    /// A create call is about to be sent.
    Creating {
        /// Its key.
        key: String,
        /// Its kind.
        kind: String,
        /// Its name.
        name: String,
    },
    /// AWS made it.
    Created {
        /// Its key.
        key: String,
        /// Its kind.
        kind: String,
        /// Its id.
        id: String,
        /// Its name.
        name: String,
        /// The kind of the resource it is a part of, where it is none of its own.
        #[serde(skip_serializing_if = "Option::is_none")]
        part_of: Option<String>,
    },
    /// A difference is about to be updated; its values are texts in its JSON form.
    #[serde(skip)]
    Changing {
        /// Its key.
        key: String,
        /// Its id.
        id: String,
        /// What differs.
        field: Field,
        /// What AWS has.
        found: DifferenceValue,
        /// What is wanted.
        wanted: DifferenceValue,
    },
    /// A resource is waited for.
    Waiting {
        /// Its key.
        key: String,
        /// Its kind.
        kind: String,
        /// Its id.
        id: String,
        /// How long it usually takes, in seconds.
        usual_seconds: u64,
    },
    /// A resource waited for is ready.
    Ready {
        /// Its key.
        key: String,
        /// Its id.
        id: String,
        /// How long it was waited for, in seconds.
        seconds: u64,
        /// How long it usually takes, in seconds.
        usual_seconds: u64,
    },
    /// How long the walk has yet to go, about; reported where the estimate is another than before.
    TimeLeft {
        /// The first wait worth naming on the chain that takes longest.
        key: String,
        /// The estimate, in seconds of the deployment's clock.
        seconds: u64,
    },
    /// A deletion is about to be sent.
    Deleting {
        /// Its key, or its id where it has none.
        key: String,
        /// Its kind.
        kind: String,
        /// Its id.
        id: String,
        /// How long it usually takes to go, in seconds.
        usual_seconds: u64,
    },
    /// It is gone.
    Deleted {
        /// Its key, or its id where it has none.
        key: String,
        /// Its id.
        id: String,
        /// The kind of the resource it is a part of, where it is none of its own.
        #[serde(skip_serializing_if = "Option::is_none")]
        part_of: Option<String>,
    },
    /// It is kept on purpose when the rest is taken down, and costs on.
    Kept {
        /// Its key, or its id where it has none.
        key: String,
        /// Its kind.
        kind: String,
        /// Its id.
        id: String,
        /// How large it is, in GiB.
        gib: f64,
        /// What it costs a month at most, in US dollars, where its price is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        dollars_a_month: Option<f64>,
    },
    /// AWS does not let it go yet; its JSON form names what holds it in sentences.
    #[serde(skip)]
    Blocked {
        /// Its key, or its id where it has none.
        key: String,
        /// Its id.
        id: String,
        /// What holds it.
        held_by: Vec<Blocker>,
        /// AWS's words.
        reason: Reason,
    },
    /// A check was made; its JSON form has sentences.
    #[serde(skip)]
    Checked {
        /// The step it belongs to.
        step: String,
        /// The check.
        check: Check,
    },
    /// Something the deployment offers.
    Output {
        /// Its name, e.g. `application-url`.
        name: String,
        /// Its value.
        value: String,
    },
    /// Files are being sent; it has no JSON form.
    #[serde(skip)]
    Sending {
        /// Bytes that were sent.
        sent: u64,
        /// Bytes there are to send.
        of: u64,
    },
    /// Something a person should know; its JSON form has the sentence as `text`.
    #[serde(skip)]
    Notice(Notice),
    /// One attempt of one call to AWS; shown with `-v`. Its JSON form has words as `action`.
    #[serde(skip)]
    Call {
        /// What was being done to what.
        action: Action,
        /// Whether it changes something.
        mutating: bool,
        /// The operation that was sent, where one was.
        operation: Option<Operation>,
        /// How long the answer took, in milliseconds of the deployment's clock.
        milliseconds: u64,
        /// How it failed, if it did.
        error: Option<CallFailure>,
    },
    /// How long AWS took over something that this run made; it has no JSON form.
    #[serde(skip)]
    Measured {
        /// Its kind.
        kind: Kind,
        /// What AWS took the time for.
        measure: Measure,
    },
    /// Pausing begins, after it was confirmed.
    PauseStarted {
        /// Which deployment, and where.
        #[serde(flatten)]
        beginning: Beginning,
    },
    /// It is about to be stopped.
    Stopping {
        /// Its key, or its id where it has none.
        key: String,
        /// Its kind.
        kind: String,
        /// Its id.
        id: String,
        /// How long it usually takes, in seconds.
        usual_seconds: u64,
    },
    /// It is stopped.
    Stopped {
        /// Its key, or its id where it has none.
        key: String,
        /// Its id.
        id: String,
    },
    /// The deployment is paused.
    Paused {
        /// How many resources were stopped.
        stopped: usize,
        /// How many were taken away.
        deleted: usize,
        /// What it costs an hour now, about, in US dollars, where all of it is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        dollars_an_hour: Option<f64>,
        /// When AWS starts the database by itself.
        #[serde(skip_serializing_if = "Option::is_none")]
        database_wakes_at: Option<Timestamp>,
    },
    /// The deployment is back.
    Resumed,
    /// It has lost jalon's tags, and stays.
    Untagged {
        /// Its key, or its id where it has none.
        key: String,
        /// Its kind.
        kind: String,
        /// Its id.
        id: String,
    },
    /// The deployment is no longer managed.
    Forgotten {
        /// How many resources stay.
        stays: usize,
        /// Where its folder is now.
        folder: String,
    },
    /// A destruction came to its end.
    Destroyed {
        /// How many resources were deleted.
        deleted: usize,
        /// How many were kept on purpose.
        kept: usize,
    },
    /// A walk came to its end, and everything was read once more.
    WalkFinished {
        /// How many resources there are now, where everything was listed; parts of others are not counted, here and in `created`.
        #[serde(skip_serializing_if = "Option::is_none")]
        resources: Option<usize>,
        /// How many of them this walk made.
        created: usize,
        /// How many it changed.
        changed: usize,
        /// How long it took, in seconds of the deployment's clock.
        seconds: u64,
        /// What it costs an hour, about, in US dollars, where everything was listed.
        #[serde(skip_serializing_if = "Option::is_none")]
        dollars_an_hour: Option<f64>,
        /// What it has cost so far, at most, in US dollars, where everything was listed.
        #[serde(skip_serializing_if = "Option::is_none")]
        dollars_so_far: Option<f64>,
        /// What is not in these sums, since its price isn't known.
        #[serde(skip_serializing_if = "BTreeSet::is_empty")]
        unpriced: BTreeSet<String>,
    },
}

impl Event {
    /// A resource of a kind is gone.
    pub(in crate::walkthrough) fn deleted(key: impl Into<String>, id: impl Into<String>, kind: Kind) -> Self {
        Self::Deleted {
            key: key.into(),
            id: id.into(),
            part_of: kind.part_of().map(|kind| kind.to_string()),
        }
    }

    /// The key of the resource that it is about.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Adopted { key, .. }
            | Self::Gone { key, .. }
            | Self::Creating { key, .. }
            | Self::Created { key, .. }
            | Self::Changing { key, .. }
            | Self::Waiting { key, .. }
            | Self::Ready { key, .. }
            | Self::TimeLeft { key, .. }
            | Self::Deleting { key, .. }
            | Self::Deleted { key, .. }
            | Self::Kept { key, .. }
            | Self::Blocked { key, .. }
            | Self::Stopping { key, .. }
            | Self::Stopped { key, .. }
            | Self::Untagged { key, .. } => Some(key),
            _ => None,
        }
    }
}
