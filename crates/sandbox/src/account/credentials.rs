//! Credentials: which are known, and when they expire.

use std::collections::BTreeMap;
use std::time::Duration;

use http::StatusCode;
use jiff::Timestamp;

use crate::clock::after;
use crate::protocol::{ApiError, Service};

/// Which credentials the account takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Credentials {
    /// The only access key that is known; every key is when absent.
    pub known_key: Option<String>,
    /// How long each access key is valid; forever when absent.
    pub expiry: Option<Expiry>,
}

/// How long an access key is valid, counted from its first use. Another key is a new login with its own validity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// For this much simulated time.
    After(Duration),
    /// For this many calls.
    AfterCalls(u64),
}

/// How many access keys are told apart; the one used first is forgotten for another.
const MAX_KEYS: usize = 1000;

/// The first use and the number of calls of each access key.
#[derive(Debug, Default)]
pub struct Keys(BTreeMap<String, Use>);

#[derive(Debug)]
struct Use {
    since: Timestamp,
    calls: u64,
}

impl Keys {
    /// Counts a call and refuses it when its access key is unknown or has expired.
    ///
    /// # Errors
    /// `AuthFailure`, `InvalidClientTokenId` or `InvalidAccessKeyId`; `RequestExpired` or `ExpiredToken`.
    pub fn check(&mut self, credentials: &Credentials, service: Service, key: &str, now: Timestamp) -> Result<(), ApiError> {
        if credentials.known_key.as_deref().is_some_and(|known| known != key) {
            return Err(unknown(service));
        }
        // A client with ever new keys fills no memory.
        if self.0.len() >= MAX_KEYS && !self.0.contains_key(key) {
            let oldest = self.0.iter().min_by_key(|(_, used)| used.since).map(|(key, _)| key.clone());
            self.0.remove(&oldest.unwrap_or_default());
        }
        let used = self.0.entry(key.to_owned()).or_insert(Use { since: now, calls: 0 });
        used.calls += 1;
        let expired = match credentials.expiry {
            None => false,
            Some(Expiry::After(time)) => after(used.since, time) <= now,
            Some(Expiry::AfterCalls(calls)) => used.calls > calls,
        };
        if expired { Err(expired_answer(service)) } else { Ok(()) }
    }
}

/// Source: EC2 error-code page; common errors of RDS and STS; S3 API reference, "List of error codes"; user reports.
fn expired_answer(service: Service) -> ApiError {
    match service {
        Service::Ec2 => ApiError::new("RequestExpired", "Request has expired."),
        Service::Pricing | Service::Rds | Service::ServiceQuotas | Service::Sts => {
            ApiError::new("ExpiredToken", "The security token included in the request is expired")
                .with_status(StatusCode::FORBIDDEN)
        }
        Service::S3 => ApiError::new("ExpiredToken", "The provided token has expired."),
    }
}

/// Source: as of the expired ones.
pub fn unknown(service: Service) -> ApiError {
    match service {
        Service::Ec2 => ApiError::new("AuthFailure", "AWS was not able to validate the provided access credentials")
            .with_status(StatusCode::UNAUTHORIZED),
        Service::Pricing | Service::Rds | Service::ServiceQuotas | Service::Sts => ApiError::new(
            "InvalidClientTokenId",
            "The security token included in the request is invalid.",
        )
        .with_status(StatusCode::FORBIDDEN),
        Service::S3 => ApiError::new(
            "InvalidAccessKeyId",
            "The AWS Access Key Id you provided does not exist in our records.",
        )
        .with_status(StatusCode::FORBIDDEN),
    }
}
