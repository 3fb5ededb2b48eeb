//! The address of a request: the bucket, the key and the sub-resource, in path style or virtual-host style.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::Request;

use crate::protocol::params::decoded;
use crate::protocol::request::host;

/// The path of the website endpoint on loopback, where no host name sets it apart: `/__website/BUCKET/KEY`.
const WEBSITE_PATH: &str = "__website/";

/// The bucket, key and query a request names.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Empty for the service itself (ListBuckets).
    pub bucket: String,
    /// Empty for the bucket itself.
    pub key: String,
    /// Query parameters, decoded; a bare one (`?policy`) has an empty value.
    pub query: BTreeMap<String, String>,
    /// Whether it is the website endpoint and not the API.
    pub website: bool,
}

impl Address {
    /// Reads the host and path of a request.
    pub fn of(request: &Request<Bytes>) -> Self {
        let path = request.uri().path().trim_start_matches('/');
        let query = parse_query(request.uri().query().unwrap_or_default());
        let (bucket, key, website) = match from_host(&host(request)) {
            Some((bucket, website)) => (bucket, decode_path(path), website),
            None => {
                let (website, path) = match path.strip_prefix(WEBSITE_PATH) {
                    Some(rest) => (true, rest),
                    None => (false, path),
                };
                let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
                (decode_path(bucket), decode_path(key), website)
            }
        };
        Self {
            bucket,
            key,
            query,
            website,
        }
    }

    /// A query parameter that is given, even if empty.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// Whether the query names a sub-resource such as `policy`.
    pub fn has(&self, name: &str) -> bool {
        self.query.contains_key(name)
    }

    /// The path of the bucket or object, as error answers name it.
    pub fn resource(&self) -> String {
        match (self.bucket.as_str(), self.key.as_str()) {
            (bucket, "") => format!("/{bucket}"),
            (bucket, key) => format!("/{bucket}/{key}"),
        }
    }
}

/// The bucket of a virtual-host name and whether it is the website endpoint's.
/// `s3.REGION.amazonaws.com` itself names no bucket.
fn from_host(host: &str) -> Option<(String, bool)> {
    let name = host.strip_suffix(".amazonaws.com")?;
    let website = name.find(".s3-website-").or_else(|| name.find(".s3-website."));
    if let Some(at) = website {
        return Some((name[..at].to_owned(), true));
    }
    let at = name.rfind(".s3.").or_else(|| name.strip_suffix(".s3").map(str::len))?;
    Some((name[..at].to_owned(), false))
}

fn parse_query(query: &str) -> BTreeMap<String, String> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name.as_bytes()), decoded(value.as_bytes()))
        })
        .collect()
}

/// Percent-decodes a path. A `+` in it is a plus sign.
fn decode_path(path: &str) -> String {
    decoded(path.replace('+', "%2B").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(host: &str, uri: &str) -> Address {
        let request = Request::builder().uri(uri).header("host", host).body(Bytes::new()).unwrap();
        Address::of(&request)
    }

    #[test]
    fn both_styles_name_the_same_object() {
        let virtual_host = address("site.s3.us-east-1.amazonaws.com", "/a%20b/c+d?versionId=1");
        let path = address("127.0.0.1:4566", "/site/a%20b/c+d?versionId=1");
        assert_eq!(virtual_host, path);
        assert_eq!(path.key, "a b/c+d");
        assert_eq!(path.param("versionId"), Some("1"));
    }

    #[test]
    fn the_service_itself_names_no_bucket() {
        assert_eq!(address("s3.us-east-1.amazonaws.com", "/").bucket, "");
        assert_eq!(address("s3.us-east-1.amazonaws.com", "/site").bucket, "site");
        assert_eq!(address("a.b.s3.amazonaws.com", "/").bucket, "a.b");
    }

    #[test]
    fn the_website_endpoint_is_told_apart() {
        let by_host = address("site.s3-website-us-east-1.amazonaws.com", "/index.html");
        let by_path = address("localhost:4566", "/__website/site/index.html");
        assert!(by_host.website);
        assert_eq!(by_host, by_path);
    }
}
