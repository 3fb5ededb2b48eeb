//! Options of instances that a launch sets and a later call may change.

use super::instances::Metadata;
use crate::protocol::{ApiError, Params};

impl Metadata {
    /// The defaults of images that are marked for version 2 of the service only. Source: EC2 user guide, Configure the Instance
    /// Metadata Service options.
    pub fn of_new_instances() -> Self {
        Self {
            tokens: "required".to_owned(),
            hop_limit: 2,
            endpoint: "enabled".to_owned(),
            tags: "disabled".to_owned(),
        }
    }
}

/// The metadata options after a request's changes.
///
/// # Errors
/// `InvalidParameterValue`.
pub fn metadata(given: &Params, former: Metadata) -> Result<Metadata, ApiError> {
    let hop_limit = given.integer("HttpPutResponseHopLimit")?.unwrap_or(former.hop_limit);
    if !(1..=64).contains(&hop_limit) {
        return Err(ApiError::invalid_value(
            "httpPutResponseHopLimit",
            &hop_limit.to_string(),
            "Expecting a value between 1 and 64.",
        ));
    }
    let choice = |name: &str, choices: [&str; 2], former: String| match given.get(name) {
        None => Ok(former),
        Some(value) if choices.contains(&value) => Ok(value.to_owned()),
        Some(value) => Err(ApiError::invalid_value(name, value, "")),
    };
    Ok(Metadata {
        tokens: choice("HttpTokens", ["optional", "required"], former.tokens)?,
        hop_limit,
        endpoint: choice("HttpEndpoint", ["enabled", "disabled"], former.endpoint)?,
        tags: choice("InstanceMetadataTags", ["enabled", "disabled"], former.tags)?,
    })
}

/// Checks what an instance does when its system shuts down.
///
/// # Errors
/// `InvalidParameterValue`.
pub fn shutdown_behavior(value: &str) -> Result<String, ApiError> {
    if ["stop", "terminate"].contains(&value) {
        return Ok(value.to_owned());
    }
    Err(ApiError::invalid_value("instanceInitiatedShutdownBehavior", value, ""))
}
