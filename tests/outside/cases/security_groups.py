"""Security groups and their rules."""

from harness import case, refusal, refused

OPEN_SSH = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "203.0.113.7/32"}]}]


def make(aws, **arguments):
    settings = {"GroupName": "app", "Description": "for a case"} | arguments
    return refusal(aws.ec2.create_security_group, VpcId=aws.vpc(), **settings)


@case("InvalidGroup.Duplicate", "EC2 error-code page")
def a_group_name_is_taken_once_a_vpc(aws):
    vpc = aws.vpc()
    aws.group(vpc, "app")
    return refusal(aws.ec2.create_security_group, VpcId=vpc, GroupName="app", Description="again")


@case("InvalidGroup.Duplicate", "VPC user guide: names are not case-sensitive")
def group_names_are_not_case_sensitive(aws):
    vpc = aws.vpc()
    aws.group(vpc, "app")
    return refusal(aws.ec2.create_security_group, VpcId=vpc, GroupName="APP", Description="again")


@case("accepted", "CreateSecurityGroup: a name is unique for its VPC")
def another_vpc_may_have_a_group_of_that_name(aws):
    aws.group(aws.vpc(), "app")
    other = aws.vpc("10.1.0.0/16")
    return refusal(aws.ec2.create_security_group, VpcId=other, GroupName="app", Description="for a case")


@case("InvalidParameterValue", "CreateSecurityGroup, GroupName: cannot start with sg-; the code is recalled, unverified")
def a_group_name_does_not_begin_with_sg(aws):
    return make(aws, GroupName="sg-app")


@case("InvalidParameterValue", "CreateSecurityGroup, Description: the characters it may hold; the code is recalled, unverified")
def a_description_holds_plain_characters(aws):
    return make(aws, Description="für alle")


@case("refused", "CreateSecurityGroup, Description: 255 characters at most")
def a_description_has_255_characters_at_most(aws):
    return refused(aws.ec2.create_security_group, VpcId=aws.vpc(), GroupName="app", Description="x" * 256)


@case("-1 to 0.0.0.0/0", "CreateSecurityGroup: a group lets everything out")
def a_new_group_lets_everything_out(aws):
    group = aws.ec2.describe_security_groups(GroupIds=[aws.group(aws.vpc())])["SecurityGroups"][0]
    (rule,) = group["IpPermissionsEgress"]
    return f"{rule['IpProtocol']} to {rule['IpRanges'][0]['CidrIp']}"


@case("InvalidPermission.Duplicate", "EC2 error-code page")
def a_rule_is_there_once(aws):
    group = aws.group(aws.vpc())
    aws.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=OPEN_SSH)
    return refusal(aws.ec2.authorize_security_group_ingress, GroupId=group, IpPermissions=OPEN_SSH)


@case("InvalidPermission.NotFound", "EC2 error-code page")
def a_missing_rule_cannot_be_revoked(aws):
    group = aws.group(aws.vpc())
    return refusal(aws.ec2.revoke_security_group_ingress, GroupId=group, IpPermissions=OPEN_SSH)


@case("InvalidParameterValue", "EC2 error-code page; the address is none; the code is recalled, unverified")
def a_rule_for_no_address_is_refused(aws):
    rule = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "203.0.113.7/33"}]}]
    return refusal(aws.ec2.authorize_security_group_ingress, GroupId=aws.group(aws.vpc()), IpPermissions=rule)


@case("InvalidParameterValue", "IpPermission, FromPort and ToPort: a range runs upwards; the code is recalled, unverified")
def a_port_range_runs_upwards(aws):
    rule = [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 80, "IpRanges": [{"CidrIp": "203.0.113.7/32"}]}]
    return refusal(aws.ec2.authorize_security_group_ingress, GroupId=aws.group(aws.vpc()), IpPermissions=rule)


@case("1 rule, tagged, revoked by its id", "DescribeSecurityGroupRules; RevokeSecurityGroupIngress, SecurityGroupRuleIds")
def a_rule_has_an_id_and_tags(aws):
    group = aws.group(aws.vpc())
    tags = [{"ResourceType": "security-group-rule", "Tags": [{"Key": "Name", "Value": "ssh"}]}]
    aws.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=OPEN_SSH, TagSpecifications=tags)
    mine = [{"Name": "group-id", "Values": [group]}]
    rules = [rule for rule in aws.ec2.describe_security_group_rules(Filters=mine)["SecurityGroupRules"] if not rule["IsEgress"]]
    tagged = "tagged" if rules[0]["Tags"] == [{"Key": "Name", "Value": "ssh"}] else "untagged"
    aws.ec2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=[rules[0]["SecurityGroupRuleId"]])
    left = aws.ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
    return f"{len(rules)} rule, {tagged}, {'still there' if left else 'revoked by its id'}"


@case("DependencyViolation", 'EC2 error-code page; docs/AWS.md, "Security group"')
def a_group_that_another_refers_to_stays(aws):
    vpc = aws.vpc()
    web, db = aws.group(vpc, "web"), aws.group(vpc, "db")
    rule = [{"IpProtocol": "tcp", "FromPort": 3306, "ToPort": 3306, "UserIdGroupPairs": [{"GroupId": web}]}]
    aws.ec2.authorize_security_group_ingress(GroupId=db, IpPermissions=rule)
    return refusal(aws.ec2.delete_security_group, GroupId=web)


@case("DependencyViolation", 'EC2 error-code page; docs/AWS.md, "Security group"')
def a_group_of_an_instance_stays(aws):
    vpc = aws.vpc()
    group = aws.group(vpc)
    aws.instance(aws.subnet(vpc), SecurityGroupIds=[group])
    return refusal(aws.ec2.delete_security_group, GroupId=group)


@case("CannotDelete", "EC2 error-code page")
def a_default_group_stays(aws):
    mine = [{"Name": "vpc-id", "Values": [aws.vpc()]}]
    (group,) = aws.ec2.describe_security_groups(Filters=mine)["SecurityGroups"]
    return refusal(aws.ec2.delete_security_group, GroupId=group["GroupId"])


@case("InvalidGroup.NotFound", "EC2 error-code page")
def an_unknown_group_is_not_found(aws):
    return refusal(aws.ec2.describe_security_groups, GroupIds=["sg-0123456789abcdef0"])


@case("InvalidGroup.NotFound", "EC2 error-code page")
def a_rule_cannot_name_an_unknown_group(aws):
    pairs = [{"GroupId": "sg-0123456789abcdef0"}]
    rule = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "UserIdGroupPairs": pairs}]
    return refusal(aws.ec2.authorize_security_group_ingress, GroupId=aws.group(aws.vpc()), IpPermissions=rule)
