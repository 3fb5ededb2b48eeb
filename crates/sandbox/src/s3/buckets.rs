//! Buckets themselves: create, head, list, delete.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{Response, StatusCode};
use jiff::Timestamp;

use super::call::{self, Call};
use super::document::Node;
use super::model::{Bucket, FreedName, PublicAccessBlock};
use super::{S3, errors, names, tagging};
use crate::clock::{after, iso8601};
use crate::common::Common;
use crate::protocol::{ApiError, Element};

/// The region whose buckets have no location constraint.
const CLASSIC_REGION: &str = "us-east-1";
const OWNERSHIPS: [&str; 3] = ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"];
/// Buckets in one page of ListBuckets when the caller asks for no other number.
const LIST_LIMIT: usize = 10_000;

/// CreateBucket. Creating one's own bucket again is an error everywhere but in us-east-1. Source: docs/AWS.md, "S3 bucket".
/// After a deletion the name is not free at once.
pub fn create(s3: &mut S3, common: &Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    if !names::is_valid(call.bucket()) {
        return Err(errors::invalid_bucket_name());
    }
    if call.bucket().starts_with(names::FOREIGN_PREFIX) {
        return Err(errors::bucket_already_exists());
    }
    if call.bucket().starts_with(names::ELSEWHERE_PREFIX) {
        return Err(errors::bucket_already_owned_by_you());
    }
    let configuration = match call.body.is_empty() {
        true => Node::default(),
        false => Node::parse(&call.body)?,
    };
    check_location(configuration.text_of("LocationConstraint"), &common.region)?;
    let ownership = ownership(call)?;
    let tags = match configuration.child("Tags") {
        Some(tags) => tagging::read(tags)?,
        None => BTreeMap::new(),
    };
    if !tags.is_empty() {
        call.cx.account.check_bucket_tagging(&common.account, &arn(call.bucket()))?;
    }
    if !s3.buckets.contains(call.bucket()) {
        if s3
            .freed_names
            .get(call.bucket())
            .is_some_and(|name| call.now() < name.taken_until)
        {
            return Err(errors::operation_aborted());
        }
        s3.freed_names.remove(call.bucket());
        call.cx.account.quotas.check_buckets(s3.buckets.values().count() + 1)?;
        let bucket = Bucket {
            name: call.bucket().to_owned(),
            created_at: call.now(),
            visible_at: after(call.now(), call.cx.latencies.list_lag),
            ownership: Some(ownership),
            public_access_block: Some(PublicAccessBlock::ALL),
            former_block: None,
            block_settles_at: Timestamp::UNIX_EPOCH,
            policy: None,
            website: None,
            tags,
            versioning: None,
            encryption: None,
            configurations: BTreeMap::new(),
        };
        s3.buckets.insert(call.bucket(), bucket);
    } else if common.region != CLASSIC_REGION {
        return Err(errors::bucket_already_owned_by_you());
    }
    let mut response = call::empty(StatusCode::OK);
    call::set(&mut response, "location", &format!("/{}", call.bucket()));
    call::set(&mut response, "x-amz-bucket-arn", &arn(call.bucket()));
    Ok(response)
}

/// The ARN of a bucket.
pub fn arn(bucket: &str) -> String {
    format!("arn:aws:s3:::{bucket}")
}

fn check_location(constraint: Option<&str>, region: &str) -> Result<(), ApiError> {
    match constraint {
        Some(CLASSIC_REGION) => Err(errors::invalid_location()),
        Some(constraint) if constraint != region => Err(errors::illegal_location(&format!(
            "The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to."
        ))),
        None if region != CLASSIC_REGION => Err(errors::illegal_location(
            "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.",
        )),
        _ => Ok(()),
    }
}

fn ownership(call: &Call) -> Result<String, ApiError> {
    let ownership = call.header("x-amz-object-ownership").unwrap_or("BucketOwnerEnforced");
    check_ownership(ownership)?;
    let acl = call.header("x-amz-acl").unwrap_or("private");
    if ownership == "BucketOwnerEnforced" && acl != "private" {
        return Err(errors::invalid_bucket_acl());
    }
    Ok(ownership.to_owned())
}

