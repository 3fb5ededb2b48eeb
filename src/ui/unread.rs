//! What was written since the person answered last: above a question stands no more of it than the screen holds.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::accessible::is_accessible;

/// How many rows a terminal has that doesn't say so.
const USUAL_SIZE: (u16, u16) = (24, 80);

static ROWS: AtomicUsize = AtomicUsize::new(0);
static IS_BROKEN_OFF: AtomicBool = AtomicBool::new(false);

/// Notes that a text was written, with the end of its last line.
pub(super) fn note(text: &str) {
    ROWS.fetch_add(rows_of(text), Ordering::Relaxed);
}

/// The same for data, which stands on the screen where it goes to no file or program.
pub(super) fn note_data(text: &str) {
    if std::io::stdout().is_terminal() {
        note(text.strip_suffix('\n').unwrap_or(text));
    }
}

/// The person answered, and so has read all there is.
pub(super) fn end() {
    ROWS.store(0, Ordering::Relaxed);
}

/// How many rows nobody has read yet.
pub(super) fn rows() -> usize {
    ROWS.load(Ordering::Relaxed)
}

/// The person broke off where nothing was asked but whether to go on: the question that follows is not asked.
pub(super) fn break_off() {
    IS_BROKEN_OFF.store(true, Ordering::Relaxed);
}

/// Whether the person broke off so.
pub(super) fn is_broken_off() -> bool {
    IS_BROKEN_OFF.load(Ordering::Relaxed)
}

/// How many rows a text takes, those included into which the terminal breaks its lines.
pub(super) fn rows_of(text: &str) -> usize {
    let columns = usize::from(size().1).max(1);
    let rows = text
        .split('\n')
        .map(|line| console::measure_text_width(line).div_ceil(columns));
    rows.map(|rows| rows.max(1)).sum()
}

/// How many rows the screen has; read aloud, there are no screens to fill.
pub(super) fn screen_rows() -> usize {
    match is_accessible() {
        true => usize::MAX,
        false => usize::from(size().0),
    }
}

fn size() -> (u16, u16) {
    console::Term::stderr().size_checked().unwrap_or(USUAL_SIZE)
}
