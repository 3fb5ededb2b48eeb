//! Tests of the simulator through its requests and answers.

mod accounts;
mod core;
mod dependencies;
mod duplicates;
mod failures;
mod filters;
mod hosts;
mod imports;
mod instances;
mod lag;
mod learners;
mod limits;
mod load;
mod network;
mod network_acls;
mod policies;
mod pricing;
mod quotas;
mod requests;
mod serving;
mod templates;
mod tokens;

use std::path::Path;

use bytes::Bytes;
use http::Request;
use proptest::test_runner::Config;

use super::*;

/// A small client of a simulator.
struct Client(Simulator);

impl Client {
    fn in_memory(latencies: Latencies) -> Self {
        Self(Simulator::open(options(None, latencies)).unwrap())
    }

    fn at(directory: &Path) -> io::Result<Self> {
        Simulator::open(options(Some(directory), Latencies::zero())).map(Self)
    }

    async fn ec2(&self, operation: &str, parameters: &[(&str, &str)]) -> Result<String, String> {
        self.signed("ec2", "us-east-1", operation, parameters).await
    }

    /// The answer's document, or the code of its error.
    async fn signed(&self, service: &str, region: &str, operation: &str, parameters: &[(&str, &str)]) -> Result<String, String> {
        let form = form(operation, parameters);
        match self.send("AKID", service, region, Request::post("/"), form).await {
            None => Err("cut".to_owned()),
            Some((200, text)) => Ok(text),
            Some((_, text)) => Err(field(&text, "Code")),
        }
    }

    /// Signs and sends a request; status and body of the answer, unless the connection was cut.
    async fn send(
        &self,
        key: &str,
        service: &str,
        region: &str,
        request: http::request::Builder,
        body: String,
    ) -> Option<(u16, String)> {
        let scope = format!("AWS4-HMAC-SHA256 Credential={key}/20260115/{region}/{service}/aws4_request, Signature=0");
        let request = request
            .header("host", "127.0.0.1")
            .header("authorization", scope)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Bytes::from(body))
            .unwrap();
        match self.0.handle(request).await {
            Outcome::Cut | Outcome::Silence => None,
            Outcome::Answer(response) => {
                let status = response.status().as_u16();
                Some((status, String::from_utf8(response.into_body().to_vec()).unwrap()))
            }
        }
    }

    async fn made(&self, operation: &str, parameters: &[(&str, &str)], id: &str) -> String {
        field(&self.ec2(operation, parameters).await.unwrap(), id)
    }
}

/// How many cases a property test runs: this many, or `PROPTEST_CASES`.
pub fn tries(usual: u32) -> Config {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => Config::default(),
        None => Config::with_cases(usual),
    }
}

fn form(operation: &str, parameters: &[(&str, &str)]) -> String {
    let mut form = format!("Action={operation}&Version=1");
    for (name, value) in parameters {
        form.push_str(&format!("&{name}={}", value.replace('/', "%2F")));
    }
    form
}

fn options(directory: Option<&Path>, latencies: Latencies) -> Options {
    Options {
        region: "us-east-1".to_owned(),
        seed: 1,
        speed: 1.0,
        latencies,
        account: Account {
            // Without latencies no time passes in which a bucket could refill.
            throttling: None,
            ..Account::default()
        },
        directory: directory.map(Path::to_path_buf),
        read_only: false,
    }
}

fn field(document: &str, name: &str) -> String {
    let start = format!("<{name}>");
    let (_, rest) = document
        .split_once(&start)
        .unwrap_or_else(|| panic!("no {name} in {document}"));
    rest.split('<').next().unwrap_or_default().to_owned()
}
