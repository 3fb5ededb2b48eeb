//! Exit codes, all of them. docs/COMMANDS.md lists them too.

use std::process::ExitCode;

use clap::error::ErrorKind;

use crate::walkthrough::{Error, StopReason};

/// Everything went as asked.
pub(super) const SUCCESS: u8 = 0;
/// Something failed.
pub(super) const FAILURE: u8 = 1;
/// The command can't be carried out as given.
pub(super) const USAGE: u8 = 2;
/// `plan --detailed-exitcode`: there is something to do.
pub(super) const SOMETHING_TO_DO: u8 = 2;
/// A check failed.
pub(super) const CHECK_FAILED: u8 = 3;
/// A bug in jalon ended the run. It is the code of any Rust program that panics.
pub(super) const BUG: u8 = 101;
/// A signal ended the run: this and the signal's number, 130 for Ctrl-C.
pub(super) const SIGNALLED: u8 = 128;

/// The code of an error. With `plan --detailed-exitcode` every error is 1, as Terraform has it.
pub(super) fn of_error(error: &Error, detailed_plan: bool) -> u8 {
    match error {
        Error::Stopped(reason) => of_stop(*reason),
        Error::Step { source, .. } => of_error(source, detailed_plan),
        _ if detailed_plan => FAILURE,
        Error::ChecksFailed { .. } => CHECK_FAILED,
        Error::Usage { .. }
        | Error::Answer { .. }
        | Error::UnknownStep { .. }
        | Error::UnmetNeeds { .. }
        | Error::AnotherCloud { .. } => USAGE,
        _ => FAILURE,
    }
}

fn of_stop(reason: StopReason) -> u8 {
    match reason {
        StopReason::Signal(number) => SIGNALLED + u8::try_from(number).unwrap_or(0),
        StopReason::Quit => SUCCESS,
        StopReason::StepFailed => FAILURE,
    }
}

/// The code of a command line that could not be read, or asked for help.
pub(super) fn of_parsing(error: &clap::Error, mut arguments: impl Iterator<Item = String>) -> ExitCode {
    let detailed_plan = arguments.any(|argument| argument == "--detailed-exitcode");
    ExitCode::from(match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => SUCCESS,
        _ if detailed_plan => FAILURE,
        _ => USAGE,
    })
}
