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
    let told: Vec<String> = path.hops.iter().map(|hop| format!("{:?}: {}", hop.leg, hop.text)).collect();
    let expected = [
        "There: instance/app-host (instance-app-host) sends it from 10.0.0.10",
        "There: security-group/app-host (security-group-app-host) lets everything out",
        "There: network ACL acl-main lets tcp 22 out of subnet/public1 (rule 100)",
        "There: route-table/public (route-table-public) keeps 10.0.0.0/16 in the VPC (local)",
        "There: network ACL acl-main lets tcp 22 into subnet/private1 (rule 100)",
        "There: security-group/test-host (security-group-test-host) lets tcp 22 in from security-group/app-host",
        "There: instance/test-host (instance-test-host) is reached at 10.0.128.10",
        "Back: security-group/test-host (security-group-test-host) lets the answer out: security groups remember",
        "Back: network ACL acl-main lets the answer out of subnet/private1 (rule 100)",
        "Back: route-table/private1 (route-table-private1) keeps 10.0.0.0/16 in the VPC (local)",
        "Back: network ACL acl-main lets the answer into subnet/public1 (rule 100)",
        "Back: security-group/app-host (security-group-app-host) lets the answer in: security groups remember",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_private_host_goes_out_past_the_nat_gateway_and_its_subnet() {
    let path = is_open(&built(), "test-host", "internet:443");
    let names: Vec<String> = path.hops.iter().map(|hop| hop.name().to_owned()).collect();
    let expected = [
        "instance/test-host",
        "security-group/test-host",
        "acl-main",
        "route-table/private1",
        "acl-main",
        "nat-gateway/main",
        "acl-main",
        "route-table/public",
        "igw/main",
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
            .all(|hop| !["network-acl", "route-table"].contains(&hop.kind.as_str()))
    );
}
