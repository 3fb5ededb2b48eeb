//! Routes, gateways and peering connections, whole and broken.

use super::*;

/// No route of a table that the subnet is associated with is for these addresses.
fn no_route(to: Addresses) -> Stop {
    Stop::NoRoute { main_of: None, to }
}

/// A route leads to the Internet, where a private address is not.
fn not_on_the_internet(address: &str) -> Stop {
    Stop::WrongWay(WrongWay::PrivateAddress(one(address)))
}

/// The thing is not in the state in which traffic passes.
fn wrong_state(is: &str, needed: &'static str) -> Stop {
    let is = is.to_owned();
    Stop::State { is, needed }
}

#[test]
fn a_private_subnet_without_a_way_out_is_told() {
    let network = built().without_route("private1", "0.0.0.0/0");
    let table = thing("route-table/private1");
    let stop = no_route(Addresses::Internet);
    is_stopped(&network, "test-host", "internet:443", Leg::There, &table, stop.clone());
    is_stopped(&network, "test-host", "internet:icmp", Leg::There, &table, stop);
    is_open(&network, "subnet/private2", "internet:443");
}

#[test]
fn a_peering_route_is_needed_on_both_sides() {
    let (public, ai) = (thing("route-table/public"), thing("route-table/ai"));
    let network = built().without_route("public", "10.1.0.0/16");
    // What is left is the route to the Internet, where a private address is not.
    let stop = not_on_the_internet("10.1.0.10");
    is_stopped(&network, "app-host", "ai-host:22", Leg::There, &public, stop);
    let network = built()
        .without_route("public", "10.1.0.0/16")
        .without_route("public", "0.0.0.0/0");
    let stop = no_route(one("10.1.0.10"));
    is_stopped(&network, "app-host", "ai-host:22", Leg::There, &public, stop);

    let network = built().without_route("ai", "10.0.0.0/16");
    let stop = not_on_the_internet("10.0.0.10");
    is_stopped(&network, "app-host", "ai-host:22", Leg::Back, &ai, stop);
    let network = built().without_route("ai", "10.0.0.0/16").without_route("ai", "0.0.0.0/0");
    let stop = no_route(one("10.0.0.10"));
    is_stopped(&network, "app-host", "ai-host:icmp", Leg::Back, &ai, stop);
}

#[test]
fn a_peering_has_to_be_active() {
    for state in ["pending-acceptance", "deleted", "failed"] {
        let mut network = built();
        network.peerings[0].state = state.to_owned();
        let (peering, stop) = (thing("vpc-peering/main"), wrong_state(state, "active"));
        is_stopped(&network, "app-host", "ai-host:22", Leg::There, &peering, stop);
    }
}

#[test]
fn a_peering_passes_nothing_on() {
    // The AI team's network has no way out of its own, and tries the other one's.
    let mut network = built().without_route("ai", "0.0.0.0/0");
    let target = RouteTarget::Peering("vpc-peering-main".to_owned());
    network.table_mut("ai").routes.push(route("0.0.0.0/0", target));
    let peering = thing("vpc-peering/main");
    let stop = Stop::NoTransit { vpc: thing("vpc/main") };
    is_stopped(&network, "ai-host", "internet:443", Leg::There, &peering, stop);
}

#[test]
fn an_internet_gateway_has_to_be_attached() {
    let mut network = built();
    network.internet_gateways[0].vpc = None;
    let (gateway, vpc) = (thing("internet-gateway/main"), thing("vpc/main"));
    let stop = Stop::NotAttached { vpc: vpc.clone() };
    is_stopped(&network, "app-host", "internet:443", Leg::There, &gateway, stop.clone());
    is_stopped(&network, "test-host", "internet:443", Leg::There, &gateway, stop);
    let stop = Stop::NoInternetGateway;
    is_stopped(&network, "internet", "app-host:5085", Leg::There, &vpc, stop);
    is_open(&network, "app-host", "ai-host:22");
}

