//! Operations that somebody meets who learns AWS at a console: keys, addresses, volumes, credits and the default VPC.

use std::time::Duration;

use super::instances::{launch, subnet};
use super::network::{Network, network};
use super::{Client, field};
use crate::Latencies;

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test(start_paused = true)]
async fn aws_makes_a_key_and_shows_its_private_half_once() {
    let client = Client::in_memory(Latencies::zero());
    let made = client
        .ec2("CreateKeyPair", &[("KeyName", "k"), ("KeyType", "ed25519")])
        .await
        .unwrap();
    assert!(
        field(&made, "keyMaterial").starts_with("-----BEGIN OPENSSH PRIVATE KEY-----"),
        "{made}"
    );
    let shown = client.ec2("DescribeKeyPairs", &[("IncludePublicKey", "true")]).await.unwrap();
    assert!(
        field(&shown, "publicKey").starts_with("ssh-ed25519 ") && !shown.contains("PRIVATE"),
        "{shown}"
    );
    let again = client.ec2("CreateKeyPair", &[("KeyName", "k")]).await.unwrap_err();
    assert_eq!(again, "InvalidKeyPair.Duplicate");
    let other = client
        .ec2("CreateKeyPair", &[("KeyName", "l"), ("KeyType", "dsa")])
        .await
        .unwrap_err();
    assert_eq!(other, "InvalidParameterValue");
}

#[tokio::test(start_paused = true)]
async fn a_key_is_rsa_unless_the_call_says_otherwise() {
    let client = Client::in_memory(Latencies::zero());
    let made = client.ec2("CreateKeyPair", &[("KeyName", "k")]).await.unwrap();
    assert!(
        field(&made, "keyMaterial").starts_with("-----BEGIN RSA PRIVATE KEY-----"),
        "{made}"
    );
    // Twenty bytes in pairs of digits.
    assert_eq!(field(&made, "keyFingerprint").len(), 59);
    let shown = client.ec2("DescribeKeyPairs", &[("IncludePublicKey", "true")]).await.unwrap();
    assert!(
        field(&shown, "publicKey").starts_with("ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB"),
        "{shown}"
    );
}

#[tokio::test(start_paused = true)]
async fn an_address_moves_between_instances_unless_it_has_to_stay() {
    let Network { client, subnet, .. } = network(Latencies::zero()).await;
    let mut instances = Vec::new();
    for _ in 0..2 {
        instances.push(client.made("RunInstances", &launch(&subnet, &[]), "instanceId").await);
    }
    let [one, other] = instances.as_slice() else {
        panic!("two instances")
    };
    let address = client.made("AllocateAddress", &[], "allocationId").await;
    let to = |instance: &str| {
        vec![
            ("AllocationId".to_owned(), address.clone()),
            ("InstanceId".to_owned(), instance.to_owned()),
        ]
    };
    let mapped = |instance: String, more: Vec<(String, String)>| {
        let client = &client;
        let given: Vec<_> = [to(&instance), more].concat();
        async move {
            let given: Vec<(&str, &str)> = given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            client.ec2("AssociateAddress", &given).await
        }
    };
    let association = field(&mapped(one.clone(), vec![]).await.unwrap(), "associationId");
    let stays = vec![("AllowReassociation".to_owned(), "false".to_owned())];
    assert_eq!(mapped(other.clone(), stays).await.unwrap_err(), "Resource.AlreadyAssociated");
    mapped(other.clone(), vec![]).await.unwrap();
    let shown = client.ec2("DescribeInstances", &[("InstanceId.1", other)]).await.unwrap();
    assert!(shown.contains("<ipAddress>"), "{shown}");
    let former = client.ec2("DescribeInstances", &[("InstanceId.1", one)]).await.unwrap();
    assert!(!former.contains("<ipAddress>"), "{former}");
    let gone: &[(&str, &str)] = &[("AssociationId", &association)];
    client.ec2("DisassociateAddress", gone).await.unwrap();
    assert_eq!(
        client.ec2("DisassociateAddress", gone).await.unwrap_err(),
        "InvalidAssociationID.NotFound"
    );
}

#[tokio::test(start_paused = true)]
async fn an_address_of_its_own_stays_with_a_stopped_instance() {
    let Network { client, subnet, .. } = network(Latencies::zero()).await;
    let instance = client.made("RunInstances", &launch(&subnet, &[]), "instanceId").await;
    let address = client.made("AllocateAddress", &[], "allocationId").await;
    let to: &[(&str, &str)] = &[("AllocationId", &address), ("InstanceId", &instance)];
    client.ec2("AssociateAddress", to).await.unwrap();
    let named: &[(&str, &str)] = &[("InstanceId.1", &instance)];
    let ip = field(&client.ec2("DescribeInstances", named).await.unwrap(), "ipAddress");
    for operation in ["StopInstances", "StartInstances"] {
        client.ec2(operation, named).await.unwrap();
        let shown = client.ec2("DescribeInstances", named).await.unwrap();
        assert_eq!(field(&shown, "ipAddress"), ip, "after {operation}");
    }
}

