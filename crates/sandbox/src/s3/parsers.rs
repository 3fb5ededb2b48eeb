//! Property tests: S3's parsers read or refuse any bytes, and read back what was written.

use bytes::Bytes;
use http::Request;
use proptest::prelude::*;

use super::address::Address;
use super::chunked;
use super::document::Node;
use super::policy::Policy;
use crate::protocol::Element;
use crate::protocol::params::{Params, decoded};
use crate::tests::tries;

/// Percent-encodes everything but letters and digits, as the query protocols and S3 accept it.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// Text that XML 1.0 can hold: no control characters but three, no surrogates, not U+FFFE or U+FFFF.
/// Source: XML 1.0, production 2 (`Char`).
fn xml_text() -> impl Strategy<Value = String> {
    any::<String>().prop_map(|text| text.chars().filter(|c| is_xml(*c)).collect())
}

fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// JSON that resembles a policy.
fn policy_like() -> impl Strategy<Value = serde_json::Value> {
    let word = prop_oneof![
        Just("Allow".to_owned()),
        Just("*".to_owned()),
        Just("s3:GetObject".to_owned()),
        Just("arn:aws:s3:::site/*".to_owned()),
        Just("2012-10-17".to_owned()),
        ".{0,12}",
    ];
    let leaf = prop_oneof![
        word.prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null),
    ];
    let name = prop::sample::select(vec![
        "Version",
        "Statement",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
        "AWS",
        "Sid",
        "StringEquals",
        "aws:SourceIp",
    ]);
    leaf.prop_recursive(4, 48, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::hash_map(name.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|fields| fields.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

proptest! {
    #![proptest_config(tries(256))]

    #[test]
    fn a_chunked_body_of_any_bytes_is_decoded_or_incomplete(body: Vec<u8>) {
        if let Err(error) = chunked::decode(&body) {
            prop_assert_eq!(error.code, "IncompleteBody");
        }
    }

    #[test]
    fn a_chunked_body_is_decoded_to_what_was_sent(chunks: Vec<Vec<u8>>, trailer in "[a-z-]{1,20}", value in "[ -~]{0,20}") {
        let mut sent = Vec::new();
        for chunk in chunks.iter().filter(|chunk| !chunk.is_empty()) {
            sent.extend(format!("{:x};chunk-signature=00\r\n", chunk.len()).bytes());
            sent.extend(chunk);
            sent.extend(b"\r\n");
        }
        sent.extend(format!("0\r\n{trailer}:{value}\r\n\r\n").bytes());
        let decoded = chunked::decode(&sent).unwrap();
        prop_assert_eq!(decoded.body, chunks.concat());
        prop_assert_eq!(decoded.trailers, vec![(trailer, value.trim().to_owned())]);
    }

    #[test]
    fn a_document_of_any_bytes_is_read_or_malformed(bytes: Vec<u8>, text in "[<>/a&;!\\[\\]\"'= ?-]{0,60}") {
        for document in [&bytes[..], text.as_bytes()] {
            if let Err(error) = Node::parse(document) {
                prop_assert_eq!(error.code, "MalformedXML");
            }
        }
    }

    #[test]
    fn text_written_as_xml_is_read_again_as_it_was(text in xml_text(), attribute in xml_text()) {
        let written = Element::new("a").attribute("x", attribute).text("b", &text).document();
        let read = Node::parse(written.as_bytes()).unwrap();
        prop_assert_eq!(read.text_of("b"), Some(text.as_str()));
    }

    #[test]
    fn any_text_is_written_as_characters_xml_can_hold(text: String, c: char) {
        let written = Element::new("a").attribute("x", &text).content(format!("{text}{c}\u{fffe}\u{1}")).document();
        prop_assert!(written.chars().all(is_xml), "{:?}", written);
        prop_assert!(Node::parse(written.as_bytes()).is_ok());
    }

    #[test]
    fn a_policy_of_any_bytes_is_read_or_malformed(bytes: Vec<u8>, document in policy_like(), statement in policy_like()) {
        let wrapped = serde_json::json!({"Version": "2012-10-17", "Statement": statement});
        for text in [bytes, document.to_string().into_bytes(), wrapped.to_string().into_bytes()] {
            match Policy::parse(&text, "site") {
                Ok(policy) => {
                    // Only a public policy lets anyone read.
                    prop_assert!(!policy.allows_anyone("s3:GetObject", "arn:aws:s3:::site/a") || policy.is_public());
                }
                Err(error) => prop_assert_eq!(error.code, "MalformedPolicy"),
            }
        }
    }

    #[test]
    fn an_address_is_the_bucket_and_key_that_were_meant(key in ".{0,40}", name in "[a-z0-9.-]{0,20}", value: String) {
        let uri = format!("/site/{}?{}={}", encoded(&key), encoded(&name), encoded(&value));
        let request = Request::builder().uri(uri).header("host", "127.0.0.1:4566").body(Bytes::new()).unwrap();
        let address = Address::of(&request);
        prop_assert_eq!((address.bucket.as_str(), address.key.as_str()), ("site", key.as_str()));
        prop_assert_eq!(address.param(&name), Some(value.as_str()));
    }

    #[test]
    fn a_form_of_any_bytes_is_read(form: Vec<u8>, name in "[A-Za-z.0-9]{0,12}") {
        let params = Params::parse(&form);
        let _ = (params.strings(&name), params.structures(&name), params.structure(&name), params.has(&name));
        prop_assert!(params.iter().count() <= form.len());
    }

    #[test]
    fn a_form_holds_what_was_written_into_it(values in prop::collection::btree_map(".{1,12}", ".{0,12}", 0..6)) {
        let pairs: Vec<_> = values.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let params = Params::parse(pairs.join("&").as_bytes());
        let read: Vec<_> = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        prop_assert_eq!(read, values.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn decoding_undoes_encoding(text: String, bytes: Vec<u8>) {
        prop_assert_eq!(decoded(encoded(&text).as_bytes()), text);
        prop_assert!(decoded(&bytes).chars().count() <= bytes.len());
    }
}

#[test]
fn a_document_nested_without_end_is_refused() {
    let depth = 200_000;
    let document = ["<a>".repeat(depth), "</a>".repeat(depth)].concat();
    assert_eq!(Node::parse(document.as_bytes()).unwrap_err().code, "MalformedXML");
}
