//! DeleteObject and DeleteObjects.

use bytes::Bytes;
use http::{Response, StatusCode};

use super::call::{self, Call};
use super::document::Node;
use super::model::NULL_VERSION;
use super::{S3, errors, uploads};
use crate::common::Common;
use crate::protocol::{ApiError, Element};

/// Source: S3 API reference, DeleteObjects.
const MAX_KEYS: usize = 1000;

/// What became of a delete.
#[derive(Debug, Default)]
struct Deleted {
    /// The version that was deleted, when one was named.
    version_id: Option<String>,
    /// The delete marker that was added or taken away.
    marker_id: Option<String>,
}

/// DeleteObject. What isn't there is deleted all the same.
pub fn delete_one(s3: &mut S3, common: &mut Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket(call)?;
    let deleted = delete(s3, common, call, call.key(), call.address.param("versionId"))?;
    let mut response = call::empty(StatusCode::NO_CONTENT);
    if deleted.marker_id.is_some() {
        call::set(&mut response, "x-amz-delete-marker", "true");
    }
    if let Some(id) = deleted.version_id.or(deleted.marker_id) {
        call::note_version(&mut response, &id);
    }
    Ok(response)
}

/// DeleteObjects: up to 1000 keys; in quiet mode only errors are reported.
pub fn delete_many(s3: &mut S3, common: &mut Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket(call)?;
    let root = call.root("Delete")?;
    let quiet = root.text_of("Quiet").is_some_and(|quiet| quiet.eq_ignore_ascii_case("true"));
    let objects: Vec<&Node> = root.children_named("Object").collect();
    if objects.is_empty() || objects.len() > MAX_KEYS {
        return Err(errors::malformed_xml());
    }
    let mut items = Vec::new();
    for object in objects {
        let key = object.required_text("Key")?;
        let version_id = object.text_of("VersionId").filter(|id| !id.is_empty());
        match delete(s3, common, call, key, version_id) {
            Ok(_) if quiet => {}
            Ok(deleted) => items.push(report(key, deleted)),
            Err(error) => items.push(
                Element::new("Error")
                    .text("Key", key)
                    .optional("VersionId", version_id)
                    .text("Code", &error.code)
                    .text("Message", &error.message),
            ),
        }
    }
    Ok(call::document(Element::new("DeleteResult").children(items)))
}

fn report(key: &str, deleted: Deleted) -> Element {
    Element::new("Deleted")
        .text("Key", key)
        .optional("VersionId", deleted.version_id)
        .optional("DeleteMarker", deleted.marker_id.as_ref().map(|_| true))
        .optional("DeleteMarkerVersionId", deleted.marker_id)
}

/// Deletes one version for good or, when none is named, the object: a versioned bucket gets a delete marker.
fn delete(s3: &mut S3, common: &mut Common, call: &Call, key: &str, version_id: Option<&str>) -> Result<Deleted, ApiError> {
    uploads::check_key(key)?;
    if key.is_empty() {
        return Err(errors::malformed_xml());
    }
    if let Some(id) = version_id {
        let removed = uploads::remove_version(s3, call.bucket(), key, id);
        let marker = removed.is_some_and(|version| version.content.is_none());
        return Ok(Deleted {
            version_id: Some(id.to_owned()),
            marker_id: marker.then(|| id.to_owned()),
        });
    }
    if s3.bucket(call)?.versioning.is_none() {
        uploads::remove_version(s3, call.bucket(), key, NULL_VERSION);
        return Ok(Deleted::default());
    }
    let marker_id = uploads::add_version(s3, common, call, key, None)?;
    Ok(Deleted {
        version_id: None,
        marker_id: Some(marker_id),
    })
}
