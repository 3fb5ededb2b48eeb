//! What AWS answered when it did not do what was asked, kept whole: action, code, message, request id.

use std::error::Error as StdError;
use std::fmt;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_ec2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_ec2::operation::RequestId;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::{Action, Cloud, CredentialSource, Noun, Operation, clock_skew};
use crate::foreign::quote;

/// What an endpoint answers that does not know an operation. Source: common errors of the query services and of those that speak JSON.
const UNKNOWN_OPERATION: [&str; 2] = ["InvalidAction", "UnknownOperationException"];

/// What a failure means for the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// AWS refused to look at the request for now; nothing was done.
    Throttled,
    /// Nobody knows whether AWS acted: a timeout, a cut connection, or a 5xx answer.
    Ambiguous,
    /// The thing named in the request is not there (or not listed yet).
    NotFound,
    /// The request was never sent because no credentials could be found.
    NoCredentials,
    /// The credentials are expired, revoked or unknown to AWS, or could not be had where they are to come from.
    BadCredentials,
    /// The credentials are good but may not do this.
    Denied,
    /// AWS read the request and refused it; repeating it changes nothing.
    Refused,
}

/// What is known of a failure beside AWS's code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// AWS's message, or the innermost causes of an answer that never came; cleaned.
    Said(String),
    /// AWS answered without a message, with this HTTP status.
    Status(u16),
    /// No credentials were found.
    NoCredentials,
    /// AWS's answer lacks something.
    Lacks(Lacking),
    /// No answer came before the run was to stop.
    Unanswered,
    /// No answer came within the time that was given for it.
    TooLate,
    /// AWS answered that it is done, and it is not.
    NotCarriedOut,
    /// An endpoint that isn't AWS does not have this operation, as `CreateVpc`.
    NoOperation(String),
}

/// What an answer must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// What was made or asked for, or its id.
    Thing(Noun),
    /// The account.
    Account,
    /// The id of a multipart upload.
    UploadId,
    /// The association of a subnet with a route table.
    Association,
}

/// A failed call to AWS.
#[derive(Clone, Debug)]
pub struct AwsError {
    /// What was being done to what.
    pub action: Box<Action>,
    /// AWS's error code; `None` when no answer came.
    pub code: Option<String>,
    /// AWS's message, or what else is known.
    pub reason: Reason,
    /// AWS's request id, where an answer came.
    pub request_id: Option<String>,
    /// What the failure means.
    pub class: Class,
    /// Where the credentials came from, where that is known.
    pub credentials: Option<Box<CredentialSource>>,
    /// By how many minutes this machine's clock is behind AWS's, where that is why; negative where it is ahead.
    pub clock_behind: Option<i32>,
    /// Whether the account has not enabled the region, which knows none of its keys then.
    pub is_region_disabled: bool,
    /// Whether the call was to be repeated, and was not because the run is to stop: then that is why it failed.
    pub is_cut_short: bool,
}

impl AwsError {
    /// Reads everything worth showing out of an SDK error, whose own `Display` says next to nothing.
    pub fn new<E>(action: &Action, error: &SdkError<E, HttpResponse>) -> Self
    where
        E: ProvideErrorMetadata + StdError + 'static,
    {
        let code = error.code().filter(|code| !code.is_empty()).map(quote);
        let status = error.raw_response().map(|response| response.status().as_u16());
        let request_id = error.meta().request_id().or_else(|| error.request_id()).map(quote);
        let reason = match error {
            SdkError::ServiceError(service) => match service.err().message() {
                Some(message) => Reason::Said(quote(message)),
                None => Reason::Status(status.unwrap_or_default()),
            },
            other => Reason::Said(quote(&innermost_causes(other))),
        };
        let class = match (&code, status, class_of_credentials(error)) {
            (Some(code), status, _) => classify(code, status),
            (None, Some(403), _) => Class::Denied,
            (None, Some(429), _) => Class::Throttled,
            (None, Some(status), _) if (400..500).contains(&status) => Class::Refused,
            (None, _, Some(class)) => class,
            (None, _, _) if matches!(error, SdkError::ConstructionFailure(_)) => Class::Refused,
            (None, _, _) => Class::Ambiguous,
        };
        let reason = match class {
            // The chain of all places that were tried helps nobody.
            Class::NoCredentials => Reason::NoCredentials,
            _ => reason,
        };
        let failure = Self {
            code,
            request_id,
            ..Self::of_ours(action, class, reason)
        };
        let of_code = |code| clock_skew::behind(code, failure.message(), error.raw_response());
        let clock_behind = failure.code.as_deref().and_then(of_code);
        Self { clock_behind, ..failure }
    }

