//! Deletions that AWS refuses because of dependencies.

use std::time::Duration;

use super::instances::{launch, subnet as subnet_in};
use super::network::{Network, network};
use super::{Client, field};
use crate::Latencies;

#[tokio::test(start_paused = true)]
async fn a_vpc_goes_only_with_nothing_but_its_defaults_in_it() {
    let Network {
        client,
        vpc,
        subnet,
        table,
        gateway,
    } = network(Latencies::zero()).await;
    let other = client.made("CreateVpc", &[("CidrBlock", "10.1.0.0/16")], "vpcId").await;
    let group = client
        .made(
            "CreateSecurityGroup",
            &[("GroupName", "app"), ("GroupDescription", "text"), ("VpcId", &vpc)],
            "groupId",
        )
        .await;
    let service = "com.amazonaws.us-east-1.s3";
    let endpoint = client
        .made(
            "CreateVpcEndpoint",
            &[("VpcId", &vpc), ("ServiceName", service)],
            "vpcEndpointId",
        )
        .await;
    let peering = client
        .made(
            "CreateVpcPeeringConnection",
            &[("VpcId", &vpc), ("PeerVpcId", &other)],
            "vpcPeeringConnectionId",
        )
        .await;
    let deletions: [(&str, Vec<(&str, &str)>); 6] = [
        ("DeleteSubnet", vec![("SubnetId", &subnet)]),
        (
            "DetachInternetGateway",
            vec![("InternetGatewayId", &gateway), ("VpcId", &vpc)],
        ),
        ("DeleteRouteTable", vec![("RouteTableId", &table)]),
        ("DeleteSecurityGroup", vec![("GroupId", &group)]),
        ("DeleteVpcEndpoints", vec![("VpcEndpointId.1", &endpoint)]),
        ("DeleteVpcPeeringConnection", vec![("VpcPeeringConnectionId", &peering)]),
    ];
    for (deletion, parameters) in deletions {
        let refused = client.ec2("DeleteVpc", &[("VpcId", &vpc)]).await;
        assert_eq!(refused.unwrap_err(), "DependencyViolation", "before {deletion}");
        client.ec2(deletion, &parameters).await.unwrap();
    }
    client.ec2("DeleteVpc", &[("VpcId", &vpc)]).await.unwrap();
    for list in ["DescribeSecurityGroups", "DescribeNetworkAcls", "DescribeRouteTables"] {
        let shown = client.ec2(list, &[]).await.unwrap();
        assert!(
            shown.contains(&other) && !shown.contains(&vpc),
            "its defaults go along: {shown}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_subnet_and_a_group_are_held_by_an_interface_of_anybody() {
    let Network { client, vpc, subnet, .. } = network(Latencies::zero()).await;
    let named = [("GroupName", "app"), ("GroupDescription", "text"), ("VpcId", vpc.as_str())];
    let group = client.made("CreateSecurityGroup", &named, "groupId").await;
    let wanted: &[(&str, &str)] = &[("SubnetId", &subnet), ("SecurityGroupId.1", &group)];
    let interface = client.made("CreateNetworkInterface", wanted, "networkInterfaceId").await;
    for (deletion, parameter) in [
        ("DeleteSubnet", ("SubnetId", &subnet)),
        ("DeleteSecurityGroup", ("GroupId", &group)),
    ] {
        let refused = client.ec2(deletion, &[(parameter.0, parameter.1)]).await;
        assert_eq!(refused.unwrap_err(), "DependencyViolation", "{deletion}");
    }
    client
        .ec2("DeleteNetworkInterface", &[("NetworkInterfaceId", &interface)])
        .await
        .unwrap();
    client.ec2("DeleteSubnet", &[("SubnetId", &subnet)]).await.unwrap();
    client.ec2("DeleteSecurityGroup", &[("GroupId", &group)]).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_route_table_in_use_and_the_main_one_stay() {
    let Network {
        client,
        vpc,
        subnet,
        table,
        ..
    } = network(Latencies::zero()).await;
    let main = client
        .ec2(
            "DescribeRouteTables",
            &[("Filter.1.Name", "association.main"), ("Filter.1.Value.1", "true")],
        )
        .await
        .unwrap();
    let main = field(&main, "routeTableId");
    let association = client
        .made(
            "AssociateRouteTable",
            &[("RouteTableId", &table), ("SubnetId", &subnet)],
            "associationId",
        )
        .await;
    for in_use in [&main, &table] {
        let refused = client.ec2("DeleteRouteTable", &[("RouteTableId", in_use)]).await;
        assert_eq!(refused.unwrap_err(), "DependencyViolation", "{in_use} of {vpc}");
    }
    client
        .ec2("DisassociateRouteTable", &[("AssociationId", &association)])
        .await
        .unwrap();
    client.ec2("DeleteRouteTable", &[("RouteTableId", &table)]).await.unwrap();
    let again = client.ec2("DeleteRouteTable", &[("RouteTableId", &table)]).await;
    assert_eq!(again.unwrap_err(), "InvalidRouteTableID.NotFound");
}

#[tokio::test(start_paused = true)]
async fn an_attached_gateway_stays_and_one_detached_is_not_attached() {
    let Network {
        client, vpc, gateway, ..
    } = network(Latencies::zero()).await;
    let refused = client.ec2("DeleteInternetGateway", &[("InternetGatewayId", &gateway)]).await;
    assert_eq!(refused.unwrap_err(), "DependencyViolation");
    let detach: &[(&str, &str)] = &[("InternetGatewayId", &gateway), ("VpcId", &vpc)];
    client.ec2("DetachInternetGateway", detach).await.unwrap();
    assert_eq!(
        client.ec2("DetachInternetGateway", detach).await.unwrap_err(),
        "Gateway.NotAttached"
    );
    client
        .ec2("DeleteInternetGateway", &[("InternetGatewayId", &gateway)])
        .await
        .unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_volume_in_use_and_a_protected_instance_stay() {
    let client = Client::in_memory(Latencies::zero());
    let subnet = subnet_in(&client, "10.0.0.0/24", "us-east-1a").await;
    let protected = [("DisableApiTermination", "true")];
    let instance = client.made("RunInstances", &launch(&subnet, &protected), "instanceId").await;
    let other = client.made("RunInstances", &launch(&subnet, &[]), "instanceId").await;
    let volume = field(&client.ec2("DescribeVolumes", &[]).await.unwrap(), "volumeId");
    let refused = client.ec2("DeleteVolume", &[("VolumeId", &volume)]).await;
    assert_eq!(refused.unwrap_err(), "VolumeInUse");

    let both: &[(&str, &str)] = &[("InstanceId.1", &other), ("InstanceId.2", &instance)];
    let refused = client.ec2("TerminateInstances", both).await;
    assert_eq!(refused.unwrap_err(), "OperationNotPermitted");
    let with_a_stranger: &[(&str, &str)] = &[("InstanceId.1", &other), ("InstanceId.2", "i-00000000000000000")];
    let refused = client.ec2("TerminateInstances", with_a_stranger).await;
    assert_eq!(refused.unwrap_err(), "InvalidInstanceID.NotFound");
    let shown = client.ec2("DescribeInstances", &[]).await.unwrap();
    assert!(!shown.contains("terminated"), "one bad id fails the batch: {shown}");
    client
        .ec2(
            "ModifyInstanceAttribute",
            &[("InstanceId", &instance), ("DisableApiTermination.Value", "false")],
        )
        .await
        .unwrap();
    client.ec2("TerminateInstances", both).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_request_to_peer_waits_a_week_and_its_end_is_seen_for_two_hours() {
    let Network { client, vpc, .. } = network(Latencies::zero()).await;
    let other = client.made("CreateVpc", &[("CidrBlock", "10.1.0.0/16")], "vpcId").await;
    let ask: &[(&str, &str)] = &[("VpcId", &vpc), ("PeerVpcId", &other)];
    let first = client.made("CreateVpcPeeringConnection", ask, "vpcPeeringConnectionId").await;
    let named: &[(&str, &str)] = &[("VpcPeeringConnectionId", &first)];
    tokio::time::sleep(Duration::from_secs(7 * 24 * 3600)).await;
    let late = client.ec2("AcceptVpcPeeringConnection", named).await;
    assert_eq!(late.unwrap_err(), "InvalidStateTransition");
    let shown = client.ec2("DescribeVpcPeeringConnections", &[]).await.unwrap();
    assert_eq!(field(&shown, "code"), "expired");
    let again = client.made("CreateVpcPeeringConnection", ask, "vpcPeeringConnectionId").await;
    assert_ne!(first, again);
    tokio::time::sleep(Duration::from_secs(7201)).await;
    let gone = client.ec2("DeleteVpcPeeringConnection", named).await;
    assert_eq!(gone.unwrap_err(), "InvalidVpcPeeringConnectionID.NotFound");
}
