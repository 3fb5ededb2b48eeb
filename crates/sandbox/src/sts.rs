//! STS: the caller's identity.

use super::protocol::request::Authorization;
use super::protocol::{ApiError, Element};
use crate::common::{Common, Context};

/// The unique id of the user every credential belongs to, in IAM's shape.
const USER_ID: &str = "AIDASANDBOXSANDBOX001";

/// Runs one STS operation.
///
/// # Errors
/// `InvalidAction` for an operation the sandbox does not have.
pub fn handle(common: &Common, cx: &Context, operation: &str, authorization: &Authorization) -> Result<Element, ApiError> {
    match (operation, authorization.caller()) {
        ("GetCallerIdentity", Some(_)) => Ok(Element::new("")
            .text("Arn", cx.account.plan.user_arn(&common.account))
            .text("UserId", USER_ID)
            .text("Account", &common.account)),
        _ => Err(ApiError::new(
            "InvalidAction",
            format!("Could not find operation {operation} for version 2011-06-15"),
        )),
    }
}
