"""VPCs, subnets and internet gateways."""

from harness import ZONES, case, refusal, then, until


@case("InvalidVpc.Range", "EC2 error-code page, spelt InvalidVpcRange there; /16 to /28")
def a_vpc_larger_than_16_is_refused(aws):
    return refusal(aws.ec2.create_vpc, CidrBlock="10.0.0.0/15")


@case("InvalidVpc.Range", "EC2 error-code page, spelt InvalidVpcRange there; /16 to /28")
def a_vpc_smaller_than_28_is_refused(aws):
    return refusal(aws.ec2.create_vpc, CidrBlock="10.0.0.0/29")


@case("10.0.0.0/16", "CreateVpc: a block with host bits is canonicalised")
def a_cidr_with_host_bits_is_rewritten(aws):
    return aws.ec2.create_vpc(CidrBlock="10.0.7.9/16")["Vpc"]["CidrBlock"]


@case("InvalidParameterValue", "EC2 error-code page; the code is recalled, unverified")
def a_cidr_that_is_none_is_refused(aws):
    return refusal(aws.ec2.create_vpc, CidrBlock="ten")


@case("VpcLimitExceeded", "VPC quotas: 5 VPCs a region")
def the_sixth_vpc_is_over_the_quota(aws):
    for second in range(5):
        aws.vpc(f"10.{second}.0.0/16")
    return refusal(aws.ec2.create_vpc, CidrBlock="10.5.0.0/16")


@case("InvalidVpcID.NotFound", "EC2 error-code page")
def an_unknown_vpc_is_not_found(aws):
    return refusal(aws.ec2.describe_vpcs, VpcIds=["vpc-0123456789abcdef0"])


@case("pending, then available", "botocore model, VpcState")
def a_vpc_becomes_available(aws):
    made = aws.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]
    aws.wait(aws.ec2, "vpc_available", VpcIds=[made["VpcId"]])
    state = aws.ec2.describe_vpcs(VpcIds=[made["VpcId"]])["Vpcs"][0]["State"]
    return then(made["State"], state)


@case("1 main route table, 1 default security group, 1 default network ACL", "CreateVpc")
def a_vpc_is_born_with_its_defaults(aws):
    mine = [{"Name": "vpc-id", "Values": [aws.vpc()]}]
    tables = aws.ec2.describe_route_tables(Filters=mine)["RouteTables"]
    groups = aws.ec2.describe_security_groups(Filters=mine)["SecurityGroups"]
    acls = aws.ec2.describe_network_acls(Filters=mine)["NetworkAcls"]
    main = [table for table in tables if table["Associations"][0]["Main"]]
    default = [group for group in groups if group["GroupName"] == "default"]
    acl = [one for one in acls if one["IsDefault"]]
    return f"{len(main)} main route table, {len(default)} default security group, {len(acl)} default network ACL"


@case("dns support True, host names False", "DescribeVpcAttribute: the defaults of a VPC that is not the default one")
def a_new_vpc_resolves_names_and_gives_none(aws):
    vpc = aws.vpc()
    support = aws.ec2.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsSupport")["EnableDnsSupport"]["Value"]
    names = aws.ec2.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsHostnames")["EnableDnsHostnames"]["Value"]
    return f"dns support {support}, host names {names}"


@case("DependencyViolation", "EC2 error-code page")
def a_vpc_with_a_subnet_stays(aws):
    vpc = aws.vpc()
    aws.subnet(vpc)
    return refusal(aws.ec2.delete_vpc, VpcId=vpc)


@case("DependencyViolation", "EC2 error-code page")
def a_vpc_with_an_internet_gateway_stays(aws):
    vpc = aws.vpc()
    aws.gateway(vpc)
    return refusal(aws.ec2.delete_vpc, VpcId=vpc)


@case("DependencyViolation", "DeleteVpc: all but the defaults must be gone first")
def a_vpc_with_a_security_group_stays(aws):
    vpc = aws.vpc()
    aws.group(vpc)
    return refusal(aws.ec2.delete_vpc, VpcId=vpc)


@case("InvalidGroup.NotFound", "DeleteVpc: the default security group goes along")
def a_vpc_takes_its_default_group_along(aws):
    vpc = aws.vpc()
    groups = aws.ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["SecurityGroups"]
    aws.ec2.delete_vpc(VpcId=vpc)
    return refusal(aws.ec2.describe_security_groups, GroupIds=[groups[0]["GroupId"]])


@case("InvalidSubnet.Range", "EC2 error-code page")
def a_subnet_outside_its_vpc_is_refused(aws):
    return refusal(aws.ec2.create_subnet, VpcId=aws.vpc(), CidrBlock="10.1.0.0/24")


