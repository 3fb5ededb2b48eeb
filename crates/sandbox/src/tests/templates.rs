//! Images of one's own, launch templates, and network interfaces that are attached.

use std::time::Duration;

use super::instances::launch;
use super::network::{Network, network};
use super::{Client, field};
use crate::Latencies;

const IMAGE: &str = "ami-0a1b2c3d4e5f60001";
/// More than any latency.
const LONG: Duration = Duration::from_secs(3600);

#[tokio::test(start_paused = true)]
async fn an_image_is_made_of_an_instance_and_launched_again() {
    let Network { client, subnet, .. } = network(Latencies::default()).await;
    let disk = [
        ("BlockDeviceMapping.1.DeviceName", "/dev/sda1"),
        ("BlockDeviceMapping.1.Ebs.VolumeSize", "20"),
        ("BlockDeviceMapping.1.Ebs.Encrypted", "true"),
    ];
    let instance = client.made("RunInstances", &launch(&subnet, &disk), "instanceId").await;
    let of_instance = [("InstanceId", instance.as_str()), ("Name", "golden")];
    tokio::time::sleep(LONG).await;
    let tagged = [
        ("TagSpecification.1.ResourceType", "snapshot"),
        ("TagSpecification.1.Tag.1.Key", "of"),
        ("TagSpecification.1.Tag.1.Value", "golden"),
    ];
    let image = client
        .made("CreateImage", &[&of_instance[..], &tagged].concat(), "imageId")
        .await;
    tokio::time::sleep(Duration::from_secs(16)).await;
    assert_eq!(
        client.ec2("CreateImage", &of_instance).await.unwrap_err(),
        "InvalidAMIName.Duplicate"
    );
    let named = [("InstanceId", instance.as_str()), ("Name", "no!")];
    assert_eq!(
        client.ec2("CreateImage", &named).await.unwrap_err(),
        "InvalidAMIName.Malformed"
    );
    let of_image = [("ImageId", image.as_str())];
    let again = launch(&subnet, &of_image);
    assert_eq!(
        client.ec2("RunInstances", &again).await.unwrap_err(),
        "InvalidAMIID.Unavailable"
    );
    tokio::time::sleep(LONG).await;
    let shown = client.ec2("DescribeImages", &[("Owner.1", "self")]).await.unwrap();
    assert_eq!(
        (field(&shown, "imageId"), field(&shown, "imageState")),
        (image.clone(), "available".to_owned())
    );
    let snapshot = field(&shown, "snapshotId");
    let tags = client
        .ec2("DescribeTags", &[("Filter.1.Name", "key"), ("Filter.1.Value.1", "of")])
        .await
        .unwrap();
    assert_eq!(field(&tags, "resourceId"), snapshot);
    let launched = client.made("RunInstances", &again, "instanceId").await;
    tokio::time::sleep(LONG).await;
    let volumes = [
        ("Filter.1.Name", "attachment.instance-id"),
        ("Filter.1.Value.1", launched.as_str()),
    ];
    let volumes = client.ec2("DescribeVolumes", &volumes).await.unwrap();
    for (name, value) in [("size", "20"), ("encrypted", "true"), ("snapshotId", snapshot.as_str())] {
        assert_eq!(field(&volumes, name), value, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_is_held_by_its_image_until_that_is_deregistered() {
    let Network { client, subnet, .. } = network(Latencies::zero()).await;
    let instance = client.made("RunInstances", &launch(&subnet, &[]), "instanceId").await;
    let image = client
        .made("CreateImage", &[("InstanceId", &instance), ("Name", "golden")], "imageId")
        .await;
    let of_image: &[(&str, &str)] = &[("ImageId", &image)];
    let shown = client.ec2("DescribeImages", &[("ImageId.1", &image)]).await.unwrap();
    let snapshot = field(&shown, "snapshotId");
    let of_snapshot: &[(&str, &str)] = &[("SnapshotId", &snapshot)];
    assert_eq!(
        client.ec2("DeleteSnapshot", of_snapshot).await.unwrap_err(),
        "InvalidSnapshot.InUse"
    );
    let of_others = client.ec2("DeregisterImage", &[("ImageId", IMAGE)]).await;
    assert_eq!(of_others.unwrap_err(), "AuthFailure");
    client.ec2("DeregisterImage", of_image).await.unwrap();
    assert_eq!(
        client.ec2("RunInstances", &launch(&subnet, of_image)).await.unwrap_err(),
        "InvalidAMIID.NotFound"
    );
    client.ec2("DeleteSnapshot", of_snapshot).await.unwrap();
    tokio::time::sleep(Duration::from_secs(16)).await;
    let image = client
        .made("CreateImage", &[("InstanceId", &instance), ("Name", "golden")], "imageId")
        .await;
    let with_snapshots = [("ImageId", image.as_str()), ("DeleteAssociatedSnapshots", "true")];
    let gone = client.ec2("DeregisterImage", &with_snapshots).await.unwrap();
    assert_eq!(field(&gone, "returnCode"), "success");
    let left = client.ec2("DescribeSnapshots", &[("Owner.1", "self")]).await.unwrap();
    assert!(!left.contains("snap-"), "{left}");
}

/// A template `web` with an image and a type.
async fn template(client: &Client) -> String {
    let given = [
        ("LaunchTemplateName", "web"),
        ("LaunchTemplateData.ImageId", IMAGE),
        ("LaunchTemplateData.InstanceType", "t3.micro"),
        ("LaunchTemplateData.TagSpecification.1.ResourceType", "instance"),
        ("LaunchTemplateData.TagSpecification.1.Tag.1.Key", "Name"),
        ("LaunchTemplateData.TagSpecification.1.Tag.1.Value", "web"),
    ];
    client.made("CreateLaunchTemplate", &given, "launchTemplateId").await
}

#[tokio::test(start_paused = true)]
async fn an_instance_is_what_its_template_says_unless_the_launch_says_otherwise() {
    let Network { client, subnet, .. } = network(Latencies::zero()).await;
    let template = template(&client).await;
    let by = |more: &[(&'static str, &'static str)]| {
        let mut given = vec![
            ("SubnetId".to_owned(), subnet.clone()),
            ("MinCount".to_owned(), "1".to_owned()),
            ("MaxCount".to_owned(), "1".to_owned()),
            ("LaunchTemplate.LaunchTemplateName".to_owned(), "web".to_owned()),
        ];
        given.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        given
    };
    let run = |given: Vec<(String, String)>| {
        let client = &client;
        async move {
            let given: Vec<(&str, &str)> = given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            client.ec2("RunInstances", &given).await
        }
    };
    let launched = run(by(&[])).await.unwrap();
    assert_eq!(
        (
            field(&launched, "imageId").as_str(),
            field(&launched, "instanceType").as_str()
        ),
        (IMAGE, "t3.micro")
    );
    for tag in [
        "<key>Name</key><value>web</value>".to_owned(),
        format!("<key>aws:ec2launchtemplate:id</key><value>{template}</value>"),
        "<key>aws:ec2launchtemplate:version</key><value>1</value>".to_owned(),
    ] {
        assert!(launched.contains(&tag), "{tag} is not in {launched}");
    }
    let version = [
        ("LaunchTemplateId", template.as_str()),
        ("SourceVersion", "1"),
        ("LaunchTemplateData.InstanceType", "t3.small"),
    ];
    let made = client.ec2("CreateLaunchTemplateVersion", &version).await.unwrap();
    assert_eq!(
        (field(&made, "versionNumber").as_str(), field(&made, "imageId").as_str()),
        ("2", IMAGE)
    );
    let kind = |answer: Result<String, String>| field(&answer.unwrap(), "instanceType");
    assert_eq!(kind(run(by(&[])).await), "t3.micro", "the default version is the first");
    assert_eq!(kind(run(by(&[("LaunchTemplate.Version", "$Latest")])).await), "t3.small");
    assert_eq!(kind(run(by(&[("InstanceType", "t3.nano")])).await), "t3.nano");
    let default = [("LaunchTemplateName", "web"), ("SetDefaultVersion", "2")];
    client.ec2("ModifyLaunchTemplate", &default).await.unwrap();
    assert_eq!(kind(run(by(&[])).await), "t3.small");
    let unknown = run(by(&[("LaunchTemplate.Version", "3")])).await;
    assert_eq!(unknown.unwrap_err(), "InvalidLaunchTemplateId.VersionNotFound");
}

#[tokio::test(start_paused = true)]
async fn a_template_has_a_name_of_its_own_and_versions_that_are_kept() {
    let Network { client, .. } = network(Latencies::zero()).await;
    let id = template(&client).await;
    let taken = [("LaunchTemplateName", "web"), ("LaunchTemplateData.ImageId", IMAGE)];
    let again = client.ec2("CreateLaunchTemplate", &taken).await;
    assert_eq!(again.unwrap_err(), "InvalidLaunchTemplateName.AlreadyExistsException");
    let version: &[(&str, &str)] = &[
        ("LaunchTemplateId", &id),
        ("ClientToken", "once"),
        ("LaunchTemplateData.MetadataOptions.HttpTokens", "required"),
        ("LaunchTemplateData.SecurityGroupId.1", "sg-0123456789abcdef0"),
    ];
    for _ in 0..2 {
        let made = client.ec2("CreateLaunchTemplateVersion", version).await.unwrap();
        assert_eq!(field(&made, "versionNumber"), "2", "a token makes one version");
    }
    let named: &[(&str, &str)] = &[("LaunchTemplateName", "web")];
    let shown = client.ec2("DescribeLaunchTemplateVersions", named).await.unwrap();
    let newest = shown.find("<versionNumber>2<").unwrap();
    assert!(newest < shown.find("<versionNumber>1<").unwrap(), "{shown}");
    for part in [
        "<metadataOptions><httpTokens>required</httpTokens></metadataOptions>",
        "<securityGroupIdSet><item>sg-0123456789abcdef0</item></securityGroupIdSet>",
        "<tagSpecificationSet><item><resourceType>instance</resourceType><tagSet><item><key>Name</key><value>web</value></item></tagSet>",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    let refused: &[(&str, &str)] = &[("LaunchTemplateId", &id), ("LaunchTemplateData.RamDiskId", "ari-1")];
    let refused = client.ec2("CreateLaunchTemplateVersion", refused).await;
    assert_eq!(refused.unwrap_err(), "UnsupportedOperation", "it would be without effect");
    client.ec2("DeleteLaunchTemplate", named).await.unwrap();
    for (operation, given, code) in [
        (
            "DescribeLaunchTemplateVersions",
            named,
            "InvalidLaunchTemplateName.NotFoundException",
        ),
        (
            "DeleteLaunchTemplate",
            &[("LaunchTemplateId", id.as_str())][..],
            "InvalidLaunchTemplateId.NotFound",
        ),
        (
            "DescribeLaunchTemplates",
            &[("LaunchTemplateId.1", "lt-1")][..],
            "InvalidLaunchTemplateId.Malformed",
        ),
    ] {
        assert_eq!(client.ec2(operation, given).await.unwrap_err(), code, "{operation}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_interface_is_attached_to_one_instance_of_its_zone_and_outlives_it() {
    let Network { client, subnet, .. } = network(Latencies::zero()).await;
    let instance = client.made("RunInstances", &launch(&subnet, &[]), "instanceId").await;
    let wanted: &[(&str, &str)] = &[("SubnetId", &subnet)];
    let one = client.made("CreateNetworkInterface", wanted, "networkInterfaceId").await;
    let other = client.made("CreateNetworkInterface", wanted, "networkInterfaceId").await;
    let attach = |interface: &str, index: &str| {
        let given = [
            ("NetworkInterfaceId", interface),
            ("InstanceId", &instance),
            ("DeviceIndex", index),
        ];
        let given = given.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let client = &client;
        async move {
            let given = given.each_ref().map(|(name, value)| (name.as_str(), value.as_str()));
            client.ec2("AttachNetworkInterface", &given).await
        }
    };
    assert_eq!(
        attach(&one, "0").await.unwrap_err(),
        "InvalidParameterValue",
        "the index is taken"
    );
    let attachment = field(&attach(&one, "1").await.unwrap(), "attachmentId");
    assert_eq!(attach(&one, "2").await.unwrap_err(), "InvalidNetworkInterface.InUse");
    assert_eq!(
        attach(&other, "2").await.unwrap_err(),
        "AttachmentLimitExceeded",
        "a t3.micro has two"
    );
    let shown = client.ec2("DescribeInstances", &[("InstanceId.1", &instance)]).await.unwrap();
    assert!(
        shown.contains(&one) && shown.contains("<deviceIndex>1</deviceIndex>"),
        "{shown}"
    );
    let delete: &[(&str, &str)] = &[("NetworkInterfaceId", &one)];
    assert_eq!(
        client.ec2("DeleteNetworkInterface", delete).await.unwrap_err(),
        "InvalidParameterValue"
    );
    let detach: &[(&str, &str)] = &[("AttachmentId", &attachment)];
    client.ec2("DetachNetworkInterface", detach).await.unwrap();
    assert_eq!(
        client.ec2("DetachNetworkInterface", detach).await.unwrap_err(),
        "InvalidAttachmentID.NotFound"
    );
    attach(&one, "1").await.unwrap();
    client
        .ec2("TerminateInstances", &[("InstanceId.1", &instance)])
        .await
        .unwrap();
    client.ec2("DeleteNetworkInterface", delete).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_first_interface_of_an_instance_stays_and_its_attributes_are_the_instances() {
    let Network { client, subnet, .. } = network(Latencies::zero()).await;
    let instance = client.made("RunInstances", &launch(&subnet, &[]), "instanceId").await;
    let named: &[(&str, &str)] = &[("InstanceId.1", &instance)];
    let shown = client.ec2("DescribeInstances", named).await.unwrap();
    let (interface, attachment) = (field(&shown, "networkInterfaceId"), field(&shown, "attachmentId"));
    let stays = client.ec2("DetachNetworkInterface", &[("AttachmentId", &attachment)]).await;
    assert_eq!(stays.unwrap_err(), "OperationNotPermitted");
    let modify = |name: &'static str, value: &str| {
        let given = [
            ("NetworkInterfaceId".to_owned(), interface.clone()),
            (name.to_owned(), value.to_owned()),
        ];
        let client = &client;
        async move {
            let given = given.each_ref().map(|(name, value)| (name.as_str(), value.as_str()));
            client.ec2("ModifyNetworkInterfaceAttribute", &given).await
        }
    };
    modify("SourceDestCheck.Value", "false").await.unwrap();
    modify("Description.Value", "of a router").await.unwrap();
    let shown = client.ec2("DescribeNetworkInterfaces", &[]).await.unwrap();
    assert_eq!(
        (
            field(&shown, "sourceDestCheck").as_str(),
            field(&shown, "description").as_str()
        ),
        ("false", "of a router")
    );
    let shown = client.ec2("DescribeInstances", named).await.unwrap();
    assert!(!shown.contains("<sourceDestCheck>true"), "{shown}");
    assert_eq!(
        modify("Ipv6AddressCount", "1").await.unwrap_err(),
        "InvalidParameterCombination"
    );
    let unknown = modify("SecurityGroupId.1", "sg-0123456789abcdef0").await;
    assert_eq!(unknown.unwrap_err(), "InvalidGroup.NotFound");
}

#[tokio::test(start_paused = true)]
async fn an_instance_takes_an_interface_that_is_there_already() {
    let Network { client, subnet, .. } = network(Latencies::zero()).await;
    let wanted = [("SubnetId", subnet.as_str()), ("PrivateIpAddress", "10.0.0.77")];
    let interface = client.made("CreateNetworkInterface", &wanted, "networkInterfaceId").await;
    let launch: &[(&str, &str)] = &[
        ("ImageId", IMAGE),
        ("InstanceType", "t3.micro"),
        ("MinCount", "1"),
        ("MaxCount", "1"),
        ("NetworkInterface.1.DeviceIndex", "0"),
        ("NetworkInterface.1.NetworkInterfaceId", &interface),
    ];
    let launched = client.ec2("RunInstances", launch).await.unwrap();
    assert_eq!(field(&launched, "privateIpAddress"), "10.0.0.77");
    assert_eq!(
        client.ec2("RunInstances", launch).await.unwrap_err(),
        "InvalidNetworkInterface.InUse"
    );
    let instance = field(&launched, "instanceId");
    client
        .ec2("TerminateInstances", &[("InstanceId.1", &instance)])
        .await
        .unwrap();
    let delete = client
        .ec2("DeleteNetworkInterface", &[("NetworkInterfaceId", &interface)])
        .await;
    delete.unwrap();
}
