//! STS: the caller's identity, and credentials for a while.
//!
//! There is no IAM here: every role of the account is there, and may be assumed. New credentials are those of the same user as all others,
//! so that `GetCallerIdentity` names that user for them too.

use std::time::Duration;

use super::account::USER_ID;
use super::protocol::request::Authorization;
use super::protocol::{ApiError, Element, Params};
use crate::clock::{after, iso8601};
use crate::common::{Common, Context};

/// Runs one STS operation.
///
/// # Errors
/// `InvalidAction` for an operation the sandbox does not have; `ValidationError`.
pub fn handle(
    common: &mut Common,
    cx: &Context,
    operation: &str,
    authorization: &Authorization,
    params: &Params,
) -> Result<Element, ApiError> {
    match (operation, authorization.caller()) {
        ("AssumeRole", Some(_)) => assume_role(common, cx, params),
        ("GetCallerIdentity", Some(_)) => Ok(Element::new("")
            .text("Arn", cx.account.plan.user_arn(&common.account))
            .text("UserId", USER_ID)
            .text("Account", &common.account)),
        ("GetSessionToken", Some(_)) => {
            // Source: STS API reference, GetSessionToken: 15 minutes to 36 hours, by default 12.
            let lasting = duration(params, 129_600, 43_200)?;
            Ok(Element::new("").child(credentials(common, cx, lasting)))
        }
        _ => Err(ApiError::new(
            "InvalidAction",
            format!("Could not find operation {operation} for version 2011-06-15"),
        )),
    }
}

/// AssumeRole. Source: STS API reference: 15 minutes to the role's own limit, which is an hour unless it says otherwise.
fn assume_role(common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let arn = given(params, "RoleArn")?;
    let name = given(params, "RoleSessionName")?;
    let role = arn
        .strip_prefix("arn:aws:iam::")
        .and_then(|rest| rest.split_once(":role/"))
        .filter(|(account, role)| account.len() == 12 && !role.is_empty());
    let Some((account, role)) = role else {
        return Err(ApiError::new("ValidationError", format!("{arn} is invalid")));
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte);
    if !(2..=64).contains(&name.len()) || !name.bytes().all(is_name) {
        return Err(ApiError::new(
            "ValidationError",
            "1 validation error detected: Value at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
        ));
    }
    if account != common.account {
        let user = cx.account.plan.user_arn(&common.account);
        let message = format!("User: {user} is not authorized to perform: sts:AssumeRole on resource: {arn}");
        return Err(ApiError::new("AccessDenied", message).with_status(http::StatusCode::FORBIDDEN));
    }
    let lasting = duration(params, 3600, 3600)?;
    let role = role.rsplit('/').next().unwrap_or(role);
    let user = Element::new("AssumedRoleUser")
        .text("AssumedRoleId", format!("AROASANDBOXSANDBOX001:{name}"))
        .text("Arn", format!("arn:aws:sts::{account}:assumed-role/{role}/{name}"));
    Ok(Element::new("").child(credentials(common, cx, lasting)).child(user))
}

fn given<'p>(params: &'p Params, name: &str) -> Result<&'p str, ApiError> {
    params.get(name).ok_or_else(|| {
        let message =
            format!("1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null");
        ApiError::new("ValidationError", message)
    })
}

/// How many seconds the credentials are to last.
fn duration(params: &Params, most: i64, usual: i64) -> Result<Duration, ApiError> {
    let seconds = params.integer("DurationSeconds")?.unwrap_or(usual);
    match u64::try_from(seconds) {
        Ok(lasting) if (900..=most).contains(&seconds) => Ok(Duration::from_secs(lasting)),
        _ => Err(ApiError::new(
            "ValidationError",
            format!("The requested DurationSeconds {seconds} is not between 900 and {most}."),
        )),
    }
}

/// New credentials. The sandbox verifies no signature, and knows none of them again.
fn credentials(common: &mut Common, cx: &Context, lasting: Duration) -> Element {
    let key = common.ids.hex(16).to_ascii_uppercase();
    Element::new("Credentials")
        .text("AccessKeyId", format!("ASIA{key}"))
        .text("SecretAccessKey", common.ids.hex(40))
        .text("SessionToken", common.ids.hex(64))
        .text("Expiration", iso8601(after(cx.now, lasting)))
}
