//! Reading objects: GetObject, HeadObject, ranges and conditions.

use std::ops::Range;

use bytes::Bytes;
use http::{Method, Response, StatusCode};

use super::call::{self, Call};
use super::model::{Content, NULL_VERSION, Version, key_prefix};
use super::{S3, errors};
use crate::clock::http_date;
use crate::common::Common;
use crate::protocol::ApiError;

/// Query parameters by which a reader replaces headers of the answer.
const OVERRIDES: [(&str, &str); 6] = [
    ("response-cache-control", "cache-control"),
    ("response-content-disposition", "content-disposition"),
    ("response-content-encoding", "content-encoding"),
    ("response-content-language", "content-language"),
    ("response-content-type", "content-type"),
    ("response-expires", "expires"),
];

impl S3 {
    /// All versions of a key, the current one first.
    pub(super) fn versions_of(&self, bucket: &str, key: &str) -> impl Iterator<Item = &Version> + use<'_> {
        self.versions
            .starting_with(&key_prefix(bucket, key))
            .map(|(_, version)| version)
    }

    /// The current version of a key, which may be a delete marker.
    pub(super) fn current(&self, bucket: &str, key: &str) -> Option<&Version> {
        self.versions_of(bucket, key).next()
    }
}

/// GetObject and HeadObject.
pub fn get(s3: &S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let bucket = s3.bucket(call)?;
    let version = asked_version(s3, call)?;
    let Some(content) = &version.content else {
        let asked_by_id = call.address.has("versionId");
        return Err(if asked_by_id {
            errors::method_not_allowed()
        } else {
            errors::no_such_key()
        });
    };
    check_conditions(call, version, content)?;
    let mut response = match call.header("range").and_then(|range| parse_range(range, content.size)) {
        Some(range) => part(call, version, content, range?)?,
        None => whole(call, version, content)?,
    };
    if bucket.versioning.is_some() {
        call::set(&mut response, "x-amz-version-id", &version.version_id);
    }
    for (parameter, header) in OVERRIDES {
        if let Some(value) = call.address.param(parameter) {
            call::set(&mut response, header, value);
        }
    }
    Ok(response)
}

/// The version the query names, else the current one.
pub fn asked_version<'w>(s3: &'w S3, call: &Call) -> Result<&'w Version, ApiError> {
    match call.address.param("versionId") {
        Some(id) => s3
            .versions_of(call.bucket(), call.key())
            .find(|version| version.version_id == id)
            .ok_or_else(errors::no_such_version),
        None => s3.current(call.bucket(), call.key()).ok_or_else(errors::no_such_key),
    }
}

/// A whole object with its headers.
pub fn whole(call: &Call, version: &Version, content: &Content) -> Result<Response<Bytes>, ApiError> {
    let mut response = Response::new(body(call, content, 0..content.size)?);
    describe(&mut response, version, content);
    call::set(&mut response, "content-length", &content.size.to_string());
    if call
        .header("x-amz-checksum-mode")
        .is_some_and(|mode| mode.eq_ignore_ascii_case("enabled"))
    {
        call::set(&mut response, &content.checksum.header(), &content.checksum.value);
        call::set(&mut response, "x-amz-checksum-type", &content.checksum.kind);
    }
    Ok(response)
}

/// Some of the stored bytes of an object; none for a HEAD, whose answer has no body.
fn body(call: &Call, content: &Content, wanted: Range<u64>) -> Result<Bytes, ApiError> {
    if call.method == Method::HEAD {
        return Ok(Bytes::new());
    }
    content
        .body
        .read(call.cx.bodies, wanted)
        .map_err(|error| ApiError::internal(format!("The sandbox could not read the object: {error}")))
}

fn part(call: &Call, version: &Version, content: &Content, (first, last): (u64, u64)) -> Result<Response<Bytes>, ApiError> {
    let mut response = Response::new(body(call, content, first..last + 1)?);
    *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    describe(&mut response, version, content);
    call::set(&mut response, "content-length", &(last + 1 - first).to_string());
    call::set(
        &mut response,
        "content-range",
        &format!("bytes {first}-{last}/{}", content.size),
    );
    Ok(response)
}

fn describe(response: &mut Response<Bytes>, version: &Version, content: &Content) {
    call::set(response, "last-modified", &http_date(version.modified_at));
    call::set(response, "etag", &content.etag);
    call::set(response, "accept-ranges", "bytes");
    call::set(response, "x-amz-server-side-encryption", content.encryption());
    for (name, value) in &content.headers {
        call::set(response, name, value);
    }
    if !content.tags.is_empty() {
        call::set(response, "x-amz-tagging-count", &content.tags.len().to_string());
    }
}

/// The first and last byte of a single range; other forms of the header are ignored, as RFC 9110 allows.
fn parse_range(header: &str, size: u64) -> Option<Result<(u64, u64), ApiError>> {
    let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
    let range = if first.is_empty() {
        let length: u64 = last.parse().ok()?;
        (length > 0 && size > 0).then(|| (size.saturating_sub(length), size - 1))
    } else {
        let first: u64 = first.parse().ok()?;
        let last: u64 = if last.is_empty() { u64::MAX } else { last.parse().ok()? };
        (first < size && first <= last).then(|| (first, last.min(size - 1)))
    };
    Some(range.ok_or_else(errors::invalid_range))
}

fn check_conditions(call: &Call, version: &Version, content: &Content) -> Result<(), ApiError> {
    let matches = |tags: &str| tags.split(',').any(|tag| tag.trim() == "*" || tag.trim() == content.etag);
    if call.header("if-match").is_some_and(|tags| !matches(tags)) {
        return Err(errors::precondition_failed());
    }
    let unchanged = match call.header("if-none-match") {
        Some(tags) => matches(tags),
        None => call
            .header("if-modified-since")
            .is_some_and(|since| since == http_date(version.modified_at)),
    };
    if unchanged { Err(errors::not_modified()) } else { Ok(()) }
}

/// The version id of a new write.
pub fn next_version_id(common: &mut Common, versioned: bool) -> String {
    if versioned {
        common.ids.hex(32)
    } else {
        NULL_VERSION.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_cut_to_the_object() {
        let range = |header: &str| parse_range(header, 10).map(|range| range.map_err(|error| error.code));
        assert_eq!(range("bytes=0-3"), Some(Ok((0, 3))));
        assert_eq!(range("bytes=4-"), Some(Ok((4, 9))));
        assert_eq!(range("bytes=-3"), Some(Ok((7, 9))));
        assert_eq!(range("bytes=5-99"), Some(Ok((5, 9))));
        assert_eq!(range("bytes=10-"), Some(Err("InvalidRange".into())));
        assert_eq!(range("lines=1-2"), None);
    }
}
