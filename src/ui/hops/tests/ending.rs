//! The sentences of what stops a packet, and of what is not known.

use super::*;

#[test]
fn ends_that_neither_send_nor_answer_are_explained() {
    let address = "10.1.0.11".parse().unwrap();
    let label = || Label::new(LabelKind::Address, "10.1.0.11");
    let state = Stop::State {
        is: "stopped".to_owned(),
        needed: "running",
    };
    let unknown = Stop::UnknownSubnet {
        subnet: "subnet-1".to_owned(),
    };
    let blocked = |ways| Stop::PublicAccessBlocked {
        subnet: Label::new(LabelKind::Subnet, "subnet-1"),
        ways,
    };
    let of_nat = Stop::NatAddress { address, gateway: nat() };
    let sentences = stops(
        Leg::There,
        [
            (host(), state),
            (host(), unknown),
            (label(), of_nat),
            (label(), Stop::NoInstanceAt(address)),
            (label(), Stop::UnknownPrivate(address)),
            (host(), Stop::NoPublicAddress),
            (host(), Stop::NoAddressFor { gateway: gateway() }),
            (vpc(), Stop::NoInternetGateway),
            (gateway(), blocked(BlockedWays::Both)),
            (gateway(), blocked(BlockedWays::In)),
            (gateway(), Stop::MailBlocked),
        ],
    );
    let expected = [
        "instance/ai-host (instance-ai-host) is stopped, not running",
        "instance/ai-host (instance-ai-host) is in subnet-1, which is not known",
        "10.1.0.11 is nat-gateway/main (nat-gateway-main): it takes nothing in by itself",
        "no instance known here has the address 10.1.0.11",
        "10.1.0.11 is a private address, and of none of the networks known here",
        "instance/ai-host (instance-ai-host) has no public address: nothing outside can send to it",
        "instance/ai-host (instance-ai-host) has no public address for internet-gateway/main (internet-gateway-main) to take out",
        "vpc/main (vpc-main) has no internet gateway attached",
        "VPC Block Public Access lets internet-gateway/main (internet-gateway-main) take nothing in or out for subnet subnet-1",
        "VPC Block Public Access lets internet-gateway/main (internet-gateway-main) take nothing but what a NAT gateway sends, and its answers for subnet subnet-1",
        "EC2 lets no mail (TCP 25) out through internet-gateway/main (internet-gateway-main), unless the account has asked AWS to open it",
    ];
    assert_eq!(sentences, expected);
}

#[test]
fn routes_that_lead_nowhere_are_explained() {
    let sentences = stops(
        Leg::There,
        [
            (
                table(),
                Stop::NoRoute {
                    main_of: None,
                    to: Addresses::Internet,
                },
            ),
            (
                table(),
                Stop::NoRoute {
                    main_of: Some(subnet()),
                    to: own(),
                },
            ),
            (table(), Stop::TargetGone(taken(None, NextHop::Id("pcx-old".to_owned())))),
            (table(), Stop::Blackhole(taken(None, NextHop::Thing(gateway())))),
            (table(), Stop::Blackhole(taken(Some(subnet()), NextHop::Local))),
            (gateway(), Stop::NotAttached { vpc: vpc() }),
            (peering(), Stop::NotJoined { vpc: vpc() }),
            (peering(), Stop::NoTransit { vpc: vpc() }),
        ],
    );
    let expected = [
        "route-table/ai (route-table-ai) has no route to 0.0.0.0/0",
        "route-table/ai (route-table-ai), the main one of subnet/ai's VPC, has no route to 203.0.113.0/28, 198.51.100.7/32",
        "route-table/ai (route-table-ai) leads 0.0.0.0/0 to pcx-old, which is not there any more (blackhole)",
        "route-table/ai (route-table-ai) leads 0.0.0.0/0 to internet-gateway/main (internet-gateway-main), and AWS says that it is a blackhole",
        "route-table/ai (route-table-ai), the main one of subnet/ai's VPC, leads 0.0.0.0/0 to the VPC itself, and AWS says that it is a \
         blackhole",
        "internet-gateway/main (internet-gateway-main) is not attached to vpc/main (vpc-main)",
        "vpc-peering/main (vpc-peering-main) does not join vpc/main (vpc-main)",
        "vpc-peering/main (vpc-peering-main) leads to vpc/main (vpc-main) alone and passes nothing on beyond it",
    ];
    assert_eq!(sentences, expected);
}

