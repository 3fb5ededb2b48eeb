//! What a person reads of an error, without the options of any run.

use jalon::steps::WALKTHROUGH;
use jalon::ui::{Commands, advice_text, problem_text};
use jalon::walkthrough::Error;

/// What went wrong.
pub fn problem(error: &Error) -> String {
    problem_text(error)
}

/// What to do about it.
pub fn advice(error: &Error) -> Option<String> {
    let advice = error.advice(&WALKTHROUGH)?;
    Some(advice_text(&advice, &Commands::default()))
}
