//! The S3 bucket of a static website and its settings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_s3::types::{
    BucketLocationConstraint, CreateBucketConfiguration, ErrorDocument, IndexDocument, ObjectOwnership, OwnershipControls,
    OwnershipControlsRule, PublicAccessBlockConfiguration, Tag, Tagging, WebsiteConfiguration,
};
use serde_json::Value;

use super::bucket_listing::{list, observe, read_tags};
use super::bucket_policy;
use super::object_deletion::empty;
use super::objects::ObjectEntry;
use super::row::{Deletion, Listing, Naming, Retagging, Row, Service};
use super::{
    Addition, Base, BlockedAccess, Difference, DifferenceValue, Field, Inventory, Key, Kind, Observed, Resource, ResourceError,
    TagChange,
};
use crate::aws::{Action, Aws, AwsError, Identity, Noun, Repeat, Setting};
use crate::prices::{Charge, Item};

pub(super) const ROW: Row = Row {
    service: Service::S3,
    naming: Naming::Unique,
    duplicate_codes: &["BucketAlreadyOwnedByYou"],
    not_yet_codes: &["BucketNotEmpty", "OperationAborted"],
    retagging: Retagging::By(|aws, observed, tags| Box::pin(retag(aws, observed, tags))),
    charges: Some(|_| charges()),
    ..Row::new(
        "bucket",
        Noun::Bucket,
        Listing::ByName(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

fn charges() -> Vec<Charge> {
    vec![Charge::by_use(Item::S3Storage), Charge::by_use(Item::TrafficOut)]
}

/// What AWS reports of a bucket.
#[derive(Clone, Debug, Default)]
pub struct BucketFacts {
    /// The address of its website endpoint, whether it serves one or not.
    pub website_url: String,
    pub(super) ownership: Option<String>,
    pub(super) access_block: Option<PublicAccessBlockConfiguration>,
    pub(super) policy: Option<Value>,
    pub(super) website: Option<WebsitePages>,
    pub(super) objects: Arc<Vec<ObjectEntry>>,
}

impl BucketFacts {
    /// What a policy calls the reading of an object.
    pub const READING: &str = bucket_policy::READING;

    /// The actions that its policy allows anybody, where its block lets the policy count; access lists are off.
    pub fn allowed_to_anybody(&self) -> BTreeSet<String> {
        let block = self.access_block.as_ref();
        match block.and_then(PublicAccessBlockConfiguration::restrict_public_buckets) {
            Some(true) => BTreeSet::new(),
            _ => bucket_policy::allowed_to_anybody(self.policy.as_ref()),
        }
    }

    /// Whether anybody may read its objects.
    pub fn is_read_by_anybody(&self) -> bool {
        self.website.is_some() && bucket_policy::are_reading(self.allowed_to_anybody().iter())
    }

    /// How many of its objects the deployment has not sent, or not as they are.
    pub fn foreign_objects(&self) -> usize {
        self.objects.iter().filter(|object| object.sent.is_none()).count()
    }
}

/// The pages a website shows for a folder, and for what is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WebsitePages {
    pub(super) index: String,
    pub(super) error: String,
}

impl WebsitePages {
    fn wanted() -> Self {
        Self {
            index: INDEX_PAGE.to_owned(),
            error: ERROR_PAGE.to_owned(),
        }
    }
}

impl fmt::Display for WebsitePages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.index, self.error)
    }
}

const LAG: &[&str] = &["NoSuchBucket", "OperationAborted"];
const POLICY_LAG: &[&str] = &["NoSuchBucket", "OperationAborted", "MalformedPolicy", "AccessDenied"];
/// How an S3 that takes no tags on CreateBucket may refuse them.
const TAGS_NOT_TAKEN: &[&str] = &["MalformedXML", "InvalidRequest", "InvalidArgument", "NotImplemented"];
/// How S3 refuses tags on CreateBucket to whom a policy gives no `s3:TagResource`. Source: docs/AWS.md, "S3 bucket".
const TAGGING_DENIED: (&str, &str) = ("AccessDenied", "s3:TagResource");
/// The page shown for a folder.
const INDEX_PAGE: &str = "index.html";
/// The page shown for what is not there.
const ERROR_PAGE: &str = "error.html";

/// A bucket that serves a static website: readable by all, writable by its owner.
pub struct Bucket {
    base: Base,
}

impl Bucket {
    /// The website bucket of this name.
    pub fn website(key: &Key<Self>, name: impl Into<String>) -> Self {
        Self {
            base: Base::new(key, name),
        }
    }
}

#[async_trait]
impl Resource for Bucket {
    fn base(&self) -> &Base {
        &self.base
    }

    /// By name: a bucket of this name that belongs to somebody else has to be seen, not made again.
    fn find(&self, inventory: &Inventory) -> Vec<Observed> {
        inventory.of(Kind::Bucket).to_vec()
    }

