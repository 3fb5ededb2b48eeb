//! What an account meets in its first hour.
//!
//! Source: docs/AWS.md, "Error codes" and "Propagation"; the lengths are estimates.

use std::time::Duration;

use jiff::Timestamp;

use super::quotas::Quotas;
use super::request::Request;
use crate::clock::after;
use crate::protocol::ApiError;

/// How long AWS verifies the account after its first launch.
const VERIFICATION: Duration = Duration::from_secs(5 * 60);
/// How long RDS's role takes after its first use.
const ROLE: Duration = Duration::from_secs(60);
/// Virtual processors. Source: user reports of new accounts.
const STANDARD_VCPUS: u32 = 5;

/// The calls that need RDS's role.
const WITH_ROLE: [&str; 2] = ["CreateDBInstance", "CreateDBSubnetGroup"];

/// Five virtual processors, and the ordinary rest.
pub fn quotas() -> Quotas {
    Quotas {
        standard_vcpus: STANDARD_VCPUS,
        ..Quotas::default()
    }
}

/// When the account was first used for something.
#[derive(Debug, Default)]
pub struct FirstUse {
    launch: Option<Timestamp>,
    database: Option<Timestamp>,
}

impl FirstUse {
    /// Refuses a first launch and a first use of RDS for a while.
    ///
    /// # Errors
    /// `PendingVerification`; `InvalidParameterValue` while RDS's role is being made.
    pub fn check(&mut self, request: &Request, now: Timestamp) -> Result<(), ApiError> {
        if request.operation == "RunInstances" {
            let since = *self.launch.get_or_insert(now);
            if now < after(since, VERIFICATION) {
                let message = "Your request for accessing resources in this region is being validated, and you will not be able to launch \
                               additional resources in this region until the validation is complete. We will notify you by email once your \
                               request has been validated. While normally resolved within minutes, please allow up to 4 hours for this \
                               process to complete.";
                return Err(ApiError::new("PendingVerification", message));
            }
        }
        if WITH_ROLE.contains(&request.operation) {
            let since = *self.database.get_or_insert(now);
            if now < after(since, ROLE) {
                let message = "Unable to create the resource. Verify that you have permission to create service linked role. Otherwise wait \
                               and try again later";
                return Err(ApiError::new("InvalidParameterValue", message));
            }
        }
        Ok(())
    }
}
