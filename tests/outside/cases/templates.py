"""Images of one's own, launch templates, and network interfaces that are attached."""

from harness import case, refusal, then, until


def an_image(aws, instance, name="image-of-a-case", **more):
    return aws.ec2.create_image(InstanceId=instance, Name=name, **more)["ImageId"]


def own_images(aws):
    return aws.ec2.describe_images(Owners=["self"])["Images"]


@case("available, of one's own", "CreateImage; waiter image_available; DescribeImages, Owners")
def an_image_becomes_available(aws):
    image = an_image(aws, aws.instance(aws.subnet(aws.vpc())))
    aws.wait(aws.ec2, "image_available", ImageIds=[image])
    (own,) = own_images(aws)
    whose = "public" if own["Public"] else "of one's own"
    return f"{own['State']}, {whose}"


@case("InvalidAMIName.Duplicate", "EC2 error-code page")
def an_image_name_is_taken_once(aws):
    instances = [aws.instance(aws.subnet(aws.vpc())), aws.instance(aws.subnet(aws.vpc("10.1.0.0/16"), "10.1.1.0/24"))]
    an_image(aws, instances[0])
    return refusal(an_image, aws=aws, instance=instances[1])


@case("InvalidAMIName.Malformed", "EC2 error-code page; CreateImage, Name: the characters it may hold")
def an_image_name_holds_no_exclamation_mark(aws):
    return refusal(an_image, aws=aws, instance=aws.instance(aws.subnet(aws.vpc())), name="case!")


@case("InvalidInstanceID.NotFound", "EC2 error-code page")
def an_image_of_an_unknown_instance_is_refused(aws):
    return refusal(an_image, aws=aws, instance="i-0123456789abcdef0")


@case("running", "RunInstances, ImageId")
def an_image_of_ones_own_is_launched(aws):
    subnet = aws.subnet(aws.vpc())
    image = an_image(aws, aws.instance(subnet))
    aws.wait(aws.ec2, "image_available", ImageIds=[image])
    again = aws.instance(subnet, ImageId=image)
    return aws.instance_now(again)["State"]["Name"]


@case("InvalidSnapshot.InUse, then accepted", "EC2 error-code page; DeregisterImage")
def a_snapshot_is_held_by_its_image(aws):
    image = an_image(aws, aws.instance(aws.subnet(aws.vpc())))
    aws.wait(aws.ec2, "image_available", ImageIds=[image])
    snapshot = own_images(aws)[0]["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
    held = refusal(aws.ec2.delete_snapshot, SnapshotId=snapshot)
    aws.ec2.deregister_image(ImageId=image)
    return then(held, refusal(aws.ec2.delete_snapshot, SnapshotId=snapshot))


@case("InvalidAMIID.NotFound", "EC2 error-code page")
def a_deregistered_image_is_not_launched(aws):
    subnet = aws.subnet(aws.vpc())
    image = an_image(aws, aws.instance(subnet))
    aws.wait(aws.ec2, "image_available", ImageIds=[image])
    aws.ec2.deregister_image(ImageId=image)
    return refusal(aws.launch, subnet=subnet, ImageId=image)


def a_template(aws, name="template-of-a-case", **more):
    data = {"ImageId": aws.image(), "InstanceType": "t3.micro"} | more
    return aws.ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)["LaunchTemplate"]


def by_template(aws, subnet, **more):
    named = {"LaunchTemplateName": "template-of-a-case"} | more
    return aws.ec2.run_instances(SubnetId=subnet, LaunchTemplate=named, MinCount=1, MaxCount=1)["Instances"][0]


@case("InvalidLaunchTemplateName.AlreadyExistsException", "EC2 error-code page")
def a_template_name_is_taken_once(aws):
    a_template(aws)
    return refusal(a_template, aws=aws)


@case("InvalidLaunchTemplateId.NotFound", "EC2 error-code page")
def an_unknown_template_is_not_found(aws):
    return refusal(aws.ec2.describe_launch_templates, LaunchTemplateIds=["lt-0123456789abcdef0"])


@case("t3.micro, then t3.small", "RunInstances, LaunchTemplate: the default version, $Latest")
def an_instance_is_launched_by_a_version_of_a_template(aws):
    subnet = aws.subnet(aws.vpc())
    a_template(aws)
    aws.ec2.create_launch_template_version(
        LaunchTemplateName="template-of-a-case", SourceVersion="1", LaunchTemplateData={"InstanceType": "t3.small"}
    )
    kinds = [by_template(aws, subnet, **version)["InstanceType"] for version in ({}, {"Version": "$Latest"})]
    return then(*kinds)


@case("2, t3.small of the first one's image", "CreateLaunchTemplateVersion, SourceVersion")
def a_version_has_what_its_source_has(aws):
    a_template(aws)
    made = aws.ec2.create_launch_template_version(
        LaunchTemplateName="template-of-a-case", SourceVersion="1", LaunchTemplateData={"InstanceType": "t3.small"}
    )["LaunchTemplateVersion"]
    data = made["LaunchTemplateData"]
    image = "the first one's image" if data.get("ImageId") == aws.image() else "no image"
    return f"{made['VersionNumber']}, {data['InstanceType']} of {image}"


