//! The states of DB instances over time, and the subnets they hold.

use super::*;

#[test]
fn an_instance_is_created_backed_up_and_then_available() {
    let mut sandbox = Sandbox::with_instance("");
    assert_eq!(sandbox.code("DescribeDBInstances", DEMO), "DBInstanceNotFound");
    sandbox.pass(10);
    assert_eq!(sandbox.status(), "creating");
    assert!(!sandbox.ok("DescribeDBInstances", DEMO).contains("<Endpoint>"));
    let created = sandbox.latencies.db_instance_created.as_secs();
    sandbox.pass(created - 9);
    assert_eq!(sandbox.status(), "backing-up");
    let answer = sandbox.ok("DescribeDBInstances", DEMO);
    assert!(text(&answer, "Address").starts_with("demo.") && answer.contains(".us-east-1.rds.amazonaws.com"));
    sandbox.pass(sandbox.latencies.db_instance_backed_up.as_secs());
    assert_eq!(sandbox.status(), "available");
}

#[test]
fn an_instance_without_backups_is_available_at_once_after_its_creation() {
    let mut sandbox = Sandbox::with_instance("BackupRetentionPeriod=0");
    sandbox.pass(sandbox.latencies.db_instance_created.as_secs() + 1);
    assert_eq!(sandbox.status(), "available");
    assert!(!sandbox.ok("DescribeDBInstances", DEMO).contains("LatestRestorableTime"));
}

#[test]
fn an_instance_holds_its_subnet_until_after_its_deletion() {
    let mut sandbox = Sandbox::with_available_instance("");
    sandbox.ok("DeleteDBInstance", &format!("{DEMO}&SkipFinalSnapshot=true"));
    assert_eq!(sandbox.status(), "deleting");
    assert_eq!(
        sandbox.code("DeleteDBSubnetGroup", "DBSubnetGroupName=group"),
        "InvalidDBSubnetGroupStateFault"
    );
    sandbox.pass(sandbox.latencies.db_instance_deleted.as_secs() + 1);
    assert_eq!(sandbox.code("DescribeDBInstances", DEMO), "DBInstanceNotFound");
    sandbox.ok("DeleteDBSubnetGroup", "DBSubnetGroupName=group");
    assert_eq!(sandbox.refused_subnet().as_deref(), Some("DependencyViolation"));
    sandbox.pass(sandbox.latencies.network_interface_linger.as_secs() + 1);
    let form = format!("GroupId={}", sandbox.security_group);
    sandbox.ec2("DeleteSecurityGroup", &form, "return");
}

#[test]
fn a_deletion_is_refused_where_aws_refuses_it() {
    let delete = format!("{DEMO}&SkipFinalSnapshot=true");
    let mut sandbox = Sandbox::with_available_instance("DeletionProtection=true");
    assert_eq!(sandbox.code("DeleteDBInstance", &delete), "InvalidParameterCombination");
    sandbox.ok("ModifyDBInstance", &format!("{DEMO}&DeletionProtection=false"));
    assert_eq!(sandbox.code("DeleteDBInstance", DEMO), "InvalidParameterCombination");
    sandbox.ok("DeleteDBInstance", &delete);
    assert_eq!(sandbox.code("DeleteDBInstance", &delete), "InvalidDBInstanceState");
}

#[test]
fn an_instance_that_is_being_created_can_go_only_without_a_final_snapshot() {
    let mut sandbox = Sandbox::with_instance("");
    sandbox.pass(10);
    let final_snapshot = format!("{DEMO}&FinalDBSnapshotIdentifier=last");
    assert_eq!(sandbox.code("DeleteDBInstance", &final_snapshot), "InvalidDBInstanceState");
    sandbox.ok("DeleteDBInstance", &format!("{DEMO}&SkipFinalSnapshot=true"));
    sandbox.pass(3600);
    assert!(!sandbox.ok("DescribeDBSnapshots", "").contains("<DBSnapshot>"));
}

