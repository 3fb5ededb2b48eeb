//! Objects of a bucket deleted: some, or every version of all.

use std::collections::BTreeSet;

use aws_sdk_s3::operation::list_object_versions::ListObjectVersionsOutput;
use aws_sdk_s3::types::{Delete, EncodingType, ObjectIdentifier};

use super::at_most::at_most;
use super::object_keys::{decoded, fits_xml};
use super::objects::list_objects;
use crate::aws::{Action, Aws, AwsError, Class, Noun, Repeat, Which};

/// How many objects S3 deletes in one call (S3 API reference, DeleteObjects).
const DELETE_BATCH: usize = 1000;
/// How many objects that need a call of their own are deleted at a time.
const PARALLEL_DELETES: usize = 16;
/// How often in a row a bucket lists nothing but what was just deleted, at most: somebody may write objects while it is emptied.
const MOST_REPETITIONS: u32 = 4;

/// A version of an object, or what is current.
pub(super) type VersionOfObject = (String, Option<String>);

/// Deletes every version of every object, and every delete marker.
///
/// # Errors
///
/// When AWS refuses, or lists an object again and again that it says it has deleted.
pub(super) async fn empty(aws: &Aws, bucket: &str) -> Result<(), AwsError> {
    let mut deleted: BTreeSet<VersionOfObject> = BTreeSet::new();
    let mut repetitions = 0;
    let mut has_emptied_current = false;
    loop {
        let all = match list_versions(aws, bucket).await {
            Ok(all) => all,
            // An endpoint that encodes no keys here may encode those of another listing.
            Err(error) if error.class == Class::Ambiguous && !has_emptied_current => {
                has_emptied_current = true;
                let current = list_objects(aws, bucket).await.map_err(|_| error)?;
                let current: Vec<VersionOfObject> = current.into_iter().map(|object| (String::from(&object.key), None)).collect();
                delete_objects(aws, bucket, &current).await?;
                continue;
            }
            Err(error) => return Err(error),
        };
        let Some((first, _)) = all.first() else {
            return Ok(());
        };
        let is_repetition = all.iter().all(|version| deleted.contains(version));
        repetitions = if is_repetition { repetitions + 1 } else { 0 };
        if repetitions == MOST_REPETITIONS {
            return Err(AwsError::not_carried_out(&Action::DeleteObject {
                key: first.clone(),
                bucket: bucket.to_owned(),
            }));
        }
        match delete_objects(aws, bucket, &all).await {
            // It is listed again, then.
            Err(error) if error.class == Class::Ambiguous && repetitions + 1 < MOST_REPETITIONS && error.code.is_some() => {}
            other => other?,
        }
        deleted = all.into_iter().collect();
    }
}

/// The first page of all versions and delete markers.
async fn list_versions(aws: &Aws, bucket: &str) -> Result<Vec<VersionOfObject>, AwsError> {
    let page: ListObjectVersionsOutput = aws
        .read(Action::List(Noun::ObjectVersion, Which::Of(bucket.to_owned())))
        .send(|| {
            let call = aws.s3().list_object_versions().bucket(bucket);
            call.encoding_type(EncodingType::Url).send()
        })
        .await?;
    let versions = page.versions().iter().map(|version| (version.key(), version.version_id()));
    let markers = page.delete_markers().iter().map(|marker| (marker.key(), marker.version_id()));
    let all = versions.chain(markers);
    Ok(all
        .filter_map(|(key, version)| Some((decoded(key?, page.encoding_type()), version.map(str::to_owned))))
        .collect())
}

/// Deletes objects: of a key one version, or what is current.
///
/// # Errors
///
/// The first refusal, once every object has been tried.
pub(super) async fn delete_objects(aws: &Aws, bucket: &str, objects: &[VersionOfObject]) -> Result<(), AwsError> {
    let (together, alone): (Vec<_>, Vec<_>) = objects.iter().partition(|(key, _)| fits_xml(key));
    let mut outcome = Ok(());
    for batch in together.chunks(DELETE_BATCH) {
        outcome = outcome.and(delete_batch(aws, bucket, batch).await);
    }
    let deletions = alone.into_iter().map(|object| delete_one(aws, bucket, object));
    let alone = at_most(PARALLEL_DELETES, deletions).await;
    outcome.and(alone.map(drop))
}

async fn delete_batch(aws: &Aws, bucket: &str, batch: &[&VersionOfObject]) -> Result<(), AwsError> {
    let action = Action::DeleteObjects {
        count: batch.len(),
        bucket: bucket.to_owned(),
    };
    let identifiers: Result<Vec<ObjectIdentifier>, _> = batch
        .iter()
        .map(|(key, version)| ObjectIdentifier::builder().key(key).set_version_id(version.clone()).build())
        .collect();
    let delete = identifiers.and_then(|ids| Delete::builder().set_objects(Some(ids)).quiet(true).build());
    let delete = delete.map_err(|error| AwsError::unsendable(&action, &error))?;
    let answer = aws
        .call(Repeat::Safe, action.clone())
        .send(|| aws.s3().delete_objects().bucket(bucket).delete(delete.clone()).send())
        .await?;
    // This call answers 200 and lists, key by key, what it did not do.
    match answer.errors().first() {
        None => Ok(()),
        Some(error) => Err(AwsError::refused(
            &Action::DeleteObject {
                key: error.key().unwrap_or_default().to_owned(),
                bucket: bucket.to_owned(),
            },
            error.code().unwrap_or_default(),
            error.message().unwrap_or_default(),
        )),
    }
}

/// Deletes what no XML can name.
async fn delete_one(aws: &Aws, bucket: &str, (key, version): &VersionOfObject) -> Result<(), AwsError> {
    aws.call(
        Repeat::Safe,
        Action::DeleteObject {
            key: key.clone(),
            bucket: bucket.to_owned(),
        },
    )
    .send(|| {
        let call = aws.s3().delete_object().bucket(bucket).key(key);
        call.set_version_id(version.clone()).send()
    })
    .await?;
    Ok(())
}
