//! Multipart uploads.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{Response, StatusCode};

use super::buckets::owner;
use super::call::{self, Call};
use super::checksum::{self, Checksum, Running};
use super::listing::Wanted;
use super::model::{Content, Part, Upload};
use super::stored::{Stored, StoredPart};
use super::{S3, errors, object_tagging, uploads};
use crate::clock::iso8601;
use crate::common::Common;
use crate::ids::hex;
use crate::protocol::{ApiError, Element};

/// Parts are numbered from 1. Source: S3 user guide, "Amazon S3 multipart upload limits".
const MAX_PART_NUMBER: u32 = 10_000;
/// Bytes of an object of many parts. The sandbox has an object in memory while it sends it; AWS takes 5 TiB.
const MAX_OBJECT: u64 = 512 << 20;
/// Every part but the last has at least 5 MiB. Source: as above.
const MIN_PART_BYTES: u64 = 5 * 1024 * 1024;
/// Parts in one page of ListParts.
const LIST_LIMIT: usize = 1000;
/// Uploads in one page of ListMultipartUploads. Source: S3 API reference, ListMultipartUploads.
const MAX_UPLOADS: usize = 1000;

/// CreateMultipartUpload.
pub fn create(s3: &mut S3, common: &mut Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let bucket = s3.bucket(call)?;
    uploads::check_key(call.key())?;
    uploads::check_acl(s3, bucket, call)?;
    let checksum_algorithm = call.header("x-amz-checksum-algorithm").map(str::to_ascii_lowercase);
    // Source: S3 user guide, "Checking object integrity": CRC-64/NVME is always over the full object.
    let default_kind = match checksum_algorithm.as_deref() {
        None | Some("crc64nvme") => "FULL_OBJECT",
        Some(_) => "COMPOSITE",
    };
    let upload = Upload {
        id: common.ids.hex(64),
        bucket: call.bucket().to_owned(),
        key: call.key().to_owned(),
        initiated_at: call.now(),
        headers: uploads::kept_headers(call),
        tags: object_tagging::of_write(call)?,
        checksum_kind: call.header("x-amz-checksum-type").unwrap_or(default_kind).to_owned(),
        checksum_algorithm,
        parts: BTreeMap::new(),
    };
    let mut response = call::document(
        Element::new("InitiateMultipartUploadResult")
            .text("Bucket", &upload.bucket)
            .text("Key", &upload.key)
            .text("UploadId", &upload.id),
    );
    if let Some(algorithm) = &upload.checksum_algorithm {
        call::set(&mut response, "x-amz-checksum-algorithm", &algorithm.to_ascii_uppercase());
        call::set(&mut response, "x-amz-checksum-type", &upload.checksum_kind);
    }
    s3.uploads.insert(upload.id.clone(), upload);
    Ok(response)
}

/// UploadPart; a part sent again replaces the former one.
pub fn upload_part(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let algorithm = upload(s3, call)?.checksum_algorithm.clone();
    let number: u32 = call
        .address
        .param("partNumber")
        .and_then(|number| number.parse().ok())
        .filter(|number| (1..=MAX_PART_NUMBER).contains(number))
        .ok_or_else(|| errors::invalid_argument("Part number must be an integer between 1 and 10000, inclusive"))?;
    let checksum = match (uploads::sent_checksum(call), algorithm) {
        (Some(sent), _) => {
            sent.verify(&call.body, || call.sha256())?;
            sent
        }
        (None, Some(algorithm)) => match checksum::compute(&algorithm, &call.body) {
            Some(value) => Checksum::full(&algorithm, value),
            None => Checksum::default_of(&call.body),
        },
        (None, None) => Checksum::default_of(&call.body),
    };
    let part = Part {
        body: uploads::store(call)?,
        size: call.body.len() as u64,
        etag: uploads::etag(call),
        modified_at: call.now(),
        checksum,
    };
    let mut response = call::empty(StatusCode::OK);
    call::set(&mut response, "etag", &part.etag);
    call::set(&mut response, "x-amz-server-side-encryption", s3.bucket(call)?.encryption());
    call::set(&mut response, &part.checksum.header(), &part.checksum.value);
    if let Some(upload) = call.address.param("uploadId").and_then(|id| s3.uploads.get_mut(id)) {
        upload.parts.insert(number, part);
    }
    Ok(response)
}

