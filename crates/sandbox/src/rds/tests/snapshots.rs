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