/// Refuses an unknown object ownership.
pub fn check_ownership(ownership: &str) -> Result<(), ApiError> {
    if OWNERSHIPS.contains(&ownership) {
        return Ok(());
    }
    Err(errors::invalid_argument(&format!(
        "Invalid x-amz-object-ownership header: {ownership}"
    )))
}

/// HeadBucket.
pub fn head(s3: &S3, common: &Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket(call)?;
    let mut response = call::empty(StatusCode::OK);
    call::set(&mut response, "x-amz-bucket-region", &common.region);
    call::set(&mut response, "x-amz-bucket-arn", &arn(call.bucket()));
    call::set(&mut response, "x-amz-access-point-alias", "false");
    call::set(&mut response, "content-type", "application/xml");
    Ok(response)
}

/// ListBuckets, in pages when `max-buckets` is given. It still lists buckets that were deleted a moment ago.
/// Source: S3 user guide, "Amazon S3 data consistency model".
pub fn list(s3: &S3, common: &Common, call: &Call) -> Response<Bytes> {
    let prefix = call.address.param("prefix").unwrap_or_default();
    let last_seen = call.address.param("continuation-token").unwrap_or_default();
    let limit = call
        .address
        .param("max-buckets")
        .and_then(|number| number.parse().ok())
        .unwrap_or(LIST_LIMIT);
    let existing = s3.buckets.values().filter(|bucket| bucket.visible_at <= call.now());
    let existing = existing.map(|bucket| (bucket.name.as_str(), bucket.created_at));
    let freed = s3.freed_names.iter().filter(|(_, name)| call.now() < name.listed_until);
    let freed = freed.map(|(name, freed)| (name, freed.created_at));
    let shown: BTreeMap<&str, Timestamp> = existing.chain(freed).collect();
    let mut buckets = shown
        .into_iter()
        .filter(|(name, _)| name.starts_with(prefix) && *name > last_seen)
        .peekable();
    let mut page = Vec::new();
    while let Some(bucket) = buckets.next_if(|_| page.len() < limit) {
        page.push(bucket);
    }
    let next = buckets.peek().and_then(|_| page.last()).map(|(name, _)| (*name).to_owned());
    let items = page.iter().map(|(name, created_at)| {
        Element::new("Bucket")
            .text("Name", name)
            .text("CreationDate", iso8601(*created_at))
            .text("BucketRegion", &common.region)
            .text("BucketArn", arn(name))
    });
    call::document(
        Element::new("ListAllMyBucketsResult")
            .child(owner("Owner", &common.account))
            .list("Buckets", items)
            .optional("ContinuationToken", next)
            .optional("Prefix", call.address.param("prefix")),
    )
}

/// The owner of everything, with a canonical id made of the account's number.
pub fn owner(name: &str, account: &str) -> Element {
    Element::new(name).text("ID", format!("{account:0>64}"))
}

/// DeleteBucket: only an empty one, versions and delete markers included.
pub fn delete(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket(call)?;
    if s3.versions.starting_with(&format!("{}/", call.bucket())).next().is_some() {
        return Err(errors::bucket_not_empty());
    }
    let S3 {
        buckets,
        uploads,
        freed_names,
        ..
    } = s3;
    uploads.remove_where(|_, upload| upload.bucket == call.bucket());
    if let Some(bucket) = buckets.remove(call.bucket()) {
        let name = FreedName {
            created_at: bucket.created_at,
            listed_until: after(call.now(), call.cx.latencies.list_lag),
            taken_until: after(call.now(), call.cx.latencies.bucket_name_freed),
        };
        freed_names.insert(bucket.name, name);
    }
    Ok(call::empty(StatusCode::NO_CONTENT))
}

/// GetBucketLocation: empty in us-east-1.
pub fn location(s3: &S3, common: &Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket(call)?;
    let constraint = match common.region.as_str() {
        CLASSIC_REGION => "",
        region => region,
    };
    Ok(call::document(Element::new("LocationConstraint").content(constraint)))
}
