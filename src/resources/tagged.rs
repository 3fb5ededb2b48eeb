//! The deployments of an account, by the tags of what they have made.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ec2::types::{Filter, ResourceType, TagDescription};

use super::db_instance;
use super::rds_support::rds_tag_pairs;
use crate::aws::{Action, Aws, AwsError, DeploymentId, Noun, TAG_DEPLOYMENT, TAG_ID, Which};

/// A deployment that something in an account and region bears the tags of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaggedDeployment {
    /// Its name.
    pub name: String,
    /// Its id; `None` for what carries none.
    pub id: Option<DeploymentId>,
}

/// The deployments that resources of EC2 or DB instances in the region bear the tags of, each with how many do; those of one name alone,
/// where one is given.
///
/// # Errors
///
/// When the tags can't be read.
pub async fn tagged_deployments(aws: &Aws, name: Option<&str>) -> Result<BTreeMap<TaggedDeployment, usize>, AwsError> {
    let (names, ids, databases) = tokio::try_join!(tags(aws, TAG_DEPLOYMENT, name), tags(aws, TAG_ID, None), databases(aws))?;
    let ids: BTreeMap<&str, &str> = ids
        .iter()
        .filter_map(|tag| Some((tag.resource_id()?, tag.value()?)))
        .collect();
    // A rule is a part of its group.
    let whole = names
        .iter()
        .filter(|tag| tag.resource_type() != Some(&ResourceType::SecurityGroupRule));
    let of_ec2 = whole.filter_map(|tag| {
        let id = ids.get(tag.resource_id()?).map(|id| DeploymentId::from(*id));
        Some(TaggedDeployment {
            name: tag.value()?.to_owned(),
            id,
        })
    });
    let mut all = BTreeMap::new();
    let of_name = |tagged: &TaggedDeployment| name.is_none_or(|name| tagged.name == name);
    for tagged in of_ec2.chain(databases).filter(of_name) {
        *all.entry(tagged).or_default() += 1;
    }
    Ok(all)
}

/// The tags of this key of all resources of EC2 (EC2 API reference, DescribeTags).
async fn tags(aws: &Aws, key: &str, value: Option<&str>) -> Result<Vec<TagDescription>, AwsError> {
    let filter = |name: &str, value: &str| Filter::builder().name(name).values(value).build();
    let filters: Vec<Filter> = std::iter::once(filter("key", key))
        .chain(value.map(|value| filter("value", value)))
        .collect();
    let mut all = Vec::new();
    let mut next_token: Option<String> = None;
    loop {
        let page = aws
            .read(Action::ListTags {
                key: key.to_owned(),
                region: aws.region().to_owned(),
            })
            .send(|| {
                let call = aws.ec2().describe_tags().set_filters(Some(filters.clone()));
                call.set_next_token(next_token.clone()).send()
            })
            .await?;
        next_token = page.next_token.filter(|token| !token.is_empty());
        all.extend(page.tags.unwrap_or_default());
        if next_token.is_none() {
            return Ok(all);
        }
    }
}

/// The deployment of each DB instance that bears one's tags.
async fn databases(aws: &Aws) -> Result<Vec<TaggedDeployment>, AwsError> {
    let instances = db_instance::describe_all(aws, Which::InRegion(aws.region().to_owned())).await?;
    let deployments = instances.iter().filter_map(|instance| {
        let tags: BTreeMap<String, String> = rds_tag_pairs(instance.tag_list()).collect();
        Some(TaggedDeployment {
            name: tags.get(TAG_DEPLOYMENT)?.clone(),
            id: tags.get(TAG_ID).map(|id| DeploymentId::from(id.as_str())),
        })
    });
    Ok(deployments.collect())
}

/// The regions that are enabled for the account (EC2 API reference, DescribeRegions).
///
/// # Errors
///
/// When they can't be listed.
pub async fn enabled_regions(aws: &Aws) -> Result<BTreeSet<String>, AwsError> {
    let answer = aws
        .read(Action::List(Noun::Region, Which::OfAccount))
        .send(|| aws.ec2().describe_regions().send())
        .await?;
    let names = answer.regions().iter().filter_map(|region| region.region_name());
    Ok(names.map(str::to_owned).collect())
}
