//! The AWS CLI against the served sandbox: it lists what jalon built there.

use crate::support::{Endpoint, ServedSandbox, tool};

#[test]
fn the_aws_cli_lists_what_was_built_in_the_served_sandbox() {
    if tool("aws").is_none() {
        return;
    }
    let sandbox = ServedSandbox::start();
    let jalon = sandbox.jalon();
    jalon.run(&["walk", "--yes", "--until", "vpc"]).ends_with(0);
    jalon.run(&["run", "site", "--yes"]).ends_with(0);
    let count = |arguments: &[&str], field: &str| sandbox.aws(arguments)[field].as_array().unwrap().len();
    assert_eq!(count(&["ec2", "describe-vpcs"], "Vpcs"), 1);
    assert_eq!(count(&["ec2", "describe-subnets"], "Subnets"), 4);
    assert_eq!(count(&["ec2", "describe-internet-gateways"], "InternetGateways"), 1);
    // Every VPC has a main route table of its own besides the three that were made.
    assert_eq!(count(&["ec2", "describe-route-tables"], "RouteTables"), 4);
    assert_eq!(
        count(
            &["s3api", "list-objects-v2", "--bucket", "jalon-demo-123456789012-us-east-1"],
            "Contents"
        ),
        6
    );
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    assert_eq!(count(&["ec2", "describe-vpcs"], "Vpcs"), 0);
    assert_eq!(count(&["s3api", "list-buckets"], "Buckets"), 0);
}
