//! DB instances: creating and describing them.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::model::{GroupSubnet, Instance, SubnetGroup};
use super::pages::{self, Filters};
use super::rules::combination;
use super::settings::Settings;
use super::{Rds, answers, catalog, network, parameter_groups, rules, snapshots};
use crate::account::Database;
use crate::clock::after;
use crate::common::{Common, Context};
use crate::ec2::DatabaseNetwork;
use crate::failures::FailureTarget;
use crate::passwords::PasswordDigest;
use crate::protocol::{ApiError, Element, Params};

/// Characters of an identifier. Source: RDS API reference, CreateDBInstance.
pub const MAX_IDENTIFIER: usize = 63;

/// CreateDBInstance.
pub fn create(
    rds: &mut Rds,
    network: &mut DatabaseNetwork,
    common: &mut Common,
    cx: &Context,
    params: &Params,
) -> Result<Element, ApiError> {
    let identifier = rules::identifier(params, "DBInstanceIdentifier", MAX_IDENTIFIER)?;
    catalog::check_engine(params.required("Engine")?)?;
    rules::check_user(params.required("MasterUsername")?)?;
    let password = params.required("MasterUserPassword")?;
    rules::check_password(password)?;
    if let Some(database) = params.get("DBName") {
        rules::check_database(database)?;
    }
    let wanted = Wanted {
        identifier,
        user: params.required("MasterUsername")?.to_owned(),
        password: Some(PasswordDigest::of(common, password)),
        database: params.get("DBName").map(str::to_owned),
        encrypted: params.boolean("StorageEncrypted")?.unwrap_or(false),
        settings: Settings::requested(params)?,
        tags: rules::tags(params)?,
        replica_of: None,
    };
    insert(rds, network, common, cx, params, "CreateDBInstance", wanted)
}

/// What a new instance is to be.
#[derive(Debug)]
pub struct Wanted {
    /// Its identifier.
    pub identifier: String,
    /// Its administrator.
    pub user: String,
    /// The administrator's password; any will do where none is known.
    pub password: Option<PasswordDigest>,
    /// Its first database.
    pub database: Option<String>,
    /// Whether its storage is encrypted.
    pub encrypted: bool,
    /// Its changeable settings.
    pub settings: Settings,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// The resource id of the instance that it is to be a read replica of.
    pub replica_of: Option<String>,
}

/// Makes an instance for an operation, in the subnet group that its parameters name.
///
/// # Errors
/// AWS's own codes.
pub fn insert(
    rds: &mut Rds,
    network: &mut DatabaseNetwork,
    common: &mut Common,
    cx: &Context,
    params: &Params,
    operation: &str,
    wanted: Wanted,
) -> Result<Element, ApiError> {
    let Wanted {
        identifier,
        mut settings,
        ..
    } = wanted;
    catalog::check_support(&settings.version, &settings.lifecycle_support, cx.now)?;
    if rds.instances.contains(&identifier) {
        return Err(ApiError::new("DBInstanceAlreadyExists", "DB instance already exists"));
    }
    parameter_groups::check(rds, &settings)?;
    check_plan(common, cx, operation, &identifier, &settings)?;
    cx.account.quotas.check_db_instances(rds.instances.values().count() + 1)?;
    let group = subnet_group(rds, network, params)?.clone();
    // Source: RDS API reference, CreateDBInstance, PubliclyAccessible: public where the default VPC has an internet gateway.
    if !params.has("DBSubnetGroupName") && !params.has("PubliclyAccessible") {
        settings.publicly_accessible = network.has_internet_gateway(&group.vpc);
    }
    place(network, cx, &group.vpc, &mut settings)?;
    let subnet = chosen_subnet(common, params, &identifier, &group.subnets, settings.multi_az)?;
    let network_interface = network.attach(common, cx, &subnet.id, &settings.security_groups)?;
    let secondary = group.subnets.iter().find(|other| other.zone != subnet.zone);
    let mut instance = Instance {
        identifier: identifier.clone(),
        resource_id: format!("db-{}", common.ids.hex(26).to_ascii_uppercase()),
        engine: catalog::ENGINE.to_owned(),
        user: wanted.user,
        password: wanted.password,
        next_password: None,
        database: wanted.database,
        encrypted: wanted.encrypted,
        subnet_group: group.name,
        vpc: group.vpc,
        zone: subnet.zone,
        secondary_zone: secondary.filter(|_| settings.multi_az).map(|other| other.zone.clone()),
        network_interface,
        settings,
        pending: None,
        tags: wanted.tags,
        created_at: cx.now,
        visible_at: after(cx.now, cx.latencies.list_lag),
        endpoint_at: cx.now,
        restorable_at: None,
        activities: Vec::new(),
        ending: common
            .failures
            .next(FailureTarget::DbInstance)
            .map(|failure| failure.code().to_owned()),
        deletion: None,
        replica_of: wanted.replica_of,
        promoted_at: None,
        awaits_reboot: false,
        restarts_at: None,
    };
    start(rds, common, cx, &mut instance);
    let answer = answers::instance(rds, common, &instance, cx.now);
    rds.instances.insert(identifier, instance);
    Ok(Element::new("").child(answer))
}

