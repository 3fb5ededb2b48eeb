//! JSON: one document, or one event a line.

use serde::Serialize;
use serde_json::Value;

use super::actions::action_text;
use super::blockers::blocker_texts;
use super::documents::{CheckDocument, FailureDocument, PriceDocument};
use super::lines::out;
use super::mismatches::value_text;
use super::notice::{notice_details, notice_text, skip_text};
use super::problem::problem_text;
use super::reasons::{call_failure_text, reason_text};
use super::{Commands, UiOptions};
use crate::foreign::plain;
use crate::locale::say;
use crate::walkthrough::{Error, Event, Reporter};

/// The version of the events' schema.
const EVENT_VERSION: u32 = 1;

/// Prints a document.
pub fn print_json(document: &impl Serialize) {
    let text = serde_json::to_value(document).and_then(|document| serde_json::to_string_pretty(&cleaned(document)));
    match text {
        Ok(text) => out(&text),
        Err(error) => super::error_line(&say().json_unwritable(error.to_string())),
    }
}

/// The same without what a terminal acts on: a reader may print what it finds.
fn cleaned(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(plain(&text).into_owned()),
        Value::Array(values) => values.into_iter().map(cleaned).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (plain(&name).into_owned(), cleaned(value)))
            .collect(),
        other => other,
    }
}

#[derive(Serialize)]
struct Line<'a, T> {
    version: u32,
    at: jiff::Timestamp,
    /// Whose it is, where several deployments are worked on.
    #[serde(skip_serializing_if = "Option::is_none")]
    deployment: Option<&'a str>,
    #[serde(flatten)]
    event: T,
}

/// The events whose texts are made here.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Worded {
    Notice {
        text: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        details: Vec<String>,
    },
    StepSkipped {
        step: String,
        reason: String,
    },
    Checked {
        step: String,
        #[serde(flatten)]
        check: CheckDocument,
    },
    Changing {
        key: String,
        id: String,
        field: String,
        found: String,
        wanted: String,
    },
    Blocked {
        key: String,
        id: String,
        held_by: Vec<String>,
        reason: String,
    },
    WalkPriced(PriceDocument),
    Call {
        action: String,
        mutating: bool,
        milliseconds: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<String>,
    },
    Failed(FailureDocument),
}

/// An event of the engine's, with the step it belongs to where it doesn't say so itself.
#[derive(Serialize)]
struct OfStep<'a, T> {
    #[serde(flatten)]
    event: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<&'a str>,
}

/// Prints events, one a line.
pub(super) struct JsonReporter {
    verbose: bool,
    quiet: bool,
    commands: Commands,
    deployment: Option<String>,
}

impl JsonReporter {
    pub(super) fn new(options: &UiOptions) -> Self {
        Self {
            verbose: options.verbose,
            quiet: options.quiet,
            commands: options.commands.clone(),
            deployment: None,
        }
    }

    /// The same, of one of several deployments: each event names it.
    pub(super) fn of(self, deployment: &str) -> Self {
        Self {
            deployment: Some(deployment.to_owned()),
            ..self
        }
    }

    /// Whether an event is left out, as its text would be.
    fn is_left_out(&self, event: &Event) -> bool {
        match event {
            Event::Call { .. } => !self.verbose,
            Event::StepFailed { .. } | Event::Blocked { .. } | Event::Output { .. } => false,
            Event::Checked { check, .. } => self.quiet && !check.failed(),
            _ => self.quiet,
        }
    }
}

impl Reporter for JsonReporter {
    fn sentence(&self, error: &Error) -> String {
        problem_text(error)
    }

    fn report(&self, event: &Event) {
        self.report_of(event, None);
    }

    fn report_of(&self, event: &Event, step: Option<&str>) {
        if self.is_left_out(event) {
            return;
        }
        if let Some(line) = event_line(event, step, &self.commands, self.deployment.as_deref()) {
            out(&line);
        }
    }
}

/// An event as a line of JSON; some have no JSON form.
pub(super) fn event_line(event: &Event, step: Option<&str>, commands: &Commands, deployment: Option<&str>) -> Option<String> {
    match event {
        Event::Sending { .. } | Event::Measured { .. } => None,
        Event::Notice(notice) => {
            let worded = Worded::Notice {
                text: notice_text(notice, commands),
                details: notice_details(notice),
            };
            json_line(deployment, OfStep { event: worded, step })
        }
        Event::StepSkipped { step, reason } => {
            let (step, reason) = (step.clone(), skip_text(*reason));
            json_line(deployment, Worded::StepSkipped { step, reason })
        }
        Event::WalkPriced(price) => json_line(deployment, Worded::WalkPriced(PriceDocument::new(price))),
        Event::Checked { step, check } => {
            let (step, check) = (step.clone(), CheckDocument::new(check));
            json_line(deployment, Worded::Checked { step, check })
        }
        event => match worded_of_step(event) {
            Some(event) => json_line(deployment, OfStep { event, step }),
            None => json_line(deployment, OfStep { event, step }),
        },
    }
}

/// The events whose step is not among their values.
fn worded_of_step(event: &Event) -> Option<Worded> {
    Some(match event {
        Event::Changing {
            key,
            id,
            field,
            found,
            wanted,
        } => Worded::Changing {
            key: key.clone(),
            id: id.clone(),
            field: field.name().to_owned(),
            found: value_text(found),
            wanted: value_text(wanted),
        },
        Event::Blocked {
            key,
            id,
            held_by,
            reason,
        } => Worded::Blocked {
            key: key.clone(),
            id: id.clone(),
            held_by: blocker_texts(held_by),
            reason: reason_text(reason),
        },
        Event::Call {
            action,
            mutating,
            milliseconds,
            error,
            ..
        } => Worded::Call {
            action: action_text(action),
            mutating: *mutating,
            milliseconds: *milliseconds,
            error: error.as_ref().map(call_failure_text),
        },
        _ => return None,
    })
}

/// Prints the last event of a command that ended with an error.
pub fn print_failure(failure: FailureDocument) {
    if let Some(line) = failure_line(failure) {
        out(&line);
    }
}

/// The last event of a command that ended with an error, as a line of JSON.
pub(super) fn failure_line(failure: FailureDocument) -> Option<String> {
    json_line(None, Worded::Failed(failure))
}

/// An event of this moment on a line of its own.
pub(super) fn json_line(deployment: Option<&str>, event: impl Serialize) -> Option<String> {
    let line = Line {
        version: EVENT_VERSION,
        at: jiff::Timestamp::now(),
        deployment,
        event,
    };
    let event = serde_json::to_value(&line).ok()?;
    Some(cleaned(event).to_string())
}
