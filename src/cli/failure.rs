//! Errors for the person at the keyboard: what failed, why, and the next command to type.

use crate::steps::WALKTHROUGH;
use crate::ui::{self, Commands};
use crate::walkthrough::{Error, StopReason};

/// Shows an error on stderr, and as the last event of a command that prints events.
pub(super) fn show(error: &Error, commands: &Commands, json: bool) {
    let problem = ui::problem_text(error);
    let advice = error.advice(&WALKTHROUGH).map(|advice| ui::advice_text(&advice, commands));
    if let Some(StopReason::Signal(_) | StopReason::Quit) = error.stop_reason() {
        ui::note_line("Stopped. Everything made so far is recorded.");
    } else {
        ui::error_line(&problem);
    }
    if let Some(advice) = &advice {
        ui::hint_line(advice);
    }
    if json {
        ui::print_failure(problem, advice);
    }
}
