//! The catalogue of RDS: MySQL versions, instance classes and storage types.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::pages::{self, Filters};
use super::rules::{combination, invalid};
use crate::common::Common;
use crate::ec2;
use crate::protocol::{ApiError, Element, Params};

/// The only engine simulated.
pub const ENGINE: &str = "mysql";
/// Its licence, as RDS calls it.
pub const LICENSE: &str = "general-public-license";
/// Versions on offer, oldest first. Source: RDS release notes, MySQL versions in standard support.
const VERSIONS: [&str; 8] = ["8.0.41", "8.0.42", "8.0.43", "8.0.44", "8.4.5", "8.4.6", "8.4.7", "8.4.8"];
/// The version of an instance when the request names none.
const DEFAULT_VERSION: &str = "8.4.7";
/// Classes on offer. Source: RDS user guide, "DB instance classes".
const CLASSES: [&str; 7] = [
    "db.t3.micro",
    "db.t3.small",
    "db.t3.medium",
    "db.t4g.micro",
    "db.t4g.small",
    "db.t4g.medium",
    "db.m7g.large",
];
/// Classes that RDS knows and does not offer for these versions.
const OTHER_CLASSES: [&str; 6] = [
    "db.t2.micro",
    "db.t2.small",
    "db.t2.medium",
    "db.m4.large",
    "db.m3.medium",
    "db.x2g.large",
];
/// Storage types on offer.
pub const STORAGE_TYPES: [&str; 2] = ["gp2", "gp3"];
/// The least storage, in GiB. Source: RDS API reference, CreateDBInstance, AllocatedStorage for MySQL.
pub const MIN_STORAGE: i64 = 20;
/// The most storage, in GiB. Source: as above.
pub const MAX_STORAGE: i64 = 65_536;

/// The full version meant by a version, a major version or none.
pub fn version(asked: Option<&str>) -> Result<&'static str, ApiError> {
    let Some(asked) = asked else {
        return Ok(DEFAULT_VERSION);
    };
    let exact = VERSIONS.iter().find(|version| **version == asked);
    let newest_of_major = || VERSIONS.iter().rev().find(|version| major(version) == asked);
    exact
        .or_else(newest_of_major)
        .copied()
        .ok_or_else(|| combination(format!("Cannot find version {asked} for {ENGINE}")))
}

/// The first day without standard support, of the lines that have an end. Source: docs/AWS.md, "DB instance".
const UNSUPPORTED_FROM: [(&str, Date); 1] = [("8.0", date(2026, 8, 1))];

/// Refuses a version past its standard support where Extended Support is not wanted (code recalled, unverified).
pub fn check_support(version: &str, lifecycle: &str, now: Timestamp) -> Result<(), ApiError> {
    match lifecycle {
        "open-source-rds-extended-support" => return Ok(()),
        "open-source-rds-extended-support-disabled" => {}
        other => return Err(invalid(format!("Invalid engine lifecycle support: {other}"))),
    }
    let today = now.to_zoned(TimeZone::UTC).date();
    let ended = UNSUPPORTED_FROM
        .iter()
        .any(|(line, from)| *line == major(version) && today >= *from);
    if ended {
        return Err(combination(format!(
            "Engine version {version} of {ENGINE} is past its standard support, and Extended Support is disabled."
        )));
    }
    Ok(())
}

/// Refuses another engine than MySQL, the only one simulated.
pub fn check_engine(engine: &str) -> Result<(), ApiError> {
    if engine == ENGINE {
        Ok(())
    } else {
        Err(invalid(format!("Invalid DB engine: {engine}")))
    }
}

/// Refuses a class that doesn't exist or isn't on offer.
pub fn check_class(class: &str, version: &str) -> Result<(), ApiError> {
    if CLASSES.contains(&class) {
        return Ok(());
    }
    if OTHER_CLASSES.contains(&class) {
        return Err(combination(format!(
            "RDS does not support creating a DB instance with the following combination: DBInstanceClass={class}, \
             Engine={ENGINE}, EngineVersion={version}, LicenseModel={LICENSE}."
        )));
    }
    Err(invalid(format!("Invalid DB Instance class: {class}")))
}

