//! Wildcards, as filters and policies spell them: `*` is any run of characters, `?` any one.

/// A text with wildcards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wildcard {
    pieces: Vec<Piece>,
    ignores_case: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    AnyRun,
    AnyOne,
    Exactly(char),
}

impl Wildcard {
    /// The pattern of a policy: every `*` and `?` is a wildcard, and upper and lower case are the same.
    pub fn of_policy(text: &str) -> Self {
        Self {
            pieces: text.to_lowercase().chars().map(Piece::of).collect(),
            ignores_case: true,
        }
    }

    /// The value of a condition: every `*` and `?` is a wildcard, and upper and lower case differ.
    pub fn of_condition(text: &str) -> Self {
        Self {
            pieces: text.chars().map(Piece::of).collect(),
            ignores_case: false,
        }
    }

    /// The value of a filter, in which a backslash makes a wildcard an ordinary character.
    /// Source: EC2 user guide, "List and filter your resources".
    pub fn of_filter(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text.chars().peekable();
        while let Some(character) = rest.next() {
            let escaped = (character == '\\')
                .then(|| rest.next_if(|next| r"*?\".contains(*next)))
                .flatten();
            pieces.push(escaped.map_or_else(|| Piece::of(character), Piece::Exactly));
        }
        Self {
            pieces,
            ignores_case: false,
        }
    }

    /// Whether it describes the whole of `text`.
    pub fn matches(&self, text: &str) -> bool {
        if self.ignores_case {
            return self.describes(&text.to_lowercase());
        }
        self.describes(text)
    }

    fn describes(&self, text: &str) -> bool {
        let pieces = &self.pieces;
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut read) = (0, 0);
        let mut last_run = None;
        while read < text.len() {
            match pieces.get(at) {
                Some(Piece::AnyRun) => {
                    last_run = Some((at, read));
                    at += 1;
                }
                Some(piece) if piece.takes(text[read]) => {
                    at += 1;
                    read += 1;
                }
                _ => {
                    // The last run takes one character more.
                    let Some((run, taken)) = last_run else {
                        return false;
                    };
                    last_run = Some((run, taken + 1));
                    at = run + 1;
                    read = taken + 1;
                }
            }
        }
        pieces[at..].iter().all(|piece| *piece == Piece::AnyRun)
    }
}

impl Piece {
    fn of(character: char) -> Self {
        match character {
            '*' => Self::AnyRun,
            '?' => Self::AnyOne,
            other => Self::Exactly(other),
        }
    }

    fn takes(self, character: char) -> bool {
        match self {
            Self::AnyRun | Self::AnyOne => true,
            Self::Exactly(wanted) => wanted == character,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_any_run_and_any_one() {
        for (pattern, text) in [
            ("", ""),
            ("*", ""),
            ("abc", "abc"),
            ("a?c", "abc"),
            ("a*c", "abbc"),
            ("*a*b*", "xxaxxbx"),
            ("vpc-*", "vpc-1"),
            ("*noble*amd64*", "ubuntu-noble-24.04-amd64-server"),
        ] {
            assert!(Wildcard::of_policy(pattern).matches(text), "{pattern} {text}");
            assert!(Wildcard::of_filter(pattern).matches(text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("", "a"),
            ("a?c", "ac"),
            ("a*c", "abcd"),
            ("*a*b", "ba"),
            ("*noble*arm64", "ubuntu-noble-24.04-amd64-server"),
        ] {
            assert!(!Wildcard::of_policy(pattern).matches(text), "{pattern} {text}");
            assert!(!Wildcard::of_filter(pattern).matches(text), "{pattern} {text}");
        }
    }

    #[test]
    fn case_counts_in_filters_and_not_in_policies() {
        assert!(Wildcard::of_policy("S3:Get*").matches("s3:GETOBJECT"));
        assert!(!Wildcard::of_filter("Vpc-*").matches("vpc-1"));
        assert!(!Wildcard::of_condition("Demo*").matches("demo-1") && Wildcard::of_condition("demo?*").matches("demo-1"));
    }

    #[test]
    fn a_backslash_takes_a_wildcard_literally_in_filters_only() {
        let escaped = Wildcard::of_filter(r"a\*c\\\?");
        assert!(escaped.matches(r"a*c\?"));
        assert!(!escaped.matches(r"abc\?"));
        assert!(Wildcard::of_filter(r"\a\").matches(r"\a\"));
        assert!(Wildcard::of_policy(r"a\*c").matches(r"a\bc"));
    }
}