/// CompleteMultipartUpload: the named parts become the object.
pub fn complete(s3: &mut S3, common: &mut Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let upload = upload(s3, call)?;
    uploads::check_absence(s3, call)?;
    let parts = chosen_parts(call, upload)?;
    let size: u64 = parts.iter().map(|part| part.size).sum();
    if size > MAX_OBJECT {
        return Err(errors::object_too_large(MAX_OBJECT));
    }
    let stored = parts.iter().map(|part| StoredPart {
        body: part.body.clone(),
        size: part.size,
    });
    let content = Content {
        body: Stored::InParts(stored.collect()),
        size,
        etag: combined_etag(&parts),
        headers: upload.headers.clone(),
        tags: upload.tags.clone(),
        checksum: combined_checksum(call, upload, &parts)?,
        kms: uploads::kms_of(s3, call)?,
    };
    let upload_id = upload.id.clone();
    let answer = Element::new("CompleteMultipartUploadResult")
        .text("Location", call.address.resource())
        .text("Bucket", call.bucket())
        .text("Key", call.key())
        .text("ETag", &content.etag)
        .text(content.checksum.element(), &content.checksum.value)
        .text("ChecksumType", &content.checksum.kind);
    let version_id = uploads::write(s3, common, call, content)?;
    s3.uploads.remove(&upload_id);
    let mut response = call::document(answer);
    call::note_version(&mut response, &version_id);
    Ok(response)
}

/// The parts that the request names, in its order, which must be ascending.
fn chosen_parts(call: &Call, upload: &Upload) -> Result<Vec<Part>, ApiError> {
    let root = call.root("CompleteMultipartUpload")?;
    let mut chosen: Vec<Part> = Vec::new();
    let mut last_number = 0;
    for named in root.children_named("Part") {
        let number: u32 = named
            .required_text("PartNumber")?
            .parse()
            .map_err(|_| errors::malformed_xml())?;
        if number <= last_number {
            return Err(errors::invalid_part_order());
        }
        last_number = number;
        let etag = named.required_text("ETag")?.trim_matches('"');
        let part = upload.parts.get(&number).filter(|part| part.etag.trim_matches('"') == etag);
        chosen.push(part.ok_or_else(errors::invalid_part)?.clone());
    }
    let (_, but_last) = chosen.split_last().ok_or_else(errors::malformed_xml)?;
    if but_last.iter().any(|part| part.size < MIN_PART_BYTES) {
        return Err(errors::entity_too_small());
    }
    Ok(chosen)
}

/// The MD5 of the parts' MD5s and their number: `"HEX-N"`.
fn combined_etag(parts: &[Part]) -> String {
    let digests: Vec<u8> = parts.iter().flat_map(|part| unhex(part.etag.trim_matches('"'))).collect();
    format!("\"{}-{}\"", hex(&checksum::md5(&digests)), parts.len())
}

/// Over the whole object, or a checksum of the parts' checksums and their number: `BASE64-N`.
fn combined_checksum(call: &Call, upload: &Upload, parts: &[Part]) -> Result<Checksum, ApiError> {
    let algorithm = upload.checksum_algorithm.as_deref();
    let over_parts = algorithm.filter(|_| upload.checksum_kind != "FULL_OBJECT");
    let Some(algorithm) = over_parts else {
        return whole_checksum(call, algorithm.unwrap_or(checksum::DEFAULT), parts);
    };
    let joined: Vec<u8> = parts
        .iter()
        .flat_map(|part| STANDARD.decode(&part.checksum.value).unwrap_or_default())
        .collect();
    match checksum::compute(algorithm, &joined) {
        Some(value) => Ok(Checksum {
            algorithm: algorithm.to_owned(),
            value: format!("{value}-{}", parts.len()),
            kind: "COMPOSITE".to_owned(),
        }),
        None => whole_checksum(call, checksum::DEFAULT, parts),
    }
}