    /// In the order in which `change` makes them.
    fn differences(&self, observed: &Observed, found: &BucketFacts) -> Vec<Difference> {
        let ownership = found.ownership.as_deref().unwrap_or_default();
        let block = found.access_block.as_ref().map(blocked).unwrap_or_default();
        let policy = match &found.policy {
            Some(_) => DifferenceValue::OtherPolicy,
            None => DifferenceValue::Plain(String::new()),
        };
        let website = found.website.as_ref().map(ToString::to_string).unwrap_or_default();
        let changes = self.changes(found);
        let all = [
            Difference::fixed_unless(Field::Name, Some(&observed.id), &self.base.name),
            changes
                .ownership
                .then(|| Difference::changeable(Field::ObjectOwnership, ownership, ObjectOwnership::BucketOwnerEnforced)),
            changes.access_block.then(|| {
                Difference::changeable(
                    Field::PublicAccessBlock,
                    DifferenceValue::AccessBlock(block),
                    DifferenceValue::AccessBlock(blocked(&wanted_access_block())),
                )
            }),
            changes
                .policy
                .then(|| Difference::changeable(Field::Policy, policy, DifferenceValue::PublicPolicy)),
            changes
                .website
                .then(|| Difference::changeable(Field::Website, website, WebsitePages::wanted())),
        ];
        all.into_iter().flatten().collect()
    }

    fn additions(&self, found: &BucketFacts) -> Vec<Addition> {
        let others = bucket_policy::others(found.policy.as_ref());
        others
            .into_iter()
            .map(|name| Addition::new(Field::PolicyStatement, name))
            .collect()
    }

    fn charges(&self, _: Option<&BucketFacts>, _: &Inventory) -> Vec<Charge> {
        charges()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let name = &self.base.name;
        let tags: BTreeMap<String, String> = identity.all_tags().into_iter().collect();
        match create_bucket(aws, name, Some(tag_set(&tags))).await {
            // Not every S3 takes tags here yet, and not every policy allows them here; they are set right after then, as any other setting.
            Err(error) if error.is(TAGS_NOT_TAKEN) || error.says(TAGGING_DENIED) => create_bucket(aws, name, None).await?,
            other => other?,
        }
        // Whether the create call's tags were taken shows here; some endpoints pass over them.
        let tags = read_tags(aws, name, LAG).await?.unwrap_or_default();
        let facts = BucketFacts {
            ownership: Some(ObjectOwnership::BucketOwnerEnforced.as_str().to_owned()),
            ..BucketFacts::default()
        };
        Ok(observe(aws, name, facts, tags))
    }

    /// The order matters: AWS refuses a public policy while the access block forbids one.
    async fn change(&self, aws: &Aws, _: &Identity, _: &Observed, found: &BucketFacts) -> Result<(), ResourceError> {
        let changes = self.changes(found);
        if changes.ownership {
            self.set_ownership(aws).await?;
        }
        if changes.access_block {
            self.set_access_block(aws).await?;
        }
        if changes.policy {
            self.set_policy(aws, found).await?;
        }
        if changes.website {
            self.set_website(aws).await?;
        }
        Ok(())
    }
}

/// The settings a change has to set.
struct Changes {
    ownership: bool,
    access_block: bool,
    policy: bool,
    website: bool,
}

impl Bucket {
    fn changes(&self, found: &BucketFacts) -> Changes {
        Changes {
            ownership: found.ownership.as_deref() != Some(ObjectOwnership::BucketOwnerEnforced.as_str()),
            access_block: found.access_block.as_ref() != Some(&wanted_access_block()),
            policy: !bucket_policy::lets_anyone_read(found.policy.as_ref(), &self.base.name),
            website: found.website != Some(WebsitePages::wanted()),
        }
    }

