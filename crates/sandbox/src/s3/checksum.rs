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
        let mut running = Running::default();
        running.add(body);
        Self::full(DEFAULT, running.value())
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
    pub fn verify(&self, body: &[u8], sha256: impl FnOnce() -> [u8; 32]) -> Result<(), ApiError> {
        let computed = match self.algorithm.as_str() {
            "sha256" => Some(STANDARD.encode(sha256())),
            other => compute(other, body),
        };
        match computed {
            Some(computed) if computed != self.value => Err(errors::bad_digest(&self.algorithm.to_ascii_uppercase())),
            _ => Ok(()),
        }
    }
}

/// The checksum of a body in base64, for the algorithms that are computed here.
pub fn compute(algorithm: &str, body: &[u8]) -> Option<String> {
    let mut running = Running::of(algorithm)?;
    running.add(body);
    Some(running.value())
}

/// The algorithm of the checksum that S3 computes when the client sends none.
pub const DEFAULT: &str = "crc64nvme";

/// A checksum of bytes that come piece by piece.
pub enum Running {
    Crc32(u64),
    Crc32c(u64),
    Crc64Nvme(u64),
    Sha256(Sha256),
}

impl Default for Running {
    fn default() -> Self {
        Self::Crc64Nvme(u64::MAX)
    }
}

impl Running {
    /// The checksum of no bytes yet, for the algorithms that are computed here.
    pub fn of(algorithm: &str) -> Option<Self> {
        match algorithm {
            "crc32" => Some(Self::Crc32(u64::from(u32::MAX))),
            "crc32c" => Some(Self::Crc32c(u64::from(u32::MAX))),
            DEFAULT => Some(Self::default()),
            "sha256" => Some(Self::Sha256(Sha256::new())),
            _ => None,
        }
    }

    /// Adds the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        match self {
            Self::Crc32(value) => *value = folded(&CRC32, *value, bytes),
            Self::Crc32c(value) => *value = folded(&CRC32C, *value, bytes),
            Self::Crc64Nvme(value) => *value = folded(&CRC64_NVME, *value, bytes),
            Self::Sha256(digest) => digest.update(bytes),
        }
    }

    /// Base64 of the big-endian value.
    pub fn value(self) -> String {
        match self {
            Self::Crc32(value) | Self::Crc32c(value) => STANDARD.encode((!truncate(value)).to_be_bytes()),
            Self::Crc64Nvme(value) => STANDARD.encode((!value).to_be_bytes()),
            Self::Sha256(digest) => STANDARD.encode(digest.finalize()),
        }
    }
}

/// The MD5 of a body: 16 bytes, the base of an ETag.
pub fn md5(body: &[u8]) -> [u8; 16] {
    md5::Md5::digest(body).into()
}

/// Refuses a `Content-MD5` that is malformed (`InvalidDigest`) or isn't the body's (`BadDigest`).
pub fn verify_content_md5(header: &str, computed: impl FnOnce() -> [u8; 16]) -> Result<(), ApiError> {
    let sent = STANDARD.decode(header).unwrap_or_default();
    if sent.len() != 16 {
        return Err(errors::invalid_digest());
    }
    if sent != computed() {
        return Err(errors::bad_digest("Content-MD5"));
    }
    Ok(())
}

/// A 32-bit checksum never sets the upper half.
fn truncate(value: u64) -> u32 {
    (value & u64::from(u32::MAX)) as u32
}

/// Eight tables of a reflected polynomial: eight bytes are folded in at a time.
type Tables = [[u64; 256]; 8];

static CRC32: Tables = tables(0xEDB8_8320);
static CRC32C: Tables = tables(0x82F6_3B78);
static CRC64_NVME: Tables = tables(0x9A6C_9329_AC4B_C9B5);

/// Source: Kounavis and Berry, "A Systematic Approach to Building High Performance Software-based CRC Generators", 2005.
fn folded(tables: &Tables, before: u64, bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let value = eights.iter().fold(before, |value, eight| {
        let mixed = (value ^ u64::from_le_bytes(*eight)).to_le_bytes();
        let looked_up = mixed.iter().zip(tables.iter().rev());
        looked_up.fold(0, |sum, (byte, table)| sum ^ table[usize::from(*byte)])
    });
    rest.iter().fold(value, |value, byte| {
        let index = (value ^ u64::from(*byte)) & 0xFF;
        tables[0][index as usize] ^ (value >> 8)
    })
}

const fn tables(polynomial: u64) -> Tables {
    let mut tables = [[0; 256]; 8];
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
        tables[0][index] = value;
        index += 1;
    }
    let mut number = 1;
    while number < 8 {
        let mut index = 0;
        while index < 256 {
            let former = tables[number - 1][index];
            tables[number][index] = (former >> 8) ^ tables[0][(former & 0xFF) as usize];
            index += 1;
        }
        number += 1;
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values every CRC catalogue gives for the text `123456789`.
    #[test]
    fn crcs_match_their_published_check_values_however_the_bytes_come() {
        let text = b"123456789";
        for (algorithm, expected) in [
            ("crc32", STANDARD.encode(0xCBF4_3926_u32.to_be_bytes())),
            ("crc32c", STANDARD.encode(0xE306_9283_u32.to_be_bytes())),
            ("crc64nvme", STANDARD.encode(0xAE8B_1486_0A79_9888_u64.to_be_bytes())),
        ] {
            assert_eq!(compute(algorithm, text).unwrap(), expected, "{algorithm}");
            let mut one_by_one = Running::of(algorithm).unwrap();
            text.iter().for_each(|byte| one_by_one.add(&[*byte]));
            assert_eq!(one_by_one.value(), expected, "{algorithm}, byte by byte");
            let long = text.repeat(10);
            for cut in 0..long.len() {
                let mut running = Running::of(algorithm).unwrap();
                running.add(&long[..cut]);
                running.add(&long[cut..]);
                assert_eq!(
                    running.value(),
                    compute(algorithm, &long).unwrap(),
                    "{algorithm}, cut at {cut}"
                );
            }
        }
    }

    #[test]
    fn a_wrong_checksum_is_refused() {
        let sha256 = || Sha256::digest(b"body").into();
        let sent = Checksum::full("crc32", STANDARD.encode(1_u32.to_be_bytes()));
        assert_eq!(sent.verify(b"body", sha256).unwrap_err().code, "BadDigest");
        let sent = Checksum::full("sha256", STANDARD.encode([1; 32]));
        assert_eq!(sent.verify(b"body", sha256).unwrap_err().code, "BadDigest");
        for algorithm in [DEFAULT, "sha256"] {
            let sent = Checksum::full(algorithm, compute(algorithm, b"body").unwrap());
            assert!(sent.verify(b"body", sha256).is_ok(), "{algorithm}");
        }
    }

    #[test]
    fn content_md5_is_verified() {
        assert_eq!(verify_content_md5("short", || md5(b"")).unwrap_err().code, "InvalidDigest");
        assert!(verify_content_md5("1B2M2Y8AsgTpgAmY7PhCfg==", || md5(b"")).is_ok());
        assert_eq!(
            verify_content_md5("1B2M2Y8AsgTpgAmY7PhCfg==", || md5(b"x")).unwrap_err().code,
            "BadDigest"
        );
    }
}
