"""What the cases stand on: clients of one endpoint, things to make there, and the form of an outcome."""

import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from typing import Callable

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

REGION = "us-east-1"
ZONES = ("us-east-1a", "us-east-1b")
PASSWORD = "correct-horse-battery"
# Longer than any wait of a sandbox that is served 600 times faster than AWS.
PATIENCE = 20.0
# AWS shows new things late, and so does the sandbox: a second, of which this is more at that speed.
LIST_LAG = 0.005
# The outcome where an endpoint breaks down over a call.
NO_ANSWER = "an answer that is not AWS's"


@dataclass(frozen=True)
class Case:
    """One rule: its name, the outcome AWS documents, where, and the requests that show it."""

    name: str
    area: str
    documented: str
    source: str
    run: Callable


CASES: list[Case] = []


def case(documented, source):
    """Lists a function as a case. Its name is the rule's; it is given the clients and returns the outcome."""

    def listed(run):
        area = run.__module__.rsplit(".", 1)[-1]
        CASES.append(Case(run.__name__, area, documented, source, run))
        return run

    return listed


def refusal(call, **arguments):
    """The code a call is refused with, or "accepted"."""
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    except ResponseParserError:
        return NO_ANSWER
    return "accepted"


def refused(call, **arguments):
    """Whether a call is refused, where AWS documents that it is and not with which code."""
    return "accepted" if refusal(call, **arguments) == "accepted" else "refused"


def then(*facts):
    """Facts one after the other."""
    return ", then ".join(str(fact) for fact in facts)


def until(look, *wanted):
    """Looks again and again until it sees what is wanted, and returns what it saw last."""
    deadline = time.monotonic() + PATIENCE
    while (seen := look()) not in wanted and time.monotonic() < deadline:
        time.sleep(0.02)
    return seen


def outcome(one, aws):
    """A case's outcome; a call that fails where the case does not expect it is an outcome too."""
    try:
        return str(one.run(aws))
    except ResponseParserError:
        return NO_ANSWER
    except (ClientError, BotoCoreError) as error:
        code = getattr(error, "response", {}).get("Error", {}).get("Code", type(error).__name__)
        operation = getattr(error, "operation_name", "")
        return f"{code} from {operation}" if operation else code
    except (KeyError, IndexError) as error:
        return f"nothing at {error} in an answer"


def be_seen(model, **_):
    """Waits, after a call that may have made something, until it is listed."""
    if not model.name.startswith(("Describe", "List", "Get", "Head")):
        time.sleep(LIST_LAG)


