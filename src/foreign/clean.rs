//! Texts without what a terminal acts on.

use std::borrow::Cow;

/// The colors and weights that this program shows (`ui/style.rs`), as they stand between `ESC [` and `m`.
const OWN_STYLES: [&str; 9] = ["0", "1", "2", "31", "32", "33", "34", "35", "36"];

/// A text without control characters, escape sequences and characters that turn the direction of others; line breaks and tabs stay. Colors
/// are left out, anything else is escaped, so that it is seen.
pub fn plain(text: &str) -> Cow<'_, str> {
    clean(text, false)
}

/// As [`plain`], with the colors of this program's own.
pub fn shown(text: &str) -> Cow<'_, str> {
    clean(text, true)
}

fn clean(text: &str, keeps_styles: bool) -> Cow<'_, str> {
    if !text.chars().any(is_active) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        rest = match character {
            '\u{1b}' | '\u{9b}' => match control_sequence(rest) {
                Some((sequence, after)) => {
                    if keeps_styles && is_own_style(sequence) {
                        cleaned.push_str(sequence);
                    } else if !sequence.ends_with('m') {
                        cleaned.push_str("\\e");
                    }
                    after
                }
                None => {
                    cleaned.push_str("\\e");
                    after
                }
            },
            '\r' => {
                // What a program writes over is shown line by line.
                if !after.starts_with('\n') && !after.is_empty() {
                    cleaned.push('\n');
                }
                after
            }
            _ if is_active(character) => {
                cleaned.extend(character.escape_unicode());
                after
            }
            _ => {
                cleaned.push(character);
                after
            }
        };
    }
    Cow::Owned(cleaned)
}

/// A sequence `ESC [ … LETTER` (ECMA-48, "control sequence") at the beginning of a text, and what comes after it.
fn control_sequence(text: &str) -> Option<(&str, &str)> {
    let parameters = text.strip_prefix("\u{1b}[").or_else(|| text.strip_prefix('\u{9b}'))?;
    let end = parameters.find(|c: char| !matches!(c, ' '..='?'))?;
    let last = parameters[end..].chars().next().filter(|c| matches!(c, '@'..='~'))?;
    Some(text.split_at(text.len() - parameters.len() + end + last.len_utf8()))
}

fn is_own_style(sequence: &str) -> bool {
    let parameters = sequence.strip_prefix("\u{1b}[").and_then(|rest| rest.strip_suffix('m'));
    parameters.is_some_and(|parameters| parameters.is_empty() || parameters.split(';').all(|one| OWN_STYLES.contains(&one)))
}

/// Whether a terminal, or a reader of lines, acts on a character: the controls C0 and C1, line and paragraph separators, what turns the
/// direction of text, and invisible tags.
fn is_active(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => character.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_that_a_terminal_acts_on_is_left() {
        for (text, cleaned) in [
            (
                "plain, with äöü, 中文 and 👩‍💻\n\tas it is",
                "plain, with äöü, 中文 and 👩‍💻\n\tas it is",
            ),
            ("a \u{1b}[1;31mred\u{1b}[0m word", "a red word"),
            ("\u{1b}]0;title\u{7}", "\\e]0;title\\u{7}"),
            ("\u{1b}[2J\u{1b}[H", "\\e\\e"),
            ("\u{9b}31mC1\u{85}", "C1\\u{85}"),
            ("10 %\r20 %\r\nend\r", "10 %\n20 %\nend"),
            ("user\u{202e}txt.exe", "user\\u{202e}txt.exe"),
            ("\u{1b}", "\\e"),
            ("\u{1b}[", "\\e["),
            ("\u{1b}[12\nx", "\\e[12\nx"),
            ("\0\u{7f}", "\\u{0}\\u{7f}"),
        ] {
            assert_eq!(plain(text), cleaned);
        }
    }

    #[test]
    fn only_the_programs_own_colors_are_shown() {
        let own = console::style("x").red().bold().force_styling(true).to_string();
        assert_eq!(shown(&own), own);
        assert_eq!(shown("\u{1b}[8mhidden\u{1b}[5;44mblinking\u{1b}[m"), "hiddenblinking\u{1b}[m");
        assert_eq!(shown("\u{1b}[38;5;1mx"), "x");
    }

    proptest! {
        #[test]
        fn no_text_is_left_active(text in "(\\PC|[\u{0}-\u{20}\u{7f}-\u{9f}\u{202a}-\u{202e}\\[;0-9mKJ]){0,40}") {
            let cleaned = plain(&text);
            prop_assert!(!cleaned.chars().any(is_active), "{cleaned:?}");
            prop_assert_eq!(plain(&cleaned), cleaned.clone(), "cleaned twice is cleaned once");
            let shown = shown(&text);
            let left = shown.replace("\u{1b}[", "");
            prop_assert!(!left.chars().any(is_active), "{shown:?}");
        }
    }
}
