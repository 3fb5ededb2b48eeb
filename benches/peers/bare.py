"""The environment of jalon's default answers by boto3 alone: only the necessary calls, one after the other.

Nothing is looked for, nothing is waited for, nothing is remembered: what a person would write who knows that every call succeeds and
everything is ready at once. Takes the endpoint, the user data's file, the site's folder and a public key's file.
"""

import mimetypes
import sys
from pathlib import Path

import boto3
from botocore.config import Config

endpoint, user_data, site, public_key = sys.argv[1:]
access = {
    "endpoint_url": endpoint,
    "region_name": "us-east-1",
    "aws_access_key_id": "test",
    "aws_secret_access_key": "test",
    "config": Config(retries={"max_attempts": 1}),
}
ec2, rds, s3 = (boto3.client(service, **access) for service in ("ec2", "rds", "s3"))


def tags(kind, name):
    return [{"ResourceType": kind, "Tags": [{"Key": "Name", "Value": name}, {"Key": "deployment", "Value": "demo"}]}]


OF_RDS = [{"Key": "deployment", "Value": "demo"}]


def vpc(name, cidr):
    made = ec2.create_vpc(CidrBlock=cidr, TagSpecifications=tags("vpc", name))["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=made, EnableDnsHostnames={"Value": True})
    return made


def gateway(name, of):
    made = ec2.create_internet_gateway(TagSpecifications=tags("internet-gateway", name))
    made = made["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=made, VpcId=of)
    return made


def subnet(name, of, cidr, zone, public):
    made = ec2.create_subnet(VpcId=of, CidrBlock=cidr, AvailabilityZone=zone, TagSpecifications=tags("subnet", name))
    made = made["Subnet"]["SubnetId"]
    if public:
        ec2.modify_subnet_attribute(SubnetId=made, MapPublicIpOnLaunch={"Value": True})
    return made


def table(name, of, subnets):
    made = ec2.create_route_table(VpcId=of, TagSpecifications=tags("route-table", name))["RouteTable"]["RouteTableId"]
    for served in subnets:
        ec2.associate_route_table(RouteTableId=made, SubnetId=served)
    return made


def route(of, destination, **target):
    ec2.create_route(RouteTableId=of, DestinationCidrBlock=destination, **target)


def group(name, of, description, rules):
    made = ec2.create_security_group(
        GroupName=name, Description=description, VpcId=of, TagSpecifications=tags("security-group", name)
    )["GroupId"]
    ec2.authorize_security_group_ingress(GroupId=made, IpPermissions=rules)
    return made


def tcp(port, source):
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **source}


def icmp(source):
    return {"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, **source}


def cidr(block):
    return {"IpRanges": [{"CidrIp": block}]}


def members(of):
    return {"UserIdGroupPairs": [{"GroupId": of}]}


def host(name, image, within, behind):
    made = ec2.run_instances(
        ImageId=image,
        InstanceType="t3.micro",
        MinCount=1,
        MaxCount=1,
        KeyName="demo-key",
        SubnetId=within,
        SecurityGroupIds=[behind],
        UserData=Path(user_data).read_text(),
        MetadataOptions={"HttpTokens": "required", "HttpPutResponseHopLimit": 1, "HttpEndpoint": "enabled"},
        BlockDeviceMappings=[
            {"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 8, "VolumeType": "gp3", "Encrypted": True}}
        ],
        TagSpecifications=tags("instance", name) + tags("volume", name),
    )
    return made["Instances"][0]["InstanceId"]


# Step 1: the network.
offers = ec2.describe_instance_type_offerings(
    LocationType="availability-zone", Filters=[{"Name": "instance-type", "Values": ["t3.micro"]}]
)
zone1, zone2 = sorted(offer["Location"] for offer in offers["InstanceTypeOfferings"])[:2]
main = vpc("demo-vpc", "10.0.0.0/16")
igw = gateway("demo-igw", main)
public1 = subnet("demo-subnet-public1", main, "10.0.0.0/20", zone1, True)
public2 = subnet("demo-subnet-public2", main, "10.0.16.0/20", zone2, True)
private1 = subnet("demo-subnet-private1", main, "10.0.128.0/20", zone1, False)
private2 = subnet("demo-subnet-private2", main, "10.0.144.0/20", zone2, False)
public = table("demo-rtb-public", main, [public1, public2])
inner1 = table("demo-rtb-private1", main, [private1])
inner2 = table("demo-rtb-private2", main, [private2])
route(public, "0.0.0.0/0", GatewayId=igw)
ec2.create_vpc_endpoint(
    VpcId=main,
    ServiceName="com.amazonaws.us-east-1.s3",
    RouteTableIds=[inner1, inner2],
    TagSpecifications=tags("vpc-endpoint", "demo-vpce-s3"),
)
# Steps 2 to 5: the hosts and the database.
ec2.import_key_pair(
    KeyName="demo-key", PublicKeyMaterial=Path(public_key).read_bytes(), TagSpecifications=tags("key-pair", "demo-key")
)
app_group = group("demo-app-host", main, "app", [tcp(22, cidr("203.0.113.7/32")), tcp(5085, cidr("0.0.0.0/0"))])
images = ec2.describe_images(
    Owners=["099720109477"],
    Filters=[
        {"Name": "name", "Values": ["ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*"]},
        {"Name": "architecture", "Values": ["x86_64"]},
    ],
)["Images"]
image = max(images, key=lambda one: one["CreationDate"])["ImageId"]
app_host = host("demo-app-host", image, public1, app_group)
rds.create_db_subnet_group(
    DBSubnetGroupName="demo-database",
    DBSubnetGroupDescription="The private subnets",
    SubnetIds=[private1, private2],
    Tags=OF_RDS,
)
database_group = group("demo-database", main, "database", [tcp(3306, members(app_group))])
rds.create_db_instance(
    DBInstanceIdentifier="demo-db",
    DBInstanceClass="db.t4g.micro",
    Engine="mysql",
    EngineVersion="8.4.3",
    DBName="app",
    MasterUsername="admin",
    MasterUserPassword="a-password-of-a-rehearsal",
    AllocatedStorage=20,
    MaxAllocatedStorage=100,
    StorageType="gp3",
    StorageEncrypted=True,
    BackupRetentionPeriod=1,
    DBSubnetGroupName="demo-database",
    VpcSecurityGroupIds=[database_group],
    PubliclyAccessible=False,
    Tags=OF_RDS,
)
test_group = group("demo-test-host", main, "test", [tcp(22, members(app_group)), icmp(members(app_group))])
host("demo-test-host", image, private1, test_group)
# Step 6: the NAT gateway.
address = ec2.allocate_address(Domain="vpc", TagSpecifications=tags("elastic-ip", "demo-eip-nat"))["AllocationId"]
nat = ec2.create_nat_gateway(SubnetId=public1, AllocationId=address, TagSpecifications=tags("natgateway", "demo-nat"))
nat = nat["NatGateway"]["NatGatewayId"]
for inner in (inner1, inner2):
    route(inner, "0.0.0.0/0", NatGatewayId=nat)
# Step 7: the site.
BUCKET = "demo-site-of-a-peer"
s3.create_bucket(Bucket=BUCKET, ObjectOwnership="BucketOwnerEnforced")
s3.put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": OF_RDS})
s3.put_public_access_block(
    Bucket=BUCKET,
    PublicAccessBlockConfiguration={
        "BlockPublicAcls": True,
        "IgnorePublicAcls": True,
        "BlockPublicPolicy": False,
        "RestrictPublicBuckets": False,
    },
)
s3.put_bucket_policy(
    Bucket=BUCKET,
    Policy='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",'
    f'"Resource":"arn:aws:s3:::{BUCKET}/*"}}]}}',
)
s3.put_bucket_website(
    Bucket=BUCKET,
    WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "error.html"}},
)
for file in sorted(path for path in Path(site).rglob("*") if path.is_file()):
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    s3.put_object(Bucket=BUCKET, Key=str(file.relative_to(site)), Body=file.read_bytes(), ContentType=kind)
# Step 8: the snapshots.
ec2.create_snapshots(
    InstanceSpecification={"InstanceId": app_host},
    Description="demo-baseline",
    TagSpecifications=tags("snapshot", "demo-baseline"),
)
rds.create_db_snapshot(DBSnapshotIdentifier="demo-baseline", DBInstanceIdentifier="demo-db", Tags=OF_RDS)
# Steps 9 to 11: the second network, joined to the first.
second = vpc("demo-ai-vpc", "10.1.0.0/16")
second_igw = gateway("demo-ai-igw", second)
inside = subnet("demo-ai-subnet", second, "10.1.0.0/24", zone1, True)
second_table = table("demo-ai-rtb", second, [inside])
route(second_table, "0.0.0.0/0", GatewayId=second_igw)
peering = ec2.create_vpc_peering_connection(
    VpcId=main, PeerVpcId=second, TagSpecifications=tags("vpc-peering-connection", "demo-peering")
)["VpcPeeringConnection"]["VpcPeeringConnectionId"]
ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
ec2.modify_vpc_peering_connection_options(
    VpcPeeringConnectionId=peering,
    RequesterPeeringConnectionOptions={"AllowDnsResolutionFromRemoteVpc": True},
    AccepterPeeringConnectionOptions={"AllowDnsResolutionFromRemoteVpc": True},
)
for here, there in ((public, "10.1.0.0/16"), (inner1, "10.1.0.0/16"), (inner2, "10.1.0.0/16"), (second_table, "10.0.0.0/16")):
    route(here, there, VpcPeeringConnectionId=peering)
ai_group = group("demo-ai-host", second, "ai", [tcp(22, cidr("10.0.0.0/16")), icmp(cidr("10.0.0.0/16"))])
host("demo-ai-host", image, inside, ai_group)
