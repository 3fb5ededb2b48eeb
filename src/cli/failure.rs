//! Errors for the person at the keyboard: what failed, why, and the next command to type.

use super::args::Command;
use super::sandbox_options::SandboxCommand;
use crate::steps::WALKTHROUGH;
use crate::ui::{self, Commands, Leaves};
use crate::walkthrough::{Error, StopReason};

/// What a command prints on stdout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prints {
    /// Text.
    Text,
    /// JSON events, one a line.
    Events,
    /// One JSON document.
    Document,
}

/// Shows an error on stderr, and to programs: as the last event, or as the document.
pub(super) fn show(error: &Error, commands: &Commands, prints: Prints) {
    let failure = ui::FailureDocument::new(error, &WALKTHROUGH, commands);
    if let Some(StopReason::Signal(_) | StopReason::Quit) = error.stop_reason() {
        ui::note_line(commands.stopped());
    } else {
        ui::error_line(failure.error());
    }
    if let Some(advice) = failure.advice() {
        ui::hint_line(advice);
    }
    match (prints, error) {
        (Prints::Text, _) => {}
        (Prints::Events, _) => ui::print_failure(failure),
        // The document of the checks, or of the preflight, has been printed, with this error in it.
        (Prints::Document, Error::ChecksFailed { .. } | Error::Shortage(_)) => {}
        (Prints::Document, _) => ui::print_json(&ui::FailedDocument::new(failure)),
    }
}

impl Command {
    /// What it leaves where it is stopped.
    pub(super) fn leaves(&self) -> Leaves {
        match self {
            Self::Walk(_) | Self::Run(_) | Self::Destroy(_) | Self::Forget | Self::Pause | Self::Resume(_) | Self::Sweep(_) => {
                Leaves::Work
            }
            Self::Try(options) if options.makes() => Leaves::Work,
            Self::Sandbox(SandboxCommand::Serve(_)) => Leaves::Sandbox,
            _ => Leaves::Nothing,
        }
    }
}
