//! DB snapshots and automated backups.

use super::*;

#[test]
fn manual_snapshots_outlive_their_instance_and_automated_ones_do_not() {
    let mut sandbox = Sandbox::with_available_instance("");
    let create = format!("{DEMO}&DBSnapshotIdentifier=first");
    sandbox.ok("CreateDBSnapshot", &create);
    assert_eq!(sandbox.status(), "backing-up");
    assert_eq!(
        sandbox.code("DescribeDBSnapshots", "DBSnapshotIdentifier=first"),
        "DBSnapshotNotFound"
    );
    sandbox.pass(5);
    assert_eq!(sandbox.code("CreateDBSnapshot", &create), "DBSnapshotAlreadyExists");
    let second = format!("{DEMO}&DBSnapshotIdentifier=second");
    assert_eq!(sandbox.code("CreateDBSnapshot", &second), "InvalidDBInstanceState");
    assert_eq!(
        sandbox.code("DeleteDBSnapshot", "DBSnapshotIdentifier=first"),
        "InvalidDBSnapshotState"
    );
    sandbox.pass(600);
    let automated = text(
        &sandbox.ok("DescribeDBSnapshots", "SnapshotType=automated"),
        "DBSnapshotIdentifier",
    );
    let form = format!("DBSnapshotIdentifier={automated}");
    assert_eq!(sandbox.code("DeleteDBSnapshot", &form), "InvalidDBSnapshotState");
    sandbox.ok("DeleteDBInstance", &format!("{DEMO}&FinalDBSnapshotIdentifier=last"));
    sandbox.pass(3600);
    let left = sandbox.ok("DescribeDBSnapshots", "");
    assert!(
        left.contains(">first<") && left.contains(">last<") && !left.contains("automated"),
        "{left}"
    );
}

#[test]
fn backups_are_retained_on_request_for_their_period() {
    let mut sandbox = Sandbox::with_available_instance("");
    sandbox.ok(
        "DeleteDBInstance",
        &format!("{DEMO}&SkipFinalSnapshot=true&DeleteAutomatedBackups=false"),
    );
    sandbox.pass(3600);
    let backups = sandbox.ok("DescribeDBInstanceAutomatedBackups", "");
    assert_eq!(text(&backups, "Status"), "retained");
    sandbox.pass(24 * 3600);
    assert_eq!(
        sandbox.code("DescribeDBInstanceAutomatedBackups", DEMO),
        "DBInstanceAutomatedBackupNotFound"
    );
}

#[test]
fn a_snapshot_can_fail_and_is_then_deleted() {
    let mut sandbox = Sandbox::with_available_instance("");
    sandbox.world.common.failures.inject("db-snapshot:failed".parse().unwrap(), 1);
    sandbox.ok("CreateDBSnapshot", &format!("{DEMO}&DBSnapshotIdentifier=first"));
    sandbox.pass(600);
    let named = "DBSnapshotIdentifier=first";
    assert_eq!(text(&sandbox.ok("DescribeDBSnapshots", named), "Status"), "failed");
    sandbox.ok("DeleteDBSnapshot", named);
    assert_eq!(sandbox.code("DescribeDBSnapshots", named), "DBSnapshotNotFound");
}

#[test]
fn a_manual_snapshot_is_shared_and_an_encrypted_one_not_with_all() {
    let mut sandbox = Sandbox::with_available_instance("StorageEncrypted=true");
    sandbox.ok("CreateDBSnapshot", &format!("{DEMO}&DBSnapshotIdentifier=snap"));
    sandbox.pass(600);
    let snap = "DBSnapshotIdentifier=snap&AttributeName=restore";
    let with = |account: &str| format!("{snap}&ValuesToAdd.AttributeValue.1={account}");
    let shared = sandbox.ok("ModifyDBSnapshotAttribute", &with("111122223333"));
    assert!(shared.contains("<AttributeValue>111122223333</AttributeValue>"), "{shared}");
    assert_eq!(
        sandbox.code("ModifyDBSnapshotAttribute", &with("all")),
        "InvalidParameterValue"
    );
    let removed = format!("{snap}&ValuesToRemove.AttributeValue.1=111122223333");
    sandbox.ok("ModifyDBSnapshotAttribute", &removed);
    let shown = sandbox.ok("DescribeDBSnapshotAttributes", "DBSnapshotIdentifier=snap");
    assert!(shown.contains("<AttributeValues/>"), "{shown}");
    let listed = sandbox.ok("DescribeDBSnapshots", "SnapshotType=automated");
    let automated = text(&listed, "DBSnapshotIdentifier");
    let automated = format!("DBSnapshotIdentifier={automated}&AttributeName=restore");
    assert_eq!(
        sandbox.code("ModifyDBSnapshotAttribute", &automated),
        "InvalidDBSnapshotState"
    );
}

#[test]
fn a_restored_instance_has_what_its_snapshot_had() {
    let mut sandbox = Sandbox::with_available_instance("StorageEncrypted=true&DBName=app");
    sandbox.ok("CreateDBSnapshot", &format!("{DEMO}&DBSnapshotIdentifier=snap"));
    let restore = "DBInstanceIdentifier=again&DBSnapshotIdentifier=snap&DBSubnetGroupName=group";
    sandbox.pass(5);
    assert_eq!(
        sandbox.code("RestoreDBInstanceFromDBSnapshot", restore),
        "InvalidDBSnapshotState"
    );
    sandbox.pass(600);
    let restored = sandbox.ok("RestoreDBInstanceFromDBSnapshot", restore);
    for (field, value) in [
        ("MasterUsername", "admin"),
        ("DBName", "app"),
        ("StorageEncrypted", "true"),
        ("AllocatedStorage", "20"),
        ("DBInstanceClass", "db.t4g.micro"),
    ] {
        assert_eq!(text(&restored, field), value, "{field}");
    }
    assert_eq!(
        sandbox.code("RestoreDBInstanceFromDBSnapshot", restore),
        "DBInstanceAlreadyExists"
    );
    let smaller = format!("{}&AllocatedStorage=10", restore.replace("again", "small"));
    assert_eq!(
        sandbox.code("RestoreDBInstanceFromDBSnapshot", &smaller),
        "InvalidParameterCombination"
    );
}
