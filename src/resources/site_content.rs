//! The files of a static website, as objects of its bucket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{Delete, ObjectIdentifier};
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::bucket_listing::Settings;
use super::{Base, Difference, Handle, Resource, ResourceError, SiteFile, Uploads};
use crate::aws::{Aws, AwsError, Identity, Inventory, Kind, Observed, Repeat, State};

/// How many objects are sent at a time.
const PARALLEL_UPLOADS: usize = 16;
/// How many objects S3 deletes in one call (S3 API reference, DeleteObjects).
const DELETE_BATCH: usize = 1000;
const FILE: &str = "file";

/// An object as a listing shows it.
#[derive(Clone, Debug)]
pub(super) struct ObjectEntry {
    key: String,
    etag: String,
}

/// The files a bucket holds: these, and no others.
pub struct SiteContent {
    base: Base,
    bucket: Handle,
    files: Vec<SiteFile>,
    uploads: Arc<Uploads>,
}

impl SiteContent {
    /// These files in this bucket. What is sent is noted in `uploads`.
    pub fn of(key: &str, bucket: &Handle, files: Vec<SiteFile>, uploads: Arc<Uploads>) -> Self {
        Self {
            base: Base::new(key, format!("{} files", files.len()), &[bucket]),
            bucket: bucket.clone(),
            files,
            uploads,
        }
    }

    fn observed(&self, objects: Vec<ObjectEntry>) -> Observed {
        Observed::new(Kind::SiteContent, self.bucket.id(), State::Ready, objects)
    }

    async fn upload(&self, aws: &Aws, file: &SiteFile) -> Result<(), AwsError> {
        aws.call(Repeat::Safe, format!("upload {} to {}", file.path, self.bucket.id()))
            .tolerating(&["NoSuchBucket"])
            .send(|| {
                aws.s3()
                    .put_object()
                    .bucket(self.bucket.id())
                    .key(&file.path)
                    .content_type(&file.content_type)
                    .body(ByteStream::from(file.content.clone()))
                    .send()
            })
            .await?;
        self.uploads.note(&file.path);
        Ok(())
    }

    async fn synchronize(&self, aws: &Aws, differences: &[Difference]) -> Result<(), ResourceError> {
        let missing: BTreeSet<&str> = differences.iter().map(|difference| difference.wanted.as_str()).collect();
        let uploads: Vec<_> = self
            .files
            .iter()
            .filter(|file| missing.contains(file.path.as_str()))
            .map(|file| self.upload(aws, file))
            .collect();
        stream::iter(uploads)
            .buffer_unordered(PARALLEL_UPLOADS)
            .try_collect::<()>()
            .await?;
        let surplus: Vec<(String, Option<String>)> = differences
            .iter()
            .filter(|difference| difference.wanted.is_empty())
            .map(|difference| (difference.found.clone(), None))
            .collect();
        Ok(delete_objects(aws, self.bucket.id(), &surplus).await?)
    }
}

#[async_trait]
impl Resource for SiteContent {
    fn kind(&self) -> Kind {
        Kind::SiteContent
    }

    fn base(&self) -> &Base {
        &self.base
    }

    fn listed_as(&self) -> Kind {
        Kind::Bucket
    }

    fn is_built_on(&self) -> bool {
        false
    }

    fn find(&self, inventory: &Inventory) -> Vec<Observed> {
        let settings = inventory
            .by_id(Kind::Bucket, self.bucket.id())
            .and_then(|bucket| bucket.body::<Settings>());
        settings
            .filter(|settings| !settings.objects.is_empty())
            .map(|settings| self.observed(settings.objects.clone()))
            .into_iter()
            .collect()
    }

    fn differences(&self, observed: &Observed) -> Vec<Difference> {
        let there: BTreeMap<&str, &str> = observed
            .body::<Vec<ObjectEntry>>()
            .into_iter()
            .flatten()
            .map(|object| (object.key.as_str(), object.etag.as_str()))
            .collect();
        let mut differences: Vec<Difference> = self
            .files
            .iter()
            .filter_map(|file| match there.get(file.path.as_str()) {
                Some(etag) if *etag == file.etag => None,
                Some(_) => Some(Difference::changeable(FILE, "another content", &file.path)),
                None => Some(Difference::changeable(FILE, "", &file.path)),
            })
            .collect();
        let wanted: BTreeSet<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        let surplus = there.keys().filter(|key| !wanted.contains(*key));
        differences.extend(surplus.map(|key| Difference::changeable(FILE, key, "")));
        differences
    }

    async fn create(&self, aws: &Aws, _: &Identity) -> Result<Observed, ResourceError> {
        let all = self.differences(&self.observed(Vec::new()));
        self.synchronize(aws, &all).await?;
        let objects = self.files.iter().map(|file| ObjectEntry {
            key: file.path.clone(),
            etag: file.etag.clone(),
        });
        Ok(self.observed(objects.collect()))
    }

    async fn change(&self, aws: &Aws, _: &Identity, _: &Observed, differences: &[Difference]) -> Result<(), ResourceError> {
        self.synchronize(aws, differences).await
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
                    .set_continuation_token(token.clone())
                    .send()
            })
            .await?;
        objects.extend(page.contents().iter().map(|object| ObjectEntry {
            key: object.key().unwrap_or_default().to_owned(),
            etag: object.e_tag().unwrap_or_default().trim_matches('"').to_owned(),
        }));
        token = page.next_continuation_token;
        if token.is_none() {
            return Ok(objects);
        }
    }
}

/// Deletes every version of every object, and every delete marker.
pub(super) async fn empty(aws: &Aws, bucket: &str) -> Result<(), AwsError> {
    loop {
        let page = aws
            .read(format!("list the object versions of {bucket}"))
            .send(|| aws.s3().list_object_versions().bucket(bucket).send())
            .await?;
        let versions = page.versions().iter().map(|version| (version.key(), version.version_id()));
        let markers = page.delete_markers().iter().map(|marker| (marker.key(), marker.version_id()));
        let all: Vec<(String, Option<String>)> = versions
            .chain(markers)
            .filter_map(|(key, version)| Some((key?.to_owned(), version.map(str::to_owned))))
            .collect();
        if all.is_empty() {
            return Ok(());
        }
        delete_objects(aws, bucket, &all).await?;
    }
}

async fn delete_objects(aws: &Aws, bucket: &str, objects: &[(String, Option<String>)]) -> Result<(), AwsError> {
    for batch in objects.chunks(DELETE_BATCH) {
        let action = format!("delete {} objects of {bucket}", batch.len());
        let identifiers: Result<Vec<ObjectIdentifier>, _> = batch
            .iter()
            .map(|(key, version)| ObjectIdentifier::builder().key(key).set_version_id(version.clone()).build())
            .collect();
        let delete = identifiers.and_then(|ids| Delete::builder().set_objects(Some(ids)).quiet(true).build());
        let delete = delete.map_err(|error| AwsError::refused(&action, "InvalidRequest", &error.to_string()))?;
        let answer = aws
            .call(Repeat::Safe, &action)
            .send(|| aws.s3().delete_objects().bucket(bucket).delete(delete.clone()).send())
            .await?;
        // This call answers 200 and lists, key by key, what it did not do.
        if let Some(error) = answer.errors().first() {
            return Err(AwsError::refused(
                &format!("delete {} of {bucket}", error.key().unwrap_or_default()),
                error.code().unwrap_or_default(),
                error.message().unwrap_or_default(),
            ));
        }
    }
    Ok(())
}
