"""Route tables, their routes and associations, and gateway endpoints."""

from harness import case, refusal, refused, then, until

EVERYWHERE = "0.0.0.0/0"
S3 = "com.amazonaws.us-east-1.s3"


@case("same id", "botocore model: CreateRouteTable has an idempotency token")
def a_route_table_token_names_one_table(aws):
    vpc, token = aws.vpc(), aws.token()
    ids = {aws.table(vpc, ClientToken=token) for _ in range(2)}
    return "same id" if len(ids) == 1 else "another id"


@case("IdempotentParameterMismatch", "EC2 error-code page")
def a_route_table_token_for_another_vpc_is_refused(aws):
    token = aws.token()
    aws.table(aws.vpc(), ClientToken=token)
    other = aws.vpc("10.1.0.0/16")
    return refusal(aws.ec2.create_route_table, VpcId=other, ClientToken=token)


@case("10.0.0.0/16 by local is active", "CreateRouteTable: every table has the VPC's local route")
def a_route_table_begins_with_the_local_route(aws):
    (route,) = aws.routes(aws.table(aws.vpc()))
    return f"{route['DestinationCidrBlock']} by {route['GatewayId']} is {route['State']}"


@case("RouteAlreadyExists", "EC2 error-code page")
def a_second_route_to_one_destination_is_refused(aws):
    vpc = aws.vpc()
    gateway, table = aws.gateway(vpc), aws.table(vpc)
    aws.ec2.create_route(RouteTableId=table, DestinationCidrBlock=EVERYWHERE, GatewayId=gateway)
    # Another target: the same route sent once more is not documented to be refused.
    nat = aws.nat(aws.subnet(vpc), AllocationId=aws.address())
    until(lambda: aws.nat_now(nat)["State"], "available")
    return refusal(aws.ec2.create_route, RouteTableId=table, DestinationCidrBlock=EVERYWHERE, NatGatewayId=nat)


@case("InvalidRoute.NotFound", "EC2 error-code page")
def a_missing_route_cannot_be_deleted(aws):
    table = aws.table(aws.vpc())
    return refusal(aws.ec2.delete_route, RouteTableId=table, DestinationCidrBlock=EVERYWHERE)


@case("refused", "VPC user guide: the local route can't be deleted")
def the_local_route_stays(aws):
    table = aws.table(aws.vpc())
    return refused(aws.ec2.delete_route, RouteTableId=table, DestinationCidrBlock="10.0.0.0/16")


@case("by an internet gateway, then by a NAT gateway", "ReplaceRoute")
def a_route_is_replaced_in_place(aws):
    vpc = aws.vpc()
    gateway, table, subnet = aws.gateway(vpc), aws.table(vpc), aws.subnet(vpc)
    nat = aws.nat(subnet, AllocationId=aws.address())
    until(lambda: aws.nat_now(nat)["State"], "available")
    aws.ec2.create_route(RouteTableId=table, DestinationCidrBlock=EVERYWHERE, GatewayId=gateway)
    before = aws.routes(table)
    aws.ec2.replace_route(RouteTableId=table, DestinationCidrBlock=EVERYWHERE, NatGatewayId=nat)
    return then(*[target(routes) for routes in (before, aws.routes(table))])


def target(routes):
    (route,) = [route for route in routes if route.get("DestinationCidrBlock") == EVERYWHERE]
    return "by a NAT gateway" if route.get("NatGatewayId") else "by an internet gateway"


@case("blackhole", "VPC user guide: a route to a deleted NAT gateway stays as blackhole")
def a_route_to_a_deleted_nat_gateway_is_a_blackhole(aws):
    vpc = aws.vpc()
    aws.gateway(vpc)
    table = aws.table(vpc)
    nat = aws.nat(aws.subnet(vpc), AllocationId=aws.address())
    until(lambda: aws.nat_now(nat)["State"], "available")
    aws.ec2.create_route(RouteTableId=table, DestinationCidrBlock=EVERYWHERE, NatGatewayId=nat)
    aws.ec2.delete_nat_gateway(NatGatewayId=nat)
    until(lambda: aws.nat_now(nat)["State"], "deleted")
    return next(route["State"] for route in aws.routes(table) if route.get("DestinationCidrBlock") == EVERYWHERE)


