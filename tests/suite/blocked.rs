//! Taking down beside what isn't the deployment's: what holds a resource is named in time, and everything else goes.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ec2::Client;
use aws_sdk_ec2::types::{InstanceType, IpPermission, UserIdGroupPair, VpcEndpointType};
use jalon::resources::Kind;
use jalon::walkthrough::{Event, Session};
use jalon_sandbox::Latencies;

use crate::support::Rehearsal;

/// How long after a deletion began a person may be left without a word, in seconds of AWS's time.
const TOLD_WITHIN: Duration = Duration::from_secs(30);

fn id_of(session: &Session, kind: Kind, key: &str) -> String {
    session.inventory(|inventory| inventory.by_key(kind, &key.into()).pop().unwrap().id)
}

/// Takes down what there is and checks that `key` was told to be held by `holder`, in time.
async fn is_named(rehearsal: &Rehearsal, key: &str, holder: &str) {
    let _ = rehearsal.destroy(false).await;
    let events = rehearsal.events();
    let began = events
        .iter()
        .find(|(_, event)| matches!(event, Event::Deleting { key: of, .. } if of == key))
        .unwrap_or_else(|| panic!("{key} was not tried"));
    let told = events.iter().find_map(|(at, event)| match event {
        Event::Blocked { key: of, held_by, .. } if of == key => Some((*at, held_by.clone())),
        _ => None,
    });
    let (at, held_by) = told.unwrap_or_else(|| panic!("{key}: nothing was told"));
    assert!(
        held_by.iter().any(|held| held.contains(holder)),
        "{key}: {holder} is not in {held_by:?}"
    );
    assert!(at - began.0 <= TOLD_WITHIN, "{key}: it took {:?}", at - began.0);
}

async fn walked_until(step: &str) -> (Rehearsal, Arc<Session>, Client) {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(Some(step), &[]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(10)).await;
    session.sweep().await.unwrap();
    let ec2 = session.aws().ec2().clone();
    (rehearsal, session, ec2)
}

