//! The metadata options of an instance, as AWS words them.

use aws_sdk_ec2::types::{HttpTokensState, Instance, InstanceMetadataEndpointState};

/// Only the instance itself may ask its metadata service, containers on it may not (docs/AWS.md, "Security").
pub(super) const HOP_LIMIT: i32 = 1;

/// How the metadata service answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataOptions {
    /// Whether tokens are required, in AWS's words.
    pub tokens: String,
    /// How many hops an answer may make.
    pub hops: i32,
    /// Whether the endpoint is enabled, in AWS's words.
    pub endpoint: String,
}

impl MetadataOptions {
    /// IMDSv2 only, for the instance itself.
    pub(super) fn wanted() -> Self {
        Self {
            tokens: HttpTokensState::Required.as_str().to_owned(),
            hops: HOP_LIMIT,
            endpoint: InstanceMetadataEndpointState::Enabled.as_str().to_owned(),
        }
    }

    /// Those that AWS reports, if any.
    pub(super) fn of(instance: &Instance) -> Option<Self> {
        let options = instance.metadata_options()?;
        let endpoint = options.http_endpoint().map(InstanceMetadataEndpointState::as_str);
        Some(Self {
            tokens: options
                .http_tokens()
                .map(HttpTokensState::as_str)
                .unwrap_or_default()
                .to_owned(),
            hops: options.http_put_response_hop_limit().unwrap_or_default(),
            endpoint: endpoint.unwrap_or_default().to_owned(),
        })
    }
}
