//! Tags of RDS resources. Calls name the resources by their ARNs.

use std::collections::BTreeMap;

use super::rules::{self, invalid};
use super::{Rds, answers, parameter_groups};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// A resource that carries tags.
enum Tagged {
    Instance(String),
    Snapshot(String),
    SubnetGroup(String),
    ParameterGroup(String),
}

impl Tagged {
    fn tags<'r>(&self, rds: &'r Rds) -> Option<&'r BTreeMap<String, String>> {
        match self {
            Self::Instance(name) => rds.instances.get(name).map(|row| &row.tags),
            Self::Snapshot(name) => rds.snapshots.get(name).map(|row| &row.tags),
            Self::SubnetGroup(name) => rds.subnet_groups.get(name).map(|row| &row.tags),
            Self::ParameterGroup(name) => rds.parameter_groups.get(name).map(|row| &row.tags),
        }
    }
}

/// The tags of a resource, by the kind in its ARN and its name; names have no case.
pub fn of<'r>(rds: &'r Rds, kind: &str, name: &str) -> Option<&'r BTreeMap<String, String>> {
    let name = name.to_ascii_lowercase();
    let tagged = match kind {
        "db" => Tagged::Instance(name),
        "snapshot" => Tagged::Snapshot(name),
        "subgrp" => Tagged::SubnetGroup(name),
        "pg" => Tagged::ParameterGroup(name),
        _ => return None,
    };
    tagged.tags(rds)
}

/// ListTagsForResource.
pub fn list(rds: &Rds, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let tagged = named(rds, common, cx, params)?;
    Ok(Element::new("").child(answers::tag_list(tagged.tags(rds).unwrap_or(&BTreeMap::new()))))
}

/// AddTagsToResource: a key that is there gets the new value.
pub fn add(rds: &mut Rds, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let tagged = named(rds, common, cx, params)?;
    let added = rules::tags(params)?;
    change(rds, &tagged, |tags| {
        let mut all = tags.clone();
        all.extend(added.clone());
        rules::check_tag_count(&all)?;
        *tags = all;
        Ok(())
    })
}

/// RemoveTagsFromResource.
pub fn remove(rds: &mut Rds, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let tagged = named(rds, common, cx, params)?;
    let keys = params.strings("TagKeys.member");
    change(rds, &tagged, |tags| {
        tags.retain(|key, _| !keys.contains(key));
        Ok(())
    })
}

fn change(
    rds: &mut Rds,
    tagged: &Tagged,
    edit: impl Fn(&mut BTreeMap<String, String>) -> Result<(), ApiError>,
) -> Result<Element, ApiError> {
    let tags = match tagged {
        Tagged::Instance(name) => rds.instances.get_mut(name).map(|row| &mut row.tags),
        Tagged::Snapshot(name) => rds.snapshots.get_mut(name).map(|row| &mut row.tags),
        Tagged::SubnetGroup(name) => rds.subnet_groups.get_mut(name).map(|row| &mut row.tags),
        Tagged::ParameterGroup(name) => rds.parameter_groups.get_mut(name).map(|row| &mut row.tags),
    };
    if let Some(tags) = tags {
        edit(tags)?;
    }
    Ok(Element::new(""))
}

/// The resource an ARN of this account and region names.
fn named(rds: &Rds, common: &Common, cx: &Context, params: &Params) -> Result<Tagged, ApiError> {
    let arn = params.required("ResourceName")?;
    let prefix = format!("arn:aws:rds:{}:{}:", common.region, common.account);
    let (kind, name) = arn
        .strip_prefix(&prefix)
        .and_then(|rest| rest.split_once(':'))
        .ok_or_else(|| invalid(format!("Invalid resource name: {arn}")))?;
    match kind {
        "db" => Ok(Tagged::Instance(rds.instance(name, cx.now)?.identifier.clone())),
        "snapshot" => Ok(Tagged::Snapshot(rds.snapshot(name, cx.now)?.identifier.clone())),
        "pg" => Ok(Tagged::ParameterGroup(parameter_groups::find(rds, name)?.name)),
        "subgrp" => Ok(Tagged::SubnetGroup(rds.subnet_group(name)?.name.clone())),
        _ => Err(invalid(format!("Invalid resource name: {arn}"))),
    }
}
