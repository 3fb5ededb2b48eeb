//! ListObjectVersions: every version and delete marker, the newest of a key first.

use bytes::Bytes;
use http::Response;

use super::S3;
use super::buckets::owner;
use super::call::{self, Call};
use super::listing::Wanted;
use super::model::Version;
use crate::clock::iso8601;
use crate::common::Common;
use crate::protocol::{ApiError, Element};

/// ListObjectVersions.
pub fn list(s3: &S3, common: &Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket(call)?;
    let wanted = Wanted::of(call)?;
    let key_marker = call.address.param("key-marker").unwrap_or_default();
    let version_marker = call.address.param("version-id-marker").unwrap_or_default();
    let mut items = Vec::new();
    let mut groups: Vec<String> = Vec::new();
    let mut last: Option<(String, String)> = None;
    let mut truncated = false;
    let mut former_key: Option<&str> = None;
    let mut marker_seen = false;
    for version in versions_under(s3, call.bucket(), &wanted.prefix) {
        let is_latest = former_key != Some(version.key.as_str());
        former_key = Some(&version.key);
        let group = wanted.group(&version.key);
        let name = group.as_ref().unwrap_or(&version.key);
        if name.as_str() < key_marker || groups.last() == Some(name) {
            continue;
        }
        if name == key_marker && !marker_seen {
            // Without a version id marker, the former page showed every version of the marker's key.
            marker_seen = !version_marker.is_empty() && version.version_id == version_marker;
            continue;
        }
        if items.len() + groups.len() == wanted.limit {
            truncated = wanted.limit > 0;
            break;
        }
        let id = group.as_ref().map_or(version.version_id.as_str(), |_| "");
        last = Some((name.clone(), id.to_owned()));
        match group {
            Some(group) => groups.push(group),
            None => items.push(item(common, &wanted, version, is_latest)),
        }
    }
    let next = last.filter(|_| truncated);
    let root = wanted
        .head("ListVersionsResult", call)
        .text("KeyMarker", wanted.spelled(key_marker))
        .text("VersionIdMarker", version_marker)
        .optional("NextKeyMarker", next.as_ref().map(|(key, _)| wanted.spelled(key)))
        .optional("NextVersionIdMarker", next.as_ref().map(|(_, id)| id))
        .text("IsTruncated", truncated)
        .children(items)
        .children(wanted.groups(&groups));
    Ok(call::document(root))
}

fn versions_under<'w>(s3: &'w S3, bucket: &str, prefix: &str) -> impl Iterator<Item = &'w Version> {
    s3.versions
        .starting_with(&format!("{bucket}/{prefix}"))
        .map(|(_, version)| version)
}

fn item(common: &Common, wanted: &Wanted, version: &Version, is_latest: bool) -> Element {
    let name = match version.content {
        Some(_) => "Version",
        None => "DeleteMarker",
    };
    let item = Element::new(name)
        .text("Key", wanted.spelled(&version.key))
        .text("VersionId", &version.version_id)
        .text("IsLatest", is_latest)
        .text("LastModified", iso8601(version.modified_at))
        .child(owner("Owner", &common.account));
    match &version.content {
        Some(content) => item
            .text("ETag", &content.etag)
            .text("Size", content.size)
            .text("StorageClass", "STANDARD"),
        None => item,
    }
}
