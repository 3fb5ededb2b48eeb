//! Read replicas.

use super::{DEMO, Sandbox, text};

const REPLICA: &str = "DBInstanceIdentifier=replica";
const OF_DEMO: &str = "DBInstanceIdentifier=replica&SourceDBInstanceIdentifier=demo";

/// With an available instance and its available replica.
fn with_replica() -> Sandbox {
    let mut sandbox = Sandbox::with_available_instance("DBName=app&StorageEncrypted=true");
    sandbox.ok("CreateDBInstanceReadReplica", OF_DEMO);
    sandbox.pass(3600);
    sandbox
}

#[test]
fn a_replica_is_as_its_source_and_both_name_each_other() {
    let mut sandbox = Sandbox::with_available_instance("DBName=app&StorageEncrypted=true");
    let replica = sandbox.ok("CreateDBInstanceReadReplica", OF_DEMO);
    for (field, value) in [
        ("DBInstanceStatus", "creating"),
        ("DBName", "app"),
        ("StorageEncrypted", "true"),
        ("DBInstanceClass", "db.t4g.micro"),
        ("BackupRetentionPeriod", "0"),
        ("ReadReplicaSourceDBInstanceIdentifier", "demo"),
    ] {
        assert_eq!(text(&replica, field), value, "{field}");
    }
    let source = sandbox.ok("DescribeDBInstances", DEMO);
    assert_eq!(text(&source, "ReadReplicaDBInstanceIdentifier"), "replica");
    sandbox.pass(3600);
    let replica = sandbox.ok("DescribeDBInstances", REPLICA);
    assert_eq!(text(&replica, "DBInstanceStatus"), "available");
    assert_eq!(text(&replica, "Status"), "replicating");
}

#[test]
fn a_replica_needs_a_source_that_is_available_and_makes_backups() {
    let mut sandbox = Sandbox::with_instance("");
    sandbox.pass(5);
    assert_eq!(sandbox.code("CreateDBInstanceReadReplica", OF_DEMO), "InvalidDBInstanceState");
    let unknown = OF_DEMO.replace("demo", "nobody");
    assert_eq!(sandbox.code("CreateDBInstanceReadReplica", &unknown), "DBInstanceNotFound");
    let mut without = Sandbox::with_available_instance("BackupRetentionPeriod=0");
    assert_eq!(without.code("CreateDBInstanceReadReplica", OF_DEMO), "InvalidDBInstanceState");
    let mut with = with_replica();
    assert_eq!(with.code("CreateDBInstanceReadReplica", OF_DEMO), "DBInstanceAlreadyExists");
    let off = format!("{DEMO}&BackupRetentionPeriod=0&ApplyImmediately=true");
    assert_eq!(with.code("ModifyDBInstance", &off), "InvalidParameterCombination");
    assert_eq!(with.code("StopDBInstance", DEMO), "InvalidDBInstanceState");
}

#[test]
fn a_promoted_replica_is_a_database_of_its_own() {
    let mut sandbox = with_replica();
    assert_eq!(sandbox.code("PromoteReadReplica", DEMO), "InvalidDBInstanceState");
    let snapshot = format!("{REPLICA}&FinalDBSnapshotIdentifier=last");
    assert_eq!(sandbox.code("DeleteDBInstance", &snapshot), "InvalidParameterCombination");
    let promoted = sandbox.ok("PromoteReadReplica", REPLICA);
    assert_eq!(text(&promoted, "DBInstanceStatus"), "modifying");
    assert_eq!(
        text(&promoted, "ReadReplicaSourceDBInstanceIdentifier"),
        "demo",
        "it takes a while"
    );
    sandbox.pass(3600);
    let promoted = sandbox.ok("DescribeDBInstances", REPLICA);
    assert_eq!(text(&promoted, "DBInstanceStatus"), "available");
    assert_eq!(text(&promoted, "BackupRetentionPeriod"), "1");
    assert_eq!(sandbox.code("PromoteReadReplica", REPLICA), "InvalidDBInstanceState");
    sandbox.ok("StopDBInstance", DEMO);
}

#[test]
fn the_replica_of_a_deleted_instance_is_promoted() {
    let mut sandbox = with_replica();
    sandbox.ok("DeleteDBInstance", &format!("{DEMO}&SkipFinalSnapshot=true"));
    sandbox.pass(3600);
    assert_eq!(sandbox.code("PromoteReadReplica", REPLICA), "InvalidDBInstanceState");
    sandbox.ok("StopDBInstance", REPLICA);
}
