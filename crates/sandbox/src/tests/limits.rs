//! EC2's limits on names, tags and rates.

use std::time::Duration;

use super::instances::{launch, subnet as subnet_in};
use super::network::{Network, network};
use super::{Client, field};
use crate::Latencies;

#[tokio::test(start_paused = true)]
async fn group_names_and_descriptions_follow_their_rules() {
    let Network { client, vpc, .. } = network(Latencies::zero()).await;
    let long = "a".repeat(256);
    let refused = [
        ("sg-app", "text", "InvalidParameterValue"),
        ("SG-app", "text", "InvalidParameterValue"),
        (long.as_str(), "text", "InvalidParameterValue"),
        ("äpp", "text", "InvalidParameterValue"),
        ("app", "it's", "InvalidParameterValue"),
        ("app", long.as_str(), "InvalidParameterValue"),
        ("app", "", "MissingParameter"),
        ("", "text", "MissingParameter"),
    ];
    for (name, description, code) in refused {
        let parameters: &[(&str, &str)] = &[("GroupName", name), ("GroupDescription", description), ("VpcId", &vpc)];
        let answer = client.ec2("CreateSecurityGroup", parameters).await;
        assert_eq!(answer.unwrap_err(), code, "{name} {description}");
    }
    let taken: &[(&str, &str)] = &[
        ("GroupName", "Aa 1._-:()#,@[]%2B=%26;{}!$*"),
        ("GroupDescription", "Aa 1._-:()#,@[]%2B=%26;{}!$*"),
        ("VpcId", &vpc),
    ];
    client.ec2("CreateSecurityGroup", taken).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn ec2_tags_follow_their_rules() {
    let Network { client, vpc, .. } = network(Latencies::zero()).await;
    let (key, value) = ("k".repeat(128), "v".repeat(257));
    for (key, value) in [("aws:x", ""), ("AWS:x", ""), (key.as_str(), ""), ("k", value.as_str())] {
        let tag: &[(&str, &str)] = &[("ResourceId.1", &vpc), ("Tag.1.Key", key), ("Tag.1.Value", value)];
        assert_eq!(
            client.ec2("CreateTags", tag).await.unwrap_err(),
            "InvalidParameterValue",
            "{key}"
        );
        let named: &[(&str, &str)] = &[
            ("CidrBlock", "10.1.0.0/16"),
            ("TagSpecification.1.ResourceType", "vpc"),
            ("TagSpecification.1.Tag.1.Key", key),
            ("TagSpecification.1.Tag.1.Value", value),
        ];
        assert_eq!(
            client.ec2("CreateVpc", named).await.unwrap_err(),
            "InvalidParameterValue",
            "{key}"
        );
    }
    let names: Vec<String> = (1..=51).map(|number| format!("Tag.{number}.Key")).collect();
    let keys: Vec<String> = (1..=51).map(|number| format!("key{number}")).collect();
    let mut parameters = vec![("ResourceId.1", vpc.as_str())];
    parameters.extend(names.iter().map(String::as_str).zip(keys.iter().map(String::as_str)));
    assert_eq!(client.ec2("CreateTags", &parameters).await.unwrap_err(), "TagLimitExceeded");
    parameters.pop();
    client.ec2("CreateTags", &parameters).await.unwrap();
    let elsewhere: &[(&str, &str)] = &[
        ("CidrBlock", "10.1.0.0/16"),
        ("TagSpecification.1.ResourceType", "subnet"),
        ("TagSpecification.1.Tag.1.Key", "k"),
    ];
    assert_eq!(client.ec2("CreateVpc", elsewhere).await.unwrap_err(), "InvalidParameterValue");
}

#[tokio::test(start_paused = true)]
async fn a_volume_is_snapshotted_every_15_seconds_at_most() {
    let client = Client::in_memory(Latencies::zero());
    let subnet = subnet_in(&client, "10.0.0.0/24", "us-east-1a").await;
    let instance = client.made("RunInstances", &launch(&subnet, &[]), "instanceId").await;
    let of_instance: &[(&str, &str)] = &[("InstanceSpecification.InstanceId", &instance)];
    client.ec2("CreateSnapshots", of_instance).await.unwrap();
    tokio::time::sleep(Duration::from_secs(14)).await;
    let early = client.ec2("CreateSnapshots", of_instance).await;
    assert_eq!(early.unwrap_err(), "SnapshotCreationPerVolumeRateExceeded");
    tokio::time::sleep(Duration::from_secs(1)).await;
    client.ec2("CreateSnapshots", of_instance).await.unwrap();
    let shown = client.ec2("DescribeSnapshots", &[]).await.unwrap();
    assert_eq!(shown.matches("<status>completed</status>").count(), 2);
}

#[tokio::test(start_paused = true)]
async fn one_attribute_is_changed_at_a_time() {
    let Network { client, vpc, .. } = network(Latencies::zero()).await;
    let both: &[(&str, &str)] = &[
        ("VpcId", &vpc),
        ("EnableDnsSupport.Value", "true"),
        ("EnableDnsHostnames.Value", "true"),
    ];
    assert_eq!(
        client.ec2("ModifyVpcAttribute", both).await.unwrap_err(),
        "InvalidParameterCombination"
    );
    client
        .ec2("ModifyVpcAttribute", &[("VpcId", &vpc), ("EnableDnsHostnames.Value", "true")])
        .await
        .unwrap();
    let attribute: &[(&str, &str)] = &[("VpcId", &vpc), ("Attribute", "enableDnsHostnames")];
    let shown = client.ec2("DescribeVpcAttribute", attribute).await.unwrap();
    assert_eq!(field(&shown, "value"), "true");
}