#[test]
fn a_public_subnet_needs_the_route_back_out() {
    let network = built().without_route("public", "0.0.0.0/0");
    let table = thing("route-table/public");
    let stop = no_route(Addresses::Internet);
    is_stopped(&network, "internet", "app-host:5085", Leg::Back, &table, stop);
    let stop = no_route(Addresses::Own(vec![net("203.0.113.7/32")]));
    is_stopped(&network, "me", "app-host:22", Leg::Back, &table, stop);
}

#[test]
fn a_host_with_a_public_address_in_a_private_subnet_answers_the_wrong_way() {
    let mut network = built();
    network.instance_mut("app-host").subnet = "subnet-private1".to_owned();
    network.instance_mut("app-host").private_address = "10.0.128.77".parse().unwrap();
    let table = thing("route-table/private1");
    let stop = Stop::WrongWay(WrongWay::AnswerNeedsInternetGateway);
    is_stopped(&network, "internet", "app-host:5085", Leg::Back, &table, stop);
}

#[test]
fn an_internet_gateway_takes_public_addresses_only() {
    let mut network = built();
    network.instance_mut("test-host").subnet = "subnet-public2".to_owned();
    network.instance_mut("test-host").private_address = "10.0.16.10".parse().unwrap();
    let host = thing("instance/test-host");
    let gateway = thing("internet-gateway/main");
    let stop = Stop::NoAddressFor { gateway };
    is_stopped(&network, "test-host", "internet:443", Leg::There, &host, stop);
    let stop = Stop::NoPublicAddress;
    is_stopped(&network, "me", "test-host:22", Leg::There, &host, stop);
}

#[test]
fn a_nat_gateway_has_to_be_available() {
    for state in ["pending", "failed", "deleting", "deleted"] {
        let mut network = built();
        network.nat_gateways[0].state = state.to_owned();
        // AWS marks the routes to a deleted one; the gateway says more.
        network.table_mut("private1").routes[1].is_blackhole = state == "deleted";
        let (nat, stop) = (thing("nat-gateway/main"), wrong_state(state, "available"));
        is_stopped(&network, "test-host", "internet:443", Leg::There, &nat, stop);
    }
}

#[test]
fn a_nat_gateway_needs_a_way_out_of_its_own_subnet() {
    let mut network = built();
    network.nat_gateways[0].subnet = "subnet-private2".to_owned();
    let table = thing("route-table/private2");
    let stop = Stop::WrongWay(WrongWay::NatNeedsInternetGateway(thing("nat-gateway/main")));
    is_stopped(&network, "test-host", "internet:443", Leg::There, &table, stop);
    let network = built().without_route("public", "0.0.0.0/0");
    let table = thing("route-table/public");
    let stop = no_route(Addresses::Internet);
    is_stopped(&network, "test-host", "internet:443", Leg::There, &table, stop);
}

#[test]
fn a_route_to_what_is_gone_is_a_blackhole() {
    let mut network = built();
    network.nat_gateways.clear();
    network.table_mut("private1").routes[1].is_blackhole = true;
    let table = thing("route-table/private1");
    let stop = Stop::TargetGone(taken("0.0.0.0/0", NextHop::Id("nat-gateway-main".to_owned())));
    is_stopped(&network, "test-host", "internet:443", Leg::There, &table, stop);
    let mut network = built();
    network.table_mut("public").routes[1].is_blackhole = true;
    let table = thing("route-table/public");
    let stop = Stop::Blackhole(taken("0.0.0.0/0", NextHop::Thing(thing("internet-gateway/main"))));
    is_stopped(&network, "app-host", "internet:443", Leg::There, &table, stop);
}

#[test]
fn the_longest_prefix_wins_wherever_it_stands() {
    let mut network = built();
    let mut blackhole = route("10.1.0.0/24", RouteTarget::Peering("pcx-old".to_owned()));
    blackhole.is_blackhole = true;
    network.table_mut("public").routes.insert(0, blackhole);
    let table = thing("route-table/public");
    let stop = Stop::TargetGone(taken("10.1.0.0/24", NextHop::Id("pcx-old".to_owned())));
    is_stopped(&network, "app-host", "ai-host:22", Leg::There, &table, stop);
    // One that is longer still, and good.
    let peering = RouteTarget::Peering("vpc-peering-main".to_owned());
    network.table_mut("public").routes.push(route("10.1.0.10/32", peering));
    is_open(&network, "app-host", "ai-host:22");
}

