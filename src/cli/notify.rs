//! When to draw attention to a terminal that nobody looks at.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::locale::say;

/// The longest wait that can be asked for, in seconds: a day.
pub(super) const LONGEST: u32 = 86_400;
const NEVER: &str = "never";

/// When to draw attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notify {
    /// Where the person has waited for so many seconds.
    After(u32),
    /// Never.
    Never,
}

impl Notify {
    /// How long the person has to have waited.
    pub(super) fn after(self) -> Option<Duration> {
        match self {
            Self::After(seconds) => Some(Duration::from_secs(seconds.into())),
            Self::Never => None,
        }
    }

    /// What can be given, as it is said.
    pub(super) fn forms() -> Vec<String> {
        vec![NEVER.to_owned(), say().parsing_seconds(LONGEST.to_string())]
    }
}

impl FromStr for Notify {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == NEVER {
            return Ok(Self::Never);
        }
        let seconds = text.parse().ok().filter(|seconds| *seconds <= LONGEST);
        seconds
            .map(Self::After)
            .ok_or_else(|| say().parsing_or(NEVER, say().parsing_seconds(LONGEST.to_string())))
    }
}

impl fmt::Display for Notify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::After(seconds) => write!(f, "{seconds}"),
            Self::Never => f.write_str(NEVER),
        }
    }
}
