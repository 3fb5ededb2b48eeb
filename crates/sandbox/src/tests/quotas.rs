//! Quotas: AWS refuses one thing too many with its code.

use std::time::Duration;

use http::Request;

use super::Client;
use crate::{Latencies, Quotas};

const IMAGE: &str = "ami-0a1b2c3d4e5f60002";

fn with_quotas(set: fn(&mut Quotas)) -> Client {
    let client = Client::in_memory(Latencies::zero());
    client.0.change_account(|account| set(&mut account.quotas));
    client
}

impl Client {
    async fn vpc(&self, block: &str) -> String {
        self.made("CreateVpc", &[("CidrBlock", block)], "vpcId").await
    }

    async fn subnet(&self, vpc: &str, block: &str, zone: &str) -> Result<String, String> {
        let parameters = [("VpcId", vpc), ("CidrBlock", block), ("AvailabilityZone", zone)];
        let answer = self.ec2("CreateSubnet", &parameters).await?;
        Ok(super::field(&answer, "subnetId"))
    }

    async fn address(&self) -> String {
        self.made("AllocateAddress", &[], "allocationId").await
    }

    async fn launch(&self, subnet: &str, least: &str, most: &str) -> Result<usize, String> {
        let parameters = [
            ("ImageId", IMAGE),
            ("InstanceType", "t3.micro"),
            ("MinCount", least),
            ("MaxCount", most),
            ("SubnetId", subnet),
        ];
        let answer = self.ec2("RunInstances", &parameters).await?;
        Ok(answer.matches("<instanceId>").count())
    }
}

#[tokio::test]
async fn vpcs_gateways_and_addresses_fit_until_their_quota() {
    let client = Client::in_memory(Latencies::zero());
    for number in 0..5 {
        client.vpc(&format!("10.{number}.0.0/16")).await;
        client.ec2("CreateInternetGateway", &[]).await.unwrap();
        client.address().await;
    }
    let vpc = client.ec2("CreateVpc", &[("CidrBlock", "10.9.0.0/16")]).await;
    assert_eq!(vpc.unwrap_err(), "VpcLimitExceeded");
    let gateway = client.ec2("CreateInternetGateway", &[]).await;
    assert_eq!(gateway.unwrap_err(), "InternetGatewayLimitExceeded");
    let address = client.ec2("AllocateAddress", &[]).await;
    assert_eq!(address.unwrap_err(), "AddressLimitExceeded");
    client.0.change_account(|account| account.quotas.vpcs = 6);
    client.vpc("10.9.0.0/16").await;
}

#[tokio::test]
async fn nat_gateways_count_in_their_zone_until_they_are_deleted() {
    let client = with_quotas(|quotas| quotas.nat_gateways_per_zone = 1);
    let vpc = client.vpc("10.0.0.0/16").await;
    let here = client.subnet(&vpc, "10.0.0.0/24", "us-east-1a").await.unwrap();
    let there = client.subnet(&vpc, "10.0.1.0/24", "us-east-1b").await.unwrap();
    let gateway = client.made("CreateInternetGateway", &[], "internetGatewayId").await;
    let attached = [("InternetGatewayId", gateway.as_str()), ("VpcId", vpc.as_str())];
    client.ec2("AttachInternetGateway", &attached).await.unwrap();
    let [first, second] = [client.address().await, client.address().await];
    let one = [
        ("SubnetId", here.as_str()),
        ("AllocationId", first.as_str()),
        ("ClientToken", "t"),
    ];
    let nat = client.made("CreateNatGateway", &one, "natGatewayId").await;
    client
        .ec2("CreateNatGateway", &one)
        .await
        .expect("the same request is no second gateway");
    let beside = [("SubnetId", here.as_str()), ("AllocationId", second.as_str())];
    let refused = client.ec2("CreateNatGateway", &beside).await;
    assert_eq!(refused.unwrap_err(), "NatGatewayLimitExceeded");
    let elsewhere = [("SubnetId", there.as_str()), ("AllocationId", second.as_str())];
    client.ec2("CreateNatGateway", &elsewhere).await.unwrap();
    client.ec2("DeleteNatGateway", &[("NatGatewayId", &nat)]).await.unwrap();
    client
        .ec2("CreateNatGateway", &[("SubnetId", &here), ("AllocationId", &first)])
        .await
        .unwrap();
}

