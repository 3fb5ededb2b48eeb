//! S3: buckets, their configuration and objects, over the REST protocol in path style and virtual-host style.
//!
//! Requests without credentials get only what a public bucket policy grants. Names that begin with `taken-` belong to
//! someone else. The website endpoint of a bucket is its AWS host name or, on loopback, the path `/__website/BUCKET/`.

mod acls;
mod address;
mod buckets;
mod call;
mod checksum;
mod chunked;
mod configurations;
mod deletion;
mod document;
mod errors;
mod listing;
mod model;
mod multipart;
mod names;
mod object_tagging;
mod objects;
mod operation;
#[cfg(test)]
mod parsers;
mod payload;
mod policies;
mod policy;
mod settings;
mod stored;
mod tagging;
#[cfg(test)]
mod tests;
mod uploads;
mod versions;
mod website;

use std::collections::BTreeSet;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use jiff::Timestamp;

use super::ground_truth::Existing;
use super::protocol::{ApiError, Caller, Element};
use super::table::{Rows, Table};
use crate::common::{Common, Context};
use address::Address;
use call::Call;
use model::{Bucket, FreedName, PublicAccessBlock, Upload, Version};
pub use operation::iam_action;
pub use payload::Payload;

/// The one row of the account's public access block.
const ACCOUNT_BLOCK: &str = "account";

/// The tables of S3.
#[derive(Debug, Default)]
pub struct S3 {
    buckets: Table<Bucket>,
    versions: Table<Version>,
    uploads: Table<Upload>,
    freed_names: Table<FreedName>,
    account_block: Table<PublicAccessBlock>,
}

impl S3 {
    /// Every table under the name it is stored by.
    pub fn tables(&mut self) -> Vec<(&'static str, &mut dyn Rows)> {
        vec![
            ("s3.buckets", &mut self.buckets),
            ("s3.versions", &mut self.versions),
            ("s3.uploads", &mut self.uploads),
            ("s3.freed_names", &mut self.freed_names),
            ("s3.account_block", &mut self.account_block),
        ]
    }
}

/// Forgets the names of deleted buckets that are free by `now`.
pub fn advance(s3: &mut S3, now: Timestamp) {
    s3.freed_names
        .remove_where(|_, name| name.taken_until.max(name.listed_until) <= now);
}

/// The names of the bodies that objects and unfinished uploads refer to.
pub fn bodies(s3: &S3) -> BTreeSet<String> {
    let objects = s3
        .versions
        .values()
        .filter_map(|version| version.content.as_ref())
        .flat_map(|content| content.body.names());
    let parts = s3
        .uploads
        .values()
        .flat_map(|upload| upload.parts.values())
        .map(|part| part.body.clone());
    objects.chain(parts).collect()
}

/// AWS's name of the operation that a request calls.
pub fn operation(request: &Request<Bytes>) -> &'static str {
    operation::name(request.method(), &Address::of(request), request.headers())
}

/// Whether a request is for the website endpoint of a bucket.
pub fn is_website(request: &Request<Bytes>) -> bool {
    Address::of(request).website
}

/// Whether the body of a request is that of an object or a part.
pub fn takes_object(request: &Request<Bytes>) -> bool {
    ["PutObject", "UploadPart"].contains(&operation(request))
}

/// Decodes the body of a request and verifies it, before the world is locked.
///
/// # Errors
/// The body is not what the headers say.
pub fn payload(request: &Request<Bytes>) -> Result<Payload, ApiError> {
    Payload::of(request, takes_object(request))
}

/// Whether the answer to a request is an object.
pub fn answers_object(request: &Request<Bytes>) -> bool {
    ["GetObject", operation::WEBSITE_DOCUMENT].contains(&operation(request))
}

/// The ARN of the bucket or object a request names; `*` for the service itself.
pub fn arn(request: &Request<Bytes>) -> String {
    let Address { bucket, key, .. } = Address::of(request);
    match (bucket.as_str(), key.as_str()) {
        ("", _) => "*".to_owned(),
        (bucket, "") => buckets::arn(bucket),
        (bucket, key) => format!("{}/{key}", buckets::arn(bucket)),
    }
}

