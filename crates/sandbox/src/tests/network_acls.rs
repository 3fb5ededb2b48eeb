//! Network ACLs: their first rules, changes of rules, and dependencies.

use super::network::{Network, network};
use super::{Client, field};
use crate::Latencies;

const EVERYWHERE: (&str, &str) = ("CidrBlock", "0.0.0.0/0");

fn entry<'a>(acl: &'a str, number: &'a str, action: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("NetworkAclId", acl),
        ("RuleNumber", number),
        ("RuleAction", action),
        ("Egress", "false"),
        ("Protocol", "tcp"),
        ("PortRange.From", "22"),
        ("PortRange.To", "22"),
        EVERYWHERE,
    ]
}

async fn described(client: &Client, acl: &str) -> String {
    client.ec2("DescribeNetworkAcls", &[("NetworkAclId.1", acl)]).await.unwrap()
}

async fn made(client: &Client, vpc: &str) -> String {
    client.made("CreateNetworkAcl", &[("VpcId", vpc)], "networkAclId").await
}

#[tokio::test(start_paused = true)]
async fn a_default_acl_lets_everything_through_and_one_made_nothing() {
    let Network { client, vpc, subnet, .. } = network(Latencies::zero()).await;
    let default: &[(&str, &str)] = &[("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", &vpc)];
    let shown = client.ec2("DescribeNetworkAcls", default).await.unwrap();
    assert_eq!(shown.matches("<ruleAction>allow</ruleAction>").count(), 2, "{shown}");
    assert_eq!(shown.matches("<ruleNumber>32767</ruleNumber>").count(), 2, "{shown}");
    assert!(shown.contains(&format!("<subnetId>{subnet}</subnetId>")), "{shown}");
    let acl = made(&client, &vpc).await;
    let shown = described(&client, &acl).await;
    assert!(!shown.contains("allow") && !shown.contains("subnetId"), "{shown}");
    assert_eq!(field(&shown, "default"), "false");
}

#[tokio::test(start_paused = true)]
async fn a_rule_number_is_taken_once_and_replaced_or_deleted_only_where_it_is_there() {
    let Network { client, vpc, .. } = network(Latencies::zero()).await;
    let acl = made(&client, &vpc).await;
    client
        .ec2("CreateNetworkAclEntry", &entry(&acl, "90", "allow"))
        .await
        .unwrap();
    let shown = described(&client, &acl).await;
    let rule = "<ruleNumber>90</ruleNumber><protocol>6</protocol><ruleAction>allow</ruleAction><egress>false</egress>\
                <cidrBlock>0.0.0.0/0</cidrBlock><portRange><from>22</from><to>22</to></portRange>";
    assert!(shown.contains(rule), "{shown}");
    let again = client.ec2("CreateNetworkAclEntry", &entry(&acl, "90", "deny")).await;
    assert_eq!(again.unwrap_err(), "NetworkAclEntryAlreadyExists");
    client
        .ec2("ReplaceNetworkAclEntry", &entry(&acl, "90", "deny"))
        .await
        .unwrap();
    assert!(!described(&client, &acl).await.contains("allow"));
    let absent = client.ec2("ReplaceNetworkAclEntry", &entry(&acl, "91", "deny")).await;
    assert_eq!(absent.unwrap_err(), "InvalidNetworkAclEntry.NotFound");
    let place: &[(&str, &str)] = &[("NetworkAclId", &acl), ("RuleNumber", "90"), ("Egress", "false")];
    client.ec2("DeleteNetworkAclEntry", place).await.unwrap();
    let absent = client.ec2("DeleteNetworkAclEntry", place).await;
    assert_eq!(absent.unwrap_err(), "InvalidNetworkAclEntry.NotFound");
}

