//! Taking down beside what isn't the deployment's: what holds a resource is named in time, and everything else goes.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ec2::Client;
use aws_sdk_ec2::types::{InstanceType, IpPermission, ResourceType, Tag, TagSpecification, UserIdGroupPair, VpcEndpointType};
use jalon::resources::Kind;
use jalon::ui::blocker_text;
use jalon::walkthrough::{Event, Session};
use jalon_sandbox::Latencies;

use crate::support::{Rehearsal, problem};

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
        Event::Blocked { key: of, held_by, .. } if of == key => Some((*at, held_by.iter().map(blocker_text).collect::<Vec<_>>())),
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
    is_named(&rehearsal, "internet-gateway/main", &format!("instance {foreign}")).await;
    assert_eq!(
        rehearsal.live_keys().await,
        [
            "internet-gateway internet-gateway/main",
            "subnet subnet/public1",
            "vpc vpc/main"
        ]
    );
    ec2.terminate_instances().instance_ids(foreign).send().await.unwrap();
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_long_for_what_a_stranger_has_put_into_a_subnet() {
    let (rehearsal, session, ec2) = walked_until("vpc").await;
    let image = ec2.describe_images().owners("099720109477").send().await.unwrap();
    let image = image.images()[0].image_id().unwrap().to_owned();
    let launch = ec2.run_instances().image_id(image).instance_type(InstanceType::T3Micro);
    let launch = launch.subnet_id(id_of(&session, Kind::Subnet, "subnet/private1"));
    let foreign = launch.min_count(1).max_count(1).send().await.unwrap();
    let foreign = foreign.instances()[0].instance_id().unwrap().to_owned();
    let endpoint = ec2
        .create_vpc_endpoint()
        .vpc_id(id_of(&session, Kind::Vpc, "vpc/main"))
        .vpc_endpoint_type(VpcEndpointType::Interface)
        .service_name("com.amazonaws.us-east-1.ssm")
        .subnet_ids(id_of(&session, Kind::Subnet, "subnet/private2"))
        .send()
        .await
        .unwrap();
    let endpoint = endpoint.vpc_endpoint.unwrap().vpc_endpoint_id.unwrap();
    tokio::time::sleep(Duration::from_secs(30)).await;
    let began = tokio::time::Instant::now();
    let refused = problem(&rehearsal.destroy(false).await.unwrap_err());
    assert!(
        began.elapsed() < Duration::from_secs(7 * 60),
        "the wait took {:?}: {refused}",
        began.elapsed()
    );
    for holder in [format!("instance {foreign}"), format!("VPC Endpoint Interface {endpoint}")] {
        assert!(refused.contains(&holder), "{holder} is not named: {refused}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_network_interface_of_a_database_is_waited_for_however_long_aws_keeps_it() {
    let rehearsal = Rehearsal::seeded(
        7,
        Latencies {
            network_interface_linger: Duration::from_secs(12 * 60),
            ..Latencies::default()
        },
    );
    rehearsal.walk(Some("database"), &[]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(10)).await;
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
    let ours = id_of(&session, Kind::InternetGateway, "internet-gateway/main");
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

/// What GuardDuty Runtime Monitoring makes in a VPC by itself: an endpoint with an interface in each of these subnets, and its group.
async fn guardduty(ec2: &Client, vpc: &str, subnets: &[String]) -> (String, String) {
    let managed = |of| {
        let tag = Tag::builder().key("GuardDutyManaged").value("true").build();
        TagSpecification::builder().resource_type(of).tags(tag).build()
    };
    let group = ec2.create_security_group().vpc_id(vpc).description("Associated with VPC");
    let group = group.group_name(format!("GuardDutyManagedSecurityGroup-{vpc}"));
    let group = group
        .tag_specifications(managed(ResourceType::SecurityGroup))
        .send()
        .await
        .unwrap();
    let group = group.group_id.unwrap();
    tokio::time::sleep(Duration::from_secs(30)).await;
    let endpoint = ec2
        .create_vpc_endpoint()
        .vpc_id(vpc)
        .vpc_endpoint_type(VpcEndpointType::Interface);
    let endpoint = endpoint
        .service_name("com.amazonaws.us-east-1.guardduty-data")
        .security_group_ids(&group);
    let endpoint = endpoint.set_subnet_ids(Some(subnets.to_vec()));
    let endpoint = endpoint
        .tag_specifications(managed(ResourceType::VpcEndpoint))
        .send()
        .await
        .unwrap();
    (endpoint.vpc_endpoint.unwrap().vpc_endpoint_id.unwrap(), group)
}

#[tokio::test(start_paused = true)]
async fn what_guardduty_has_put_into_the_vpc_goes_with_it_and_nothing_waits_for_it() {
    let (rehearsal, session, ec2) = walked_until("vpc").await;
    let vpc = id_of(&session, Kind::Vpc, "vpc/main");
    let subnets = ["subnet/private1", "subnet/private2"].map(|key| id_of(&session, Kind::Subnet, key));
    let (endpoint, group) = guardduty(&ec2, &vpc, &subnets).await;
    // A walk leaves it alone.
    tokio::time::sleep(Duration::from_secs(60)).await;
    let calls = rehearsal.calls();
    rehearsal.walk(Some("vpc"), &[]).await.unwrap();
    assert_eq!(rehearsal.mutations_since(calls), Vec::<String>::new());
    let began = tokio::time::Instant::now();
    rehearsal.destroy(false).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(180), "{:?}", began.elapsed());
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
    let deleted: Vec<String> = rehearsal
        .events()
        .into_iter()
        .filter_map(|(_, event)| match event {
            Event::Deleted { id, .. } => Some(id),
            _ => None,
        })
        .collect();
    assert!(deleted.contains(&endpoint) && deleted.contains(&group), "{deleted:?}");
    let vpcs = ec2.describe_vpcs().vpc_ids(&vpc).send().await;
    assert!(vpcs.is_err(), "{vpcs:?}");
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_of_the_company_is_named_and_stays() {
    let (rehearsal, session, ec2) = walked_until("vpc").await;
    let vpc = id_of(&session, Kind::Vpc, "vpc/main");
    let subnet = id_of(&session, Kind::Subnet, "subnet/private1");
    let endpoint = ec2
        .create_vpc_endpoint()
        .vpc_id(&vpc)
        .vpc_endpoint_type(VpcEndpointType::Interface);
    let endpoint = endpoint
        .service_name("com.amazonaws.us-east-1.ssm")
        .subnet_ids(&subnet)
        .send()
        .await
        .unwrap();
    let endpoint = endpoint.vpc_endpoint.unwrap().vpc_endpoint_id.unwrap();
    tokio::time::sleep(Duration::from_secs(60)).await;
    is_named(&rehearsal, "subnet/private1", &format!("VPC Endpoint Interface {endpoint}")).await;
    let listed = ec2.describe_vpc_endpoints().vpc_endpoint_ids(&endpoint).send().await.unwrap();
    assert_eq!(listed.vpc_endpoints().len(), 1);
}
