//! Security groups.

use super::*;

fn rule(protocol: &str, from: i32, to: i32, peer: RulePeer) -> Rule {
    Rule {
        matching: Matching::new(protocol, Some(from), Some(to)),
        peer,
    }
}

#[test]
fn a_port_needs_an_ingress_rule() {
    let mut network = built();
    network.group_mut("test-host").ingress.clear();
    let group = "security-group/test-host";
    let stop = |packet, group| no_rule(Direction::In, packet, one("10.0.0.10"), &[group]);
    is_stopped(
        &network,
        "app-host",
        "test-host:22",
        Leg::There,
        &thing(group),
        stop(tcp(22), group),
    );
    is_stopped(
        &network,
        "app-host",
        "test-host:icmp",
        Leg::There,
        &thing(group),
        stop(PING, group),
    );
    network.group_mut("database").ingress.clear();
    let group = "security-group/database";
    is_stopped(
        &network,
        "app-host",
        "database",
        Leg::There,
        &thing(group),
        stop(tcp(3306), group),
    );
}

#[test]
fn what_leaves_needs_an_egress_rule_and_answers_need_none() {
    let mut network = built();
    network.group_mut("app-host").egress.clear();
    let group = "security-group/app-host";
    let stop = no_rule(Direction::Out, tcp(22), one("10.0.128.10"), &[group]);
    is_stopped(&network, "app-host", "test-host:22", Leg::There, &thing(group), stop);
    // Its answers still leave: groups remember.
    is_open(&network, "internet", "app-host:5085");
}

#[test]
fn any_group_of_an_instance_may_let_in() {
    let mut network = built();
    network
        .instance_mut("test-host")
        .security_groups
        .push("security-group-database".to_owned());
    is_open(&network, "app-host", "test-host:3306");
    let groups = ["security-group/test-host", "security-group/database"];
    let stop = no_rule(Direction::In, tcp(80), one("10.0.0.10"), &groups);
    is_stopped(&network, "app-host", "test-host:80", Leg::There, &thing(groups[0]), stop);
    network.instance_mut("test-host").security_groups.clear();
    let nameless = Label::new(LabelKind::SecurityGroup, "");
    let stop = no_rule(Direction::In, tcp(22), one("10.0.0.10"), &[]);
    is_stopped(&network, "app-host", "test-host:22", Leg::There, &nameless, stop);
}

#[test]
fn ranges_of_ports_protocols_and_everything_are_told_apart() {
    let anywhere = || cidr("0.0.0.0/0");
    for (rule, open, closed) in [
        (rule("tcp", 20, 25, anywhere()), "app-host:25", "app-host:26"),
        (rule("6", 8080, 8080, anywhere()), "app-host:8080", "app-host:8081"),
        (rule("tcp", 0, 65535, anywhere()), "app-host:65535", "app-host:icmp"),
        (rule("icmp", 8, -1, anywhere()), "app-host:icmp", "app-host:8"),
        (rule("icmp", -1, -1, anywhere()), "app-host:icmp", "app-host:1"),
    ] {
        let mut network = built();
        network.group_mut("app-host").ingress = vec![rule.clone()];
        is_open(&network, "internet", open);
        assert_eq!(ask(&network, "internet", closed).verdict(), Verdict::Closed, "{rule:?}");
    }
    for wrong in [
        rule("udp", 22, 22, anywhere()),
        rule("icmp", 0, -1, anywhere()),
        rule("47", -1, -1, anywhere()),
    ] {
        let mut network = built();
        network.group_mut("app-host").ingress = vec![wrong.clone()];
        for target in ["app-host:22", "app-host:icmp"] {
            assert_eq!(ask(&network, "internet", target).verdict(), Verdict::Closed, "{wrong:?}");
        }
    }
    let mut network = built();
    network.group_mut("app-host").ingress = vec![rule("-1", -1, -1, anywhere())];
    for target in ["app-host:1", "app-host:65535", "app-host:icmp"] {
        is_open(&network, "internet", target);
    }
    network.group_mut("app-host").ingress = vec![rule("udp", 53, 53, anywhere())];
    let app_host = End::named(&network, "app-host").unwrap();
    let udp = reach(&network, &End::Internet, &app_host, Traffic::Udp(53));
    assert_eq!(udp.verdict(), Verdict::Open);
}

#[test]
fn a_group_is_known_across_a_peering_and_not_from_outside() {
    let mut network = built();
    let app = || RulePeer::Group("security-group-app-host".to_owned());
    network.group_mut("ai-host").ingress = vec![rule("tcp", 22, 22, app())];
    is_open(&network, "app-host", "ai-host:22");
    // At its public address the same host is anybody.
    let group = "security-group/ai-host";
    let stop = no_rule(Direction::In, tcp(22), one("198.51.100.10"), &[group]);
    is_stopped(&network, "app-host", "198.51.100.20:22", Leg::There, &thing(group), stop);
}

#[test]
fn a_list_that_is_not_known_decides_nothing() {
    let mut network = built();
    network.group_mut("app-host").egress = vec![rule("tcp", 443, 443, RulePeer::PrefixList("pl-1".to_owned()))];
    let answer = ask(&network, "app-host", "internet:443");
    assert_eq!(answer.verdict(), Verdict::Unknown);
    let doubt = Outcome::Unknown(Doubt::UnknownList {
        direction: Direction::Out,
        packet: tcp(443),
        peer: Addresses::Internet,
    });
    let group = thing("security-group/app-host");
    assert_eq!(answer.stop(), Some(&hop(Leg::There, &group, doubt)));
    assert_eq!(ask(&network, "app-host", "internet:80").verdict(), Verdict::Closed);
}
