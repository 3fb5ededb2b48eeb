//! DB subnet groups.

use std::collections::BTreeSet;

use super::model::{GroupSubnet, SubnetGroup};
use super::pages::{self, Filters, short};
use super::rules::invalid;
use super::{Rds, answers, network, rules};
use crate::common::{Common, Context};
use crate::ec2::DatabaseNetwork;
use crate::protocol::{ApiError, Element, Params};

/// Zones a group must cover. Source: RDS user guide, "Working with DB subnet groups".
const MIN_ZONES: usize = 2;

/// CreateDBSubnetGroup. The group is visible at once.
pub fn create(
    rds: &mut Rds,
    network: &DatabaseNetwork,
    common: &Common,
    cx: &Context,
    params: &Params,
) -> Result<Element, ApiError> {
    let name = rules::subnet_group_name(params.required("DBSubnetGroupName")?)?;
    let description = params.required("DBSubnetGroupDescription")?.to_owned();
    let tags = rules::tags(params)?;
    if rds.subnet_groups.contains(&name) {
        return Err(ApiError::new(
            "DBSubnetGroupAlreadyExists",
            format!("The DB subnet group '{name}' already exists."),
        ));
    }
    let (vpc, subnets) = wanted_subnets(network, cx, params)?;
    let group = SubnetGroup {
        name: name.clone(),
        description,
        vpc,
        subnets,
        tags,
    };
    let answer = answers::subnet_group(common, &group);
    rds.subnet_groups.insert(name, group);
    Ok(Element::new("").child(answer))
}

/// DescribeDBSubnetGroups.
pub fn describe(rds: &Rds, common: &Common, params: &Params) -> Result<Element, ApiError> {
    Filters::read(params, &[])?;
    let wanted = params.get("DBSubnetGroupName").map(str::to_ascii_lowercase);
    if let Some(name) = &wanted {
        rds.subnet_group(name)?;
    }
    let rows = rds
        .subnet_groups
        .values()
        .filter(|group| wanted.as_ref().is_none_or(|name| group.name == short(name)))
        .map(|group| (group.name.clone(), answers::subnet_group(common, group)))
        .collect();
    pages::answer(params, "DBSubnetGroups", rows)
}

/// ModifyDBSubnetGroup replaces the subnets; those that hold an instance must stay.
pub fn modify(
    rds: &mut Rds,
    network: &DatabaseNetwork,
    common: &Common,
    cx: &Context,
    params: &Params,
) -> Result<Element, ApiError> {
    let group = rds.subnet_group(params.required("DBSubnetGroupName")?)?;
    let (vpc, subnets) = wanted_subnets(network, cx, params)?;
    if vpc != group.vpc {
        return Err(invalid(
            "The new Subnets are not in the same Vpc as the existing subnet group",
        ));
    }
    let zones: BTreeSet<&String> = subnets.iter().map(|subnet| &subnet.zone).collect();
    let in_use = |zone: &String| {
        let mut instances = rds.instances.values();
        instances.any(|instance| instance.subnet_group == group.name && instance.zone == *zone)
    };
    if let Some(lost) = group
        .subnets
        .iter()
        .find(|subnet| !zones.contains(&subnet.zone) && in_use(&subnet.zone))
    {
        return Err(ApiError::new(
            "SubnetAlreadyInUse",
            format!(
                "The subnet {} is in use by a DB instance and cannot leave the DB subnet group.",
                lost.id
            ),
        ));
    }
    let mut group = group.clone();
    group.subnets = subnets;
    if let Some(description) = params.get("DBSubnetGroupDescription") {
        group.description = description.to_owned();
    }
    let answer = answers::subnet_group(common, &group);
    rds.subnet_groups.insert(group.name.clone(), group);
    Ok(Element::new("").child(answer))
}

/// DeleteDBSubnetGroup, once no instance uses the group, not even one that is being deleted.
pub fn delete(rds: &mut Rds, params: &Params) -> Result<Element, ApiError> {
    let name = rds.subnet_group(params.required("DBSubnetGroupName")?)?.name.clone();
    let mut instances = rds.instances.values();
    if let Some(instance) = instances.find(|instance| instance.subnet_group == name) {
        return Err(ApiError::new(
            "InvalidDBSubnetGroupStateFault",
            format!(
                "Cannot delete the subnet group '{name}' because at least one database instance: {} is still using it.",
                instance.identifier
            ),
        ));
    }
    rds.subnet_groups.remove(&name);
    Ok(Element::new(""))
}

fn wanted_subnets(network: &DatabaseNetwork, cx: &Context, params: &Params) -> Result<(String, Vec<GroupSubnet>), ApiError> {
    let ids = params.strings("SubnetIds.SubnetIdentifier");
    if ids.is_empty() {
        return Err(ApiError::missing_parameter("SubnetIds"));
    }
    let (vpc, subnets) = network::subnets(network, cx, &ids)?;
    let zones: BTreeSet<&str> = subnets.iter().map(|subnet| subnet.zone.as_str()).collect();
    if zones.len() < MIN_ZONES {
        let covered: Vec<&str> = zones.into_iter().collect();
        return Err(ApiError::new(
            "DBSubnetGroupDoesNotCoverEnoughAZs",
            format!(
                "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: {}. Add \
                 subnets to cover at least {MIN_ZONES} AZs.",
                covered.join(", ")
            ),
        ));
    }
    Ok((vpc, subnets))
}