@case("InvalidSubnet.Conflict", "EC2 error-code page")
def a_subnet_that_overlaps_another_is_refused(aws):
    vpc = aws.vpc()
    aws.subnet(vpc, "10.0.1.0/24")
    return refusal(aws.ec2.create_subnet, VpcId=vpc, CidrBlock="10.0.1.128/25")


@case("251", "VPC user guide: five addresses of a subnet are reserved")
def five_addresses_of_a_subnet_are_reserved(aws):
    made = aws.ec2.create_subnet(VpcId=aws.vpc(), CidrBlock="10.0.1.0/24")
    return made["Subnet"]["AvailableIpAddressCount"]


@case("InvalidSubnetID.NotFound", "EC2 error-code page")
def an_unknown_subnet_is_not_found(aws):
    return refusal(aws.ec2.describe_subnets, SubnetIds=["subnet-0123456789abcdef0"])


@case("DependencyViolation", "EC2 error-code page")
def a_subnet_with_an_instance_stays(aws):
    subnet = aws.subnet(aws.vpc())
    aws.instance(subnet)
    return refusal(aws.ec2.delete_subnet, SubnetId=subnet)


@case("no public address, then a public address", "ModifySubnetAttribute, MapPublicIpOnLaunch")
def a_public_subnet_gives_public_addresses(aws):
    vpc = aws.vpc()
    aws.gateway(vpc)
    subnet = aws.subnet(vpc)
    seen = []
    for _ in range(2):
        instance = aws.instance_now(aws.instance(subnet))
        seen.append("a public address" if instance.get("PublicIpAddress") else "no public address")
        aws.ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
    return then(*seen)


@case("InvalidParameterValue", "EC2 error-code page; the zone is no zone of the region; the code is recalled, unverified")
def a_subnet_in_an_unknown_zone_is_refused(aws):
    return refusal(aws.ec2.create_subnet, VpcId=aws.vpc(), CidrBlock="10.0.1.0/24", AvailabilityZone="us-east-1z")


@case("Resource.AlreadyAssociated", 'EC2 error-code page; docs/AWS.md, "Internet gateway"')
def a_gateway_is_attached_once(aws):
    vpc = aws.vpc()
    gateway = aws.gateway(vpc)
    return refusal(aws.ec2.attach_internet_gateway, InternetGatewayId=gateway, VpcId=vpc)


@case("DependencyViolation", "EC2 error-code page")
def an_attached_gateway_stays(aws):
    gateway = aws.gateway(aws.vpc())
    return refusal(aws.ec2.delete_internet_gateway, InternetGatewayId=gateway)


@case("Gateway.NotAttached", 'EC2 error-code page; docs/AWS.md, "Internet gateway"')
def a_detached_gateway_cannot_be_detached(aws):
    vpc = aws.vpc()
    gateway = aws.gateway(vpc)
    aws.ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    return refusal(aws.ec2.detach_internet_gateway, InternetGatewayId=gateway, VpcId=vpc)


@case("DependencyViolation", "DetachInternetGateway: no running instance may have a public address")
def a_gateway_in_use_by_public_addresses_stays_attached(aws):
    vpc = aws.vpc()
    gateway = aws.gateway(vpc)
    subnet = aws.subnet(vpc)
    aws.ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
    aws.instance(subnet)
    return refusal(aws.ec2.detach_internet_gateway, InternetGatewayId=gateway, VpcId=vpc)


@case("InvalidInternetGatewayID.NotFound", "EC2 error-code page")
def an_unknown_gateway_is_not_found(aws):
    return refusal(aws.ec2.describe_internet_gateways, InternetGatewayIds=["igw-0123456789abcdef0"])


@case("available", "DescribeInternetGateways: the state of an attachment")
def an_attached_gateway_is_available(aws):
    gateway = aws.gateway(aws.vpc())

    def state():
        return aws.ec2.describe_internet_gateways(InternetGatewayIds=[gateway])["InternetGateways"][0]["Attachments"][0]["State"]

    return until(state, "available")


@case("us-east-1a, us-east-1b", "CreateSubnet, AvailabilityZone")
def subnets_are_in_the_zones_asked_for(aws):
    vpc = aws.vpc()
    subnets = [aws.subnet(vpc, f"10.0.{index}.0/24", zone) for index, zone in enumerate(ZONES)]
    listed = aws.ec2.describe_subnets(SubnetIds=subnets)["Subnets"]
    return ", ".join(sorted(subnet["AvailabilityZone"] for subnet in listed))
