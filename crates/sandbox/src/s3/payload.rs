//! The body of a request: decoded, verified, and with its digests.

use std::cell::OnceCell;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use sha2::{Digest as _, Sha256};

use super::{checksum, chunked, errors};
use crate::ids::hex;
use crate::protocol::ApiError;

/// The digests of a body, each computed once.
#[derive(Debug, Default)]
pub struct Digests {
    md5: OnceCell<[u8; 16]>,
    sha256: OnceCell<[u8; 32]>,
}

impl Digests {
    pub fn md5(&self, body: &[u8]) -> [u8; 16] {
        *self.md5.get_or_init(|| checksum::md5(body))
    }

    pub fn sha256(&self, body: &[u8]) -> [u8; 32] {
        *self.sha256.get_or_init(|| Sha256::digest(body).into())
    }
}

/// The decoded body of a request, with its headers, trailing ones included.
#[derive(Debug)]
pub struct Payload {
    pub headers: HeaderMap,
    pub body: Bytes,
    pub digests: Digests,
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
