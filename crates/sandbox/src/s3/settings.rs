//! Small bucket settings: public access block, object ownership, versioning, encryption.

use bytes::Bytes;
use http::{Response, StatusCode};

use super::S3;
use super::buckets::check_ownership;
use super::call::{self, Call};
use super::errors;
use super::model::PublicAccessBlock;
use crate::clock::after;
use crate::protocol::{ApiError, Element};

/// GetPublicAccessBlock.
pub fn get_public_access_block(s3: &S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let block = s3.bucket(call)?.public_access_block.ok_or_else(|| {
        errors::not_found(
            "NoSuchPublicAccessBlockConfiguration",
            "The public access block configuration was not found",
        )
    })?;
    Ok(call::document(
        Element::new("PublicAccessBlockConfiguration")
            .text("BlockPublicAcls", block.block_public_acls)
            .text("IgnorePublicAcls", block.ignore_public_acls)
            .text("BlockPublicPolicy", block.block_public_policy)
            .text("RestrictPublicBuckets", block.restrict_public_buckets),
    ))
}

/// PutPublicAccessBlock. A switch that the document leaves out is off. The former block stays in force for the list lag.
pub fn put_public_access_block(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let root = call.root("PublicAccessBlockConfiguration")?;
    let switch = |name: &str| match root.text_of(name) {
        None => Ok(false),
        Some(value) if value.eq_ignore_ascii_case("true") => Ok(true),
        Some(value) if value.eq_ignore_ascii_case("false") => Ok(false),
        Some(_) => Err(errors::malformed_xml()),
    };
    let block = PublicAccessBlock {
        block_public_acls: switch("BlockPublicAcls")?,
        ignore_public_acls: switch("IgnorePublicAcls")?,
        block_public_policy: switch("BlockPublicPolicy")?,
        restrict_public_buckets: switch("RestrictPublicBuckets")?,
    };
    set_block(s3, call, Some(block))?;
    Ok(call::empty(StatusCode::OK))
}

/// DeletePublicAccessBlock, which is the same as all four switches off.
pub fn delete_public_access_block(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    set_block(s3, call, None)?;
    Ok(call::empty(StatusCode::NO_CONTENT))
}

fn set_block(s3: &mut S3, call: &Call, block: Option<PublicAccessBlock>) -> Result<(), ApiError> {
    let settles_at = after(call.now(), call.cx.latencies.list_lag);
    s3.bucket_mut(call)?.set_block(block, call.now(), settles_at);
    Ok(())
}

/// GetBucketOwnershipControls.
pub fn get_ownership_controls(s3: &S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let bucket = s3.bucket(call)?;
    let ownership = bucket.ownership.as_ref().ok_or_else(|| {
        errors::not_found(
            "OwnershipControlsNotFoundError",
            "The bucket ownership controls were not found",
        )
    })?;
    let rule = Element::new("Rule").text("ObjectOwnership", ownership);
    Ok(call::document(Element::new("OwnershipControls").child(rule)))
}

/// PutBucketOwnershipControls.
pub fn put_ownership_controls(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let root = call.root("OwnershipControls")?;
    let rule = root.child("Rule").ok_or_else(errors::malformed_xml)?;
    let ownership = rule.required_text("ObjectOwnership")?.to_owned();
    check_ownership(&ownership).map_err(|_| errors::malformed_xml())?;
    s3.bucket_mut(call)?.ownership = Some(ownership);
    Ok(call::empty(StatusCode::OK))
}

/// DeleteBucketOwnershipControls.
pub fn delete_ownership_controls(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket_mut(call)?.ownership = None;
    Ok(call::empty(StatusCode::NO_CONTENT))
}

/// GetBucketVersioning: empty while versioning was never set.
pub fn get_versioning(s3: &S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let bucket = s3.bucket(call)?;
    Ok(call::document(
        Element::new("VersioningConfiguration").optional("Status", bucket.versioning.as_ref()),
    ))
}

/// PutBucketVersioning.
pub fn put_versioning(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let root = call.root("VersioningConfiguration")?;
    let status = root.required_text("Status")?.to_owned();
    if status != "Enabled" && status != "Suspended" {
        return Err(errors::malformed_xml());
    }
    s3.bucket_mut(call)?.versioning = Some(status);
    Ok(call::empty(StatusCode::OK))
}

/// PutBucketEncryption: what is written from now on is encrypted so.
pub fn put_encryption(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let root = call.root("ServerSideEncryptionConfiguration")?;
    let rule = root.child("Rule").ok_or_else(errors::malformed_xml)?;
    let default = rule
        .child("ApplyServerSideEncryptionByDefault")
        .ok_or_else(errors::malformed_xml)?;
    let algorithm = default.required_text("SSEAlgorithm")?.to_owned();
    if !["AES256", "aws:kms", "aws:kms:dsse"].contains(&algorithm.as_str()) {
        return Err(errors::malformed_xml());
    }
    s3.bucket_mut(call)?.encryption = Some(algorithm);
    Ok(call::empty(StatusCode::OK))
}

/// GetBucketEncryption.
pub fn get_encryption(s3: &S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let bucket = s3.bucket(call)?;
    let rule = Element::new("Rule")
        .child(Element::new("ApplyServerSideEncryptionByDefault").text("SSEAlgorithm", bucket.encryption()))
        .text("BucketKeyEnabled", false);
    Ok(call::document(Element::new("ServerSideEncryptionConfiguration").child(rule)))
}

/// DeleteBucketEncryption: back to S3's own keys.
pub fn delete_encryption(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket_mut(call)?.encryption = None;
    Ok(call::empty(StatusCode::NO_CONTENT))
}
