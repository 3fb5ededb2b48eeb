"""Key pairs, instances, their volumes and snapshots."""

from harness import case, refusal, then, until

# A public key made for this file; nobody keeps the private one.
PUBLIC_KEY = b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIx7xcMUDA4Y4ZqRMsLyPQkHdZ3pYhGJ9oYtFA4pmB6u case"


@case("InvalidKeyPair.Duplicate", "EC2 error-code page")
def a_key_name_is_taken_once(aws):
    aws.ec2.import_key_pair(KeyName="case", PublicKeyMaterial=PUBLIC_KEY)
    return refusal(aws.ec2.import_key_pair, KeyName="case", PublicKeyMaterial=PUBLIC_KEY)


@case("InvalidKey.Format", "EC2 error-code page")
def a_key_that_is_none_is_refused(aws):
    return refusal(aws.ec2.import_key_pair, KeyName="case", PublicKeyMaterial=b"no key")


@case("InvalidKeyPair.NotFound", "EC2 error-code page")
def an_unknown_key_is_not_found(aws):
    return refusal(aws.ec2.describe_key_pairs, KeyNames=["nobody"])


@case("same id", "Ensuring idempotency in EC2 API requests")
def a_launch_token_names_one_instance(aws):
    subnet, token = aws.subnet(aws.vpc()), aws.token()
    ids = {aws.launch(subnet, ClientToken=token)["InstanceId"] for _ in range(2)}
    return "same id" if len(ids) == 1 else "another id"


@case("IdempotentParameterMismatch", "EC2 error-code page")
def a_launch_token_with_other_parameters_is_refused(aws):
    subnet, token = aws.subnet(aws.vpc()), aws.token()
    aws.launch(subnet, ClientToken=token)
    return refusal(aws.launch, subnet=subnet, ClientToken=token, InstanceType="t3.small")


@case("IdempotentInstanceTerminated", "EC2 error-code page")
def a_launch_token_outlives_its_instance(aws):
    subnet, token = aws.subnet(aws.vpc()), aws.token()
    instance = aws.instance(subnet, ClientToken=token)
    aws.ec2.terminate_instances(InstanceIds=[instance])
    aws.wait(aws.ec2, "instance_terminated", InstanceIds=[instance])
    return refusal(aws.launch, subnet=subnet, ClientToken=token)


@case("pending, then running", "botocore model, InstanceStateName; waiter instance_running")
def an_instance_is_pending_then_running(aws):
    made = aws.launch(aws.subnet(aws.vpc()))
    aws.wait(aws.ec2, "instance_running", InstanceIds=[made["InstanceId"]])
    return then(made["State"]["Name"], aws.instance_now(made["InstanceId"])["State"]["Name"])


@case("ok", "waiter instance_status_ok")
def a_running_instance_passes_its_status_checks(aws):
    instance = aws.instance(aws.subnet(aws.vpc()))
    aws.wait(aws.ec2, "instance_status_ok", InstanceIds=[instance])
    status = aws.ec2.describe_instance_status(InstanceIds=[instance])["InstanceStatuses"][0]
    return status["InstanceStatus"]["Status"]


@case("shutting-down, then terminated", "TerminateInstances: it stays visible for about an hour")
def a_terminated_instance_stays_visible(aws):
    instance = aws.instance(aws.subnet(aws.vpc()))
    answer = aws.ec2.terminate_instances(InstanceIds=[instance])["TerminatingInstances"][0]
    aws.wait(aws.ec2, "instance_terminated", InstanceIds=[instance])
    return then(answer["CurrentState"]["Name"], aws.instance_now(instance)["State"]["Name"])


@case("terminated", "TerminateInstances: succeeds each time")
def an_instance_is_terminated_twice(aws):
    instance = aws.instance(aws.subnet(aws.vpc()))
    aws.ec2.terminate_instances(InstanceIds=[instance])
    aws.wait(aws.ec2, "instance_terminated", InstanceIds=[instance])
    answer = aws.ec2.terminate_instances(InstanceIds=[instance])["TerminatingInstances"][0]
    return answer["CurrentState"]["Name"]


@case("InvalidInstanceID.NotFound and the other still running", "TerminateInstances: one bad id fails the batch")
def one_unknown_id_spares_the_whole_batch(aws):
    instance = aws.instance(aws.subnet(aws.vpc()))
    code = refusal(aws.ec2.terminate_instances, InstanceIds=[instance, "i-0123456789abcdef0"])
    return f"{code} and the other still {aws.instance_now(instance)['State']['Name']}"


@case("InvalidInstanceID.NotFound", "EC2 error-code page")
def an_unknown_instance_is_not_found(aws):
    return refusal(aws.ec2.describe_instances, InstanceIds=["i-0123456789abcdef0"])


@case("InvalidInstanceID.Malformed", "EC2 error-code page")
def an_instance_id_has_a_form(aws):
    return refusal(aws.ec2.describe_instances, InstanceIds=["instance-one"])


@case("InvalidAMIID.NotFound", "EC2 error-code page")
def an_unknown_image_is_not_found(aws):
    return refusal(aws.launch, subnet=aws.subnet(aws.vpc()), ImageId="ami-0123456789abcdef0")


@case("InvalidKeyPair.NotFound", "EC2 error-code page")
def a_launch_with_an_unknown_key_is_refused(aws):
    return refusal(aws.launch, subnet=aws.subnet(aws.vpc()), KeyName="nobody")


@case("InvalidSubnetID.NotFound", "EC2 error-code page")
def a_launch_in_an_unknown_subnet_is_refused(aws):
    return refusal(aws.launch, subnet="subnet-0123456789abcdef0")


