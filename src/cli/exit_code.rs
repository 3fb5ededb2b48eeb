//! Exit codes, all of them. docs/COMMANDS.md lists them too.

use std::ffi::OsString;
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

/// What an error says about a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Something failed.
    Failure,
    /// The command can't be carried out as given.
    Misuse,
    /// Checks failed.
    CheckFailed,
    /// A bug in jalon.
    Bug,
    /// The run was asked to stop.
    Stopped(StopReason),
}

/// The code of an error. With `plan --detailed-exitcode` every error is 1, as Terraform has it.
pub(super) fn of_error(error: &Error, detailed_plan: bool) -> u8 {
    match kind(error) {
        Kind::Stopped(reason) => of_stop(reason),
        Kind::Bug => BUG,
        Kind::Misuse | Kind::CheckFailed if detailed_plan => FAILURE,
        Kind::Misuse => USAGE,
        Kind::CheckFailed => CHECK_FAILED,
        Kind::Failure => FAILURE,
    }
}

/// The kind of an error. Each is named, so that a new one is given its code too.
fn kind(error: &Error) -> Kind {
    match error {
        Error::Step { source, .. } => kind(source),
        Error::Shared(error) => kind(error),
        Error::Stopped(reason) => Kind::Stopped(*reason),
        Error::Bug { .. } => Kind::Bug,
        Error::ChecksFailed { .. } => Kind::CheckFailed,
        Error::Misuse(_)
        | Error::Answer { .. }
        | Error::UnknownStep { .. }
        | Error::UnmetNeeds { .. }
        | Error::MissingNeed { .. }
        | Error::AnotherCloud { .. }
        | Error::AnotherRegion { .. }
        | Error::UnknownDeployment(_)
        | Error::OverBudget(_)
        | Error::Shortage(_)
        | Error::Namesakes { .. } => Kind::Misuse,
        Error::Resource(_)
        | Error::Checkpoint(_)
        | Error::Host(_)
        | Error::NotTrusted { .. }
        | Error::LostSecret { .. }
        | Error::UnnamedDatabase { .. }
        | Error::Listener { .. }
        | Error::Unchangeable { .. }
        | Error::Duplicates { .. }
        | Error::Foreign { .. }
        | Error::ResourceFailed { .. }
        | Error::NotReady { .. }
        | Error::Unseen { .. }
        | Error::Undeletable { .. } => Kind::Failure,
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
pub(super) fn of_parsing(error: &clap::Error, mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let detailed_plan = arguments.any(|argument| argument == "--detailed-exitcode");
    ExitCode::from(match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => SUCCESS,
        _ if detailed_plan => FAILURE,
        _ => USAGE,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::aws::Noun;
    use crate::walkthrough::Misuse;

    #[test]
    fn what_several_waited_for_and_what_a_step_met_keep_the_code_of_their_cause() {
        let not_ready = || Error::NotReady {
            noun: Noun::Vpc,
            key: "vpc/main".to_owned(),
            id: "vpc-1".to_owned(),
            minutes: 12,
        };
        let within = |source| Error::Step {
            step: "vpc",
            source: Box::new(source),
        };
        let bug = Error::Bug {
            detail: "task 7 panicked".to_owned(),
        };
        for (error, code) in [
            (Error::Shared(Arc::new(not_ready())), FAILURE),
            (within(Error::Shared(Arc::new(not_ready()))), FAILURE),
            (within(Error::Misuse(Misuse::NoHosts)), USAGE),
            (bug, BUG),
        ] {
            assert_eq!(of_error(&error, false), code, "{error:?}");
        }
        assert_eq!(of_error(&Error::Misuse(Misuse::NoHosts), true), FAILURE);
    }
}
