//! One parsed S3 call, and the forms of its answers.

use std::cell::OnceCell;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Response, StatusCode};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::address::Address;
use super::document::Node;
use super::{checksum, chunked, errors};
use crate::common::Context;
use crate::ids::hex;
use crate::protocol::{ApiError, Element};

const NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

/// A request with its body decoded.
#[derive(Debug)]
pub struct Call<'a> {
    pub cx: &'a Context<'a>,
    pub method: Method,
    pub address: Address,
    /// The headers, trailing ones included.
    pub headers: HeaderMap,
    pub body: Bytes,
    /// The digests of the body.
    pub digests: Digests,
}

impl<'a> Call<'a> {
    /// The call of a request whose body was received.
    pub fn of(cx: &'a Context<'a>, request: &http::Request<Bytes>, payload: Payload) -> Self {
        Self {
            cx,
            method: request.method().clone(),
            address: Address::of(request),
            headers: payload.headers,
            body: payload.body,
            digests: payload.digests,
        }
    }

    /// A header's value, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The MD5 of the body.
    pub fn md5(&self) -> [u8; 16] {
        self.digests.md5(&self.body)
    }

    /// The SHA-256 of the body.
    pub fn sha256(&self) -> [u8; 32] {
        self.digests.sha256(&self.body)
    }

    /// The bucket it names.
    pub fn bucket(&self) -> &str {
        &self.address.bucket
    }

    /// The key it names.
    pub fn key(&self) -> &str {
        &self.address.key
    }

    /// The simulated time.
    pub fn now(&self) -> Timestamp {
        self.cx.now
    }

    /// The root of the XML document in its body, which must be of that name.
    pub fn root(&self, name: &str) -> Result<Node, ApiError> {
        Some(Node::parse(&self.body)?)
            .filter(|root| root.name == name)
            .ok_or_else(errors::malformed_xml)
    }
}

/// The digests of a body, each computed once.
#[derive(Debug, Default)]
pub struct Digests {
    md5: OnceCell<[u8; 16]>,
    sha256: OnceCell<[u8; 32]>,
}

impl Digests {
    fn md5(&self, body: &[u8]) -> [u8; 16] {
        *self.md5.get_or_init(|| checksum::md5(body))
    }

    fn sha256(&self, body: &[u8]) -> [u8; 32] {
        *self.sha256.get_or_init(|| Sha256::digest(body).into())
    }
}

/// The decoded body of a request, with its headers, trailing ones included.
#[derive(Debug)]
pub struct Payload {
    headers: HeaderMap,
    body: Bytes,
    digests: Digests,
}

impl Payload {
    /// Decodes a body and verifies the digests that come with it. What an object needs is computed here, since the world is not locked yet.
    ///
    /// # Errors
    /// The body is not what the headers say.
    pub fn of(request: &http::Request<Bytes>, is_object: bool) -> Result<Self, ApiError> {
        let mut payload = Self {
            headers: request.headers().clone(),
            body: request.body().clone(),
            digests: Digests::default(),
        };
        payload.decode_body()?;
        if let Some(sent) = payload.header("content-md5") {
            checksum::verify_content_md5(sent, || payload.digests.md5(&payload.body))?;
        }
        if is_object {
            payload.digests.md5(&payload.body);
            payload.digests.sha256(&payload.body);
        }
        Ok(payload)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn decode_body(&mut self) -> Result<(), ApiError> {
        let sent = self.header("x-amz-content-sha256").unwrap_or_default().to_owned();
        let chunked = sent.starts_with("STREAMING-")
            || self
                .header("content-encoding")
                .is_some_and(|encoding| encoding.contains("aws-chunked"));
        if !chunked {
            return self.verify_payload(&sent);
        }
        let decoded = chunked::decode(&self.body)?;
        let announced = self
            .header("x-amz-decoded-content-length")
            .and_then(|length| length.parse().ok());
        if announced.is_some_and(|length: usize| length != decoded.body.len()) {
            return Err(errors::incomplete_body());
        }
        self.body = Bytes::from(decoded.body);
        for (name, value) in decoded.trailers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                self.headers.insert(name, value);
            }
        }
        Ok(())
    }

    /// A signed payload hash must be the body's; `UNSIGNED-PAYLOAD` says there is none.
    fn verify_payload(&self, sent: &str) -> Result<(), ApiError> {
        if sent.len() == 64 && hex(&self.digests.sha256(&self.body)) != sent {
            return Err(errors::payload_mismatch());
        }
        Ok(())
    }
}

/// An answer without a body.
pub fn empty(status: StatusCode) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    response
}

/// An XML answer.
pub fn document(root: Element) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(root.attribute("xmlns", NAMESPACE).document()));
    set(&mut response, CONTENT_TYPE.as_str(), "application/xml");
    response
}

/// Sets a header. It leaves out a value that no header can hold.
pub fn set(response: &mut Response<Bytes>, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        response.headers_mut().insert(name, value);
    }
}

/// The form of times in HTTP headers. Source: RFC 9110, section 5.6.7.
pub fn http_date(moment: Timestamp) -> String {
    moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
