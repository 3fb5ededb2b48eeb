//! Lessons, in pages, before anything is asked.

use super::lesson::pages;
use super::prompts::Menu;
use super::style::Stream;
use super::unread;
use crate::locale::say;

/// The empty line below a page.
const ROWS_BELOW: usize = 1;

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

/// A lesson in the pages of a screen, with the prompt below each.
pub(super) fn pages_of(lesson: &str, turns: &[(String, Turn)]) -> Vec<String> {
    let below = prompt_below(1, 1, turns).rows() + ROWS_BELOW;
    let rows = unread::screen_rows().saturating_sub(below).max(1);
    pages(lesson, Stream::Err, rows, rows.saturating_sub(unread::rows()))
}

/// The prompt below a page, of which nothing stays.
pub(super) fn prompt_below(page: usize, of: usize, turns: &[(String, Turn)]) -> Menu {
    Menu {
        is_fleeting: true,
        ..Menu::of_choices(say().page_of(page.to_string(), of.to_string()), turns)
    }
}
