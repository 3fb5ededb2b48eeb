//! A large file in parts: read in order, sent several at a time, joined once all are there.

use std::fs::File;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{ChecksumAlgorithm, CompletedMultipartUpload, CompletedPart, EncodingType};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use tokio::sync::OwnedSemaphorePermit;

use super::{LAG, Outcome, Upload, sent};
use crate::aws::{Action, Aws, AwsError, Class, Lacking, Noun, Repeat, Which};
use crate::checkpoint::SentObject;
use crate::resources::object_keys::decoded;
use crate::resources::objects::{bare_etag, sent_object};
use crate::resources::site_files::digest::{Sha256Digest, of_parts, part_length, sha256};
use crate::resources::{ResourceError, SiteFile};

/// How long S3 may take to join the parts of a large object: it says minutes (S3 API reference, CompleteMultipartUpload).
const JOINING: Duration = Duration::from_secs(15 * 60);
/// How many parts of one file are sent at a time.
const PARALLEL_PARTS: usize = 4;

/// One part of a file.
struct Part {
    number: i32,
    content: Bytes,
    digest: Sha256Digest,
    /// Held until the part is sent.
    permit: Option<OwnedSemaphorePermit>,
}

/// A part that S3 has.
struct SentPart {
    completed: CompletedPart,
    digest: Sha256Digest,
}

/// A file read in order.
struct Reader {
    file: Arc<Mutex<File>>,
    length: u64,
    next: i32,
}

impl Reader {
    /// The next part's content and its SHA-256.
    async fn read(&self) -> io::Result<(Bytes, Sha256Digest)> {
        let (file, length) = (Arc::clone(&self.file), self.length);
        let reading = move || {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            let mut content = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
            (&mut *file).take(length).read_to_end(&mut content)?;
            let digest = sha256(&content);
            Ok((Bytes::from(content), digest))
        };
        let read = tokio::task::spawn_blocking(reading).await;
        read.unwrap_or_else(|panic| Err(io::Error::other(panic)))
    }
}