/// Runs one S3 operation. An anonymous request has no caller.
///
/// # Errors
/// AWS's own codes; [`error`] puts them in S3's form.
pub fn handle(
    s3: &mut S3,
    common: &mut Common,
    cx: &Context,
    operation: &str,
    caller: Option<&Caller>,
    request: &Request<Bytes>,
    payload: Payload,
) -> Result<Response<Bytes>, ApiError> {
    let call = Call::of(cx, request, payload);
    let mut response = if operation == operation::WEBSITE_DOCUMENT {
        website::serve(s3, &call)
    } else {
        authorize(s3, common, &call, operation, caller)?;
        run(s3, common, &call, operation)?
    };
    if request.method() == Method::HEAD {
        *response.body_mut() = Bytes::new();
    }
    identify(&mut response, cx.request_id);
    Ok(response)
}

#[expect(clippy::too_many_lines, reason = "a table: one line for each operation")]
fn run(s3: &mut S3, common: &mut Common, call: &Call, operation: &str) -> Result<Response<Bytes>, ApiError> {
    match operation {
        "ListBuckets" => Ok(buckets::list(s3, common, call)),
        "CreateBucket" => buckets::create(s3, common, call),
        "HeadBucket" => buckets::head(s3, common, call),
        "DeleteBucket" => buckets::delete(s3, call),
        "GetBucketLocation" => buckets::location(s3, common, call),
        "GetPublicAccessBlock" => settings::get_public_access_block(s3, call),
        "PutPublicAccessBlock" => settings::put_public_access_block(s3, call),
        "DeletePublicAccessBlock" => settings::delete_public_access_block(s3, call),
        "GetBucketOwnershipControls" => settings::get_ownership_controls(s3, call),
        "PutBucketOwnershipControls" => settings::put_ownership_controls(s3, call),
        "DeleteBucketOwnershipControls" => settings::delete_ownership_controls(s3, call),
        "GetBucketVersioning" => settings::get_versioning(s3, call),
        "PutBucketVersioning" => settings::put_versioning(s3, call),
        "PutBucketEncryption" => settings::put_encryption(s3, call),
        "GetBucketEncryption" => settings::get_encryption(s3, call),
        "GetBucketAcl" | "GetObjectAcl" => acls::get(s3, common, call),
        "PutBucketAcl" | "PutObjectAcl" => acls::put(s3, call),
        "DeleteBucketEncryption" => settings::delete_encryption(s3, call),
        "GetBucketAccelerateConfiguration"
        | "GetBucketCors"
        | "GetBucketLifecycleConfiguration"
        | "GetBucketLogging"
        | "GetBucketNotificationConfiguration"
        | "GetBucketReplication"
        | "GetBucketRequestPayment"
        | "GetObjectLockConfiguration" => configurations::get(s3, call),
        "PutBucketAccelerateConfiguration"
        | "PutBucketCors"
        | "PutBucketLifecycleConfiguration"
        | "PutBucketLogging"
        | "PutBucketRequestPayment" => configurations::put(s3, call),
        "DeleteBucketCors" | "DeleteBucketLifecycle" => configurations::delete(s3, call),
        "GetBucketTagging" => tagging::get(s3, call),
        "PutBucketTagging" => tagging::put(s3, call),
        "DeleteBucketTagging" => tagging::delete(s3, call),
        "GetBucketPolicy" => policies::get(s3, call),
        "PutBucketPolicy" => policies::put(s3, call),
        "DeleteBucketPolicy" => policies::delete(s3, call),
        "GetBucketPolicyStatus" => policies::status(s3, call),
        "GetBucketWebsite" => website::get(s3, call),
        "PutBucketWebsite" => website::put(s3, call),
        "DeleteBucketWebsite" => website::delete(s3, call),
        "ListObjects" | "ListObjectsV2" => listing::list(s3, common, call),
        "ListObjectVersions" => versions::list(s3, common, call),
        "GetObject" | "HeadObject" => objects::get(s3, call),
        "GetObjectTagging" => object_tagging::get(s3, call),
        "PutObjectTagging" => object_tagging::put(s3, call),
        "DeleteObjectTagging" => object_tagging::delete(s3, call),
        "PutObject" => uploads::put(s3, common, call),
        "CopyObject" => uploads::copy(s3, common, call),
        "DeleteObject" => deletion::delete_one(s3, common, call),
        "DeleteObjects" => deletion::delete_many(s3, common, call),
        "CreateMultipartUpload" => multipart::create(s3, common, call),
        "UploadPart" => multipart::upload_part(s3, call),
        "CompleteMultipartUpload" => multipart::complete(s3, common, call),
        "AbortMultipartUpload" => multipart::abort(s3, call),
        "ListParts" => multipart::list_parts(s3, common, call),
        "ListMultipartUploads" => multipart::list(s3, common, call),
        _ => Err(errors::not_implemented()),
    }
}

