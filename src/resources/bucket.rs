//! The S3 bucket of a static website and its settings.

use std::collections::BTreeMap;

use async_trait::async_trait;
use aws_sdk_s3::types::{
    BucketLocationConstraint, CreateBucketConfiguration, ErrorDocument, IndexDocument, ObjectOwnership, OwnershipControls,
    OwnershipControlsRule, PublicAccessBlockConfiguration, Tag, Tagging, WebsiteConfiguration,
};
use futures_util::future::{BoxFuture, join_all};
use serde_json::{Value, json};

use super::site_content::{self, ObjectEntry};
use super::{Base, Difference, Resource, ResourceError};
use crate::aws::{Aws, AwsError, Class, Identity, Inventory, Kind, Observed, Repeat, Scope, State, TAG_DEPLOYMENT, TAG_RESOURCE};

const LAG: &[&str] = &["NoSuchBucket", "OperationAborted"];
const POLICY_LAG: &[&str] = &["NoSuchBucket", "OperationAborted", "MalformedPolicy", "AccessDenied"];
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
    pub fn website(key: &str, name: impl Into<String>) -> Self {
        Self {
            base: Base::new(key, name, &[]),
        }
    }

    /// Anyone may read the objects; nothing else is granted to anyone.
    fn policy(&self) -> Value {
        json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Sid": "PublicReadGetObject",
                "Effect": "Allow",
                "Principal": "*",
                "Action": "s3:GetObject",
                "Resource": format!("arn:aws:s3:::{}/*", self.base.name),
            }],
        })
    }
}

/// What AWS tells of the bucket.
#[derive(Clone, Default)]
pub(super) struct Settings {
    ownership: Option<String>,
    access_block: Option<PublicAccessBlockConfiguration>,
    policy: Option<Value>,
    website: Option<(String, String)>,
    pub(super) objects: Vec<ObjectEntry>,
}

#[async_trait]
impl Resource for Bucket {
    fn kind(&self) -> Kind {
        Kind::Bucket
    }

    fn base(&self) -> &Base {
        &self.base
    }

    /// By name: a bucket of this name that belongs to somebody else has to be seen, not made again.
    fn find(&self, inventory: &Inventory) -> Vec<Observed> {
        inventory.of(Kind::Bucket).to_vec()
    }

    fn differences(&self, observed: &Observed) -> Vec<Difference> {
        let settings = observed.body::<Settings>().cloned().unwrap_or_default();
        let mut differences = Vec::new();
        if observed.id != self.base.name {
            differences.push(Difference::fixed("name", &observed.id, &self.base.name));
        }
        if observed.tags.get(TAG_RESOURCE).map(String::as_str) != Some(self.base.key.as_str()) {
            differences.push(Difference::changeable("tags", "", "jalon's"));
        }
        let enforced = ObjectOwnership::BucketOwnerEnforced.as_str();
        differences.extend(Difference::of(
            "object-ownership",
            settings.ownership.as_deref().unwrap_or_default(),
            enforced,
        ));
        let block = settings.access_block.as_ref().map(block_text).unwrap_or_default();
        differences.extend(Difference::of(
            "public-access-block",
            block,
            block_text(&wanted_access_block()),
        ));
        if settings.policy.as_ref() != Some(&self.policy()) {
            let found = settings.policy.map(|_| "another policy").unwrap_or_default();
            differences.push(Difference::changeable("policy", found, "anyone may get objects"));
        }
        let website = settings
            .website
            .map(|(index, error)| format!("{index}, {error}"))
            .unwrap_or_default();
        differences.extend(Difference::of("website", website, format!("{INDEX_PAGE}, {ERROR_PAGE}")));
        differences
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let name = &self.base.name;
        let own_tags: BTreeMap<String, String> = identity.tags().map(|(key, value)| (key.to_owned(), value)).into();
        let mut configuration = CreateBucketConfiguration::builder().set_tags(Some(tag_set(&own_tags)));
        // us-east-1 takes no location constraint, every other region demands its own.
        if aws.region() != "us-east-1" {
            configuration = configuration.location_constraint(BucketLocationConstraint::from(aws.region()));
        }
        let configuration = configuration.build();
        let created = aws
            .call(Repeat::Safe, format!("create the S3 bucket {name}"))
            .send(|| {
                aws.s3()
                    .create_bucket()
                    .bucket(name)
                    .object_ownership(ObjectOwnership::BucketOwnerEnforced)
                    .create_bucket_configuration(configuration.clone())
                    .send()
            })
            .await;
        match created {
            Err(error) if error.is(&["BucketAlreadyOwnedByYou"]) => {}
            other => drop(other?),
        }
        // Whether the create call's tags were taken shows here; some endpoints pass over them.
        let tags = read_tags(aws, name, LAG).await?.unwrap_or_default();
        let settings = Settings {
            ownership: Some(ObjectOwnership::BucketOwnerEnforced.as_str().to_owned()),
            ..Settings::default()
        };
        Ok(observe(aws, name, settings, tags))
    }

