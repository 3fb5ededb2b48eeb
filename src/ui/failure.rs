//! The words for why AWS gave up on a resource.

use crate::locale::say;
use crate::resources::Failure;

/// Why AWS gave up on a resource.
pub(super) fn failure_text(failure: &Failure) -> String {
    let say = say();
    match failure {
        Failure::NotMade => say.failure_not_made(),
        Failure::NotTaken { status, reason } => {
            let reason = reason.clone().unwrap_or_else(|| say.failure_not_taken_unexplained());
            say.failure_not_taken(*status, reason)
        }
        Failure::NotPeered(reason) => reason.clone().unwrap_or_else(|| say.failure_not_peered()),
        Failure::Answered { code, message } => {
            let code = code.clone().unwrap_or_else(|| say.failure_no_code());
            match message {
                // EC2 repeats the code in the messages of instances.
                Some(message) if message.starts_with(&code) => message.clone(),
                message => say.failure_answered(code, message.clone().unwrap_or_else(|| say.failure_no_message())),
            }
        }
        Failure::Status(status) => say.failure_status(status.as_str()),
        Failure::Blackhole => say.failure_blackhole(),
        Failure::Elsewhere { region } => say.failure_elsewhere(region.as_str()),
        Failure::Unreadable => say.failure_unreadable(),
    }
}
