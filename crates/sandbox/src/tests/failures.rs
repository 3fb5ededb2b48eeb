//! Failures after AWS accepted a request: those that the request provokes, and injected ones.

use std::time::Duration;

use super::instances::{launch, subnet as subnet_in};
use super::network::{Network, network};
use super::{Client, field};
use crate::Latencies;

fn inject(client: &Client, failure: &str) {
    client.0.inject_next(failure.parse().unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_nat_gateway_on_a_mapped_address_ends_failed() {
    let Network { client, subnet, .. } = network(Latencies::zero()).await;
    let address = client.made("AllocateAddress", &[], "allocationId").await;
    let wanted: &[(&str, &str)] = &[("SubnetId", &subnet), ("AllocationId", &address)];
    client.ec2("CreateNatGateway", wanted).await.unwrap();
    let second = client.made("CreateNatGateway", wanted, "natGatewayId").await;
    let shown = client
        .ec2("DescribeNatGateways", &[("NatGatewayId.1", &second)])
        .await
        .unwrap();
    assert_eq!(field(&shown, "state"), "failed");
    assert_eq!(field(&shown, "failureCode"), "Resource.AlreadyAssociated");
    assert!(field(&shown, "failureMessage").contains(&address));
}

#[tokio::test(start_paused = true)]
async fn a_nat_gateway_that_fails_leaves_its_address_free() {
    let Network { client, subnet, .. } = network(Latencies::default()).await;
    let address = client.made("AllocateAddress", &[], "allocationId").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    inject(&client, "nat-gateway:InternalError");
    let wanted: &[(&str, &str)] = &[("SubnetId", &subnet), ("AllocationId", &address)];
    let made = client.ec2("CreateNatGateway", wanted).await.unwrap();
    assert_eq!(field(&made, "state"), "pending");
    tokio::time::sleep(Duration::from_secs(15)).await;
    let shown = client.ec2("DescribeNatGateways", &[]).await.unwrap();
    assert_eq!(
        (field(&shown, "state"), field(&shown, "failureCode")),
        ("failed".into(), "InternalError".into())
    );
    client.ec2("ReleaseAddress", &[("AllocationId", &address)]).await.unwrap();
    client.ec2("DeleteSubnet", &[("SubnetId", &subnet)]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let shown = client.ec2("DescribeNatGateways", &[]).await.unwrap();
    assert!(!shown.contains("<natGatewayId>"), "{shown}");
}

#[tokio::test(start_paused = true)]
async fn an_instance_that_cannot_start_goes_from_pending_to_terminated() {
    let client = Client::in_memory(Latencies::default());
    let subnet = subnet_in(&client, "10.0.0.0/24", "us-east-1a").await;
    inject(&client, "instance:Client.VolumeLimitExceeded");
    let token = [("ClientToken", "token")];
    let made = client.ec2("RunInstances", &launch(&subnet, &token)).await.unwrap();
    assert_eq!(field(&made, "name"), "pending");
    let again = client.made("RunInstances", &launch(&subnet, &token), "instanceId").await;
    assert_eq!(again, field(&made, "instanceId"), "while it is pending its token is good");
    tokio::time::sleep(Duration::from_secs(12)).await;
    let shown = client.ec2("DescribeInstances", &[]).await.unwrap();
    assert_eq!(field(&shown, "name"), "terminated");
    let (_, reason) = shown.split_once("<stateReason>").unwrap();
    assert_eq!(field(reason, "code"), "Client.VolumeLimitExceeded");
    assert!(!client.ec2("DescribeVolumes", &[]).await.unwrap().contains("<volumeId>"));
    let spent = client.ec2("RunInstances", &launch(&subnet, &token)).await;
    assert_eq!(spent.unwrap_err(), "IdempotentInstanceTerminated");
    client.ec2("DeleteSubnet", &[("SubnetId", &subnet)]).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_that_cannot_be_taken_ends_in_error() {
    let client = Client::in_memory(Latencies::default());
    let subnet = subnet_in(&client, "10.0.0.0/24", "us-east-1a").await;
    let instance = client.made("RunInstances", &launch(&subnet, &[]), "instanceId").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    inject(&client, "ebs-snapshot:error");
    let made = client
        .ec2("CreateSnapshots", &[("InstanceSpecification.InstanceId", &instance)])
        .await
        .unwrap();
    assert_eq!(field(&made, "state"), "pending");
    tokio::time::sleep(Duration::from_secs(210)).await;
    let shown = client.ec2("DescribeSnapshots", &[]).await.unwrap();
    assert_eq!(field(&shown, "status"), "error");
    let snapshot = field(&shown, "snapshotId");
    client.ec2("DeleteSnapshot", &[("SnapshotId", &snapshot)]).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_peering_request_can_end_before_it_is_accepted() {
    for status in ["failed", "expired"] {
        let Network { client, vpc, .. } = network(Latencies::zero()).await;
        let other = client.made("CreateVpc", &[("CidrBlock", "10.1.0.0/16")], "vpcId").await;
        inject(&client, &format!("peering:{status}"));
        let ask: &[(&str, &str)] = &[("VpcId", &vpc), ("PeerVpcId", &other)];
        let dead = client.made("CreateVpcPeeringConnection", ask, "vpcPeeringConnectionId").await;
        let named: &[(&str, &str)] = &[("VpcPeeringConnectionId", &dead)];
        for call in ["AcceptVpcPeeringConnection", "DeleteVpcPeeringConnection"] {
            assert_eq!(client.ec2(call, named).await.unwrap_err(), "InvalidStateTransition", "{call}");
        }
        let shown = client.ec2("DescribeVpcPeeringConnections", &[]).await.unwrap();
        assert_eq!(field(&shown, "code"), status);
        client.ec2("CreateVpcPeeringConnection", ask).await.unwrap();
        tokio::time::sleep(Duration::from_secs(7201)).await;
        let shown = client.ec2("DescribeVpcPeeringConnections", &[]).await.unwrap();
        assert!(!shown.contains(&dead), "{shown}");
    }
}
