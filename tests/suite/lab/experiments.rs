//! Experiments show on real hosts what they say: their commands go over SSH, and their packets through the lab's network.

use super::Lab;

/// Of each step whose experiments need nothing but the network: what a real host has to have printed in one of them.
const SHOWN: [(&str, &str); 8] = [
    ("vpc", ""),
    ("app-host", "10.0."),
    ("database", ""),
    ("test-host", " 0% packet loss"),
    ("nat-gateway", ""),
    ("second-vpc", ""),
    ("peering", ""),
    ("ai-host", " 0% packet loss"),
];

/// What is said where something else is seen than an experiment expects.
const UNEXPECTED: &str = "not what the experiment expects";

#[test]
fn experiments_show_on_real_hosts_what_they_say() {
    let Some(lab) = Lab::shared() else { return };
    for (step, shown) in SHOWN {
        let tried = lab.jalon(&["try", step, "--yes", "--live-hosts"]).ends_with(0);
        let said = format!("{}{}", tried.stdout, tried.stderr);
        assert!(
            !said.split_whitespace().collect::<Vec<_>>().join(" ").contains(UNEXPECTED),
            "{step}: {said}"
        );
        assert!(said.contains(shown), "{step}: {said}");
    }
}

#[test]
fn the_address_that_the_internet_sees_is_the_nat_gateways() {
    let Some(lab) = Lab::shared() else { return };
    let tried = lab.jalon(&["try", "nat-gateway", "--yes", "--live-hosts"]).ends_with(0);
    let address = lab.account().nats[0].public.to_string();
    assert!(tried.stdout.lines().any(|line| line.trim() == address), "{}", tried.stdout);
}