    /// The order matters, and `differences` lists them in it: AWS refuses a public policy while the access block forbids one.
    async fn change(
        &self,
        aws: &Aws,
        identity: &Identity,
        observed: &Observed,
        differences: &[Difference],
    ) -> Result<(), ResourceError> {
        for difference in differences {
            match difference.field {
                "tags" => self.set_tags(aws, identity, observed).await?,
                "object-ownership" => self.set_ownership(aws).await?,
                "public-access-block" => self.set_access_block(aws).await?,
                "policy" => self.set_policy(aws).await?,
                _ => self.set_website(aws).await?,
            }
        }
        Ok(())
    }
}

impl Bucket {
    fn setting<'a>(&self, aws: &'a Aws, what: &str) -> crate::aws::Call<'a> {
        aws.call(Repeat::Safe, format!("set the {what} of the S3 bucket {}", self.base.name))
            .tolerating(LAG)
    }

    async fn set_tags(&self, aws: &Aws, identity: &Identity, observed: &Observed) -> Result<(), AwsError> {
        // The call replaces all tags, so those somebody else set go along.
        let mut all = observed.tags.clone();
        all.extend(identity.tags().map(|(key, value)| (key.to_owned(), value)));
        let tagging = Tagging::builder().set_tag_set(Some(tag_set(&all))).build();
        let tagging = tagging.map_err(|error| AwsError::incomplete_answer("tag the S3 bucket", &error.to_string()))?;
        self.setting(aws, "tags")
            .send(|| {
                aws.s3()
                    .put_bucket_tagging()
                    .bucket(&self.base.name)
                    .tagging(tagging.clone())
                    .send()
            })
            .await?;
        Ok(())
    }

    async fn set_ownership(&self, aws: &Aws) -> Result<(), AwsError> {
        let rule = OwnershipControlsRule::builder()
            .object_ownership(ObjectOwnership::BucketOwnerEnforced)
            .build();
        let controls = rule.and_then(|rule| OwnershipControls::builder().rules(rule).build());
        let controls = controls.map_err(|error| AwsError::incomplete_answer("set the object ownership", &error.to_string()))?;
        self.setting(aws, "object ownership")
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
        self.setting(aws, "public access block")
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
    async fn set_policy(&self, aws: &Aws) -> Result<(), AwsError> {
        let policy = self.policy().to_string();
        let set = self
            .setting(aws, "policy")
            .tolerating(POLICY_LAG)
            .send(|| aws.s3().put_bucket_policy().bucket(&self.base.name).policy(&policy).send())
            .await;
        set.map_err(|mut error| {
            if error.is(&["AccessDenied"]) {
                error.message.push_str(" (the account's own public access block may forbid public policies: S3 console, Block Public Access settings)");
            }
            error
        })?;
        Ok(())
    }

    async fn set_website(&self, aws: &Aws) -> Result<(), AwsError> {
        let broken = |error: aws_sdk_s3::error::BuildError| AwsError::incomplete_answer("set the website", &error.to_string());
        let index = IndexDocument::builder().suffix(INDEX_PAGE).build().map_err(broken)?;
        let error = ErrorDocument::builder().key(ERROR_PAGE).build().map_err(broken)?;
        let website = WebsiteConfiguration::builder()
            .index_document(index)
            .error_document(error)
            .build();
        self.setting(aws, "website")
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

/// ACLs stay shut; policies alone may open the bucket.
fn wanted_access_block() -> PublicAccessBlockConfiguration {
    PublicAccessBlockConfiguration::builder()
        .block_public_acls(true)
        .ignore_public_acls(true)
        .block_public_policy(false)
        .restrict_public_buckets(false)
        .build()
}

fn block_text(block: &PublicAccessBlockConfiguration) -> String {
    let parts = [
        ("acls blocked", block.block_public_acls()),
        ("acls ignored", block.ignore_public_acls()),
        ("policies blocked", block.block_public_policy()),
        ("access restricted", block.restrict_public_buckets()),
    ];
    let set: Vec<&str> = parts
        .iter()
        .filter(|(_, on)| on == &Some(true))
        .map(|(name, _)| *name)
        .collect();
    set.join(", ")
}

fn tag_set(tags: &BTreeMap<String, String>) -> Vec<Tag> {
    tags.iter()
        .filter_map(|(key, value)| Tag::builder().key(key).value(value).build().ok())
        .collect()
}

/// A bucket's tags; `None` when there is no such bucket.
async fn read_tags(
    aws: &Aws,
    name: &str,
    tolerated: &'static [&'static str],
) -> Result<Option<BTreeMap<String, String>>, AwsError> {
    let answer = aws
        .read(format!("read the tags of the S3 bucket {name}"))
        .tolerating(tolerated)
        .send(|| aws.s3().get_bucket_tagging().bucket(name).send())
        .await;
    match answer {
        Ok(answer) => Ok(Some(
            answer
                .tag_set()
                .iter()
                .map(|tag| (tag.key().to_owned(), tag.value().to_owned()))
                .collect(),
        )),
        Err(error) if error.is(&["NoSuchTagSet"]) => Ok(Some(BTreeMap::new())),
        Err(error) if error.class == Class::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Looks for the bucket by its name, with its settings and the list of its objects.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let Some(name) = &scope.bucket else {
            return Ok(Vec::new());
        };
        let tags = match read_tags(aws, name, &[]).await {
            Ok(None) => return Ok(Vec::new()),
            Ok(Some(tags)) => tags,
            Err(error) if error.class == Class::Denied => return Ok(vec![denied(name)]),
            Err(error) => return Err(error),
        };
        if !tags.is_empty() && !tags.contains_key(TAG_DEPLOYMENT) {
            return Ok(vec![observe(aws, name, Settings::default(), tags)]);
        }
        let (ownership, access_block, policy, website, objects) = tokio::try_join!(
            read_ownership(aws, name),
            read_access_block(aws, name),
            read_policy(aws, name),
            read_website(aws, name),
            site_content::list_objects(aws, name),
        )?;
        let settings = Settings {
            ownership,
            access_block,
            policy,
            website,
            objects,
        };
        Ok(vec![observe(aws, name, settings, tags)])
    })
}

