//! ListObjects and ListObjectsV2: keys in order, grouped by a delimiter, in pages.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Response;

use super::S3;
use super::buckets::owner;
use super::call::{self, Call};
use super::errors;
use super::model::{Content, Version};
use crate::clock::iso8601;
use crate::common::Common;
use crate::protocol::{ApiError, Element};

/// Keys of a page, at most. Source: S3 API reference, ListObjectsV2.
const MAX_KEYS: usize = 1000;

/// The selection of a listing.
#[derive(Debug)]
pub struct Wanted {
    pub prefix: String,
    pub delimiter: Option<String>,
    pub limit: usize,
    url_encoded: bool,
}

impl Wanted {
    /// Reads the query parameters that all listings share.
    pub fn of(call: &Call) -> Result<Self, ApiError> {
        let limit = match call.address.param("max-keys") {
            None => MAX_KEYS,
            Some(text) => text
                .parse()
                .map(|limit: usize| limit.min(MAX_KEYS))
                .map_err(|_| errors::invalid_argument("Provided max-keys not an integer or within integer range"))?,
        };
        let url_encoded = match call.address.param("encoding-type") {
            None => false,
            Some("url") => true,
            Some(_) => return Err(errors::invalid_argument("Invalid Encoding Method specified in Request")),
        };
        Ok(Self {
            prefix: call.address.param("prefix").unwrap_or_default().to_owned(),
            delimiter: call
                .address
                .param("delimiter")
                .filter(|delimiter| !delimiter.is_empty())
                .map(str::to_owned),
            limit,
            url_encoded,
        })
    }

    /// The group a key falls into: its prefix up to and with the first delimiter after the wanted prefix.
    pub fn group(&self, key: &str) -> Option<String> {
        let delimiter = self.delimiter.as_ref()?;
        let rest = key.strip_prefix(&self.prefix)?;
        let end = rest.find(delimiter)? + delimiter.len();
        Some(format!("{}{}", self.prefix, &rest[..end]))
    }

    /// A key in the answer's encoding.
    pub fn spelled(&self, key: &str) -> String {
        if self.url_encoded { url_encode(key) } else { key.to_owned() }
    }

    /// The answer's encoding, where it was asked for.
    pub fn encoding(&self) -> Option<&'static str> {
        self.url_encoded.then_some("url")
    }

    /// The elements that begin every listing.
    pub fn head(&self, root: &str, call: &Call) -> Element {
        Element::new(root)
            .text("Name", call.bucket())
            .text("Prefix", self.spelled(&self.prefix))
            .optional("Delimiter", self.delimiter.as_ref().map(|delimiter| self.spelled(delimiter)))
            .text("MaxKeys", self.limit)
            .optional("EncodingType", self.encoding())
    }

    /// The groups of a page.
    pub fn groups(&self, groups: &[String]) -> Vec<Element> {
        groups
            .iter()
            .map(|group| Element::new("CommonPrefixes").text("Prefix", self.spelled(group)))
            .collect()
    }
}

/// One page.
struct Page<'w> {
    objects: Vec<(&'w Version, &'w Content)>,
    groups: Vec<String>,
    /// The last key or group of the page, when there is more after it.
    truncated_at: Option<String>,
}

/// ListObjects, and ListObjectsV2 where `list-type=2`.
pub fn list(s3: &S3, common: &Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket(call)?;
    let wanted = Wanted::of(call)?;
    let second = call.address.param("list-type") == Some("2");
    let page = page(s3, call, &wanted, &seen(call, second)?);
    let with_owner = !second || call.address.param("fetch-owner") == Some("true");
    let objects = page.objects.iter().map(|(version, content)| {
        let item = Element::new("Contents")
            .text("Key", wanted.spelled(&version.key))
            .text("LastModified", iso8601(version.modified_at))
            .text("ETag", &content.etag)
            .text("ChecksumAlgorithm", content.checksum.algorithm.to_ascii_uppercase())
            .text("ChecksumType", &content.checksum.kind)
            .text("Size", content.size)
            .text("StorageClass", "STANDARD");
        if with_owner {
            item.child(owner("Owner", &common.account))
        } else {
            item
        }
    });
    let root = wanted
        .head("ListBucketResult", call)
        .text("IsTruncated", page.truncated_at.is_some());
    let root = if second {
        let next = page.truncated_at.as_ref().map(|key| STANDARD.encode(key));
        root.text("KeyCount", page.objects.len() + page.groups.len())
            .optional("ContinuationToken", call.address.param("continuation-token"))
            .optional("NextContinuationToken", next)
            .optional("StartAfter", call.address.param("start-after").map(|key| wanted.spelled(key)))
    } else {
        let next = page.truncated_at.as_ref().filter(|_| wanted.delimiter.is_some());
        root.text("Marker", wanted.spelled(call.address.param("marker").unwrap_or_default()))
            .optional("NextMarker", next.map(|key| wanted.spelled(key)))
    };
    Ok(call::document(root.children(objects).children(wanted.groups(&page.groups))))
}

/// The key or group after which the page begins.
fn seen(call: &Call, second: bool) -> Result<String, ApiError> {
    if !second {
        return Ok(call.address.param("marker").unwrap_or_default().to_owned());
    }
    match call.address.param("continuation-token") {
        None => Ok(call.address.param("start-after").unwrap_or_default().to_owned()),
        Some(token) => STANDARD
            .decode(token)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(|| errors::invalid_argument("The continuation token provided is incorrect")),
    }
}

fn page<'w>(s3: &'w S3, call: &Call, wanted: &Wanted, seen: &str) -> Page<'w> {
    let mut page = Page {
        objects: Vec::new(),
        groups: Vec::new(),
        truncated_at: None,
    };
    let mut last = seen.to_owned();
    for (version, content) in current_objects(s3, call.bucket(), &wanted.prefix, seen) {
        let group = wanted.group(&version.key);
        let name = group.as_ref().unwrap_or(&version.key);
        if *name <= last {
            continue;
        }
        if page.objects.len() + page.groups.len() == wanted.limit {
            // A page without keys is never truncated, because no later request could continue it.
            page.truncated_at = (wanted.limit > 0).then_some(last);
            return page;
        }
        last.clone_from(name);
        match group {
            Some(group) => page.groups.push(group),
            None => page.objects.push((version, content)),
        }
    }
    page
}

/// The current version of every key under a prefix that isn't deleted, in key order, from a key on.
fn current_objects<'w>(s3: &'w S3, bucket: &str, prefix: &str, from: &str) -> impl Iterator<Item = (&'w Version, &'w Content)> {
    let mut former: Option<&str> = None;
    s3.versions
        .starting_with_from(&format!("{bucket}/{prefix}"), &format!("{bucket}/{from}"))
        .filter_map(move |(_, version)| {
            let current = former != Some(version.key.as_str());
            former = Some(&version.key);
            let content = version.content.as_ref()?;
            current.then_some((version, content))
        })
}

/// Percent-encodes as S3 does for `encoding-type=url`: unreserved characters and slashes stay, a space is a plus.
/// Source: botocore decodes what it lists with `unquote_plus`.
fn url_encode(key: &str) -> String {
    key.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => char::from(byte).to_string(),
            b' ' => "+".to_owned(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
