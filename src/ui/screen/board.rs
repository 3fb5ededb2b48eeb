//! The board on the screen: drawn below the lines while nothing is asked, and left there as lines when the work is over.

use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use super::Screen;
use crate::foreign::shown;
use crate::ui::bars::board_style;
use crate::ui::board::{Board, LOWEST, NARROWEST, Row};
use crate::ui::lines::err;
use crate::ui::tally::Deed;
use crate::ui::terminal_state::TerminalState;
use crate::ui::text::{terminal_rows, width};

/// How often the board is drawn.
const TICK: Duration = Duration::from_millis(125);
/// How many rows of the terminal stay for lines above the board.
const ROWS_ABOVE: usize = 4;

impl Screen {
    pub(super) fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins with the rows of a board, which is drawn once one of them is at work.
    pub(in crate::ui) fn prepare_board(&self, rows: impl Iterator<Item = Row>) {
        self.board().prepare(rows);
        self.state().is_board_over = false;
    }

    /// Notes on the board what the owner of a row did, and draws it unless a person is talked with.
    pub(in crate::ui) fn note_on_board(&self, owner: Option<&str>, key: Option<&str>, deed: &Deed<'_>) {
        self.board().note(owner, key, deed, Instant::now());
        if !self.is_gathering() {
            self.draw_board();
        }
    }

    /// Whether the board is drawn.
    pub(in crate::ui) fn has_board(&self) -> bool {
        self.state().board.is_some()
    }

    /// How many columns the name of a row takes.
    pub(in crate::ui) fn name_width(&self) -> usize {
        self.board().name_width()
    }

    /// Draws the board in place of single bars, where there is room.
    pub(super) fn draw_board(&self) {
        let is_high = terminal_rows().is_some_and(|rows| rows >= LOWEST);
        let has_room = width() >= NARROWEST && is_high && !self.board().is_empty();
        let mut state = self.state();
        if state.board.is_some() || state.is_board_over || !has_room || !self.has_bars() {
            return;
        }
        let (waits, left) = (std::mem::take(&mut state.waits), state.left.take());
        for bar in waits.into_values().chain(left) {
            self.take_away(Some(bar));
        }
        TerminalState::hide_control_keys();
        self.board().begin(Instant::now());
        let board = Arc::clone(&self.board);
        let lines = move || {
            let height = terminal_rows().unwrap_or(LOWEST);
            let board = board.lock().unwrap_or_else(PoisonError::into_inner);
            let lines = board.lines(width(), height.saturating_sub(ROWS_ABOVE), Instant::now());
            shown(&lines.join("\n")).into_owned()
        };
        let bar = self.bars.add(ProgressBar::new(1));
        bar.set_style(board_style(lines));
        bar.enable_steady_tick(TICK);
        state.board = Some(bar);
    }

    /// Takes the board away, and leaves how it was in the end.
    pub(super) fn end_board(&self) {
        let bar = {
            let mut state = self.state();
            state.is_board_over = true;
            state.board.take()
        };
        if bar.is_some() {
            TerminalState::restore_modes();
            self.take_away(bar);
            for line in self.board().last_lines(width(), Instant::now()) {
                err(&line);
            }
        }
    }
}
