### The sentences of hops, and of whole paths.

## What things are called, before their ids.

label-vpc = VPC
label-subnet = subnet
label-route-table = route table
label-internet-gateway = internet gateway
label-nat-gateway = NAT gateway
label-vpc-peering = VPC peering
label-security-group = security group
label-network-acl = network ACL
label-instance = instance
label-db-instance = DB instance
label-prefix-list = prefix list
label-gateway = gateway
label-network-interface = network interface
label-transit-gateway = transit gateway
label-local-gateway = local gateway
label-carrier-gateway = carrier gateway
label-core-network = core network
label-internet = Internet
label-own-address = own address
label-address = address
hop-own-address = your own address ({ $addresses })
hop-seen-as = { $sentence } as { $address }
hop-everything = everything
hop-protocol = protocol { $number }
hop-all-of = all { $protocol }
hop-vpc-itself = the VPC itself
hop-unnamed = something AWS does not name
hop-answer = the answer
hop-it = it

## Where a packet passes.

pass-sends-from = { $name } sends it from { $addresses }
pass-sends = { $name } sends it
pass-reached-at = { $name } is reached at { $addresses }
pass-reached-in = { $name } is reached at any address of { $range }
pass-reached = { $name } is reached
pass-group-everything-out = { $name } lets everything out
pass-group-out = { $name } lets { $packet } out to { $peer }
pass-group-in = { $name } lets { $packet } in from { $peer }
pass-remembered-in = { $name } lets the answer in: security groups remember
pass-remembered-out = { $name } lets the answer out: security groups remember
pass-acl-in = { $name } lets { $packet } into { $subnet } (rule { $rule })
pass-acl-out = { $name } lets { $packet } out of { $subnet } (rule { $rule })
pass-local = { $table } keeps { $destination } in the VPC (local)
pass-to-internet = { $name } takes it to the Internet
pass-translated = { $name } sends it on
pass-hands-to = { $name } hands { $packet } to { $addresses }
pass-leads-to = { $name } is active and leads to { $vpc }
hop-route = { $table } leads { $destination } to { $target }
hop-main-table = { $name }, the main one of { $subnet }'s VPC,

## Where a packet stops.

stop-unknown-subnet = { $name } is in { $subnet }, which is not known
stop-nat-address = { $address } is { $gateway }: it takes nothing in by itself
stop-no-instance-at = no instance known here has the address { $address }
stop-unknown-private = { $address } is a private address, and of none of the networks known here
stop-state = { $name } is { $is }, not { $needed }
stop-no-route = { $table } has no route to { $to }
stop-target-gone = { $route }, which is not there any more (blackhole)
stop-blackhole = { $route }, and AWS says that it is a blackhole
stop-wrong-way = { $name } leads the wrong way: { $problem }
stop-not-attached = { $name } is not attached to { $vpc }
stop-not-joined = { $name } does not join { $vpc }
stop-no-transit = { $name } leads to { $vpc } alone and passes nothing on beyond it
stop-acl-in = { $name } denies { $sent } into { $subnet } (rule { $rule })
stop-acl-out = { $name } denies { $sent } out of { $subnet } (rule { $rule })
stop-answer-sent = the answer, { $sent },
stop-no-public-address = { $name } has no public address: nothing outside can send to it
stop-no-address-for = { $name } has no public address for { $gateway } to take out
stop-no-internet-gateway = { $name } has no internet gateway attached
stop-mail-blocked = EC2 lets no mail (TCP 25) out through { $name }, unless the account has asked AWS to open it
stop-nothing-in-or-out = VPC Block Public Access lets { $gateway } take nothing in or out for { $subnet }
stop-nothing-in = VPC Block Public Access lets { $gateway } take nothing but what a NAT gateway sends, and its answers for { $subnet }
stop-no-group-in = { $count ->
    [0] no security group has an ingress rule for { $sent }: there is none
    [one] { $groups } has no ingress rule for { $sent }
   *[other] { $groups } have no ingress rule for { $sent }
}
stop-no-group-out = { $count ->
    [0] no security group has an egress rule for { $sent }: there is none
    [one] { $groups } has no egress rule for { $sent }
   *[other] { $groups } have no egress rule for { $sent }
}
sent-in = { $packet } from { $peer }
sent-out = { $packet } to { $peer }

## Where nobody knows.

doubt-both-outside = both are outside: nothing of this network is between them
doubt-unknown-thing = { $name } is not known here
doubt-unknown-subnet = { $name } is in { $subnet }, which is not known here
doubt-no-route-table = { $name } follows no route table that is known here
doubt-no-network-acl = the network ACL of { $name } is not known here
doubt-not-followed = { $route }, which is not followed here
doubt-unknown-list = { $name } may let { $sent } pass by a list that is not known here

## Why a thing leads the wrong way.

wrong-in-another-vpc = { $to } is in { $vpc }
wrong-not-in-vpc = { $to } is not in { $vpc }
wrong-not-in-any-vpc = { $to } is not in a VPC
wrong-private-address = the private address { $to } is not on the Internet
wrong-nat-needs-gateway = { $nat } goes out through an internet gateway only
wrong-answer-needs-gateway = the request came through the internet gateway, and the answer has to leave by it

## A path and its verdict.

path-open = { $claim }.
path-closed = { $claim }: { $reason }.
path-unknown = It is not known whether { $claim }: { $reason }.
path-partly = { $claim }, but not between all their addresses. One way is open: { $open }. Another is not: { $reason }.
path-ipv6-not-followed = Of { $ranges } nothing is said: IPv6 is not followed, and no host that jalon makes has an IPv6 address.
path-ends = { $first }, and { $entrance }
path-there = there
path-back = back
path-you = you
