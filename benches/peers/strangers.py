"""Puts 5,000 resources of somebody else into the account behind an endpoint."""

import base64
import os
import struct
import sys

import boto3

access = {
    "endpoint_url": sys.argv[1],
    "region_name": "us-east-1",
    "aws_access_key_id": "test",
    "aws_secret_access_key": "test",
}
ec2, s3 = (boto3.client(service, **access) for service in ("ec2", "s3"))
# Their tags have the same keys as a deployment's, and another name.
OTHERS = [{"Key": "jalon:deployment", "Value": "others"}, {"Key": "Name", "Value": "theirs"}]


def tags(kind):
    return [{"ResourceType": kind, "Tags": OTHERS}]


def key():
    def field(value):
        return struct.pack(">I", len(value)) + value

    return b"ssh-ed25519 " + base64.b64encode(field(b"ssh-ed25519") + field(os.urandom(32)))


vpc = ec2.create_vpc(CidrBlock="10.99.0.0/16", TagSpecifications=tags("vpc"))["Vpc"]["VpcId"]
subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.99.0.0/20", TagSpecifications=tags("subnet"))["Subnet"]["SubnetId"]


def group(number):
    ec2.create_security_group(
        GroupName=f"theirs-{number}", Description="theirs", VpcId=vpc, TagSpecifications=tags("security-group")
    )


def address(_):
    ec2.allocate_address(Domain="vpc", TagSpecifications=tags("elastic-ip"))


def volume_and_snapshot(_):
    made = ec2.create_volume(AvailabilityZone="us-east-1a", Size=1, TagSpecifications=tags("volume"))["VolumeId"]
    ec2.create_snapshot(VolumeId=made, TagSpecifications=tags("snapshot"))


def table(_):
    ec2.create_route_table(VpcId=vpc, TagSpecifications=tags("route-table"))


def key_pair(number):
    ec2.import_key_pair(KeyName=f"theirs-{number}", PublicKeyMaterial=key(), TagSpecifications=tags("key-pair"))


def interface(_):
    ec2.create_network_interface(SubnetId=subnet, TagSpecifications=tags("network-interface"))


def bucket(number):
    s3.create_bucket(Bucket=f"theirs-{number}")


MIX = [
    (group, 1500),
    (address, 100),
    (volume_and_snapshot, 750),
    (table, 600),
    (key_pair, 500),
    (interface, 400),
    (bucket, 226),
]
# One after the other: moto fails now and then when it is asked to make things at once.
for make, count in MIX:
    for number in range(count):
        make(number)
ec2.run_instances(
    ImageId=ec2.describe_images(Owners=["099720109477"])["Images"][0]["ImageId"],
    MinCount=172,
    MaxCount=172,
    SubnetId=subnet,
    InstanceType="t3.micro",
    TagSpecifications=tags("instance"),
)
