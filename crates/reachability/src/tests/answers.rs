//! Ends with many addresses: what holds for all of them, for some, and for none.

use super::*;

fn rule(port: i32, range: &str) -> Rule {
    Rule {
        matching: Matching::new("tcp", Some(port), Some(port)),
        peer: cidr(range),
    }
}

/// The group of the application host lets SSH in from a range.
fn lets_ssh_in(range: &str) -> Hop {
    let pass = Pass::GroupRule {
        direction: Direction::In,
        matching: Matching::Tcp(22..=22),
        peer: RuleEnd::Cidr(net(range)),
    };
    hop(Leg::There, &thing("security-group/app-host"), Outcome::Passes(pass))
}

#[test]
fn a_hole_for_a_few_is_not_the_internet_and_not_nothing() {
    let mut network = built();
    network.group_mut("app-host").ingress.push(rule(22, "192.0.2.0/24"));
    let answer = ask(&network, "internet", "app-host:22");
    assert_eq!(answer.verdict(), Verdict::Partly);
    let entrance = answer.open_path().unwrap().entrance().unwrap();
    assert_eq!(*entrance, lets_ssh_in("192.0.2.0/24"));
    // The single address that is a way in is found, wherever it is.
    network.group_mut("app-host").ingress.pop();
    network.group_mut("app-host").ingress.push(rule(22, "8.8.4.4/32"));
    assert_eq!(ask(&network, "internet", "app-host:22").verdict(), Verdict::Partly);
}

#[test]
fn everyone_is_let_in_by_halves_too() {
    let mut network = built();
    network.group_mut("app-host").ingress = vec![rule(5085, "0.0.0.0/1"), rule(5085, "128.0.0.0/1")];
    is_open(&network, "internet", "app-host:5085");
}

#[test]
fn a_rule_for_everyone_opens_what_has_to_be_closed() {
    let mut network = built();
    network.group_mut("app-host").ingress.push(rule(22, "0.0.0.0/0"));
    let path = is_open(&network, "internet", "app-host:22");
    assert_eq!(path.entrance(), Some(&lets_ssh_in("0.0.0.0/0")));
    let path = is_open(&network, "test-host", "internet:443");
    let route = Pass::Route(taken("0.0.0.0/0", NextHop::Thing(thing("nat-gateway/main"))));
    let way_out = hop(Leg::There, &thing("route-table/private1"), Outcome::Passes(route));
    assert_eq!(path.entrance(), Some(&way_out));
}

#[test]
fn one_address_nobody_gets_to_is_told_by_itself() {
    let mut network = built();
    network.guard(
        "public1",
        vec![
            entry(50, true, false, "8.8.8.8/32", Matching::All),
            entry(100, true, true, "0.0.0.0/0", Matching::All),
            entry(100, false, true, "0.0.0.0/0", Matching::All),
        ],
    );
    let answer = ask(&network, "app-host", "internet:443");
    assert_eq!(answer.verdict(), Verdict::Partly);
    let stop = Stop::AclRule {
        direction: Direction::Out,
        packet: tcp(443),
        peer: one("8.8.8.8"),
        subnet: thing("subnet/public1"),
        rule: 50,
    };
    let denied = hop(Leg::There, &acl_named("acl-guard"), Outcome::Stops(stop));
    assert_eq!(answer.stop(), Some(&denied));
}

#[test]
fn the_database_has_to_be_reached_in_each_of_its_subnets() {
    let mut network = built();
    network.guard("private2", Vec::new());
    let answer = ask(&network, "app-host", "database");
    assert_eq!(answer.verdict(), Verdict::Partly);
    let stop = Stop::AclRule {
        direction: Direction::In,
        packet: tcp(3306),
        peer: one("10.0.0.10"),
        subnet: thing("subnet/private2"),
        rule: AclEntry::LAST,
    };
    let denied = hop(Leg::There, &acl_named("acl-guard"), Outcome::Stops(stop));
    assert_eq!(answer.stop(), Some(&denied));
}

#[test]
fn all_of_ones_own_ranges_have_to_get_in() {
    let mut network = built();
    network.trusted = vec![net("203.0.113.0/28")];
    assert_eq!(ask(&network, "me", "app-host:22").verdict(), Verdict::Partly);
    network.group_mut("app-host").ingress.push(rule(22, "203.0.113.0/28"));
    is_open(&network, "me", "app-host:22");
    assert_eq!(ask(&network, "internet", "app-host:22").verdict(), Verdict::Closed);
    network.trusted.clear();
    let nobody = ask(&network, "me", "app-host:22");
    assert_eq!(nobody.verdict(), Verdict::Unknown);
    assert!(nobody.path().is_none());
}

#[test]
fn where_everyone_is_trusted_the_internet_is_everyone() {
    let mut network = built();
    network.trusted = vec![net("0.0.0.0/0")];
    network.group_mut("app-host").ingress.push(rule(22, "0.0.0.0/0"));
    is_open(&network, "internet", "app-host:22");
    is_open(&network, "me", "app-host:22");
}

#[test]
fn an_address_of_ones_own_at_home_is_taken_as_it_is() {
    let mut network = built();
    network.trusted = vec![net("127.0.0.1/32")];
    network.group_mut("app-host").ingress.push(rule(22, "127.0.0.1/32"));
    is_open(&network, "me", "app-host:22");
}
