//! The notations in which programs repeat a value: quoted for a shell or an option file, as JSON or YAML, in a URL, in HTML.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

/// How often a value is noted again: a shell's word in JSON, a line of an `.env` file in Go's quotes, and the like.
const DEPTH: u32 = 2;

/// A value in every notation, the longest first: a shorter one may be a part of it.
pub(super) fn notations(value: &str) -> Vec<String> {
    let mut all = BTreeSet::from([value.to_owned()]);
    for _ in 0..DEPTH {
        let again: Vec<String> = all.iter().flat_map(|text| noted_again(text)).collect();
        all.extend(again);
    }
    all.extend([STANDARD.encode(value), URL_SAFE.encode(value)]);
    let mut all: Vec<String> = all.into_iter().collect();
    all.sort_by_key(|text| std::cmp::Reverse(text.len()));
    all
}

fn noted_again(text: &str) -> impl Iterator<Item = String> {
    let backslashed = |marks: &str| escaped(text, marks);
    [
        // JSON, YAML in double quotes, Rust's and Go's quotes, MySQL's option files.
        backslashed("\\\""),
        // An option file's value without quotes, and Python in single quotes.
        backslashed("\\"),
        backslashed("\\'"),
        // `.env` files and shells' double quotes.
        backslashed("'"),
        backslashed("\\\"$`"),
        // A shell's word in single quotes, as two kinds of shells and programs write it.
        text.replace('\'', "'\\''"),
        text.replace('\'', "'\"'\"'"),
        // A shell's word without quotes.
        escaped(text, "|&;<>()$`\\\"' \t*?[]#~=%!{}^,:"),
        // YAML in single quotes, SQL.
        text.replace('\'', "''"),
        // Docker Compose.
        text.replace('$', "$$"),
        percent_encoded(text, true, ""),
        percent_encoded(text, false, ""),
        // Some programs encode every mark, and forms all but a few.
        percent_encoded_but(text, true, ""),
        percent_encoded_but(text, false, ""),
        percent_encoded_but(text, true, "-._"),
        percent_encoded_but(text, true, "-._*"),
        // Browsers leave some characters as they are.
        percent_encoded(text, true, "!'()*"),
        percent_encoded(text, true, "!'()*;:=+$,&"),
        // HTML, and JSON as Go and others write it for HTML.
        with_entities(text, "&#39;"),
        with_entities(text, "&#x27;"),
        with_entities(text, "'"),
        escaped(text, "\\\"")
            .replace('&', "\\u0026")
            .replace('<', "\\u003c")
            .replace('>', "\\u003e"),
        escaped(text, "\\\"")
            .replace('&', "\\u0026")
            .replace('<', "\\u003c")
            .replace('>', "\\u003e")
            .replace('\'', "\\u0027"),
    ]
    .into_iter()
}

/// With a backslash before each of the marks.
fn escaped(text: &str, marks: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if marks.contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// All but unreserved characters (RFC 3986) and those that are kept, as `%` and two digits.
pub fn percent_encoded(text: &str, upper_case: bool, kept: &str) -> String {
    percent_encoded_but(text, upper_case, &format!("-._~{kept}"))
}

/// All but letters, digits and the marks that are kept, as `%` and two digits.
fn percent_encoded_but(text: &str, upper_case: bool, kept: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        let character = char::from(byte);
        if byte.is_ascii_alphanumeric() || kept.contains(character) {
            encoded.push(character);
        } else if upper_case {
            encoded.push_str(&format!("%{byte:02X}"));
        } else {
            encoded.push_str(&format!("%{byte:02x}"));
        }
    }
    encoded
}

fn with_entities(text: &str, apostrophe: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\'', apostrophe)
}