/// A checksum over all bytes, of which one part at a time is in memory; the default one where that algorithm isn't computed here.
fn whole_checksum(call: &Call, algorithm: &str, parts: &[Part]) -> Result<Checksum, ApiError> {
    let (algorithm, mut running) = match Running::of(algorithm) {
        Some(running) => (algorithm, running),
        None => (checksum::DEFAULT, Running::default()),
    };
    for part in parts {
        let body = call.cx.bodies.get(&part.body);
        running.add(&body.map_err(|error| ApiError::internal(format!("The sandbox could not read a part: {error}")))?);
    }
    Ok(Checksum::full(algorithm, running.value()))
}

/// The bytes of a text in hexadecimal.
fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks_exact(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits.filter_map(byte).collect()
}

/// AbortMultipartUpload.
pub fn abort(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let id = upload(s3, call)?.id.clone();
    s3.uploads.remove(&id);
    Ok(call::empty(StatusCode::NO_CONTENT))
}

/// ListParts, in pages.
pub fn list_parts(s3: &S3, common: &Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let upload = upload(s3, call)?;
    let number = |name: &str| call.address.param(name).and_then(|value| value.parse::<u32>().ok());
    let marker = number("part-number-marker").unwrap_or(0);
    let limit = number("max-parts").map_or(LIST_LIMIT, |limit| (limit as usize).min(LIST_LIMIT));
    let page: Vec<(&u32, &Part)> = upload.parts.range(marker + 1..).take(limit).collect();
    let last = page.last().map_or(marker, |(number, _)| **number);
    let truncated = upload.parts.range(last + 1..).next().is_some();
    let parts = page.iter().map(|(number, part)| {
        Element::new("Part")
            .text("PartNumber", number)
            .text("LastModified", iso8601(part.modified_at))
            .text("ETag", &part.etag)
            .text("Size", part.size)
            .text(part.checksum.element(), &part.checksum.value)
    });
    Ok(call::document(
        Element::new("ListPartsResult")
            .text("Bucket", call.bucket())
            .text("Key", call.key())
            .text("UploadId", &upload.id)
            .child(owner("Initiator", &common.account))
            .child(owner("Owner", &common.account))
            .text("StorageClass", "STANDARD")
            .text("PartNumberMarker", marker)
            .text("NextPartNumberMarker", last)
            .text("MaxParts", limit)
            .text("IsTruncated", truncated)
            .children(parts),
    ))
}

/// ListMultipartUploads: all of a bucket under a prefix, in one page.
pub fn list(s3: &S3, common: &Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket(call)?;
    let wanted = Wanted::of(call)?;
    let mut found: Vec<&Upload> = s3
        .uploads
        .values()
        .filter(|upload| upload.bucket == call.bucket() && upload.key.starts_with(&wanted.prefix))
        .collect();
    found.sort_by(|one, two| (&one.key, one.initiated_at).cmp(&(&two.key, two.initiated_at)));
    let items = found.into_iter().map(|upload| {
        Element::new("Upload")
            .text("Key", wanted.spelled(&upload.key))
            .text("UploadId", &upload.id)
            .child(owner("Initiator", &common.account))
            .child(owner("Owner", &common.account))
            .text("StorageClass", "STANDARD")
            .text("Initiated", iso8601(upload.initiated_at))
    });
    Ok(call::document(
        Element::new("ListMultipartUploadsResult")
            .text("Bucket", call.bucket())
            .text("KeyMarker", "")
            .text("UploadIdMarker", "")
            .text("Prefix", wanted.spelled(&wanted.prefix))
            .optional("EncodingType", wanted.encoding())
            .text("MaxUploads", MAX_UPLOADS)
            .text("IsTruncated", false)
            .children(items),
    ))
}

/// The upload that a call names, which must belong to the call's bucket and key.
fn upload<'w>(s3: &'w S3, call: &Call) -> Result<&'w Upload, ApiError> {
    s3.bucket(call)?;
    call.address
        .param("uploadId")
        .and_then(|id| s3.uploads.get(id))
        .filter(|upload| upload.bucket == call.bucket() && upload.key == call.key())
        .ok_or_else(errors::no_such_upload)
}
