//! The service, the caller and the region of a request.

use bytes::Bytes;
use http::{HeaderMap, Request, header};

use super::params::{self, Params};
use super::service::Service;

/// Whose credentials a request carries and what they are scoped to. Signatures are not verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The access key id.
    pub access_key: String,
    /// The region of the credential scope.
    pub region: String,
    service: String,
}

impl Caller {
    /// The service of the credential scope, as in `ec2`.
    pub fn service(&self) -> &str {
        &self.service
    }
}

/// The `Authorization` of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authorization {
    /// None: an anonymous request.
    Missing,
    /// Something that is not a Signature Version 4.
    Garbled,
    /// Credentials with their scope.
    Signed(Caller),
}

impl Authorization {
    /// Reads the `Authorization` header, or `X-Amz-Credential` of a presigned URL.
    pub fn of(request: &Request<Bytes>) -> Self {
        let from_header = request.headers().get(header::AUTHORIZATION);
        let credential = match from_header {
            Some(value) => value.to_str().ok().and_then(header_credential),
            None => match query_credential(request.uri().query()) {
                None => return Authorization::Missing,
                credential => credential,
            },
        };
        match credential.as_deref().and_then(scope) {
            Some(caller) => Authorization::Signed(caller),
            None => Authorization::Garbled,
        }
    }

    /// The caller, unless the request is anonymous or garbled.
    pub fn caller(&self) -> Option<&Caller> {
        match self {
            Authorization::Signed(caller) => Some(caller),
            Authorization::Missing | Authorization::Garbled => None,
        }
    }
}

/// The service of a request: the one in its credentials' scope, else the one its host names. An anonymous request to
/// any other host goes to S3, the only service that serves anonymous requests, unless it is a form.
pub fn service(request: &Request<Bytes>, authorization: &Authorization) -> Option<Service> {
    if let Some(caller) = authorization.caller() {
        return Service::named(&caller.service);
    }
    let host = host(request);
    let mut labels = host.split('.');
    let named = labels.find_map(|label| {
        if label.starts_with("s3-website") {
            return Some(Service::S3);
        }
        Service::named(label)
    });
    if host.ends_with(".amazonaws.com") {
        return named;
    }
    (!is_form(request.headers())).then_some(Service::S3)
}

/// The host a request is for, without its port, in lower case.
pub fn host(request: &Request<Bytes>) -> String {
    let authority = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .or_else(|| request.uri().authority().map(|authority| authority.as_str()))
        .unwrap_or_default();
    host_name(authority)
}

/// The host of an authority (`HOST:PORT`), in lower case.
pub fn host_name(authority: &str) -> String {
    let name = authority
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(authority, |(name, _)| name);
    name.to_ascii_lowercase()
}

/// The parameters of a query-protocol request: the query string and the form in its body.
pub fn query_params(request: &Request<Bytes>) -> Params {
    let query = request.uri().query().unwrap_or_default();
    if query.is_empty() {
        return Params::parse(request.body());
    }
    let mut form = query.as_bytes().to_vec();
    form.push(b'&');
    form.extend_from_slice(request.body());
    Params::parse(&form)
}

fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

fn header_credential(value: &str) -> Option<String> {
    let fields = value.strip_prefix("AWS4-HMAC-SHA256")?;
    fields
        .split(',')
        .find_map(|field| field.trim().strip_prefix("Credential="))
        .map(str::to_owned)
}

fn query_credential(query: Option<&str>) -> Option<String> {
    query?
        .split('&')
        .find_map(|pair| pair.strip_prefix("X-Amz-Credential="))
        .map(|value| params::decoded(value.as_bytes()))
}

/// Reads `ACCESS_KEY/DATE/REGION/SERVICE/aws4_request`.
fn scope(credential: &str) -> Option<Caller> {
    let parts: Vec<&str> = credential.split('/').collect();
    match parts.as_slice() {
        [access_key, _date, region, service, "aws4_request"] if !access_key.is_empty() => Some(Caller {
            access_key: (*access_key).to_owned(),
            region: (*region).to_owned(),
            service: (*service).to_owned(),
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(host: &str, authorization: Option<&str>) -> Request<Bytes> {
        let mut builder = Request::builder().uri("/").header("host", host);
        if let Some(value) = authorization {
            builder = builder.header("authorization", value);
        }
        builder.body(Bytes::new()).unwrap()
    }

    #[test]
    fn the_credential_scope_names_the_service() {
        let signed = "AWS4-HMAC-SHA256 Credential=AKID/20260115/us-east-1/rds/aws4_request, SignedHeaders=host, Signature=00";
        let request = request("127.0.0.1:4566", Some(signed));
        let authorization = Authorization::of(&request);
        assert_eq!(service(&request, &authorization), Some(Service::Rds));
        assert_eq!(authorization.caller().unwrap().region, "us-east-1");
    }

    #[test]
    fn an_anonymous_request_is_read_from_its_host() {
        let cases = [
            ("ec2.us-east-1.amazonaws.com", Some(Service::Ec2)),
            ("site.s3.us-east-1.amazonaws.com", Some(Service::S3)),
            ("site.s3-website-us-east-1.amazonaws.com", Some(Service::S3)),
            ("iam.amazonaws.com", None),
            ("127.0.0.1:4566", Some(Service::S3)),
        ];
        for (host, expected) in cases {
            let request = request(host, None);
            assert_eq!(service(&request, &Authorization::of(&request)), expected, "{host}");
        }
    }

    #[test]
    fn other_signatures_are_garbled() {
        let request = request("127.0.0.1", Some("AWS AKID:abc"));
        assert_eq!(Authorization::of(&request), Authorization::Garbled);
    }
}
