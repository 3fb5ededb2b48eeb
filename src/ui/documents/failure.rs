//! What a program learns of an error: in the last event of a run, or in the document of a command that prints one.

use serde::Serialize;

use super::VERSION;
use crate::ui::Commands;
use crate::ui::advice::advice_text;
use crate::ui::problem::problem_text;
use crate::walkthrough::{Error, Steps};

/// An error.
#[derive(Clone, Serialize)]
pub struct FailureDocument {
    /// The sentence.
    error: String,
    /// Its stable code.
    code: &'static str,
    /// AWS's code, where AWS answered with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    aws_code: Option<String>,
    /// AWS's request id, where AWS answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

/// The document of a command that failed before it had one of its own.
#[derive(Serialize)]
pub struct FailedDocument {
    version: u32,
    #[serde(flatten)]
    failure: FailureDocument,
}

impl FailureDocument {
    /// An error of a command.
    pub fn new(error: &Error, steps: &Steps, commands: &Commands) -> Self {
        let aws = error.aws();
        Self {
            error: problem_text(error),
            code: error.code(),
            aws_code: aws.and_then(|error| error.code.clone()),
            request_id: aws.and_then(|error| error.request_id.clone()),
            advice: error.advice(steps).map(|advice| advice_text(&advice, commands)),
        }
    }

    /// The sentence.
    pub fn error(&self) -> &str {
        &self.error
    }

    /// What to do about it.
    pub fn advice(&self) -> Option<&str> {
        self.advice.as_deref()
    }
}

impl FailedDocument {
    /// The document of this failure.
    pub fn new(failure: FailureDocument) -> Self {
        Self {
            version: VERSION,
            failure,
        }
    }
}
