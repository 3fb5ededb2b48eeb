//! Errors for the person at the keyboard: what failed, why, and the next command to type.

use crate::ui;
use crate::walkthrough::{Error, StopReason};

/// Shows an error on stderr. `command` is what goes on with what was stopped, whole; `options` are repeated in other commands that are
/// advised.
pub(super) fn show(error: &Error, command: &str, options: &str) {
    if let Some(StopReason::Signal(_) | StopReason::Quit) = error.stop_reason() {
        ui::note_line("Stopped. Everything made so far is recorded.");
    } else {
        ui::error_line(&error.to_string());
    }
    if let Some(advice) = advice(error, command, options) {
        ui::hint_line(&advice);
    }
}

/// What to do about an error, with commands that mean the same deployment.
pub(super) fn advice(error: &Error, command: &str, options: &str) -> Option<String> {
    match error.stop_reason() {
        Some(_) => Some(format!("run `jalon {command}` to go on where it stopped")),
        None => Some(ui::repeat_options(&error.advice()?, options)),
    }
}
