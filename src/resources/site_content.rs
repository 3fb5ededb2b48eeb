//! The files of a static website, as objects of its bucket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;

use super::at_most::at_most;
use super::object_deletion::delete_objects;
use super::objects::{ObjectEntry, SentContent};
use super::row::{Deletion, Listing, Naming, Retagging, Row, Service};
use super::site_files::digest::IN_PARTS_FROM;
use super::site_upload::{PARALLEL_FILES, Upload, abort_unfinished};
use super::{
    Base, Bucket, Difference, DifferenceValue, Field, Handle, Inventory, Key, Kind, Observed, Resource, ResourceError, SiteFile,
    State, Uploads,
};
use crate::aws::{Aws, Identity, Noun};
use crate::checkpoint::SentObject;
use crate::locale::say;

pub(super) const ROW: Row = Row {
    service: Service::S3,
    naming: Naming::None,
    is_built_on: false,
    retagging: Retagging::None,
    ..Row::new(
        "site-content",
        Noun::SiteContent,
        Listing::Within(Kind::Bucket),
        Deletion::WithHolder,
    )
};

/// What AWS reports of a site's content.
#[derive(Clone, Debug)]
pub struct SiteContentFacts {
    /// The objects that the deployment has sent, and those with the name of a file.
    objects: Arc<Vec<ObjectEntry>>,
    /// The keys of the others.
    foreign: Arc<Vec<String>>,
}

impl SiteContentFacts {
    /// The keys of objects that somebody else put into the bucket, where no file of the site has their name: they stay.
    pub fn foreign(&self) -> &[String] {
        &self.foreign
    }
}

/// The files a bucket holds. What was sent and is no file any more goes; what somebody else put there stays.
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
            base: Base::new(key, say().counted("file", files.len())).on(bucket),
            bucket: bucket.clone(),
            files,
            uploads,
        }
    }

    fn observed(&self, objects: Vec<ObjectEntry>) -> Observed {
        let wanted: BTreeSet<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        let is_of_site = |object: &ObjectEntry| object.sent.is_some() || wanted.contains(object.key.as_str());
        let (objects, foreign): (Vec<ObjectEntry>, Vec<ObjectEntry>) = objects.into_iter().partition(is_of_site);
        let facts = SiteContentFacts {
            objects: Arc::new(objects),
            foreign: Arc::new(foreign.iter().map(|object| String::from(&object.key)).collect()),
        };
        Observed::new(self.bucket.id(), State::Ready, facts)
    }

    /// Which files have to be sent, and which objects have to go.
    fn compare(&self, objects: &[ObjectEntry]) -> Comparison<'_> {
        let mut there: BTreeMap<&str, &ObjectEntry> = objects.iter().map(|object| (object.key.as_str(), object)).collect();
        let mut comparison = Comparison::default();
        for file in &self.files {
            let found = match there.remove(file.path.as_str()) {
                None => Found::Nothing,
                Some(object) => match &object.sent {
                    Some(sent) if sent.sha256 != file.sha256 => Found::AnotherContent,
                    Some(SentContent { content_type, .. }) if *content_type != file.content_type => {
                        Found::AnotherType(String::from(content_type))
                    }
                    Some(_) => continue,
                    None => Found::AnotherContent,
                },
            };
            comparison.to_send.push(FileToSend { file, found });
        }
        let surplus = there.into_values().filter(|object| object.sent.is_some());
        comparison.surplus = surplus.map(|object| String::from(&object.key)).collect();
        comparison
    }

    /// Sends what differs and deletes what is left over. What is sent is recorded before and after, so that a run that is killed in
    /// between still knows what it has sent.
    async fn synchronize(&self, aws: &Aws, identity: &Identity, objects: &[ObjectEntry]) -> Result<(), ResourceError> {
        let comparison = self.compare(objects);
        let unfinished = self.unfinished();
        if !unfinished.is_empty() {
            abort_unfinished(aws, self.bucket.id(), &unfinished).await?;
            for key in &unfinished {
                self.uploads.note_given_up(self.bucket.id(), key);
            }
        }
        let intended = comparison.to_send.iter().map(|one| (one.file.path.clone(), intent(one.file)));
        self.uploads.intend(self.bucket.id(), intended.collect())?;
        let upload = Upload {
            aws,
            bucket: self.bucket.id(),
            deployment: &identity.deployment,
            uploads: &self.uploads,
        };
        self.uploads
            .flow()
            .expect(comparison.to_send.iter().map(|one| one.file.size()).sum());
        let outcome = at_most(PARALLEL_FILES, comparison.to_send.iter().map(|one| upload.send(one.file))).await;
        self.uploads.flow().settle();
        outcome.and(self.uploads.save().map_err(ResourceError::from))?;
        self.delete_surplus(aws, comparison.surplus).await
    }

    /// The keys of objects whose parts an earlier run may have left.
    fn unfinished(&self) -> Vec<String> {
        let known = self.uploads.known(self.bucket.id()).unwrap_or_default();
        let unfinished = known.iter().filter(|(_, object)| object.may_be_unfinished());
        unfinished.map(|(key, _)| String::from(key)).collect()
    }

    async fn delete_surplus(&self, aws: &Aws, keys: Vec<String>) -> Result<(), ResourceError> {
        if keys.is_empty() {
            return Ok(());
        }
        let surplus: Vec<(String, Option<String>)> = keys.into_iter().map(|key| (key, None)).collect();
        delete_objects(aws, self.bucket.id(), &surplus).await?;
        for (key, _) in &surplus {
            self.uploads.note_deleted(self.bucket.id(), key);
        }
        self.uploads.save()?;
        Ok(())
    }
}

