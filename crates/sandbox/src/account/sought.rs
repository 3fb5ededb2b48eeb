//! A permission that a request needs, as the policies of a user judge it.

use std::collections::BTreeMap;

/// One permission that a request needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// The action, as `ec2:CreateVpc`.
    pub action: String,
    /// The ARN of the resource; `*` where the action knows none.
    pub resource: String,
    /// The tags that the resource has.
    pub resource_tags: BTreeMap<String, String>,
    /// The tags that the request gives to the resource.
    pub request_tags: BTreeMap<String, String>,
    /// The operation that makes what `ec2:CreateTags` tags.
    pub create_action: Option<String>,
}
