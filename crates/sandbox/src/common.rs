//! The state that all services share (account, region, ids, injected failures) and the circumstances of a request.

use jiff::Timestamp;

use super::account::Account;
use super::bodies::Bodies;
use super::failures::Failures;
use super::ids::IdSource;
use super::latencies::Latencies;

/// The account that owns everything: the number AWS uses in its own examples.
const ACCOUNT: &str = "123456789012";

/// The state that all services share.
#[derive(Debug)]
pub struct Common {
    /// The owner of everything, a twelve-digit account id.
    pub account: String,
    /// The region, as in `us-east-1`.
    pub region: String,
    /// Ids and spreads.
    pub ids: IdSource,
    /// The failures that tests injected and that have not happened yet.
    pub failures: Failures,
}

impl Common {
    /// The shared state of an account in `region`, whose ids follow from `seed`.
    pub fn new(region: String, seed: u64) -> Self {
        Self {
            account: ACCOUNT.to_owned(),
            region,
            ids: IdSource::new(seed),
            failures: Failures::default(),
        }
    }

    /// The key of the account's that storage is encrypted with where no other is named.
    pub fn default_key(&self) -> String {
        format!(
            "arn:aws:kms:{}:{}:key/00000000-0000-4000-8000-000000000001",
            self.region, self.account
        )
    }
}

/// The circumstances of one request.
#[derive(Debug)]
pub struct Context<'a> {
    /// The simulated time at which AWS acts.
    pub now: Timestamp,
    /// The account's settings.
    pub account: &'a Account,
    /// How long things take.
    pub latencies: &'a Latencies,
    /// Where object bodies are stored.
    pub bodies: &'a Bodies,
    /// The id of the request, which its answer carries.
    pub request_id: &'a str,
}
