//! Routes, gateways and peering connections, whole and broken.

use super::*;

#[test]
fn a_private_subnet_without_a_way_out_is_told() {
    let network = built().without_route("private1", "0.0.0.0/0");
    let text = "route-table/private1 (route-table-private1) has no route to 0.0.0.0/0";
    is_stopped(&network, "test-host", "internet:443", Leg::There, text);
    is_stopped(&network, "test-host", "internet:icmp", Leg::There, text);
    is_open(&network, "subnet/private2", "internet:443");
}

#[test]
fn a_peering_route_is_needed_on_both_sides() {
    let network = built().without_route("public", "10.1.0.0/16");
    // What is left is the route to the Internet, where a private address is not.
    let text =
        "route-table/public (route-table-public) leads the wrong way: the private address 10.1.0.10 is not on the Internet";
    is_stopped(&network, "app-host", "ai-host:22", Leg::There, text);
    let network = built()
        .without_route("public", "10.1.0.0/16")
        .without_route("public", "0.0.0.0/0");
    let text = "route-table/public (route-table-public) has no route to 10.1.0.10";
    is_stopped(&network, "app-host", "ai-host:22", Leg::There, text);

    let network = built().without_route("ai", "10.0.0.0/16");
    let text = "route-table/ai (route-table-ai) leads the wrong way: the private address 10.0.0.10 is not on the Internet";
    is_stopped(&network, "app-host", "ai-host:22", Leg::Back, text);
    let network = built().without_route("ai", "10.0.0.0/16").without_route("ai", "0.0.0.0/0");
    let text = "route-table/ai (route-table-ai) has no route to 10.0.0.10";
    is_stopped(&network, "app-host", "ai-host:icmp", Leg::Back, text);
}

#[test]
fn a_peering_has_to_be_active() {
    for state in ["pending-acceptance", "deleted", "failed"] {
        let mut network = built();
        network.peerings[0].state = state.to_owned();
        let text = format!("vpc-peering/main (vpc-peering-main) is {state}, not active");
        is_stopped(&network, "app-host", "ai-host:22", Leg::There, &text);
    }
}

#[test]
fn a_peering_passes_nothing_on() {
    // The AI team's network has no way out of its own, and tries the other one's.
    let mut network = built().without_route("ai", "0.0.0.0/0");
    let peering = RouteTarget::Peering("vpc-peering-main".to_owned());
    network.table_mut("ai").routes.push(route("0.0.0.0/0", peering));
    let text = "vpc-peering/main (vpc-peering-main) leads to vpc/main (vpc-main) alone and passes nothing on beyond it";
    is_stopped(&network, "ai-host", "internet:443", Leg::There, text);
}

#[test]
fn an_internet_gateway_has_to_be_attached() {
    let mut network = built();
    network.internet_gateways[0].vpc = None;
    let text = "igw/main (igw-main) is not attached to vpc/main (vpc-main)";
    is_stopped(&network, "app-host", "internet:443", Leg::There, text);
    is_stopped(&network, "test-host", "internet:443", Leg::There, text);
    let text = "vpc/main (vpc-main) has no internet gateway attached";
    is_stopped(&network, "internet", "app-host:5085", Leg::There, text);
    is_open(&network, "app-host", "ai-host:22");
}

#[test]
fn a_public_subnet_needs_the_route_back_out() {
    let network = built().without_route("public", "0.0.0.0/0");
    let text = "route-table/public (route-table-public) has no route to 0.0.0.0/0";
    is_stopped(&network, "internet", "app-host:5085", Leg::Back, text);
    let text = "route-table/public (route-table-public) has no route to 203.0.113.7/32";
    is_stopped(&network, "me", "app-host:22", Leg::Back, text);
}

#[test]
fn a_host_with_a_public_address_in_a_private_subnet_answers_the_wrong_way() {
    let mut network = built();
    network.instance_mut("app-host").subnet = "subnet-private1".to_owned();
    network.instance_mut("app-host").private_address = "10.0.128.77".parse().unwrap();
    let text = "route-table/private1 (route-table-private1) leads the wrong way: the request came through the internet gateway, and \
                the answer has to leave by it";
    is_stopped(&network, "internet", "app-host:5085", Leg::Back, text);
}

