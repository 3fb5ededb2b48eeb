//! What AWS does not know yet is waited for, by the codes and words that AWS itself sends.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Mutex;

use crate::support::{Endpoint, Jalon, Proxy, ServedSandbox};

/// An operation, and what AWS answers to the first of its requests.
const FIRST_ANSWERS: [(&str, &str, &str); 3] = [
    (
        "CreateNatGateway",
        "InvalidElasticIpID.NotFound",
        "Elastic IP address eipalloc-0 could not be found.",
    ),
    (
        "CreateDBSubnetGroup",
        "InvalidParameterValue",
        "Some input subnets in :[subnet-0] are invalid.",
    ),
    (
        "CreateDBInstance",
        "InvalidParameterValue",
        "Unable to create the resource. Verify that you have permission to create service linked role. Otherwise wait and try again later",
    ),
];

fn refusal(operation: &str, code: &str, message: &str) -> String {
    let error = format!("<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>");
    match operation.contains("DB") {
        true => format!("<ErrorResponse>{error}<RequestId>r-1</RequestId></ErrorResponse>"),
        false => format!("<Response><Errors>{error}</Errors><RequestID>r-1</RequestID></Response>"),
    }
}

#[test]
fn a_walk_goes_on_where_aws_does_not_know_yet_what_it_has_made() {
    let sandbox = ServedSandbox::start();
    let met = std::sync::Arc::new(Mutex::new(BTreeSet::new()));
    let seen = std::sync::Arc::clone(&met);
    let proxy = Proxy::meddling(&sandbox.url(), move |request, status, answer| {
        let of_request = |(operation, ..): &&(&str, &str, &str)| request.contains(&format!("Action={operation}&"));
        match FIRST_ANSWERS.iter().find(of_request) {
            // AWS has acted on none of them, the sandbox on all: what is made again has the same name or the same token.
            Some((operation, code, message)) if seen.lock().unwrap().insert(*operation) => {
                (400, refusal(operation, code, message))
            }
            _ => (status, answer),
        }
    });
    let jalon = sandbox.jalon();
    let url = proxy.url();
    let walk = [
        "walk",
        "--yes",
        "--until",
        "nat-gateway",
        "--skip",
        "app",
        "--endpoint-url",
        &url,
    ];
    jalon.run(&walk).ends_with(0);
    assert_eq!(met.lock().unwrap().len(), FIRST_ANSWERS.len());
    jalon
        .run(&["plan", "--detailed-exitcode", "--endpoint-url", &url, "nat-gateway"])
        .ends_with(0);
}

/// An endpoint that answers everything with this refusal, at this time of its own.
fn refusing(code: &str, message: &str, date: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    // STS wraps its errors as RDS does.
    let body = refusal("DB", code, message);
    let head = format!("HTTP/1.1 403 Forbidden\r\nDate: {date}\r\nContent-Type: text/xml\r\nConnection: close\r\n");
    let answer = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 8192]);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    url
}

#[test]
fn a_clock_that_is_off_and_an_account_that_is_not_verified_are_told_as_what_they_are() {
    let in_25_minutes = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(25 * 60 + 20);
    let late = jiff::fmt::rfc2822::to_string(&in_25_minutes.to_zoned(jiff::tz::TimeZone::UTC)).unwrap();
    let now = jiff::fmt::rfc2822::to_string(&jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::UTC)).unwrap();
    let signature = "Signature expired: 20261126T232000Z is now earlier than 20261126T234000Z (20261126T234500Z - 5 min.)";
    for (code, message, date, told) in [
        (
            "SignatureDoesNotMatch",
            signature,
            &now,
            "clock is 25 minutes behind AWS's: set it",
        ),
        (
            "RequestExpired",
            "Request has expired.",
            &late,
            "clock is 25 minutes behind AWS's: set it",
        ),
        ("RequestExpired", "Request has expired.", &now, "put a key that is active"),
        (
            "PendingVerification",
            "Your request for accessing resources in this region is being validated.",
            &now,
            "minutes to four hours",
        ),
    ] {
        let url = refusing(code, message, date);
        let keys = Jalon::new()
            .with("AWS_ACCESS_KEY_ID", "AKIA")
            .with("AWS_SECRET_ACCESS_KEY", "k");
        let run = keys
            .run(&["walk", "--yes", "--endpoint-url", &url, "--region", "us-east-1"])
            .ends_with(1);
        let said = run.stderr_line();
        assert!(said.contains(code) && said.contains(told), "{code}, {date}: {said}");
    }
}
