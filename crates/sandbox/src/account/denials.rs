//! Actions that a policy denies explicitly, and each service's error for them.
//!
//! Source of the forms: IAM user guide, "Troubleshoot access denied error messages", and user reports. EC2's encoded
//! authorization failure message is left out.

use std::fmt;
use std::str::FromStr;

use http::StatusCode;

use super::request::Request;
use crate::protocol::{ApiError, Service};
use crate::unreadable::Unreadable;
use crate::wildcard::Wildcard;

const EXPLICITLY: &str = "with an explicit deny in an identity-based policy";
/// The same by an organization.
pub const BY_ORGANIZATION: &str = "with an explicit deny in a service control policy";
/// Services with actions that can be denied. GetCallerIdentity can't be: it needs no permission.
/// Source: STS API reference, GetCallerIdentity.
const SERVICES: [&str; 5] = ["ec2", "pricing", "rds", "s3", "servicequotas"];

/// An action as policies name it, with wildcards: `ec2:RunInstances`, `rds:Create*`, `s3:*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionPattern(String);

impl ActionPattern {
    fn matches(&self, action: &str) -> bool {
        Wildcard::of_policy(&self.0).matches(action)
    }
}

impl FromStr for ActionPattern {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let well_formed = text.split_once(':').is_some_and(|(service, action)| {
            let spelled = |c: char| c.is_ascii_alphanumeric() || "*?".contains(c);
            SERVICES.contains(&service) && !action.is_empty() && action.chars().all(spelled)
        });
        if well_formed {
            return Ok(Self(text.to_owned()));
        }
        Err(Unreadable::Action {
            services: SERVICES.to_vec(),
        })
    }
}

impl fmt::Display for ActionPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Refuses a request whose action the user is denied.
pub fn check(denied_actions: &[ActionPattern], request: &Request, user: &str) -> Result<(), ApiError> {
    let is_denied = denied_actions.iter().any(|pattern| pattern.matches(&request.action));
    if request.service == Service::Sts || !is_denied {
        return Ok(());
    }
    Err(denied(request, user))
}

/// The refusal of a request, as its service words it.
pub fn denied(request: &Request, user: &str) -> ApiError {
    denied_by(EXPLICITLY, request, user)
}

/// The same, by the kind of policy that these words name.
pub fn denied_by(by: &str, request: &Request, user: &str) -> ApiError {
    let (kind, name) = request.named_in_rds().next().unwrap_or(("db", "*"));
    let of_rds = request.rds_arn(kind, name);
    let resource = match request.service {
        Service::Ec2 | Service::Pricing | Service::ServiceQuotas => None,
        Service::S3 => Some(request.s3_arn.as_deref().unwrap_or("*")),
        Service::Rds | Service::Sts => Some(of_rds.as_str()),
    };
    let refusal = Refusal {
        service: request.service,
        user,
        action: &request.action,
        resource,
    };
    refusal.by(by)
}

/// What a refusal names.
#[derive(Debug, Clone, Copy)]
pub struct Refusal<'a> {
    /// The service that refuses.
    pub service: Service,
    /// Whom it refuses, as an ARN.
    pub user: &'a str,
    /// What it refuses, as `ec2:CreateVpc`.
    pub action: &'a str,
    /// On which resource, where the service says so.
    pub resource: Option<&'a str>,
}

impl Refusal<'_> {
    /// As a policy words it that denies the action.
    pub fn explicit(self) -> ApiError {
        self.by(EXPLICITLY)
    }

    /// As it is worded where no policy of the user allows the action. Source: IAM user guide, "Troubleshoot access denied error messages".
    pub fn implicit(self) -> ApiError {
        self.by(&format!("because no identity-based policy allows the {} action", self.action))
    }

    fn by(self, by: &str) -> ApiError {
        let Self {
            service, user, action, ..
        } = self;
        let resource = match (service, self.resource) {
            (_, None) => String::new(),
            (Service::S3, Some(resource)) => format!(" on resource: \"{resource}\""),
            (_, Some(resource)) => format!(" on resource: {resource}"),
        };
        let refusal = format!("User: {user} is not authorized to perform: {action}{resource} {by}");
        match service {
            Service::Ec2 => {
                let message = format!("You are not authorized to perform this operation. {refusal}");
                forbidden("UnauthorizedOperation", message)
            }
            Service::Pricing | Service::ServiceQuotas => ApiError::new("AccessDeniedException", refusal),
            Service::S3 | Service::Rds | Service::Sts => forbidden("AccessDenied", refusal),
        }
    }
}

/// RDS's refusal of an operation on a resource.
pub fn of_rds(user: &str, operation: &str, arn: &str) -> ApiError {
    let refusal = Refusal {
        service: Service::Rds,
        user,
        action: &format!("rds:{operation}"),
        resource: Some(arn),
    };
    refusal.explicit()
}

/// S3's refusal of tags in CreateBucket to a user whose policies deny `s3:TagResource`. Source: docs/AWS.md, "S3 bucket".
///
/// # Errors
/// `AccessDenied`.
pub fn check_tagging(denied_actions: &[ActionPattern], user: &str, arn: &str) -> Result<(), ApiError> {
    const ACTION: &str = "s3:TagResource";
    if !denied_actions.iter().any(|pattern| pattern.matches(ACTION)) {
        return Ok(());
    }
    let refusal = Refusal {
        service: Service::S3,
        user,
        action: ACTION,
        resource: Some(arn),
    };
    Err(refusal.explicit())
}

fn forbidden(code: &str, message: String) -> ApiError {
    ApiError::new(code, message).with_status(StatusCode::FORBIDDEN)
}
