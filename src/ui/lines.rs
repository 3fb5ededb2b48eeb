//! Single lines and whole texts.

use std::io::{self, ErrorKind, Write};
use std::sync::{Mutex, OnceLock, PoisonError};

use clap::error::ErrorFormatter;

use super::closed_stdout::was_stdout_closed;
use super::style::Stream;
use super::text::{width, wrap};
use super::unread;
use crate::foreign::shown;
use crate::locale::say;

/// Why data could not be written, the first time.
static OUTPUT_FAILURE: OnceLock<String> = OnceLock::new();

/// Lines that a question follows: they are written once there is room for all of them.
static HELD: Mutex<Option<Vec<(Destination, String)>>> = Mutex::new(None);

/// Where a line goes.
#[derive(Clone, Copy)]
pub(super) enum Destination {
    /// It is data.
    Data,
    /// It is for the person.
    Person,
}

/// Holds all lines from now on, since a question follows them.
pub fn hold_lines() {
    *HELD.lock().unwrap_or_else(PoisonError::into_inner) = Some(Vec::new());
}

/// Holds no lines any more: those that were.
pub(super) fn release() -> Vec<(Destination, String)> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
}

/// Writes lines where they go.
pub(super) fn write(destination: Destination, text: &str) {
    match destination {
        Destination::Data => out(text),
        Destination::Person => err(text),
    }
}

/// Whether lines are held, with this one.
fn is_held(destination: Destination, text: &str) -> bool {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(held) = held.as_mut() {
        held.push((destination, text.to_owned()));
    }
    held.is_some()
}

/// What failed.
pub fn error_line(text: &str) {
    under(&Stream::Err.bad(say().heading_error()).bold().to_string(), text);
}

/// What to do about it.
pub fn hint_line(text: &str) {
    under(&Stream::Err.accent(say().heading_next()).bold().to_string(), text);
}

/// A text behind what it is, with further lines under its beginning.
fn under(heading: &str, text: &str) {
    let indent = " ".repeat(console::measure_text_width(heading) + 1);
    err(&wrap(text, width(), &format!("{heading} "), &indent));
}

/// Something worth knowing.
pub fn note_line(text: &str) {
    err(&wrap(text, width(), "", ""));
}

/// Why not all data so far could be written, if it could not.
pub fn output_failure() -> Option<&'static str> {
    OUTPUT_FAILURE.get().map(String::as_str)
}

/// Data. Whatever somebody else has a part in, a terminal acts on nothing in it.
pub fn print_text(text: &str) {
    if was_stdout_closed() {
        return note_written(Err(io::Error::other(say().output_closed())));
    }
    let mut stdout = std::io::stdout().lock();
    unread::note_data(text);
    let written = stdout.write_all(shown(text).as_bytes()).and_then(|()| stdout.flush());
    note_written(written);
}

/// What the command line's parser says: help that was asked for is data.
pub fn print_parsing(error: &clap::error::Error<impl ErrorFormatter>) {
    if error.use_stderr() {
        // Where even the message can't be written there is nobody to tell.
        let _ = error.print();
    } else if was_stdout_closed() {
        print_text("");
    } else {
        note_written(error.print().and_then(|()| io::stdout().flush()));
    }
}

/// Notes how writing data ended. A reader that has read enough is no failure; a full disk is.
fn note_written(written: io::Result<()>) {
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        let _ = OUTPUT_FAILURE.set(error.to_string());
    }
}

/// A line of data.
pub(super) fn out(line: &str) {
    if !is_held(Destination::Data, line) {
        print_text(&format!("{line}\n"));
    }
}

/// A line for the person.
pub(super) fn err(line: &str) {
    if is_held(Destination::Person, line) {
        return;
    }
    unread::note(line);
    let _ = writeln!(std::io::stderr().lock(), "{}", shown(line));
}