#[test]
fn a_subnet_without_a_table_of_its_own_follows_the_main_one() {
    let mut network = built();
    network.table_mut("private1").subnets.clear();
    let table = Label::new(LabelKind::RouteTable, "rtb-main");
    let stop = Stop::NoRoute {
        main_of: Some(thing("subnet/private1")),
        to: Addresses::Internet,
    };
    is_stopped(&network, "test-host", "internet:443", Leg::There, &table, stop);
    let internet = RouteTarget::NatGateway("nat-gateway-main".to_owned());
    network.route_tables[0].routes.push(route("0.0.0.0/0", internet));
    is_open(&network, "test-host", "internet:443");
}

#[test]
fn what_is_not_followed_is_said_and_not_guessed() {
    let transit = Label::new(LabelKind::TransitGateway, "tgw-1");
    for (target, next_hop) in [
        (RouteTarget::Other(transit.clone()), NextHop::Thing(transit)),
        (RouteTarget::Endpoint("vpce-1".to_owned()), NextHop::Id("vpce-1".to_owned())),
        (RouteTarget::Unnamed, NextHop::Unnamed),
    ] {
        let mut network = built().without_route("private1", "0.0.0.0/0");
        network.table_mut("private1").routes.push(route("0.0.0.0/0", target));
        let answer = ask(&network, "test-host", "internet:443");
        assert_eq!(answer.verdict(), Verdict::Unknown);
        let doubt = Outcome::Unknown(Doubt::NotFollowed(taken("0.0.0.0/0", next_hop)));
        assert_eq!(answer.stop(), Some(&hop(Leg::There, &thing("route-table/private1"), doubt)));
    }
}

#[test]
fn a_prefix_list_is_taken_for_no_address() {
    let mut network = built();
    network.table_mut("private1").routes.insert(
        0,
        Route {
            destination: RouteDestination::PrefixList("pl-63a5400a".to_owned()),
            target: RouteTarget::Endpoint("vpce-1".to_owned()),
            is_blackhole: false,
        },
    );
    is_open(&network, "test-host", "internet:443");
}

#[test]
fn no_mail_leaves_for_the_internet_before_aws_is_asked() {
    let network = built();
    let gateway = thing("internet-gateway/main");
    for host in ["app-host", "test-host"] {
        is_stopped(&network, host, "internet:25", Leg::There, &gateway, Stop::MailBlocked);
        is_open(&network, host, "internet:587");
    }
    let ai_gateway = thing("internet-gateway/ai");
    is_stopped(&network, "ai-host", "internet:25", Leg::There, &ai_gateway, Stop::MailBlocked);
}

#[test]
fn block_public_access_stops_at_the_internet_gateway_whatever_routes_and_rules_say() {
    for ways in [BlockedWays::In, BlockedWays::Both] {
        let mut network = built();
        for subnet in network.subnets.iter_mut().filter(|subnet| subnet.vpc == "vpc-main") {
            subnet.blocked = Some(ways);
        }
        let (gateway, subnet) = (thing("internet-gateway/main"), thing("subnet/public1"));
        let stop = || Stop::PublicAccessBlocked {
            subnet: subnet.clone(),
            ways,
        };
        is_stopped(&network, "internet", "app-host:5085", Leg::There, &gateway, stop());
        is_stopped(&network, "me", "app-host:22", Leg::There, &gateway, stop());
        is_stopped(&network, "app-host", "internet:443", Leg::There, &gateway, stop());
        // What a NAT gateway sends begins inside.
        if ways == BlockedWays::In {
            is_open(&network, "test-host", "internet:443");
        } else {
            is_stopped(&network, "test-host", "internet:443", Leg::There, &gateway, stop());
        }
        is_open(&network, "app-host", "test-host:22");
        is_open(&network, "ai-host", "internet:443");
    }
}
