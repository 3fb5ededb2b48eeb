//! `aws-chunked` bodies: data in hexadecimal-length chunks, signed or not, with trailing headers.
//!
//! Source: S3 API reference, "Signature calculations: transferring payload in multiple chunks".

use super::errors;
use crate::protocol::ApiError;

/// A decoded body and the headers that trailed it, names in lower case.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    pub body: Vec<u8>,
    pub trailers: Vec<(String, String)>,
}

/// Decodes a whole `aws-chunked` body. A body that ends early or lies about a length is `IncompleteBody`.
pub fn decode(mut rest: &[u8]) -> Result<Decoded, ApiError> {
    let mut body = Vec::with_capacity(rest.len());
    loop {
        let (line, after) = split_line(rest).ok_or_else(errors::incomplete_body)?;
        let size = chunk_size(line).ok_or_else(errors::incomplete_body)?;
        rest = after;
        if size == 0 {
            break;
        }
        let (data, after) = rest.split_at_checked(size).ok_or_else(errors::incomplete_body)?;
        body.extend_from_slice(data);
        rest = after.strip_prefix(b"\r\n").ok_or_else(errors::incomplete_body)?;
    }
    Ok(Decoded {
        body,
        trailers: trailers(rest),
    })
}

fn split_line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.windows(2).position(|pair| pair == b"\r\n")?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    Some((line, &bytes[end + 2..]))
}

/// The length that opens a chunk: `1f;chunk-signature=…` or `1f`.
fn chunk_size(line: &str) -> Option<usize> {
    let digits = line.split(';').next()?.trim();
    usize::from_str_radix(digits, 16).ok()
}

fn trailers(mut rest: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    while let Some((line, after)) = split_line(rest) {
        if let Some((name, value)) = line.split_once(':') {
            found.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_chunks_and_trailers() {
        let decoded = decode(b"5;chunk-signature=ab\r\nhello\r\n1\r\n!\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n").unwrap();
        assert_eq!(decoded.body, b"hello!");
        assert_eq!(decoded.trailers, [("x-amz-checksum-crc32".to_owned(), "AAAA".to_owned())]);
    }

    #[test]
    fn a_short_body_is_incomplete() {
        for body in [&b"5\r\nhel"[..], b"zz\r\n", b"", b"2\r\nabc\r\n0\r\n\r\n"] {
            assert_eq!(decode(body).unwrap_err().code, "IncompleteBody");
        }
    }
}