/// The subnet group that a new instance names. Without a name it is the one that RDS makes of the default VPC.
fn subnet_group<'r>(rds: &'r mut Rds, network: &DatabaseNetwork, params: &Params) -> Result<&'r SubnetGroup, ApiError> {
    if let Some(name) = params.get("DBSubnetGroupName") {
        return rds.subnet_group(name);
    }
    let Some((vpc, subnets)) = network.default_subnets() else {
        return Err(ApiError::new(
            "InvalidSubnet",
            "No default subnet detected in VPC. Please contact AWS Support to recreate default Subnets.",
        ));
    };
    let name = format!("default-{vpc}");
    if !rds.subnet_groups.contains(&name) {
        let subnets = subnets.into_iter().map(|(id, zone)| GroupSubnet { id, zone });
        let group = SubnetGroup {
            name: name.clone(),
            description: "default".to_owned(),
            vpc,
            subnets: subnets.collect(),
            tags: BTreeMap::new(),
        };
        rds.subnet_groups.insert(&name, group);
    }
    rds.subnet_group(&name)
}

/// Checks the settings of a new instance against its VPC. Without security groups it gets the VPC's default one.
fn place(network: &DatabaseNetwork, cx: &Context, vpc: &str, settings: &mut Settings) -> Result<(), ApiError> {
    if settings.security_groups.is_empty() {
        let default = network.default_security_group(vpc);
        settings.security_groups = default.map(|group| group.id.clone()).into_iter().collect();
    }
    network::check_security_groups(network, cx, &settings.security_groups, vpc)?;
    if settings.publicly_accessible {
        network::check_public(network, cx, vpc)?;
    }
    Ok(())
}

/// Checks that the account's plan has an instance of those settings.
///
/// # Errors
/// `FreeTierRestrictionError`, `AccessDenied`.
pub fn check_plan(common: &Common, cx: &Context, operation: &str, identifier: &str, settings: &Settings) -> Result<(), ApiError> {
    let wanted = Database {
        operation,
        arn: &answers::arn(common, "db", identifier),
        class: &settings.class,
        storage_type: &settings.storage_type,
        allocated_storage: settings.allocated_storage,
        backup_retention: settings.backup_retention,
    };
    let plan = cx.account.plan;
    plan.check_database(&wanted, &plan.user_arn(&common.account))
}

/// Starts the creation, and then the first backup if the instance makes backups and does not fail. A failed one has no endpoint.
fn start(rds: &mut Rds, common: &mut Common, cx: &Context, instance: &mut Instance) {
    let spread = cx.latencies.spread;
    let creating = common.ids.vary(cx.latencies.db_instance_created, spread);
    instance.endpoint_at = instance.begin("creating", cx.now, creating);
    if instance.ending.as_deref() == Some("failed") {
        instance.endpoint_at = Timestamp::MAX;
    }
    if instance.settings.backup_retention > 0 && instance.ending.is_none() {
        let backing_up = common.ids.vary(cx.latencies.db_instance_backed_up, spread);
        let complete = instance.begin("backing-up", cx.now, backing_up);
        instance.restorable_at = Some(complete);
        snapshots::take_automated(rds, instance, complete);
    }
}

/// The subnet that a DB instance goes into: by chance, and the same for the same name, whatever else was asked for before.
fn chosen_subnet(
    common: &Common,
    params: &Params,
    identifier: &str,
    subnets: &[GroupSubnet],
    multi_az: bool,
) -> Result<GroupSubnet, ApiError> {
    let mut candidates: Vec<&GroupSubnet> = match params.get("AvailabilityZone") {
        Some(_) if multi_az => {
            return Err(combination(
                "Requesting a specific availability zone is not valid for Multi-AZ instances.",
            ));
        }
        Some(zone) => subnets.iter().filter(|subnet| subnet.zone == zone).collect(),
        None => subnets.iter().collect(),
    };
    candidates.sort_by(|one, other| one.zone.cmp(&other.zone));
    let drawn = common.ids.number_for(identifier) % (candidates.len().max(1) as u64);
    candidates
        .get(usize::try_from(drawn).unwrap_or_default())
        .map(|subnet| (*subnet).clone())
        .ok_or_else(|| {
            ApiError::new(
                "InvalidVPCNetworkStateFault",
                "The DB subnet group has no subnet in the availability zone asked for.",
            )
        })
}

/// DescribeDBInstances.
pub fn describe(rds: &Rds, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let filters = Filters::read(
        params,
        &["db-cluster-id", "db-instance-id", "dbi-resource-id", "domain", "engine"],
    )?;
    let wanted = params.get("DBInstanceIdentifier").filter(|id| !id.is_empty());
    let only = match wanted {
        Some(identifier) => Some(rds.instance(identifier, cx.now)?.identifier.clone()),
        None => None,
    };
    let rows = rds
        .instances
        .values()
        .filter(|instance| instance.visible_at <= cx.now)
        .filter(|instance| only.as_ref().is_none_or(|only| instance.identifier == *only))
        .filter(|instance| {
            filters.accept("db-instance-id", &instance.identifier)
                && filters.accept("dbi-resource-id", &instance.resource_id)
                && filters.accept("engine", &instance.engine)
                && filters.accept("db-cluster-id", "")
                && filters.accept("domain", "")
        })
        .map(|instance| (instance.identifier.clone(), answers::instance(rds, common, instance, cx.now)))
        .collect();
    pages::answer(params, "DBInstances", rows)
}