    /// The same, with where the credentials came from.
    pub(super) fn with_credentials_of(self, credentials: Option<CredentialSource>) -> Self {
        let credentials = credentials.map(Box::new);
        Self { credentials, ..self }
    }

    /// The same of a call that was sent as this operation: another endpoint than AWS may not have it.
    pub(super) fn of_operation(self, operation: Option<&Operation>, cloud: &Cloud) -> Self {
        let is_missing = matches!(cloud, Cloud::Endpoint { .. }) && self.is(&UNKNOWN_OPERATION);
        match operation.filter(|_| is_missing) {
            Some(operation) => Self {
                reason: Reason::NoOperation(operation.name.clone()),
                ..self
            },
            None => self,
        }
    }

    /// The same, known to come from a region that the account has not enabled.
    pub(super) fn of_disabled_region(self) -> Self {
        Self {
            is_region_disabled: true,
            ..self
        }
    }

    /// The same of a call that is not repeated because the run is to stop.
    pub(crate) fn cut_short(self) -> Self {
        Self {
            is_cut_short: true,
            ..self
        }
    }

    /// A failure found on this side.
    fn of_ours(action: &Action, class: Class, reason: Reason) -> Self {
        Self {
            action: Box::new(action.clone()),
            code: None,
            reason,
            request_id: None,
            class,
            credentials: None,
            clock_behind: None,
            is_region_disabled: false,
            is_cut_short: false,
        }
    }

    /// The answer lacked what it must hold: nobody knows whether AWS acted.
    pub fn incomplete_answer(action: &Action, lacking: Lacking) -> Self {
        Self::of_ours(action, Class::Ambiguous, Reason::Lacks(lacking))
    }

    /// A call that was given up before its answer came: nobody knows whether AWS acted.
    pub(super) fn unanswered(action: &Action) -> Self {
        Self::of_ours(action, Class::Ambiguous, Reason::Unanswered)
    }

    /// A read that was given up because it took too long.
    pub fn too_late(action: &Action) -> Self {
        Self::of_ours(action, Class::Ambiguous, Reason::TooLate)
    }

    /// A request that the SDK does not make: it was never sent.
    pub fn unsendable(action: &Action, error: &dyn StdError) -> Self {
        Self::of_ours(action, Class::Refused, Reason::Said(quote(&error.to_string())))
    }

    /// AWS answered that it did something, and shows that it did not.
    pub fn not_carried_out(action: &Action) -> Self {
        Self::of_ours(action, Class::Refused, Reason::NotCarriedOut)
    }

    /// A refusal found inside an answer that is otherwise a success.
    pub fn refused(action: &Action, code: &str, message: &str) -> Self {
        Self {
            code: Some(quote(code)),
            ..Self::of_ours(action, classify(code, None), Reason::Said(quote(message)))
        }
    }

    /// AWS's message; empty where there is none.
    pub fn message(&self) -> &str {
        match &self.reason {
            Reason::Said(message) => message,
            _ => "",
        }
    }

    /// Whether the endpoint does not have the operation.
    pub fn lacks_operation(&self) -> bool {
        matches!(self.reason, Reason::NoOperation(_))
    }

    /// Whether AWS answered with one of these codes.
    pub fn is(&self, codes: &[&str]) -> bool {
        self.code.as_deref().is_some_and(|code| codes.contains(&code))
    }

    /// Whether AWS answered with this code, and with these words in its message.
    pub(crate) fn says(&self, (code, words): (&str, &str)) -> bool {
        self.is(&[code]) && self.message().contains(words)
    }
}

