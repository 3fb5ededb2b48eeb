//! The words for why AWS gave up on a resource.

use crate::resources::Failure;

/// Why AWS gave up on a resource.
pub(super) fn failure_text(failure: &Failure) -> String {
    match failure {
        Failure::NotMade => "AWS could not make it".to_owned(),
        Failure::NotTaken { status, reason } => {
            let reason = reason.as_deref().unwrap_or("AWS could not take it and gives no reason");
            format!("{status}: {reason}")
        }
        Failure::NotPeered(reason) => reason
            .clone()
            .unwrap_or_else(|| "AWS gives no reason; overlapping address ranges are the usual one".to_owned()),
        Failure::Answered { code, message } => {
            let code = code.as_deref().unwrap_or("no failure code");
            match message.as_deref() {
                // EC2 repeats the code in the messages of instances.
                Some(message) if message.starts_with(code) => message.to_owned(),
                message => format!("{code}: {}", message.unwrap_or("no message")),
            }
        }
        Failure::Status(status) => format!("its status is {status}"),
        Failure::Blackhole => "blackhole: its target is gone".to_owned(),
        Failure::Elsewhere { region } => format!("it is in another region than {region}"),
        Failure::Unreadable => "AWS denies reading it: it is another account's, or these credentials may not read it".to_owned(),
    }
}
