//! Client tokens: one token makes one thing. Those of instances are in [`super::instances`].

use super::network::{Network, network};
use super::{Client, field};
use crate::Latencies;
use crate::ec2::tokens;

type Parameters<'p> = Vec<(&'p str, &'p str)>;

/// The calls with a token: their parameters, a different parameter, and the element of the answer that holds the id.
fn calls<'p>(network: &'p Network, address: &'p str) -> [(&'static str, Parameters<'p>, (&'p str, &'p str), &'static str); 5] {
    let (vpc, subnet) = (network.vpc.as_str(), network.subnet.as_str());
    let service = "com.amazonaws.us-east-1.s3";
    [
        (
            "CreateRouteTable",
            vec![("VpcId", vpc)],
            ("TagSpecification.1.ResourceType", "route-table"),
            "routeTableId",
        ),
        (
            "CreateNatGateway",
            vec![("SubnetId", subnet), ("AllocationId", address)],
            ("ConnectivityType", "public"),
            "natGatewayId",
        ),
        (
            "CreateNetworkInterface",
            vec![("SubnetId", subnet)],
            ("Description", "other"),
            "networkInterfaceId",
        ),
        (
            "CreateVolume",
            vec![("AvailabilityZone", "us-east-1a"), ("Size", "8")],
            ("VolumeType", "gp3"),
            "volumeId",
        ),
        (
            "CreateVpcEndpoint",
            vec![("VpcId", vpc), ("ServiceName", service)],
            ("VpcEndpointType", "Gateway"),
            "vpcEndpointId",
        ),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_token_makes_one_thing_and_no_other() {
    let network = network(Latencies::zero()).await;
    let client = &network.client;
    let address = client.made("AllocateAddress", &[], "allocationId").await;
    for (call, mut parameters, other, id) in calls(&network, &address) {
        parameters.push(("ClientToken", "token"));
        let first = client.made(call, &parameters, id).await;
        assert_eq!(client.made(call, &parameters, id).await, first, "{call}");
        parameters.push(other);
        let mismatch = client.ec2(call, &parameters).await;
        assert_eq!(mismatch.unwrap_err(), "IdempotentParameterMismatch", "{call}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_has_at_most_64_ascii_characters() {
    let network = network(Latencies::zero()).await;
    let client = &network.client;
    let address = client.made("AllocateAddress", &[], "allocationId").await;
    let (longest, too_long) = ("t".repeat(64), "t".repeat(65));
    for (call, parameters, _, _) in calls(&network, &address) {
        for token in [too_long.as_str(), "tökén"] {
            let mut parameters = parameters.clone();
            parameters.push(("ClientToken", token));
            let refused = client.ec2(call, &parameters).await;
            assert_eq!(refused.unwrap_err(), "InvalidParameterValue", "{call} {token}");
        }
        let mut parameters = parameters;
        parameters.push(("ClientToken", &longest));
        client.ec2(call, &parameters).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_of_a_deleted_gateway_shows_it_while_aws_does() {
    let network = network(Latencies::zero()).await;
    let client = &network.client;
    let address = client.made("AllocateAddress", &[], "allocationId").await;
    let parameters: &[(&str, &str)] = &[
        ("SubnetId", &network.subnet),
        ("AllocationId", &address),
        ("ClientToken", "token"),
    ];
    let first = client.made("CreateNatGateway", parameters, "natGatewayId").await;
    client.ec2("DeleteNatGateway", &[("NatGatewayId", &first)]).await.unwrap();
    let shown = client.ec2("CreateNatGateway", parameters).await.unwrap();
    assert_eq!(
        (field(&shown, "natGatewayId"), field(&shown, "state")),
        (first.clone(), "deleted".to_owned())
    );
    tokio::time::sleep(std::time::Duration::from_secs(3601)).await;
    let second = client.made("CreateNatGateway", parameters, "natGatewayId").await;
    assert_ne!(first, second);
}

/// Only calls with tokens are protected against being sent twice.
#[tokio::test(start_paused = true)]
async fn calls_without_a_token_or_a_key_make_two() {
    let client = Client::in_memory(Latencies::zero());
    let calls: [(&str, Parameters, &str); 3] = [
        ("CreateVpc", vec![("CidrBlock", "10.0.0.0/16")], "vpcId"),
        ("CreateInternetGateway", vec![], "internetGatewayId"),
        ("AllocateAddress", vec![], "allocationId"),
    ];
    for (call, parameters, id) in calls {
        assert_ne!(
            client.made(call, &parameters, id).await,
            client.made(call, &parameters, id).await,
            "{call}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn tokens_of_what_is_gone_are_forgotten_after_a_thousand_and_the_others_are_not() {
    let client = Client::in_memory(Latencies::zero());
    let volume = async |token: &str| {
        let parameters = [("AvailabilityZone", "us-east-1a"), ("Size", "1"), ("ClientToken", token)];
        client.made("CreateVolume", &parameters, "volumeId").await
    };
    let kept = volume("kept").await;
    for number in 0..3 * tokens::KEPT {
        let id = volume(&number.to_string()).await;
        client.ec2("DeleteVolume", &[("VolumeId", &id)]).await.unwrap();
    }
    let known = client.0.shared.state.lock().unwrap().world.ec2.tokens.len();
    assert!(known <= tokens::KEPT, "{known} tokens are remembered");
    assert_eq!(volume("kept").await, kept);
}