#[tokio::test(start_paused = true)]
async fn volumes_are_attached_in_their_zone_and_detached_again() {
    let client = Client::in_memory(Latencies::zero());
    let subnet = subnet(&client, "10.0.0.0/24", "us-east-1a").await;
    let instance = client.made("RunInstances", &launch(&subnet, &[]), "instanceId").await;
    let there = client
        .made(
            "CreateVolume",
            &[("AvailabilityZone", "us-east-1b"), ("Size", "1")],
            "volumeId",
        )
        .await;
    let here = client
        .made(
            "CreateVolume",
            &[("AvailabilityZone", "us-east-1a"), ("Size", "1")],
            "volumeId",
        )
        .await;
    let attach = async |volume: &str, device: &str| {
        let given: &[(&str, &str)] = &[("VolumeId", volume), ("InstanceId", &instance), ("Device", device)];
        client.ec2("AttachVolume", given).await
    };
    assert_eq!(attach(&there, "/dev/sdf").await.unwrap_err(), "InvalidVolume.ZoneMismatch");
    assert_eq!(attach(&here, "/dev/sda1").await.unwrap_err(), "InvalidParameterValue");
    attach(&here, "/dev/sdf").await.unwrap();
    assert_eq!(attach(&here, "/dev/sdg").await.unwrap_err(), "VolumeInUse");
    let shown = client.ec2("DescribeInstances", &[]).await.unwrap();
    assert!(shown.contains(&here) && shown.contains("/dev/sdf"), "{shown}");
    client.ec2("DetachVolume", &[("VolumeId", &here)]).await.unwrap();
    assert_eq!(
        client.ec2("DetachVolume", &[("VolumeId", &here)]).await.unwrap_err(),
        "IncorrectState"
    );
    let root = client.ec2(
        "DescribeVolumes",
        &[("Filter.1.Name", "attachment.device"), ("Filter.1.Value.1", "/dev/sda1")],
    );
    let root = field(&root.await.unwrap(), "volumeId");
    assert_eq!(
        client.ec2("DetachVolume", &[("VolumeId", &root)]).await.unwrap_err(),
        "OperationNotPermitted"
    );
}

#[tokio::test(start_paused = true)]
async fn a_volume_grows_once_in_six_hours_and_never_shrinks() {
    let client = Client::in_memory(Latencies::zero());
    let volume = client
        .made(
            "CreateVolume",
            &[("AvailabilityZone", "us-east-1a"), ("Size", "8")],
            "volumeId",
        )
        .await;
    let to = async |size: &str| client.ec2("ModifyVolume", &[("VolumeId", &volume), ("Size", size)]).await;
    assert_eq!(to("4").await.unwrap_err(), "InvalidParameterValue");
    assert_eq!(field(&to("16").await.unwrap(), "modificationState"), "modifying");
    assert_eq!(to("32").await.unwrap_err(), "VolumeModificationRateExceeded");
    tokio::time::sleep(6 * HOUR).await;
    let ended = client.ec2("DescribeVolumesModifications", &[]).await.unwrap();
    assert_eq!(field(&ended, "modificationState"), "completed");
    to("32").await.unwrap();
    let shown = client.ec2("DescribeVolumes", &[]).await.unwrap();
    assert_eq!(field(&shown, "size"), "32");
}

#[tokio::test(start_paused = true)]
async fn a_volume_of_a_snapshot_is_as_large_and_as_encrypted() {
    let client = Client::in_memory(Latencies::zero());
    let wanted = [("AvailabilityZone", "us-east-1a"), ("Size", "8"), ("Encrypted", "true")];
    let volume = client.made("CreateVolume", &wanted, "volumeId").await;
    let snapshot = client.made("CreateSnapshot", &[("VolumeId", &volume)], "snapshotId").await;
    let of = async |size: &str| {
        let given: &[(&str, &str)] = &[("AvailabilityZone", "us-east-1b"), ("SnapshotId", &snapshot), ("Size", size)];
        client.ec2("CreateVolume", given).await
    };
    let made = of("").await.unwrap();
    assert_eq!((field(&made, "size"), field(&made, "encrypted")), ("8".into(), "true".into()));
    assert_eq!(of("4").await.unwrap_err(), "InvalidBlockDeviceMapping");
    let shared: &[(&str, &str)] = &[
        ("SnapshotId", &snapshot),
        ("CreateVolumePermission.Add.1.UserId", "111122223333"),
    ];
    let refused = client.ec2("ModifySnapshotAttribute", shared).await.unwrap_err();
    assert_eq!(refused, "OperationNotPermitted", "its key is the account's own");
}

