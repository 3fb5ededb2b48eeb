//! Single lines and whole texts. Where nobody listens any more, there is nothing left to say.

use std::io::Write;

use super::style::Stream;
use super::text::{width, wrap};

/// What failed.
pub fn error_line(text: &str) {
    err(&wrap(
        text,
        width(),
        &format!("{} ", Stream::Err.bad("error:").bold()),
        "       ",
    ));
}

/// What to do about it.
pub fn hint_line(text: &str) {
    err(&wrap(
        text,
        width(),
        &format!("{} ", Stream::Err.accent("next:").bold()),
        "      ",
    ));
}

/// Something worth knowing.
pub fn note_line(text: &str) {
    err(&wrap(text, width(), "", ""));
}

/// Data, as it is.
pub fn print_text(text: &str) {
    let _ = write!(std::io::stdout().lock(), "{text}");
    let _ = std::io::stdout().flush();
}

/// A line of data.
pub(super) fn out(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// A line for the person.
pub(super) fn err(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
