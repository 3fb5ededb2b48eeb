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
    assert!(all <= 150, "the walk made {all} calls");
    the_environment_is_there(&moto);
    let (all, mutating) = walk(&jalon);
    assert_eq!(mutating, 0);
    assert!(all <= 30, "the rerun made {all} calls");
    jalon.run(&["verify"]).ends_with(0);
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    nothing_is_left(&moto);
}

fn the_environment_is_there(moto: &Moto) {
    let ours = "Name=tag:jalon:deployment,Values=demo";
    let list = |operation: &str, field: &str| -> Vec<Value> {
        moto.aws(&["ec2", operation, "--filters", ours])[field]
            .as_array()
            .unwrap()
            .clone()
    };
    assert_eq!(list("describe-vpcs", "Vpcs").len(), 2);
    assert_eq!(list("describe-subnets", "Subnets").len(), 5);
    assert_eq!(list("describe-internet-gateways", "InternetGateways").len(), 2);
    let tables = list("describe-route-tables", "RouteTables");
    assert_eq!(tables.len(), 4);
    let peered = tables
        .iter()
        .filter(|table| table["Routes"].to_string().contains("pcx-"))
        .count();
    assert_eq!(peered, 4, "every table has a route over the peering");
    assert_eq!(list("describe-vpc-endpoints", "VpcEndpoints").len(), 1);
    let reservations = list("describe-instances", "Reservations");
    let instances: Vec<&Value> = reservations
        .iter()
        .flat_map(|reservation| reservation["Instances"].as_array().unwrap())
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
    for volume in list("describe-volumes", "Volumes") {
        assert_eq!(
            (&volume["Encrypted"], &volume["VolumeType"]),
            (&Value::Bool(true), &Value::from("gp3"))
        );
    }
    let nat = moto.aws(&["ec2", "describe-nat-gateways", "--filter", ours]);
    assert_eq!(nat["NatGateways"].as_array().unwrap().len(), 1);
    assert_eq!(list("describe-addresses", "Addresses").len(), 1);
    assert_eq!(list("describe-snapshots", "Snapshots").len(), 1);
    assert_eq!(list("describe-key-pairs", "KeyPairs").len(), 1);
    for group in list("describe-security-groups", "SecurityGroups") {
        let open = group["IpPermissions"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|rule| rule.to_string().contains("0.0.0.0/0"));
        let ports: Vec<&Value> = open.map(|rule| &rule["FromPort"]).collect();
        assert!(ports.is_empty() || ports == [&Value::from(5085)], "{group}");
    }
    let db = &moto.aws(&["rds", "describe-db-instances"])["DBInstances"][0];
    assert_eq!(
        (&db["StorageEncrypted"], &db["PubliclyAccessible"]),
        (&Value::Bool(true), &Value::Bool(false))
    );
    assert_eq!(db["BackupRetentionPeriod"], 1);
    let snapshots = moto.aws(&["rds", "describe-db-snapshots", "--snapshot-type", "manual"]);
    assert_eq!(snapshots["DBSnapshots"].as_array().unwrap().len(), 1);
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
    let ours = "Name=tag:jalon:deployment,Values=demo";
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
        let listed = &moto.aws(&["ec2", operation, "--filters", ours])[field];
        // A deleted endpoint stays listed for a while.
        let left: Vec<&Value> = listed
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["State"] != "deleted")
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
    let nat = &moto.aws(&["ec2", "describe-nat-gateways"])["NatGateways"];
    assert!(
        nat.as_array().unwrap().iter().all(|gateway| gateway["State"] == "deleted"),
        "{nat}"
    );
    let peerings = &moto.aws(&["ec2", "describe-vpc-peering-connections"])["VpcPeeringConnections"];
    assert!(
        peerings
            .as_array()
            .unwrap()
            .iter()
            .all(|peering| peering["Status"]["Code"] == "deleted"),
        "{peerings}"
    );
    let running = moto.aws(&[
        "ec2",
        "describe-instances",
        "--filters",
        "Name=instance-state-name,Values=pending,running,stopped",
    ]);
    assert_eq!(running["Reservations"].as_array().unwrap().len(), 0);
    assert_eq!(moto.aws(&["ec2", "describe-volumes"])["Volumes"].as_array().unwrap().len(), 0);
    assert_eq!(
        moto.aws(&["rds", "describe-db-instances"])["DBInstances"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    assert_eq!(
        moto.aws(&["rds", "describe-db-subnet-groups"])["DBSubnetGroups"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    assert_eq!(moto.aws(&["s3api", "list-buckets"])["Buckets"].as_array().unwrap().len(), 0);
    assert_eq!(
        moto.aws(&["ec2", "describe-addresses"])["Addresses"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}
