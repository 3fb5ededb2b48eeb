//! The objects of a site: which of them this run has sent, and under which content type S3 serves them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::aws::{Aws, AwsError, Class};

/// How many objects are looked at at a time.
const PARALLEL_LOOKS: usize = 16;

/// What this run has sent to the deployment's bucket.
#[derive(Default)]
pub struct Uploads(Mutex<BTreeSet<String>>);

impl Uploads {
    /// Notes an object that S3 has taken.
    pub(super) fn note(&self, key: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned());
    }

    /// The keys of all objects sent.
    pub fn keys(&self) -> BTreeSet<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The content type S3 keeps for each of these keys; `nothing` for one that isn't there.
///
/// # Errors
///
/// When one of them can't be read.
pub async fn content_types(aws: &Aws, bucket: &str, keys: &[String]) -> Result<BTreeMap<String, String>, AwsError> {
    let looks: Vec<_> = keys.iter().map(|key| content_type(aws, bucket, key)).collect();
    stream::iter(looks).buffer_unordered(PARALLEL_LOOKS).try_collect().await
}

async fn content_type(aws: &Aws, bucket: &str, key: &str) -> Result<(String, String), AwsError> {
    let answer = aws
        .read(format!("look at {key} in {bucket}"))
        .send(|| aws.s3().head_object().bucket(bucket).key(key).send())
        .await;
    match answer {
        Ok(answer) => Ok((key.to_owned(), answer.content_type.unwrap_or_default())),
        Err(error) if error.class == Class::NotFound => Ok((key.to_owned(), "nothing".to_owned())),
        Err(error) => Err(error),
    }
}
