//! Tags of all EC2 resources, in one table by resource id: the rules for tags, and the lag of lists behind a change.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Ec2;
use crate::clock::after;
use crate::common::Context;
use crate::protocol::{ApiError, Params};
use crate::table::Table;

/// Most tags of a resource. Source: docs/AWS.md, "Tags".
const MOST: usize = 50;
/// Most characters of a key. Source: docs/AWS.md, "Tags".
const LONGEST_KEY: usize = 127;
/// Most characters of a value. Source: docs/AWS.md, "Tags".
const LONGEST_VALUE: usize = 256;

/// The tags of one resource.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tags(pub BTreeMap<String, String>);

/// The tags that a create call gives to the resources of a type.
///
/// # Errors
/// A tag that AWS does not accept, or a specification for a type that the call does not create.
pub fn specified(params: &Params, resource_type: &str, created: &[&str]) -> Result<Tags, ApiError> {
    let mut tags = Tags::default();
    for specification in params.structures("TagSpecification") {
        let kind = specification.required("ResourceType")?;
        if !created.contains(&kind) {
            return Err(ApiError::new(
                "InvalidParameterValue",
                format!("'{kind}' is not a valid taggable resource type for this operation."),
            ));
        }
        let given = read(&specification)?;
        if kind == resource_type {
            tags.0.extend(given);
        }
    }
    limited(&tags)?;
    Ok(tags)
}

/// The lag of lists behind a change of a resource's tags.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Lag {
    /// The tags before the change.
    pub(super) former: Tags,
    /// When lists begin to show the change.
    until: Timestamp,
}

impl Lag {
    /// Whether lists still show the former tags.
    pub fn holds(&self, now: Timestamp) -> bool {
        now < self.until
    }
}

/// Stores the tags of a new resource. Lists show them later than the resource itself.
pub fn keep(ec2: &mut Ec2, cx: &Context, id: &str, tags: Tags) {
    if !tags.0.is_empty() {
        lag(ec2, id, after(cx.now, cx.latencies.list_lag + cx.latencies.tag_lag));
        ec2.tags.insert(id, tags);
    }
}

/// Makes lists show a resource's present tags until a moment.
pub(super) fn lag(ec2: &mut Ec2, id: &str, until: Timestamp) {
    let former = match ec2.tag_lags.remove(id) {
        // Lists show successive changes together, with the last.
        Some(lag) => lag.former,
        None => ec2.tags.get(id).cloned().unwrap_or_default(),
    };
    ec2.tag_lags.insert(id, Lag { former, until });
}

/// Forgets the lags that are over.
pub fn spread(lags: &mut Table<Lag>, now: Timestamp) {
    lags.remove_where(|_, lag| !lag.holds(now));
}

/// The tags a call names.
///
/// # Errors
/// A tag that AWS does not accept, or a key named twice.
pub(super) fn read(params: &Params) -> Result<BTreeMap<String, String>, ApiError> {
    let mut tags = BTreeMap::new();
    for tag in params.structures("Tag") {
        let key = tag.required("Key")?.to_owned();
        let value = tag.get("Value").unwrap_or_default().to_owned();
        check(&key, &value)?;
        if tags.insert(key.clone(), value).is_some() {
            return Err(ApiError::new(
                "InvalidParameterValue",
                format!("Duplicate tag key '{key}' specified."),
            ));
        }
    }
    Ok(tags)
}

fn check(key: &str, value: &str) -> Result<(), ApiError> {
    let wrong = if key.to_ascii_lowercase().starts_with("aws:") {
        "Tag keys starting with 'aws:' are reserved for internal use".to_owned()
    } else if key.chars().count() > LONGEST_KEY {
        format!("Tag key exceeds the maximum length of {LONGEST_KEY} characters")
    } else if value.chars().count() > LONGEST_VALUE {
        format!("Tag value exceeds the maximum length of {LONGEST_VALUE} characters")
    } else {
        return Ok(());
    };
    Err(ApiError::new("InvalidParameterValue", wrong))
}

/// Checks how many tags a resource has.
///
/// # Errors
/// `TagLimitExceeded`.
pub(super) fn limited(tags: &Tags) -> Result<(), ApiError> {
    if tags.0.len() <= MOST {
        return Ok(());
    }
    Err(ApiError::new(
        "TagLimitExceeded",
        format!("The maximum number of tags for a resource, {MOST}, has been reached"),
    ))
}
