//! The files of a static website, as objects of its bucket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_s3::primitives::ByteStream;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::object_deletion::delete_objects;
use super::objects::ObjectEntry;
use super::row::{Deletion, Listing, Naming, Row, Service};
use super::{
    Base, Bucket, Difference, Handle, Inventory, Key, Kind, Observed, Resource, ResourceError, SiteFile, State, Uploads,
};
use crate::aws::{Aws, AwsError, Identity, Repeat};

pub(super) const ROW: Row = Row {
    service: Service::S3,
    naming: Naming::None,
    is_built_on: false,
    ..Row::new(
        "site-content",
        "site content",
        Listing::Within(Kind::Bucket),
        Deletion::WithHolder,
    )
};

/// What AWS reports of a site's content.
#[derive(Clone, Debug)]
pub struct SiteContentFacts {
    objects: Arc<Vec<ObjectEntry>>,
}

/// How many objects are sent at a time.
const PARALLEL_UPLOADS: usize = 16;
const FILE: &str = "file";

/// The files a bucket holds: these, and no others.
pub struct SiteContent {
    base: Base,
    bucket: Handle<Bucket>,
    files: Vec<SiteFile>,
    uploads: Arc<Uploads>,
}

impl SiteContent {
    /// These files in this bucket. What is sent and deleted is noted in `uploads`.
    pub fn of(key: &Key<Self>, bucket: &Handle<Bucket>, files: Vec<SiteFile>, uploads: Arc<Uploads>) -> Self {
        Self {
            base: Base::new(key, format!("{} files", files.len())).on(bucket),
            bucket: bucket.clone(),
            files,
            uploads,
        }
    }

    fn observed(&self, objects: Arc<Vec<ObjectEntry>>) -> Observed {
        Observed::new(self.bucket.id(), State::Ready, SiteContentFacts { objects })
    }

    /// Which files have to be sent, and which objects have to go.
    fn compare(&self, objects: &[ObjectEntry]) -> Comparison<'_> {
        let there: BTreeMap<&str, &str> = objects
            .iter()
            .map(|object| (object.key.as_str(), object.etag.as_str()))
            .collect();
        let mut comparison = Comparison::default();
        for file in &self.files {
            let etag = there.get(file.path.as_str());
            if etag != Some(&file.etag.as_str()) {
                let replaces = etag.is_some();
                comparison.to_send.push(FileToSend { file, replaces });
            }
        }
        let wanted: BTreeSet<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        let surplus = there.keys().filter(|key| !wanted.contains(*key));
        comparison.surplus = surplus.map(|key| (*key).to_owned()).collect();
        comparison
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

    async fn synchronize(&self, aws: &Aws, objects: &[ObjectEntry]) -> Result<(), ResourceError> {
        let comparison = self.compare(objects);
        let to_send = comparison.to_send.iter();
        let uploads: Vec<_> = to_send.map(|one| self.upload(aws, one.file)).collect();
        stream::iter(uploads)
            .buffer_unordered(PARALLEL_UPLOADS)
            .try_collect::<()>()
            .await?;
        let surplus: Vec<(String, Option<String>)> = comparison.surplus.into_iter().map(|key| (key, None)).collect();
        delete_objects(aws, self.bucket.id(), &surplus).await?;
        for (key, _) in &surplus {
            self.uploads.note_deleted(key);
        }
        Ok(())
    }
}

/// How a site's files differ from the objects of its bucket.
#[derive(Default)]
struct Comparison<'a> {
    to_send: Vec<FileToSend<'a>>,
    surplus: Vec<String>,
}

struct FileToSend<'a> {
    file: &'a SiteFile,
    /// Whether an object of another content is there.
    replaces: bool,
}

#[async_trait]
impl Resource for SiteContent {
    fn base(&self) -> &Base {
        &self.base
    }

    fn find(&self, inventory: &Inventory) -> Vec<Observed> {
        let bucket = inventory.facts_by_id::<Bucket>(self.bucket.id());
        bucket
            .filter(|bucket| !bucket.objects.is_empty())
            .map(|bucket| self.observed(Arc::clone(&bucket.objects)))
            .into_iter()
            .collect()
    }

    fn differences(&self, _: &Observed, found: &SiteContentFacts) -> Vec<Difference> {
        let comparison = self.compare(&found.objects);
        let to_send = comparison.to_send.into_iter().map(|one| {
            let found = if one.replaces { "another content" } else { "" };
            Difference::changeable(FILE, found, &one.file.path)
        });
        let surplus = comparison.surplus.into_iter();
        let surplus = surplus.map(|key| Difference::changeable(FILE, key, ""));
        to_send.chain(surplus).collect()
    }

    async fn create(&self, aws: &Aws, _: &Identity) -> Result<Observed, ResourceError> {
        self.synchronize(aws, &[]).await?;
        let objects = self.files.iter().map(|file| ObjectEntry {
            key: file.path.clone(),
            etag: file.etag.clone(),
        });
        Ok(self.observed(Arc::new(objects.collect())))
    }

    async fn change(&self, aws: &Aws, _: &Identity, _: &Observed, found: &SiteContentFacts) -> Result<(), ResourceError> {
        self.synchronize(aws, &found.objects).await
    }
}
