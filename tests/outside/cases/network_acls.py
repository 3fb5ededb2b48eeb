"""Network ACLs, their rules and associations."""

from harness import case, refusal, then

EVERYWHERE = "0.0.0.0/0"


def made(aws, vpc):
    return aws.ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]


def acl_of(aws, subnet):
    here = [{"Name": "association.subnet-id", "Values": [subnet]}]
    return aws.ec2.describe_network_acls(Filters=here)["NetworkAcls"][0]


def association_of(aws, subnet):
    held = [one for one in acl_of(aws, subnet)["Associations"] if one["SubnetId"] == subnet]
    return held[0]["NetworkAclAssociationId"]


def rules(acl):
    ingress = sorted((entry for entry in acl["Entries"] if not entry["Egress"]), key=lambda entry: entry["RuleNumber"])
    return [f"{entry['RuleNumber']} {entry['RuleAction']} {entry['Protocol']} {entry['CidrBlock']}" for entry in ingress]


def rule(acl, number=90, **more):
    entry = {"NetworkAclId": acl, "RuleNumber": number, "RuleAction": "deny", "Egress": False, "CidrBlock": EVERYWHERE}
    return entry | {"Protocol": "6", "PortRange": {"From": 22, "To": 22}} | more


@case("100 allow -1 0.0.0.0/0, then 32767 deny -1 0.0.0.0/0", "VPC user guide, default network ACL")
def a_subnet_is_born_under_an_acl_that_lets_everything_through(aws):
    return then(*rules(acl_of(aws, aws.subnet(aws.vpc()))))


@case("32767 deny -1 0.0.0.0/0", "VPC user guide, custom network ACLs: all traffic is denied until rules are added")
def a_new_acl_lets_nothing_through(aws):
    acl = made(aws, aws.vpc())
    return then(*rules(aws.ec2.describe_network_acls(NetworkAclIds=[acl])["NetworkAcls"][0]))


@case("NetworkAclEntryAlreadyExists", "EC2 error-code page")
def a_rule_number_is_taken_once_a_direction(aws):
    acl = made(aws, aws.vpc())
    aws.ec2.create_network_acl_entry(**rule(acl))
    aws.ec2.create_network_acl_entry(**rule(acl, Egress=True))
    return refusal(aws.ec2.create_network_acl_entry, **rule(acl, RuleAction="allow"))


@case("InvalidNetworkAclEntry.NotFound", "EC2 error-code page")
def a_rule_that_is_not_there_cannot_be_deleted(aws):
    acl = made(aws, aws.vpc())
    return refusal(aws.ec2.delete_network_acl_entry, NetworkAclId=acl, RuleNumber=90, Egress=False)


@case("InvalidNetworkAclEntry.NotFound", "EC2 error-code page")
def a_rule_that_is_not_there_cannot_be_replaced(aws):
    return refusal(aws.ec2.replace_network_acl_entry, **rule(made(aws, aws.vpc())))


@case("InvalidParameterValue", "CreateNetworkAclEntry, RuleNumber: 1 to 32766; the code is recalled, unverified")
def a_rule_number_ends_at_32766(aws):
    return refusal(aws.ec2.create_network_acl_entry, **rule(made(aws, aws.vpc()), number=32767))


@case("another acl, then another association", "ReplaceNetworkAclAssociation: returns a new association id")
def a_subnet_is_put_under_another_acl(aws):
    vpc = aws.vpc()
    subnet, acl = aws.subnet(vpc), made(aws, vpc)
    old = association_of(aws, subnet)
    new = aws.ec2.replace_network_acl_association(AssociationId=old, NetworkAclId=acl)["NewAssociationId"]
    under = acl_of(aws, subnet)["NetworkAclId"]
    return then("another acl" if under == acl else "the same acl", "another association" if new != old else "the same one")


@case("InvalidAssociationID.NotFound", "EC2 error-code page")
def an_association_that_is_not_there_cannot_be_replaced(aws):
    acl = made(aws, aws.vpc())
    return refusal(aws.ec2.replace_network_acl_association, AssociationId="aclassoc-0123456789abcdef0", NetworkAclId=acl)


@case("DependencyViolation", "DeleteNetworkAcl: not while it is associated with a subnet")
def an_acl_of_a_subnet_stays(aws):
    vpc = aws.vpc()
    subnet, acl = aws.subnet(vpc), made(aws, vpc)
    aws.ec2.replace_network_acl_association(AssociationId=association_of(aws, subnet), NetworkAclId=acl)
    return refusal(aws.ec2.delete_network_acl, NetworkAclId=acl)


@case("DependencyViolation", "VPC user guide: a VPC takes only its default network ACL along")
def an_acl_that_was_made_holds_its_vpc(aws):
    vpc = aws.vpc()
    made(aws, vpc)
    return refusal(aws.ec2.delete_vpc, VpcId=vpc)