/// The record of a file that is about to be sent.
fn intent(file: &SiteFile) -> SentObject {
    SentObject {
        sha256: file.sha256.clone(),
        content_type: file.content_type.clone(),
        etag: None,
        modified: None,
        in_parts: file.size() >= IN_PARTS_FROM,
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
    found: Found,
}

/// What is there under a file's key.
enum Found {
    Nothing,
    AnotherContent,
    AnotherType(String),
}

#[async_trait]
impl Resource for SiteContent {
    fn base(&self) -> &Base {
        &self.base
    }

    fn find(&self, inventory: &Inventory) -> Vec<Observed> {
        let bucket = inventory.facts_by_id::<Bucket>(self.bucket.id());
        bucket
            .map(|bucket| self.observed(bucket.objects.to_vec()))
            .filter(|observed| {
                let facts = observed.facts_of::<Self>();
                facts.is_some_and(|facts| !facts.objects.is_empty())
            })
            .into_iter()
            .collect()
    }

    fn differences(&self, _: &Observed, found: &SiteContentFacts) -> Vec<Difference> {
        let comparison = self.compare(&found.objects);
        let to_send = comparison.to_send.into_iter().map(|one| match one.found {
            Found::Nothing => Difference::changeable(Field::File, "", &one.file.path),
            Found::AnotherContent => Difference::changeable(Field::File, DifferenceValue::OtherContent, &one.file.path),
            Found::AnotherType(content_type) => Difference::changeable(Field::File, content_type, &one.file.path),
        });
        let surplus = comparison
            .surplus
            .into_iter()
            .map(|key| Difference::removal(Field::File, key));
        let wanted: BTreeSet<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        let unfinished = self.unfinished().into_iter().filter(|key| !wanted.contains(key.as_str()));
        let unfinished = unfinished.map(|key| Difference::removal(Field::UnfinishedUpload, key));
        to_send.chain(surplus).chain(unfinished).collect()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        self.synchronize(aws, identity, &[]).await?;
        let known = self.uploads.known(self.bucket.id()).unwrap_or_default();
        let objects = self.files.iter().map(|file| ObjectEntry {
            key: file.path.clone(),
            etag: known.get(&file.path).and_then(|sent| sent.etag.clone()).unwrap_or_default(),
            modified: None,
            sent: Some(SentContent {
                sha256: file.sha256.clone(),
                content_type: file.content_type.clone(),
            }),
        });
        Ok(self.observed(objects.collect()))
    }

    async fn change(&self, aws: &Aws, identity: &Identity, _: &Observed, found: &SiteContentFacts) -> Result<(), ResourceError> {
        self.synchronize(aws, identity, &found.objects).await
    }
}
