//! Filters: every documented one is taken, and selects by what the answer shows.

use super::instances::{launch, subnet};
use super::{Client, field};
use crate::Latencies;

async fn answer(client: &Client, operation: &str, filter: &str, value: &str) -> Result<String, String> {
    let filter: &[(&str, &str)] = &[("Filter.1.Name", filter), ("Filter.1.Value.1", value)];
    client.ec2(operation, filter).await
}

#[tokio::test(start_paused = true)]
async fn a_filter_selects_by_what_the_answer_shows() {
    let client = Client::in_memory(Latencies::zero());
    let subnet = subnet(&client, "10.0.0.0/24", "us-east-1a").await;
    let launched = launch(&subnet, &[("KeyName", ""), ("Monitoring.Enabled", "true")]);
    let instance = client.made("RunInstances", &launched, "instanceId").await;
    for (operation, filter, value, other) in [
        ("DescribeInstances", "availability-zone-id", "use1-az1", "use1-az2"),
        ("DescribeInstances", "monitoring-state", "enabled", "disabled"),
        ("DescribeInstances", "metadata-options.http-tokens", "required", "optional"),
        (
            "DescribeInstances",
            "block-device-mapping.device-name",
            "/dev/sda1",
            "/dev/sdf",
        ),
        ("DescribeInstances", "network-interface.subnet-id", &subnet, "subnet-1"),
        ("DescribeInstances", "tenancy", "default", "host"),
        ("DescribeInstanceStatus", "instance-status.status", "ok", "impaired"),
        ("DescribeVolumes", "availability-zone-id", "use1-az1", "use1-az2"),
        ("DescribeVolumes", "attachment.instance-id", &instance, "i-1"),
        ("DescribeNetworkInterfaces", "attachment.status", "attached", "detached"),
        ("DescribeSubnets", "available-ip-address-count", "250", "251"),
        (
            "DescribeSecurityGroups",
            "egress.ip-permission.cidr",
            "0.0.0.0/0",
            "10.0.0.0/8",
        ),
        ("DescribeVpcs", "cidr-block-association.state", "associated", "failed"),
        ("DescribeRouteTables", "route.state", "active", "blackhole"),
        ("DescribeImages", "block-device-mapping.volume-size", "8", "9"),
        ("DescribeInstanceTypes", "vcpu-info.default-cores", "1", "96"),
    ] {
        let found = answer(&client, operation, filter, value).await.unwrap();
        assert!(found.contains("<item>"), "{operation} by {filter}={value}: {found}");
        let none = answer(&client, operation, filter, other).await.unwrap();
        assert!(!none.contains("<item>"), "{operation} by {filter}={other}: {none}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_aws_has_not_is_refused() {
    let client = Client::in_memory(Latencies::zero());
    for operation in [
        "DescribeInstances",
        "DescribeVpcs",
        "DescribeImages",
        "DescribeKeyPairs",
        "DescribeTags",
    ] {
        let refused = answer(&client, operation, "colour", "red").await.unwrap_err();
        assert_eq!(refused, "InvalidParameterValue", "{operation}");
    }
    // One on what nothing here has selects nothing.
    let none = answer(&client, "DescribeInstances", "spot-instance-request-id", "*")
        .await
        .unwrap();
    assert_eq!(field(&none, "reservationSet/"), "");
}
