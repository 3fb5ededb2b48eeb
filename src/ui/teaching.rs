//! Lessons, in pages, before anything is asked.

use super::accessible::is_accessible;
use super::lesson::pages;
use super::prompts::Menu;
use super::style::Stream;
use crate::locale::say;

/// How many rows a terminal has that doesn't say so.
const USUAL_ROWS: usize = 24;
/// The rows of the prompt below a page, and of the empty line before it.
const ROWS_OF_PROMPT: usize = 2;
/// The least rows of a first page, however much stands above it.
const LEAST_ROWS: usize = 6;

/// What a person says below a page.
#[derive(Clone, Copy)]
pub(super) enum Turn {
    On,
    Skip,
    NoMore,
    Quit,
}

/// Below a lesson that comes by itself.
pub(super) fn unasked() -> Vec<(String, Turn)> {
    let say = say();
    vec![
        (say.page_on(), Turn::On),
        (say.page_skip(), Turn::Skip),
        (say.page_no_more(), Turn::NoMore),
        (say.choice_quit(), Turn::Quit),
    ]
}

/// Below a lesson that was asked for.
pub(super) fn asked_for() -> Vec<(String, Turn)> {
    let say = say();
    vec![
        (say.page_on(), Turn::On),
        (say.page_enough(), Turn::Skip),
        (say.choice_quit(), Turn::Quit),
    ]
}

/// A lesson in the pages of a screen, of whose first one so many rows are taken.
pub(super) fn pages_of(lesson: &str, rows_above: usize) -> Vec<String> {
    let rows = page_rows();
    pages(lesson, Stream::Err, rows, rows.saturating_sub(rows_above).max(LEAST_ROWS))
}

/// The prompt below a page, of which nothing stays.
pub(super) fn prompt_below(page: usize, of: usize, turns: &[(String, Turn)]) -> Menu {
    let items = turns.iter().map(|(text, _)| text.clone()).collect();
    Menu {
        is_fleeting: true,
        ..Menu::of(say().page_of(page.to_string(), of.to_string()), items)
    }
}

/// Whether texts are on the screen at once, below each other, with the prompt below them.
pub(super) fn fits(texts: &[&str]) -> bool {
    let rows: usize = texts.iter().map(|text| text.lines().count()).sum();
    rows <= page_rows()
}

/// How many rows a page has; read aloud, there are no screens to fill.
fn page_rows() -> usize {
    if is_accessible() {
        return usize::MAX;
    }
    let rows = console::Term::stderr()
        .size_checked()
        .map_or(USUAL_ROWS, |(rows, _)| usize::from(rows));
    rows.saturating_sub(ROWS_OF_PROMPT).max(LEAST_ROWS)
}