#[tokio::test(start_paused = true)]
async fn rules_have_a_number_a_protocol_and_what_that_needs() {
    let Network { client, vpc, .. } = network(Latencies::zero()).await;
    let acl = made(&client, &vpc).await;
    for number in ["0", "32767"] {
        let refused = client.ec2("CreateNetworkAclEntry", &entry(&acl, number, "allow")).await;
        assert_eq!(refused.unwrap_err(), "InvalidParameterValue", "{number}");
    }
    let given: &[(&str, &str)] = &[
        ("NetworkAclId", &acl),
        ("RuleNumber", "1"),
        ("RuleAction", "allow"),
        ("Egress", "true"),
        EVERYWHERE,
    ];
    for (protocol, code) in [
        ("tcp", "MissingParameter"),
        ("1", "MissingParameter"),
        ("web", "InvalidParameterValue"),
    ] {
        let parameters = [given, &[("Protocol", protocol)]].concat();
        let refused = client.ec2("CreateNetworkAclEntry", &parameters).await;
        assert_eq!(refused.unwrap_err(), code, "{protocol}");
    }
    let ping: &[(&str, &str)] = &[("Protocol", "icmp"), ("Icmp.Type", "-1"), ("Icmp.Code", "-1")];
    client.ec2("CreateNetworkAclEntry", &[given, ping].concat()).await.unwrap();
    assert!(
        described(&client, &acl)
            .await
            .contains("<icmpTypeCode><type>-1</type><code>-1</code></icmpTypeCode>")
    );
}

#[tokio::test(start_paused = true)]
async fn a_subnet_is_under_one_acl_and_holds_it() {
    let Network { client, vpc, subnet, .. } = network(Latencies::zero()).await;
    let of_subnet: &[(&str, &str)] = &[("Filter.1.Name", "association.subnet-id"), ("Filter.1.Value.1", &subnet)];
    let default = client.ec2("DescribeNetworkAcls", of_subnet).await.unwrap();
    let association = field(&default, "networkAclAssociationId");
    let acl = made(&client, &vpc).await;
    let replace =
        |association: &str, acl: &str| vec![("AssociationId", association.to_owned()), ("NetworkAclId", acl.to_owned())];
    let replaced = |parameters: Vec<(&'static str, String)>| {
        let client = &client;
        async move {
            let parameters: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
            client.ec2("ReplaceNetworkAclAssociation", &parameters).await
        }
    };
    let new = field(&replaced(replace(&association, &acl)).await.unwrap(), "newAssociationId");
    assert_ne!(new, association);
    let shown = client.ec2("DescribeNetworkAcls", of_subnet).await.unwrap();
    assert_eq!(
        (field(&shown, "networkAclId"), shown.matches("<subnetId>").count()),
        (acl.clone(), 1)
    );
    assert_eq!(
        replaced(replace(&association, &acl)).await.unwrap_err(),
        "InvalidAssociationID.NotFound"
    );

    let delete: &[(&str, &str)] = &[("NetworkAclId", &acl)];
    assert_eq!(
        client.ec2("DeleteNetworkAcl", delete).await.unwrap_err(),
        "DependencyViolation"
    );
    let other = client.made("CreateVpc", &[("CidrBlock", "10.1.0.0/16")], "vpcId").await;
    let foreign = made(&client, &other).await;
    assert_eq!(replaced(replace(&new, &foreign)).await.unwrap_err(), "InvalidParameterValue");
    let default = field(&default, "networkAclId");
    replaced(replace(&new, &default)).await.unwrap();
    client.ec2("DeleteNetworkAcl", delete).await.unwrap();
    assert_eq!(
        client
            .ec2("DescribeNetworkAcls", &[("NetworkAclId.1", &acl)])
            .await
            .unwrap_err(),
        "InvalidNetworkAclID.NotFound"
    );
    let refused = client.ec2("DeleteNetworkAcl", &[("NetworkAclId", &default)]).await;
    assert_eq!(refused.unwrap_err(), "InvalidParameterValue");
}

#[tokio::test(start_paused = true)]
async fn an_acl_somebody_made_holds_the_vpc() {
    let client = Client::in_memory(Latencies::zero());
    let vpc = client.made("CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "vpcId").await;
    let acl = made(&client, &vpc).await;
    assert_eq!(
        client.ec2("DeleteVpc", &[("VpcId", &vpc)]).await.unwrap_err(),
        "DependencyViolation"
    );
    client.ec2("DeleteNetworkAcl", &[("NetworkAclId", &acl)]).await.unwrap();
    client.ec2("DeleteVpc", &[("VpcId", &vpc)]).await.unwrap();
}
