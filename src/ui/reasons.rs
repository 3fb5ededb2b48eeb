//! The words for why a call failed, where AWS has none.

use super::nouns::the;
use crate::aws::{CallFailure, Lacking, Reason};
use crate::locale::say;

/// What is known of a failure beside AWS's code.
pub(super) fn reason_text(reason: &Reason) -> String {
    let say = say();
    match reason {
        Reason::Said(message) => message.clone(),
        Reason::Status(status) => say.reason_status(status.to_string()),
        Reason::NoCredentials => say.reason_no_credentials(),
        Reason::Lacks(lacking) => say.reason_lacks(lacking_text(*lacking)),
        Reason::Unanswered => say.reason_unanswered(),
        Reason::TooLate => say.reason_too_late(),
        Reason::NoOperation(operation) => say.reason_no_operation(operation.as_str()),
        Reason::NotCarriedOut => say.reason_not_carried_out(),
    }
}

fn lacking_text(lacking: Lacking) -> String {
    let say = say();
    match lacking {
        Lacking::Thing(noun) => the(noun),
        Lacking::Account => say.lacking_account(),
        Lacking::UploadId => say.lacking_upload_id(),
        Lacking::Association => say.lacking_association(),
    }
}

/// AWS's code, or why there is none.
pub(super) fn call_failure_text(failure: &CallFailure) -> String {
    match failure {
        CallFailure::Code(code) => code.clone(),
        CallFailure::Reason(reason) => reason_text(reason),
    }
}