impl Upload<'_> {
    /// Sends a file of this size whose content had this digest when it was last read.
    pub(super) async fn send_in_parts(&self, file: &SiteFile, size: u64, sha256: &str) -> Result<Outcome, ResourceError> {
        let id = self.begin(file, sha256).await?;
        let outcome = match self.send_all_parts(file, size, &id).await {
            Ok((parts, seen)) if seen == sha256 && !parts.is_empty() => {
                let etag = self.complete(file, &id, parts, sha256).await;
                etag.map(|etag| Outcome::Sent(sent(file, sha256.to_owned(), etag)))
            }
            Ok(_) => Ok(Outcome::Changed),
            Err(error) => Err(error),
        };
        if !matches!(outcome, Ok(Outcome::Sent(_))) {
            // The next run ends what can't be ended now.
            let _ = abort(self.aws, self.bucket, &file.path, &id).await;
        }
        outcome
    }

    /// Begins an upload; its id. Sent twice, it begins two: the one without parts costs nothing.
    async fn begin(&self, file: &SiteFile, sha256: &str) -> Result<String, ResourceError> {
        let created = self
            .aws
            .call(Repeat::Safe, self.action(file, None))
            .tolerating(LAG)
            .send(|| {
                self.aws
                    .s3()
                    .create_multipart_upload()
                    .bucket(self.bucket)
                    .key(&file.path)
                    .content_type(&file.content_type)
                    .set_metadata(Some(self.metadata(sha256)))
                    .checksum_algorithm(ChecksumAlgorithm::Sha256)
                    .send()
            })
            .await?;
        self.note_encryption(created.server_side_encryption());
        let id = created.upload_id;
        Ok(id.ok_or_else(|| AwsError::incomplete_answer(&self.action(file, None), Lacking::UploadId))?)
    }

    /// Sends all parts; these, and the digest of all that was read.
    async fn send_all_parts(&self, file: &SiteFile, size: u64, id: &str) -> Result<(Vec<CompletedPart>, String), ResourceError> {
        let reader = Reader {
            file: Arc::new(Mutex::new(file.open().await?)),
            length: part_length(size),
            next: 1,
        };
        let parts = stream::try_unfold((self, file, reader), next_part).boxed();
        let sending = parts.map_ok(|part| self.send_part(file, id, part));
        let mut sent: Vec<SentPart> = sending.try_buffer_unordered(PARALLEL_PARTS).try_collect().await?;
        sent.sort_by_key(|part| part.completed.part_number());
        let digest = of_parts(sent.iter().map(|part| &part.digest));
        Ok((sent.into_iter().map(|part| part.completed).collect(), digest))
    }

    async fn send_part(&self, file: &SiteFile, id: &str, part: Part) -> Result<SentPart, ResourceError> {
        let checksum = STANDARD.encode(part.digest);
        let pulse = self.uploads.flow().pulse();
        let answer = self
            .aws
            .call(Repeat::Safe, self.action(file, Some(part.number)))
            .lasting()
            .send(|| {
                let put = self
                    .aws
                    .s3()
                    .upload_part()
                    .bucket(self.bucket)
                    .key(&file.path)
                    .upload_id(id)
                    .part_number(part.number)
                    .checksum_sha256(&checksum)
                    .content_length(i64::try_from(part.content.len()).unwrap_or(i64::MAX))
                    .body(ByteStream::new(pulse.body(part.content.clone())));
                pulse.watch(self.aws, put.customize().config_override(self.aws.timed(None)).send())
            })
            .await?;
        drop(part.permit);
        let completed = CompletedPart::builder().part_number(part.number).checksum_sha256(&checksum);
        Ok(SentPart {
            completed: completed.e_tag(answer.e_tag().unwrap_or_default()).build(),
            digest: part.digest,
        })
    }

    async fn complete(
        &self,
        file: &SiteFile,
        id: &str,
        parts: Vec<CompletedPart>,
        sha256: &str,
    ) -> Result<String, ResourceError> {
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
        let answer = self
            .aws
            .call(Repeat::Safe, self.action(file, None))
            .lasting()
            .send(|| {
                let complete = self.aws.s3().complete_multipart_upload().bucket(self.bucket).key(&file.path);
                let complete = complete.upload_id(id).multipart_upload(parts.clone()).customize();
                complete.config_override(self.aws.timed(Some(JOINING))).send()
            })
            .await;
        match answer {
            Ok(answer) => Ok(bare_etag(answer.e_tag())),
            // It may be an earlier attempt that has ended the upload, and its answer that was lost.
            Err(error) if error.is(&["NoSuchUpload"]) => {
                let there = sent_object(self.aws, self.bucket, &file.path, self.deployment).await?;
                let is_ours = |object: &&SentObject| object.sha256 == sha256;
                let etag = there.as_ref().filter(is_ours).and_then(|object| object.etag.clone());
                Ok(etag.as_ref().map(String::from).ok_or(error)?)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Reads the next part of a file, once it may be in flight; `None` after the last.
async fn next_part<'u>(
    (upload, file, mut reader): (&'u Upload<'u>, &'u SiteFile, Reader),
) -> Result<Option<(Part, (&'u Upload<'u>, &'u SiteFile, Reader))>, ResourceError> {
    upload.aws.check_stopping(&upload.action(file, None))?;
    let permit = upload.uploads.budget().take(reader.length).await;
    let (content, digest) = reader.read().await.map_err(|error| file.unreadable(&error))?;
    if content.is_empty() {
        return Ok(None);
    }
    let number = reader.next;
    reader.next += 1;
    Ok(Some((
        Part {
            number,
            content,
            digest,
            permit,
        },
        (upload, file, reader),
    )))
}

/// Ends the unfinished uploads of these keys: their parts cost money and show nowhere.
pub(in crate::resources) async fn abort_unfinished(aws: &Aws, bucket: &str, keys: &[String]) -> Result<(), AwsError> {
    let listed = aws
        .read(Action::List(Noun::UnfinishedUpload, Which::Of(bucket.to_owned())))
        .send(|| {
            let list = aws.s3().list_multipart_uploads().bucket(bucket);
            list.encoding_type(EncodingType::Url).send()
        })
        .await?;
    for upload in listed.uploads() {
        let key = decoded(upload.key().unwrap_or_default(), listed.encoding_type());
        if keys.contains(&key) {
            abort(aws, bucket, &key, upload.upload_id().unwrap_or_default()).await?;
        }
    }
    Ok(())
}

async fn abort(aws: &Aws, bucket: &str, key: &str, id: &str) -> Result<(), AwsError> {
    let aborted = aws
        .call(
            Repeat::Safe,
            Action::EndUpload {
                key: key.to_owned(),
                bucket: bucket.to_owned(),
            },
        )
        .send(|| aws.s3().abort_multipart_upload().bucket(bucket).key(key).upload_id(id).send())
        .await;
    match aborted {
        Err(error) if error.class != Class::NotFound && !error.is(&["NoSuchUpload"]) => Err(error),
        _ => Ok(()),
    }
}
