//! Messages of panics without the values in them: any value may be a secret.

const HIDDEN: &str = "…";
const MARKS: [char; 2] = ['"', '`'];
/// What Rust's own messages put between backticks.
const NAMES: [&str; 7] = [
    "Option::unwrap()",
    "Option::expect()",
    "Result::unwrap()",
    "Some",
    "None",
    "Ok",
    "Err",
];

/// A message with its plain words and numbers; quoted text, and words in which letters mix with anything else, are hidden.
pub(super) fn hide_values(message: &str) -> String {
    let message = match first_mark(message) {
        // A value may hold marks itself, so everything up to the last one goes.
        Some(first) => match message.rfind(MARKS).filter(|last| *last > first) {
            Some(last) => format!("{}{HIDDEN}{}", &message[..=first], &message[last..]),
            None => format!("{}{HIDDEN}", &message[..=first]),
        },
        None => message.to_owned(),
    };
    let words: Vec<&str> = message.split_whitespace().map(visible).collect();
    words.join(" ")
}

/// Where the first quoted text begins that is none of Rust's names.
fn first_mark(message: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = message[from..].find(MARKS).map(|at| from + at) {
        let inside = message[at..].strip_prefix('`').unwrap_or_default();
        let name = NAMES
            .iter()
            .find(|name| inside.strip_prefix(**name).is_some_and(|rest| rest.starts_with('`')));
        match name {
            Some(name) => from = at + name.len() + 2,
            None => return Some(at),
        }
    }
    None
}

/// A word, if it is one or a number; a path of Rust is one.
fn visible(word: &str) -> &str {
    let core = word.trim_matches(|c: char| c.is_ascii_punctuation() || c == '…');
    let is_word = core.chars().all(|c| c.is_alphabetic() || "_:'-".contains(c));
    let is_number = core.chars().all(|c| c.is_ascii_digit());
    if is_word || is_number { word } else { HIDDEN }
}

/// A source file's path without where it lies on the machine that compiled it.
pub(super) fn shorten_source(path: &str) -> &str {
    // `…/registry/src/INDEX/CRATE-VERSION/src/lib.rs`
    if let Some((_, rest)) = path.split_once("/registry/src/") {
        return rest.split_once('/').map_or(rest, |(_, file)| file);
    }
    // `/rustc/HASH/library/core/src/option.rs`
    match path.strip_prefix("/rustc/").and_then(|rest| rest.split_once('/')) {
        Some((_, file)) => file,
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_and_numbers_stay() {
        for message in [
            "index out of bounds: the len is 3 but the index is 7",
            "called `Option::unwrap()` on a `None` value",
            "called `Result::unwrap()` on an `Err` value: ParseIntError { kind: InvalidDigit }",
            "attempt to subtract with overflow",
            "can't sleep past the end of time",
        ] {
            assert_eq!(hide_values(message), message);
        }
    }

    #[test]
    fn quoted_texts_and_mixed_words_are_hidden() {
        for (message, hidden) in [
            (
                "start byte index 9 is out of bounds of `hunter`",
                "start byte index 9 is out of bounds of `…`",
            ),
            (
                "called `Result::unwrap()` on an `Err` value: Custom { error: \"no \\\"x\\\" here\" }",
                "called `Result::unwrap()` on an `Err` value: Custom { error: \"…\" }",
            ),
            ("the password is s3cr3t, not AKIA123", "the password is … not …"),
            ("a quote is never closed: \"hunter", "a quote is never closed: \"…"),
            ("no file /root/.aws/credentials", "no file …"),
            ("two\nlines\u{1b}[31m", "two …"),
        ] {
            assert_eq!(hide_values(message), hidden);
        }
    }

    #[test]
    fn sources_are_named_within_their_crate() {
        assert_eq!(
            shorten_source("/home/ada/.cargo/registry/src/index.crates.io-1949cf8c/tokio-1.54.1/src/lib.rs"),
            "tokio-1.54.1/src/lib.rs"
        );
        assert_eq!(
            shorten_source("/rustc/59807616e1/library/core/src/option.rs"),
            "library/core/src/option.rs"
        );
        assert_eq!(shorten_source("src/cli/mod.rs"), "src/cli/mod.rs");
    }

    proptest! {
        #[test]
        fn nothing_between_quotation_marks_is_shown(secret in "[a-z\"`\\\\ ]{4,20}", quote in "[\"`]") {
            let marked = format!("{quote}Zq{secret}qZ{quote}");
            let shown = hide_values(&format!("called `Option::unwrap()` on {marked} at 5"));
            prop_assert!(!shown.contains("Zq") && !shown.contains("qZ"), "{shown}");
        }
    }
}
