//! DB parameter groups. What the parameters do is not simulated.

use std::collections::BTreeMap;

use http::StatusCode;

use super::model::{Instance, ParameterGroup};
use super::pages::{self, Filters, short};
use super::rules::{combination, invalid};
use super::settings::Settings;
use super::{Rds, answers, catalog, parameters, rules};
use crate::common::Common;
use crate::protocol::{ApiError, Element, Params};

/// Characters of a name. Source: RDS API reference, CreateDBParameterGroup.
const MAX_NAME: usize = 255;
/// Parameters that one call changes. Source: RDS API reference, ModifyDBParameterGroup.
const MOST_CHANGES: usize = 20;
const GROUP: &str = "DBParameterGroupName";

/// CreateDBParameterGroup.
pub fn create(rds: &mut Rds, common: &Common, params: &Params) -> Result<Element, ApiError> {
    let name = rules::identifier(params, GROUP, MAX_NAME)?;
    let family = params.required("DBParameterGroupFamily")?;
    if !catalog::families().any(|known| known == family) {
        let message = format!("ParameterGroupFamily {family} is not a valid parameter group family");
        return Err(invalid(message));
    }
    if rds.parameter_groups.contains(&name) {
        let message = format!("Parameter group {name} already exists");
        return Err(ApiError::new("DBParameterGroupAlreadyExists", message));
    }
    let group = ParameterGroup {
        name: name.clone(),
        family: family.to_owned(),
        description: params.required("Description")?.to_owned(),
        parameters: BTreeMap::new(),
        tags: rules::tags(params)?,
    };
    let answer = element(common, &group);
    rds.parameter_groups.insert(name, group);
    Ok(Element::new("").child(answer))
}

/// DescribeDBParameterGroups: RDS's own too, one a family.
pub fn describe(rds: &Rds, common: &Common, params: &Params) -> Result<Element, ApiError> {
    Filters::read(params, &[])?;
    let mut groups: Vec<ParameterGroup> = rds.parameter_groups.values().cloned().chain(defaults()).collect();
    if params.has(GROUP) {
        groups = vec![named(rds, params)?];
    }
    groups.sort_by(|one, other| one.name.cmp(&other.name));
    let rows = groups.iter().map(|group| (group.name.clone(), element(common, group)));
    pages::answer(params, "DBParameterGroups", rows.collect())
}

/// ModifyDBParameterGroup. A static parameter is applied by a reboot alone.
pub fn modify(rds: &mut Rds, params: &Params) -> Result<Element, ApiError> {
    let mut group = own(rds, params, "modified")?;
    let changes = params.structures("Parameters.Parameter");
    if changes.is_empty() || changes.len() > MOST_CHANGES {
        return Err(invalid(format!("A call changes 1 to {MOST_CHANGES} parameters.")));
    }
    for change in changes {
        let name = change.required("ParameterName")?;
        let parameter = parameters::named(name);
        let parameter = parameter.ok_or_else(|| invalid(format!("Could not find parameter with name: {name}")))?;
        match change.required("ApplyMethod")? {
            "pending-reboot" => {}
            "immediate" if parameter.is_static => {
                return Err(combination("cannot use immediate apply method for static parameter"));
            }
            "immediate" => {}
            other => return Err(invalid(format!("Invalid apply method: {other}"))),
        }
        let value = change.given("ParameterValue").unwrap_or_default();
        group.parameters.insert(name.to_owned(), value.to_owned());
    }
    let name = group.name.clone();
    rds.parameter_groups.insert(&name, group);
    Ok(Element::new("").text(GROUP, name))
}

/// ResetDBParameterGroup: of the named parameters, or of all.
pub fn reset(rds: &mut Rds, params: &Params) -> Result<Element, ApiError> {
    let mut group = own(rds, params, "reset")?;
    if params.boolean("ResetAllParameters")?.unwrap_or(true) {
        group.parameters.clear();
    }
    for change in params.structures("Parameters.Parameter") {
        group.parameters.remove(change.required("ParameterName")?);
    }
    let name = group.name.clone();
    rds.parameter_groups.insert(&name, group);
    Ok(Element::new("").text(GROUP, name))
}

