//! Nothing scrolls away unread: what doesn't fit the screen with the next question below it waits until the person has read what stands there.

use std::sync::PoisonError;

use super::TerminalInterviewer;
use crate::locale::say;
use crate::ui::prompts::{Menu, Said};
use crate::ui::unread::{self, rows_of, screen_rows};

/// The rows of a prompt between two pages.
pub(in crate::ui) const ROWS_OF_PROMPT: usize = 1;

impl TerminalInterviewer {
    /// Shows a text with room for so many rows of a prompt below it.
    pub(in crate::ui) async fn show(&self, text: &str, rows_below: usize) {
        self.show_by(text, rows_below, &|part| self.screen.line(part.to_owned()))
            .await;
    }

    /// As [`Self::show`], written by somebody else.
    pub(in crate::ui) async fn show_by(&self, text: &str, rows_below: usize, write: &(dyn Fn(&str) + Send + Sync)) {
        let mut rest = text;
        while !has_room(rows_of(rest) + rows_below) {
            // What fits the screen by itself isn't torn apart.
            let is_torn = unread::rows() == 0 || rows_of(rest) + rows_below > screen_rows();
            let room = screen_rows().saturating_sub(unread::rows() + ROWS_OF_PROMPT);
            let (part, others) = if is_torn { split(rest, room) } else { ("", rest) };
            if !part.is_empty() {
                write(part);
            }
            if others.is_empty() || !self.read_on().await {
                return;
            }
            rest = others;
        }
        write(rest);
    }

    /// Makes room for so many rows of a prompt below what stands there.
    pub(in crate::ui) async fn make_room(&self, rows: usize) {
        if !has_room(rows) {
            self.read_on().await;
        }
    }

    /// Keeps what a step is about until it is asked about.
    pub(super) fn keep_summary(&self, summary: Option<String>) {
        *self.summary.lock().unwrap_or_else(PoisonError::into_inner) = summary;
    }

    fn take_summary(&self) -> Option<String> {
        self.summary.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Shows what the step is about, where that wasn't shown yet.
    pub(super) async fn show_summary(&self) {
        if let Some(summary) = self.take_summary() {
            self.show(&summary, ROWS_OF_PROMPT).await;
        }
    }

    /// Shows a text below what the step is about. That is left out where both don't fit the screen and the text alone does: whoever wants to
    /// read it asks for the lesson.
    pub(super) async fn show_with_summary(&self, text: &str, rows_below: usize) {
        let summary = self.take_summary().unwrap_or_default();
        let rows = rows_of(text) + rows_below;
        let has_summary = !summary.is_empty() && (has_room(rows_of(&summary) + rows) || !has_room(rows));
        match has_summary {
            true => self.show(&format!("{summary}\n{text}"), rows_below).await,
            false => self.show(text, rows_below).await,
        }
    }

    /// Waits until the person has read what stands there, where that is anything: whether they go on.
    async fn read_on(&self) -> bool {
        if unread::rows() == 0 {
            return true;
        }
        let say = say();
        let menu = Menu {
            is_fleeting: true,
            ..Menu::of(say.try_read(), vec![say.page_on(), say.choice_quit()])
        };
        let goes_on = matches!(self.prompt(move |_| Ok(menu.choose()?)).await, Some(Said::This(0)));
        if !goes_on {
            unread::break_off();
        }
        goes_on
    }
}

/// Whether so many rows fit the screen below what stands there.
pub(super) fn has_room(rows: usize) -> bool {
    unread::rows().saturating_add(rows) <= screen_rows()
}

/// The lines at the beginning of a text that fit so many rows, and the others; at least one line where nothing is unread.
fn split(text: &str, rows: usize) -> (&str, &str) {
    let mut taken = 0;
    for (at, _) in text.match_indices('\n').chain([(text.len(), "")]) {
        let fits = text.get(..at).is_some_and(|part| rows_of(part) <= rows);
        if !fits && (taken > 0 || unread::rows() > 0) {
            break;
        }
        taken = at;
        if !fits {
            break;
        }
    }
    let (part, others) = text.split_at(taken);
    (part, others.strip_prefix('\n').unwrap_or(others))
}