#[test]
fn an_internet_gateway_takes_public_addresses_only() {
    let mut network = built();
    network.instance_mut("test-host").subnet = "subnet-public2".to_owned();
    network.instance_mut("test-host").private_address = "10.0.16.10".parse().unwrap();
    let text = "instance/test-host (instance-test-host) has no public address for igw/main (igw-main) to take out";
    is_stopped(&network, "test-host", "internet:443", Leg::There, text);
    let text = "instance/test-host (instance-test-host) has no public address: nothing outside can send to it";
    is_stopped(&network, "me", "test-host:22", Leg::There, text);
}

#[test]
fn a_nat_gateway_has_to_be_available() {
    for state in ["pending", "failed", "deleting", "deleted"] {
        let mut network = built();
        network.nat_gateways[0].state = state.to_owned();
        // AWS marks the routes to a deleted one; the gateway says more.
        network.table_mut("private1").routes[1].is_blackhole = state == "deleted";
        let text = format!("nat-gateway/main (nat-gateway-main) is {state}, not available");
        is_stopped(&network, "test-host", "internet:443", Leg::There, &text);
    }
}

#[test]
fn a_nat_gateway_needs_a_way_out_of_its_own_subnet() {
    let mut network = built();
    network.nat_gateways[0].subnet = "subnet-private2".to_owned();
    let text = "route-table/private2 (route-table-private2) leads the wrong way: nat-gateway/main (nat-gateway-main) goes out through \
                an internet gateway only";
    is_stopped(&network, "test-host", "internet:443", Leg::There, text);
    let network = built().without_route("public", "0.0.0.0/0");
    let text = "route-table/public (route-table-public) has no route to 0.0.0.0/0";
    is_stopped(&network, "test-host", "internet:443", Leg::There, text);
}

#[test]
fn a_route_to_what_is_gone_is_a_blackhole() {
    let mut network = built();
    network.nat_gateways.clear();
    network.table_mut("private1").routes[1].is_blackhole = true;
    let text = "route-table/private1 (route-table-private1) leads 0.0.0.0/0 to nat-gateway-main, which is not there any more (blackhole)";
    is_stopped(&network, "test-host", "internet:443", Leg::There, text);
    let mut network = built();
    network.table_mut("public").routes[1].is_blackhole = true;
    let text =
        "route-table/public (route-table-public) leads 0.0.0.0/0 to igw/main (igw-main), and AWS says that it is a blackhole";
    is_stopped(&network, "app-host", "internet:443", Leg::There, text);
}

#[test]
fn the_longest_prefix_wins_wherever_it_stands() {
    let mut network = built();
    let mut blackhole = route("10.1.0.0/24", RouteTarget::Peering("pcx-old".to_owned()));
    blackhole.is_blackhole = true;
    network.table_mut("public").routes.insert(0, blackhole);
    let text = "route-table/public (route-table-public) leads 10.1.0.0/24 to pcx-old, which is not there any more (blackhole)";
    is_stopped(&network, "app-host", "ai-host:22", Leg::There, text);
    // One that is longer still, and good.
    let peering = RouteTarget::Peering("vpc-peering-main".to_owned());
    network.table_mut("public").routes.push(route("10.1.0.10/32", peering));
    is_open(&network, "app-host", "ai-host:22");
}

#[test]
fn a_subnet_without_a_table_of_its_own_follows_the_main_one() {
    let mut network = built();
    network.table_mut("private1").subnets.clear();
    let text = "route table rtb-main, the main one of subnet/private1's VPC, has no route to 0.0.0.0/0";
    is_stopped(&network, "test-host", "internet:443", Leg::There, text);
    let internet = RouteTarget::NatGateway("nat-gateway-main".to_owned());
    network.route_tables[0].routes.push(route("0.0.0.0/0", internet));
    is_open(&network, "test-host", "internet:443");
}

#[test]
fn what_is_not_followed_is_said_and_not_guessed() {
    let mut network = built().without_route("private1", "0.0.0.0/0");
    let other = RouteTarget::Other("transit gateway tgw-1".to_owned());
    network.table_mut("private1").routes.push(route("0.0.0.0/0", other));
    let answer = ask(&network, "test-host", "internet:443");
    assert_eq!(answer.verdict(), Verdict::Unknown);
    let text = "route-table/private1 (route-table-private1) leads 0.0.0.0/0 to transit gateway tgw-1, which is not followed here";
    assert_eq!(answer.stop().unwrap().text, text);
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
