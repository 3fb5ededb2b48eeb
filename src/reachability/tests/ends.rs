//! Ends by name, and what is wrong with them.

use super::*;

#[test]
fn names_are_hosts_the_database_subnets_and_addresses() {
    let network = built();
    let unknown = End::named(&network, "app-hots").unwrap_err();
    let known = [
        "ai-host",
        "app-host",
        "test-host",
        "database",
        "internet",
        "me",
        "subnet/ai",
        "subnet/private1",
        "subnet/private2",
        "subnet/public1",
        "subnet/public2",
    ];
    assert_eq!(unknown.known, known);
    for name in known {
        assert_eq!(End::named(&network, name).unwrap().name(), name);
    }
    assert!(End::named(&network, "instance-app-host").is_ok());
    assert!(End::named(&Network::default(), "database").is_err());
}

#[test]
fn a_target_has_a_port_of_its_own_or_the_usual_one() {
    let network = built();
    for (text, traffic) in [
        ("app-host", "tcp 22"),
        ("database", "tcp 3306"),
        ("internet", "tcp 443"),
        ("8.8.8.8", "tcp 443"),
        ("10.0.128.10", "tcp 22"),
        ("198.51.100.10", "tcp 22"),
        ("subnet/ai", "tcp 22"),
        ("app-host:5085", "tcp 5085"),
        ("internet:icmp", "icmp"),
    ] {
        let target = Target::parse(text).unwrap();
        let end = End::named(&network, &target.name).unwrap();
        assert_eq!(target.traffic(&end, &network, false).to_string(), traffic, "{text}");
    }
    for wrong in ["app-host:0", "app-host:65536", "app-host:ssh", "app-host:"] {
        assert!(Target::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_stopped_host_neither_sends_nor_answers() {
    let mut network = built();
    network.instance_mut("test-host").state = "stopped".to_owned();
    let text = "instance/test-host (instance-test-host) is stopped, not running";
    is_stopped(&network, "app-host", "test-host:22", Leg::There, text);
    is_stopped(&network, "test-host", "internet:443", Leg::There, text);
}

#[test]
fn an_address_is_the_hosts_that_has_it_or_nobodys() {
    let network = built();
    is_open(&network, "app-host", "10.0.128.10:22");
    is_open(&network, "203.0.113.7", "app-host:22");
    let text = "security-group/app-host (security-group-app-host) has no ingress rule for tcp 22 from 203.0.113.8";
    is_stopped(&network, "203.0.113.8", "app-host:22", Leg::There, text);
    is_open(&network, "test-host", "8.8.8.8:53");
    let text = "no instance known here has the address 10.0.128.11";
    is_stopped(&network, "app-host", "10.0.128.11:22", Leg::There, text);
    let text = "192.168.1.1 is a private address, and of none of the networks known here";
    is_stopped(&network, "app-host", "192.168.1.1:22", Leg::There, text);
    let text = "198.51.100.9 is nat-gateway/main (nat-gateway-main): it takes nothing in by itself";
    is_stopped(&network, "me", "198.51.100.9:22", Leg::There, text);
}

#[test]
fn the_instance_in_the_wrong_subnet_is_told() {
    let mut network = built().without_route("private2", "10.1.0.0/16");
    network.instance_mut("app-host").subnet = "subnet-private2".to_owned();
    network.instance_mut("app-host").private_address = "10.0.144.10".parse().unwrap();
    network.instance_mut("app-host").public_address = None;
    let text = "instance/app-host (instance-app-host) has no public address: nothing outside can send to it";
    is_stopped(&network, "me", "app-host:22", Leg::There, text);
    let text =
        "route-table/private2 (route-table-private2) leads the wrong way: the private address 10.1.0.10 is not on the Internet";
    is_stopped(&network, "app-host", "ai-host:22", Leg::There, text);
}

#[test]
fn a_public_database_is_reached_from_outside_and_a_private_one_is_not() {
    let mut network = built();
    let anyone = Rule {
        matching: Matching::new("tcp", Some(3306), Some(3306)),
        peer: cidr("0.0.0.0/0"),
    };
    network.group_mut("database").ingress.push(anyone);
    let text = "db-instance/main (db-instance-main) has no public address: nothing outside can send to it";
    is_stopped(&network, "internet", "database", Leg::There, text);
    network.databases[0].is_public = true;
    network.databases[0].subnets = vec!["subnet-public1".to_owned(), "subnet-public2".to_owned()];
    is_open(&network, "internet", "database");
}
