//! Tags of all EC2 resources, kept in one table by resource id.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::row::{View, done};
use super::{Ec2, page, resources};
use crate::clock::after;
use crate::common::{Common, Context};
use crate::ec2::filters::Filters;
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// Most tags of a resource. Source: AWS.md, "Everywhere".
const MOST: usize = 50;
/// Most characters of a key. Source: AWS.md, "Everywhere".
const LONGEST_KEY: usize = 127;
/// Most characters of a value. Source: AWS.md, "Everywhere".
const LONGEST_VALUE: usize = 256;

/// The tags of one resource.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tags(pub BTreeMap<String, String>);

/// The tags a create call gives to the resources of a type.
///
/// # Errors
/// A tag AWS does not take, or a specification for a type that the call does not create.
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

/// What lists show of a resource's tags until a change of them has spread.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Lag {
    /// The tags before the change.
    pub(super) former: Tags,
    /// Lists show the change from then on.
    until: Timestamp,
}

impl Lag {
    /// Whether lists still show the former tags.
    pub fn holds(&self, now: Timestamp) -> bool {
        now < self.until
    }
}

/// Keeps the tags of a new resource. Lists show them later than the resource itself.
pub fn keep(ec2: &mut Ec2, cx: &Context, id: &str, tags: Tags) {
    if !tags.0.is_empty() {
        lag(ec2, id, after(cx.now, cx.latencies.list_lag + cx.latencies.tag_lag));
        ec2.tags.insert(id, tags);
    }
}

/// Lets lists show what a resource's tags are now until a moment.
fn lag(ec2: &mut Ec2, id: &str, until: Timestamp) {
    let former = match ec2.tag_lags.remove(id) {
        // Changes in a row spread together, with the last.
        Some(lag) => lag.former,
        None => ec2.tags.get(id).cloned().unwrap_or_default(),
    };
    ec2.tag_lags.insert(id, Lag { former, until });
}

/// Forgets the lags that are over.
pub fn spread(lags: &mut Table<Lag>, now: Timestamp) {
    lags.remove_where(|_, lag| !lag.holds(now));
}

/// The `tagSet` of a resource.
pub fn set(view: &View, id: &str) -> Element {
    let items = view
        .tags(id)
        .into_iter()
        .flat_map(|tags| &tags.0)
        .map(|(key, value)| Element::new("item").text("key", key).text("value", value));
    Element::new("tagSet").children(items)
}

/// CreateTags.
pub fn create(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let ids = resource_ids(ec2, cx, params)?;
    let given = read(params)?;
    if given.is_empty() {
        return Err(ApiError::missing_parameter("Tag"));
    }
    for id in &ids {
        let mut tags = ec2.tags.get(id).cloned().unwrap_or_default();
        tags.0.extend(given.clone());
        limited(&tags)?;
    }
    for id in ids {
        lag(ec2, &id, after(cx.now, cx.latencies.tag_lag));
        let mut tags = ec2.tags.remove(&id).unwrap_or_default();
        tags.0.extend(given.clone());
        ec2.tags.insert(id, tags);
    }
    Ok(done())
}

/// DeleteTags: tags given with a value go only if they have it; without tags all go.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let unwanted = params.structures("Tag");
    for id in resource_ids(ec2, cx, params)? {
        lag(ec2, &id, after(cx.now, cx.latencies.tag_lag));
        let Some(tags) = ec2.tags.get_mut(&id) else {
            continue;
        };
        if unwanted.is_empty() {
            tags.0.clear();
        }
        for tag in &unwanted {
            let key = tag.required("Key")?;
            let value = tag.get("Value");
            if value.is_none_or(|value| tags.0.get(key).is_some_and(|held| held == value)) {
                tags.0.remove(key);
            }
        }
    }
    Ok(done())
}

/// DescribeTags.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let filters = Filters::read(params, &["key", "resource-id", "resource-type", "value"])?;
    let mut rows = Vec::new();
    let view = View::listing(ec2, common, cx);
    for (id, _) in ec2.tags.iter() {
        let Some(tags) = view.tags(id) else {
            continue;
        };
        if resources::find(ec2, id, cx.now).is_err() {
            continue;
        }
        let kind = resources::resource_type(id).unwrap_or_default();
        for (key, value) in &tags.0 {
            let values = |name: &str| match name {
                "key" => vec![key.clone()],
                "resource-id" => vec![id.to_owned()],
                "resource-type" => vec![kind.to_owned()],
                "value" => vec![value.clone()],
                _ => vec![],
            };
            if filters.take(values, Some(tags)) {
                let item = Element::new("item")
                    .text("key", key)
                    .text("resourceId", id)
                    .text("resourceType", kind)
                    .text("value", value);
                rows.push((format!("{id}/{key}"), item));
            }
        }
    }
    page::answer(params, "tagSet", rows)
}

fn resource_ids(ec2: &Ec2, cx: &Context, params: &Params) -> Result<Vec<String>, ApiError> {
    let ids = params.strings("ResourceId");
    if ids.is_empty() {
        return Err(ApiError::missing_parameter("ResourceId"));
    }
    for id in &ids {
        resources::find(ec2, id, cx.now)?;
    }
    Ok(ids)
}

fn read(params: &Params) -> Result<BTreeMap<String, String>, ApiError> {
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

fn limited(tags: &Tags) -> Result<(), ApiError> {
    if tags.0.len() <= MOST {
        return Ok(());
    }
    Err(ApiError::new(
        "TagLimitExceeded",
        format!("The maximum number of tags for a resource, {MOST}, has been reached"),
    ))
}
