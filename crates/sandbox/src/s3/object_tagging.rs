//! Tags of objects: of each version its own.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{Response, StatusCode};

use super::call::{self, Call};
use super::document::Node;
use super::model::Version;
use super::{S3, errors, objects, tagging};
use crate::protocol::params::decoded;
use crate::protocol::{ApiError, Element};

/// Most tags of an object. Source: S3 user guide, "Categorizing your storage using tags".
const MAX_TAGS: usize = 10;

/// The tags in the header of a write, as in a query string.
///
/// # Errors
/// `InvalidArgument` for a form that can't be read, `InvalidTag`.
pub fn of_write(call: &Call) -> Result<BTreeMap<String, String>, ApiError> {
    let Some(header) = call.header("x-amz-tagging").filter(|header| !header.is_empty()) else {
        return Ok(BTreeMap::new());
    };
    let mut set = Node::default();
    for pair in header.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let child = |name: &str, text: &str| Node {
            name: name.to_owned(),
            text: decoded(text.as_bytes()),
            children: Vec::new(),
        };
        set.children.push(Node {
            name: "Tag".to_owned(),
            text: String::new(),
            children: vec![child("Key", key), child("Value", value)],
        });
    }
    read(&set)
}

fn read(set: &Node) -> Result<BTreeMap<String, String>, ApiError> {
    let tags = tagging::read(set)?;
    if tags.len() > MAX_TAGS {
        let message = "Object tags cannot be greater than 10";
        return Err(ApiError::new("BadRequest", message));
    }
    Ok(tags)
}

/// GetObjectTagging: an object without tags has an empty set.
pub fn get(s3: &S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket(call)?;
    let version = objects::asked_version(s3, call)?;
    let content = version.content.as_ref().ok_or_else(errors::no_such_key)?;
    let items = content
        .tags
        .iter()
        .map(|(key, value)| Element::new("Tag").text("Key", key).text("Value", value));
    let mut response = call::document(Element::new("Tagging").list("TagSet", items));
    call::note_version(&mut response, &version.version_id);
    Ok(response)
}

/// PutObjectTagging replaces all tags.
pub fn put(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let root = call.root("Tagging")?;
    let tags = read(root.child("TagSet").ok_or_else(errors::malformed_xml)?)?;
    replace(s3, call, tags, StatusCode::OK)
}

/// DeleteObjectTagging.
pub fn delete(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    replace(s3, call, BTreeMap::new(), StatusCode::NO_CONTENT)
}

fn replace(s3: &mut S3, call: &Call, tags: BTreeMap<String, String>, status: StatusCode) -> Result<Response<Bytes>, ApiError> {
    s3.bucket(call)?;
    let version = objects::asked_version(s3, call)?;
    if version.content.is_none() {
        return Err(errors::method_not_allowed());
    }
    let row = version.row_id();
    let mut response = call::empty(status);
    call::note_version(&mut response, &version.version_id);
    let content = s3
        .versions
        .get_mut(&row)
        .and_then(|version: &mut Version| version.content.as_mut());
    if let Some(content) = content {
        content.tags = tags;
    }
    Ok(response)
}
