//! Secrets: kept apart from the answers, and shown to nobody.

use crate::locale::{Words, kept};

/// A secret of a deployment, generated where none is given.
pub struct Secret {
    /// Its key in answers files and among the secrets, e.g. `database.password`.
    pub key: &'static str,
    prompt: Words,
    help: Words,
    check: fn(&str) -> Result<(), String>,
}

impl Secret {
    /// A secret that the steps that list it ask for, without a check of its own. `prompt` is a few words, `help` one or two sentences.
    pub const fn asked(key: &'static str, prompt: Words, help: Words) -> Self {
        Self {
            key,
            prompt,
            help,
            check: |_| Ok(()),
        }
    }

    /// A secret that no step asks for.
    pub const fn generated(key: &'static str) -> Self {
        Self::asked(key, String::new, String::new)
    }

    /// The same with a check, which says what is wrong with it and never repeats it.
    pub const fn checked(self, check: fn(&str) -> Result<(), String>) -> Self {
        Self { check, ..self }
    }

    /// The prompt, a few words.
    pub fn prompt(&self) -> &'static str {
        kept((self.prompt)())
    }

    /// What it is for, one or two sentences.
    pub fn help(&self) -> &'static str {
        kept((self.help)())
    }

    /// Checks a secret that somebody gives.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it, without repeating it.
    pub fn validate(&self, text: &str) -> Result<(), String> {
        (self.check)(text)
    }

    /// Where an answers file holds it, in words: `password under [database]`.
    pub fn key_in_file(&self) -> String {
        match self.key.split_once('.') {
            Some((table, name)) => format!("{name} under [{table}]"),
            None => self.key.to_owned(),
        }
    }
}
