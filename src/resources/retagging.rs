//! Writing back the tags by which a resource is found again.

use super::ec2_support::create_tags;
use super::rds_support::add_tags;
use super::row::Retagging;
use super::{Facts, Observed};
use crate::aws::{Aws, AwsError};

/// Writes tags of a resource, beside those it has; nothing where its kind carries none. A set of resources goes by the ids of its
/// members, separated by commas.
///
/// # Errors
///
/// When AWS refuses.
pub async fn retag(aws: &Aws, observed: &Observed, tags: &[(&'static str, String)]) -> Result<(), AwsError> {
    match observed.kind().row().retagging {
        Retagging::ById => create_tags(aws, observed.id.split(',').map(str::to_owned).collect(), tags).await,
        Retagging::ByArn => add_tags(aws, arn(observed), tags).await,
        Retagging::By(retag) => retag(aws, observed, tags).await,
        Retagging::None => Ok(()),
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
