"""Peerings of VPCs."""

from harness import case, refusal, then, until


def pair(aws, second="10.1.0.0/16"):
    return aws.vpc(), aws.vpc(second)


def request(aws, one, other):
    made = aws.ec2.create_vpc_peering_connection(VpcId=one, PeerVpcId=other)
    return made["VpcPeeringConnection"]["VpcPeeringConnectionId"]


def status(aws, peering):
    listed = aws.ec2.describe_vpc_peering_connections(VpcPeeringConnectionIds=[peering])
    return listed["VpcPeeringConnections"][0]["Status"]["Code"]


@case("pending-acceptance, then active, then deleted", "VPC peering guide, lifecycle")
def a_peering_is_requested_accepted_and_deleted(aws):
    peering = request(aws, *pair(aws))
    requested = until(lambda: status(aws, peering), "pending-acceptance")
    aws.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    accepted = until(lambda: status(aws, peering), "active")
    aws.ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=peering)
    return then(requested, accepted, until(lambda: status(aws, peering), "deleted"))


@case("failed", "VPC peering guide: overlapping blocks; the call itself succeeds")
def a_peering_of_overlapping_vpcs_fails(aws):
    peering = request(aws, *pair(aws, "10.0.0.0/20"))
    return until(lambda: status(aws, peering), "failed", "pending-acceptance")


@case("VpcPeeringConnectionAlreadyExists", "EC2 error-code page")
def two_vpcs_are_peered_once(aws):
    one, other = pair(aws)
    peering = request(aws, one, other)
    until(lambda: status(aws, peering), "pending-acceptance")
    aws.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    until(lambda: status(aws, peering), "active")
    return refusal(aws.ec2.create_vpc_peering_connection, VpcId=one, PeerVpcId=other)


@case("InvalidStateTransition", "DeleteVpcPeeringConnection; EC2 error-code page")
def a_failed_peering_cannot_be_deleted(aws):
    peering = request(aws, *pair(aws, "10.0.0.0/20"))
    until(lambda: status(aws, peering), "failed", "pending-acceptance")
    return refusal(aws.ec2.delete_vpc_peering_connection, VpcPeeringConnectionId=peering)


@case("InvalidVpcPeeringConnectionID.NotFound", "EC2 error-code page")
def an_unknown_peering_is_not_found(aws):
    unknown = ["pcx-0123456789abcdef0"]
    return refusal(aws.ec2.describe_vpc_peering_connections, VpcPeeringConnectionIds=unknown)


@case("InvalidVpcID.NotFound", "EC2 error-code page")
def a_peering_with_an_unknown_vpc_of_the_account_is_refused(aws):
    return refusal(aws.ec2.create_vpc_peering_connection, VpcId=aws.vpc(), PeerVpcId="vpc-0123456789abcdef0")


@case("active, then blackhole", "VPC peering guide: routes of a deleted peering stay as blackhole")
def a_route_over_a_deleted_peering_is_a_blackhole(aws):
    one, other = pair(aws)
    peering, table = request(aws, one, other), aws.table(one)
    until(lambda: status(aws, peering), "pending-acceptance")
    aws.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    until(lambda: status(aws, peering), "active")
    aws.ec2.create_route(RouteTableId=table, DestinationCidrBlock="10.1.0.0/16", VpcPeeringConnectionId=peering)

    def state():
        return next(route["State"] for route in aws.routes(table) if route.get("VpcPeeringConnectionId") == peering)

    before = state()
    aws.ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=peering)
    until(lambda: status(aws, peering), "deleted")
    return then(before, state())