#[test]
fn a_change_waits_for_the_maintenance_window_unless_it_is_immediate() {
    let mut sandbox = Sandbox::with_available_instance("");
    sandbox.ok("ModifyDBInstance", &format!("{DEMO}&DBInstanceClass=db.t4g.small"));
    sandbox.pass(24 * 3600);
    let waiting = sandbox.ok("DescribeDBInstances", DEMO);
    assert!(
        waiting.contains("<PendingModifiedValues><DBInstanceClass>db.t4g.small"),
        "{waiting}"
    );
    sandbox.ok(
        "ModifyDBInstance",
        &format!("{DEMO}&AllocatedStorage=40&ApplyImmediately=true"),
    );
    assert_eq!(sandbox.status(), "modifying");
    sandbox.pass(sandbox.latencies.db_instance_modified.as_secs() + 1);
    let done = sandbox.ok("DescribeDBInstances", DEMO);
    assert_eq!(text(&done, "AllocatedStorage"), "40");
    assert!(
        done.contains("<PendingModifiedValues/>") && done.contains("<DBInstanceClass>db.t4g.small"),
        "{done}"
    );
}

#[test]
fn an_instance_can_end_in_another_status_than_available() {
    for status in [
        "failed",
        "incompatible-network",
        "incompatible-parameters",
        "insufficient-capacity",
    ] {
        let mut sandbox = Sandbox::new();
        let failure = format!("db-instance:{status}").parse().unwrap();
        sandbox.world.common.failures.inject(failure, 1);
        let group = sandbox.security_group.clone();
        sandbox.ok("CreateDBInstance", &instance_form(&group));
        sandbox.pass(10);
        assert_eq!(sandbox.status(), "creating");
        sandbox.pass(600);
        assert_eq!(sandbox.status(), status);
        let snapshot = format!("{DEMO}&DBSnapshotIdentifier=first");
        assert_eq!(sandbox.code("CreateDBSnapshot", &snapshot), "InvalidDBInstanceState");
        let change = format!("{DEMO}&AllocatedStorage=40&ApplyImmediately=true");
        assert_eq!(sandbox.code("ModifyDBInstance", &change), "InvalidDBInstanceState");
        sandbox.ok("DeleteDBInstance", &format!("{DEMO}&SkipFinalSnapshot=true"));
    }
}

#[test]
fn a_full_instance_is_available_again_with_more_storage() {
    let mut sandbox = Sandbox::new();
    sandbox
        .world
        .common
        .failures
        .inject("db-instance:storage-full".parse().unwrap(), 1);
    let group = sandbox.security_group.clone();
    sandbox.ok("CreateDBInstance", &instance_form(&group));
    sandbox.pass(600);
    assert_eq!(sandbox.status(), "storage-full");
    sandbox.ok(
        "ModifyDBInstance",
        &format!("{DEMO}&AllocatedStorage=40&ApplyImmediately=true"),
    );
    assert_eq!(sandbox.status(), "modifying");
    sandbox.pass(600);
    assert_eq!(sandbox.status(), "available");
}

#[test]
fn an_available_instance_is_stopped_and_a_stopped_one_started() {
    let mut sandbox = Sandbox::with_available_instance("");
    assert_eq!(sandbox.code("StartDBInstance", DEMO), "InvalidDBInstanceState");
    sandbox.ok("StopDBInstance", DEMO);
    assert_eq!(sandbox.status(), "stopping");
    sandbox.pass(sandbox.latencies.db_instance_paused.as_secs() + 1);
    assert_eq!(sandbox.status(), "stopped");
    assert_eq!(sandbox.code("StopDBInstance", DEMO), "InvalidDBInstanceState");
    let modify = format!("{DEMO}&BackupRetentionPeriod=3&ApplyImmediately=true");
    assert_eq!(sandbox.code("ModifyDBInstance", &modify), "InvalidDBInstanceState");
    sandbox.ok("StartDBInstance", DEMO);
    assert_eq!(sandbox.status(), "starting");
    sandbox.pass(sandbox.latencies.db_instance_paused.as_secs() + 1);
    assert_eq!(sandbox.status(), "available");
}