/// DeleteDBParameterGroup, once no instance uses it.
pub fn delete(rds: &mut Rds, params: &Params) -> Result<Element, ApiError> {
    let group = own(rds, params, "deleted")?;
    let uses = |instance: &Instance| instance.settings.parameter_group.as_ref() == Some(&group.name);
    if rds.instances.values().any(uses) {
        return Err(wrong_state(format!(
            "One or more database instances are still members of this parameter group {}, so the group cannot be deleted",
            group.name
        )));
    }
    rds.parameter_groups.remove(&group.name);
    Ok(Element::new(""))
}

/// DescribeDBParameters.
pub fn describe_parameters(rds: &Rds, params: &Params) -> Result<Element, ApiError> {
    Filters::read(params, &[])?;
    let group = named(rds, params)?;
    let of_source = |is_set: bool| match params.get("Source") {
        None => true,
        Some(source) => (source == "user") == is_set,
    };
    let rows = parameters::all()
        .map(|parameter| (parameter, group.parameters.get(parameter.name)))
        .filter(|(_, value)| of_source(value.is_some()))
        .map(|(parameter, value)| (parameter.name.to_owned(), parameter.element(value.map(String::as_str))));
    pages::answer(params, "Parameters", rows.collect())
}

/// Checks that the group an instance is to have is there, and of its family.
pub fn check(rds: &Rds, settings: &Settings) -> Result<(), ApiError> {
    let Some(name) = &settings.parameter_group else {
        return Ok(());
    };
    let group = find(rds, name)?;
    let family = catalog::family(&settings.version);
    if group.family == family {
        return Ok(());
    }
    Err(combination(format!(
        "The parameter group {name} with DBParameterGroupFamily {} can't be used for this instance. Please use a parameter \
         group with DBParameterGroupFamily {family}.",
        group.family
    )))
}

fn named(rds: &Rds, params: &Params) -> Result<ParameterGroup, ApiError> {
    find(rds, params.required(GROUP)?)
}

/// The group of that name or ARN.
pub fn find(rds: &Rds, name: &str) -> Result<ParameterGroup, ApiError> {
    let name = short(name).to_ascii_lowercase();
    let own = rds.parameter_groups.get(&name).cloned();
    own.or_else(|| defaults().find(|group| group.name == name)).ok_or_else(|| {
        let message = format!("DBParameterGroup not found: {name}");
        ApiError::new("DBParameterGroupNotFound", message).with_status(StatusCode::NOT_FOUND)
    })
}

/// The group that a call changes, which must not be one of RDS's own.
fn own(rds: &Rds, params: &Params, done: &str) -> Result<ParameterGroup, ApiError> {
    let group = named(rds, params)?;
    if rds.parameter_groups.contains(&group.name) {
        return Ok(group);
    }
    Err(wrong_state(format!(
        "The default parameter group {} cannot be {done}.",
        group.name
    )))
}

fn wrong_state(message: String) -> ApiError {
    ApiError::new("InvalidDBParameterGroupState", message)
}

fn defaults() -> impl Iterator<Item = ParameterGroup> {
    catalog::families().map(|family| ParameterGroup {
        name: format!("default.{family}"),
        description: format!("Default parameter group for {family}"),
        family,
        parameters: BTreeMap::new(),
        tags: BTreeMap::new(),
    })
}

fn element(common: &Common, group: &ParameterGroup) -> Element {
    Element::new("DBParameterGroup")
        .text(GROUP, &group.name)
        .text("DBParameterGroupFamily", &group.family)
        .text("Description", &group.description)
        .text("DBParameterGroupArn", answers::arn(common, "pg", &group.name))
}
