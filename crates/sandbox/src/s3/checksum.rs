//! Checksums of object bodies: the ones S3 stores and the ones a client sends to be verified.
//!
//! Source: S3 user guide, "Checking object integrity". CRC-32, CRC-32C, CRC-64/NVME and SHA-256 are
//! computed; SHA-1 and the newer algorithms are accepted and echoed without being verified.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::errors;
use crate::protocol::ApiError;

/// A checksum stored with an object, as the `x-amz-checksum-*` headers carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checksum {
    /// As the header's suffix spells it: `crc32`, `crc64nvme`, `sha256`…
    pub algorithm: String,
    /// Base64 of the big-endian value.
    pub value: String,
    /// `FULL_OBJECT`, or `COMPOSITE` for a checksum of parts' checksums.
    pub kind: String,
}

impl Checksum {
    /// The checksum that S3 computes when the client sends none.
    pub fn default_of(body: &[u8]) -> Self {
        Self::full("crc64nvme", STANDARD.encode(crc64_nvme(body).to_be_bytes()))
    }

    /// A checksum over the whole object.
    pub fn full(algorithm: &str, value: String) -> Self {
        Self {
            algorithm: algorithm.to_owned(),
            value,
            kind: "FULL_OBJECT".to_owned(),
        }
    }

    /// The name of the header that carries it.
    pub fn header(&self) -> String {
        format!("x-amz-checksum-{}", self.algorithm)
    }

    /// The name of the XML element that carries it in multipart answers, such as `ChecksumCRC32`.
    pub fn element(&self) -> String {
        format!("Checksum{}", self.algorithm.to_ascii_uppercase())
    }

    /// Refuses a sent checksum that isn't the body's (`BadDigest`).
    pub fn verify(&self, body: &[u8]) -> Result<(), ApiError> {
        match compute(&self.algorithm, body) {
            Some(computed) if computed != self.value => Err(errors::bad_digest(&self.algorithm.to_ascii_uppercase())),
            _ => Ok(()),
        }
    }
}

/// The checksum of a body in base64, for the algorithms that are computed here.
pub fn compute(algorithm: &str, body: &[u8]) -> Option<String> {
    match algorithm {
        "crc32" => Some(STANDARD.encode(crc32(body).to_be_bytes())),
        "crc32c" => Some(STANDARD.encode(crc32c(body).to_be_bytes())),
        "crc64nvme" => Some(STANDARD.encode(crc64_nvme(body).to_be_bytes())),
        "sha256" => Some(STANDARD.encode(Sha256::digest(body))),
        _ => None,
    }
}

/// The MD5 of a body: 16 bytes, the base of an ETag.
pub fn md5(body: &[u8]) -> [u8; 16] {
    md5::Md5::digest(body).into()
}

/// Refuses a `Content-MD5` that is malformed (`InvalidDigest`) or isn't the body's (`BadDigest`).
pub fn verify_content_md5(header: &str, body: &[u8]) -> Result<(), ApiError> {
    let sent = STANDARD.decode(header).unwrap_or_default();
    if sent.len() != 16 {
        return Err(errors::invalid_digest());
    }
    if sent != md5(body) {
        return Err(errors::bad_digest("Content-MD5"));
    }
    Ok(())
}

fn crc32(body: &[u8]) -> u32 {
    const TABLE: [u64; 256] = table(0xEDB8_8320);
    truncate(crc(&TABLE, u64::from(u32::MAX), body))
}

fn crc32c(body: &[u8]) -> u32 {
    const TABLE: [u64; 256] = table(0x82F6_3B78);
    truncate(crc(&TABLE, u64::from(u32::MAX), body))
}

fn crc64_nvme(body: &[u8]) -> u64 {
    const TABLE: [u64; 256] = table(0x9A6C_9329_AC4B_C9B5);
    crc(&TABLE, u64::MAX, body)
}

/// A 32-bit checksum never sets the upper half.
fn truncate(value: u64) -> u32 {
    (value & u64::from(u32::MAX)) as u32
}

fn crc(table: &[u64; 256], ones: u64, body: &[u8]) -> u64 {
    let folded = body.iter().fold(ones, |value, byte| {
        let index = (value ^ u64::from(*byte)) & 0xFF;
        table[index as usize] ^ (value >> 8)
    });
    folded ^ ones
}

/// The byte-wise table of a reflected polynomial.
const fn table(polynomial: u64) -> [u64; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = index as u64;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 {
                (value >> 1) ^ polynomial
            } else {
                value >> 1
            };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values every CRC catalogue gives for the text `123456789`.
    #[test]
    fn crcs_match_their_published_check_values() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32c(b"123456789"), 0xE306_9283);
        assert_eq!(crc64_nvme(b"123456789"), 0xAE8B_1486_0A79_9888);
    }

    #[test]
    fn a_wrong_checksum_is_refused() {
        let sent = Checksum::full("crc32", STANDARD.encode(1_u32.to_be_bytes()));
        assert_eq!(sent.verify(b"body").unwrap_err().code, "BadDigest");
        assert!(Checksum::default_of(b"body").verify(b"body").is_ok());
    }

    #[test]
    fn content_md5_is_verified() {
        assert_eq!(verify_content_md5("short", b"").unwrap_err().code, "InvalidDigest");
        assert!(verify_content_md5("1B2M2Y8AsgTpgAmY7PhCfg==", b"").is_ok());
        assert_eq!(
            verify_content_md5("1B2M2Y8AsgTpgAmY7PhCfg==", b"x").unwrap_err().code,
            "BadDigest"
        );
    }
}
