//! The permissions that a request to S3 needs.

use bytes::Bytes;

use crate::account::{Request, Sought};

/// The permissions of a request: one for the operation, and more where it says more at once.
/// Source: S3 user guide, "Required permissions for Amazon S3 API operations".
pub fn needed(request: &Request, http_request: &http::Request<Bytes>) -> Vec<Sought> {
    let resource = request.s3_arn.clone().unwrap_or_else(|| "*".to_owned());
    let body = http_request.body();
    let says = |element: &str| body.windows(element.len()).any(|part| part == element.as_bytes());
    let query = http_request.uri().query().unwrap_or_default();
    let names_version = query.split('&').any(|pair| pair.starts_with("versionId="));
    let mut actions = Vec::new();
    match request.operation {
        "CreateBucket" => {
            actions.push("s3:CreateBucket");
            if http_request.headers().contains_key("x-amz-object-ownership") {
                actions.push("s3:PutBucketOwnershipControls");
            }
            if says("<Tag>") {
                actions.push("s3:TagResource");
            }
        }
        "DeleteObjects" if says("<VersionId>") => actions.push("s3:DeleteObjectVersion"),
        "DeleteObject" if names_version => actions.push("s3:DeleteObjectVersion"),
        _ => actions.push(request.action.as_str()),
    }
    // The objects are named in the body.
    let resource = match request.operation {
        "DeleteObjects" => format!("{resource}/*"),
        _ => resource,
    };
    let sought = |action: &str| Sought {
        action: action.to_owned(),
        resource: resource.clone(),
        ..Sought::default()
    };
    actions.into_iter().map(sought).collect()
}
