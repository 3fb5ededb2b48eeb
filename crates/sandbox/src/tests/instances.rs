//! Instances: idempotent launches, and what a terminated instance releases.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Client, field};
use crate::Latencies;

const IMAGE: &str = "ami-0a1b2c3d4e5f60002";

/// A subnet in a zone.
pub(super) async fn subnet(client: &Client, block: &str, zone: &str) -> String {
    let vpc = client.made("CreateVpc", &[("CidrBlock", block)], "vpcId").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let parameters: &[(&str, &str)] = &[("VpcId", &vpc), ("CidrBlock", block), ("AvailabilityZone", zone)];
    let subnet = client.made("CreateSubnet", parameters, "subnetId").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    subnet
}

pub(super) fn launch<'p>(subnet: &'p str, more: &[(&'p str, &'p str)]) -> Vec<(&'p str, &'p str)> {
    let mut parameters = vec![
        ("ImageId", IMAGE),
        ("InstanceType", "t3.micro"),
        ("MinCount", "1"),
        ("MaxCount", "1"),
        ("SubnetId", subnet),
    ];
    for (name, value) in more {
        parameters.retain(|(given, _)| given != name);
        parameters.push((name, value));
    }
    parameters
}

#[tokio::test(start_paused = true)]
async fn a_token_launches_once_in_a_zone() {
    let client = Client::in_memory(Latencies::default());
    let here = subnet(&client, "10.0.0.0/24", "us-east-1a").await;
    let there = subnet(&client, "10.1.0.0/24", "us-east-1b").await;
    let token = [("ClientToken", "t")];
    let first = client.made("RunInstances", &launch(&here, &token), "instanceId").await;
    let again = client.made("RunInstances", &launch(&here, &token), "instanceId").await;
    assert_eq!(first, again);
    let other = client.made("RunInstances", &launch(&there, &token), "instanceId").await;
    assert_ne!(first, other, "tokens are zonal");
    let changed = launch(&here, &[("ClientToken", "t"), ("InstanceType", "t3.small")]);
    assert_eq!(
        client.ec2("RunInstances", &changed).await.unwrap_err(),
        "IdempotentParameterMismatch"
    );
    tokio::time::sleep(Duration::from_secs(2)).await;
    client.ec2("TerminateInstances", &[("InstanceId.1", &first)]).await.unwrap();
    let late = client.ec2("RunInstances", &launch(&here, &token)).await;
    assert_eq!(late.unwrap_err(), "IdempotentInstanceTerminated");
}

#[tokio::test(start_paused = true)]
async fn launches_that_cannot_work_are_refused() {
    let client = Client::in_memory(Latencies::zero());
    let subnet_e = subnet(&client, "10.0.0.0/24", "us-east-1e").await;
    let subnet_a = subnet(&client, "10.1.0.0/24", "us-east-1a").await;
    let large = STANDARD.encode(vec![b'x'; 16 * 1024 + 1]).replace('+', "%2B");
    let cases = [
        (&subnet_e, ("InstanceType", "t3.micro"), "Unsupported"),
        (&subnet_a, ("InstanceType", "t4g.micro"), "InvalidParameterValue"),
        (&subnet_a, ("InstanceType", "t9.huge"), "InvalidParameterValue"),
        (&subnet_a, ("ImageId", "ami-0123456789abcdef0"), "InvalidAMIID.NotFound"),
        (&subnet_a, ("ImageId", "ubuntu"), "InvalidAMIID.Malformed"),
        (&subnet_a, ("KeyName", "nobody"), "InvalidKeyPair.NotFound"),
        (
            &subnet_a,
            ("SecurityGroupId.1", "sg-00000000000000000"),
            "InvalidGroup.NotFound",
        ),
        (&subnet_a, ("UserData", large.as_str()), "InvalidParameterValue"),
        (&subnet_a, ("UserData", "*"), "InvalidParameterValue"),
        (&subnet_a, ("MinCount", "0"), "InvalidParameterValue"),
    ];
    for (subnet, change, code) in cases {
        let answer = client.ec2("RunInstances", &launch(subnet, &[change])).await;
        assert_eq!(answer.unwrap_err(), code, "{change:?}");
    }
    assert!(!client.ec2("DescribeInstances", &[]).await.unwrap().contains("<instanceId>"));
}

#[tokio::test(start_paused = true)]
async fn an_instance_that_ends_holds_its_subnet_until_it_is_terminated() {
    let client = Client::in_memory(Latencies::default());
    let subnet = subnet(&client, "10.0.0.0/24", "us-east-1a").await;
    let instance = client.made("RunInstances", &launch(&subnet, &[]), "instanceId").await;
    tokio::time::sleep(Duration::from_secs(15)).await;
    let status = client
        .ec2("DescribeInstanceStatus", &[("InstanceId.1", &instance)])
        .await
        .unwrap();
    assert!(status.contains("<status>initializing</status>"), "{status}");
    tokio::time::sleep(Duration::from_secs(200)).await;
    let status = client
        .ec2("DescribeInstanceStatus", &[("InstanceId.1", &instance)])
        .await
        .unwrap();
    assert!(status.contains("<status>ok</status>"), "{status}");

    client
        .ec2("TerminateInstances", &[("InstanceId.1", &instance)])
        .await
        .unwrap();
    assert_eq!(
        client.ec2("DeleteSubnet", &[("SubnetId", &subnet)]).await.unwrap_err(),
        "DependencyViolation"
    );
    tokio::time::sleep(Duration::from_secs(30)).await;
    client.ec2("DeleteSubnet", &[("SubnetId", &subnet)]).await.unwrap();
    assert!(!client.ec2("DescribeVolumes", &[]).await.unwrap().contains("<volumeId>"));
    let shown = client.ec2("DescribeInstances", &[]).await.unwrap();
    assert_eq!(field(&shown, "name"), "terminated");
    tokio::time::sleep(Duration::from_secs(3600)).await;
    assert!(!client.ec2("DescribeInstances", &[]).await.unwrap().contains(&instance));
}
