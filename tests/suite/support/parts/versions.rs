//! Versions as programs write them, and which of them will do.

use std::fmt;

#[derive(Clone, Copy, Debug)]
pub enum Versions {
    /// This one alone.
    Only(&'static str),
    /// From the first on, and before the second.
    Within(&'static str, &'static str),
}

impl Versions {
    pub fn admit(self, version: &str) -> bool {
        match self {
            Self::Only(wanted) => version == wanted,
            Self::Within(from, before) => (numbers(from)..numbers(before)).contains(&numbers(version)),
        }
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Only(wanted) => f.write_str(wanted),
            Self::Within(from, before) => write!(f, ">={from},<{before}"),
        }
    }
}

/// A number too large for any version counts as the largest.
fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|number| number.parse().unwrap_or(u32::MAX)).collect()
}

/// The numbers, with dots in between, right after the first occurrence of `marker` that numbers follow.
pub fn version_after(marker: &str, text: &str) -> Option<String> {
    text.match_indices(marker).find_map(|(at, _)| {
        let rest = text[at + marker.len()..].trim_start_matches('v');
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let version = rest[..end].trim_end_matches('.');
        version.starts_with(|c: char| c.is_ascii_digit()).then(|| version.to_owned())
    })
}
