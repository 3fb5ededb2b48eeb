//! The policy of a bucket, and the anonymous reads that it allows.

use bytes::Bytes;
use http::{Response, StatusCode};

use super::buckets::arn;
use super::call::{self, Call};
use super::model::Bucket;
use super::policy::Policy;
use super::{S3, errors};
use crate::common::Context;
use crate::protocol::{ApiError, Element};

/// Source: S3 user guide, "Policies and permissions": bucket policies are limited to 20 KB.
const MAX_BYTES: usize = 20 * 1024;

/// GetBucketPolicy: the document as it was given.
pub fn get(s3: &S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let policy = s3.bucket(call)?.policy.clone().ok_or_else(no_such_policy)?;
    let mut response = Response::new(Bytes::from(policy));
    call::set(&mut response, "content-type", "application/json");
    Ok(response)
}

/// PutBucketPolicy: refused for a public policy while the bucket blocks public policies.
pub fn put(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let bucket = s3.bucket(call)?;
    if call.body.len() > MAX_BYTES {
        return Err(errors::malformed_policy(
            "The policy is larger than the 20 KB a bucket policy may have",
        ));
    }
    let policy = Policy::parse(&call.body, call.bucket())?;
    if policy.is_public() && s3.block_in_force(bucket, call.cx).block_public_policy {
        return Err(errors::public_policy_blocked(&arn(call.bucket())));
    }
    let text = String::from_utf8_lossy(&call.body).into_owned();
    s3.bucket_mut(call)?.policy = Some(text);
    Ok(call::empty(StatusCode::NO_CONTENT))
}

/// DeleteBucketPolicy.
pub fn delete(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket_mut(call)?.policy = None;
    Ok(call::empty(StatusCode::NO_CONTENT))
}

/// GetBucketPolicyStatus.
pub fn status(s3: &S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let policy = stored(s3.bucket(call)?).ok_or_else(no_such_policy)?;
    Ok(call::document(
        Element::new("PolicyStatus").text("IsPublic", policy.is_public()),
    ))
}

/// Whether a request without credentials may read the object.
pub fn anyone_may_read(s3: &S3, bucket: &Bucket, key: &str, cx: &Context) -> bool {
    anyone_may(s3, bucket, "s3:GetObject", &format!("{}/{key}", arn(&bucket.name)), cx)
}

/// Whether a request without credentials may list the bucket.
pub fn anyone_may_list(s3: &S3, bucket: &Bucket, cx: &Context) -> bool {
    anyone_may(s3, bucket, "s3:ListBucket", &arn(&bucket.name), cx)
}

fn anyone_may(s3: &S3, bucket: &Bucket, action: &str, resource: &str, cx: &Context) -> bool {
    stored(bucket)
        .is_some_and(|policy| !s3.block_in_force(bucket, cx).restrict_public_buckets && policy.allows_anyone(action, resource))
}

fn stored(bucket: &Bucket) -> Option<Policy> {
    let text = bucket.policy.as_ref()?;
    Policy::parse(text.as_bytes(), &bucket.name).ok()
}

fn no_such_policy() -> ApiError {
    errors::not_found("NoSuchBucketPolicy", "The bucket policy does not exist")
}
