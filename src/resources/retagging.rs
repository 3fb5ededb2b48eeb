//! Writing back the tags by which a resource is found again, and removing them from what a person keeps.

use super::ec2_support::{create_tags, delete_tags};
use super::rds_support::{add_tags, remove_tags};
use super::row::{Retagging, TagChange};
use super::{Facts, Observed};
use crate::aws::{Aws, AwsError, TAG_DEPLOYMENT, TAG_EXPIRES, TAG_ID, TAG_RESOURCE, TAG_STEP};

/// The tags that make a resource a deployment's, and say until when. Its `Name` isn't one of them.
pub const OWN_TAGS: [&str; 5] = [TAG_DEPLOYMENT, TAG_ID, TAG_RESOURCE, TAG_STEP, TAG_EXPIRES];

/// Changes tags of a resource; nothing where its kind carries none. A set of resources goes by the ids of its members, separated by
/// commas.
///
/// # Errors
///
/// When AWS refuses.
pub async fn retag(aws: &Aws, observed: &Observed, change: TagChange<'_>) -> Result<(), AwsError> {
    match (observed.kind().row().retagging, change) {
        (Retagging::ById, change) => change_ec2_tags(aws, observed.id.split(',').map(str::to_owned).collect(), change).await,
        (Retagging::ByArn, TagChange::Write(tags)) => add_tags(aws, arn(observed), tags).await,
        (Retagging::ByArn, TagChange::Remove(keys)) => remove_tags(aws, arn(observed), keys).await,
        (Retagging::By(retag), change) => retag(aws, observed, change).await,
        // It carries the tags of what it was made with.
        (Retagging::None, TagChange::Remove(keys)) if observed.tags.contains_key(TAG_DEPLOYMENT) => {
            delete_tags(aws, vec![observed.id.clone()], keys).await
        }
        (Retagging::None, _) => Ok(()),
    }
}

/// Changes tags of resources of EC2.
pub(super) async fn change_ec2_tags(aws: &Aws, ids: Vec<String>, change: TagChange<'_>) -> Result<(), AwsError> {
    match change {
        TagChange::Write(tags) => create_tags(aws, ids, tags).await,
        TagChange::Remove(keys) => delete_tags(aws, ids, keys).await,
    }
}

/// The ARN of a resource of RDS.
fn arn(observed: &Observed) -> &str {
    match &observed.facts {
        Facts::DbInstance(db) => db.described.db_instance_arn().unwrap_or_default(),
        Facts::DbSnapshot(snapshot) => &snapshot.arn,
        Facts::DbSubnetGroup(group) => &group.arn,
        _ => "",
    }
}
