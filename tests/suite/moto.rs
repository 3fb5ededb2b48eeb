//! The real binary against moto: another implementation of AWS's protocols.

use serde_json::Value;

use crate::support::{Endpoint, Jalon, Moto, Part};

/// How many calls a run made, and how many of them changed something: `-v` shows each.
fn calls(stderr: &str) -> (usize, usize) {
    let marked = |mark: &str| stderr.lines().filter(|line| line.starts_with(mark)).count();
    let mutating = marked("    → ");
    (marked("    ? ") + mutating, mutating)
}

fn walk(jalon: &Jalon) -> (usize, usize) {
    calls(&jalon.run(&["walk", "--yes", "-v"]).ends_with(0).stderr)
}

#[test]
fn a_walk_builds_the_environment_a_rerun_changes_nothing_and_nothing_is_left() {
    let Some(_) = Part::AwsCli.or_not_run() else { return };
    let Some(moto) = Moto::start() else { return };
    let jalon = moto.jalon();
    let (all, _) = walk(&jalon);
    // Most often 110 or 111; on a busy machine moto takes longer, and is looked at more often.
    assert!(all <= 122, "the walk made {all} calls");
    the_environment_is_there(&moto);
    let (all, mutating) = walk(&jalon);
    assert_eq!(mutating, 0);
    assert!(all <= 29, "the rerun made {all} calls");
    jalon.run(&["verify"]).ends_with(0);
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    nothing_is_left(&moto);
}

/// What a listing of EC2 holds of the deployment.
fn listed(moto: &Moto, operation: &str, field: &str) -> Vec<Value> {
    let ours = "Name=tag:jalon:deployment,Values=demo";
    items(&moto.aws(&["ec2", operation, "--filters", ours]), field)
}

fn items(answer: &Value, field: &str) -> Vec<Value> {
    answer[field].as_array().unwrap().clone()
}

fn the_environment_is_there(moto: &Moto) {
    for (operation, field, count) in [
        ("describe-vpcs", "Vpcs", 2),
        ("describe-subnets", "Subnets", 5),
        ("describe-internet-gateways", "InternetGateways", 2),
        ("describe-route-tables", "RouteTables", 4),
        ("describe-vpc-endpoints", "VpcEndpoints", 1),
        ("describe-addresses", "Addresses", 1),
        ("describe-snapshots", "Snapshots", 1),
        ("describe-key-pairs", "KeyPairs", 1),
    ] {
        assert_eq!(listed(moto, operation, field).len(), count, "{field}");
    }
    for table in listed(moto, "describe-route-tables", "RouteTables") {
        assert!(
            table["Routes"].to_string().contains("pcx-"),
            "no route over the peering: {table}"
        );
    }
    let ours = "Name=tag:jalon:deployment,Values=demo";
    let nat = moto.aws(&["ec2", "describe-nat-gateways", "--filter", ours]);
    assert_eq!(items(&nat, "NatGateways").len(), 1);
    for group in listed(moto, "describe-security-groups", "SecurityGroups") {
        let rules = items(&group, "IpPermissions");
        let open = rules.iter().filter(|rule| rule.to_string().contains("0.0.0.0/0"));
        let ports: Vec<&Value> = open.map(|rule| &rule["FromPort"]).collect();
        assert!(ports.is_empty() || ports == [&Value::from(5085)], "{group}");
    }
    the_hosts_are_there(moto);
    the_database_is_there(moto);
    the_site_is_there(moto);
}

fn the_hosts_are_there(moto: &Moto) {
    let reservations = listed(moto, "describe-instances", "Reservations");
    let instances: Vec<Value> = reservations
        .iter()
        .flat_map(|reservation| items(reservation, "Instances"))
        .collect();
    assert_eq!(instances.len(), 3);
    for instance in &instances {
        assert_eq!(instance["MetadataOptions"]["HttpTokens"], "required", "{instance}");
        assert_eq!(instance["MetadataOptions"]["HttpPutResponseHopLimit"], 1);
        assert_eq!(
            instance["ImageId"], "ami-0aaa00000000024a2",
            "the newest 24.04 server image for amd64"
        );
    }
    for volume in listed(moto, "describe-volumes", "Volumes") {
        assert_eq!(
            (&volume["Encrypted"], &volume["VolumeType"]),
            (&Value::Bool(true), &Value::from("gp3"))
        );
    }
}

fn the_database_is_there(moto: &Moto) {
    let db = &moto.aws(&["rds", "describe-db-instances"])["DBInstances"][0];
    assert_eq!(
        (&db["StorageEncrypted"], &db["PubliclyAccessible"]),
        (&Value::Bool(true), &Value::Bool(false))
    );
    assert_eq!(db["BackupRetentionPeriod"], 1);
    let snapshots = moto.aws(&["rds", "describe-db-snapshots", "--snapshot-type", "manual"]);
    assert_eq!(items(&snapshots, "DBSnapshots").len(), 1);
}

fn the_site_is_there(moto: &Moto) {
    let bucket = "jalon-demo-123456789012-us-east-1";
    let block = moto.aws(&["s3api", "get-public-access-block", "--bucket", bucket]);
    assert_eq!(block["PublicAccessBlockConfiguration"]["BlockPublicAcls"], true);
    assert_eq!(block["PublicAccessBlockConfiguration"]["IgnorePublicAcls"], true);
    let policy = moto.aws(&["s3api", "get-bucket-policy", "--bucket", bucket]);
    let policy: Value = serde_json::from_str(policy["Policy"].as_str().unwrap()).unwrap();
    assert_eq!(policy["Statement"][0]["Action"], "s3:GetObject");
    let index = moto.aws(&["s3api", "head-object", "--bucket", bucket, "--key", "index.html"]);
    assert_eq!(index["ContentType"], "text/html; charset=utf-8");
}

fn nothing_is_left(moto: &Moto) {
    for (operation, field) in [
        ("describe-vpcs", "Vpcs"),
        ("describe-subnets", "Subnets"),
        ("describe-internet-gateways", "InternetGateways"),
        ("describe-route-tables", "RouteTables"),
        ("describe-vpc-endpoints", "VpcEndpoints"),
        ("describe-security-groups", "SecurityGroups"),
        ("describe-key-pairs", "KeyPairs"),
        ("describe-snapshots", "Snapshots"),
    ] {
        // A deleted endpoint stays listed for a while.
        let mut left = listed(moto, operation, field);
        left.retain(|one| one["State"] != "deleted");
        assert!(left.is_empty(), "{left:?}");
    }
    for gateway in items(&moto.aws(&["ec2", "describe-nat-gateways"]), "NatGateways") {
        assert_eq!(gateway["State"], "deleted", "{gateway}");
    }
    let peerings = moto.aws(&["ec2", "describe-vpc-peering-connections"]);
    for peering in items(&peerings, "VpcPeeringConnections") {
        assert_eq!(peering["Status"]["Code"], "deleted", "{peering}");
    }
    let running = "Name=instance-state-name,Values=pending,running,stopped";
    let running = moto.aws(&["ec2", "describe-instances", "--filters", running]);
    assert_eq!(items(&running, "Reservations").len(), 0);
    for (service, operation, field) in [
        ("ec2", "describe-volumes", "Volumes"),
        ("ec2", "describe-addresses", "Addresses"),
        ("rds", "describe-db-instances", "DBInstances"),
        ("rds", "describe-db-subnet-groups", "DBSubnetGroups"),
        ("s3api", "list-buckets", "Buckets"),
    ] {
        assert_eq!(items(&moto.aws(&[service, operation]), field).len(), 0, "{field}");
    }
}
