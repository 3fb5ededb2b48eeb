//! What the free plan does not allow.

use super::database::Database;
use crate::protocol::ApiError;

/// The days automated backups may be kept at most. Source: docs/AWS.md, "Accounts".
const MOST_RETENTION: u8 = 1;

/// Only types that `DescribeInstanceTypes` calls free. Source of code and message: user reports of RunInstances.
pub fn check_instance_type(free: bool) -> Result<(), ApiError> {
    if free {
        return Ok(());
    }
    Err(ApiError::new(
        "InvalidParameterCombination",
        "The specified instance type is not eligible for Free Tier. For a list of Free Tier instance types, run \
         'describe-instance-types' with the filter 'free-tier-eligible=true'.",
    ))
}

/// Only micro classes, and backups for a day. Source of code and messages: user reports of CreateDBInstance.
pub fn check_database(wanted: &Database) -> Result<(), ApiError> {
    if wanted.backup_retention > MOST_RETENTION {
        return Err(restricted(
            "The specified backup retention period exceeds the maximum available to free tier customers. To remove all \
             limitations, upgrade your account plan.",
        ));
    }
    if !wanted.class.ends_with(".micro") {
        return Err(restricted("This instance size isn't available with free plan accounts."));
    }
    Ok(())
}

fn restricted(message: &str) -> ApiError {
    ApiError::new("FreeTierRestrictionError", message)
}
