//! Configurations of buckets that are kept as they were given, and AWS's own answers where there is none.
//!
//! Their rules that need no other service are checked; what they would do (transitions, logs, faster transfers) is not simulated.

use bytes::Bytes;
use http::{Response, StatusCode};

use super::S3;
use super::call::{self, Call};
use super::document::Node;
use super::errors;
use crate::protocol::{ApiError, Element};

/// A kind of configuration.
struct Kind {
    /// The sub-resource of the bucket.
    name: &'static str,
    /// The root of its document.
    root: &'static str,
    /// The code and message where there is none; without them AWS answers its default.
    none: Option<(&'static str, &'static str)>,
}

/// The kinds. Source of the codes: S3 API reference, the errors of each operation.
const KINDS: [Kind; 8] = [
    Kind {
        name: "accelerate",
        root: "AccelerateConfiguration",
        none: None,
    },
    Kind {
        name: "cors",
        root: "CORSConfiguration",
        none: Some(("NoSuchCORSConfiguration", "The CORS configuration does not exist")),
    },
    Kind {
        name: "lifecycle",
        root: "LifecycleConfiguration",
        none: Some(("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist")),
    },
    Kind {
        name: "logging",
        root: "BucketLoggingStatus",
        none: None,
    },
    Kind {
        name: "notification",
        root: "NotificationConfiguration",
        none: None,
    },
    Kind {
        name: "object-lock",
        root: "ObjectLockConfiguration",
        none: Some((
            "ObjectLockConfigurationNotFoundError",
            "Object Lock configuration does not exist for this bucket",
        )),
    },
    Kind {
        name: "replication",
        root: "ReplicationConfiguration",
        none: Some((
            "ReplicationConfigurationNotFoundError",
            "The replication configuration was not found",
        )),
    },
    Kind {
        name: "requestPayment",
        root: "RequestPaymentConfiguration",
        none: None,
    },
];

/// The kind that a call names.
fn kind(call: &Call) -> Result<&'static Kind, ApiError> {
    let mut kinds = KINDS.iter();
    kinds
        .find(|kind| call.address.has(kind.name))
        .ok_or_else(errors::not_implemented)
}

/// Answers a configuration as it was given, AWS's default, or that there is none.
pub fn get(s3: &S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let kind = kind(call)?;
    let bucket = s3.bucket(call)?;
    if let Some(document) = bucket.configurations.get(kind.name) {
        let mut response = Response::new(Bytes::from(document.clone()));
        call::set(&mut response, "content-type", "application/xml");
        return Ok(response);
    }
    if let Some((code, message)) = kind.none {
        return Err(errors::not_found(code, message));
    }
    let root = Element::new(kind.root);
    Ok(call::document(match kind.name {
        "requestPayment" => root.text("Payer", "BucketOwner"),
        _ => root,
    }))
}

/// Keeps a configuration, if its document is one of its kind.
pub fn put(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let kind = kind(call)?;
    s3.bucket(call)?;
    let root = call.root(kind.root)?;
    match kind.name {
        "accelerate" => check_word(&root, "Status", &["Enabled", "Suspended"])?,
        "cors" => check_cors(&root)?,
        "lifecycle" => check_lifecycle(&root)?,
        "logging" => check_logging(s3, &root)?,
        "requestPayment" => check_word(&root, "Payer", &["BucketOwner", "Requester"])?,
        _ => return Err(errors::not_implemented()),
    }
    let document = String::from_utf8_lossy(&call.body).into_owned();
    let is_empty = kind.name == "logging" && root.children.is_empty();
    let configurations = &mut s3.bucket_mut(call)?.configurations;
    if is_empty {
        configurations.remove(kind.name);
    } else {
        configurations.insert(kind.name.to_owned(), document);
    }
    Ok(call::empty(StatusCode::OK))
}

/// Forgets a configuration; that there is none is no error.
pub fn delete(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let kind = kind(call)?;
    s3.bucket_mut(call)?.configurations.remove(kind.name);
    Ok(call::empty(StatusCode::NO_CONTENT))
}

fn check_word(root: &Node, name: &str, words: &[&str]) -> Result<(), ApiError> {
    match root.text_of(name) {
        Some(word) if words.contains(&word) => Ok(()),
        _ => Err(errors::malformed_xml()),
    }
}

/// One to a hundred rules, each with an origin and a method that CORS knows. Source: S3 API reference, PutBucketCors.
fn check_cors(root: &Node) -> Result<(), ApiError> {
    let rules: Vec<&Node> = root.children_named("CORSRule").collect();
    if rules.is_empty() || rules.len() > 100 {
        return Err(errors::malformed_xml());
    }
    for rule in rules {
        let mut methods = rule.children_named("AllowedMethod").peekable();
        if methods.peek().is_none() || rule.child("AllowedOrigin").is_none() {
            return Err(errors::malformed_xml());
        }
        if let Some(other) = methods.find(|method| !["GET", "PUT", "POST", "DELETE", "HEAD"].contains(&method.text.as_str())) {
            let message = format!(
                "Found unsupported HTTP method in CORS config. Unsupported method is {}",
                other.text
            );
            return Err(errors::invalid_request(&message));
        }
    }
    Ok(())
}

/// One to a thousand rules, each with a status and something to do, and no two of one id. Source: S3 API reference,
/// PutBucketLifecycleConfiguration.
fn check_lifecycle(root: &Node) -> Result<(), ApiError> {
    const ACTIONS: [&str; 5] = [
        "AbortIncompleteMultipartUpload",
        "Expiration",
        "NoncurrentVersionExpiration",
        "NoncurrentVersionTransition",
        "Transition",
    ];
    let rules: Vec<&Node> = root.children_named("Rule").collect();
    if rules.is_empty() || rules.len() > 1000 {
        return Err(errors::malformed_xml());
    }
    let mut ids = Vec::new();
    for rule in rules {
        check_word(rule, "Status", &["Enabled", "Disabled"])?;
        if !ACTIONS.iter().any(|action| rule.child(action).is_some()) {
            let message = "At least one action needs to be specified in a rule";
            return Err(errors::invalid_request(message));
        }
        let id = rule.text_of("ID").unwrap_or_default();
        if !id.is_empty() && ids.contains(&id) {
            return Err(errors::invalid_argument(
                "Rule ID must be unique. Found same ID for more than one rule",
            ));
        }
        ids.push(id);
    }
    Ok(())
}

/// The bucket for the logs has to be there. Source: S3 API reference, PutBucketLogging.
fn check_logging(s3: &S3, root: &Node) -> Result<(), ApiError> {
    let Some(enabled) = root.child("LoggingEnabled") else {
        return Ok(());
    };
    let target = enabled.required_text("TargetBucket")?;
    if s3.buckets.contains(target) {
        return Ok(());
    }
    let message = "The target bucket for logging does not exist";
    Err(ApiError::new("InvalidTargetBucketForLogging", message))
}
