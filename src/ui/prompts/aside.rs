//! What can be said at a prompt of the talk besides an answer: `?` explains, and `back` goes to the one before.

use crate::locale::say;
use crate::ui::accessible::mark;
use crate::ui::style::Stream;
use crate::ui::text::{width, wrap};

/// What a person said at a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Said<T> {
    /// This.
    This(T),
    /// Back to the prompt before.
    Back,
}

/// What can be said at a prompt besides an answer to it.
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct Aside {
    /// What stands above the prompt while it is open.
    pub(in crate::ui) help: String,
    /// What `?` shows.
    pub(in crate::ui) explanation: String,
    /// Whether there is a prompt before it to go back to; `None` where going back makes no sense.
    pub(in crate::ui) has_previous: Option<bool>,
}

/// What was typed, where it is no answer: in any of the languages, since none of these words is one.
pub(in crate::ui) enum Word {
    Explain,
    Back,
}

pub(in crate::ui) fn word(typed: &str) -> Option<Word> {
    match typed.trim().to_ascii_lowercase().as_str() {
        "?" | "help" | "aide" => Some(Word::Explain),
        "back" | "retour" => Some(Word::Back),
        _ => None,
    }
}

impl Aside {
    /// The lines above the prompt, with a note of what was said last.
    pub(super) fn above(&self, notes: &[String]) -> Vec<String> {
        let dim = |line: &str| Stream::Err.dim(line).to_string();
        let help = wrap(&self.help, width(), "", "");
        let lines = help.lines().filter(|_| !self.help.is_empty()).map(dim);
        let gap = (!self.help.is_empty()).then(String::new);
        gap.into_iter().chain(lines).chain(notes.iter().cloned()).collect()
    }

    /// What follows from a word that is no answer: a note to show, or to go back.
    pub(super) fn follow(&self, word: &Word) -> Result<Vec<String>, ()> {
        match word {
            Word::Explain => Ok(self
                .explanation
                .lines()
                .map(|line| Stream::Err.dim(line).to_string())
                .collect()),
            Word::Back if self.has_previous == Some(true) => Err(()),
            Word::Back => Ok(vec![Stream::Err.dim(say().question_no_previous()).to_string()]),
        }
    }
}

/// The mark before a question, and before one that is answered.
pub(super) fn asked_mark() -> String {
    Stream::Err.change("?").to_string()
}

/// A prompt that is answered, as it stays on the screen.
pub(in crate::ui) fn answered(prompt: &str, answer: &str) -> String {
    let (s, say) = (Stream::Err, say());
    format!(
        "{} {} {} {}",
        s.good(mark("✔", &say.prompt_mark_done())),
        s.bold(prompt),
        s.dim(mark("·", &say.prompt_mark_is())),
        s.good(answer)
    )
}
