//! Network ACLs: numbered, and without a memory.

use super::*;

fn ports(first: i32, last: i32) -> Matching {
    Matching::new("tcp", Some(first), Some(last))
}

const ANY: &str = "0.0.0.0/0";

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
    let text = "network ACL acl-guard denies tcp 22 from 10.0.0.10 into subnet/private1 (rule 90)";
    is_stopped(&network, "app-host", "test-host:22", Leg::There, text);
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
    let text = "network ACL acl-guard denies tcp 22 to 10.0.128.10 out of subnet/public1 (rule 50)";
    is_stopped(&network, "app-host", "test-host:22", Leg::There, text);
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
    let text = "network ACL acl-guard denies icmp from 10.0.0.10 into subnet/private1 (rule 200)";
    is_stopped(&network, "app-host", "test-host:icmp", Leg::There, text);
}

#[test]
fn what_no_rule_allows_the_last_one_denies() {
    let mut network = built();
    network.guard("private1", vec![entry(100, true, true, ANY, Matching::All)]);
    let text = "network ACL acl-guard denies tcp 22 from 10.0.0.10 into subnet/private1 (rule *)";
    is_stopped(&network, "app-host", "test-host:22", Leg::There, text);
}

#[test]
fn answers_are_not_remembered_and_go_to_ports_of_the_clients_choosing() {
    let mut network = built();
    // SSH in, and SSH out: the answer goes to another port.
    let only_ssh = |is_egress| entry(100, is_egress, true, ANY, ports(22, 22));
    network.guard("private1", vec![only_ssh(false), only_ssh(true)]);
    let text = "network ACL acl-guard denies the answer, tcp 1024-65535 to 10.0.0.10, out of subnet/private1 (rule *)";
    is_stopped(&network, "app-host", "test-host:22", Leg::Back, text);

    // A part of the ports is not enough.
    network.guard(
        "private1",
        vec![only_ssh(false), entry(110, true, true, ANY, ports(32768, 65535))],
    );
    let text = "network ACL acl-guard denies the answer, tcp 1024-32767 to 10.0.0.10, out of subnet/private1 (rule *)";
    is_stopped(&network, "app-host", "test-host:22", Leg::Back, text);

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
    let text = "network ACL acl-guard denies the answer, tcp 1024-5084 from 0.0.0.0/0, into subnet/public1 (rule *)";
    is_stopped(&network, "app-host", "internet:443", Leg::Back, text);
    let text = "network ACL acl-guard denies the answer, icmp from 10.0.128.10, into subnet/public1 (rule *)";
    is_stopped(&network, "app-host", "test-host:icmp", Leg::Back, text);
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
    let text = "network ACL acl-guard denies the answer, icmp to 10.0.0.10, out of subnet/private1 (rule *)";
    is_stopped(&network, "app-host", "test-host:icmp", Leg::Back, text);
}

#[test]
fn the_nat_gateways_subnet_is_passed_four_times() {
    let everything = |is_egress| entry(100, is_egress, true, ANY, Matching::All);
    let text_of = |entries: Vec<AclEntry>| {
        let mut network = built();
        network.guard("public1", entries);
        let answer = ask(&network, "test-host", "internet:443");
        assert_eq!(answer.verdict(), Verdict::Closed);
        let hop = answer.stop().unwrap().clone();
        (hop.leg, hop.text)
    };
    let deny = |number, is_egress, range, matching| entry(number, is_egress, false, range, matching);
    let cases = [
        (
            deny(1, false, "10.0.128.0/20", Matching::All),
            (Leg::There, "denies tcp 443 from 10.0.128.10 into subnet/public1 (rule 1)"),
        ),
        (
            deny(1, true, ANY, ports(443, 443)),
            (Leg::There, "denies tcp 443 to 0.0.0.0/0 out of subnet/public1 (rule 1)"),
        ),
        (
            deny(1, false, ANY, ports(2000, 3000)),
            (
                Leg::Back,
                "denies the answer, tcp 2000-3000 from 0.0.0.0/0, into subnet/public1 (rule 1)",
            ),
        ),
        (
            deny(1, true, "10.0.128.10/32", Matching::All),
            (
                Leg::Back,
                "denies the answer, tcp 1024-65535 to 10.0.128.10, out of subnet/public1 (rule 1)",
            ),
        ),
    ];
    for (entry, (leg, text)) in cases {
        let seen = text_of(vec![everything(false), everything(true), entry]);
        assert_eq!(seen, (leg, format!("network ACL acl-guard {text}")));
    }
}

#[test]
fn a_subnet_whose_acl_is_not_known_decides_nothing() {
    let mut network = built();
    network.network_acls.clear();
    assert_eq!(ask(&network, "app-host", "test-host:22").verdict(), Verdict::Unknown);
}
