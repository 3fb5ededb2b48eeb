"""NAT gateways and the addresses they hold."""

from harness import case, refusal, then, until


def public_subnet(aws):
    vpc = aws.vpc()
    aws.gateway(vpc)
    return aws.subnet(vpc)


def available(aws):
    nat = aws.nat(public_subnet(aws), AllocationId=aws.address())
    until(lambda: aws.nat_now(nat)["State"], "available")
    return nat


@case("pending, then available", "botocore model, NatGatewayState; waiter nat_gateway_available")
def a_nat_gateway_becomes_available(aws):
    made = aws.ec2.create_nat_gateway(SubnetId=public_subnet(aws), AllocationId=aws.address())["NatGateway"]
    aws.wait(aws.ec2, "nat_gateway_available", NatGatewayIds=[made["NatGatewayId"]])
    return then(made["State"], aws.nat_now(made["NatGatewayId"])["State"])


@case("failed, Gateway.NotAttached", "botocore model, NatGateway.FailureCode")
def a_nat_gateway_without_an_internet_gateway_fails(aws):
    nat = aws.nat(aws.subnet(aws.vpc()), AllocationId=aws.address())
    state = until(lambda: aws.nat_now(nat)["State"], "failed", "available")
    return f"{state}, {aws.nat_now(nat).get('FailureCode', 'no failure code')}"


@case("same id", "botocore model: CreateNatGateway has an idempotency token")
def a_nat_gateway_token_names_one_gateway(aws):
    subnet, address, token = public_subnet(aws), aws.address(), aws.token()
    ids = {aws.nat(subnet, AllocationId=address, ClientToken=token) for _ in range(2)}
    return "same id" if len(ids) == 1 else "another id"


@case("IdempotentParameterMismatch", "EC2 error-code page")
def a_nat_gateway_token_with_another_address_is_refused(aws):
    subnet, token = public_subnet(aws), aws.token()
    aws.nat(subnet, AllocationId=aws.address(), ClientToken=token)
    return refusal(aws.nat, subnet=subnet, AllocationId=aws.address(), ClientToken=token)


@case("deleting, then deleted", "DeleteNatGateway: it stays visible for about an hour")
def a_deleted_nat_gateway_stays_visible(aws):
    nat = available(aws)
    aws.ec2.delete_nat_gateway(NatGatewayId=nat)
    first = aws.nat_now(nat)["State"]
    return then(first, until(lambda: aws.nat_now(nat)["State"], "deleted"))


@case("refused, then accepted", "DeleteNatGateway: its address is released once it is deleted")
def an_address_is_held_until_its_nat_gateway_is_deleted(aws):
    address = aws.address()
    nat = aws.nat(public_subnet(aws), AllocationId=address)
    until(lambda: aws.nat_now(nat)["State"], "available")
    held = refusal(aws.ec2.release_address, AllocationId=address)
    if held == "accepted":
        return held
    aws.ec2.delete_nat_gateway(NatGatewayId=nat)
    until(lambda: aws.nat_now(nat)["State"], "deleted")
    return then("refused", refusal(aws.ec2.release_address, AllocationId=address))


@case("NatGatewayNotFound", "EC2 error-code page")
def an_unknown_nat_gateway_is_not_found(aws):
    return refusal(aws.ec2.describe_nat_gateways, NatGatewayIds=["nat-0123456789abcdef0"])


@case("InvalidAllocationID.NotFound", "EC2 error-code page")
def an_unknown_address_is_not_found(aws):
    return refusal(aws.ec2.release_address, AllocationId="eipalloc-0123456789abcdef0")


@case("AddressLimitExceeded", "EC2 error-code page; 5 addresses a region")
def the_sixth_address_is_over_the_quota(aws):
    for _ in range(5):
        aws.address()
    return refusal(aws.ec2.allocate_address, Domain="vpc")


@case("DependencyViolation", 'EC2 error-code page; docs/AWS.md, "Subnet": its network interface holds the subnet')
def a_subnet_with_a_nat_gateway_stays(aws):
    nat = available(aws)
    return refusal(aws.ec2.delete_subnet, SubnetId=aws.nat_now(nat)["SubnetId"])
