//! Networks: requests that EC2 refuses, and dependencies.

use std::time::Duration;

use super::{Client, field};
use crate::Latencies;

pub(super) struct Network {
    pub client: Client,
    pub vpc: String,
    pub subnet: String,
    pub table: String,
    pub gateway: String,
}

/// A VPC with a subnet, a gateway and a table that leads to it.
pub(super) async fn network(latencies: Latencies) -> Network {
    let client = Client::in_memory(latencies);
    let vpc = client.made("CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "vpcId").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let subnet = client
        .made("CreateSubnet", &[("VpcId", &vpc), ("CidrBlock", "10.0.0.0/24")], "subnetId")
        .await;
    let table = client.made("CreateRouteTable", &[("VpcId", &vpc)], "routeTableId").await;
    let gateway = client.made("CreateInternetGateway", &[], "internetGatewayId").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let attached: &[(&str, &str)] = &[("InternetGatewayId", &gateway), ("VpcId", &vpc)];
    client.ec2("AttachInternetGateway", attached).await.unwrap();
    Network {
        client,
        vpc,
        subnet,
        table,
        gateway,
    }
}

#[tokio::test(start_paused = true)]
async fn blocks_are_canonical_and_of_a_size_and_do_not_overlap() {
    let Network { client, vpc, .. } = network(Latencies::zero()).await;
    let rewritten = client.made("CreateVpc", &[("CidrBlock", "10.9.8.7/16")], "cidrBlock").await;
    assert_eq!(rewritten, "10.9.0.0/16");
    let vpcs = [
        ("10.0.0.0/15", "InvalidVpc.Range"),
        ("127.0.0.0/16", "InvalidVpc.Range"),
        ("10.0.0", "InvalidParameterValue"),
    ];
    for (block, code) in vpcs {
        assert_eq!(
            client.ec2("CreateVpc", &[("CidrBlock", block)]).await.unwrap_err(),
            code,
            "{block}"
        );
    }
    let subnets = [
        ("10.0.1.0/29", "InvalidSubnet.Range"),
        ("10.1.0.0/24", "InvalidSubnet.Range"),
        ("10.0.0.128/25", "InvalidSubnet.Conflict"),
    ];
    for (block, code) in subnets {
        let parameters: &[(&str, &str)] = &[("VpcId", &vpc), ("CidrBlock", block)];
        assert_eq!(client.ec2("CreateSubnet", parameters).await.unwrap_err(), code, "{block}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_nat_gateway_takes_its_time_and_lingers_in_its_subnet() {
    let Network {
        client,
        vpc,
        subnet,
        table,
        gateway,
    } = network(Latencies::default()).await;
    let address = client.made("AllocateAddress", &[], "allocationId").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let parameters: &[(&str, &str)] = &[("SubnetId", &subnet), ("AllocationId", &address)];
    let nat = client.made("CreateNatGateway", parameters, "natGatewayId").await;
    let route: &[(&str, &str)] = &[
        ("RouteTableId", &table),
        ("DestinationCidrBlock", "0.0.0.0/0"),
        ("NatGatewayId", &nat),
    ];
    assert_eq!(
        client.ec2("CreateRoute", route).await.unwrap_err(),
        "InvalidNatGatewayID.NotFound"
    );
    tokio::time::sleep(Duration::from_secs(130)).await;
    client.ec2("CreateRoute", route).await.unwrap();
    tokio::time::sleep(Duration::from_secs(2)).await;
    let tables = client
        .ec2("DescribeRouteTables", &[("RouteTableId.1", &table)])
        .await
        .unwrap();
    assert!(
        tables.contains(&format!("<natGatewayId>{nat}</natGatewayId><state>active</state>")),
        "{tables}"
    );

    let refused = client
        .ec2("DetachInternetGateway", &[("InternetGatewayId", &gateway), ("VpcId", &vpc)])
        .await;
    assert_eq!(refused.unwrap_err(), "DependencyViolation");
    client.ec2("DeleteNatGateway", &[("NatGatewayId", &nat)]).await.unwrap();
    let mapped = client.ec2("ReleaseAddress", &[("AllocationId", &address)]).await;
    assert_eq!(mapped.unwrap_err(), "InvalidIPAddress.InUse");
    tokio::time::sleep(Duration::from_secs(61)).await;
    let tables = client
        .ec2("DescribeRouteTables", &[("RouteTableId.1", &table)])
        .await
        .unwrap();
    assert!(tables.contains("<state>blackhole</state>"), "{tables}");
    client.ec2("ReleaseAddress", &[("AllocationId", &address)]).await.unwrap();
    assert_eq!(
        client.ec2("DeleteSubnet", &[("SubnetId", &subnet)]).await.unwrap_err(),
        "DependencyViolation"
    );
    tokio::time::sleep(Duration::from_secs(20)).await;
    client.ec2("DeleteSubnet", &[("SubnetId", &subnet)]).await.unwrap();
    let shown = client.ec2("DescribeNatGateways", &[]).await.unwrap();
    assert_eq!(field(&shown, "state"), "deleted");
    tokio::time::sleep(Duration::from_secs(3600)).await;
    assert!(!client.ec2("DescribeNatGateways", &[]).await.unwrap().contains(&nat));
}

#[tokio::test(start_paused = true)]
async fn a_nat_gateway_without_an_internet_gateway_ends_failed() {
    let Network {
        client,
        vpc,
        subnet,
        gateway,
        ..
    } = network(Latencies::zero()).await;
    client
        .ec2("DetachInternetGateway", &[("InternetGatewayId", &gateway), ("VpcId", &vpc)])
        .await
        .unwrap();
    let address = client.made("AllocateAddress", &[], "allocationId").await;
    let parameters: &[(&str, &str)] = &[("SubnetId", &subnet), ("AllocationId", &address)];
    client.ec2("CreateNatGateway", parameters).await.unwrap();
    let shown = client.ec2("DescribeNatGateways", &[]).await.unwrap();
    assert_eq!(field(&shown, "state"), "failed");
    assert_eq!(field(&shown, "failureCode"), "Gateway.NotAttached");
    client.ec2("ReleaseAddress", &[("AllocationId", &address)]).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn rules_are_unique_and_references_hold_a_group() {
    let Network { client, vpc, .. } = network(Latencies::zero()).await;
    let group = |name| vec![("VpcId", vpc.as_str()), ("GroupName", name), ("GroupDescription", "x")];
    let app = client.made("CreateSecurityGroup", &group("app"), "groupId").await;
    let database = client.made("CreateSecurityGroup", &group("database"), "groupId").await;
    assert_eq!(
        client.ec2("CreateSecurityGroup", &group("APP")).await.unwrap_err(),
        "InvalidGroup.Duplicate"
    );
    let rule: &[(&str, &str)] = &[
        ("GroupId", &database),
        ("IpPermissions.1.IpProtocol", "tcp"),
        ("IpPermissions.1.FromPort", "3306"),
        ("IpPermissions.1.ToPort", "3306"),
        ("IpPermissions.1.Groups.1.GroupId", &app),
    ];
    client.ec2("AuthorizeSecurityGroupIngress", rule).await.unwrap();
    let again = client.ec2("AuthorizeSecurityGroupIngress", rule).await;
    assert_eq!(again.unwrap_err(), "InvalidPermission.Duplicate");
    assert_eq!(
        client.ec2("DeleteSecurityGroup", &[("GroupId", &app)]).await.unwrap_err(),
        "DependencyViolation"
    );
    client.ec2("RevokeSecurityGroupIngress", rule).await.unwrap();
    let absent = client.ec2("RevokeSecurityGroupIngress", rule).await;
    assert_eq!(absent.unwrap_err(), "InvalidPermission.NotFound");
    client.ec2("DeleteSecurityGroup", &[("GroupId", &app)]).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn overlapping_networks_peer_in_vain() {
    let Network { client, vpc, .. } = network(Latencies::zero()).await;
    let same = client.made("CreateVpc", &[("CidrBlock", "10.0.128.0/17")], "vpcId").await;
    let other = client.made("CreateVpc", &[("CidrBlock", "10.1.0.0/16")], "vpcId").await;
    let ask = |peer| vec![("VpcId", vpc.as_str()), ("PeerVpcId", peer)];
    let failed = client
        .made("CreateVpcPeeringConnection", &ask(&same), "vpcPeeringConnectionId")
        .await;
    let accepted = client
        .ec2("AcceptVpcPeeringConnection", &[("VpcPeeringConnectionId", &failed)])
        .await;
    assert_eq!(accepted.unwrap_err(), "InvalidStateTransition");
    let peering = client
        .made("CreateVpcPeeringConnection", &ask(&other), "vpcPeeringConnectionId")
        .await;
    let twice = client.ec2("CreateVpcPeeringConnection", &ask(&other)).await;
    assert_eq!(twice.unwrap_err(), "VpcPeeringConnectionAlreadyExists");
    client
        .ec2("AcceptVpcPeeringConnection", &[("VpcPeeringConnectionId", &peering)])
        .await
        .unwrap();
    let shown = client
        .ec2("DescribeVpcPeeringConnections", &[("VpcPeeringConnectionId.1", &peering)])
        .await
        .unwrap();
    assert_eq!(field(&shown, "code"), "active");
}
