//! Ends by name, and what is wrong with them.

use std::net::Ipv4Addr;

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
    for wrong in ["0", "65536", "ssh", ""] {
        let given = wrong.to_owned();
        assert_eq!(Target::parse(&format!("app-host:{wrong}")), Err(UnknownPort { given }));
    }
}

#[test]
fn a_stopped_host_neither_sends_nor_answers() {
    let mut network = built();
    network.instance_mut("test-host").state = "stopped".to_owned();
    let stop = Stop::State {
        is: "stopped".to_owned(),
        needed: "running",
    };
    let host = thing("instance/test-host");
    is_stopped(&network, "app-host", "test-host:22", Leg::There, &host, stop.clone());
    is_stopped(&network, "test-host", "internet:443", Leg::There, &host, stop);
}

#[test]
fn an_address_is_the_hosts_that_has_it_or_nobodys() {
    let network = built();
    is_open(&network, "app-host", "10.0.128.10:22");
    is_open(&network, "203.0.113.7", "app-host:22");
    let group = "security-group/app-host";
    let stop = no_rule(Direction::In, tcp(22), one("203.0.113.8"), &[group]);
    is_stopped(&network, "203.0.113.8", "app-host:22", Leg::There, &thing(group), stop);
    is_open(&network, "test-host", "8.8.8.8:53");
    let address = |text: &str| text.parse::<Ipv4Addr>().unwrap();
    let stranger = |text: &str| Label::new(LabelKind::Address, text);
    let nobody = "10.0.128.11";
    let stop = Stop::NoInstanceAt(address(nobody));
    is_stopped(&network, "app-host", "10.0.128.11:22", Leg::There, &stranger(nobody), stop);
    let private = "192.168.1.1";
    let stop = Stop::UnknownPrivate(address(private));
    is_stopped(&network, "app-host", "192.168.1.1:22", Leg::There, &stranger(private), stop);
    let nat = "198.51.100.9";
    let stop = Stop::NatAddress {
        address: address(nat),
        gateway: thing("nat-gateway/main"),
    };
    is_stopped(&network, "me", "198.51.100.9:22", Leg::There, &stranger(nat), stop);
}

#[test]
fn the_instance_in_the_wrong_subnet_is_told() {
    let mut network = built().without_route("private2", "10.1.0.0/16");
    network.instance_mut("app-host").subnet = "subnet-private2".to_owned();
    network.instance_mut("app-host").private_address = "10.0.144.10".parse().unwrap();
    network.instance_mut("app-host").public_address = None;
    let host = thing("instance/app-host");
    is_stopped(&network, "me", "app-host:22", Leg::There, &host, Stop::NoPublicAddress);
    let table = thing("route-table/private2");
    let stop = Stop::WrongWay(WrongWay::PrivateAddress(one("10.1.0.10")));
    is_stopped(&network, "app-host", "ai-host:22", Leg::There, &table, stop);
}

#[test]
fn a_public_database_is_reached_from_outside_and_a_private_one_is_not() {
    let mut network = built();
    let anyone = Rule {
        matching: Matching::new("tcp", Some(3306), Some(3306)),
        peer: cidr("0.0.0.0/0"),
    };
    network.group_mut("database").ingress.push(anyone);
    let database = thing("db-instance/main");
    is_stopped(&network, "internet", "database", Leg::There, &database, Stop::NoPublicAddress);
    network.databases[0].is_public = true;
    network.databases[0].subnets = vec!["subnet-public1".to_owned(), "subnet-public2".to_owned()];
    is_open(&network, "internet", "database");
}
