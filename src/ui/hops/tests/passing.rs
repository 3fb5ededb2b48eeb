//! The sentences of what passes.

use super::*;

#[test]
fn the_ends_of_a_path_are_named_with_their_addresses() {
    let sentences = passes(
        Leg::There,
        [
            (host(), Pass::SendsFrom(one("10.1.0.10"))),
            (subnet(), Pass::SendsFrom(Addresses::Range(range("10.1.0.0/24")))),
            (outside(), Pass::Sends(Addresses::Internet)),
            (outside(), Pass::Sends(own())),
            (outside(), Pass::Sends(one("8.8.8.8"))),
            (host(), Pass::ReachedAt(one("10.1.0.10"))),
            (outside(), Pass::Reached(Addresses::Internet)),
            (outside(), Pass::Reached(own())),
        ],
    );
    let expected = [
        "instance/ai-host (instance-ai-host) sends it from 10.1.0.10",
        "subnet/ai (subnet-ai) sends it from 10.1.0.0/24",
        "the Internet sends it",
        "your own address (203.0.113.0/28, 198.51.100.7/32) sends it",
        "8.8.8.8 sends it",
        "instance/ai-host (instance-ai-host) is reached at 10.1.0.10",
        "the Internet is reached",
        "your own address (203.0.113.0/28, 198.51.100.7/32) is reached",
    ];
    assert_eq!(sentences, expected);
}

#[test]
fn security_groups_that_let_a_packet_through_are_named_with_their_rule() {
    let by_group = |direction, matching, peer| Pass::GroupRule {
        direction,
        matching,
        peer,
    };
    let everyone = || RuleEnd::Cidr(range("0.0.0.0/0"));
    let there = passes(
        Leg::There,
        [
            (group(), by_group(Direction::Out, Matching::All, everyone())),
            (group(), by_group(Direction::In, Matching::All, everyone())),
            (group(), by_group(Direction::Out, Matching::Tcp(0..=65535), everyone())),
            (group(), by_group(Direction::In, Matching::Udp(20..=25), everyone())),
            (
                group(),
                by_group(Direction::In, Matching::Tcp(22..=22), RuleEnd::Thing(group())),
            ),
            (
                group(),
                by_group(
                    Direction::Out,
                    Matching::Icmp { kind: None, code: None },
                    RuleEnd::Thing(Label::new(LabelKind::SecurityGroup, "sg-1")),
                ),
            ),
            (group(), by_group(Direction::In, Matching::Other("47".to_owned()), everyone())),
        ],
    );
    let expected = [
        "security-group/ai-host (security-group-ai-host) lets everything out",
        "security-group/ai-host (security-group-ai-host) lets everything in from 0.0.0.0/0",
        "security-group/ai-host (security-group-ai-host) lets all tcp out to 0.0.0.0/0",
        "security-group/ai-host (security-group-ai-host) lets udp 20-25 in from 0.0.0.0/0",
        "security-group/ai-host (security-group-ai-host) lets tcp 22 in from security-group/ai-host",
        "security-group/ai-host (security-group-ai-host) lets icmp out to sg-1",
        "security-group/ai-host (security-group-ai-host) lets protocol 47 in from 0.0.0.0/0",
    ];
    assert_eq!(there, expected);
    let back = passes(
        Leg::Back,
        [
            (group(), Pass::Remembered(Direction::In)),
            (group(), Pass::Remembered(Direction::Out)),
        ],
    );
    let expected = [
        "security-group/ai-host (security-group-ai-host) lets the answer in: security groups remember",
        "security-group/ai-host (security-group-ai-host) lets the answer out: security groups remember",
    ];
    assert_eq!(back, expected);
}

#[test]
fn network_acls_that_let_a_packet_through_are_named_with_their_rule() {
    let acl_rule = |direction, packet| Pass::AclRule {
        direction,
        packet,
        subnet: subnet(),
        rule: 100,
    };
    let there = passes(
        Leg::There,
        [
            (acl(), acl_rule(Direction::Out, ssh())),
            (acl(), acl_rule(Direction::In, Packet::Icmp { kind: 8, code: 0 })),
        ],
    );
    let expected = [
        "network ACL acl-1 lets tcp 22 out of subnet/ai (rule 100)",
        "network ACL acl-1 lets icmp into subnet/ai (rule 100)",
    ];
    assert_eq!(there, expected);
    let back = passes(Leg::Back, [(acl(), acl_rule(Direction::In, Packet::Tcp(1024..=65535)))]);
    assert_eq!(back, ["network ACL acl-1 lets the answer into subnet/ai (rule 100)"]);
}

#[test]
fn routes_and_gateways_that_lead_on_are_named() {
    let address = || "198.51.100.9".parse().ok();
    let there = passes(
        Leg::There,
        [
            (table(), Pass::Route(taken(None, NextHop::Local))),
            (table(), Pass::Route(taken(Some(subnet()), NextHop::Local))),
            (table(), Pass::Route(taken(None, NextHop::Thing(nat())))),
            (gateway(), Pass::ToInternet { seen_at: address() }),
            (gateway(), Pass::ToInternet { seen_at: None }),
            (nat(), Pass::Translated { seen_at: address() }),
            (nat(), Pass::Translated { seen_at: None }),
            (gateway(), Pass::HandsTo(one("10.1.0.10"))),
            (peering(), Pass::LeadsTo(vpc())),
            (peering(), Pass::LeadsTo(Label::new(LabelKind::Vpc, "vpc-1"))),
        ],
    );
    let expected = [
        "route-table/ai (route-table-ai) keeps 0.0.0.0/0 in the VPC (local)",
        "route-table/ai (route-table-ai), the main one of subnet/ai's VPC, keeps 0.0.0.0/0 in the VPC (local)",
        "route-table/ai (route-table-ai) leads 0.0.0.0/0 to nat-gateway/main (nat-gateway-main)",
        "internet-gateway/main (internet-gateway-main) takes it to the Internet as 198.51.100.9",
        "internet-gateway/main (internet-gateway-main) takes it to the Internet",
        "nat-gateway/main (nat-gateway-main) sends it on as 198.51.100.9",
        "nat-gateway/main (nat-gateway-main) sends it on",
        "internet-gateway/main (internet-gateway-main) hands it to 10.1.0.10",
        "vpc-peering/main (vpc-peering-main) is active and leads to vpc/main (vpc-main)",
        "vpc-peering/main (vpc-peering-main) is active and leads to VPC vpc-1",
    ];
    assert_eq!(there, expected);
    let back = passes(Leg::Back, [(nat(), Pass::HandsTo(one("10.1.0.10")))]);
    assert_eq!(back, ["nat-gateway/main (nat-gateway-main) hands the answer to 10.1.0.10"]);
}