@case("1, then 2", "ModifyLaunchTemplate, DefaultVersion")
def another_version_becomes_the_default(aws):
    first = a_template(aws)["DefaultVersionNumber"]
    data = {"ImageId": aws.image(), "InstanceType": "t3.small"}
    aws.ec2.create_launch_template_version(LaunchTemplateName="template-of-a-case", LaunchTemplateData=data)
    now = aws.ec2.modify_launch_template(LaunchTemplateName="template-of-a-case", DefaultVersion="2")["LaunchTemplate"]
    return then(first, now["DefaultVersionNumber"])


@case("InvalidLaunchTemplateId.VersionNotFound", "EC2 error-code page")
def an_unknown_version_is_not_launched(aws):
    subnet = aws.subnet(aws.vpc())
    a_template(aws)
    return refusal(by_template, aws=aws, subnet=subnet, Version="7")


@case("in the template's groups, tagged", "DescribeLaunchTemplateVersions; RunInstances, LaunchTemplate")
def a_template_gives_groups_and_tags(aws):
    vpc = aws.vpc()
    subnet, group = aws.subnet(vpc), aws.group(vpc)
    tags = [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "case"}]}]
    a_template(aws, SecurityGroupIds=[group], TagSpecifications=tags)
    (version,) = aws.ec2.describe_launch_template_versions(LaunchTemplateName="template-of-a-case")["LaunchTemplateVersions"]
    made = by_template(aws, subnet)
    is_same = [one["GroupId"] for one in made["SecurityGroups"]] == version["LaunchTemplateData"]["SecurityGroupIds"] == [group]
    is_tagged = {"Key": "Name", "Value": "case"} in made.get("Tags", [])
    groups = "in the template's groups" if is_same else "in others"
    return f"{groups}, {'tagged' if is_tagged else 'untagged'}"


def an_interface(aws, subnet):
    return aws.ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]


def interface_now(aws, interface):
    return aws.ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"][0]


def attach(aws, interface, instance, index=1):
    return aws.ec2.attach_network_interface(NetworkInterfaceId=interface, InstanceId=instance, DeviceIndex=index)["AttachmentId"]


@case("in-use at 1, then available", "AttachNetworkInterface, DetachNetworkInterface")
def an_interface_is_attached_and_detached(aws):
    subnet = aws.subnet(aws.vpc())
    instance, interface = aws.instance(subnet), an_interface(aws, subnet)
    attachment = attach(aws, interface, instance)
    now = interface_now(aws, interface)
    attached = f"{now['Status']} at {now['Attachment']['DeviceIndex']}"
    aws.ec2.detach_network_interface(AttachmentId=attachment)
    return then(attached, until(lambda: interface_now(aws, interface)["Status"], "available"))


@case("InvalidNetworkInterface.InUse", "EC2 error-code page")
def an_interface_is_attached_once(aws):
    subnet = aws.subnet(aws.vpc())
    instances, interface = [aws.instance(subnet) for _ in range(2)], an_interface(aws, subnet)
    attach(aws, interface, instances[0])
    return refusal(attach, aws=aws, interface=interface, instance=instances[1])


@case("AttachmentLimitExceeded", "EC2 error-code page; a t3.micro has two interfaces")
def an_instance_has_as_many_interfaces_as_its_type(aws):
    subnet = aws.subnet(aws.vpc())
    instance = aws.instance(subnet)
    attach(aws, an_interface(aws, subnet), instance)
    return refusal(attach, aws=aws, interface=an_interface(aws, subnet), instance=instance, index=2)


@case("OperationNotPermitted", "EC2 user guide, network interfaces: the primary one can't be detached; the code is recalled")
def the_first_interface_stays(aws):
    instance = aws.instance(aws.subnet(aws.vpc()))
    attachment = aws.instance_now(instance)["NetworkInterfaces"][0]["Attachment"]["AttachmentId"]
    return refusal(aws.ec2.detach_network_interface, AttachmentId=attachment)


@case("InvalidAttachmentID.NotFound", "EC2 error-code page")
def an_unknown_attachment_is_not_found(aws):
    return refusal(aws.ec2.detach_network_interface, AttachmentId="eni-attach-0123456789abcdef0")


@case("of a router, takes all", "ModifyNetworkInterfaceAttribute")
def an_interface_is_told_to_forward(aws):
    interface = an_interface(aws, aws.subnet(aws.vpc()))
    aws.ec2.modify_network_interface_attribute(NetworkInterfaceId=interface, SourceDestCheck={"Value": False})
    aws.ec2.modify_network_interface_attribute(NetworkInterfaceId=interface, Description={"Value": "of a router"})
    now = interface_now(aws, interface)
    return f"{now['Description']}, {'takes its own' if now['SourceDestCheck'] else 'takes all'}"
