//! Where a deployment lives.

use crate::aws::Cloud;
use crate::checkpoint::StateFile;

/// Where a deployment lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// `aws`, `endpoint` or `sandbox`.
    pub cloud: String,
    /// The endpoint's URL, of an endpoint.
    pub endpoint_url: Option<String>,
    /// The account's twelve digits.
    pub account: String,
    /// The region's code.
    pub region: String,
}

impl Place {
    /// Where the deployment of a state file lives.
    pub fn of_state(state: &StateFile) -> Self {
        Self::of(&state.cloud, state.endpoint_url.as_deref(), &state.account, &state.region)
    }

    /// An account and region of a cloud.
    pub fn in_cloud(cloud: &Cloud, account: &str, region: &str) -> Self {
        Self::of(cloud.as_str(), cloud.endpoint_url(), account, region)
    }

    fn of(cloud: &str, endpoint_url: Option<&str>, account: &str, region: &str) -> Self {
        Self {
            cloud: cloud.to_owned(),
            endpoint_url: endpoint_url.map(|url| url.trim_end_matches('/').to_owned()),
            account: account.to_owned(),
            region: region.to_owned(),
        }
    }
}
