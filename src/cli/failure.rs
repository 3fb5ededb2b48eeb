//! Errors for the person at the keyboard: what failed, why, and the next command to type.

use crate::ui;
use crate::walkthrough::{Error, StopReason};

/// Shows an error on stderr. `options` are repeated in the commands it advises.
pub(super) fn show(error: &Error, options: &str) {
    let advise = |advice: String| ui::hint_line(&repeat_options(&advice, options));
    match error.stop_reason() {
        Some(StopReason::Signal(_) | StopReason::Quit) => {
            ui::note_line("Stopped. Everything made so far is recorded.");
            advise("run `jalon walk` to go on where it stopped".to_owned());
        }
        _ => {
            ui::error_line(&error.to_string());
            if let Some(advice) = error.advice() {
                advise(advice);
            }
        }
    }
}

/// Puts the deployment's options into every jalon command of a text.
fn repeat_options(advice: &str, options: &str) -> String {
    ["walk", "plan", "run", "destroy", "init"]
        .iter()
        .fold(advice.to_owned(), |text, command| {
            text.replace(&format!("`jalon {command}"), &format!("`jalon {command}{options}"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advised_commands_mean_the_same_deployment() {
        assert_eq!(
            repeat_options("run `jalon walk` to go on", " --deployment mine"),
            "run `jalon walk --deployment mine` to go on"
        );
    }
}