#[tokio::test]
async fn running_instances_use_up_processors_and_as_many_start_as_fit() {
    let client = with_quotas(|quotas| quotas.standard_vcpus = 5);
    let vpc = client.vpc("10.0.0.0/16").await;
    let subnet = client.subnet(&vpc, "10.0.0.0/24", "us-east-1a").await.unwrap();
    assert_eq!(client.launch(&subnet, "1", "3").await, Ok(2), "two processors each");
    assert_eq!(client.launch(&subnet, "1", "1").await.unwrap_err(), "VcpuLimitExceeded");
    client.0.change_account(|account| account.quotas.standard_vcpus = 6);
    assert_eq!(client.launch(&subnet, "1", "1").await, Ok(1));
    client.0.change_account(|account| {
        account.quotas.standard_vcpus = 32;
        account.quotas.instances = 3;
    });
    assert_eq!(client.launch(&subnet, "1", "1").await.unwrap_err(), "InstanceLimitExceeded");
}

#[tokio::test]
async fn a_stopped_instance_needs_room_to_start_again() {
    let client = with_quotas(|quotas| quotas.standard_vcpus = 2);
    let vpc = client.vpc("10.0.0.0/16").await;
    let subnet = client.subnet(&vpc, "10.0.0.0/24", "us-east-1a").await.unwrap();
    client.launch(&subnet, "1", "1").await.unwrap();
    let described = client.ec2("DescribeInstances", &[]).await.unwrap();
    let first = super::field(&described, "instanceId");
    client.ec2("StopInstances", &[("InstanceId.1", &first)]).await.unwrap();
    client
        .launch(&subnet, "1", "1")
        .await
        .expect("a stopped instance uses no processors");
    let start = client.ec2("StartInstances", &[("InstanceId.1", &first)]).await;
    assert_eq!(start.unwrap_err(), "VcpuLimitExceeded");
}

#[tokio::test]
async fn a_vpc_holds_so_many_subnets_tables_routes_groups_and_endpoints() {
    let client = with_quotas(|quotas| {
        quotas.subnets_per_vpc = 1;
        quotas.route_tables_per_vpc = 2;
        quotas.routes_per_table = 1;
        quotas.security_groups = 2;
        quotas.gateway_endpoints = 1;
    });
    let vpc = client.vpc("10.0.0.0/16").await;
    client.subnet(&vpc, "10.0.0.0/24", "us-east-1a").await.unwrap();
    let subnet = client.subnet(&vpc, "10.0.1.0/24", "us-east-1a").await;
    assert_eq!(subnet.unwrap_err(), "SubnetLimitExceeded");

    let table = client.made("CreateRouteTable", &[("VpcId", &vpc)], "routeTableId").await;
    let second = client.ec2("CreateRouteTable", &[("VpcId", &vpc)]).await;
    assert_eq!(second.unwrap_err(), "RouteTableLimitExceeded", "the main table counts");

    let gateway = client.made("CreateInternetGateway", &[], "internetGatewayId").await;
    client
        .ec2("AttachInternetGateway", &[("InternetGatewayId", &gateway), ("VpcId", &vpc)])
        .await
        .unwrap();
    let route = |block| {
        [
            ("RouteTableId", table.as_str()),
            ("DestinationCidrBlock", block),
            ("GatewayId", gateway.as_str()),
        ]
    };
    client.ec2("CreateRoute", &route("0.0.0.0/0")).await.unwrap();
    let second = client.ec2("CreateRoute", &route("192.0.2.0/24")).await;
    assert_eq!(second.unwrap_err(), "RouteLimitExceeded", "the local route does not count");

    let group = |name| [("GroupName", name), ("GroupDescription", "x"), ("VpcId", vpc.as_str())];
    client.ec2("CreateSecurityGroup", &group("one")).await.unwrap();
    let second = client.ec2("CreateSecurityGroup", &group("two")).await;
    assert_eq!(second.unwrap_err(), "SecurityGroupLimitExceeded", "the default group counts");

    let endpoint = [("VpcId", vpc.as_str()), ("ServiceName", "com.amazonaws.us-east-1.s3")];
    client.ec2("CreateVpcEndpoint", &endpoint).await.unwrap();
    let second = client.ec2("CreateVpcEndpoint", &endpoint).await;
    assert_eq!(second.unwrap_err(), "VpcEndpointLimitExceeded");
}

