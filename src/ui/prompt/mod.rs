//! The prompts of the talk: a line to type, a choice to make. At each, `?` explains and `back` goes to the one before.

mod frame;
mod line;
mod menu;

pub(super) use line::{LinePrompt, Refusal};
pub(super) use menu::Menu;

use super::style::Stream;
use super::text::{width, wrap};

/// What a person said at a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said<T> {
    /// This.
    This(T),
    /// Back to the prompt before.
    Back,
}

/// What can be said at a prompt besides an answer to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Aside {
    /// What stands above the prompt while it is open.
    pub(super) help: String,
    /// What `?` shows.
    pub(super) explanation: String,
    /// Whether there is a prompt before it to go back to; `None` where going back makes no sense.
    pub(super) has_previous: Option<bool>,
}

/// What was typed, where it is no answer.
enum Word {
    Explain,
    Back,
}

fn word(typed: &str) -> Option<Word> {
    match typed.trim().to_ascii_lowercase().as_str() {
        "?" | "help" => Some(Word::Explain),
        "back" => Some(Word::Back),
        _ => None,
    }
}

impl Aside {
    /// The lines above the prompt, with a note of what was said last.
    fn above(&self, notes: &[String]) -> Vec<String> {
        let dim = |line: &str| Stream::Err.dim(line).to_string();
        let help = wrap(&self.help, width(), "", "");
        let lines = help.lines().filter(|_| !self.help.is_empty()).map(dim);
        let gap = (!self.help.is_empty()).then(String::new);
        gap.into_iter().chain(lines).chain(notes.iter().cloned()).collect()
    }

    /// What follows from a word that is no answer: a note to show, or to go back.
    fn follow(&self, word: &Word) -> Result<Vec<String>, ()> {
        match word {
            Word::Explain => Ok(self
                .explanation
                .lines()
                .map(|line| Stream::Err.dim(line).to_string())
                .collect()),
            Word::Back if self.has_previous == Some(true) => Err(()),
            Word::Back => Ok(vec![
                Stream::Err.dim("There is no question before this one here.").to_string(),
            ]),
        }
    }
}

/// The mark before a question, and before one that is answered.
fn asked_mark() -> String {
    Stream::Err.change("?").to_string()
}

/// A prompt that is answered, as it stays on the screen.
pub(super) fn answered(prompt: &str, answer: &str) -> String {
    let s = Stream::Err;
    format!("{} {} {} {}", s.good("✔"), s.bold(prompt), s.dim("·"), s.good(answer))
}
