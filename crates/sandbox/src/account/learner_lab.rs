//! What a Learner Lab of AWS Academy does not allow.
//!
//! Source, unless said otherwise: the lab's own page of service usage and restrictions (2022), and docs/AWS.md, "Accounts".

use super::database::Database;
use super::denials;
use super::quotas::Quotas;
use super::request::Request;
use crate::protocol::{ApiError, Service};

/// Where it can be used.
const REGIONS: [&str; 2] = ["us-east-1", "us-west-2"];
/// The sizes of DB instances it has.
const DB_SIZES: [&str; 4] = ["nano", "micro", "small", "medium"];
/// The only storage type of DB instances.
const DB_STORAGE_TYPE: &str = "gp2";
/// The most storage of a DB instance, in GiB.
const MOST_DB_STORAGE: u32 = 100;

/// At most nine running instances, and 32 virtual processors. The lab lets more start and terminates the excess; the sandbox
/// refuses them, so that nothing vanishes without an error.
pub fn quotas() -> Quotas {
    Quotas {
        instances: 9,
        standard_vcpus: 32,
        ..Quotas::default()
    }
}

/// Denies every call in another region. STS answers everywhere.
pub fn check_region(request: &Request, user: &str) -> Result<(), ApiError> {
    if request.service == Service::Sts || REGIONS.contains(&request.region) {
        return Ok(());
    }
    Err(denials::denied(request, user))
}

/// Denies DB instances of other sizes and other storage: a policy does it, so the answer does not say why.
/// Source of the form: user reports of other services in the lab; of RDS itself unverified.
pub fn check_database(wanted: &Database, user: &str) -> Result<(), ApiError> {
    let size = wanted.class.rsplit('.').next().unwrap_or_default();
    let allowed =
        DB_SIZES.contains(&size) && wanted.storage_type == DB_STORAGE_TYPE && wanted.allocated_storage <= MOST_DB_STORAGE;
    if allowed {
        return Ok(());
    }
    Err(denials::of_rds(user, wanted.operation, wanted.arn))
}
