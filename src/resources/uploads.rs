//! The content types of a site's objects: those of this run's uploads are known, the others are asked for.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::aws::{Aws, AwsError, Class};

/// How many objects are looked at at a time.
const PARALLEL_LOOKS: usize = 16;

/// What this run has uploaded. S3 keeps the type an object was sent with, and shows it as soon as it has answered.
#[derive(Default)]
pub struct Uploads {
    content_types: Mutex<BTreeMap<(String, String), String>>,
}

impl Uploads {
    /// Notes an upload that S3 has taken.
    pub(super) fn note(&self, bucket: &str, key: &str, content_type: &str) {
        self.content_types
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert((bucket.to_owned(), key.to_owned()), content_type.to_owned());
    }

    /// The content type S3 keeps for each of these keys; `nothing` for one that isn't there.
    ///
    /// # Errors
    ///
    /// When one of them can't be read.
    pub async fn content_types(&self, aws: &Aws, bucket: &str, keys: &[String]) -> Result<BTreeMap<String, String>, AwsError> {
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        let mut looks = Vec::new();
        for key in keys {
            match self.of(bucket, key) {
                Some(content_type) => drop(known.insert(key.clone(), content_type)),
                None => looks.push(content_type(aws, bucket, key)),
            }
        }
        let looked: Vec<(String, String)> = stream::iter(looks).buffer_unordered(PARALLEL_LOOKS).try_collect().await?;
        known.extend(looked);
        Ok(known)
    }

    fn of(&self, bucket: &str, key: &str) -> Option<String> {
        let content_types = self.content_types.lock().unwrap_or_else(PoisonError::into_inner);
        content_types.get(&(bucket.to_owned(), key.to_owned())).cloned()
    }
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
