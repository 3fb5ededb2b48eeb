//! The objects of a bucket: listed, and read one by one.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_s3::operation::head_object::HeadObjectOutput;
use aws_sdk_s3::types::EncodingType;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::object_keys::decoded;
use crate::aws::{Aws, AwsError, Class};

/// How many objects are read at a time.
const PARALLEL_LOOKS: usize = 16;
/// How many objects S3 lists in one call (S3 API reference, ListObjectsV2).
const LIST_PAGE: usize = 1000;

/// An object as S3 shows it.
#[derive(Clone, Debug)]
pub(super) struct ObjectEntry {
    pub(super) key: String,
    pub(super) etag: String,
}

impl ObjectEntry {
    /// S3 puts an ETag in quotes.
    fn new(key: impl Into<String>, etag: Option<&str>) -> Self {
        Self {
            key: key.into(),
            etag: etag.unwrap_or_default().trim_matches('"').to_owned(),
        }
    }
}

/// Lists all objects of a bucket.
pub(super) async fn list_objects(aws: &Aws, bucket: &str) -> Result<Vec<ObjectEntry>, AwsError> {
    let mut objects = Vec::new();
    let mut token: Option<String> = None;
    loop {
        let page = aws
            .read(format!("list the objects of {bucket}"))
            .send(|| {
                aws.s3()
                    .list_objects_v2()
                    .bucket(bucket)
                    .encoding_type(EncodingType::Url)
                    .set_continuation_token(token.clone())
                    .send()
            })
            .await?;
        let encoding = page.encoding_type();
        objects.extend(page.contents().iter().map(|object| {
            let key = decoded(object.key().unwrap_or_default(), encoding);
            ObjectEntry::new(key, object.e_tag())
        }));
        token = page.next_continuation_token;
        if token.is_none() {
            return Ok(objects);
        }
    }
}

/// All objects of a bucket. Where they were listed `before` and the run has changed only these since, and that takes no more calls than
/// listing all anew, only these are read.
pub(super) async fn current_objects(
    aws: &Aws,
    bucket: &str,
    before: &[ObjectEntry],
    changed: &BTreeSet<String>,
) -> Result<Vec<ObjectEntry>, AwsError> {
    let pages = before.len().div_ceil(LIST_PAGE);
    if !(1..=pages).contains(&changed.len()) {
        return list_objects(aws, bucket).await;
    }
    let keys: Vec<String> = changed.iter().cloned().collect();
    let seen = look_at_each(aws, bucket, &keys).await?;
    let others = before.iter().filter(|object| !changed.contains(&object.key)).cloned();
    let changed = seen
        .into_iter()
        .filter_map(|(key, object)| Some(ObjectEntry::new(key, object?.e_tag())));
    Ok(others.chain(changed).collect())
}

/// The content type S3 keeps for each of these keys; `nothing` for one that isn't there.
///
/// # Errors
///
/// When one of them can't be read.
pub async fn content_types(aws: &Aws, bucket: &str, keys: &[String]) -> Result<BTreeMap<String, String>, AwsError> {
    let seen = look_at_each(aws, bucket, keys).await?;
    let content_type = |object: Option<HeadObjectOutput>| match object {
        Some(object) => object.content_type.unwrap_or_default(),
        None => "nothing".to_owned(),
    };
    Ok(seen.into_iter().map(|(key, object)| (key, content_type(object))).collect())
}

/// What S3 reports of each of these keys; `None` for one that isn't there.
async fn look_at_each(aws: &Aws, bucket: &str, keys: &[String]) -> Result<Vec<(String, Option<HeadObjectOutput>)>, AwsError> {
    let looks: Vec<_> = keys.iter().map(|key| look_at(aws, bucket, key)).collect();
    stream::iter(looks).buffer_unordered(PARALLEL_LOOKS).try_collect().await
}

async fn look_at(aws: &Aws, bucket: &str, key: &str) -> Result<(String, Option<HeadObjectOutput>), AwsError> {
    let answer = aws
        .read(format!("look at {key} in {bucket}"))
        .send(|| aws.s3().head_object().bucket(bucket).key(key).send())
        .await;
    match answer {
        Ok(answer) => Ok((key.to_owned(), Some(answer))),
        Err(error) if error.class == Class::NotFound => Ok((key.to_owned(), None)),
        Err(error) => Err(error),
    }
}
