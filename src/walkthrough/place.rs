//! Where a deployment lives.

use std::fmt;

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
    pub(in crate::walkthrough) fn of(cloud: &str, endpoint_url: Option<&str>, account: &str, region: &str) -> Self {
        Self {
            cloud: cloud.to_owned(),
            endpoint_url: endpoint_url.map(|url| url.trim_end_matches('/').to_owned()),
            account: account.to_owned(),
            region: region.to_owned(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cloud = match (self.cloud.as_str(), &self.endpoint_url) {
            ("aws", _) => "AWS".to_owned(),
            ("sandbox", _) => "the sandbox".to_owned(),
            (_, url) => format!("the endpoint {}", url.as_deref().unwrap_or_default()),
        };
        write!(f, "{cloud}, account {}, region {}", self.account, self.region)
    }
}
