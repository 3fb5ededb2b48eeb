//! Writing objects: PutObject and CopyObject.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{Response, StatusCode};

use super::address::Address;
use super::call::{self, Call};
use super::checksum::Checksum;
use super::model::{Bucket, Content, ENCRYPTION_WITH_OWN_KEYS, NULL_VERSION, Version};
use super::payload::Digests;
use super::stored::Stored;
use super::{S3, errors, object_tagging, objects};
use crate::clock::iso8601;
use crate::common::Common;
use crate::ids::hex;
use crate::protocol::params::decoded;
use crate::protocol::{ApiError, Element};

/// Bytes of UTF-8. Source: S3 user guide, "Naming Amazon S3 objects".
const MAX_KEY: usize = 1024;
const DEFAULT_CONTENT_TYPE: &str = "binary/octet-stream";
/// Headers that S3 stores with an object and returns, besides `x-amz-meta-*`.
const KEPT_HEADERS: [&str; 7] = [
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-type",
    "expires",
    "x-amz-website-redirect-location",
];
/// Source: botocore's S3 model, checksum headers of PutObject.
const CHECKSUM_ALGORITHMS: [&str; 5] = ["crc32", "crc32c", "crc64nvme", "sha1", "sha256"];

/// The ready-made ACLs that give the owner of the bucket full control and nobody else anything, where the owner itself writes.
const OWNERS_CONTROL: [&str; 2] = ["private", "bucket-owner-full-control"];

/// PutObject.
pub fn put(s3: &mut S3, common: &mut Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let bucket = s3.bucket(call)?;
    check_key(call.key())?;
    check_acl(s3, bucket, call)?;
    check_absence(s3, call)?;
    let checksum = match sent_checksum(call) {
        Some(sent) => {
            sent.verify(&call.body, || call.sha256())?;
            sent
        }
        None => Checksum::default_of(&call.body),
    };
    let kms = kms_of(s3, call)?;
    let content = Content {
        body: Stored::Whole(store(call)?),
        size: call.body.len() as u64,
        etag: match kms {
            // Source: S3 API reference, "Object": under SSE-KMS an ETag is no MD5 digest of the data.
            Some(_) => format!("\"{}\"", common.ids.hex(32)),
            None => etag(call),
        },
        headers: kept_headers(call),
        checksum,
        kms,
        tags: object_tagging::of_write(call)?,
    };
    let mut response = call::empty(StatusCode::OK);
    call::set(&mut response, "etag", &content.etag);
    call::set(&mut response, "x-amz-server-side-encryption", content.encryption());
    call::set(&mut response, &content.checksum.header(), &content.checksum.value);
    call::set(&mut response, "x-amz-checksum-type", &content.checksum.kind);
    let version_id = write(s3, common, call, content)?;
    call::note_version(&mut response, &version_id);
    Ok(response)
}

/// CopyObject within the account. It copies the metadata unless the request replaces it.
pub fn copy(s3: &mut S3, common: &mut Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let bucket = s3.bucket(call)?;
    check_key(call.key())?;
    check_acl(s3, bucket, call)?;
    let source = Call {
        cx: call.cx,
        method: call.method.clone(),
        address: source_address(call)?,
        headers: http::HeaderMap::new(),
        body: Bytes::new(),
        digests: Digests::default(),
    };
    s3.bucket(&source)?;
    let mut content = objects::asked_version(s3, &source)?
        .content
        .clone()
        .ok_or_else(errors::no_such_key)?;
    let replace = call.header("x-amz-metadata-directive") == Some("REPLACE");
    if replace {
        content.headers = kept_headers(call);
    } else if source.address == call.address {
        return Err(errors::invalid_request(
            "This copy request is illegal because it is trying to copy an object to itself without changing the object's \
             metadata, storage class, website redirect location or encryption attributes.",
        ));
    }
    if call.header("x-amz-tagging-directive") == Some("REPLACE") {
        content.tags = object_tagging::of_write(call)?;
    }
    let result = Element::new("CopyObjectResult")
        .text("ETag", &content.etag)
        .text("LastModified", iso8601(call.now()))
        .text(content.checksum.element(), &content.checksum.value)
        .text("ChecksumType", &content.checksum.kind);
    let version_id = write(s3, common, call, content)?;
    let mut response = call::document(result);
    call::note_version(&mut response, &version_id);
    Ok(response)
}