impl fmt::Display for AwsError {
    /// For developers: `ui` makes the sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl StdError for AwsError {}

/// Sorts AWS's codes. Sources: the SDKs' retry lists, the EC2 error-code page, the RDS and S3 models.
fn classify(code: &str, status: Option<u16>) -> Class {
    match code {
        "Throttling"
        | "ThrottlingException"
        | "ThrottledException"
        | "RequestThrottled"
        | "RequestThrottledException"
        | "RequestLimitExceeded"
        | "BandwidthLimitExceeded"
        | "TooManyRequestsException"
        | "EC2ThrottledException"
        | "PriorRequestNotComplete"
        | "SlowDown" => Class::Throttled,
        _ if code.starts_with("Insufficient") => Class::Refused,
        "InternalError"
        | "InternalFailure"
        | "ServiceUnavailable"
        | "Unavailable"
        | "RequestTimeout"
        | "RequestTimeoutException" => Class::Ambiguous,
        "ExpiredToken"
        | "ExpiredTokenException"
        | "RequestExpired"
        | "InvalidClientTokenId"
        | "UnrecognizedClientException"
        | "InvalidAccessKeyId"
        | "InvalidToken"
        | "SignatureDoesNotMatch"
        | "MissingAuthenticationToken"
        | "RequestTimeTooSkewed"
        | "InvalidSignatureException"
        | "AuthFailure" => Class::BadCredentials,
        "UnauthorizedOperation" | "AccessDenied" | "AccessDeniedException" => Class::Denied,
        _ if is_not_found(code) => Class::NotFound,
        _ if status.is_some_and(|status| status >= 500) => Class::Ambiguous,
        _ => Class::Refused,
    }
}

fn is_not_found(code: &str) -> bool {
    code.ends_with(".NotFound")
        || code.ends_with("NotFound")
        || code.ends_with("NotFoundFault")
        || matches!(
            code,
            "NatGatewayNotFound"
                | "NoSuchBucket"
                | "NoSuchKey"
                | "NoSuchTagSet"
                | "NoSuchBucketPolicy"
                | "NoSuchWebsiteConfiguration"
                | "NoSuchPublicAccessBlockConfiguration"
                | "OwnershipControlsNotFoundError"
        )
}

/// Whether there were no credentials, or there are to be some and they could not be had (an expired login, say); `None` for any other
/// failure.
fn class_of_credentials(error: &(dyn StdError + 'static)) -> Option<Class> {
    let mut failures = causes(error)
        .into_iter()
        .filter_map(|cause| cause.downcast_ref::<CredentialsError>());
    failures.next().map(|failure| match failure {
        CredentialsError::CredentialsNotLoaded(_) => Class::NoCredentials,
        _ => Class::BadCredentials,
    })
}

/// The two innermost causes: the outer ones only say that there are inner ones.
fn innermost_causes(error: &(dyn StdError + 'static)) -> String {
    let mut texts: Vec<String> = causes(error).iter().map(ToString::to_string).collect();
    texts.dedup();
    let kept = texts.len().saturating_sub(2);
    texts.split_off(kept).join(": ")
}

fn causes<'e>(error: &'e (dyn StdError + 'static)) -> Vec<&'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |cause: &&'e (dyn StdError + 'static)| (*cause).source()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_by_what_the_caller_may_do_next() {
        assert_eq!(classify("RequestLimitExceeded", Some(503)), Class::Throttled);
        assert_eq!(classify("InternalError", Some(500)), Class::Ambiguous);
        assert_eq!(classify("InvalidVpcID.NotFound", Some(400)), Class::NotFound);
        assert_eq!(classify("DBInstanceNotFound", Some(404)), Class::NotFound);
        assert_eq!(classify("DBSubnetGroupNotFoundFault", Some(404)), Class::NotFound);
        assert_eq!(classify("ExpiredToken", Some(400)), Class::BadCredentials);
        assert_eq!(classify("UnauthorizedOperation", Some(403)), Class::Denied);
        assert_eq!(classify("InvalidSubnet.Conflict", Some(400)), Class::Refused);
        // AWS's own fault, and yet a refusal: docs/AWS.md, "Error codes".
        assert_eq!(classify("InsufficientInstanceCapacity", Some(500)), Class::Refused);
        assert_eq!(classify("SomethingNew", Some(502)), Class::Ambiguous);
    }
}
