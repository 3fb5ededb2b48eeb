//! CreateTags, DeleteTags and DescribeTags, on resources of any kind.

use super::documented_filters;
use super::filters::Filters;
use super::row::{View, done};
use super::{Ec2, page, resources, tags};
use crate::clock::after;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// CreateTags.
pub fn create(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let ids = resource_ids(ec2, cx, params)?;
    let given = tags::read(params)?;
    if given.is_empty() {
        return Err(ApiError::missing_parameter("Tag"));
    }
    for id in &ids {
        let mut tags = ec2.tags.get(id).cloned().unwrap_or_default();
        tags.0.extend(given.clone());
        tags::limited(&tags)?;
    }
    for id in ids {
        tags::lag(ec2, &id, after(cx.now, cx.latencies.tag_lag));
        let mut tags = ec2.tags.remove(&id).unwrap_or_default();
        tags.0.extend(given.clone());
        ec2.tags.insert(id, tags);
    }
    Ok(done())
}

/// DeleteTags: removes a tag given with a value only if the value matches, and all tags when none is given.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let unwanted = params.structures("Tag");
    for id in resource_ids(ec2, cx, params)? {
        tags::lag(ec2, &id, after(cx.now, cx.latencies.tag_lag));
        let Some(tags) = ec2.tags.get_mut(&id) else {
            continue;
        };
        if unwanted.is_empty() {
            tags.0.clear();
        }
        for tag in &unwanted {
            let key = tag.required("Key")?;
            let value = tag.given("Value");
            if value.is_none_or(|value| tags.0.get(key).is_some_and(|present| present == value)) {
                tags.0.remove(key);
            }
        }
    }
    Ok(done())
}

/// DescribeTags.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let filters = Filters::read(params, documented_filters::TAGS)?;
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
            let item = Element::new("item")
                .text("key", key)
                .text("resourceId", id)
                .text("resourceType", kind)
                .text("value", value);
            if filters.take_item(&item, Some(tags)) {
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