fn source_address(call: &Call) -> Result<Address, ApiError> {
    let header = call.header("x-amz-copy-source").unwrap_or_default();
    let (path, query) = header.split_once('?').unwrap_or((header, ""));
    let path = decoded(path.replace('+', "%2B").as_bytes());
    let (bucket, key) = path
        .trim_start_matches('/')
        .split_once('/')
        .ok_or_else(|| errors::invalid_argument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey"))?;
    let version = query.strip_prefix("versionId=");
    Ok(Address {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        query: version
            .map(|id| ("versionId".to_owned(), id.to_owned()))
            .into_iter()
            .collect(),
        website: false,
    })
}

/// Writes a new version and returns its id, which is `null` unless the bucket is versioned.
pub fn write(s3: &mut S3, common: &mut Common, call: &Call, content: Content) -> Result<String, ApiError> {
    add_version(s3, common, call, call.key(), Some(content))
}

/// Adds a version or, without content, a delete marker. A `null` version replaces the former one.
pub fn add_version(
    s3: &mut S3,
    common: &mut Common,
    call: &Call,
    key: &str,
    content: Option<Content>,
) -> Result<String, ApiError> {
    let versioned = s3.bucket(call)?.is_versioned();
    let version_id = objects::next_version_id(common, versioned);
    let sequence = s3.current(call.bucket(), key).map_or(0, |current| current.sequence + 1);
    if version_id == NULL_VERSION {
        remove_version(s3, call.bucket(), key, NULL_VERSION);
    }
    let version = Version {
        bucket: call.bucket().to_owned(),
        key: key.to_owned(),
        version_id: version_id.clone(),
        sequence,
        modified_at: call.now(),
        content,
    };
    s3.versions.insert(version.row_id(), version);
    Ok(version_id)
}

/// Removes one version, if it exists.
pub fn remove_version(s3: &mut S3, bucket: &str, key: &str, version_id: &str) -> Option<Version> {
    let row = s3
        .versions_of(bucket, key)
        .find(|version| version.version_id == version_id)
        .map(Version::row_id)?;
    s3.versions.remove(&row)
}

/// Stores the body of a call durably and returns its name.
pub fn store(call: &Call) -> Result<String, ApiError> {
    call.cx
        .bodies
        .put(hex(&call.sha256()), &call.body)
        .map_err(|error| ApiError::internal(format!("The sandbox could not store the object: {error}")))
}

/// The kind of KMS encryption of what is written to a call's bucket, where it is any.
pub fn kms_of(s3: &S3, call: &Call) -> Result<Option<String>, ApiError> {
    let encryption = s3.bucket(call)?.encryption();
    Ok((encryption != ENCRYPTION_WITH_OWN_KEYS).then(|| encryption.to_owned()))
}

/// The ETag of a body that was sent in one piece.
pub fn etag(call: &Call) -> String {
    format!("\"{}\"", hex(&call.md5()))
}

/// The checksum a client sent with a body.
pub fn sent_checksum(call: &Call) -> Option<Checksum> {
    CHECKSUM_ALGORITHMS.into_iter().find_map(|algorithm| {
        let value = call.header(&format!("x-amz-checksum-{algorithm}"))?;
        Some(Checksum::full(algorithm, value.to_owned()))
    })
}

/// The headers that S3 stores with an object.
pub fn kept_headers(call: &Call) -> BTreeMap<String, String> {
    let mut kept: BTreeMap<String, String> = call
        .headers
        .iter()
        .filter(|(name, _)| KEPT_HEADERS.contains(&name.as_str()) || name.as_str().starts_with("x-amz-meta-"))
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let encoding = kept.remove("content-encoding").unwrap_or_default();
    let encoding = encoding
        .split(',')
        .map(str::trim)
        .filter(|coding| !coding.is_empty() && *coding != "aws-chunked")
        .collect::<Vec<_>>()
        .join(",");
    if !encoding.is_empty() {
        kept.insert("content-encoding".to_owned(), encoding);
    }
    kept.entry("content-type".to_owned())
        .or_insert_with(|| DEFAULT_CONTENT_TYPE.to_owned());
    kept
}

/// Refuses a key that is too long.
pub fn check_key(key: &str) -> Result<(), ApiError> {
    if key.len() > MAX_KEY {
        Err(errors::key_too_long())
    } else {
        Ok(())
    }
}

/// Checks the ACL of a write: with ACLs disabled, only the owner's full control is allowed.
/// Source: S3 user guide, "Controlling ownership of objects and disabling ACLs".
pub fn check_acl(s3: &S3, bucket: &Bucket, call: &Call) -> Result<(), ApiError> {
    let acl = call.header("x-amz-acl");
    if bucket.owner_enforced() && acl.is_some_and(|acl| !OWNERS_CONTROL.contains(&acl)) {
        return Err(errors::acl_not_supported());
    }
    if acl.is_some_and(|acl| acl.starts_with("public-")) && s3.block_in_force(bucket, call.cx).block_public_acls {
        return Err(errors::access_denied());
    }
    Ok(())
}

/// Checks `If-None-Match: *`, which writes only where no object exists.
pub fn check_absence(s3: &S3, call: &Call) -> Result<(), ApiError> {
    let occupied = s3
        .current(call.bucket(), call.key())
        .is_some_and(|version| version.content.is_some());
    if call.header("if-none-match") == Some("*") && occupied {
        return Err(errors::precondition_failed());
    }
    Ok(())
}
