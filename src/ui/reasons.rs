//! The words for why a call failed, where AWS has none.

use super::nouns::noun_text;
use crate::aws::{CallFailure, Lacking, Reason};

/// What is known of a failure beside AWS's code.
pub(super) fn reason_text(reason: &Reason) -> String {
    match reason {
        Reason::Said(message) => message.clone(),
        Reason::Status(status) => format!("HTTP status {status}"),
        Reason::NoCredentials => "no credentials were found".to_owned(),
        Reason::Lacks(lacking) => format!("AWS's answer lacks {}", lacking_text(*lacking)),
        Reason::Unanswered => "no answer came before the run was to stop".to_owned(),
        Reason::TooLate => "no answer came in time".to_owned(),
        Reason::NoOperation(operation) => format!("this endpoint has no {operation}"),
        Reason::NotCarriedOut => "AWS answered that it is done, and it is not".to_owned(),
    }
}

fn lacking_text(lacking: Lacking) -> String {
    match lacking {
        Lacking::Thing(noun) => format!("the {}", noun_text(noun)),
        Lacking::Account => "the account".to_owned(),
        Lacking::UploadId => "the id of the upload".to_owned(),
        Lacking::Association => "the association of the subnet".to_owned(),
    }
}

/// AWS's code, or why there is none.
pub(super) fn call_failure_text(failure: &CallFailure) -> String {
    match failure {
        CallFailure::Code(code) => code.clone(),
        CallFailure::Reason(reason) => reason_text(reason),
    }
}
