//! Which cloud a deployment lives in: AWS itself, another endpoint, or the sandbox.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

/// Which cloud a deployment lives in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Cloud {
    /// AWS itself.
    Aws,
    /// Another endpoint that speaks AWS's protocols.
    Endpoint {
        /// Its URL.
        url: String,
    },
    /// The simulated AWS inside this program.
    Sandbox,
}

impl Cloud {
    /// `aws`, `endpoint` or `sandbox`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Cloud::Aws => "aws",
            Cloud::Endpoint { .. } => "endpoint",
            Cloud::Sandbox => "sandbox",
        }
    }

    /// Whether it is an endpoint on this machine, by its address: a name may lead anywhere, except `localhost`.
    pub(super) fn is_loopback(&self) -> bool {
        let Cloud::Endpoint { url } = self else { return false };
        let uri: Option<http::Uri> = url.parse().ok();
        let host = uri.as_ref().and_then(http::Uri::host).unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
    }

    /// The endpoint's URL, of an endpoint.
    pub fn endpoint_url(&self) -> Option<&str> {
        match self {
            Cloud::Endpoint { url } => Some(url),
            Cloud::Aws | Cloud::Sandbox => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_endpoint_on_this_machine_takes_any_credentials() {
        let is_loopback = |url: &str| Cloud::Endpoint { url: url.to_owned() }.is_loopback();
        for url in [
            "http://127.0.0.1:4599",
            "http://localhost:4599",
            "https://[::1]:1",
            "http://127.8.9.10",
            "http://LOCALHOST",
        ] {
            assert!(is_loopback(url), "{url}");
        }
        for url in [
            "http://10.0.0.1:4599",
            "http://localhost.evil.example",
            "http://s3.localhost",
            "http://127.1",
            "http://0.0.0.0:4599",
            "http://127.0.0.1@evil.example",
            "http://127.0.0.1.nip.io",
            "http://[2001:db8::1]",
        ] {
            assert!(!is_loopback(url), "{url}");
        }
        assert!(!Cloud::Aws.is_loopback() && !Cloud::Sandbox.is_loopback());
    }
}
