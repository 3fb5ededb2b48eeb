//! RDS's answers over time, and what its instances hold in EC2.

use std::time::Duration;

use jiff::Timestamp;

use super::handle;
use crate::account::{Account, Plan};
use crate::bodies::Bodies;
use crate::clock::{after, beginning};
use crate::common::Context;
use crate::ec2;
use crate::latencies::Latencies;
use crate::protocol::{ApiError, Element, Params};
use crate::world::World;

const PASSWORD: &str = "Never-Seen-Again-1";
const DEMO: &str = "DBInstanceIdentifier=demo";

/// A world with a subnet group `group`, a security group, and a clock that the test moves.
struct Sandbox {
    world: World,
    bodies: Bodies,
    account: Account,
    latencies: Latencies,
    now: Timestamp,
    subnets: Vec<String>,
    security_group: String,
}

impl Sandbox {
    fn new() -> Self {
        let mut sandbox = Self {
            world: World::new("us-east-1".into(), 1),
            bodies: Bodies::in_memory(),
            account: Account::default(),
            latencies: Latencies {
                spread: 0.0,
                ..Latencies::default()
            },
            now: beginning(),
            subnets: Vec::new(),
            security_group: String::new(),
        };
        let vpc = sandbox.ec2("CreateVpc", "CidrBlock=10.0.0.0/16", "vpcId");
        sandbox.pass(5);
        for (number, zone) in ["us-east-1a", "us-east-1b"].into_iter().enumerate() {
            let form = format!("VpcId={vpc}&CidrBlock=10.0.{number}.0/24&AvailabilityZone={zone}");
            let subnet = sandbox.ec2("CreateSubnet", &form, "subnetId");
            sandbox.subnets.push(subnet);
        }
        let form = format!("VpcId={vpc}&GroupName=database&GroupDescription=database");
        sandbox.security_group = sandbox.ec2("CreateSecurityGroup", &form, "groupId");
        sandbox.pass(5);
        let [first, second] = sandbox.subnets.as_slice() else {
            panic!("two subnets");
        };
        let form = format!(
            "DBSubnetGroupName=Group&DBSubnetGroupDescription=demo&SubnetIds.SubnetIdentifier.1={first}\
             &SubnetIds.SubnetIdentifier.2={second}"
        );
        sandbox.ok("CreateDBSubnetGroup", &form);
        sandbox
    }

    /// With an instance `demo` whose creation has just been requested; `more` is added to the request.
    fn with_instance(more: &str) -> Self {
        let mut sandbox = Self::new();
        let group = sandbox.security_group.clone();
        sandbox.ok("CreateDBInstance", &format!("{}&{more}", instance_form(&group)));
        sandbox
    }

    /// With an instance `demo` that is available.
    fn with_available_instance(more: &str) -> Self {
        let mut sandbox = Self::with_instance(more);
        sandbox.pass(600);
        sandbox
    }

    fn pass(&mut self, seconds: u64) {
        self.now = after(self.now, Duration::from_secs(seconds));
        self.world.advance(self.now);
    }

    fn send(&mut self, operation: &str, form: &str) -> Result<String, ApiError> {
        let run = |world: &mut World, cx: &Context, params: &Params| {
            let (rds, mut network, common) = world.databases();
            handle(rds, &mut network, common, cx, operation, params)
        };
        self.call(run, form)
    }

    fn send_to_ec2(&mut self, operation: &str, form: &str) -> Result<String, ApiError> {
        let run = |world: &mut World, cx: &Context, params: &Params| {
            ec2::handle(&mut world.ec2, &mut world.common, cx, operation, params)
        };
        self.call(run, form)
    }

    fn ok(&mut self, operation: &str, form: &str) -> String {
        self.send(operation, form)
            .unwrap_or_else(|error| panic!("{operation} {form}: {error}"))
    }

    fn code(&mut self, operation: &str, form: &str) -> String {
        match self.send(operation, form) {
            Ok(answer) => panic!("{operation} {form} is no error: {answer}"),
            Err(error) => error.code,
        }
    }

    /// Runs an EC2 operation and returns the text of an element of its answer.
    fn ec2(&mut self, operation: &str, form: &str, element: &str) -> String {
        let answer = self.send_to_ec2(operation, form);
        text(&answer.unwrap_or_else(|error| panic!("{operation}: {error}")), element)
    }

    fn call(
        &mut self,
        run: impl FnOnce(&mut World, &Context, &Params) -> Result<Element, ApiError>,
        form: &str,
    ) -> Result<String, ApiError> {
        let cx = Context {
            now: self.now,
            account: &self.account,
            latencies: &self.latencies,
            bodies: &self.bodies,
            request_id: "id",
        };
        let answer = run(&mut self.world, &cx, &Params::parse(form.as_bytes()))?;
        Ok(answer.named("Answer").document())
    }

    fn status(&mut self) -> String {
        text(&self.ok("DescribeDBInstances", DEMO), "DBInstanceStatus")
    }

    /// The code with which EC2 refuses to delete the instance's subnets, if it does.
    fn refused_subnet(&mut self) -> Option<String> {
        let subnets = self.subnets.clone();
        subnets.into_iter().find_map(|subnet| {
            let deleted = self.send_to_ec2("DeleteSubnet", &format!("SubnetId={subnet}"));
            deleted.err().map(|error| error.code)
        })
    }
}

/// The request for the instance `demo` with a security group.
fn instance_form(group: &str) -> String {
    format!(
        "{DEMO}&Engine=mysql&DBInstanceClass=db.t4g.micro&MasterUsername=admin&MasterUserPassword={PASSWORD}\
         &AllocatedStorage=20&DBSubnetGroupName=group&VpcSecurityGroupIds.VpcSecurityGroupId.1={group}"
    )
}

fn text(answer: &str, element: &str) -> String {
    let rest = answer.split(&format!("<{element}>")).nth(1);
    let found = rest.and_then(|rest| rest.split('<').next());
    found.unwrap_or_else(|| panic!("no {element} in {answer}")).to_owned()
}

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
