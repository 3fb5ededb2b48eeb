//! What the RDS resources share: tags.

use aws_sdk_rds::types::Tag;

use crate::aws::{Action, Aws, AwsError, Identity, Repeat};

/// The tags of a create call.
pub(super) fn rds_tags(identity: &Identity) -> Option<Vec<Tag>> {
    Some(
        identity
            .all_tags()
            .into_iter()
            .map(|(key, value)| Tag::builder().key(key).value(value).build())
            .collect(),
    )
}

/// Tags as pairs.
pub(super) fn rds_tag_pairs(tags: &[Tag]) -> impl Iterator<Item = (String, String)> {
    tags.iter().filter_map(|tag| Some((tag.key.clone()?, tag.value.clone()?)))
}

/// Removes tags of a resource of RDS (RDS API reference, RemoveTagsFromResource).
pub(super) async fn remove_tags(aws: &Aws, arn: &str, keys: &[&str]) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::RemoveTags(vec![arn.to_owned()]))
        .send(|| {
            let keys = keys.iter().map(|key| (*key).to_owned()).collect();
            let call = aws.rds().remove_tags_from_resource().resource_name(arn);
            call.set_tag_keys(Some(keys)).send()
        })
        .await?;
    Ok(())
}

/// Writes tags of a resource of RDS (RDS API reference, AddTagsToResource).
pub(super) async fn add_tags(aws: &Aws, arn: &str, tags: &[(String, String)]) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::WriteTags(vec![arn.to_owned()]))
        .send(|| {
            let tags = tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build());
            let call = aws.rds().add_tags_to_resource().resource_name(arn);
            call.set_tags(Some(tags.collect())).send()
        })
        .await?;
    Ok(())
}
