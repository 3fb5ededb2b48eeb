//! The S3 operation of a request.

use http::{HeaderMap, Method};

use super::address::Address;

/// Sub-resources of a bucket and the operations of GET, PUT and DELETE on them; an empty name is an operation that the sandbox
/// does not have. Source: botocore's S3 model, request URIs.
const BUCKET_SUBRESOURCES: [(&str, &str, &str, &str); 20] = [
    (
        "accelerate",
        "GetBucketAccelerateConfiguration",
        "PutBucketAccelerateConfiguration",
        "",
    ),
    ("acl", "GetBucketAcl", "PutBucketAcl", ""),
    ("cors", "GetBucketCors", "PutBucketCors", "DeleteBucketCors"),
    (
        "encryption",
        "GetBucketEncryption",
        "PutBucketEncryption",
        "DeleteBucketEncryption",
    ),
    (
        "lifecycle",
        "GetBucketLifecycleConfiguration",
        "PutBucketLifecycleConfiguration",
        "DeleteBucketLifecycle",
    ),
    ("location", "GetBucketLocation", "", ""),
    ("logging", "GetBucketLogging", "PutBucketLogging", ""),
    ("notification", "GetBucketNotificationConfiguration", "", ""),
    ("object-lock", "GetObjectLockConfiguration", "", ""),
    (
        "ownershipControls",
        "GetBucketOwnershipControls",
        "PutBucketOwnershipControls",
        "DeleteBucketOwnershipControls",
    ),
    ("policy", "GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy"),
    ("policyStatus", "GetBucketPolicyStatus", "", ""),
    (
        "publicAccessBlock",
        "GetPublicAccessBlock",
        "PutPublicAccessBlock",
        "DeletePublicAccessBlock",
    ),
    ("replication", "GetBucketReplication", "", ""),
    ("requestPayment", "GetBucketRequestPayment", "PutBucketRequestPayment", ""),
    ("tagging", "GetBucketTagging", "PutBucketTagging", "DeleteBucketTagging"),
    ("uploads", "ListMultipartUploads", "", ""),
    ("versioning", "GetBucketVersioning", "PutBucketVersioning", ""),
    ("versions", "ListObjectVersions", "", ""),
    ("website", "GetBucketWebsite", "PutBucketWebsite", "DeleteBucketWebsite"),
];

/// Sub-resources that S3 has and the sandbox does not. A request on one must not act on the bucket or object itself.
const NOT_SERVED: [&str; 12] = [
    "analytics",
    "attributes",
    "intelligent-tiering",
    "inventory",
    "legal-hold",
    "metadataTable",
    "metrics",
    "restore",
    "retention",
    "select",
    "session",
    "torrent",
];

/// Sub-resources of buckets that no object has: a request on one must not act on the object itself.
const ONLY_OF_BUCKETS: [&str; 8] = [
    "accelerate",
    "cors",
    "lifecycle",
    "logging",
    "notification",
    "object-lock",
    "replication",
    "requestPayment",
];

/// The name of a request to the website endpoint. AWS has none, because the endpoint is not part of the API.
pub const WEBSITE_DOCUMENT: &str = "GetWebsiteDocument";

/// The name of an operation that the sandbox does not have.
pub const UNKNOWN: &str = "UnknownOperation";

/// The name of the operation, as AWS's API reference spells it, or [`UNKNOWN`].
pub fn name(method: &Method, address: &Address, headers: &HeaderMap) -> &'static str {
    if address.website {
        return WEBSITE_DOCUMENT;
    }
    if NOT_SERVED.iter().any(|name| address.has(name)) {
        return UNKNOWN;
    }
    match (address.bucket.as_str(), address.key.as_str()) {
        ("", _) => match *method {
            Method::GET => "ListBuckets",
            _ => UNKNOWN,
        },
        (_, "") => on_bucket(method, address),
        _ => on_object(method, address, headers),
    }
}

