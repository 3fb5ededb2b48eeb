//! Network ACLs: numbered, and without a memory.

use super::*;

fn ports(first: i32, last: i32) -> Matching {
    Matching::new("tcp", Some(first), Some(last))
}

const ANY: &str = "0.0.0.0/0";

/// Asserts that the ACL of [`Network::guard`] denies a packet.
#[track_caller]
fn is_denied(network: &Network, from: &str, to: &str, leg: Leg, stop: Stop) {
    is_stopped(network, from, to, leg, &acl_named("acl-guard"), stop);
}

/// A rule denies a packet on its way into a subnet.
fn denied_in(packet: Packet, from: Addresses, subnet: &str, rule: i32) -> Stop {
    Stop::AclRule {
        direction: Direction::In,
        packet,
        peer: from,
        subnet: thing(subnet),
        rule,
    }
}

/// A rule denies a packet on its way out of a subnet.
fn denied_out(packet: Packet, to: Addresses, subnet: &str, rule: i32) -> Stop {
    Stop::AclRule {
        direction: Direction::Out,
        packet,
        peer: to,
        subnet: thing(subnet),
        rule,
    }
}

/// The answer to a ping.
const PONG: Packet = Packet::Icmp { kind: 0, code: 0 };

#[test]
fn what_is_denied_on_the_way_in_is_told_with_its_rule() {
    let mut network = built();
    network.guard(
        "private1",
        vec![
            entry(90, false, false, "10.0.0.0/20", ports(22, 22)),
            entry(100, false, true, ANY, Matching::All),
            entry(100, true, true, ANY, Matching::All),
        ],
    );
    let stop = denied_in(tcp(22), one("10.0.0.10"), "subnet/private1", 90);
    is_denied(&network, "app-host", "test-host:22", Leg::There, stop);
    is_open(&network, "app-host", "test-host:icmp");
}

#[test]
fn what_is_denied_on_the_way_out_is_told_with_its_rule() {
    let mut network = built();
    network.guard(
        "public1",
        vec![
            entry(100, false, true, ANY, Matching::All),
            entry(50, true, false, "10.0.128.0/20", Matching::All),
            entry(100, true, true, ANY, Matching::All),
        ],
    );
    let stop = denied_out(tcp(22), one("10.0.128.10"), "subnet/public1", 50);
    is_denied(&network, "app-host", "test-host:22", Leg::There, stop);
}

#[test]
fn the_lowest_number_decides_wherever_it_stands() {
    let mut network = built();
    network.guard(
        "private1",
        vec![
            entry(200, false, false, ANY, Matching::All),
            entry(100, false, true, ANY, ports(22, 22)),
            entry(100, true, true, ANY, Matching::All),
        ],
    );
    is_open(&network, "app-host", "test-host:22");
    let stop = denied_in(PING, one("10.0.0.10"), "subnet/private1", 200);
    is_denied(&network, "app-host", "test-host:icmp", Leg::There, stop);
}

#[test]
fn what_no_rule_allows_the_last_one_denies() {
    let mut network = built();
    network.guard("private1", vec![entry(100, true, true, ANY, Matching::All)]);
    let stop = denied_in(tcp(22), one("10.0.0.10"), "subnet/private1", AclEntry::LAST);
    is_denied(&network, "app-host", "test-host:22", Leg::There, stop);
}

