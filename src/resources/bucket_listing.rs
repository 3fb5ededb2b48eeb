//! Looking at buckets: the website bucket's settings and objects, and the bucket nobody knows the name of any more.

use std::collections::BTreeMap;
use std::sync::Arc;

use aws_sdk_s3::types::PublicAccessBlockConfiguration;
use futures_util::future::{BoxFuture, join_all};
use serde_json::Value;

use super::bucket::WebsitePages;
use super::objects::{ObjectEntry, current_objects};
use super::{Bucket, BucketFacts, Failure, Kind, Observed, Scope, State};
use crate::aws::{Action, Aws, AwsError, Class, Noun, Setting, TAG_DEPLOYMENT};

/// A bucket's tags; `None` when there is no such bucket.
pub(super) async fn read_tags(
    aws: &Aws,
    name: &str,
    tolerated: &'static [&'static str],
) -> Result<Option<BTreeMap<String, String>>, AwsError> {
    let answer = aws
        .read(Action::read_setting(Setting::Tags, Noun::Bucket, name))
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
            Err(error) if error.is(ELSEWHERE) => return Ok(vec![elsewhere(name, aws.region())]),
            Err(error) => return Err(error),
        };
        let is_recorded = scope.ownership.recorded.contains_key(&(Kind::Bucket, name.clone()));
        if !is_recorded && !tags.is_empty() && !tags.contains_key(TAG_DEPLOYMENT) {
            return Ok(vec![observe(aws, name, BucketFacts::default(), tags)]);
        }
        let read = tokio::try_join!(
            read_ownership(aws, name),
            read_access_block(aws, name),
            read_policy(aws, name),
            read_website(aws, name),
            read_objects(aws, name, scope),
        );
        let (ownership, access_block, policy, website, objects) = match read {
            // Deleted since its tags were read, by a request of an earlier run that was still under way.
            Err(error) if error.is(&["NoSuchBucket"]) => return Ok(Vec::new()),
            other => other?,
        };
        let facts = BucketFacts {
            ownership,
            access_block,
            policy,
            website,
            objects: Arc::new(objects),
            ..BucketFacts::default()
        };
        Ok(vec![observe(aws, name, facts, tags)])
    })
}

async fn read_objects(aws: &Aws, name: &str, scope: &Scope) -> Result<Vec<ObjectEntry>, AwsError> {
    let before = scope.bucket_before.as_ref().filter(|before| before.id == name);
    let before = before.and_then(|before| before.facts_of::<Bucket>());
    let objects = before.map_or(&[][..], |before| before.objects.as_slice());
    current_objects(aws, name, objects, scope).await
}

/// How many buckets a page has. Without a limit, AWS refuses accounts that may have more than 10,000 (docs/AWS.md, "S3 bucket").
const BUCKETS_A_PAGE: i32 = 1000;

/// The names of the account's buckets in the region.
async fn bucket_names(aws: &Aws) -> Result<Vec<String>, AwsError> {
    let mut names = Vec::new();
    let mut next_token: Option<String> = None;
    loop {
        let page = aws
            .read(Action::list(Noun::Bucket))
            .send(|| {
                let call = aws
                    .s3()
                    .list_buckets()
                    .bucket_region(aws.region())
                    .max_buckets(BUCKETS_A_PAGE);
                call.set_continuation_token(next_token.clone()).send()
            })
            .await?;
        names.extend(page.buckets.unwrap_or_default().into_iter().filter_map(|bucket| bucket.name));
        next_token = page.continuation_token.filter(|token| !token.is_empty());
        if next_token.is_none() {
            return Ok(names);
        }
    }
}

/// Finds the deployment's bucket among all of the account's by its tags, for when nobody knows its name any more.
///
/// # Errors
///
/// When the buckets can't be listed, or a bucket's tags can't be read for another reason than its policy.
pub async fn find_tagged_bucket(aws: &Aws, deployment: &str) -> Result<Option<String>, AwsError> {
    let names = bucket_names(aws).await?;
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
                return Ok(Some(name.clone()));
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
        .read(Action::read_setting(Setting::ObjectOwnership, Noun::Bucket, name))
        .send(|| aws.s3().get_bucket_ownership_controls().bucket(name).send())
        .await;
    absent_is_none(answer.map(|answer| {
        let rules = answer.ownership_controls?.rules;
        rules.first().map(|rule| rule.object_ownership().as_str().to_owned())
    }))
}

async fn read_access_block(aws: &Aws, name: &str) -> Result<Option<PublicAccessBlockConfiguration>, AwsError> {
    let answer = aws
        .read(Action::read_setting(Setting::PublicAccessBlock, Noun::Bucket, name))
        .send(|| aws.s3().get_public_access_block().bucket(name).send())
        .await;
    absent_is_none(answer.map(|answer| answer.public_access_block_configuration))
}

async fn read_policy(aws: &Aws, name: &str) -> Result<Option<Value>, AwsError> {
    let answer = aws
        .read(Action::read_setting(Setting::Policy, Noun::Bucket, name))
        .send(|| aws.s3().get_bucket_policy().bucket(name).send())
        .await;
    absent_is_none(answer.map(|answer| answer.policy.and_then(|policy| serde_json::from_str(&policy).ok())))
}

async fn read_website(aws: &Aws, name: &str) -> Result<Option<WebsitePages>, AwsError> {
    let answer = aws
        .read(Action::read_setting(Setting::Website, Noun::Bucket, name))
        .send(|| aws.s3().get_bucket_website().bucket(name).send())
        .await;
    absent_is_none(answer.map(|answer| {
        let index = answer.index_document.map(|index| index.suffix).unwrap_or_default();
        let error = answer.error_document.map(|error| error.key).unwrap_or_default();
        Some(WebsitePages { index, error })
    }))
}

pub(super) fn observe(aws: &Aws, name: &str, facts: BucketFacts, tags: BTreeMap<String, String>) -> Observed {
    let website_url = website_url(name, aws.region());
    Observed::new(name, State::Ready, BucketFacts { website_url, ..facts }).tagged(tags)
}

/// How S3 answers for a bucket of another region (S3 API reference, "Error responses").
const ELSEWHERE: &[&str] = &[
    "PermanentRedirect",
    "AuthorizationHeaderMalformed",
    "IllegalLocationConstraintException",
];

/// A bucket of this name is there, in another region.
fn elsewhere(name: &str, region: &str) -> Observed {
    let failure = Failure::Elsewhere {
        region: region.to_owned(),
    };
    Observed::new(name, State::failed(failure), BucketFacts::default())
}

/// A bucket of this name is there, and AWS does not let us look at it.
fn denied(name: &str) -> Observed {
    Observed::new(name, State::failed(Failure::Unreadable), BucketFacts::default())
}

/// A website endpoint's address. Regions opened before 2014 have a dash before the region, later ones a dot (Amazon S3 endpoints,
/// AWS General Reference).
pub fn website_url(bucket: &str, region: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_regions_have_a_dash_in_their_website_address() {
        assert_eq!(website_url("b", "us-east-1"), "http://b.s3-website-us-east-1.amazonaws.com");
        assert_eq!(website_url("b", "eu-west-3"), "http://b.s3-website.eu-west-3.amazonaws.com");
    }
}
