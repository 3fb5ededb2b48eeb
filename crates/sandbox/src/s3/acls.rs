//! ACLs as buckets take them today: switched off unless the bucket says otherwise, and then the owner's alone.

use bytes::Bytes;
use http::{Response, StatusCode};

use super::buckets::owner;
use super::call::{self, Call};
use super::{S3, errors, objects};
use crate::common::Common;
use crate::protocol::{ApiError, Element};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The ready-made ACLs that leave everything to the owner, where all objects are the owner's.
const OWNERS_OWN: [&str; 3] = ["private", "bucket-owner-read", "bucket-owner-full-control"];

/// GetBucketAcl and GetObjectAcl: only the owner has control, in full.
pub fn get(s3: &S3, common: &Common, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket(call)?;
    if !call.key().is_empty() {
        objects::asked_version(s3, call)?;
    }
    let grantee = owner("Grantee", &common.account)
        .attribute("xmlns:xsi", XSI)
        .attribute("xsi:type", "CanonicalUser");
    let grant = Element::new("Grant").child(grantee).text("Permission", "FULL_CONTROL");
    Ok(call::document(
        Element::new("AccessControlPolicy")
            .child(owner("Owner", &common.account))
            .list("AccessControlList", [grant]),
    ))
}

/// PutBucketAcl and PutObjectAcl. Source: S3 user guide, "Controlling ownership of objects and disabling ACLs" and "Blocking public
/// access". ACLs that open something are not simulated.
pub fn put(s3: &S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let bucket = s3.bucket(call)?;
    if !call.key().is_empty() {
        objects::asked_version(s3, call)?;
    }
    if bucket.owner_enforced() {
        return Err(errors::acl_not_supported());
    }
    match call.header("x-amz-acl") {
        Some(acl) if OWNERS_OWN.contains(&acl) => Ok(call::empty(StatusCode::OK)),
        Some(acl) if acl.starts_with("public-") && s3.block_in_force(bucket, call.cx).block_public_acls => {
            Err(errors::access_denied())
        }
        _ => Err(errors::not_implemented()),
    }
}
