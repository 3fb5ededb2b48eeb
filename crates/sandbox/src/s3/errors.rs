//! S3's errors, with the codes, statuses and messages it answers.
//!
//! Source: S3 API reference, "List of error codes".

use http::StatusCode;

use crate::protocol::ApiError;

/// The caller is not the owner, and no public policy allows the call.
pub fn access_denied() -> ApiError {
    with(StatusCode::FORBIDDEN, "AccessDenied", "Access Denied")
}

/// A digest in the request does not match the body.
pub fn bad_digest(what: &str) -> ApiError {
    let message = format!("The {what} you specified did not match what we received.");
    with(StatusCode::BAD_REQUEST, "BadDigest", &message)
}

/// Somebody else owns a bucket of that name.
pub fn bucket_already_exists() -> ApiError {
    with(
        StatusCode::CONFLICT,
        "BucketAlreadyExists",
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. \
         Please select a different name and try again.",
    )
}

/// An object is larger than the sandbox keeps. Source of the code: S3 API reference, "Error responses", EntityTooLarge.
pub fn object_too_large(limit: u64) -> ApiError {
    let message = format!("An object may have {limit} bytes at most in the sandbox.");
    with(StatusCode::BAD_REQUEST, "EntityTooLarge", &message)
}

/// The bucket is in another region. Source: S3 API reference, "Error responses", PermanentRedirect.
pub fn permanent_redirect() -> ApiError {
    with(
        StatusCode::MOVED_PERMANENTLY,
        "PermanentRedirect",
        "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future \
         requests to this endpoint.",
    )
}

/// The caller owns a bucket of that name.
pub fn bucket_already_owned_by_you() -> ApiError {
    with(
        StatusCode::CONFLICT,
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.",
    )
}

/// Source: S3 API reference, "Error responses", OperationAborted.
pub fn operation_aborted() -> ApiError {
    with(
        StatusCode::CONFLICT,
        "OperationAborted",
        "A conflicting conditional operation is currently in progress against this resource. Please try again.",
    )
}

/// Versions or delete markers are left in the bucket.
pub fn bucket_not_empty() -> ApiError {
    with(
        StatusCode::CONFLICT,
        "BucketNotEmpty",
        "The bucket you tried to delete is not empty",
    )
}

/// The body is shorter than its announced length.
pub fn incomplete_body() -> ApiError {
    with(
        StatusCode::BAD_REQUEST,
        "IncompleteBody",
        "You did not provide the number of bytes specified by the Content-Length HTTP header",
    )
}

/// The location constraint names another region than the endpoint's.
pub fn illegal_location(message: &str) -> ApiError {
    with(StatusCode::BAD_REQUEST, "IllegalLocationConstraintException", message)
}

/// An argument that S3 does not accept.
pub fn invalid_argument(message: &str) -> ApiError {
    with(StatusCode::BAD_REQUEST, "InvalidArgument", message)
}

