//! Each break is reported by the check of the path it closes, or opens, with the thing to mend.

use std::time::Duration;

use aws_sdk_ec2::types::{Filter, IpPermission, IpRange, RuleAction};
use jalon::resources::Kind;

use super::broken::{Broken, from_everywhere};

#[tokio::test(start_paused = true)]
async fn a_missing_route_is_told_by_its_table() {
    let broken = Broken::walked().await;
    let table = broken.id(Kind::RouteTable, "route-table/private1");
    broken.delete_route("route-table/private1", "0.0.0.0/0").await;
    let seen = format!("route-table/private1 ({table}) has no route to 0.0.0.0/0");
    broken.fails("test-host reaches the Internet on tcp 443", &[&seen]).await;
    broken.fails("test-host reaches the Internet by ping", &[&seen]).await;
    broken
        .fails("subnet/private1 reaches the Internet on tcp 443", &[&seen])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_missing_route_over_the_peering_is_told_on_either_side() {
    for (table, destination) in [("route-table/public", "10.1.0.0/16"), ("route-table/ai", "10.0.0.0/16")] {
        let broken = Broken::walked().await;
        broken.delete_route(table, destination).await;
        // What is left leads the private address to the Internet.
        let seen = &[table, "is not on the Internet"];
        broken.fails("app-host reaches ai-host on tcp 22", seen).await;
        broken.fails("subnet/public1 reaches subnet/ai on tcp 22", seen).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_missing_rule_is_told_by_its_group() {
    let broken = Broken::walked().await;
    for (group, protocol, port) in [
        ("security-group/test-host", "tcp", 22),
        ("security-group/test-host", "icmp", -1),
        ("security-group/database", "tcp", 3306),
    ] {
        let permission = broken.permission_of_group(protocol, port, "security-group/app-host");
        broken.revoke(group, permission).await;
    }
    let seen = &["security-group/test-host", "has no ingress rule for tcp 22 from 10.0."];
    broken.fails("app-host reaches test-host on tcp 22", seen).await;
    let seen = &["security-group/test-host", "has no ingress rule for icmp from 10.0."];
    broken.fails("app-host reaches test-host by ping", seen).await;
    let seen = &["security-group/database", "has no ingress rule for tcp 3306 from 10.0."];
    broken.fails("app-host reaches the database on tcp 3306", seen).await;
}

#[tokio::test(start_paused = true)]
async fn a_rule_too_many_is_told_by_its_group() {
    let broken = Broken::walked().await;
    broken.authorize("security-group/app-host", from_everywhere("tcp", 22)).await;
    let permission = broken.permission_of_group("tcp", 3306, "security-group/test-host");
    broken.authorize("security-group/database", permission).await;
    broken.authorize("security-group/ai-host", from_everywhere("tcp", 22)).await;
    let seen = "lets tcp 22 in from 0.0.0.0/0";
    broken
        .fails(
            "the Internet does not reach app-host on tcp 22",
            &["security-group/app-host", seen],
        )
        .await;
    broken
        .fails(
            "the Internet does not reach ai-host on tcp 22",
            &["security-group/ai-host", seen],
        )
        .await;
    let seen = &["security-group/database", "lets tcp 3306 in from security-group/test-host"];
    broken.fails("test-host does not reach the database on tcp 3306", seen).await;
}

#[tokio::test(start_paused = true)]
async fn what_no_longer_leaves_a_group_is_told() {
    let broken = Broken::walked().await;
    let call = broken.ec2.revoke_security_group_egress();
    let call = call.group_id(broken.id(Kind::SecurityGroup, "security-group/app-host"));
    let all = IpPermission::builder().ip_protocol("-1");
    let all = all.ip_ranges(IpRange::builder().cidr_ip("0.0.0.0/0").build()).build();
    call.ip_permissions(all).send().await.unwrap();
    let seen = &["security-group/app-host", "has no egress rule for tcp 443 to 0.0.0.0/0"];
    broken.fails("app-host reaches the Internet on tcp 443", seen).await;
}

#[tokio::test(start_paused = true)]
async fn a_strangers_deny_is_told_by_acl_and_rule() {
    let broken = Broken::walked().await;
    let acl = broken.acl_of("subnet/private1").await.network_acl_id().unwrap().to_owned();
    let deny = |number, egress, cidr: &str| {
        let call = broken.ec2.create_network_acl_entry().network_acl_id(&acl);
        let call = call.rule_number(number).egress(egress).protocol("-1");
        call.rule_action(RuleAction::Deny).cidr_block(cidr).send()
    };
    deny(10, false, "10.0.0.0/20").await.unwrap();
    let seen = format!("network ACL {acl} denies tcp 22 from 10.0.0.");
    let claim = "app-host reaches test-host on tcp 22";
    broken.fails(claim, &[&seen, "into subnet/private1 (rule 10)"]).await;
    let delete = broken.ec2.delete_network_acl_entry().network_acl_id(&acl);
    delete.rule_number(10).egress(false).send().await.unwrap();
    // The VPC's ACL is that of all subnets: it is met first where the packet leaves.
    deny(20, true, "10.0.128.0/20").await.unwrap();
    broken
        .fails(
            claim,
            &[
                &format!("network ACL {acl} denies tcp 22 to 10.0.128."),
                "out of subnet/public1 (rule 20)",
            ],
        )
        .await;
}

#[tokio::test(start_paused = true)]
async fn an_acl_that_holds_answers_back_is_told() {
    let broken = Broken::walked().await;
    let acl = broken
        .guard("subnet/private1", &[(100, false, "tcp", 22, 22), (100, true, "tcp", 22, 22)])
        .await;
    let seen = format!("network ACL {acl} denies the answer, tcp 1024-65535 to 10.0.0.");
    broken
        .fails(
            "app-host reaches test-host on tcp 22",
            &[&seen, "out of subnet/private1 (rule *)"],
        )
        .await;
    let seen = format!("network ACL {acl} denies tcp 443 to 0.0.0.0/0 out of subnet/private1 (rule *)");
    broken.fails("test-host reaches the Internet on tcp 443", &[&seen]).await;
}

#[tokio::test(start_paused = true)]
async fn a_subnet_that_follows_the_main_table_is_told() {
    let broken = Broken::walked().await;
    let subnet = broken.id(Kind::Subnet, "subnet/private1");
    let here = Filter::builder().name("association.subnet-id").values(&subnet).build();
    let tables = broken.ec2.describe_route_tables().filters(here).send().await.unwrap();
    let mut associations = tables.route_tables()[0].associations().iter();
    let association = associations
        .find(|association| association.subnet_id() == Some(&subnet))
        .unwrap();
    let call = broken.ec2.disassociate_route_table();
    let call = call.association_id(association.route_table_association_id().unwrap());
    call.send().await.unwrap();
    let seen = &[
        "route table rtb-",
        "the main one of subnet/private1's VPC, has no route to 0.0.0.0/0",
    ];
    broken.fails("test-host reaches the Internet on tcp 443", seen).await;
}

#[tokio::test(start_paused = true)]
async fn a_stopped_host_a_deleted_peering_and_a_deleted_nat_gateway_are_told() {
    let broken = Broken::walked().await;
    let host = broken.id(Kind::Instance, "instance/test-host");
    broken.ec2.stop_instances().instance_ids(&host).send().await.unwrap();
    let peering = broken.id(Kind::VpcPeering, "vpc-peering/main");
    let call = broken.ec2.delete_vpc_peering_connection();
    call.vpc_peering_connection_id(&peering).send().await.unwrap();
    let nat = broken.id(Kind::NatGateway, "nat-gateway/main");
    broken.ec2.delete_nat_gateway().nat_gateway_id(&nat).send().await.unwrap();
    tokio::time::sleep(Duration::from_secs(180)).await;

    let seen = format!("instance/test-host ({host}) is stopped, not running");
    broken.fails("app-host reaches test-host on tcp 22", &[&seen]).await;
    let seen = format!("vpc-peering/main ({peering}) is deleted, not active");
    broken.fails("app-host reaches ai-host on tcp 22", &[&seen]).await;
    // The step's own gateway is missing, which is said of the resource; the path is shown when it is asked for.
    let seen = format!("nat-gateway/main ({nat}) is deleted, not available");
    assert_eq!(broken.reason("subnet/private1", "internet:443").await, seen);
}
