//! One parsed S3 call, and the forms of its answers.

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
}

impl<'a> Call<'a> {
    /// Parses a request and verifies the digests it carries.
    pub fn of(cx: &'a Context<'a>, request: &http::Request<Bytes>) -> Result<Self, ApiError> {
        let mut call = Self {
            cx,
            method: request.method().clone(),
            address: Address::of(request),
            headers: request.headers().clone(),
            body: request.body().clone(),
        };
        call.decode_body()?;
        if let Some(digest) = call.header("content-md5") {
            checksum::verify_content_md5(digest, &call.body)?;
        }
        Ok(call)
    }

    /// A header's value, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
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
        if sent.len() == 64 && hex(&Sha256::digest(&self.body)) != sent {
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
