//! A line about what happened: whose it is, a mark, and what it is.

use crate::ui::accessible::is_accessible;
use crate::ui::board::NARROWEST;
use crate::ui::style::Stream;
use crate::ui::text::{fitted, wrap};

/// How lines say whose they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// In a column of so many places, so that what works at the same time can be told apart.
    Column(usize),
    /// Before the text: where there is no room for a column, or nothing else goes on.
    Inline,
}

impl Naming {
    /// What fits the terminal.
    pub(super) fn fitting(width: usize, name: usize, is_talk: bool) -> Self {
        match width >= NARROWEST && !is_talk && !is_accessible() {
            true => Self::Column(name),
            false => Self::Inline,
        }
    }
}

/// A line, in at most so many columns where it can be broken.
pub(super) fn line(owner: Option<&str>, mark: &str, text: &str, naming: Naming, width: usize) -> String {
    // Read aloud, a mark that is no word says nothing.
    let is_silent = is_accessible() && !console::strip_ansi_codes(mark).contains(char::is_alphabetic);
    let mark = if mark.is_empty() || is_silent {
        String::new()
    } else {
        format!("{mark} ")
    };
    let owned = |first: String, indent: usize| {
        let whole = format!("{first}{mark}{text}");
        match console::measure_text_width(&whole) <= width {
            true => whole,
            false => wrap(text, width, &format!("{first}{mark}"), &" ".repeat(indent)),
        }
    };
    match (naming, owner) {
        // A sentence that is nobody's.
        (Naming::Column(_), None) if mark.is_empty() => owned("  ".to_owned(), 2),
        (Naming::Column(name), owner) => {
            let owner = Stream::Err.dim(format!("{:<name$}", owner.unwrap_or_default()));
            owned(format!("{owner}  "), name + 4)
        }
        (Naming::Inline, Some(owner)) if is_accessible() => owned(format!("{owner}: "), 4),
        (Naming::Inline, Some(owner)) => fitted(&format!("  {mark}{owner}: {text}"), width),
        (Naming::Inline, None) => owned("  ".to_owned(), 4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_whose_it_is_and_goes_on_below_its_text() {
        console::set_colors_enabled_stderr(false);
        let of = |owner, naming| line(owner, "+", "one two three four", naming, 22);
        assert_eq!(of(Some("vpc"), Naming::Column(5)), "vpc    + one two three\n         four");
        assert_eq!(of(None, Naming::Column(5)), "       + one two three\n         four");
        assert_eq!(
            line(None, "", "one two three four", Naming::Column(5), 17),
            "  one two three\n  four"
        );
        assert_eq!(of(Some("vpc"), Naming::Inline), "  + vpc: one two three\n      four");
        assert_eq!(of(None, Naming::Inline), "  + one two three four");
    }
}
