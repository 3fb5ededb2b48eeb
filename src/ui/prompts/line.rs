//! A line to type.

use std::io;

use console::{Key, measure_text_width};

use super::aside::{Aside, Said, answered, asked_mark, word};
use super::by_line;
use super::frame::Frame;
use crate::foreign::shown;
use crate::locale::say;
use crate::ui::accessible::{is_accessible, mark};
use crate::ui::style::Stream;
use crate::ui::text::{width, wrap};
use crate::ui::unread::rows_of;

/// Why what was typed is refused, and what may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) struct Refusal {
    /// What is wrong with it, as a part of a sentence.
    pub(in crate::ui) problem: String,
    /// The nearest answer that is allowed.
    pub(in crate::ui) instead: Option<String>,
}

/// A prompt for a line.
pub(in crate::ui) struct LinePrompt {
    /// A few words.
    pub(in crate::ui) prompt: String,
    /// What Enter takes; an empty one is not shown.
    pub(in crate::ui) default: Option<String>,
    /// What can be said besides.
    pub(in crate::ui) aside: Aside,
}

/// What is typed until now, and where the cursor is in it.
#[derive(Default)]
struct Typed {
    characters: Vec<char>,
    at: usize,
}

impl Typed {
    fn text(&self) -> String {
        self.characters.iter().collect()
    }

    /// How many columns are before the cursor.
    fn width_before(&self) -> usize {
        let before: String = self.characters.iter().take(self.at).collect();
        measure_text_width(&before)
    }

    fn press(&mut self, key: &Key) {
        match key {
            Key::Char(character) if !character.is_control() => {
                self.characters.insert(self.at, *character);
                self.at += 1;
            }
            // Control-U, as in a shell.
            Key::Char('\x15') => *self = Self::default(),
            Key::Backspace if self.at > 0 => {
                self.at -= 1;
                self.characters.remove(self.at);
            }
            Key::Del if self.at < self.characters.len() => drop(self.characters.remove(self.at)),
            Key::ArrowLeft => self.at = self.at.saturating_sub(1),
            Key::ArrowRight => self.at = (self.at + 1).min(self.characters.len()),
            Key::Home => self.at = 0,
            Key::End => self.at = self.characters.len(),
            _ => {}
        }
    }
}

impl LinePrompt {
    /// How many rows it takes once it is drawn, with what is typed in the last.
    pub(in crate::ui) fn rows(&self) -> usize {
        let default = self.default.as_deref().unwrap_or_default();
        self.aside.above(&[]).len() + rows_of(&format!("? {} ({default}) › ", self.prompt))
    }

    /// Asks until something is typed that `check` takes. What was refused meanwhile leaves nothing on the screen.
    ///
    /// # Errors
    ///
    /// When the terminal can't be read, or the person breaks off.
    pub(in crate::ui) fn ask<T>(mut self, check: impl Fn(&str) -> Result<T, Refusal>) -> io::Result<Said<T>> {
        let mut frame = Frame::new();
        let mut notes = Vec::new();
        let mut is_new = true;
        loop {
            let typed = match is_accessible() {
                true => self.read_by_line(&notes, std::mem::take(&mut is_new))?,
                false => self.read(&mut frame, &notes)?,
            };
            if let Some(word) = word(&typed) {
                match self.aside.follow(&word) {
                    Ok(shown) => notes = shown,
                    Err(()) => {
                        frame.clear()?;
                        return Ok(Said::Back);
                    }
                }
                continue;
            }
            let answer = match self.default.as_ref().filter(|_| typed.trim().is_empty()) {
                Some(default) => default.clone(),
                None => typed.trim().to_owned(),
            };
            match check(&answer) {
                Ok(value) => {
                    frame.end(&answered(&self.prompt, &shown(&answer)))?;
                    return Ok(Said::This(value));
                }
                Err(refusal) => {
                    notes = refused(&refusal);
                    self.default = refusal.instead.or(self.default);
                }
            }
        }
    }

    /// Reads a line that the terminal itself shows.
    fn read_by_line(&self, notes: &[String], is_new: bool) -> io::Result<String> {
        by_line::show(match is_new {
            true => self.aside.above(&[]),
            false => notes.to_vec(),
        });
        let default = self.default.as_ref().filter(|default| !default.is_empty());
        let default = default.map(|default| format!(" ({default})")).unwrap_or_default();
        by_line::read_line(&format!("{}{default}:", self.prompt))
    }

    /// Reads a line.
    fn read(&self, frame: &mut Frame, notes: &[String]) -> io::Result<String> {
        let s = Stream::Err;
        let default = self.default.as_ref().filter(|default| !default.is_empty());
        let default = default.map(|default| format!(" {}", s.dim(format!("({})", shown(default)))));
        let prompt = format!(
            "{} {}{} {} ",
            asked_mark(),
            s.bold(&self.prompt),
            default.unwrap_or_default(),
            s.dim("›")
        );
        let mut typed = Typed::default();
        loop {
            let mut lines = self.aside.above(notes);
            lines.push(format!("{prompt}{}", typed.text()));
            frame.draw(&lines, Some(measure_text_width(&prompt) + typed.width_before()))?;
            match frame.read_key()? {
                Key::Enter => return Ok(typed.text()),
                key => typed.press(&key),
            }
        }
    }
}

/// Why something is refused, above the prompt.
fn refused(refusal: &Refusal) -> Vec<String> {
    let problem = &refusal.problem;
    let text = match &refusal.instead {
        // It asks already what was meant.
        Some(instead) if problem.ends_with('?') => say().answer_refused_asks(problem.as_str(), instead.as_str()),
        Some(instead) => say().answer_refused_meant(problem.as_str(), instead.as_str()),
        None => format!("{problem}."),
    };
    let lines = wrap(&shown(&text), width(), mark("✘ ", ""), mark("  ", ""));
    lines.lines().map(|line| Stream::Err.bad(line).to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_asked_once() {
        console::set_colors_enabled_stderr(false);
        let said = |problem: &str, instead: Option<&str>| {
            let (problem, instead) = (problem.to_owned(), instead.map(str::to_owned));
            refused(&Refusal { problem, instead }).join(" ")
        };
        assert_eq!(
            said("10.0.0.1/16 is none: did you mean 10.0.0.0/16?", Some("10.0.0.0/16")),
            "✘ 10.0.0.1/16 is none: did you mean 10.0.0.0/16? Enter takes 10.0.0.0/16."
        );
        assert_eq!(
            said("it is none", Some("10")),
            "✘ it is none. Did you mean 10? Enter takes it."
        );
        assert_eq!(said("it is none", None), "✘ it is none.");
    }

    #[test]
    fn keys_edit_the_line_where_the_cursor_is() {
        let mut typed = Typed::default();
        for character in "10.0.0/16".chars() {
            typed.press(&Key::Char(character));
        }
        for _ in 0..3 {
            typed.press(&Key::ArrowLeft);
        }
        typed.press(&Key::Char('.'));
        typed.press(&Key::Char('0'));
        assert_eq!((typed.text().as_str(), typed.width_before()), ("10.0.0.0/16", 8));
        typed.press(&Key::Del);
        typed.press(&Key::Backspace);
        typed.press(&Key::Home);
        typed.press(&Key::Backspace);
        assert_eq!(typed.text(), "10.0.0.16");
        typed.press(&Key::Char('\x15'));
        assert_eq!(typed.text(), "");
    }
}