/// The IAM action of an operation, without `s3:`. Most actions have the operation's name.
/// Source: S3 user guide, "Required permissions for Amazon S3 API operations".
pub fn iam_action(operation: &str) -> &str {
    match operation {
        "HeadBucket" | "ListObjects" | "ListObjectsV2" => "ListBucket",
        "ListBuckets" => "ListAllMyBuckets",
        "ListObjectVersions" => "ListBucketVersions",
        "HeadObject" => "GetObject",
        "CopyObject" | "CreateMultipartUpload" | "UploadPart" | "CompleteMultipartUpload" => "PutObject",
        "ListParts" => "ListMultipartUploadParts",
        "ListMultipartUploads" => "ListBucketMultipartUploads",
        "DeleteObjects" => "DeleteObject",
        "GetPublicAccessBlock" => "GetBucketPublicAccessBlock",
        "PutPublicAccessBlock" | "DeletePublicAccessBlock" => "PutBucketPublicAccessBlock",
        "DeleteBucketOwnershipControls" => "PutBucketOwnershipControls",
        "DeleteBucketTagging" => "PutBucketTagging",
        "GetBucketEncryption" => "GetEncryptionConfiguration",
        "PutBucketEncryption" | "DeleteBucketEncryption" => "PutEncryptionConfiguration",
        "GetBucketAccelerateConfiguration" => "GetAccelerateConfiguration",
        "PutBucketAccelerateConfiguration" => "PutAccelerateConfiguration",
        "GetBucketCors" => "GetBucketCORS",
        "PutBucketCors" | "DeleteBucketCors" => "PutBucketCORS",
        "GetBucketLifecycleConfiguration" => "GetLifecycleConfiguration",
        "PutBucketLifecycleConfiguration" | "DeleteBucketLifecycle" => "PutLifecycleConfiguration",
        "GetBucketNotificationConfiguration" => "GetBucketNotification",
        "GetBucketReplication" => "GetReplicationConfiguration",
        "GetObjectLockConfiguration" => "GetBucketObjectLockConfiguration",
        other => other,
    }
}

fn on_bucket(method: &Method, address: &Address) -> &'static str {
    for (subresource, get, put, delete) in BUCKET_SUBRESOURCES {
        if address.has(subresource) {
            let name = match *method {
                Method::GET => get,
                Method::PUT => put,
                Method::DELETE => delete,
                _ => "",
            };
            return if name.is_empty() { UNKNOWN } else { name };
        }
    }
    match *method {
        Method::GET if address.param("list-type") == Some("2") => "ListObjectsV2",
        Method::GET => "ListObjects",
        Method::HEAD => "HeadBucket",
        Method::PUT => "CreateBucket",
        Method::DELETE => "DeleteBucket",
        Method::POST if address.has("delete") => "DeleteObjects",
        _ => UNKNOWN,
    }
}

fn on_object(method: &Method, address: &Address, headers: &HeaderMap) -> &'static str {
    let upload = address.has("uploadId");
    match *method {
        _ if ONLY_OF_BUCKETS.iter().any(|name| address.has(name)) => UNKNOWN,
        _ if address.has("tagging") => match *method {
            Method::GET => "GetObjectTagging",
            Method::PUT => "PutObjectTagging",
            Method::DELETE => "DeleteObjectTagging",
            _ => UNKNOWN,
        },
        _ if address.has("acl") => match *method {
            Method::GET => "GetObjectAcl",
            Method::PUT => "PutObjectAcl",
            _ => UNKNOWN,
        },
        Method::GET if upload => "ListParts",
        Method::GET => "GetObject",
        Method::HEAD => "HeadObject",
        Method::PUT if headers.contains_key("x-amz-copy-source") && !upload => "CopyObject",
        Method::PUT if headers.contains_key("x-amz-copy-source") => UNKNOWN,
        Method::PUT if upload => "UploadPart",
        Method::PUT => "PutObject",
        Method::DELETE if upload => "AbortMultipartUpload",
        Method::DELETE => "DeleteObject",
        Method::POST if address.has("uploads") => "CreateMultipartUpload",
        Method::POST if upload => "CompleteMultipartUpload",
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(method: Method, bucket: &str, key: &str, query: &[&str]) -> &'static str {
        let address = Address {
            bucket: bucket.into(),
            key: key.into(),
            query: query.iter().map(|name| ((*name).into(), String::new())).collect(),
            website: false,
        };
        name(&method, &address, &HeaderMap::new())
    }

    #[test]
    fn method_and_subresource_name_the_operation() {
        assert_eq!(named(Method::GET, "", "", &[]), "ListBuckets");
        assert_eq!(named(Method::PUT, "b", "", &["policy"]), "PutBucketPolicy");
        assert_eq!(named(Method::DELETE, "b", "", &["location"]), UNKNOWN);
        assert_eq!(named(Method::GET, "b", "", &["inventory"]), UNKNOWN);
        assert_eq!(named(Method::GET, "b", "", &["cors"]), "GetBucketCors");
        assert_eq!(named(Method::PUT, "b", "k", &["acl"]), "PutObjectAcl");
        assert_eq!(named(Method::GET, "b", "k", &["cors"]), UNKNOWN);
        assert_eq!(named(Method::POST, "b", "", &["delete"]), "DeleteObjects");
        assert_eq!(named(Method::PUT, "b", "k", &["uploadId", "partNumber"]), "UploadPart");
    }
}
