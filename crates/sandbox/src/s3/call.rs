//! One parsed S3 call, and the forms of its answers.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Response, StatusCode};
use jiff::Timestamp;

use super::address::Address;
use super::document::Node;
use super::errors;
use super::model::NULL_VERSION;
use super::payload::{Digests, Payload};
use crate::common::Context;
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

/// Names the version in an answer, unless it is the `null` one.
pub fn note_version(response: &mut Response<Bytes>, version_id: &str) {
    if version_id != NULL_VERSION {
        set(response, "x-amz-version-id", version_id);
    }
}
