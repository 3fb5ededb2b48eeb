//! Where a deployment lives.

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
    /// The place that a state file names in these words.
    pub fn of(cloud: &str, endpoint_url: Option<&str>, account: &str, region: &str) -> Self {
        Self {
            cloud: cloud.to_owned(),
            endpoint_url: endpoint_url.map(|url| url.trim_end_matches('/').to_owned()),
            account: account.to_owned(),
            region: region.to_owned(),
        }
    }
}
