//! Bucket tags.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{Response, StatusCode};

use super::call::{self, Call};
use super::document::Node;
use super::{S3, errors};
use crate::protocol::{ApiError, Element};

/// Source: S3 user guide, "Using cost allocation S3 bucket tags": 50 tags, keys of 128 and values of 256 characters.
const MAX_TAGS: usize = 50;
const MAX_KEY: usize = 128;
const MAX_VALUE: usize = 256;

/// GetBucketTagging.
pub fn get(s3: &S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let tags = &s3.bucket(call)?.tags;
    if tags.is_empty() {
        return Err(errors::not_found("NoSuchTagSet", "The TagSet does not exist"));
    }
    let items = tags
        .iter()
        .map(|(key, value)| Element::new("Tag").text("Key", key).text("Value", value));
    Ok(call::document(Element::new("Tagging").list("TagSet", items)))
}

/// PutBucketTagging replaces all tags.
pub fn put(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let root = call.root("Tagging")?;
    let tags = read(root.child("TagSet").ok_or_else(errors::malformed_xml)?)?;
    s3.bucket_mut(call)?.tags = tags;
    Ok(call::empty(StatusCode::NO_CONTENT))
}

/// DeleteBucketTagging.
pub fn delete(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket_mut(call)?.tags.clear();
    Ok(call::empty(StatusCode::NO_CONTENT))
}

/// Reads the `Tag` children of an element. A tag that S3 does not accept is `InvalidTag`.
pub fn read(set: &Node) -> Result<BTreeMap<String, String>, ApiError> {
    let mut tags = BTreeMap::new();
    for tag in set.children_named("Tag") {
        let key = tag.required_text("Key")?;
        let value = tag.required_text("Value")?;
        if key.is_empty() || key.chars().count() > MAX_KEY {
            return Err(errors::invalid_tag("The TagKey you have provided is invalid"));
        }
        if value.chars().count() > MAX_VALUE {
            return Err(errors::invalid_tag("The TagValue you have provided is invalid"));
        }
        if key.to_lowercase().starts_with("aws:") {
            return Err(errors::invalid_tag("System tags cannot be added/updated by requester"));
        }
        if tags.insert(key.to_owned(), value.to_owned()).is_some() {
            return Err(errors::invalid_tag("Cannot provide multiple Tags with the same key"));
        }
    }
    if tags.len() > MAX_TAGS {
        return Err(errors::invalid_tag("Bucket tag count cannot be greater than 50"));
    }
    Ok(tags)
}