#[tokio::test(start_paused = true)]
async fn new_volumes_are_encrypted_where_the_account_says_so() {
    let client = Client::in_memory(Latencies::zero());
    let encrypted = async || {
        let wanted = [("AvailabilityZone", "us-east-1a"), ("Size", "8")];
        field(&client.ec2("CreateVolume", &wanted).await.unwrap(), "encrypted")
    };
    assert_eq!(encrypted().await, "false");
    client.ec2("EnableEbsEncryptionByDefault", &[]).await.unwrap();
    assert_eq!(encrypted().await, "true");
    client.ec2("DisableEbsEncryptionByDefault", &[]).await.unwrap();
    assert_eq!(encrypted().await, "false");
}

#[tokio::test(start_paused = true)]
async fn burstable_instances_have_credits_and_no_others() {
    let client = Client::in_memory(Latencies::zero());
    let subnet = subnet(&client, "10.0.0.0/24", "us-east-1a").await;
    let usual = client.made("RunInstances", &launch(&subnet, &[]), "instanceId").await;
    let standard = launch(&subnet, &[("CreditSpecification.CpuCredits", "standard")]);
    let standard = client.made("RunInstances", &standard, "instanceId").await;
    let credits = async |instance: &str| {
        let named: &[(&str, &str)] = &[("InstanceId.1", instance)];
        let shown = client.ec2("DescribeInstanceCreditSpecifications", named).await;
        field(&shown.unwrap(), "cpuCredits")
    };
    assert_eq!(credits(&usual).await, "unlimited");
    assert_eq!(credits(&standard).await, "standard");
    let change: &[(&str, &str)] = &[
        ("InstanceCreditSpecification.1.InstanceId", &usual),
        ("InstanceCreditSpecification.1.CpuCredits", "standard"),
    ];
    client.ec2("ModifyInstanceCreditSpecification", change).await.unwrap();
    assert_eq!(credits(&usual).await, "standard");
    let other = [
        ("InstanceType", "c7i-flex.large"),
        ("CreditSpecification.CpuCredits", "standard"),
    ];
    let refused = client.ec2("RunInstances", &launch(&subnet, &other)).await.unwrap_err();
    assert_eq!(refused, "InvalidParameterCombination");
}

#[tokio::test(start_paused = true)]
async fn a_default_vpc_takes_calls_that_name_none() {
    let client = Client::in_memory(Latencies::zero());
    let group: &[(&str, &str)] = &[("GroupName", "web"), ("GroupDescription", "web")];
    assert_eq!(
        client.ec2("CreateSecurityGroup", group).await.unwrap_err(),
        "VPCIdNotSpecified"
    );
    let vpc = client.made("CreateDefaultVpc", &[], "vpcId").await;
    let again = client.ec2("CreateDefaultVpc", &[]).await.unwrap_err();
    assert_eq!(again, "DefaultVpcAlreadyExists");
    let subnets = client.ec2(
        "DescribeSubnets",
        &[("Filter.1.Name", "default-for-az"), ("Filter.1.Value.1", "true")],
    );
    assert_eq!(subnets.await.unwrap().matches("<subnetId>").count(), 6, "one a zone");
    client.ec2("CreateSecurityGroup", group).await.unwrap();
    let named = client.ec2("DescribeSecurityGroups", &[("GroupName.1", "web")]).await.unwrap();
    assert_eq!(field(&named, "vpcId"), vpc);
    let launched: Vec<_> = launch("", &[("SubnetId", "")]);
    let launched = client.ec2("RunInstances", &launched).await.unwrap();
    assert_eq!(field(&launched, "vpcId"), vpc);
    assert!(launched.contains("<ipAddress>"), "its subnets are public: {launched}");
    let attributes = client
        .ec2("DescribeAccountAttributes", &[("AttributeName.1", "default-vpc")])
        .await
        .unwrap();
    assert_eq!(field(&attributes, "attributeValue"), vpc);
}

#[tokio::test(start_paused = true)]
async fn a_role_lends_credentials_for_an_hour_at_most() {
    let client = Client::in_memory(Latencies::zero());
    let assume = async |role: &str, seconds: &str| {
        let given = [("RoleArn", role), ("RoleSessionName", "me"), ("DurationSeconds", seconds)];
        client.signed("sts", "us-east-1", "AssumeRole", &given).await
    };
    let own = "arn:aws:iam::123456789012:role/admin";
    let lent = assume(own, "").await.unwrap();
    assert_eq!(field(&lent, "Arn"), "arn:aws:sts::123456789012:assumed-role/admin/me");
    assert!(field(&lent, "AccessKeyId").starts_with("ASIA"), "{lent}");
    assert_eq!(assume(own, "7200").await.unwrap_err(), "ValidationError");
    let foreign = assume("arn:aws:iam::210987654321:role/admin", "").await.unwrap_err();
    assert_eq!(foreign, "AccessDenied");
    let token = client.signed("sts", "us-east-1", "GetSessionToken", &[]).await.unwrap();
    assert!(field(&token, "SessionToken").len() > 40, "{token}");
}
