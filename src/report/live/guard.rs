//! Who may see the page: who knows its address, in a browser of this machine, on no page of another site.

use std::fmt;

use http::{HeaderMap, StatusCode, header};
use rand::Rng;

/// How many bytes of a token are random.
const TOKEN_BYTES: usize = 16;

/// The part of the address that only who was told it knows.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn random() -> Self {
        let bytes: [u8; TOKEN_BYTES] = rand::rng().random();
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// What follows the token in a path: `/TOKEN/rest`.
    pub(super) fn rest<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix('/')?.strip_prefix(self.0.as_str())?.strip_prefix('/')
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// Why a request is refused; `None` where it isn't. A name of another site that leads to this machine is refused by its `Host`, a request that a
/// page of another site makes by its `Origin` and by what the browser says of it.
pub(super) fn refusal(headers: &HeaderMap, port: u16) -> Option<StatusCode> {
    let text = |name| {
        headers
            .get(name)
            .map(|value: &header::HeaderValue| value.to_str().unwrap_or("?"))
    };
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let is_ours = |host: &str| hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
    if !text(header::HOST).is_some_and(is_ours) {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    let origin = text(header::ORIGIN).map(|origin| origin.strip_prefix("http://").is_some_and(is_ours));
    let site = headers.get("sec-fetch-site").map(|site| site.to_str().unwrap_or("?"));
    let is_of_another_site = origin == Some(false) || site.is_some_and(|site| !["same-origin", "none"].contains(&site));
    is_of_another_site.then_some(StatusCode::FORBIDDEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            let name = header::HeaderName::from_static(name);
            (name, header::HeaderValue::from_static(value))
        });
        pairs.collect()
    }

    #[test]
    fn only_this_machine_and_no_other_site_is_answered() {
        for (pairs, expected) in [
            (&[("host", "127.0.0.1:80")][..], None),
            (&[("host", "LOCALHOST:80"), ("sec-fetch-site", "none")], None),
            (&[("host", "127.0.0.1:80"), ("origin", "http://127.0.0.1:80")], None),
            (&[("host", "evil.example:80")], Some(StatusCode::MISDIRECTED_REQUEST)),
            (&[("host", "127.0.0.1:81")], Some(StatusCode::MISDIRECTED_REQUEST)),
            (&[], Some(StatusCode::MISDIRECTED_REQUEST)),
            (
                &[("host", "localhost:80"), ("origin", "http://evil.example")],
                Some(StatusCode::FORBIDDEN),
            ),
            (&[("host", "localhost:80"), ("origin", "null")], Some(StatusCode::FORBIDDEN)),
            (
                &[("host", "localhost:80"), ("sec-fetch-site", "cross-site")],
                Some(StatusCode::FORBIDDEN),
            ),
        ] {
            assert_eq!(refusal(&headers(pairs), 80), expected, "{pairs:?}");
        }
    }

    #[test]
    fn a_path_needs_the_whole_token() {
        let token = Token("abc".to_owned());
        assert_eq!(token.rest("/abc/events"), Some("events"));
        for path in ["/abc", "/ab/", "/", "/abcd/", "abc/"] {
            assert_eq!(token.rest(path), None, "{path}");
        }
        assert_ne!(Token::random(), Token::random());
    }
}
