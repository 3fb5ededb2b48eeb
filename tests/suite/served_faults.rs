//! Faults in the served sandbox, as anyone can inject them.

use crate::support::{Endpoint, Jalon, ServedSandbox};

const SPEED: [&str; 2] = ["--sandbox-speed", "3600"];

fn served(options: &[&str]) -> ServedSandbox {
    ServedSandbox::start_with(&[&SPEED[..], options].concat())
}

#[test]
fn a_walk_through_injected_faults_ends_whole() {
    // The first rule that matches a call applies, so a drawn fault does not replace a counted one.
    let sandbox = served(&[
        "--fault",
        "cut-after:CreateVpc@1",
        "--fault",
        "malformed:CreateSubnet@2",
        "--fault",
        "unavailable:CreateSecurityGroup@2",
        "--fault",
        "throttle@4%",
        "--seed",
        "7",
    ]);
    let jalon = sandbox.jalon();
    let walk = jalon.run(&["walk", "--yes", "-v"]).ends_with(0);
    let injected = walk.stderr.matches("RequestLimitExceeded").count() + walk.stderr.matches("Unavailable").count();
    assert!(injected > 3, "hardly anything went wrong: {}", walk.stderr);
    assert!(walk.stderr.contains("did not arrive whole"), "{}", walk.stderr);
    // The endpoint is remembered with what it holds.
    let plan = jalon
        .command(&["plan", "--detailed-exitcode"])
        .env_remove("JALON_ENDPOINT_URL")
        .output()
        .unwrap();
    assert_eq!(plan.status.code(), Some(0), "{}", String::from_utf8_lossy(&plan.stderr));
    let vpcs = sandbox.jalon().run(&["status"]).ends_with(0).stdout;
    assert_eq!(vpcs.matches("vpc/main").count(), 1, "{vpcs}");
    jalon.run(&["destroy", "--yes"]).ends_with(0);
}

#[test]
fn an_outage_stops_the_walk_with_the_cause_the_step_and_the_next_command() {
    let sandbox = served(&["--fault", "internal-error:CreateSubnet"]);
    let jalon = sandbox.jalon();
    // Another step makes subnets too, and whichever fails first is told.
    let refused = jalon.run(&["run", "vpc", "--yes"]).ends_with(1);
    for text in [
        "the step vpc stopped",
        "could not create the subnet",
        "InternalError",
        "request id",
        "run the same command",
    ] {
        assert!(refused.stderr.contains(text), "no \"{text}\" in {}", refused.stderr);
    }
}

#[test]
fn what_ends_badly_is_told_with_awss_reason() {
    let sandbox = served(&["--fault", "nat-gateway:InternalError"]);
    let jalon = sandbox.jalon();
    let refused = jalon.run(&["run", "nat-gateway", "--with-needs", "--yes"]).ends_with(1);
    assert!(refused.stderr.contains("the step nat-gateway stopped"), "{}", refused.stderr);
    let again = jalon.run(&["run", "nat-gateway", "--with-needs", "--yes"]).ends_with(0);
    let told = again.stderr_line();
    assert!(
        told.contains("AWS gave up on the NAT gateway nat-gateway/main (nat-"),
        "{told}"
    );
    assert!(
        told.contains("InternalError: Network interface") && told.contains("Another is made in its place"),
        "{told}"
    );
}

#[test]
fn latencies_can_be_none() {
    let sandbox = ServedSandbox::start_with(&["--latency", "0", "--sandbox-speed", "1"]);
    let started = std::time::Instant::now();
    sandbox.jalon().run(&["run", "vpc", "--yes"]).ends_with(0);
    assert!(started.elapsed().as_secs() < 30, "AWS took {:?}", started.elapsed());
}

#[test]
fn wrong_faults_are_answered_with_the_right_ones() {
    let refused = Jalon::new().run(&["sandbox", "serve", "--fault", "rain"]).ends_with(2);
    for text in ["cut-before", "nat-gateway:InternalError"] {
        assert!(refused.stderr.contains(text), "no \"{text}\" in {}", refused.stderr);
    }
    let refused = Jalon::new()
        .run(&["sandbox", "serve", "--fault", "throttle:CreateVPC"])
        .ends_with(2);
    assert!(refused.stderr.contains("did you mean CreateVpc?"), "{}", refused.stderr);
    let refused = Jalon::new().run(&["sandbox", "serve", "--latency", "2000"]).ends_with(2);
    assert!(refused.stderr.contains("between 0 and 1000"), "{}", refused.stderr);
}