@case("Resource.AlreadyAssociated", 'EC2 error-code page; docs/AWS.md, "Route table"')
def a_subnet_has_one_route_table(aws):
    vpc = aws.vpc()
    subnet = aws.subnet(vpc)
    aws.ec2.associate_route_table(RouteTableId=aws.table(vpc), SubnetId=subnet)
    return refusal(aws.ec2.associate_route_table, RouteTableId=aws.table(vpc), SubnetId=subnet)


@case("the second table, under a new association id", "ReplaceRouteTableAssociation")
def an_association_is_replaced(aws):
    vpc = aws.vpc()
    subnet, second = aws.subnet(vpc), aws.table(vpc)
    first = aws.ec2.associate_route_table(RouteTableId=aws.table(vpc), SubnetId=subnet)["AssociationId"]
    new = aws.ec2.replace_route_table_association(AssociationId=first, RouteTableId=second)["NewAssociationId"]
    by_subnet = [{"Name": "association.subnet-id", "Values": [subnet]}]
    (table,) = aws.ec2.describe_route_tables(Filters=by_subnet)["RouteTables"]
    which = "the second table" if table["RouteTableId"] == second else "the first table"
    return f"{which}, under {'a new' if new != first else 'the same'} association id"


@case("DependencyViolation", "EC2 error-code page; DeleteRouteTable: disassociate it first")
def an_associated_table_stays(aws):
    vpc = aws.vpc()
    table = aws.table(vpc)
    aws.ec2.associate_route_table(RouteTableId=table, SubnetId=aws.subnet(vpc))
    return refusal(aws.ec2.delete_route_table, RouteTableId=table)


@case("refused", "DeleteRouteTable: the main table can't be deleted")
def the_main_table_stays(aws):
    main = [{"Name": "vpc-id", "Values": [aws.vpc()]}, {"Name": "association.main", "Values": ["true"]}]
    (table,) = aws.ec2.describe_route_tables(Filters=main)["RouteTables"]
    return refused(aws.ec2.delete_route_table, RouteTableId=table["RouteTableId"])


@case("InvalidRouteTableID.NotFound", "EC2 error-code page")
def an_unknown_table_is_not_found(aws):
    unknown = "rtb-0123456789abcdef0"
    return refusal(aws.ec2.create_route, RouteTableId=unknown, DestinationCidrBlock=EVERYWHERE, GatewayId="igw-0123456789abcdef0")


@case("InvalidAssociationID.NotFound", "EC2 error-code page")
def an_unknown_association_is_not_found(aws):
    return refusal(aws.ec2.disassociate_route_table, AssociationId="rtbassoc-0123456789abcdef0")


@case("a route by the endpoint, then none", "VPC user guide, gateway endpoints: its routes come and go with it")
def a_gateway_endpoint_brings_and_takes_its_routes(aws):
    vpc = aws.vpc()
    table = aws.table(vpc)
    made = aws.ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=S3, VpcEndpointType="Gateway", RouteTableIds=[table])
    endpoint = made["VpcEndpoint"]["VpcEndpointId"]

    def route():
        own = [route for route in aws.routes(table) if route.get("GatewayId") == endpoint]
        return "a route by the endpoint" if own else "none"

    before = until(route, "a route by the endpoint")
    aws.ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
    return then(before, until(route, "none"))


@case("InvalidVpcEndpointId.NotFound", "EC2 error-code page")
def an_unknown_endpoint_is_not_found(aws):
    return refusal(aws.ec2.describe_vpc_endpoints, VpcEndpointIds=["vpce-0123456789abcdef0"])


@case("same id", "CreateVpcEndpoint, ClientToken")
def an_endpoint_token_names_one_endpoint(aws):
    vpc = aws.vpc()
    wanted = {"VpcId": vpc, "ServiceName": S3, "VpcEndpointType": "Gateway", "ClientToken": aws.token()}
    ids = {aws.ec2.create_vpc_endpoint(**wanted)["VpcEndpoint"]["VpcEndpointId"] for _ in range(2)}
    return "same id" if len(ids) == 1 else "another id"