#[test]
fn answers_are_not_remembered_and_go_to_ports_of_the_clients_choosing() {
    let mut network = built();
    let denied = |ports| denied_out(Packet::Tcp(ports), one("10.0.0.10"), "subnet/private1", AclEntry::LAST);
    // SSH in, and SSH out: the answer goes to another port.
    let only_ssh = |is_egress| entry(100, is_egress, true, ANY, ports(22, 22));
    network.guard("private1", vec![only_ssh(false), only_ssh(true)]);
    is_denied(&network, "app-host", "test-host:22", Leg::Back, denied(1024..=65535));

    // A part of the ports is not enough.
    network.guard(
        "private1",
        vec![only_ssh(false), entry(110, true, true, ANY, ports(32768, 65535))],
    );
    is_denied(&network, "app-host", "test-host:22", Leg::Back, denied(1024..=32767));

    // Two rules may hold them together.
    let both = vec![
        only_ssh(false),
        entry(110, true, true, ANY, ports(32768, 65535)),
        entry(120, true, true, ANY, ports(1024, 40000)),
    ];
    network.guard("private1", both);
    is_open(&network, "app-host", "test-host:22");
}

#[test]
fn the_answer_has_to_get_back_in_too() {
    let mut network = built();
    network.guard(
        "public1",
        vec![
            entry(100, true, true, ANY, Matching::All),
            entry(100, false, true, ANY, ports(5085, 5085)),
        ],
    );
    is_open(&network, "internet", "app-host:5085");
    let stop = denied_in(
        Packet::Tcp(1024..=5084),
        Addresses::Internet,
        "subnet/public1",
        AclEntry::LAST,
    );
    is_denied(&network, "app-host", "internet:443", Leg::Back, stop);
    let stop = denied_in(PONG, one("10.0.128.10"), "subnet/public1", AclEntry::LAST);
    is_denied(&network, "app-host", "test-host:icmp", Leg::Back, stop);
}

#[test]
fn pings_are_let_through_by_type_and_code() {
    let icmp = |kind, code| Matching::new("1", Some(kind), Some(code));
    let mut network = built();
    network.guard(
        "private1",
        vec![entry(1, false, true, ANY, icmp(8, -1)), entry(1, true, true, ANY, icmp(0, 0))],
    );
    is_open(&network, "app-host", "test-host:icmp");
    network.guard(
        "private1",
        vec![
            entry(1, false, true, ANY, icmp(8, -1)),
            entry(1, true, true, ANY, icmp(8, -1)),
        ],
    );
    let stop = denied_out(PONG, one("10.0.0.10"), "subnet/private1", AclEntry::LAST);
    is_denied(&network, "app-host", "test-host:icmp", Leg::Back, stop);
}

#[test]
fn the_nat_gateways_subnet_is_passed_four_times() {
    let everything = |is_egress| entry(100, is_egress, true, ANY, Matching::All);
    let deny = |is_egress, range, matching| entry(1, is_egress, false, range, matching);
    let (host, internet, subnet) = (one("10.0.128.10"), Addresses::Internet, "subnet/public1");
    let cases = [
        (
            deny(false, "10.0.128.0/20", Matching::All),
            Leg::There,
            denied_in(tcp(443), host.clone(), subnet, 1),
        ),
        (
            deny(true, ANY, ports(443, 443)),
            Leg::There,
            denied_out(tcp(443), internet.clone(), subnet, 1),
        ),
        (
            deny(false, ANY, ports(2000, 3000)),
            Leg::Back,
            denied_in(Packet::Tcp(2000..=3000), internet, subnet, 1),
        ),
        (
            deny(true, "10.0.128.10/32", Matching::All),
            Leg::Back,
            denied_out(Packet::Tcp(1024..=65535), host, subnet, 1),
        ),
    ];
    for (entry, leg, stop) in cases {
        let mut network = built();
        network.guard("public1", vec![everything(false), everything(true), entry]);
        is_denied(&network, "test-host", "internet:443", leg, stop);
    }
}

#[test]
fn a_subnet_whose_acl_is_not_known_decides_nothing() {
    let mut network = built();
    network.network_acls.clear();
    let answer = ask(&network, "app-host", "test-host:22");
    assert_eq!(answer.verdict(), Verdict::Unknown);
    let doubt = Outcome::Unknown(Doubt::NoNetworkAcl);
    assert_eq!(answer.stop(), Some(&hop(Leg::There, &thing("subnet/public1"), doubt)));
}
