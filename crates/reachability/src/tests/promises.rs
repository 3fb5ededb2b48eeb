//! What the walkthrough builds reaches what it should, and nothing else.

use super::*;

#[test]
fn everything_that_ought_to_be_open_is() {
    let network = built();
    for (from, to) in [
        ("me", "app-host:22"),
        ("me", "app-host:5085"),
        ("internet", "app-host:5085"),
        ("app-host", "internet:443"),
        ("app-host", "internet:icmp"),
        ("app-host", "database"),
        ("app-host", "test-host"),
        ("app-host", "test-host:icmp"),
        ("app-host", "ai-host"),
        ("app-host", "ai-host:icmp"),
        ("test-host", "internet"),
        ("test-host", "internet:icmp"),
        ("test-host", "ai-host"),
        ("ai-host", "internet"),
        ("ai-host", "me:443"),
        ("subnet/private2", "internet"),
        ("subnet/public2", "subnet/ai"),
        ("subnet/ai", "subnet/private1"),
        ("subnet/ai", "subnet/ai"),
        ("app-host", "app-host"),
        ("test-host", "198.51.100.10:5085"),
    ] {
        is_open(&network, from, to);
    }
}

#[test]
fn everything_that_ought_to_be_closed_is() {
    let network = built();
    for (from, to) in [
        ("internet", "app-host:22"),
        ("internet", "app-host:icmp"),
        ("me", "app-host:3306"),
        ("internet", "database"),
        ("me", "database"),
        ("test-host", "database"),
        ("ai-host", "database"),
        ("internet", "test-host:22"),
        ("me", "test-host:22"),
        ("internet", "ai-host:22"),
        ("me", "ai-host:22"),
        ("ai-host", "test-host:22"),
        ("test-host", "app-host:22"),
        ("app-host", "198.51.100.10:22"),
        ("internet", "subnet/public1:22"),
        ("subnet/public1", "internet"),
    ] {
        assert_eq!(ask(&network, from, to).verdict(), Verdict::Closed, "{from} to {to}");
    }
}

#[test]
fn a_path_is_told_hop_by_hop_and_both_ways() {
    let path = is_open(&built(), "app-host", "test-host:22");
    let (app_host, test_host) = (one("10.0.0.10"), one("10.0.128.10"));
    let (app_group, test_group) = (thing("security-group/app-host"), thing("security-group/test-host"));
    let acl_rule = |direction, packet, subnet| Pass::AclRule {
        direction,
        packet,
        subnet: thing(subnet),
        rule: 100,
    };
    let request = |direction, subnet| acl_rule(direction, tcp(22), subnet);
    let answer = |direction, subnet| acl_rule(direction, Packet::Tcp(1024..=65535), subnet);
    let group_rule = |direction, matching, peer| Pass::GroupRule {
        direction,
        matching,
        peer,
    };
    let everything = group_rule(Direction::Out, Matching::All, RuleEnd::Cidr(net("0.0.0.0/0")));
    let ssh = group_rule(Direction::In, Matching::Tcp(22..=22), RuleEnd::Thing(app_group.clone()));
    let local = || Pass::Route(taken("10.0.0.0/16", NextHop::Local));
    let acl = acl_named("acl-main");
    let expected = [
        (Leg::There, thing("instance/app-host"), Pass::SendsFrom(app_host)),
        (Leg::There, app_group.clone(), everything),
        (Leg::There, acl.clone(), request(Direction::Out, "subnet/public1")),
        (Leg::There, thing("route-table/public"), local()),
        (Leg::There, acl.clone(), request(Direction::In, "subnet/private1")),
        (Leg::There, test_group.clone(), ssh),
        (Leg::There, thing("instance/test-host"), Pass::ReachedAt(test_host)),
        (Leg::Back, test_group, Pass::Remembered(Direction::Out)),
        (Leg::Back, acl.clone(), answer(Direction::Out, "subnet/private1")),
        (Leg::Back, thing("route-table/private1"), local()),
        (Leg::Back, acl, answer(Direction::In, "subnet/public1")),
        (Leg::Back, app_group, Pass::Remembered(Direction::In)),
    ];
    let expected = expected.map(|(leg, at, pass)| hop(leg, &at, Outcome::Passes(pass)));
    assert_eq!(path.hops, expected);
}

#[test]
fn a_private_host_goes_out_past_the_nat_gateway_and_its_subnet() {
    let path = is_open(&built(), "test-host", "internet:443");
    let names: Vec<&str> = path.hops.iter().map(Hop::name).collect();
    let expected = [
        "instance/test-host",
        "security-group/test-host",
        "acl-main",
        "route-table/private1",
        "acl-main",
        "nat-gateway/main",
        "acl-main",
        "route-table/public",
        "internet-gateway/main",
        "internet",
        "acl-main",
        "nat-gateway/main",
        "acl-main",
        "acl-main",
        "security-group/test-host",
    ];
    assert_eq!(names, expected);
}

#[test]
fn within_a_subnet_neither_routes_nor_acls_are_asked() {
    let mut network = built();
    network.instance_mut("test-host").subnet = "subnet-public1".to_owned();
    network.instance_mut("test-host").private_address = "10.0.0.11".parse().unwrap();
    network.guard("public1", Vec::new());
    network.table_mut("public").routes.clear();
    let path = is_open(&network, "app-host", "test-host:22");
    assert!(
        path.hops
            .iter()
            .all(|hop| ![LabelKind::NetworkAcl, LabelKind::RouteTable].contains(&hop.label.kind))
    );
}
