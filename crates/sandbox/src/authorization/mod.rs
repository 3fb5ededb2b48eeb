//! Which permissions a request needs, and whether the policies of the user allow them all.
//!
//! Source: Service Authorization Reference, "Actions, resources, and condition keys" of EC2, RDS and S3, as of August 2026. Policies of
//! buckets are not asked: here they allow a user nothing that the user's own policies don't.

mod ec2;
mod ec2_resources;
mod rds;
mod s3;

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::account::{Account, Decision, Refusal, Request, Sought, decide};
use crate::protocol::{ApiError, Params, Service};
use crate::world::World;

/// Checks a request against the policies of the user, if there are any. It admits anonymous requests: S3 checks those itself.
///
/// # Errors
/// The first permission that is denied, or that no policy allows.
pub fn check(account: &Account, request: &Request, http_request: &http::Request<Bytes>, world: &World) -> Result<(), ApiError> {
    if account.policies.is_empty() || request.access_key.is_none() {
        return Ok(());
    }
    let user = account.plan.user_arn(request.account);
    for sought in needed(request, http_request, world) {
        let refusal = Refusal {
            service: request.service,
            user: &user,
            action: &sought.action,
            // S3 alone names a resource where the action knows none.
            resource: (request.service == Service::S3 || sought.resource != "*").then_some(sought.resource.as_str()),
        };
        match decide(&account.policies, &sought) {
            Decision::Allowed => {}
            Decision::Denied => return Err(refusal.explicit()),
            Decision::NotAllowed => return Err(refusal.implicit()),
        }
    }
    Ok(())
}

fn needed(request: &Request, http_request: &http::Request<Bytes>, world: &World) -> Vec<Sought> {
    match request.service {
        Service::Ec2 => ec2::needed(request, &world.ec2),
        Service::Rds => rds::needed(request, &world.rds),
        Service::S3 => s3::needed(request, http_request),
        // Source: Service Authorization Reference, Service Quotas and AWS Price List: their reads know no resources.
        Service::Pricing | Service::ServiceQuotas => vec![Sought {
            action: request.action.clone(),
            resource: "*".to_owned(),
            ..Sought::default()
        }],
        // GetCallerIdentity needs no permission. Source: STS API reference.
        Service::Sts => Vec::new(),
    }
}

/// The tags in a list of a request.
fn tags_in(params: &Params, list: &str) -> BTreeMap<String, String> {
    let tags = params.structures(list).into_iter();
    tags.filter_map(|tag| {
        let value = tag.get("Value").unwrap_or_default().to_owned();
        Some((tag.get("Key")?.to_owned(), value))
    })
    .collect()
}
