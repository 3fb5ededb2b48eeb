//! What the RDS resources share: tags.

use aws_sdk_rds::types::Tag;

use crate::aws::Identity;

/// The tags of a create call.
pub(super) fn rds_tags(identity: &Identity) -> Option<Vec<Tag>> {
    Some(
        identity
            .tags()
            .into_iter()
            .map(|(key, value)| Tag::builder().key(key).value(value).build())
            .collect(),
    )
}

/// Tags as pairs.
pub(super) fn rds_tag_pairs(tags: &[Tag]) -> impl Iterator<Item = (String, String)> {
    tags.iter().filter_map(|tag| Some((tag.key.clone()?, tag.value.clone()?)))
}