@case("InvalidParameter", "EC2 error-code page: a group and a subnet of different VPCs")
def a_launch_with_a_group_of_another_vpc_is_refused(aws):
    subnet = aws.subnet(aws.vpc())
    group = aws.group(aws.vpc("10.1.0.0/16"))
    return refusal(aws.launch, subnet=subnet, SecurityGroupIds=[group])


@case("InvalidParameterValue", "RunInstances, UserData: 16 KB before base64; the code is recalled, unverified")
def user_data_has_16_kilobytes_at_most(aws):
    return refusal(aws.launch, subnet=aws.subnet(aws.vpc()), UserData="x" * (16 * 1024 + 1))


@case("required, 1 hop", "RunInstances, MetadataOptions")
def an_instance_is_launched_with_imdsv2_alone(aws):
    options = {"HttpTokens": "required", "HttpPutResponseHopLimit": 1}
    instance = aws.instance(aws.subnet(aws.vpc()), MetadataOptions=options)
    return metadata_options(aws, instance)


@case("required, 1 hop", "ModifyInstanceMetadataOptions")
def a_running_instance_is_told_to_require_imdsv2(aws):
    loose = {"HttpTokens": "optional", "HttpPutResponseHopLimit": 2}
    instance = aws.instance(aws.subnet(aws.vpc()), MetadataOptions=loose)
    aws.ec2.modify_instance_metadata_options(InstanceId=instance, HttpTokens="required", HttpPutResponseHopLimit=1)
    return until(lambda: metadata_options(aws, instance), "required, 1 hop")


def metadata_options(aws, instance):
    options = aws.instance_now(instance)["MetadataOptions"]
    return f"{options['HttpTokens']}, {options['HttpPutResponseHopLimit']} hop"


@case("gp3, encrypted, 12 GiB, tagged, then gone", "RunInstances, BlockDeviceMappings and TagSpecifications")
def a_root_volume_is_as_asked_and_goes_with_its_instance(aws):
    disk = {"VolumeType": "gp3", "Encrypted": True, "VolumeSize": 12, "DeleteOnTermination": True}
    instance = aws.instance(
        aws.subnet(aws.vpc()),
        BlockDeviceMappings=[{"DeviceName": "/dev/sda1", "Ebs": disk}],
        TagSpecifications=[{"ResourceType": "volume", "Tags": [{"Key": "Name", "Value": "root"}]}],
    )
    attached = [{"Name": "attachment.instance-id", "Values": [instance]}]
    (volume,) = aws.ec2.describe_volumes(Filters=attached)["Volumes"]
    encrypted = "encrypted" if volume["Encrypted"] else "plain"
    tagged = "tagged" if volume.get("Tags") == [{"Key": "Name", "Value": "root"}] else "untagged"
    aws.ec2.terminate_instances(InstanceIds=[instance])

    def left():
        return "there" if aws.ec2.describe_volumes(Filters=attached)["Volumes"] else "gone"

    return then(f"{volume['VolumeType']}, {encrypted}, {volume['Size']} GiB, {tagged}", until(left, "gone"))


@case("OperationNotPermitted", "EC2 error-code page")
def a_protected_instance_is_not_terminated(aws):
    instance = aws.instance(aws.subnet(aws.vpc()), DisableApiTermination=True)
    return refusal(aws.ec2.terminate_instances, InstanceIds=[instance])


@case("DryRunOperation", "EC2 error-code page")
def a_dry_run_does_nothing(aws):
    return refusal(aws.ec2.create_vpc, CidrBlock="10.0.0.0/16", DryRun=True)


@case("running, stopped, running", "StopInstances, StartInstances")
def an_instance_is_stopped_and_started(aws):
    instance = aws.instance(aws.subnet(aws.vpc()))
    states = [aws.instance_now(instance)["State"]["Name"]]
    aws.ec2.stop_instances(InstanceIds=[instance])
    aws.wait(aws.ec2, "instance_stopped", InstanceIds=[instance])
    states.append(aws.instance_now(instance)["State"]["Name"])
    aws.ec2.start_instances(InstanceIds=[instance])
    aws.wait(aws.ec2, "instance_running", InstanceIds=[instance])
    states.append(aws.instance_now(instance)["State"]["Name"])
    return ", ".join(states)


@case("InvalidIPAddress.InUse", "EC2 error-code page")
def a_private_address_is_given_once(aws):
    subnet = aws.subnet(aws.vpc())
    aws.instance(subnet, PrivateIpAddress="10.0.1.20")
    return refusal(aws.launch, subnet=subnet, PrivateIpAddress="10.0.1.20")


@case("pending, then completed, then InvalidSnapshot.NotFound", "CreateSnapshots; waiter snapshot_completed; EC2 error-code page")
def a_snapshot_is_made_and_deleted(aws):
    instance = aws.instance(aws.subnet(aws.vpc()))
    made = aws.ec2.create_snapshots(InstanceSpecification={"InstanceId": instance})["Snapshots"][0]
    ids = [made["SnapshotId"]]
    aws.wait(aws.ec2, "snapshot_completed", SnapshotIds=ids)
    state = aws.ec2.describe_snapshots(SnapshotIds=ids)["Snapshots"][0]["State"]
    aws.ec2.delete_snapshot(SnapshotId=ids[0])
    return then(made["State"], state, refusal(aws.ec2.describe_snapshots, SnapshotIds=ids))


@case("t3.micro in us-east-1a", "DescribeInstanceTypeOfferings")
def a_zone_tells_what_it_offers(aws):
    offered = aws.ec2.describe_instance_type_offerings(
        LocationType="availability-zone",
        Filters=[{"Name": "instance-type", "Values": ["t3.micro"]}, {"Name": "location", "Values": ["us-east-1a"]}],
    )["InstanceTypeOfferings"]
    return ", ".join(f"{one['InstanceType']} in {one['Location']}" for one in offered)
