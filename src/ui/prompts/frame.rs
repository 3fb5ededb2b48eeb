//! Lines that are drawn again in their place while a prompt is open, and leave nothing behind. Line by line, nothing of it is drawn.

use std::io;

use console::{Term, measure_text_width};

use crate::ui::accessible::is_accessible;

/// The lines of a prompt.
pub(super) struct Frame {
    term: Term,
    /// How many rows of it are above the cursor.
    above: usize,
}

impl Frame {
    /// Nothing is drawn yet.
    pub(super) fn new() -> Self {
        Self {
            term: Term::stderr(),
            above: 0,
        }
    }

    /// The next key.
    ///
    /// # Errors
    ///
    /// When it can't be read, or the person breaks off.
    pub(super) fn read_key(&self) -> io::Result<console::Key> {
        self.term.read_key()
    }

    /// Draws these lines in place of those before, with the cursor at a column of the last one, where it is to be shown.
    ///
    /// # Errors
    ///
    /// When the terminal can't be written to.
    pub(super) fn draw(&mut self, lines: &[String], cursor: Option<usize>) -> io::Result<()> {
        let columns = usize::from(self.term.size().1).max(1);
        self.clear()?;
        // The blank behind the last line makes a row for the cursor where that line fills its row.
        self.term.write_str(&format!("{} ", lines.join("\n")))?;
        let widths: Vec<usize> = lines.iter().map(|line| measure_text_width(line)).collect();
        let Some((last, others)) = widths.split_last() else {
            return Ok(());
        };
        let before: usize = others.iter().map(|width| width.div_ceil(columns).max(1)).sum();
        let column = cursor.unwrap_or(*last);
        self.term.move_cursor_up(last / columns - column / columns)?;
        self.term.write_str("\r")?;
        self.term.move_cursor_right(column % columns)?;
        self.above = before + column / columns;
        match cursor {
            Some(_) => self.term.show_cursor()?,
            None => self.term.hide_cursor()?,
        }
        self.term.flush()
    }

    /// Takes them away.
    ///
    /// # Errors
    ///
    /// When the terminal can't be written to.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        if is_accessible() {
            return Ok(());
        }
        self.term.move_cursor_up(self.above)?;
        self.term.write_str("\r")?;
        self.term.clear_to_end_of_screen()?;
        self.above = 0;
        Ok(())
    }

    /// Takes them away and leaves nothing in their place.
    ///
    /// # Errors
    ///
    /// When the terminal can't be written to.
    pub(super) fn leave(&mut self) -> io::Result<()> {
        self.clear()?;
        self.term.show_cursor()
    }

    /// Takes them away and leaves one line in their place.
    ///
    /// # Errors
    ///
    /// When the terminal can't be written to.
    pub(super) fn end(&mut self, line: &str) -> io::Result<()> {
        if is_accessible() {
            return Ok(());
        }
        self.clear()?;
        self.term.show_cursor()?;
        self.term.write_line(line)
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        // Whatever ended the prompt, the next line of the terminal has a cursor.
        if !is_accessible() {
            let _ = self.term.show_cursor();
        }
    }
}
