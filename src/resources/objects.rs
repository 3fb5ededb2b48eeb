//! The objects of a bucket: listed, and read one by one where the list and the record leave open what they are.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_s3::operation::head_object::HeadObjectOutput;
use aws_sdk_s3::types::{EncodingType, Object};
use jiff::Timestamp;

use super::at_most::at_most;
use super::object_keys::decoded;
use super::{Scope, moment};
use crate::aws::{Action, Aws, AwsError, Class, Noun, Which};
use crate::checkpoint::{SentObject, SentObjects, SharedText};

/// How many objects are read at a time.
const PARALLEL_LOOKS: usize = 16;
/// How many objects S3 lists in one call (S3 API reference, ListObjectsV2).
const LIST_PAGE: usize = 1000;

/// The metadata that names the deployment that has sent an object.
pub(super) const METADATA_DEPLOYMENT: &str = "jalon-deployment";
/// The metadata that holds the digest of an object's content: an ETag is none under SSE-KMS.
pub(super) const METADATA_SHA256: &str = "jalon-sha256";

/// An object as S3 shows it.
#[derive(Clone, Debug)]
pub(super) struct ObjectEntry {
    pub(super) key: SharedText,
    pub(super) etag: SharedText,
    pub(super) modified: Option<Timestamp>,
    /// What it is, where the deployment has sent it and nobody has replaced it since.
    pub(super) sent: Option<SentContent>,
}

/// What was sent as an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SentContent {
    /// Its digest.
    pub(super) sha256: SharedText,
    pub(super) content_type: SharedText,
}

impl ObjectEntry {
    fn listed(object: &Object, encoding: Option<&EncodingType>) -> Self {
        Self {
            key: decoded(object.key().unwrap_or_default(), encoding).into(),
            etag: bare_etag(object.e_tag()).into(),
            modified: object.last_modified().and_then(moment),
            sent: None,
        }
    }

    fn read(key: String, object: &HeadObjectOutput, deployment: &str) -> Self {
        Self {
            key: key.into(),
            etag: bare_etag(object.e_tag()).into(),
            modified: object.last_modified().and_then(moment),
            sent: sent_by(object, deployment),
        }
    }

    fn record(&self) -> Option<SentObject> {
        self.sent.as_ref().map(|sent| SentObject {
            sha256: sent.sha256.clone(),
            content_type: sent.content_type.clone(),
            etag: Some(self.etag.clone()),
            modified: self.modified,
            in_parts: false,
        })
    }
}

/// S3 puts an ETag in quotes.
pub(super) fn bare_etag(etag: Option<&str>) -> String {
    etag.unwrap_or_default().trim_matches('"').to_owned()
}

/// What the metadata of an object says that the deployment has sent.
fn sent_by(object: &HeadObjectOutput, deployment: &str) -> Option<SentContent> {
    let metadata = object.metadata()?;
    let is_ours = metadata.get(METADATA_DEPLOYMENT).is_some_and(|sender| sender == deployment);
    let sha256 = metadata.get(METADATA_SHA256).filter(|_| is_ours)?;
    Some(SentContent {
        sha256: sha256.as_str().into(),
        content_type: object.content_type().unwrap_or_default().into(),
    })
}

/// What the deployment has sent under a key; `None` where somebody else did, or nobody.
pub(super) async fn sent_object(aws: &Aws, bucket: &str, key: &str, deployment: &str) -> Result<Option<SentObject>, AwsError> {
    let (key, seen) = look_at(aws, bucket, key).await?;
    Ok(seen.and_then(|seen| ObjectEntry::read(key, &seen, deployment).record()))
}

/// Lists all objects of a bucket; none says yet what was sent.
pub(super) async fn list_objects(aws: &Aws, bucket: &str) -> Result<Vec<ObjectEntry>, AwsError> {
    let mut objects = Vec::new();
    let mut token: Option<String> = None;
    loop {
        let page = aws
            .read(Action::List(Noun::Object, Which::Of(bucket.to_owned())))
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
        objects.extend(page.contents().iter().map(|object| ObjectEntry::listed(object, encoding)));
        token = page.next_continuation_token;
        if token.is_none() {
            return Ok(objects);
        }
    }
}

/// All objects of a bucket. Where they were listed `before` and the run has changed only a few since, and that takes no more calls than
/// listing all anew, only these are read.
pub(super) async fn current_objects(
    aws: &Aws,
    bucket: &str,
    before: &[ObjectEntry],
    scope: &Scope,
) -> Result<Vec<ObjectEntry>, AwsError> {
    let changed = scope.uploads.changed();
    let pages = before.len().div_ceil(LIST_PAGE);
    if !(1..=pages).contains(&changed.len()) {
        let listed = list_objects(aws, bucket).await?;
        return identified(aws, bucket, listed, scope).await;
    }
    let keys: Vec<String> = changed.iter().map(String::from).collect();
    let seen = look_at_each(aws, bucket, &keys).await?;
    let seen = seen.into_iter().filter_map(|(key, object)| Some((key, object?)));
    let read: Vec<ObjectEntry> = seen
        .map(|(key, object)| ObjectEntry::read(key, &object, &scope.ownership.deployment))
        .collect();
    learn(scope, bucket, &read);
    let others = before.iter().filter(|object| !changed.contains(&object.key)).cloned();
    Ok(others.chain(read).collect())
}