/// `8.4` of `8.4.7`.
pub fn major(version: &str) -> &str {
    version.rsplit_once('.').map_or(version, |(major, _)| major)
}

/// DescribeDBEngineVersions.
pub fn engine_versions(params: &Params) -> Result<Element, ApiError> {
    let filters = Filters::read(params, &["engine", "engine-version", "status"])?;
    let default_only = params.boolean("DefaultOnly")?.unwrap_or(false);
    let wanted = |version: &str| {
        matches(params, "Engine", &[ENGINE])
            && matches(params, "EngineVersion", &[version, major(version)])
            && matches(params, "DBParameterGroupFamily", &[&family(version)])
            && filters.accept("engine", ENGINE)
            && filters.accept("engine-version", version)
            && filters.accept("status", "available")
            && (!default_only || version == DEFAULT_VERSION)
    };
    let rows = VERSIONS
        .iter()
        .filter(|version| wanted(version))
        .map(|version| ((*version).to_owned(), engine_version(version)))
        .collect();
    pages::answer(params, "DBEngineVersions", rows)
}

fn engine_version(version: &str) -> Element {
    Element::new("DBEngineVersion")
        .text("Engine", ENGINE)
        .text("MajorEngineVersion", major(version))
        .text("EngineVersion", version)
        .text("DBParameterGroupFamily", family(version))
        .text("DBEngineDescription", "MySQL Community Edition")
        .text("DBEngineVersionDescription", format!("MySQL {version}"))
        .text("Status", "available")
        .texts("SupportedCACertificateIdentifiers", "member", ["rds-ca-rsa2048-g1"])
}

/// DescribeOrderableDBInstanceOptions: one option a version, class and storage type.
pub fn orderable_options(common: &Common, params: &Params) -> Result<Element, ApiError> {
    check_engine(params.required("Engine")?)?;
    Filters::read(params, &[])?;
    let in_vpc = params.boolean("Vpc")?.unwrap_or(true);
    let mut rows = Vec::new();
    for version in VERSIONS {
        for class in CLASSES {
            let wanted = in_vpc
                && matches(params, "EngineVersion", &[version, major(version)])
                && matches(params, "DBInstanceClass", &[class])
                && matches(params, "LicenseModel", &[LICENSE]);
            for storage in STORAGE_TYPES.iter().filter(|_| wanted) {
                let place = format!("{:04}", rows.len());
                rows.push((place, option(common, version, class, storage)));
            }
        }
    }
    pages::answer(params, "OrderableDBInstanceOptions", rows)
}

fn option(common: &Common, version: &str, class: &str, storage: &str) -> Element {
    let zones = ec2::zone_names(&common.region).map(|zone| Element::new("AvailabilityZone").text("Name", zone));
    Element::new("OrderableDBInstanceOption")
        .text("Engine", ENGINE)
        .text("EngineVersion", version)
        .text("DBInstanceClass", class)
        .text("LicenseModel", LICENSE)
        .list("AvailabilityZones", zones)
        .text("MultiAZCapable", true)
        .text("ReadReplicaCapable", true)
        .text("Vpc", true)
        .text("SupportsStorageEncryption", true)
        .text("StorageType", storage)
        .text("SupportsIops", storage == "gp3")
        .text("SupportsStorageThroughput", storage == "gp3")
        .text("MinStorageSize", MIN_STORAGE)
        .text("MaxStorageSize", MAX_STORAGE)
        .text("SupportsStorageAutoscaling", true)
}

/// The families of parameters, oldest first.
pub fn families() -> impl Iterator<Item = String> {
    let mut families: Vec<String> = VERSIONS.iter().map(|version| family(version)).collect();
    families.dedup();
    families.into_iter()
}

/// The family of parameters of a version, as `mysql8.4`.
pub fn family(version: &str) -> String {
    format!("{ENGINE}{}", major(version))
}

fn matches(params: &Params, name: &str, values: &[&str]) -> bool {
    params.get(name).is_none_or(|asked| values.contains(&asked))
}