class Aws:
    """Clients of the four services at one endpoint, and the things most cases need."""

    def __init__(self, url):
        self.url = url
        self.ec2 = self.client("ec2")
        self.rds = self.client("rds")
        self.s3 = self.client("s3")
        self.sts = self.client("sts")

    def client(self, service, **settings):
        # One attempt: a retry would hide what was answered first.
        config = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, **settings)
        client = boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=config,
        )
        client.meta.events.register("after-call", be_seen)
        return client

    def token(self):
        """A client token that was never used, since tokens outlive what they made."""
        return uuid.uuid4().hex

    def anonymous_s3(self):
        return self.client("s3", signature_version=UNSIGNED)

    def vpc(self, cidr="10.0.0.0/16"):
        return self.ec2.create_vpc(CidrBlock=cidr)["Vpc"]["VpcId"]

    def subnet(self, vpc, cidr="10.0.1.0/24", zone=ZONES[0]):
        made = self.ec2.create_subnet(VpcId=vpc, CidrBlock=cidr, AvailabilityZone=zone)
        return made["Subnet"]["SubnetId"]

    def gateway(self, vpc):
        gateway = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        return gateway

    def table(self, vpc, **more):
        return self.ec2.create_route_table(VpcId=vpc, **more)["RouteTable"]["RouteTableId"]

    def routes(self, table):
        return self.ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]

    def group(self, vpc, name="app", **more):
        return self.ec2.create_security_group(VpcId=vpc, GroupName=name, Description="for a case", **more)["GroupId"]

    def image(self):
        names = [{"Name": "name", "Values": ["ubuntu/images/*noble-24.04-amd64-server-*"]}]
        return self.ec2.describe_images(Owners=["099720109477"], Filters=names)["Images"][0]["ImageId"]

    def launch(self, subnet, **more):
        settings = {"ImageId": self.image(), "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1} | more
        return self.ec2.run_instances(SubnetId=subnet, **settings)["Instances"][0]

    def instance(self, subnet, **more):
        instance = self.launch(subnet, **more)["InstanceId"]
        self.wait(self.ec2, "instance_running", InstanceIds=[instance])
        return instance

    def instance_now(self, instance):
        return self.ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]

    def address(self):
        return self.ec2.allocate_address(Domain="vpc")["AllocationId"]

    def nat(self, subnet, **more):
        return self.ec2.create_nat_gateway(SubnetId=subnet, **more)["NatGateway"]["NatGatewayId"]

    def nat_now(self, nat):
        return self.ec2.describe_nat_gateways(NatGatewayIds=[nat])["NatGateways"][0]

    def subnet_group(self, name="db-subnets"):
        vpc = self.vpc()
        subnets = [self.subnet(vpc, f"10.0.{10 + index}.0/24", zone) for index, zone in enumerate(ZONES)]
        self.rds.create_db_subnet_group(DBSubnetGroupName=name, DBSubnetGroupDescription="for a case", SubnetIds=subnets)
        self.database_guard = self.group(vpc, "db")
        return name

    def database_settings(self, group):
        """Parameters of a database that AWS accepts."""
        return {
            "DBInstanceIdentifier": "db-of-a-case",
            "DBInstanceClass": "db.t3.micro",
            "Engine": "mysql",
            "MasterUsername": "admin",
            "MasterUserPassword": PASSWORD,
            "AllocatedStorage": 20,
            "DBSubnetGroupName": group,
            "VpcSecurityGroupIds": [self.database_guard],
            "BackupRetentionPeriod": 0,
        }

    def database(self, group, **more):
        settings = self.database_settings(group) | more
        made = self.rds.create_db_instance(**settings)["DBInstance"]
        self.wait(self.rds, "db_instance_available", DBInstanceIdentifier=made["DBInstanceIdentifier"])
        return made["DBInstanceIdentifier"]

    def bucket(self, name="site-of-a-case"):
        self.s3.create_bucket(Bucket=name)
        return name

    def wait(self, client, waiter, **arguments):
        config = {"Delay": 0.05, "MaxAttempts": int(PATIENCE / 0.05)}
        client.get_waiter(waiter).wait(**arguments, WaiterConfig=config)


def sweep(aws):
    """Takes down whatever a case left, so that the next finds the account empty."""
    sweep_storage(aws.s3)
    sweep_databases(aws.rds)
    sweep_hosts(aws)
    sweep_networks(aws.ec2)


def sweep_storage(s3):
    for bucket in s3.list_buckets()["Buckets"]:
        name = bucket["Name"]
        listed = s3.list_object_versions(Bucket=name)
        for version in listed.get("Versions", []) + listed.get("DeleteMarkers", []):
            s3.delete_object(Bucket=name, Key=version["Key"], VersionId=version["VersionId"])
        for upload in s3.list_multipart_uploads(Bucket=name).get("Uploads", []):
            s3.abort_multipart_upload(Bucket=name, Key=upload["Key"], UploadId=upload["UploadId"])
        s3.delete_bucket(Bucket=name)


def sweep_databases(rds):
    def databases():
        return rds.describe_db_instances()["DBInstances"]

    # What a case has deleted itself may be gone at any moment.
    for database in [one for one in databases() if one["DBInstanceStatus"] != "deleting"]:
        name = database["DBInstanceIdentifier"]
        until(lambda: rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]["DBInstanceStatus"], "available")
        if database["DeletionProtection"]:
            rds.modify_db_instance(DBInstanceIdentifier=name, DeletionProtection=False, ApplyImmediately=True)
        until(lambda: refusal(rds.delete_db_instance, DBInstanceIdentifier=name, SkipFinalSnapshot=True), "accepted")
    until(databases, [])
    for snapshot in rds.describe_db_snapshots(SnapshotType="manual")["DBSnapshots"]:
        until(
            lambda: refusal(rds.delete_db_snapshot, DBSnapshotIdentifier=snapshot["DBSnapshotIdentifier"]),
            "accepted",
            "DBSnapshotNotFound",
        )
    for group in rds.describe_db_subnet_groups()["DBSubnetGroups"]:
        rds.delete_db_subnet_group(DBSubnetGroupName=group["DBSubnetGroupName"])


