//! What the EC2 resources share: tags, filters and paging.

use aws_sdk_ec2::types::{Filter, ResourceType, Tag, TagSpecification};

use super::Scope;
use crate::aws::{Action, Aws, AwsError, Class, Identity, Repeat, TAG_DEPLOYMENT};

/// The tags of a create call, for each type of thing it makes.
pub(super) fn tag_specifications(identity: &Identity, types: &[ResourceType]) -> Option<Vec<TagSpecification>> {
    let tags: Vec<Tag> = identity
        .all_tags()
        .into_iter()
        .map(|(key, value)| Tag::builder().key(key).value(value).build())
        .collect();
    Some(
        types
            .iter()
            .map(|resource_type| {
                TagSpecification::builder()
                    .resource_type(resource_type.clone())
                    .set_tags(Some(tags.clone()))
                    .build()
            })
            .collect(),
    )
}

/// Whether EC2 holds anything of the deployment, by one look at the tags of all its kinds (EC2 API reference, DescribeTags). Where a
/// policy forbids that look, there may be something.
///
/// # Errors
///
/// When the tags can't be listed.
pub async fn is_anything_tagged(aws: &Aws, scope: &Scope) -> Result<bool, AwsError> {
    let filter = |name: &str, value: &str| Filter::builder().name(name).values(value).build();
    let mut next_token: Option<String> = None;
    loop {
        let looked = aws
            .read(Action::LookForTags)
            .send(|| {
                let of_deployment = [filter("key", TAG_DEPLOYMENT), filter("value", &scope.ownership.deployment)];
                let call = aws.ec2().describe_tags().set_filters(Some(of_deployment.to_vec()));
                call.set_next_token(next_token.clone()).send()
            })
            .await;
        let page = match looked {
            Err(error) if error.class == Class::Denied => return Ok(true),
            answer => answer?,
        };
        next_token = page.next_token.filter(|token| !token.is_empty());
        let is_there = page.tags.is_some_and(|tags| !tags.is_empty());
        if is_there || next_token.is_none() {
            return Ok(is_there);
        }
    }
}

/// Writes tags of resources of EC2 (EC2 API reference, CreateTags).
pub(super) async fn create_tags(aws: &Aws, ids: Vec<String>, tags: &[(String, String)]) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::WriteTags(ids.clone()))
        .send(|| {
            let tags = tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build());
            let call = aws.ec2().create_tags().set_resources(Some(ids.clone()));
            call.set_tags(Some(tags.collect())).send()
        })
        .await?;
    Ok(())
}

/// Removes tags of resources of EC2 (EC2 API reference, DeleteTags).
pub(super) async fn delete_tags(aws: &Aws, ids: Vec<String>, keys: &[&str]) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::RemoveTags(ids.clone()))
        .send(|| {
            let tags = keys.iter().map(|key| Tag::builder().key(*key).build());
            let call = aws.ec2().delete_tags().set_resources(Some(ids.clone()));
            call.set_tags(Some(tags.collect())).send()
        })
        .await?;
    Ok(())
}

/// A moment of AWS's as one of ours; `None` beyond the year 9999.
pub(super) fn moment(moment: &aws_smithy_types::DateTime) -> Option<jiff::Timestamp> {
    jiff::Timestamp::from_nanosecond(moment.as_nanos()).ok()
}

/// Tags as pairs.
pub(super) fn tag_pairs(tags: Option<&[Tag]>) -> impl Iterator<Item = (String, String)> {
    tags.unwrap_or_default()
        .iter()
        .filter_map(|tag| Some((tag.key.clone()?, tag.value.clone()?)))
}

/// Lists all pages of an EC2 describe call with these options; `$read` is how each page is read.
macro_rules! all_pages {
    ($aws:expr, $read:expr, $operation:ident, $items:ident $(, $option:ident = $value:expr)* $(,)?) => {{
        let mut items = Vec::new();
        let mut next_token: Option<String> = None;
        loop {
            let page = $read
                .send(|| {
                    let call = $aws.ec2().$operation()$(.$option($value))*;
                    call.set_next_token(next_token.clone()).send()
                })
                .await?;
            items.extend(page.$items.unwrap_or_default());
            next_token = page.next_token.filter(|token| !token.is_empty());
            if next_token.is_none() {
                break items;
            }
        }
    }};
}
pub(super) use all_pages;

/// Lists all pages of an EC2 describe call, of what the scope selects.
macro_rules! describe_all {
    ($aws:expr, $scope:expr, $noun:expr, $operation:ident, $items:ident $(, $option:ident = $value:expr)* $(,)?) => {
        $crate::resources::ec2_support::all_pages!(
            $aws,
            $aws.read(Action::list($noun)),
            $operation,
            $items,
            filters = $scope.filter()
            $(, $option = $value)*
        )
    };
}
pub(super) use describe_all;
