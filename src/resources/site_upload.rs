//! Sending a file of a site to its bucket.

use std::collections::HashMap;

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ServerSideEncryption;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::objects::{METADATA_DEPLOYMENT, METADATA_SHA256, bare_etag};
use super::site_files::hexadecimal;
use super::{ResourceError, SiteFile, Uploads};
use crate::aws::{Aws, Repeat};
use crate::checkpoint::SentObject;

/// Where files are sent.
pub(super) struct Upload<'a> {
    pub(super) aws: &'a Aws,
    pub(super) bucket: &'a str,
    pub(super) deployment: &'a str,
    pub(super) uploads: &'a Uploads,
}

impl Upload<'_> {
    /// Sends a file as it now is, and notes it.
    ///
    /// # Errors
    ///
    /// When it can't be read, or AWS does not take it.
    pub(super) async fn send(&self, file: &SiteFile) -> Result<(), ResourceError> {
        let action = format!("upload {} to {}", file.path, self.bucket);
        self.aws.check_stopping(&action)?;
        let content = file.read(self.aws).await?;
        let digest = Sha256::digest(&content);
        let sent = SentObject {
            sha256: hexadecimal(&digest),
            content_type: file.content_type.clone(),
            etag: None,
            modified: None,
        };
        let etag = self.put(file, content, STANDARD.encode(digest), &sent).await?;
        self.uploads.note_sent(
            self.bucket,
            &file.path,
            SentObject {
                etag: Some(etag),
                ..sent
            },
        );
        Ok(())
    }

    /// Sends an object in one piece; its ETag.
    async fn put(&self, file: &SiteFile, content: Bytes, checksum: String, sent: &SentObject) -> Result<String, ResourceError> {
        let answer = self
            .aws
            .call(Repeat::Safe, format!("upload {} to {}", file.path, self.bucket))
            .tolerating(&["NoSuchBucket"])
            .send(|| {
                self.aws
                    .s3()
                    .put_object()
                    .bucket(self.bucket)
                    .key(&file.path)
                    .content_type(&file.content_type)
                    .set_metadata(Some(self.metadata(&sent.sha256)))
                    .checksum_sha256(&checksum)
                    .body(ByteStream::from(content.clone()))
                    .send()
            })
            .await?;
        self.note_encryption(answer.server_side_encryption());
        Ok(bare_etag(answer.e_tag()))
    }

    /// What lets the deployment know its objects again, once nothing else does.
    fn metadata(&self, sha256: &str) -> HashMap<String, String> {
        HashMap::from([
            (METADATA_DEPLOYMENT.to_owned(), self.deployment.to_owned()),
            (METADATA_SHA256.to_owned(), sha256.to_owned()),
        ])
    }

    fn note_encryption(&self, encryption: Option<&ServerSideEncryption>) {
        if matches!(
            encryption,
            Some(ServerSideEncryption::AwsKms | ServerSideEncryption::AwsKmsDsse)
        ) {
            self.uploads.note_kms();
        }
    }
}
