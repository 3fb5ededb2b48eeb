//! Duplicates: each kind has a code of its own.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::network::{Network, network};
use super::{Client, field};
use crate::Latencies;

/// An ED25519 public key line in base64, as ImportKeyPair takes it.
fn key_material() -> String {
    let mut blob = vec![0, 0, 0, 11];
    blob.extend(b"ssh-ed25519");
    blob.extend([0, 0, 0, 32]);
    blob.extend([7; 32]);
    let line = format!("ssh-ed25519 {} somebody", STANDARD.encode(blob));
    STANDARD.encode(line).replace('+', "%2B")
}

#[tokio::test(start_paused = true)]
async fn a_group_name_is_unique_in_its_vpc_whatever_the_case() {
    let Network { client, vpc, .. } = network(Latencies::zero()).await;
    let other = client.made("CreateVpc", &[("CidrBlock", "10.1.0.0/16")], "vpcId").await;
    let group = |name, vpc| vec![("GroupName", name), ("GroupDescription", "text"), ("VpcId", vpc)];
    client.ec2("CreateSecurityGroup", &group("app", &vpc)).await.unwrap();
    let again = client.ec2("CreateSecurityGroup", &group("APP", &vpc)).await;
    assert_eq!(again.unwrap_err(), "InvalidGroup.Duplicate");
    client.ec2("CreateSecurityGroup", &group("app", &other)).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_key_name_is_unique_and_its_material_a_key() {
    let client = Client::in_memory(Latencies::zero());
    let material = key_material();
    let key = |material| vec![("KeyName", "key"), ("PublicKeyMaterial", material)];
    assert_eq!(
        client.ec2("ImportKeyPair", &key("bm8ga2V5")).await.unwrap_err(),
        "InvalidKey.Format"
    );
    client.ec2("ImportKeyPair", &key(&material)).await.unwrap();
    let again = client.ec2("ImportKeyPair", &key(&material)).await;
    assert_eq!(again.unwrap_err(), "InvalidKeyPair.Duplicate");
    let shown = client.ec2("DescribeKeyPairs", &[("IncludePublicKey", "true")]).await.unwrap();
    assert!(field(&shown, "publicKey").starts_with("ssh-ed25519 "), "{shown}");
    // Deleting an unknown key pair is no error.
    for _ in 0..2 {
        client.ec2("DeleteKeyPair", &[("KeyName", "key")]).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_route_an_association_and_an_attachment_are_there_once() {
    let Network {
        client,
        vpc,
        subnet,
        table,
        gateway,
    } = network(Latencies::zero()).await;
    let other = client.made("CreateRouteTable", &[("VpcId", &vpc)], "routeTableId").await;
    let route = [
        ("RouteTableId", table.as_str()),
        ("DestinationCidrBlock", "0.0.0.0/0"),
        ("GatewayId", &gateway),
    ];
    assert_eq!(client.ec2("ReplaceRoute", &route).await.unwrap_err(), "InvalidParameterValue");
    client.ec2("CreateRoute", &route).await.unwrap();
    assert_eq!(client.ec2("CreateRoute", &route).await.unwrap_err(), "RouteAlreadyExists");
    client.ec2("ReplaceRoute", &route).await.unwrap();
    let two_targets = [
        ("RouteTableId", table.as_str()),
        ("DestinationCidrBlock", "192.0.2.0/24"),
        ("GatewayId", &gateway),
        ("NatGatewayId", "nat-00000000000000000"),
    ];
    assert_eq!(
        client.ec2("CreateRoute", &two_targets).await.unwrap_err(),
        "InvalidParameterCombination"
    );

    let first = client
        .made(
            "AssociateRouteTable",
            &[("RouteTableId", &table), ("SubnetId", &subnet)],
            "associationId",
        )
        .await;
    let second = client
        .ec2("AssociateRouteTable", &[("RouteTableId", &other), ("SubnetId", &subnet)])
        .await;
    assert_eq!(second.unwrap_err(), "Resource.AlreadyAssociated");
    client
        .ec2(
            "ReplaceRouteTableAssociation",
            &[("RouteTableId", &other), ("AssociationId", &first)],
        )
        .await
        .unwrap();

    let attached = client
        .ec2("AttachInternetGateway", &[("InternetGatewayId", &gateway), ("VpcId", &vpc)])
        .await;
    assert_eq!(attached.unwrap_err(), "Resource.AlreadyAssociated");
    let second = client.made("CreateInternetGateway", &[], "internetGatewayId").await;
    let two = client
        .ec2("AttachInternetGateway", &[("InternetGatewayId", &second), ("VpcId", &vpc)])
        .await;
    assert_eq!(two.unwrap_err(), "InvalidParameterValue");
}
