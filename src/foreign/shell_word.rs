//! Words as a shell takes them.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

/// A word as a shell takes it: quoted where it holds anything but letters, digits and what is harmless.
pub fn quoted(word: &str) -> String {
    let harmless = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
    if !word.is_empty() && word.chars().all(harmless) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// As [`quoted`], for a text of any bytes, as a path may be.
pub fn quoted_os(word: &OsStr) -> String {
    match word.to_str() {
        Some(text) if !text.contains(char::is_control) => quoted(text),
        _ => {
            let escaped = word.as_bytes().iter().map(|byte| match byte {
                b'\'' | b'\\' => format!("\\{}", char::from(*byte)),
                b' '..=b'~' => char::from(*byte).to_string(),
                // Three digits: what comes after them may be a digit itself.
                _ => format!("\\{byte:03o}"),
            });
            format!("$'{}'", escaped.collect::<String>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_any_bytes_is_quoted_for_a_shell() {
        for (word, quoted) in [
            (&b"my state"[..], "'my state'"),
            (b"caf\xc3\xa9", "'caf\u{e9}'"),
            (b"caf\xe9", "$'caf\\351'"),
            (b"a\n'b\\", "$'a\\012\\'b\\\\'"),
        ] {
            assert_eq!(quoted_os(OsStr::from_bytes(word)), quoted);
        }
    }
}