/// Finds the deployment's bucket among all of the account's by its tags, for when nobody knows its name any more.
///
/// # Errors
///
/// When the buckets can't be listed, or a bucket's tags can't be read for another reason than its policy.
pub async fn find_tagged_bucket(aws: &Aws, deployment: &str) -> Result<Option<String>, AwsError> {
    let answer = aws
        .read("list the S3 buckets")
        .send(|| aws.s3().list_buckets().bucket_region(aws.region()).send())
        .await?;
    let names: Vec<&str> = answer.buckets().iter().filter_map(|bucket| bucket.name()).collect();
    for batch in names.chunks(16) {
        let tags = join_all(batch.iter().map(|name| read_tags(aws, name, &[]))).await;
        for (name, tags) in batch.iter().zip(tags) {
            let tags = match tags {
                // Another's bucket policy is no reason to stop; anything else leaves open whose it is.
                Err(error) if error.class != Class::Denied => return Err(error),
                Err(_) | Ok(None) => continue,
                Ok(Some(tags)) => tags,
            };
            if tags.get(TAG_DEPLOYMENT).is_some_and(|owner| owner == deployment) {
                return Ok(Some((*name).to_owned()));
            }
        }
    }
    Ok(None)
}

fn absent_is_none<T>(result: Result<Option<T>, AwsError>) -> Result<Option<T>, AwsError> {
    match result {
        Err(error) if error.class == Class::NotFound => Ok(None),
        other => other,
    }
}

