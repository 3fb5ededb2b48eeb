//! The files of a static website, as objects of its bucket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_s3::primitives::ByteStream;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::bucket_listing::Settings;
use super::objects::{ObjectEntry, delete_objects};
use super::{Base, Difference, Handle, Resource, ResourceError, SiteFile, Uploads};
use crate::aws::{Aws, AwsError, Identity, Inventory, Kind, Observed, Repeat, State};

/// How many objects are sent at a time.
const PARALLEL_UPLOADS: usize = 16;
const FILE: &str = "file";

/// The files a bucket holds: these, and no others.
pub struct SiteContent {
    base: Base,
    bucket: Handle,
    files: Vec<SiteFile>,
    uploads: Arc<Uploads>,
}

impl SiteContent {
    /// These files in this bucket. What is sent and deleted is noted in `uploads`.
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
        self.uploads.note_sent(&file.path);
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
        delete_objects(aws, self.bucket.id(), &surplus).await?;
        for (key, _) in &surplus {
            self.uploads.note_deleted(key);
        }
        Ok(())
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
