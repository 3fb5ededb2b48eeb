//! RDS's answers over time, and what its instances hold in EC2.

mod instances;
mod limits;
mod replicas;
mod snapshots;

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