def sweep_hosts(aws):
    ec2 = aws.ec2
    alive = [{"Name": "instance-state-name", "Values": ["pending", "running", "stopping", "stopped"]}]
    reservations = ec2.describe_instances(Filters=alive)["Reservations"]
    instances = [one["InstanceId"] for reservation in reservations for one in reservation["Instances"]]
    for instance in instances:
        with suppress(ClientError):
            ec2.modify_instance_attribute(InstanceId=instance, DisableApiTermination={"Value": False})
    if instances:
        aws.wait(ec2, "instance_running", InstanceIds=instances)
        ec2.terminate_instances(InstanceIds=instances)
        aws.wait(ec2, "instance_terminated", InstanceIds=instances)
    live = [{"Name": "state", "Values": ["pending", "available", "failed"]}]
    for nat in ec2.describe_nat_gateways(Filters=live)["NatGateways"]:
        name = nat["NatGatewayId"]
        until(lambda: aws.nat_now(name)["State"], "available", "failed")
        ec2.delete_nat_gateway(NatGatewayId=name)
        until(lambda: aws.nat_now(name)["State"], "deleted")
    for address in ec2.describe_addresses()["Addresses"]:
        until(lambda: refusal(ec2.release_address, AllocationId=address["AllocationId"]), "accepted")
    for key in ec2.describe_key_pairs()["KeyPairs"]:
        ec2.delete_key_pair(KeyName=key["KeyName"])
    for template in ec2.describe_launch_templates()["LaunchTemplates"]:
        ec2.delete_launch_template(LaunchTemplateId=template["LaunchTemplateId"])
    for image in ec2.describe_images(Owners=["self"])["Images"]:
        # Images of moto's own are its account's too.
        with suppress(ClientError):
            ec2.deregister_image(ImageId=image["ImageId"])
    for interface in ec2.describe_network_interfaces(Filters=[{"Name": "status", "Values": ["available"]}])["NetworkInterfaces"]:
        ec2.delete_network_interface(NetworkInterfaceId=interface["NetworkInterfaceId"])
    for snapshot in ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]:
        with suppress(ClientError):
            ec2.delete_snapshot(SnapshotId=snapshot["SnapshotId"])


def sweep_networks(ec2):
    for peering in ec2.describe_vpc_peering_connections()["VpcPeeringConnections"]:
        if peering["Status"]["Code"] in ("active", "pending-acceptance"):
            ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=peering["VpcPeeringConnectionId"])
    for endpoint in ec2.describe_vpc_endpoints()["VpcEndpoints"]:
        if endpoint["State"] not in ("deleted", "deleting"):
            ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])
    for gateway in ec2.describe_internet_gateways()["InternetGateways"]:
        for attachment in gateway["Attachments"]:
            ec2.detach_internet_gateway(InternetGatewayId=gateway["InternetGatewayId"], VpcId=attachment["VpcId"])
        ec2.delete_internet_gateway(InternetGatewayId=gateway["InternetGatewayId"])
    for table in ec2.describe_route_tables()["RouteTables"]:
        associations = table["Associations"]
        if any(association["Main"] for association in associations):
            continue
        for association in associations:
            ec2.disassociate_route_table(AssociationId=association["RouteTableAssociationId"])
        ec2.delete_route_table(RouteTableId=table["RouteTableId"])
    groups = [group for group in ec2.describe_security_groups()["SecurityGroups"] if group["GroupName"] != "default"]
    for group in groups:
        # A rule may name a group that is gone, where one in use could be deleted.
        with suppress(ClientError):
            ec2.revoke_security_group_ingress(GroupId=group["GroupId"], IpPermissions=group["IpPermissions"])
    for group in groups:
        ec2.delete_security_group(GroupId=group["GroupId"])
    for subnet in ec2.describe_subnets()["Subnets"]:
        until(lambda: refusal(ec2.delete_subnet, SubnetId=subnet["SubnetId"]), "accepted")
    vpcs = [vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"]]
    for acl in ec2.describe_network_acls()["NetworkAcls"]:
        # moto keeps the ACLs of VPCs that are gone, and associations with subnets that are gone; the VPC goes all the same.
        if acl["VpcId"] in vpcs and not acl["IsDefault"]:
            with suppress(ClientError):
                ec2.delete_network_acl(NetworkAclId=acl["NetworkAclId"])
    for vpc in vpcs:
        until(lambda: refusal(ec2.delete_vpc, VpcId=vpc), "accepted")