#[test]
fn a_stopped_instance_is_started_again_after_seven_days() {
    let mut sandbox = Sandbox::with_available_instance("");
    sandbox.ok("StopDBInstance", DEMO);
    sandbox.pass(6 * 24 * 3600);
    assert_eq!(sandbox.status(), "stopped");
    let answer = sandbox.ok("DescribeDBInstances", DEMO);
    assert!(answer.contains("<AutomaticRestartTime>"), "{answer}");
    sandbox.pass(24 * 3600 + 2 * sandbox.latencies.db_instance_paused.as_secs() + 2);
    assert_eq!(sandbox.status(), "available");
    let answer = sandbox.ok("DescribeDBInstances", DEMO);
    assert!(!answer.contains("<AutomaticRestartTime>"), "{answer}");
    sandbox.ok("StopDBInstance", DEMO);
    assert_eq!(sandbox.status(), "stopping");
}

#[test]
fn an_instance_gets_another_identifier() {
    let mut sandbox = Sandbox::with_available_instance("");
    let rename = |to: &str| format!("{DEMO}&NewDBInstanceIdentifier={to}&ApplyImmediately=true");
    assert_eq!(sandbox.code("ModifyDBInstance", &rename("demo")), "DBInstanceAlreadyExists");
    sandbox.ok("ModifyDBInstance", &rename("ledger"));
    assert_eq!(sandbox.code("DescribeDBInstances", DEMO), "DBInstanceNotFound");
    let answer = sandbox.ok("DescribeDBInstances", "DBInstanceIdentifier=ledger");
    assert!(text(&answer, "Address").starts_with("ledger."), "{answer}");
}

#[test]
fn another_parameter_group_is_in_force_after_a_reboot() {
    let mut sandbox = Sandbox::with_available_instance("");
    let group = "DBParameterGroupName=own&Description=own&DBParameterGroupFamily";
    assert_eq!(
        sandbox.code("CreateDBParameterGroup", &format!("{group}=mysql5.5")),
        "InvalidParameterValue"
    );
    for (name, family) in [("own", "mysql8.4"), ("old", "mysql8.0")] {
        sandbox.ok("CreateDBParameterGroup", &format!("{}={family}", group.replace("own", name)));
    }
    let change = "DBParameterGroupName=own&Parameters.Parameter.1.ParameterName=performance_schema\
                  &Parameters.Parameter.1.ParameterValue=1&Parameters.Parameter.1.ApplyMethod";
    assert_eq!(
        sandbox.code("ModifyDBParameterGroup", &format!("{change}=immediate")),
        "InvalidParameterCombination",
        "it is static"
    );
    sandbox.ok("ModifyDBParameterGroup", &format!("{change}=pending-reboot"));
    let set = sandbox.ok("DescribeDBParameters", "DBParameterGroupName=own&Source=user");
    assert!(
        set.contains("performance_schema") && !set.contains("max_connections"),
        "{set}"
    );
    let defaults = change.replace("Name=own", "Name=default.mysql8.4");
    assert_eq!(
        sandbox.code("ModifyDBParameterGroup", &format!("{defaults}=pending-reboot")),
        "InvalidDBParameterGroupState"
    );
    let to = |name: &str| format!("{DEMO}&DBParameterGroupName={name}");
    assert_eq!(sandbox.code("ModifyDBInstance", &to("none")), "DBParameterGroupNotFound");
    assert_eq!(sandbox.code("ModifyDBInstance", &to("old")), "InvalidParameterCombination");
    sandbox.ok("ModifyDBInstance", &to("own"));
    sandbox.pass(600);
    let status = |sandbox: &mut Sandbox| text(&sandbox.ok("DescribeDBInstances", DEMO), "ParameterApplyStatus");
    assert_eq!(status(&mut sandbox), "pending-reboot");
    sandbox.ok("RebootDBInstance", DEMO);
    assert_eq!(status(&mut sandbox), "in-sync");
    assert_eq!(
        sandbox.code("DeleteDBParameterGroup", "DBParameterGroupName=own"),
        "InvalidDBParameterGroupState"
    );
    sandbox.ok("DeleteDBParameterGroup", "DBParameterGroupName=old");
}
