//! Nothing that takes long is silent: after some seconds it is said what is waited for.

use std::net::TcpListener;

use crate::support::{Endpoint, Jalon, Proxy, ServedSandbox};

#[test]
fn a_call_that_is_sent_again_for_seconds_is_reported() {
    let sandbox = ServedSandbox::start_with(&["--sandbox-speed", "3600", "--fault", "throttle:CreateSubnet"]);
    let jalon = sandbox.jalon();
    let mut walk = jalon.begin(&["walk", "--yes", "--until", "vpc"]);
    walk.expect("Trying to create the subnet");
    walk.signal("TERM");
    let walk = walk.end();
    assert!(
        walk.stderr_line().contains("again: AWS answers RequestLimitExceeded so far"),
        "{}",
        walk.stderr
    );
}

#[test]
fn an_endpoint_that_says_nothing_is_waited_for_with_a_word() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let jalon = Jalon::new()
        .with("AWS_ACCESS_KEY_ID", "test")
        .with("AWS_SECRET_ACCESS_KEY", "test");
    let mut status = jalon.begin(&["status", "--endpoint-url", &url, "--region", "us-east-1"]);
    status.expect("Waiting for AWS's answer: trying to ask the endpoint");
    status.signal("TERM");
    status.end();
}

#[test]
fn checks_that_are_made_again_are_announced() {
    let sandbox = ServedSandbox::start();
    // Network ACLs are read for the proof at the end alone.
    let proxy = Proxy::meddling(&sandbox.url(), |request, status, answer| {
        match request.contains("DescribeNetworkAcls") {
            true => (status, answer.replace("<ruleAction>allow", "<ruleAction>deny")),
            false => (status, answer),
        }
    });
    let jalon = sandbox.jalon();
    let mut walk = jalon.begin(&["walk", "--yes", "--until", "app-host", "--endpoint-url", &proxy.url()]);
    walk.expect("failed. AWS may not show everything yet");
    walk.signal("TERM");
    walk.end();
}