/// Authorizes the owner for everything, and anyone else for reading what a public policy opens.
fn authorize(s3: &S3, common: &Common, call: &Call, operation: &str, caller: Option<&Caller>) -> Result<(), ApiError> {
    let expected_owner = call.header("x-amz-expected-bucket-owner");
    if expected_owner.is_some_and(|owner| owner != common.account) {
        return Err(errors::access_denied());
    }
    if caller.is_some() {
        return Ok(());
    }
    let bucket = s3.bucket(call)?;
    // Source: S3 user guide, "Using server-side encryption with AWS KMS keys": reading takes the right to use the key.
    let is_under_kms = s3
        .current(call.bucket(), call.key())
        .is_some_and(|version| version.content.as_ref().is_some_and(|content| content.kms.is_some()));
    let readable = ["GetObject", "HeadObject"].contains(&operation)
        && policies::anyone_may_read(s3, bucket, call.key(), call.cx)
        && !is_under_kms;
    if readable { Ok(()) } else { Err(errors::access_denied()) }
}

impl S3 {
    /// Sets all four switches of the account's own public access block, which overrides those of its buckets.
    pub fn block_public_access(&mut self, on: bool) {
        let block = if on {
            PublicAccessBlock::ALL
        } else {
            PublicAccessBlock::default()
        };
        self.account_block.insert(ACCOUNT_BLOCK, block);
    }

    /// The switches in force for a bucket: its own and the account's, which are those that such an account begins with until somebody sets
    /// them.
    fn block_in_force(&self, bucket: &Bucket, cx: &Context) -> PublicAccessBlock {
        let begins_with = match cx.account.blocks_public_buckets {
            true => PublicAccessBlock::ALL,
            false => PublicAccessBlock::default(),
        };
        let account = self.account_block.get(ACCOUNT_BLOCK).copied().unwrap_or(begins_with);
        bucket.block_in_force(cx.now).or(account)
    }

    /// The bucket that a call names, once it is visible.
    fn bucket(&self, call: &Call) -> Result<&Bucket, ApiError> {
        if !names::is_valid(call.bucket()) {
            return Err(errors::invalid_bucket_name());
        }
        if call.bucket().starts_with(names::FOREIGN_PREFIX) {
            return Err(errors::access_denied());
        }
        if call.bucket().starts_with(names::ELSEWHERE_PREFIX) {
            return Err(errors::permanent_redirect());
        }
        self.buckets
            .get(call.bucket())
            .filter(|bucket| bucket.visible_at <= call.now())
            .ok_or_else(errors::no_such_bucket)
    }

    /// The bucket that a call names, to change it.
    fn bucket_mut(&mut self, call: &Call) -> Result<&mut Bucket, ApiError> {
        self.bucket(call)?;
        self.buckets.get_mut(call.bucket()).ok_or_else(errors::no_such_bucket)
    }
}

/// An error answer in S3's form; without a body when the request is a HEAD.
pub fn error(error: &ApiError, request_id: &str, request: &Request<Bytes>) -> Response<Bytes> {
    let address = Address::of(request);
    let host_id = host_id(request_id);
    let root = Element::new("Error")
        .text("Code", &error.code)
        .text("Message", &error.message)
        .optional("BucketName", Some(&address.bucket).filter(|name| !name.is_empty()))
        .optional("Key", Some(&address.key).filter(|key| !key.is_empty()))
        .text("Resource", address.resource())
        .text("RequestId", request_id)
        .text("HostId", &host_id);
    let body = if request.method() == Method::HEAD || error.status == StatusCode::NOT_MODIFIED {
        Bytes::new()
    } else {
        Bytes::from(root.document())
    };
    let mut response = Response::new(body);
    *response.status_mut() = error.status;
    call::set(&mut response, "content-type", "application/xml");
    identify(&mut response, request_id);
    response
}

fn identify(response: &mut Response<Bytes>, request_id: &str) {
    call::set(response, "x-amz-request-id", request_id);
    call::set(response, "x-amz-id-2", &host_id(request_id));
    call::set(response, "server", "AmazonS3");
}

/// S3's second id of a request; in the sandbox a copy of the first.
fn host_id(request_id: &str) -> String {
    format!("sandbox/{request_id}")
}

/// What exists in S3.
pub fn ground_truth(s3: &S3) -> Vec<Existing> {
    let buckets = s3.buckets.values();
    buckets
        .map(|bucket| Existing {
            kind: "bucket",
            id: bucket.name.clone(),
            tags: bucket.tags.clone(),
        })
        .collect()
}
