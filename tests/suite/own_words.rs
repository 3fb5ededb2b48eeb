//! What AWS does not know yet is waited for, by the codes and words that AWS itself sends.

use std::collections::BTreeSet;
use std::sync::Mutex;

use crate::support::{Endpoint, Proxy, ServedSandbox};

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
