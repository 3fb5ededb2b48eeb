//! Single lines and whole texts.

use std::io::{ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use super::style::Stream;
use super::text::{width, wrap};

static OUTPUT_FAILED: AtomicBool = AtomicBool::new(false);

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

/// Whether all data so far could be written.
pub fn is_output_complete() -> bool {
    !OUTPUT_FAILED.load(Ordering::Relaxed)
}

/// Data, as it is.
pub fn print_text(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    // A reader that has read enough is no failure; a full disk is.
    if written.is_err_and(|error| error.kind() != ErrorKind::BrokenPipe) {
        OUTPUT_FAILED.store(true, Ordering::Relaxed);
    }
}

/// A line of data.
pub(super) fn out(line: &str) {
    print_text(&format!("{line}\n"));
}

/// A line for the person.
pub(super) fn err(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
