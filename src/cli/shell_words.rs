//! Words as a shell takes them, for commands that a person copies.

use std::ffi::OsString;

use crate::foreign::quoted_os;

/// A command line, its arguments quoted where a shell needs it.
pub(super) fn typed(arguments: impl Iterator<Item = OsString>) -> String {
    arguments.map(|argument| quoted_os(&argument)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_repeated_as_it_was_typed() {
        let arguments = [
            "sandbox",
            "serve",
            "--fault",
            "slow@5%",
            "--state-dir",
            "my dir",
            "--region",
            "it's",
        ];
        assert_eq!(
            typed(arguments.into_iter().map(OsString::from)),
            "sandbox serve --fault slow@5% --state-dir 'my dir' --region 'it'\\''s'"
        );
    }
}