/// A CreateBucket with an ACL and enforced ownership.
pub fn invalid_bucket_acl() -> ApiError {
    with(
        StatusCode::BAD_REQUEST,
        "InvalidBucketAclWithObjectOwnership",
        "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    )
}

/// An ACL for a bucket whose ACLs are disabled.
pub fn acl_not_supported() -> ApiError {
    with(
        StatusCode::BAD_REQUEST,
        "AccessControlListNotSupported",
        "The bucket does not allow ACLs",
    )
}

/// The name breaks the naming rules.
pub fn invalid_bucket_name() -> ApiError {
    with(
        StatusCode::BAD_REQUEST,
        "InvalidBucketName",
        "The specified bucket is not valid.",
    )
}

/// A malformed digest.
pub fn invalid_digest() -> ApiError {
    with(
        StatusCode::BAD_REQUEST,
        "InvalidDigest",
        "The Content-MD5 you specified was invalid.",
    )
}

/// There is no such location constraint.
pub fn invalid_location() -> ApiError {
    with(
        StatusCode::BAD_REQUEST,
        "InvalidLocationConstraint",
        "The specified location-constraint is not valid",
    )
}

/// CompleteMultipartUpload names a part that was not uploaded, or had other content.
pub fn invalid_part() -> ApiError {
    with(
        StatusCode::BAD_REQUEST,
        "InvalidPart",
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the \
         specified entity tag may not match the part's entity tag.",
    )
}

/// CompleteMultipartUpload names parts that are not in ascending order.
pub fn invalid_part_order() -> ApiError {
    with(
        StatusCode::BAD_REQUEST,
        "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
    )
}

/// The range lies outside of the object.
pub fn invalid_range() -> ApiError {
    with(
        StatusCode::RANGE_NOT_SATISFIABLE,
        "InvalidRange",
        "The requested range is not satisfiable",
    )
}

/// The parameters of the request contradict each other.
pub fn invalid_request(message: &str) -> ApiError {
    with(StatusCode::BAD_REQUEST, "InvalidRequest", message)
}

/// A tag that S3 does not accept.
pub fn invalid_tag(message: &str) -> ApiError {
    with(StatusCode::BAD_REQUEST, "InvalidTag", message)
}

/// The key has more bytes than a key may have.
pub fn key_too_long() -> ApiError {
    with(StatusCode::BAD_REQUEST, "KeyTooLongError", "Your key is too long")
}

/// A policy that S3 does not accept.
pub fn malformed_policy(message: &str) -> ApiError {
    with(StatusCode::BAD_REQUEST, "MalformedPolicy", message)
}

/// The body is not the expected XML document.
pub fn malformed_xml() -> ApiError {
    with(
        StatusCode::BAD_REQUEST,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema",
    )
}

/// The method does not exist for this bucket or object.
pub fn method_not_allowed() -> ApiError {
    with(
        StatusCode::METHOD_NOT_ALLOWED,
        "MethodNotAllowed",
        "The specified method is not allowed against this resource.",
    )
}

/// A part other than the last is too small.
pub fn entity_too_small() -> ApiError {
    with(
        StatusCode::BAD_REQUEST,
        "EntityTooSmall",
        "Your proposed upload is smaller than the minimum allowed size",
    )
}

/// Something does not exist: `NoSuchBucket`, `NoSuchTagSet`…
pub fn not_found(code: &str, message: &str) -> ApiError {
    with(StatusCode::NOT_FOUND, code, message)
}

/// There is no bucket of that name, or it is not visible yet.
pub fn no_such_bucket() -> ApiError {
    not_found("NoSuchBucket", "The specified bucket does not exist")
}

/// There is no object under that key, or it was deleted.
pub fn no_such_key() -> ApiError {
    not_found("NoSuchKey", "The specified key does not exist.")
}

/// There is no unfinished upload of that id.
pub fn no_such_upload() -> ApiError {
    not_found(
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or \
         completed.",
    )
}

/// The object has no version of that id.
pub fn no_such_version() -> ApiError {
    not_found("NoSuchVersion", "The specified version does not exist.")
}

/// The bucket is no website.
pub fn no_such_website() -> ApiError {
    not_found(
        "NoSuchWebsiteConfiguration",
        "The specified bucket does not have a website configuration",
    )
}

/// An operation the sandbox does not have.
pub fn not_implemented() -> ApiError {
    with(
        StatusCode::NOT_IMPLEMENTED,
        "NotImplemented",
        "A header or operation you asked for is not implemented",
    )
}

/// The signed hash of the payload does not match the body.
pub fn payload_mismatch() -> ApiError {
    with(
        StatusCode::BAD_REQUEST,
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
    )
}

/// The reader's copy is still current: an answer without a body.
pub fn not_modified() -> ApiError {
    with(StatusCode::NOT_MODIFIED, "NotModified", "Not Modified")
}

/// A condition of the request does not hold.
pub fn precondition_failed() -> ApiError {
    with(
        StatusCode::PRECONDITION_FAILED,
        "PreconditionFailed",
        "At least one of the pre-conditions you specified did not hold",
    )
}

/// Source: S3 user guide, "Blocking public access": a call that would store a public policy is refused.
pub fn public_policy_blocked(arn: &str) -> ApiError {
    let message = format!(
        "You are not authorized to perform: s3:PutBucketPolicy on resource: \"{arn}\" because public policies are \
         prevented by the BlockPublicPolicy setting in S3 Block Public Access."
    );
    with(StatusCode::FORBIDDEN, "AccessDenied", &message)
}

fn with(status: StatusCode, code: &str, message: &str) -> ApiError {
    ApiError::new(code, message).with_status(status)
}