#[tokio::test]
async fn rules_count_in_their_direction_and_address_family() {
    let client = with_quotas(|quotas| quotas.rules_per_security_group = 2);
    let vpc = client.vpc("10.0.0.0/16").await;
    let group = [("GroupName", "g"), ("GroupDescription", "x"), ("VpcId", vpc.as_str())];
    let group = client.made("CreateSecurityGroup", &group, "groupId").await;
    let rule = |list: &'static str, field: &'static str, peer: &str| {
        let prefix = "IpPermissions.1";
        vec![
            ("GroupId".to_owned(), group.clone()),
            (format!("{prefix}.IpProtocol"), "tcp".to_owned()),
            (format!("{prefix}.FromPort"), "22".to_owned()),
            (format!("{prefix}.ToPort"), "22".to_owned()),
            (format!("{prefix}.{list}.1.{field}"), peer.to_owned()),
        ]
    };
    let authorize = async |parameters: Vec<(String, String)>| {
        let parameters: Vec<_> = parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        client.ec2("AuthorizeSecurityGroupIngress", &parameters).await
    };
    authorize(rule("IpRanges", "CidrIp", "192.0.2.1/32")).await.unwrap();
    authorize(rule("Groups", "GroupId", &group)).await.unwrap();
    let third = authorize(rule("IpRanges", "CidrIp", "192.0.2.2/32")).await;
    assert_eq!(third.unwrap_err(), "RulesPerSecurityGroupLimitExceeded");
    let ipv6 = authorize(rule("Ipv6Ranges", "CidrIpv6", "2001:db8::1/128")).await;
    ipv6.expect("the group's rule alone counts for IPv6");
}

#[tokio::test]
async fn peerings_wait_and_are_active_within_their_quotas() {
    let client = with_quotas(|quotas| {
        quotas.peering_requests = 1;
        quotas.peerings_per_vpc = 1;
    });
    let hub = client.vpc("10.0.0.0/16").await;
    let [one, two] = [client.vpc("10.1.0.0/16").await, client.vpc("10.2.0.0/16").await];
    let request = |other| [("VpcId", hub.as_str()), ("PeerVpcId", other)];
    let first = client
        .made("CreateVpcPeeringConnection", &request(&one), "vpcPeeringConnectionId")
        .await;
    let waiting = client.ec2("CreateVpcPeeringConnection", &request(&two)).await;
    assert_eq!(waiting.unwrap_err(), "OutstandingVpcPeeringConnectionLimitExceeded");
    client
        .ec2("AcceptVpcPeeringConnection", &[("VpcPeeringConnectionId", &first)])
        .await
        .unwrap();
    let second = client
        .made("CreateVpcPeeringConnection", &request(&two), "vpcPeeringConnectionId")
        .await;
    let active = client
        .ec2("AcceptVpcPeeringConnection", &[("VpcPeeringConnectionId", &second)])
        .await;
    assert_eq!(active.unwrap_err(), "ActiveVpcPeeringConnectionPerVpcLimitExceeded");
}

#[tokio::test]
async fn buckets_fit_until_their_quota_and_a_re_creation_is_none() {
    let client = with_quotas(|quotas| quotas.buckets = 1);
    let put = async |bucket: &str| {
        let answer = client
            .send("AKID", "s3", "us-east-1", Request::put(format!("/{bucket}")), String::new())
            .await;
        answer.unwrap()
    };
    assert_eq!(put("first-bucket").await.0, 200);
    assert_eq!(put("first-bucket").await.0, 200, "us-east-1 takes a re-creation");
    let (status, text) = put("second-bucket").await;
    assert_eq!((status, super::field(&text, "Code").as_str()), (400, "TooManyBuckets"));
}

#[test]
fn quotas_are_set_by_name_and_unknown_names_list_the_known_ones() {
    let mut quotas = Quotas::default();
    quotas.set("elastic-ips", 1).unwrap();
    assert_eq!(
        quotas,
        Quotas {
            elastic_ips: 1,
            ..Quotas::default()
        }
    );
    let error = quotas.set("eips", 1).unwrap_err().to_string();
    assert!(
        error.contains("\"eips\"") && error.contains("elastic-ips, standard-vcpus"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn the_free_plan_has_free_instance_types_only() {
    let client = Client::in_memory(Latencies::zero());
    client.0.change_account(|account| account.plan = crate::Plan::FreePlan);
    let vpc = client.vpc("10.0.0.0/16").await;
    let subnet = client.subnet(&vpc, "10.0.0.0/24", "us-east-1a").await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(client.launch(&subnet, "1", "1").await, Ok(1));
    let medium = [
        ("ImageId", IMAGE),
        ("InstanceType", "t3.medium"),
        ("MinCount", "1"),
        ("MaxCount", "1"),
        ("SubnetId", subnet.as_str()),
    ];
    assert_eq!(
        client.ec2("RunInstances", &medium).await.unwrap_err(),
        "InvalidParameterCombination"
    );
}
