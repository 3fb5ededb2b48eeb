//! Lists show new things late, and their tags later.

use std::time::Duration;

use super::{Client, field};
use crate::Latencies;

const TAGGED: [(&str, &str); 4] = [
    ("CidrBlock", "10.0.0.0/16"),
    ("TagSpecification.1.ResourceType", "vpc"),
    ("TagSpecification.1.Tag.1.Key", "owner"),
    ("TagSpecification.1.Tag.1.Value", "demo"),
];
const BY_TAG: [(&str, &str); 2] = [("Filter.1.Name", "tag:owner"), ("Filter.1.Value.1", "demo")];

fn lagging() -> Client {
    Client::in_memory(Latencies {
        list_lag: Duration::from_secs(2),
        tag_lag: Duration::from_secs(3),
        ..Latencies::zero()
    })
}

async fn is_listed(client: &Client, id: &str, filters: &[(&str, &str)]) -> bool {
    client.ec2("DescribeVpcs", filters).await.unwrap().contains(id)
}

#[tokio::test(start_paused = true)]
async fn a_new_thing_is_listed_before_its_tags_are() {
    let client = lagging();
    let made = client.ec2("CreateVpc", &TAGGED).await.unwrap();
    assert!(
        made.contains("<key>owner</key>"),
        "the answer to the creation shows them: {made}"
    );
    let vpc = field(&made, "vpcId");
    assert!(!is_listed(&client, &vpc, &[]).await);
    let unseen = client.ec2("DescribeVpcs", &[("VpcId.1", &vpc)]).await;
    assert_eq!(unseen.unwrap_err(), "InvalidVpcID.NotFound");

    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(is_listed(&client, &vpc, &[]).await && !is_listed(&client, &vpc, &BY_TAG).await);
    let listed = client.ec2("DescribeVpcs", &[]).await.unwrap();
    assert!(!listed.contains("<key>owner</key>"), "{listed}");
    assert!(!client.ec2("DescribeTags", &[]).await.unwrap().contains(&vpc));

    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(is_listed(&client, &vpc, &BY_TAG).await);
    assert!(client.ec2("DescribeTags", &[]).await.unwrap().contains(&vpc));
}

#[tokio::test(start_paused = true)]
async fn a_change_of_tags_is_seen_late() {
    let client = lagging();
    let vpc = client.made("CreateVpc", &TAGGED, "vpcId").await;
    tokio::time::sleep(Duration::from_secs(10)).await;
    let other: &[(&str, &str)] = &[("ResourceId.1", &vpc), ("Tag.1.Key", "owner"), ("Tag.1.Value", "other")];
    client.ec2("CreateTags", other).await.unwrap();
    assert!(is_listed(&client, &vpc, &BY_TAG).await, "the former value is still seen");
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(!is_listed(&client, &vpc, &BY_TAG).await);
    client
        .ec2("DeleteTags", &[("ResourceId.1", &vpc), ("Tag.1.Key", "owner")])
        .await
        .unwrap();
    assert!(client.ec2("DescribeVpcs", &[]).await.unwrap().contains("other"));
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(!client.ec2("DescribeVpcs", &[]).await.unwrap().contains("other"));
}

#[tokio::test(start_paused = true)]
async fn lists_lag_behind_some_calls_as_often_as_it_is_wanted() {
    let seen_at_once = async |lag_share: f64| {
        let client = Client::in_memory(Latencies {
            list_lag: Duration::from_secs(2),
            lag_share,
            ..Latencies::zero()
        });
        let mut seen = 0;
        for _ in 0..100 {
            let address = client.ec2("CreateInternetGateway", &[]).await;
            let id = field(&address.unwrap(), "internetGatewayId");
            let found = client.ec2("DescribeInternetGateways", &[("InternetGatewayId.1", &id)]).await;
            seen += u32::from(found.is_ok());
            tokio::time::sleep(Duration::from_secs(3)).await;
            client
                .ec2("DeleteInternetGateway", &[("InternetGatewayId", &id)])
                .await
                .unwrap();
        }
        seen
    };
    assert_eq!(seen_at_once(1.0).await, 0);
    assert_eq!(seen_at_once(0.0).await, 100);
    let some = seen_at_once(0.3).await;
    assert!((50..90).contains(&some), "{some} of 100");
}

#[tokio::test(start_paused = true)]
async fn ended_things_are_shown_as_long_as_a_slow_client_needs() {
    let shown_for = Duration::from_secs(90_000);
    let client = Client::in_memory(Latencies {
        ended_visible: shown_for,
        ..Latencies::zero()
    });
    let subnet = super::instances::subnet(&client, "10.0.0.0/24", "us-east-1a").await;
    let instance = client
        .made("RunInstances", &super::instances::launch(&subnet, &[]), "instanceId")
        .await;
    client
        .ec2("TerminateInstances", &[("InstanceId.1", &instance)])
        .await
        .unwrap();
    let named: &[(&str, &str)] = &[("InstanceId.1", &instance)];
    tokio::time::sleep(shown_for - Duration::from_secs(60)).await;
    assert!(client.ec2("DescribeInstances", named).await.unwrap().contains("terminated"));
    tokio::time::sleep(Duration::from_secs(120)).await;
    assert_eq!(
        client.ec2("DescribeInstances", named).await.unwrap_err(),
        "InvalidInstanceID.NotFound"
    );
}
