//! When to use colors.

use std::ffi::OsString;

use clap::{ColorChoice, ValueEnum};

/// When to use colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// The color that is asked for before the command line is understood: its own errors and its help go by it too.
    pub(super) fn before_parsing(arguments: &[OsString], variable: Option<OsString>) -> ColorChoice {
        let words = arguments.iter().take_while(|word| *word != "--");
        let mut typed = words
            .enumerate()
            .filter_map(|(at, word)| match word.to_str()?.strip_prefix("--color")? {
                "" => arguments.get(at + 1)?.to_str(),
                rest => rest.strip_prefix('='),
            });
        let variable = variable.as_ref().and_then(|value| value.to_str());
        match typed.next().or(variable) {
            Some("never") => ColorChoice::Never,
            Some("always") => ColorChoice::Always,
            _ => ColorChoice::Auto,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_color_is_known_before_the_command_line_is_understood() {
        for (line, variable, expected) in [
            ("jalon walk --nope", None, ColorChoice::Auto),
            ("jalon walk --nope --color never", None, ColorChoice::Never),
            ("jalon --color=always walk", Some("never"), ColorChoice::Always),
            ("jalon walk", Some("never"), ColorChoice::Never),
            ("jalon walk --color", None, ColorChoice::Auto),
            ("jalon walk --colors never", None, ColorChoice::Auto),
            ("jalon ssh app-host -- ls --color never", None, ColorChoice::Auto),
        ] {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(
                Color::before_parsing(&words, variable.map(OsString::from)),
                expected,
                "{line}"
            );
        }
    }
}
