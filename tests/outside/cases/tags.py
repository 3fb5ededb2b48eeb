"""Tags, filters and pages of EC2, and who asks (STS)."""

import re

from harness import case, refusal


def tagged_vpc(aws, *tags, cidr="10.0.0.0/16"):
    made = [{"Key": key, "Value": value} for key, value in tags]
    return aws.ec2.create_vpc(CidrBlock=cidr, TagSpecifications=[{"ResourceType": "vpc", "Tags": made}])["Vpc"]["VpcId"]


def found(aws, name, *values):
    return len(aws.ec2.describe_vpcs(Filters=[{"Name": name, "Values": list(values)}])["Vpcs"])


@case("1 by the tag, 0 by another value", "DescribeVpcs, filter tag:KEY")
def tags_given_on_create_are_found(aws):
    tagged_vpc(aws, ("Name", "demo"))
    return f"{found(aws, 'tag:Name', 'demo')} by the tag, {found(aws, 'tag:Name', 'other')} by another value"


@case("2 by the key", "DescribeVpcs, filter tag-key")
def a_filter_asks_for_a_key_alone(aws):
    tagged_vpc(aws, ("Team", "one"))
    tagged_vpc(aws, ("Team", "two"), cidr="10.1.0.0/16")
    return f"{found(aws, 'tag-key', 'Team')} by the key"


@case("2 by either value, 2 by a wildcard", "EC2 user guide, filters: values are or-ed; * and ? are wildcards")
def filter_values_are_alternatives_and_patterns(aws):
    tagged_vpc(aws, ("Name", "demo-one"))
    tagged_vpc(aws, ("Name", "demo-two"), cidr="10.1.0.0/16")
    either = found(aws, "tag:Name", "demo-one", "demo-two")
    return f"{either} by either value, {found(aws, 'tag:Name', 'demo-*')} by a wildcard"


@case("InvalidParameterValue", "EC2 error-code page; the code is recalled, unverified")
def an_unknown_filter_is_refused(aws):
    return refusal(aws.ec2.describe_vpcs, Filters=[{"Name": "colour", "Values": ["red"]}])


@case("InvalidParameterValue", "EC2 user guide, tag restrictions: aws: is AWS's own; the code is recalled, unverified")
def a_tag_key_does_not_begin_with_aws(aws):
    vpc = aws.vpc()
    return refusal(aws.ec2.create_tags, Resources=[vpc], Tags=[{"Key": "aws:mine", "Value": "x"}])


@case("TagLimitExceeded", "EC2 error-code page; 50 tags a resource")
def a_resource_has_50_tags_at_most(aws):
    vpc = aws.vpc()
    return refusal(aws.ec2.create_tags, Resources=[vpc], Tags=[{"Key": f"k{one}", "Value": "x"} for one in range(51)])


@case("kept, then gone", "DeleteTags: a tag given with a value goes only if it has that value")
def a_tag_is_deleted_by_its_value(aws):
    vpc = tagged_vpc(aws, ("Name", "demo"))
    seen = []
    for value in ("other", "demo"):
        aws.ec2.delete_tags(Resources=[vpc], Tags=[{"Key": "Name", "Value": value}])
        seen.append("kept" if found(aws, "tag:Name", "demo") else "gone")
    return ", then ".join(seen)


@case("InvalidVpcID.NotFound", "EC2 error-code page")
def what_is_not_there_is_not_tagged(aws):
    unknown = "vpc-0123456789abcdef0"
    return refusal(aws.ec2.create_tags, Resources=[unknown], Tags=[{"Key": "Name", "Value": "x"}])


@case("two", "CreateTags: a tag of that key is overwritten")
def a_tag_is_overwritten(aws):
    vpc = tagged_vpc(aws, ("Name", "one"))
    aws.ec2.create_tags(Resources=[vpc], Tags=[{"Key": "Name", "Value": "two"}])
    return ", ".join(tag["Value"] for tag in aws.ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["Tags"])


@case("vpc Name=demo", "DescribeTags")
def tags_are_listed_by_themselves(aws):
    vpc = tagged_vpc(aws, ("Name", "demo"))
    tags = aws.ec2.describe_tags(Filters=[{"Name": "resource-id", "Values": [vpc]}])["Tags"]
    return ", ".join(f"{tag['ResourceType']} {tag['Key']}={tag['Value']}" for tag in tags)


@case("5 and 2", "DescribeSubnets, MaxResults and NextToken")
def a_long_list_comes_in_pages(aws):
    vpc = aws.vpc()
    for third in range(7):
        aws.subnet(vpc, f"10.0.{third}.0/24")
    pages = aws.ec2.get_paginator("describe_subnets").paginate(PaginationConfig={"PageSize": 5})
    return " and ".join(str(len(page["Subnets"])) for page in pages)


@case("12 digits, arn:aws:…", "GetCallerIdentity")
def the_caller_is_told_who_it_is(aws):
    identity = aws.sts.get_caller_identity()
    account = "12 digits" if re.fullmatch(r"\d{12}", identity["Account"]) else identity["Account"]
    arn = identity["Arn"]
    whose = re.match(rf"arn:aws:(iam|sts)::{identity['Account']}:", arn)
    return f"{account}, {'arn:aws:…' if whose else arn}"
