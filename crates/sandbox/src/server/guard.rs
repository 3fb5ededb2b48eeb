//! Refuses what a web page sends: no page of another site may command the sandbox through the browser of its visitor.
//!
//! A page can send a request without asking (a form, `text/plain`, an image) and can point a name of its own at loopback. So a request
//! has to be for a name that nobody can point here, and a browser has to say that it is of the sandbox's own origin. AWS's clients
//! send neither `Origin` nor `Sec-Fetch-Site`.

use std::net::IpAddr;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST, ORIGIN};
use http::{Method, Request, Response, StatusCode};

use crate::protocol::Service;
use crate::protocol::request::{self, Authorization, host, host_name};
use crate::s3;

/// Why a request is refused, if it is.
pub fn refusal(request: &Request<Bytes>) -> Option<String> {
    let name = host(request);
    if !is_own(&name) || !other_hosts_are_own(request) {
        return Some(format!(
            "it is for the host \"{name}\", a name that any site may point here. Use 127.0.0.1, localhost or [::1]."
        ));
    }
    let origin = text(request, ORIGIN.as_str());
    if let Some(origin) = origin.filter(|origin| !is_own_origin(request, origin)) {
        return Some(format!("a web page of another origin sends it: {origin}."));
    }
    let site = text(request, "sec-fetch-site").unwrap_or("none");
    if !["none", "same-origin"].contains(&site) && !is_visit(request) {
        return Some(format!("a web page of another origin sends it (Sec-Fetch-Site: {site})."));
    }
    if is_disguised(request) {
        return Some("an action is sent as a form (application/x-www-form-urlencoded), not as text.".to_owned());
    }
    None
}

/// The answer to a refused request.
pub fn answer(reason: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(format!("The sandbox refuses this request: {reason}\n")));
    *response.status_mut() = StatusCode::FORBIDDEN;
    let plain = http::HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, plain);
    response
}

/// Whether a host name means this machine wherever it is looked up, or is AWS's own. Addresses other than loopback's do not: a browser
/// says `Sec-Fetch-Site` to loopback alone. Source: W3C Secure Contexts, "Is origin potentially trustworthy?"; RFC 6761, section 6.3.
fn is_own(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.is_empty()
        || name == "localhost"
        || name.ends_with(".localhost")
        || name.ends_with(".amazonaws.com")
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A request line or a second header must not name another host than the first one.
fn other_hosts_are_own(request: &Request<Bytes>) -> bool {
    let headers = request.headers().get_all(HOST);
    let mut named = headers.iter().map(|value| value.to_str().unwrap_or("?"));
    let line = request.uri().authority().map_or("", |authority| authority.as_str());
    named.all(|authority| is_own(&host_name(authority))) && is_own(&host_name(line))
}

fn is_own_origin(request: &Request<Bytes>, origin: &str) -> bool {
    let host = text(request, HOST.as_str()).unwrap_or_default();
    origin
        .strip_prefix("http://")
        .is_some_and(|origin| !host.is_empty() && origin.eq_ignore_ascii_case(host))
}

/// Whether a person follows a link to a page of a website: it can only be read there.
fn is_visit(request: &Request<Bytes>) -> bool {
    [Method::GET, Method::HEAD].contains(request.method())
        && text(request, "sec-fetch-mode") == Some("navigate")
        && s3::is_website(request)
}

/// Whether an action comes in a form of body that a page may send anywhere, and no client of AWS does.
fn is_disguised(request: &Request<Bytes>) -> bool {
    let service = request::service(request, &Authorization::of(request));
    let kind = text(request, CONTENT_TYPE.as_str()).unwrap_or_default().to_ascii_lowercase();
    *request.method() == Method::POST
        && service != Some(Service::S3)
        && ["text/plain", "multipart/form-data"]
            .iter()
            .any(|plain| kind.starts_with(plain))
}

fn text<'r>(request: &'r Request<Bytes>, header: &str) -> Option<&'r str> {
    Some(request.headers().get(header)?.to_str().unwrap_or("?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(method: Method, uri: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        refusal(&request.body(Bytes::new()).unwrap()).is_some()
    }

    #[test]
    fn only_names_that_nobody_can_point_here_are_answered() {
        for host in [
            "127.0.0.1:4599",
            "127.8.0.1",
            "localhost:4599",
            "LocalHost",
            "[::1]:4599",
            "site.localhost:4599",
            "site.s3.localhost",
            "site.s3.us-east-1.amazonaws.com",
            "ec2.us-east-1.amazonaws.com:443",
        ] {
            assert!(!refused(Method::POST, "/", &[("host", host)]), "{host}");
        }
        for host in [
            "evil.example:4599",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "amazonaws.com.evil.example",
            "evilamazonaws.com",
            "0.0.0.0:4599",
            "192.168.1.1",
        ] {
            assert!(refused(Method::POST, "/", &[("host", host)]), "{host}");
        }
        let twice = [("host", "127.0.0.1"), ("host", "evil.example")];
        assert!(refused(Method::POST, "/", &twice), "a second host");
        let line = "http://evil.example/";
        assert!(
            refused(Method::POST, line, &[("host", "127.0.0.1")]),
            "a host in the request line"
        );
    }

    #[test]
    fn pages_of_other_origins_command_nothing() {
        let host = ("host", "127.0.0.1:4599");
        for headers in [
            &[("origin", "http://evil.example")][..],
            &[("origin", "null")],
            &[("origin", "http://127.0.0.1:3000")],
            &[("origin", "https://127.0.0.1:4599")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "no-cors")],
            &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")],
            &[("content-type", "text/plain;charset=UTF-8")],
        ] {
            let credential = "/?X-Amz-Credential=A/1/us-east-1/ec2/aws4_request&Action=CreateVpc";
            let headers = [&[host], headers].concat();
            assert!(refused(Method::POST, credential, &headers), "{headers:?}");
        }
        let own = [host, ("origin", "http://127.0.0.1:4599"), ("sec-fetch-site", "same-origin")];
        assert!(!refused(Method::GET, "/__website/site/data.json", &own));
    }

    #[test]
    fn a_website_is_visited_by_its_address_and_by_a_link() {
        let page = "/__website/site/index.html";
        let typed = [
            ("host", "localhost:4599"),
            ("sec-fetch-site", "none"),
            ("sec-fetch-mode", "navigate"),
        ];
        let linked = [
            ("host", "localhost:4599"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
        ];
        assert!(!refused(Method::GET, page, &typed));
        assert!(!refused(Method::GET, page, &linked));
        assert!(refused(Method::GET, "/site/index.html", &linked), "that is the API");
        assert!(refused(Method::POST, page, &linked));
    }
}