/// The listed objects with what was sent as each: as the record has it where S3 shows no change since, else as the object's own metadata
/// says. What no record names is somebody else's, as long as there is a record.
async fn identified(aws: &Aws, bucket: &str, listed: Vec<ObjectEntry>, scope: &Scope) -> Result<Vec<ObjectEntry>, AwsError> {
    let known = scope.uploads.known(bucket);
    let sent_now = scope.uploads.sent();
    let (mut settled, mut open) = (Vec::new(), Vec::new());
    for mut object in listed {
        match known.as_ref().map(|known| by_record(&object, known, &sent_now)) {
            Some(Identity::Foreign) => settled.push(object),
            Some(Identity::Sent(content)) => {
                object.sent = Some(content);
                settled.push(object);
            }
            Some(Identity::Open) | None => open.push(object),
        }
    }
    let looks = open.into_iter().map(|object| identify(aws, bucket, object, scope));
    let looked: Vec<Option<ObjectEntry>> = at_most(PARALLEL_LOOKS, looks).await?;
    settled.extend(looked.into_iter().flatten());
    drop(known);
    learn(scope, bucket, &settled);
    Ok(settled)
}

/// What the record says of a listed object.
enum Identity {
    Sent(SentContent),
    Foreign,
    /// The object itself has to be read.
    Open,
}

fn by_record(object: &ObjectEntry, known: &SentObjects, sent_now: &BTreeSet<SharedText>) -> Identity {
    let Some(sent) = known.get(&object.key) else {
        return Identity::Foreign;
    };
    let is_as_sent = match (sent.modified, object.modified) {
        (Some(recorded), Some(listed)) => is_same_moment(recorded, listed),
        // Nobody else has had the time to change it.
        (None, _) => sent_now.contains(&object.key),
        (Some(_), None) => false,
    };
    if sent.etag.as_deref() != Some(&object.etag) || !is_as_sent {
        return Identity::Open;
    }
    Identity::Sent(SentContent {
        sha256: sent.sha256.clone(),
        content_type: sent.content_type.clone(),
    })
}

/// Whether two answers mean the same moment: a header has whole seconds, a list may have more.
fn is_same_moment(one: Timestamp, other: Timestamp) -> bool {
    let is_whole = one.subsec_nanosecond() == 0 || other.subsec_nanosecond() == 0;
    one == other || (is_whole && one.as_second() == other.as_second())
}

/// Reads what a listed object is; `None` if it is gone by now. One that may not be read is somebody else's: nothing is deleted for it.
async fn identify(aws: &Aws, bucket: &str, object: ObjectEntry, scope: &Scope) -> Result<Option<ObjectEntry>, AwsError> {
    match look_at(aws, bucket, &object.key).await {
        Ok((_, Some(seen))) => Ok(Some(ObjectEntry {
            etag: bare_etag(seen.e_tag()).into(),
            sent: sent_by(&seen, &scope.ownership.deployment),
            ..object
        })),
        Ok((_, None)) => Ok(None),
        Err(error) if matches!(error.class, Class::Denied | Class::Refused) => Ok(Some(object)),
        Err(error) => Err(error),
    }
}

/// Records what is learned of objects. An object that is about to be sent may show as its key's former one.
fn learn(scope: &Scope, bucket: &str, objects: &[ObjectEntry]) {
    let known = scope.uploads.known(bucket);
    let is_new = |key: &SharedText, sent: &SentObject| known.as_ref().is_none_or(|known| known.get(key) != Some(sent));
    let is_replaced = |key: &SharedText| {
        let record = known.as_ref().and_then(|known| known.get(key));
        record.is_some_and(|record| record.etag.is_some())
    };
    let sent = objects
        .iter()
        .filter_map(|object| Some((object.key.clone(), object.record()?)));
    let sent: Vec<(SharedText, SentObject)> = sent.filter(|(key, sent)| is_new(key, sent)).collect();
    let others = objects
        .iter()
        .filter(|object| object.sent.is_none())
        .map(|object| object.key.clone());
    let foreign: Vec<SharedText> = others.filter(is_replaced).collect();
    if known.is_none() || !sent.is_empty() || !foreign.is_empty() {
        // Nobody else may hold the record, or it is copied to be changed.
        drop(known);
        scope.uploads.learn(bucket, sent, &foreign);
    }
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
    at_most(PARALLEL_LOOKS, keys.iter().map(|key| look_at(aws, bucket, key))).await
}

async fn look_at(aws: &Aws, bucket: &str, key: &str) -> Result<(String, Option<HeadObjectOutput>), AwsError> {
    let answer = aws
        .read(Action::ReadObject {
            key: key.to_owned(),
            bucket: bucket.to_owned(),
        })
        .send(|| aws.s3().head_object().bucket(bucket).key(key).send())
        .await;
    match answer {
        Ok(answer) => Ok((key.to_owned(), Some(answer))),
        Err(error) if error.class == Class::NotFound => Ok((key.to_owned(), None)),
        Err(error) => Err(error),
    }
}
