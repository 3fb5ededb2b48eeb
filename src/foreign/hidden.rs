//! Secrets in foreign texts: every secret that this process has held is blotted out of what others say.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::clean::plain;
use super::notations::notations;

const BLOT: &str = "***";
/// A shorter text would be found in words that have nothing to do with it. RDS takes no password of fewer than eight.
const SHORTEST: usize = 6;
/// How many secrets are remembered: a run has a handful.
const REMEMBERED: usize = 64;

static HIDDEN: Mutex<VecDeque<Hidden>> = Mutex::new(VecDeque::new());

struct Hidden {
    secret: String,
    notations: Vec<String>,
}

/// Blots a secret out of every text that is quoted from now on.
pub fn hide(secret: &str) {
    if secret.len() < SHORTEST {
        return;
    }
    let mut hidden = HIDDEN.lock().unwrap_or_else(PoisonError::into_inner);
    if hidden.iter().any(|known| known.secret == secret) {
        return;
    }
    if hidden.len() == REMEMBERED {
        hidden.pop_front();
    }
    hidden.push_back(Hidden {
        secret: secret.to_owned(),
        notations: notations(secret),
    });
}

/// What somebody else says, as it may be shown and kept: [`plain`], and without the secrets of this process, in whatever notation.
pub fn quote(text: &str) -> String {
    let hidden = HIDDEN.lock().unwrap_or_else(PoisonError::into_inner);
    let blotted = |text: String| {
        let all = hidden.iter().flat_map(|known| &known.notations);
        all.fold(text, |text, notation| {
            if text.contains(notation.as_str()) {
                text.replace(notation.as_str(), BLOT)
            } else {
                text
            }
        })
    };
    // Cleaning may bring together what a control character parted.
    blotted(plain(&blotted(text.to_owned())).into_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_secret_is_blotted_out_however_it_is_noted() {
        let secret = r"p'a\s$s&<w>#1%";
        hide(secret);
        for said in [
            r"plainly p'a\s$s&<w>#1%!",
            r#"as JSON "p'a\\s$s&<w>#1%""#,
            r#"as JSON for HTML "p'a\\s$s\u0026\u003cw\u003e#1%""#,
            r"in a shell 'p'\''a\s$s&<w>#1%'",
            r"in .env DB_PASS='p\'a\s$s&<w>#1%'",
            r"in YAML 'p''a\s$s&<w>#1%'",
            "in a URL mysql://u:p%27a%5Cs%24s%26%3Cw%3E%231%25@h/d",
            "in a URL mysql://u:p%27a%5cs%24s%26%3cw%3e%231%25@h/d",
            r"in a page p&#39;a\s$s&amp;&lt;w&gt;#1%",
            r#".env in Go's quotes near "DB_PASS='p\\'a\\s$s&<w>#1%'""#,
            r"in compose p'a\s$$s&<w>#1%",
            "parted p'a\\s\u{1b}[0m$s&<w>#1%",
        ] {
            let quoted = quote(said);
            assert!(
                quoted.contains(BLOT) && !quoted.contains('#') && !quoted.contains("231"),
                "{said}: {quoted}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_password_of_rds_is_quoted(password in "[!#-.0-?A-~]{8,41}") {
            hide(&password);
            let debug = format!("{password:?}");
            let json = serde_json::to_string(&password).unwrap();
            for said in [&password, &debug, &json, &format!("{debug:?}"), &serde_json::to_string(&json).unwrap()] {
                let quoted = quote(&format!("before {said} after"));
                prop_assert!(!quoted.contains(said.trim_matches(['"', '\\'])), "{said}: {quoted}");
            }
        }
    }
}
