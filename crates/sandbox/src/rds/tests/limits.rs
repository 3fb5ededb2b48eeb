//! Names, quotas and plans, and what RDS never answers.

use super::*;

#[test]
fn the_password_is_neither_stored_nor_answered() {
    let mut sandbox = Sandbox::with_available_instance("");
    let changed = sandbox.ok("ModifyDBInstance", &format!("{DEMO}&MasterUserPassword={PASSWORD}2"));
    let stored = serde_json::to_string(&sandbox.world.changes().unwrap()).unwrap();
    let described = sandbox.ok("DescribeDBInstances", "");
    assert!(stored.contains("\"demo\""), "{stored}");
    for seen in [changed, stored, described] {
        assert!(!seen.contains(PASSWORD), "{seen}");
    }
}

#[test]
fn names_of_rds_are_taken_once() {
    let mut sandbox = Sandbox::with_available_instance("");
    let [first, second] = sandbox.subnets.clone().try_into().unwrap();
    let subnets = format!("SubnetIds.SubnetIdentifier.1={first}&SubnetIds.SubnetIdentifier.2={second}");
    let group = format!("DBSubnetGroupName=GROUP&DBSubnetGroupDescription=again&{subnets}");
    assert_eq!(sandbox.code("CreateDBSubnetGroup", &group), "DBSubnetGroupAlreadyExists");
    let instance = format!(
        "DBInstanceIdentifier=Demo&Engine=mysql&DBInstanceClass=db.t4g.micro&MasterUsername=admin&MasterUserPassword={PASSWORD}\
         &AllocatedStorage=20&DBSubnetGroupName=group"
    );
    assert_eq!(sandbox.code("CreateDBInstance", &instance), "DBInstanceAlreadyExists");
}

#[test]
fn a_subnet_group_covers_two_zones_and_is_not_the_default() {
    let mut sandbox = Sandbox::new();
    let first = sandbox.subnets[0].clone();
    let form =
        |name: &str| format!("DBSubnetGroupName={name}&DBSubnetGroupDescription=demo&SubnetIds.SubnetIdentifier.1={first}");
    let (narrow, default) = (form("narrow"), form("Default"));
    assert_eq!(
        sandbox.code("CreateDBSubnetGroup", &narrow),
        "DBSubnetGroupDoesNotCoverEnoughAZs"
    );
    assert_eq!(sandbox.code("CreateDBSubnetGroup", &default), "InvalidParameterValue");
    assert_eq!(
        sandbox.code("DeleteDBSubnetGroup", "DBSubnetGroupName=none"),
        "DBSubnetGroupNotFoundFault"
    );
}

#[test]
fn db_instances_and_manual_snapshots_fit_until_their_quotas() {
    let mut sandbox = Sandbox::with_available_instance("");
    sandbox.account.quotas.db_instances = 1;
    sandbox.account.quotas.manual_db_snapshots = 1;
    let second = "DBInstanceIdentifier=second&Engine=mysql&DBInstanceClass=db.t4g.micro&MasterUsername=admin\
                  &MasterUserPassword=long-Enough1&AllocatedStorage=20&DBSubnetGroupName=group";
    assert_eq!(sandbox.code("CreateDBInstance", second), "InstanceQuotaExceeded");
    sandbox.ok("CreateDBSnapshot", &format!("{DEMO}&DBSnapshotIdentifier=first"));
    sandbox.pass(600);
    let more = format!("{DEMO}&DBSnapshotIdentifier=second");
    assert_eq!(sandbox.code("CreateDBSnapshot", &more), "SnapshotQuotaExceeded");
    let last = format!("{DEMO}&FinalDBSnapshotIdentifier=last");
    assert_eq!(sandbox.code("DeleteDBInstance", &last), "SnapshotQuotaExceeded");
}

#[test]
fn the_free_plan_has_micro_classes_and_backups_of_a_day() {
    let mut sandbox = Sandbox::with_available_instance("BackupRetentionPeriod=1");
    sandbox.account.plan = Plan::FreePlan;
    for change in ["BackupRetentionPeriod=2", "DBInstanceClass=db.t4g.small"] {
        let form = format!("{DEMO}&{change}&ApplyImmediately=true");
        assert_eq!(
            sandbox.code("ModifyDBInstance", &form),
            "FreeTierRestrictionError",
            "{change}"
        );
    }
}

#[test]
fn the_learner_lab_has_sizes_up_to_medium_and_gp2_only() {
    let mut sandbox = Sandbox::new();
    sandbox.account.plan = Plan::LearnerLab;
    let create = |more: &str| {
        format!(
            "{DEMO}&Engine=mysql&MasterUsername=admin&MasterUserPassword=long-Enough1&DBSubnetGroupName=group\
             &AllocatedStorage=20&{more}"
        )
    };
    for denied in [
        "DBInstanceClass=db.t4g.micro&StorageType=gp3",
        "DBInstanceClass=db.m7g.large&StorageType=gp2",
    ] {
        assert_eq!(sandbox.code("CreateDBInstance", &create(denied)), "AccessDenied", "{denied}");
    }
    sandbox.ok("CreateDBInstance", &create("DBInstanceClass=db.t4g.medium&StorageType=gp2"));
}

#[test]
fn a_version_past_its_support_needs_extended_support() {
    let mut sandbox = Sandbox::new();
    let create = format!("{}&EngineVersion=8.0", instance_form(&sandbox.security_group));
    let disabled = format!("{create}&EngineLifecycleSupport=open-source-rds-extended-support-disabled");
    sandbox.now = "2026-08-01T00:00:00Z".parse().unwrap();
    assert_eq!(sandbox.code("CreateDBInstance", &disabled), "InvalidParameterCombination");
    let answer = sandbox.ok("CreateDBInstance", &create);
    assert_eq!(text(&answer, "EngineLifecycleSupport"), "open-source-rds-extended-support");
}
