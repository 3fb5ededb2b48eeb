//! The permissions that a request to RDS needs.

use super::tags_in;
use crate::account::{Request, Sought};
use crate::rds::{Rds, tags_of};

/// The operations that make something, which may be tagged at once: the kind and the parameter that names it.
const MADE: [(&str, &str, &str); 5] = [
    ("CreateDBInstance", "db", "DBInstanceIdentifier"),
    ("CreateDBInstanceReadReplica", "db", "DBInstanceIdentifier"),
    ("CreateDBSnapshot", "snapshot", "DBSnapshotIdentifier"),
    ("CreateDBSubnetGroup", "subgrp", "DBSubnetGroupName"),
    ("RestoreDBInstanceFromDBSnapshot", "db", "DBInstanceIdentifier"),
];

/// The permissions of a request. The tags of a request count for all resources of it: RDS knows `aws:RequestTag` by action.
pub fn needed(request: &Request, rds: &Rds) -> Vec<Sought> {
    let request_tags = tags_in(request.params, "Tags.Tag");
    let sought = |action: &str, kind: &str, name: &str| Sought {
        action: action.to_owned(),
        resource: request.rds_arn(kind, name),
        resource_tags: tags_of(rds, kind, name).cloned().unwrap_or_default(),
        request_tags: request_tags.clone(),
        create_action: None,
    };
    if let Some(arn) = request.params.get("ResourceName") {
        let (kind, name) = named_by_arn(arn);
        return vec![sought(&request.action, kind, name)];
    }
    let action = request.action.as_str();
    let mut all: Vec<Sought> = request
        .named_in_rds()
        .map(|(kind, name)| sought(action, kind, name))
        .collect();
    if ["CreateDBInstance", "RestoreDBInstanceFromDBSnapshot"].contains(&request.operation) {
        all.extend(groups(request).map(|(kind, name)| sought(action, kind, &name)));
    }
    if all.is_empty() {
        all.push(sought(action, listed(request.operation), "*"));
    }
    let made = MADE.iter().find(|(operation, ..)| *operation == request.operation);
    if let Some((_, kind, parameter)) = made.filter(|_| !request_tags.is_empty()) {
        let name = request.params.get(parameter).unwrap_or("*");
        all.push(sought("rds:AddTagsToResource", kind, name));
    }
    all
}

/// The parameter group and the option group of a new instance: AWS's own unless it names others. Source: RDS user guide, "Identity-based
/// policy examples for Amazon RDS", whose example allows `og:default*` and `pg:default*`.
fn groups(request: &Request) -> impl Iterator<Item = (&'static str, String)> {
    let engine = request.params.get("Engine").unwrap_or("mysql");
    let version = request.params.get("EngineVersion").unwrap_or("8.0");
    let major: Vec<&str> = version.split('.').take(2).collect();
    let named = |parameter: &str| request.params.get(parameter).map(str::to_owned);
    let parameters = named("DBParameterGroupName").unwrap_or_else(|| format!("default.{engine}{}", major.join(".")));
    let options = named("OptionGroupName").unwrap_or_else(|| format!("default:{engine}-{}", major.join("-")));
    [("pg", parameters), ("og", options)].into_iter()
}

/// What a request without a name is about.
fn listed(operation: &str) -> &'static str {
    match operation {
        "DescribeDBSnapshots" => "snapshot",
        "DescribeDBSubnetGroups" => "subgrp",
        "DescribeDBParameterGroups" => "pg",
        _ => "db",
    }
}

/// The kind and the name in an ARN, as `db` and `demo-db`.
fn named_by_arn(arn: &str) -> (&str, &str) {
    let mut parts = arn.splitn(7, ':').skip(5);
    (parts.next().unwrap_or("db"), parts.next().unwrap_or("*"))
}