#[test]
fn routes_that_lead_the_wrong_way_are_explained() {
    let to = || one("10.1.0.10");
    let problems = [
        WrongWay::InAnotherVpc { to: to(), vpc: vpc() },
        WrongWay::NotInVpc { to: to(), vpc: vpc() },
        WrongWay::NotInAnyVpc(Addresses::Internet),
        WrongWay::PrivateAddress(to()),
        WrongWay::NatNeedsInternetGateway(nat()),
        WrongWay::AnswerNeedsInternetGateway,
    ];
    let sentences = stops(Leg::There, problems.map(|problem| (table(), Stop::WrongWay(problem))));
    let expected = [
        "10.1.0.10 is in vpc/main (vpc-main)",
        "10.1.0.10 is not in vpc/main (vpc-main)",
        "0.0.0.0/0 is not in a VPC",
        "the private address 10.1.0.10 is not on the Internet",
        "nat-gateway/main (nat-gateway-main) goes out through an internet gateway only",
        "the request came through the internet gateway, and the answer has to leave by it",
    ];
    let expected = expected.map(|problem| format!("route-table/ai (route-table-ai) leads the wrong way: {problem}"));
    assert_eq!(sentences, expected);
}

#[test]
fn rules_that_deny_and_rules_that_are_missing_are_explained() {
    let no_rule = |direction, packet, groups| Stop::NoGroupRule {
        direction,
        packet,
        peer: one("10.0.0.10"),
        groups,
    };
    let denied = |direction, packet, rule| Stop::AclRule {
        direction,
        packet,
        peer: one("10.0.0.10"),
        subnet: subnet(),
        rule,
    };
    let there = stops(
        Leg::There,
        [
            (group(), no_rule(Direction::In, ssh(), vec![group()])),
            (
                group(),
                no_rule(
                    Direction::Out,
                    Packet::Udp(53..=53),
                    vec![group(), Label::new(LabelKind::SecurityGroup, "sg-1")],
                ),
            ),
            (
                Label::new(LabelKind::SecurityGroup, ""),
                no_rule(Direction::In, ssh(), Vec::new()),
            ),
            (acl(), denied(Direction::In, ssh(), 90)),
            (
                acl(),
                denied(Direction::Out, Packet::Icmp { kind: 8, code: 0 }, AclEntry::LAST),
            ),
        ],
    );
    let expected = [
        "security-group/ai-host (security-group-ai-host) has no ingress rule for tcp 22 from 10.0.0.10",
        "security-group/ai-host (security-group-ai-host) and security group sg-1 have no egress rule for udp 53 to 10.0.0.10",
        "no security group has an ingress rule for tcp 22 from 10.0.0.10: there is none",
        "network ACL acl-1 denies tcp 22 from 10.0.0.10 into subnet/ai (rule 90)",
        "network ACL acl-1 denies icmp to 10.0.0.10 out of subnet/ai (rule *)",
    ];
    assert_eq!(there, expected);
    let back = stops(
        Leg::Back,
        [
            (acl(), denied(Direction::In, Packet::Icmp { kind: 0, code: 0 }, 90)),
            (acl(), denied(Direction::Out, Packet::Tcp(1024..=65535), AclEntry::LAST)),
        ],
    );
    let expected = [
        "network ACL acl-1 denies the answer, icmp from 10.0.0.10, into subnet/ai (rule 90)",
        "network ACL acl-1 denies the answer, tcp 1024-65535 to 10.0.0.10, out of subnet/ai (rule *)",
    ];
    assert_eq!(back, expected);
}

#[test]
fn what_is_not_known_is_said() {
    let subnet_of_nat = Doubt::UnknownSubnet {
        subnet: "subnet-1".to_owned(),
    };
    let by_list = |direction| Doubt::UnknownList {
        direction,
        packet: ssh(),
        peer: Addresses::Internet,
    };
    let transit = Label::new(LabelKind::TransitGateway, "tgw-1");
    let sentences = doubts([
        (outside(), Doubt::BothOutside),
        (Label::new(LabelKind::VpcPeering, "pcx-1"), Doubt::UnknownThing),
        (nat(), subnet_of_nat),
        (subnet(), Doubt::NoRouteTable),
        (subnet(), Doubt::NoNetworkAcl),
        (table(), Doubt::NotFollowed(taken(None, NextHop::Thing(transit)))),
        (table(), Doubt::NotFollowed(taken(None, NextHop::Unnamed))),
        (group(), by_list(Direction::In)),
        (group(), by_list(Direction::Out)),
    ]);
    let expected = [
        "both are outside: nothing of this network is between them",
        "VPC peering pcx-1 is not known here",
        "nat-gateway/main (nat-gateway-main) is in subnet-1, which is not known here",
        "subnet/ai (subnet-ai) follows no route table that is known here",
        "the network ACL of subnet/ai (subnet-ai) is not known here",
        "route-table/ai (route-table-ai) leads 0.0.0.0/0 to transit gateway tgw-1, which is not followed here",
        "route-table/ai (route-table-ai) leads 0.0.0.0/0 to something AWS does not name, which is not followed here",
        "security-group/ai-host (security-group-ai-host) may let tcp 22 from 0.0.0.0/0 pass by a list that is not known here",
        "security-group/ai-host (security-group-ai-host) may let tcp 22 to 0.0.0.0/0 pass by a list that is not known here",
    ];
    assert_eq!(sentences, expected);
}
