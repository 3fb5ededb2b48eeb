//! JSON: one document, or one event a line.

use serde::Serialize;

use super::lines::out;
use crate::walkthrough::{Event, Reporter};

/// The version of the events' schema.
const EVENT_VERSION: u32 = 1;

/// Prints a document.
pub fn print_json(document: &impl Serialize) {
    match serde_json::to_string_pretty(document) {
        Ok(text) => out(&text),
        Err(error) => super::error_line(&format!("could not write JSON: {error}")),
    }
}

#[derive(Serialize)]
struct Line<'a> {
    version: u32,
    at: jiff::Timestamp,
    #[serde(flatten)]
    event: &'a Event,
}

/// Prints events, one a line.
pub(super) struct JsonReporter {
    verbose: bool,
}

impl JsonReporter {
    pub(super) fn new(verbose: bool) -> Self {
        Self { verbose }
    }
}

impl Reporter for JsonReporter {
    fn report(&self, event: &Event) {
        if !matches!(event, Event::Call { .. }) || self.verbose {
            print_event(event);
        }
    }
}

/// Prints one event on a line of its own.
pub fn print_event(event: &Event) {
    let line = Line {
        version: EVENT_VERSION,
        at: jiff::Timestamp::now(),
        event,
    };
    if let Ok(text) = serde_json::to_string(&line) {
        out(&text);
    }
}
