//! Keys of objects as S3 writes them in its XML.

use aws_sdk_s3::types::EncodingType;

/// A key out of an answer of this encoding. An answer that names none has the key as it is: not every endpoint encodes every listing.
pub(super) fn decoded(key: &str, encoding: Option<&EncodingType>) -> String {
    if encoding != Some(&EncodingType::Url) {
        return key.to_owned();
    }
    let mut bytes = Vec::with_capacity(key.len());
    let mut rest = key.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hexadecimal = after.get(..2).filter(|_| first == b'%');
        let escaped = hexadecimal.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(if first == b'+' { b' ' } else { first });
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether a request's XML can hold the key as it is. XML 1.0 has no characters for most control characters, and reads a line break as
/// another one (docs/AWS.md, "S3 bucket").
pub(super) fn fits_xml(key: &str) -> bool {
    !key.chars().any(|c| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_decoded_where_the_answer_says_that_they_are_encoded() {
        let url = Some(&EncodingType::Url);
        for (written, key) in [
            ("a/b.html", "a/b.html"),
            ("a+b%2Bc%25.html", "a b+c%.html"),
            ("%07%0A%C3%A9", "\u{7}\né"),
            ("100%", "100%"),
            ("%zz%", "%zz%"),
        ] {
            assert_eq!(decoded(written, url), key);
            assert_eq!(decoded(written, None), written);
        }
    }

    #[test]
    fn control_characters_fit_no_xml() {
        assert!(fits_xml("a b&<é>.html"));
        for key in ["bell\u{7}", "line\nbreak", "a\u{FFFE}"] {
            assert!(!fits_xml(key), "{key:?}");
        }
    }
}
