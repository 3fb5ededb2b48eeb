//! Sending the files of a site to its bucket: small ones whole, large ones in parts, a bounded number of bytes at a time.

mod parts;

use std::collections::HashMap;

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ServerSideEncryption;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

pub(super) use parts::abort_unfinished;

use super::objects::{METADATA_DEPLOYMENT, METADATA_SHA256, bare_etag};
use super::site_files::digest::{IN_PARTS_FROM, hexadecimal, sha256};
use super::{ResourceError, SiteFile, Uploads};
use crate::aws::{Action, Aws, Repeat};
use crate::checkpoint::SentObject;

/// How many files are sent at a time at most.
pub(super) const PARALLEL_FILES: usize = 32;
/// How often a file that changes while it is sent is sent again.
const MOST_SENDINGS: u32 = 3;

/// Codes that mean that a bucket made moments ago is not known everywhere yet.
const LAG: &[&str] = &["NoSuchBucket"];

/// Where files are sent.
pub(super) struct Upload<'a> {
    pub(super) aws: &'a Aws,
    pub(super) bucket: &'a str,
    pub(super) deployment: &'a str,
    pub(super) uploads: &'a Uploads,
}

/// What became of one sending.
enum Outcome {
    /// S3 has it as it is.
    Sent(SentObject),
    /// The content did not stay as it was meanwhile.
    Changed,
}

impl Upload<'_> {
    /// Sends a file as it now is, and notes it.
    ///
    /// # Errors
    ///
    /// When it can't be read, goes on changing, or AWS does not take it; and when the run is to stop.
    pub(super) async fn send(&self, file: &SiteFile) -> Result<(), ResourceError> {
        let mut sha256 = String::from(&file.sha256);
        for _ in 0..MOST_SENDINGS {
            self.aws.check_stopping(&self.action(file, None))?;
            if let Outcome::Sent(object) = self.send_once(file, &sha256).await? {
                self.uploads.note_sent(self.bucket, &file.path, object);
                return Ok(());
            }
            sha256 = file.hash_again().await?;
        }
        Err(file.changing().into())
    }

    /// Sends a file that had this digest when it was last read.
    async fn send_once(&self, file: &SiteFile, sha256: &str) -> Result<Outcome, ResourceError> {
        if file.size() < IN_PARTS_FROM
            && let Some(object) = self.send_whole(file, file.size()).await?
        {
            return Ok(Outcome::Sent(object));
        }
        let size = file.measure().await?;
        if size >= IN_PARTS_FROM {
            return self.send_in_parts(file, size, sha256).await;
        }
        Ok(self.send_whole(file, size).await?.map_or(Outcome::Changed, Outcome::Sent))
    }

    /// Sends a file of about this size in one piece; `None` where it has become too large for that.
    async fn send_whole(&self, file: &SiteFile, size: u64) -> Result<Option<SentObject>, ResourceError> {
        let _permit = self.uploads.budget().take(size).await;
        match file.read(self.aws, IN_PARTS_FROM).await? {
            Some(content) => self.put(file, content).await.map(Some),
            None => Ok(None),
        }
    }

    /// Sends an object in one piece.
    async fn put(&self, file: &SiteFile, content: Bytes) -> Result<SentObject, ResourceError> {
        let digest = sha256(&content);
        let (sha256, checksum) = (hexadecimal(&digest), STANDARD.encode(digest));
        let pulse = self.uploads.flow().pulse();
        let answer = self
            .aws
            .call(Repeat::Safe, self.action(file, None))
            .tolerating(LAG)
            .lasting()
            .send(|| {
                let put = self
                    .aws
                    .s3()
                    .put_object()
                    .bucket(self.bucket)
                    .key(&file.path)
                    .content_type(&file.content_type)
                    .set_metadata(Some(self.metadata(&sha256)))
                    .checksum_sha256(&checksum)
                    .content_length(i64::try_from(content.len()).unwrap_or(i64::MAX))
                    .body(ByteStream::new(pulse.body(content.clone())));
                pulse.watch(self.aws, put.customize().config_override(self.aws.timed(None)).send())
            })
            .await?;
        self.note_encryption(answer.server_side_encryption());
        Ok(sent(file, sha256, bare_etag(answer.e_tag())))
    }

    fn action(&self, file: &SiteFile, part: Option<i32>) -> Action {
        Action::Upload {
            key: String::from(&file.path),
            bucket: self.bucket.to_owned(),
            part,
        }
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

/// The record of a file that was sent.
fn sent(file: &SiteFile, sha256: String, etag: String) -> SentObject {
    SentObject {
        sha256: sha256.into(),
        content_type: file.content_type.clone(),
        etag: Some(etag.into()),
        modified: None,
        in_parts: false,
    }
}
