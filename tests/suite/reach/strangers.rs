//! What somebody else has put into the deployment's VPCs, and a path leads through.

use std::time::Duration;

use jalon::resources::Kind;
use jalon::ui::{claim_text, hop_text};
use jalon::walkthrough::Verdict;

use super::broken::{Broken, checks};

#[tokio::test(start_paused = true)]
async fn a_way_out_through_a_strangers_nat_gateway_is_followed() {
    let broken = Broken::walked().await;
    let ec2 = &broken.ec2;
    let address = ec2.allocate_address().send().await.unwrap();
    tokio::time::sleep(Duration::from_secs(30)).await;
    let create = ec2.create_nat_gateway().subnet_id(broken.id(Kind::Subnet, "subnet/public2"));
    let made = create.allocation_id(address.allocation_id().unwrap()).send().await.unwrap();
    let nat = made.nat_gateway().unwrap().nat_gateway_id().unwrap().to_owned();
    tokio::time::sleep(Duration::from_secs(600)).await;
    let table = broken.id(Kind::RouteTable, "route-table/private1");
    broken.delete_route("route-table/private1", "0.0.0.0/0").await;
    let create = ec2.create_route().route_table_id(table).destination_cidr_block("0.0.0.0/0");
    create.nat_gateway_id(&nat).send().await.unwrap();

    let checks = checks(broken.rehearsal(), &[]).await;
    let claim = "test-host reaches the Internet on tcp 443";
    let check = checks.iter().find(|check| claim_text(&check.claim) == claim).unwrap();
    assert!(matches!(check.verdict, Verdict::Passed), "{check:#?}");
    assert!(check.path.iter().any(|hop| hop_text(hop).contains(&nat)), "{check:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_strangers_group_on_a_host_opens_it() {
    let broken = Broken::walked().await;
    let ec2 = &broken.ec2;
    let vpc = broken.id(Kind::Vpc, "vpc/main");
    let create = ec2.create_security_group().vpc_id(vpc).group_name("of-somebody");
    let made = create.description("everyone").send().await.unwrap();
    let group = made.group_id().unwrap().to_owned();
    tokio::time::sleep(Duration::from_secs(30)).await;
    let rule = super::broken::from_everywhere("tcp", 22);
    let open = ec2.authorize_security_group_ingress().group_id(&group).ip_permissions(rule);
    open.send().await.unwrap();
    let host = broken.id(Kind::Instance, "instance/app-host");
    let own = broken.id(Kind::SecurityGroup, "security-group/app-host");
    let change = ec2.modify_instance_attribute().instance_id(host).groups(own).groups(&group);
    change.send().await.unwrap();
    broken
        .fails(
            "the Internet does not reach app-host on tcp 22",
            &[&group, "lets tcp 22 in from 0.0.0.0/0"],
        )
        .await;
}