#[tokio::test(start_paused = true)]
async fn a_foreign_instance_is_named_for_its_subnet_and_for_the_gateway_its_address_is_mapped_through() {
    let (rehearsal, session, ec2) = walked_until("app-host").await;
    let ours = ec2.describe_instances().send().await.unwrap();
    let image = ours.reservations()[0].instances()[0].image_id().unwrap().to_owned();
    let launch = ec2.run_instances().image_id(image).instance_type(InstanceType::T3Micro);
    let launch = launch.subnet_id(id_of(&session, Kind::Subnet, "subnet/public1"));
    let foreign = launch.min_count(1).max_count(1).send().await.unwrap();
    let foreign = foreign.instances()[0].instance_id().unwrap().to_owned();
    tokio::time::sleep(Duration::from_secs(30)).await;
    is_named(&rehearsal, "subnet/public1", &format!("instance {foreign}")).await;
    is_named(&rehearsal, "igw/main", &format!("instance {foreign}")).await;
    assert_eq!(
        rehearsal.live_keys().await,
        ["internet-gateway igw/main", "subnet subnet/public1", "vpc vpc/main"]
    );
    ec2.terminate_instances().instance_ids(foreign).send().await.unwrap();
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_lingering_network_interface_is_named_and_waited_for() {
    let rehearsal = Rehearsal::seeded(
        7,
        Latencies {
            network_interface_linger: Duration::from_secs(180),
            ..Latencies::default()
        },
    );
    let session = rehearsal.walk(Some("nat-gateway"), &[]).await.unwrap();
    let nat = id_of(&session, Kind::NatGateway, "nat-gateway/main");
    is_named(&rehearsal, "subnet/public1", &nat).await;
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn foreign_rules_that_name_a_group_are_named() {
    for egress in [false, true] {
        let (rehearsal, session, ec2) = walked_until("app-host").await;
        let made = ec2.create_security_group().group_name("foreign").description("Not ours");
        let made = made.vpc_id(id_of(&session, Kind::Vpc, "vpc/main")).send().await.unwrap();
        let foreign = made.group_id.unwrap();
        tokio::time::sleep(Duration::from_secs(5)).await;
        let pair = UserIdGroupPair::builder().group_id(id_of(&session, Kind::SecurityGroup, "security-group/app-host"));
        let rule = IpPermission::builder()
            .ip_protocol("tcp")
            .from_port(80)
            .to_port(80)
            .user_id_group_pairs(pair.build())
            .build();
        if egress {
            let authorize = ec2.authorize_security_group_egress().group_id(&foreign);
            authorize.ip_permissions(rule).send().await.unwrap();
        } else {
            let authorize = ec2.authorize_security_group_ingress().group_id(&foreign);
            authorize.ip_permissions(rule).send().await.unwrap();
        }
        is_named(
            &rehearsal,
            "security-group/app-host",
            &format!("a rule of security group {foreign}"),
        )
        .await;
    }
}

#[tokio::test(start_paused = true)]
async fn whatever_lies_in_a_vpc_is_named() {
    let (rehearsal, session, ec2) = walked_until("vpc").await;
    let vpc = id_of(&session, Kind::Vpc, "vpc/main");
    let subnet = ec2
        .create_subnet()
        .vpc_id(&vpc)
        .cidr_block("10.0.240.0/24")
        .send()
        .await
        .unwrap();
    let table = ec2.create_route_table().vpc_id(&vpc).send().await.unwrap();
    let group = ec2
        .create_security_group()
        .vpc_id(&vpc)
        .group_name("foreign")
        .description("Not ours");
    let group = group.send().await.unwrap();
    let endpoint = ec2
        .create_vpc_endpoint()
        .vpc_id(&vpc)
        .service_name("com.amazonaws.us-east-1.s3");
    let endpoint = endpoint.vpc_endpoint_type(VpcEndpointType::Gateway).send().await.unwrap();
    let other = ec2.create_vpc().cidr_block("10.99.0.0/16").send().await.unwrap();
    let other = other.vpc().unwrap().vpc_id().unwrap().to_owned();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let peering = ec2
        .create_vpc_peering_connection()
        .vpc_id(other)
        .peer_vpc_id(&vpc)
        .send()
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(5)).await;
    for foreign in [
        format!("subnet {}", subnet.subnet().unwrap().subnet_id().unwrap()),
        format!("route table {}", table.route_table().unwrap().route_table_id().unwrap()),
        format!("security group {} (foreign)", group.group_id().unwrap()),
        format!("VPC endpoint {}", endpoint.vpc_endpoint().unwrap().vpc_endpoint_id().unwrap()),
        format!(
            "VPC peering connection {}",
            peering.vpc_peering_connection().unwrap().vpc_peering_connection_id().unwrap()
        ),
    ] {
        is_named(&rehearsal, "vpc/main", &foreign).await;
    }
    assert_eq!(rehearsal.live_keys().await, ["vpc vpc/main"]);
}

#[tokio::test(start_paused = true)]
async fn a_foreign_internet_gateway_is_named() {
    let (rehearsal, session, ec2) = walked_until("vpc").await;
    let vpc = id_of(&session, Kind::Vpc, "vpc/main");
    let ours = id_of(&session, Kind::InternetGateway, "igw/main");
    ec2.detach_internet_gateway()
        .internet_gateway_id(&ours)
        .vpc_id(&vpc)
        .send()
        .await
        .unwrap();
    let foreign = ec2.create_internet_gateway().send().await.unwrap();
    let foreign = foreign.internet_gateway().unwrap().internet_gateway_id().unwrap().to_owned();
    tokio::time::sleep(Duration::from_secs(5)).await;
    ec2.attach_internet_gateway()
        .internet_gateway_id(&foreign)
        .vpc_id(&vpc)
        .send()
        .await
        .unwrap();
    is_named(&rehearsal, "vpc/main", &format!("internet gateway {foreign}")).await;
}

#[tokio::test(start_paused = true)]
async fn a_foreign_database_is_named_for_its_subnet_group() {
    let (rehearsal, session, _) = walked_until("database").await;
    let make = session
        .aws()
        .rds()
        .create_db_instance()
        .db_instance_identifier("foreign")
        .engine("mysql");
    let make = make
        .db_instance_class("db.t4g.micro")
        .allocated_storage(20)
        .master_username("admin");
    let make = make
        .master_user_password("correct-horse-battery")
        .db_subnet_group_name("jalon-demo-database");
    make.send().await.unwrap();
    is_named(&rehearsal, "db-subnet-group/main", "DB instance foreign").await;
}

#[tokio::test(start_paused = true)]
async fn a_foreign_nat_gateway_is_named_for_the_address_it_took() {
    let (rehearsal, session, ec2) = walked_until("nat-gateway").await;
    let nat = session.inventory(|inventory| inventory.by_key(Kind::NatGateway, &"nat-gateway/main".into()).pop().unwrap());
    jalon::resources::delete(session.aws(), &nat).await.unwrap();
    tokio::time::sleep(Duration::from_secs(120)).await;
    let foreign = ec2
        .create_nat_gateway()
        .allocation_id(id_of(&session, Kind::Address, "elastic-ip/nat"));
    let foreign = foreign
        .subnet_id(id_of(&session, Kind::Subnet, "subnet/public1"))
        .send()
        .await
        .unwrap();
    let foreign = foreign.nat_gateway().unwrap().nat_gateway_id().unwrap().to_owned();
    tokio::time::sleep(Duration::from_secs(150)).await;
    is_named(&rehearsal, "elastic-ip/nat", "network interface eni-").await;
    is_named(&rehearsal, "subnet/public1", &foreign).await;
}
