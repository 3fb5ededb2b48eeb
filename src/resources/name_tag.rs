//! The `Name` tag, which the console shows: kept as wanted for every EC2 resource alike.

use aws_sdk_ec2::types::Tag;

use super::{Difference, Resource, ResourceError};
use crate::aws::{Aws, Identity, Kind, Observed, Repeat, TAG_NAME};

const NAME: &str = "Name";

/// All differences of a resource, its `Name` tag's included.
pub fn differences_with_name(resource: &dyn Resource, observed: &Observed) -> Vec<Difference> {
    let mut differences = resource.differences(observed);
    if renamable(resource.kind()) {
        let found = observed.tags.get(TAG_NAME).cloned().unwrap_or_default();
        differences.extend(Difference::of(NAME, found, resource.base().name.clone()));
    }
    differences
}

/// Mends the changeable differences, the `Name` tag's included.
///
/// # Errors
///
/// When AWS refuses a change.
pub async fn change_with_name(
    resource: &dyn Resource,
    aws: &Aws,
    identity: &Identity,
    observed: &Observed,
    differences: &[Difference],
) -> Result<(), ResourceError> {
    let (names, others): (Vec<Difference>, Vec<Difference>) =
        differences.iter().cloned().partition(|difference| difference.field == NAME);
    if !names.is_empty() {
        let action = format!("rename {} to {}", observed.id, resource.base().name);
        aws.call(Repeat::Safe, action)
            .send(|| {
                aws.ec2()
                    .create_tags()
                    .resources(&observed.id)
                    .tags(Tag::builder().key(TAG_NAME).value(&resource.base().name).build())
                    .send()
            })
            .await?;
    }
    if others.is_empty() {
        return Ok(());
    }
    resource.change(aws, identity, observed, &others).await
}

/// Kinds whose name is a tag and nothing else.
fn renamable(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Vpc
            | Kind::InternetGateway
            | Kind::Subnet
            | Kind::RouteTable
            | Kind::VpcEndpoint
            | Kind::Instance
            | Kind::Address
            | Kind::NatGateway
            | Kind::VpcPeering
    )
}
