//! What all services share: whose the account is, ids, failures that were injected, and the circumstances of a request.

use jiff::Timestamp;

use super::account::Account;
use super::bodies::Bodies;
use super::ids::IdSource;
use super::latencies::Latencies;
use super::misfortune::Misfortunes;

/// The account that owns everything: the number AWS uses in its own examples.
const ACCOUNT: &str = "123456789012";

/// The ground that the parts of the world stand on.
#[derive(Debug)]
pub struct Common {
    /// The owner of everything, a twelve-digit account id.
    pub account: String,
    /// The region, as in `us-east-1`.
    pub region: String,
    /// Ids and spreads.
    pub ids: IdSource,
    /// What is to end badly.
    pub misfortunes: Misfortunes,
}

impl Common {
    /// The ground of an account in `region`, whose ids follow from `seed`.
    pub fn new(region: String, seed: u64) -> Self {
        Self {
            account: ACCOUNT.to_owned(),
            region,
            ids: IdSource::new(seed),
            misfortunes: Misfortunes::default(),
        }
    }
}

/// The circumstances of one request.
#[derive(Debug)]
pub struct Context<'a> {
    /// The simulated time at which AWS acts.
    pub now: Timestamp,
    /// What the account may do.
    pub account: &'a Account,
    /// How long things take.
    pub latencies: &'a Latencies,
    /// Where object bodies are stored.
    pub bodies: &'a Bodies,
    /// The id of the request, which its answer carries.
    pub request_id: &'a str,
}