async fn read_ownership(aws: &Aws, name: &str) -> Result<Option<String>, AwsError> {
    let answer = aws
        .read(format!("read the object ownership of the S3 bucket {name}"))
        .send(|| aws.s3().get_bucket_ownership_controls().bucket(name).send())
        .await;
    absent_is_none(answer.map(|answer| {
        let rules = answer.ownership_controls?.rules;
        rules.first().map(|rule| rule.object_ownership().as_str().to_owned())
    }))
}

async fn read_access_block(aws: &Aws, name: &str) -> Result<Option<PublicAccessBlockConfiguration>, AwsError> {
    let answer = aws
        .read(format!("read the public access block of the S3 bucket {name}"))
        .send(|| aws.s3().get_public_access_block().bucket(name).send())
        .await;
    absent_is_none(answer.map(|answer| answer.public_access_block_configuration))
}

async fn read_policy(aws: &Aws, name: &str) -> Result<Option<Value>, AwsError> {
    let answer = aws
        .read(format!("read the policy of the S3 bucket {name}"))
        .send(|| aws.s3().get_bucket_policy().bucket(name).send())
        .await;
    absent_is_none(answer.map(|answer| answer.policy.and_then(|policy| serde_json::from_str(&policy).ok())))
}

async fn read_website(aws: &Aws, name: &str) -> Result<Option<(String, String)>, AwsError> {
    let answer = aws
        .read(format!("read the website of the S3 bucket {name}"))
        .send(|| aws.s3().get_bucket_website().bucket(name).send())
        .await;
    absent_is_none(answer.map(|answer| {
        let index = answer.index_document.map(|index| index.suffix).unwrap_or_default();
        let error = answer.error_document.map(|error| error.key).unwrap_or_default();
        Some((index, error))
    }))
}

fn observe(aws: &Aws, name: &str, settings: Settings, tags: BTreeMap<String, String>) -> Observed {
    Observed::new(Kind::Bucket, name, State::Ready, settings)
        .tagged(tags)
        .with("name", Some(name))
        .with("website", Some(website_address(name, aws.region())))
}

/// A bucket of this name is there, and AWS does not let us look at it.
fn denied(name: &str) -> Observed {
    let reason = "AWS denies reading it: it is another account's, or these credentials may not read it".to_owned();
    Observed::new(Kind::Bucket, name, State::Failed(reason), Settings::default())
}

/// A website endpoint's host. Regions opened before 2014 have a dash before the region, later ones a dot (Amazon S3 endpoints,
/// AWS General Reference).
fn website_address(bucket: &str, region: &str) -> String {
    const WITH_DASH: [&str; 9] = [
        "us-east-1",
        "us-west-1",
        "us-west-2",
        "ap-southeast-1",
        "ap-southeast-2",
        "ap-northeast-1",
        "eu-west-1",
        "sa-east-1",
        "us-gov-west-1",
    ];
    let separator = if WITH_DASH.contains(&region) { '-' } else { '.' };
    format!("http://{bucket}.s3-website{separator}{region}.amazonaws.com")
}

/// Empties and deletes a bucket, versions and markers included.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    site_content::empty(aws, &observed.id).await?;
    aws.call(Repeat::Safe, format!("delete the S3 bucket {}", observed.id))
        .send(|| aws.s3().delete_bucket().bucket(&observed.id).send())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_regions_have_a_dash_in_their_website_address() {
        assert_eq!(
            website_address("b", "us-east-1"),
            "http://b.s3-website-us-east-1.amazonaws.com"
        );
        assert_eq!(
            website_address("b", "eu-west-3"),
            "http://b.s3-website.eu-west-3.amazonaws.com"
        );
    }
}