    fn setting<'a>(&self, aws: &'a Aws, what: Setting) -> crate::aws::Call<'a> {
        aws.call(Repeat::Safe, self.set(what)).tolerating(LAG)
    }

    fn set(&self, what: Setting) -> Action {
        Action::set(what, Noun::Bucket, &self.base.name)
    }

    async fn set_ownership(&self, aws: &Aws) -> Result<(), AwsError> {
        let rule = OwnershipControlsRule::builder()
            .object_ownership(ObjectOwnership::BucketOwnerEnforced)
            .build();
        let controls = rule.and_then(|rule| OwnershipControls::builder().rules(rule).build());
        let controls = controls.map_err(|error| AwsError::unsendable(&self.set(Setting::ObjectOwnership), &error))?;
        self.setting(aws, Setting::ObjectOwnership)
            .send(|| {
                aws.s3()
                    .put_bucket_ownership_controls()
                    .bucket(&self.base.name)
                    .ownership_controls(controls.clone())
                    .send()
            })
            .await?;
        Ok(())
    }

    async fn set_access_block(&self, aws: &Aws) -> Result<(), AwsError> {
        self.setting(aws, Setting::PublicAccessBlock)
            .send(|| {
                aws.s3()
                    .put_public_access_block()
                    .bucket(&self.base.name)
                    .public_access_block_configuration(wanted_access_block())
                    .send()
            })
            .await?;
        Ok(())
    }

    /// AWS may go on refusing a public policy for a moment after the access block was opened.
    async fn set_policy(&self, aws: &Aws, found: &BucketFacts) -> Result<(), AwsError> {
        let policy = bucket_policy::with_readers(found.policy.as_ref(), &self.base.name).to_string();
        self.setting(aws, Setting::Policy)
            .tolerating(POLICY_LAG)
            .send(|| aws.s3().put_bucket_policy().bucket(&self.base.name).policy(&policy).send())
            .await?;
        Ok(())
    }

    async fn set_website(&self, aws: &Aws) -> Result<(), AwsError> {
        let broken = |error: aws_sdk_s3::error::BuildError| AwsError::unsendable(&self.set(Setting::Website), &error);
        let index = IndexDocument::builder().suffix(INDEX_PAGE).build().map_err(broken)?;
        let error = ErrorDocument::builder().key(ERROR_PAGE).build().map_err(broken)?;
        let website = WebsiteConfiguration::builder()
            .index_document(index)
            .error_document(error)
            .build();
        self.setting(aws, Setting::Website)
            .send(|| {
                aws.s3()
                    .put_bucket_website()
                    .bucket(&self.base.name)
                    .website_configuration(website.clone())
                    .send()
            })
            .await?;
        Ok(())
    }
}

/// Writes tags beside those there are. The call replaces all of them, so those that somebody else set go along; AWS keeps its own.
async fn retag(aws: &Aws, observed: &Observed, change: TagChange<'_>) -> Result<(), AwsError> {
    let mut all = observed.tags.clone();
    all.retain(|key, _| !key.starts_with("aws:"));
    match change {
        TagChange::Write(tags) => all.extend(tags.iter().cloned()),
        TagChange::Remove(keys) => all.retain(|key, _| !keys.contains(&key.as_str())),
    }
    let action = Action::set(Setting::Tags, Noun::Bucket, &observed.id);
    let tagging = Tagging::builder().set_tag_set(Some(tag_set(&all))).build();
    let tagging = tagging.map_err(|error| AwsError::unsendable(&action, &error))?;
    aws.call(Repeat::Safe, action)
        .tolerating(LAG)
        .send(|| {
            let call = aws.s3().put_bucket_tagging().bucket(&observed.id);
            call.tagging(tagging.clone()).send()
        })
        .await?;
    Ok(())
}

async fn create_bucket(aws: &Aws, name: &str, tags: Option<Vec<Tag>>) -> Result<(), AwsError> {
    // us-east-1 takes no location constraint, every other region demands its own.
    let location = (aws.region() != "us-east-1").then(|| BucketLocationConstraint::from(aws.region()));
    let configuration = (tags.is_some() || location.is_some()).then(|| {
        CreateBucketConfiguration::builder()
            .set_tags(tags)
            .set_location_constraint(location)
            .build()
    });
    let created = aws
        .call(Repeat::Safe, Action::create(Noun::Bucket, name))
        // The name of a bucket that was deleted lately is not free at once.
        .tolerating(&["OperationAborted"])
        .send(|| {
            aws.s3()
                .create_bucket()
                .bucket(name)
                .object_ownership(ObjectOwnership::BucketOwnerEnforced)
                .set_create_bucket_configuration(configuration.clone())
                .send()
        })
        .await;
    match created {
        Err(error) if error.is(&["BucketAlreadyOwnedByYou"]) => Ok(()),
        other => other.map(|_| ()),
    }
}

/// ACLs stay shut; policies alone may open the bucket.
fn wanted_access_block() -> PublicAccessBlockConfiguration {
    PublicAccessBlockConfiguration::builder()
        .block_public_acls(true)
        .ignore_public_acls(true)
        .block_public_policy(false)
        .restrict_public_buckets(false)
        .build()
}

fn blocked(block: &PublicAccessBlockConfiguration) -> Vec<BlockedAccess> {
    let parts = [
        (BlockedAccess::AclsBlocked, block.block_public_acls()),
        (BlockedAccess::AclsIgnored, block.ignore_public_acls()),
        (BlockedAccess::PoliciesBlocked, block.block_public_policy()),
        (BlockedAccess::AccessRestricted, block.restrict_public_buckets()),
    ];
    parts
        .into_iter()
        .filter(|(_, on)| *on == Some(true))
        .map(|(part, _)| part)
        .collect()
}

fn tag_set(tags: &BTreeMap<String, String>) -> Vec<Tag> {
    tags.iter()
        .filter_map(|(key, value)| Tag::builder().key(key).value(value).build().ok())
        .collect()
}

/// Empties and deletes a bucket, versions and markers included.
async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    empty(aws, &observed.id).await?;
    aws.call(Repeat::Safe, Action::delete(Noun::Bucket, &observed.id))
        .send(|| aws.s3().delete_bucket().bucket(&observed.id).send())
        .await?;
    Ok(())
}
