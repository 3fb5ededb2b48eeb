//! The questions a person can be asked: those of the talk, which explain themselves and go back, and dialoguer's prompts. All draw and redraw;
//! line by line where everything is.
//!
//! The latter are built as dialoguer's are. No prompt library has one that never moves the cursor, so those are made here.

mod aside;
mod by_line;
mod frame;
mod line;
mod menu;

pub(super) use aside::{Aside, Said, Word, answered, word};
pub(super) use line::{LinePrompt, Refusal};
pub(super) use menu::Menu;

use dialoguer::Result;
use dialoguer::theme::Theme;

use super::accessible::is_accessible;

/// A question answered by yes or no.
pub(super) struct Confirm<'a> {
    theme: &'a dyn Theme,
    prompt: String,
    default: bool,
}

impl<'a> Confirm<'a> {
    pub(super) fn with_theme(theme: &'a dyn Theme) -> Self {
        let (prompt, default) = (String::new(), false);
        Self { theme, prompt, default }
    }

    pub(super) fn with_prompt(self, prompt: impl Into<String>) -> Self {
        let prompt = prompt.into();
        Self { prompt, ..self }
    }

    /// What Enter alone means.
    pub(super) fn default(self, default: bool) -> Self {
        Self { default, ..self }
    }

    pub(super) fn interact(self) -> Result<bool> {
        if is_accessible() {
            return Ok(by_line::confirm(&self.prompt, self.default)?);
        }
        let confirm = dialoguer::Confirm::with_theme(self.theme).with_prompt(self.prompt);
        confirm.default(self.default).interact()
    }
}

/// A choice among a few.
pub(super) struct Select<'a> {
    theme: &'a dyn Theme,
    prompt: String,
    items: Vec<String>,
    default: usize,
}

impl<'a> Select<'a> {
    pub(super) fn with_theme(theme: &'a dyn Theme) -> Self {
        Self {
            theme,
            prompt: String::new(),
            items: Vec::new(),
            default: 0,
        }
    }

    pub(super) fn with_prompt(self, prompt: impl Into<String>) -> Self {
        let prompt = prompt.into();
        Self { prompt, ..self }
    }

    pub(super) fn items<T: ToString>(self, items: impl IntoIterator<Item = T>) -> Self {
        let items = items.into_iter().map(|item| item.to_string()).collect();
        Self { items, ..self }
    }

    /// What Enter alone means, from 0.
    pub(super) fn default(self, default: usize) -> Self {
        Self { default, ..self }
    }

    pub(super) fn interact(self) -> Result<usize> {
        if is_accessible() {
            return Ok(by_line::select(&self.prompt, &self.items, self.default)?);
        }
        let select = dialoguer::Select::with_theme(self.theme).with_prompt(self.prompt);
        select.items(&self.items).default(self.default).interact()
    }
}

type Check<'a> = Box<dyn Fn(&String) -> std::result::Result<(), String> + 'a>;

/// A line of text, which may be empty.
pub(super) struct Input<'a> {
    theme: &'a dyn Theme,
    prompt: String,
}

impl<'a> Input<'a> {
    pub(super) fn with_theme(theme: &'a dyn Theme) -> Self {
        let prompt = String::new();
        Self { theme, prompt }
    }

    pub(super) fn with_prompt(self, prompt: impl Into<String>) -> Self {
        let prompt = prompt.into();
        Self { prompt, ..self }
    }

    pub(super) fn interact_text(self) -> Result<String> {
        if is_accessible() {
            return Ok(by_line::read_line(&format!("{}:", self.prompt))?);
        }
        let input = dialoguer::Input::<String>::with_theme(self.theme).with_prompt(self.prompt);
        input.allow_empty(true).interact_text()
    }
}

/// A secret, which isn't shown while it is typed.
pub(super) struct Password<'a> {
    theme: &'a dyn Theme,
    prompt: String,
    may_be_empty: bool,
    is_reported: bool,
    check: Check<'a>,
}

impl<'a> Password<'a> {
    pub(super) fn with_theme(theme: &'a dyn Theme) -> Self {
        Self {
            theme,
            prompt: String::new(),
            may_be_empty: false,
            is_reported: true,
            check: Box::new(|_| Ok(())),
        }
    }

    pub(super) fn with_prompt(self, prompt: impl Into<String>) -> Self {
        let prompt = prompt.into();
        Self { prompt, ..self }
    }

    pub(super) fn allow_empty_password(self, may_be_empty: bool) -> Self {
        Self { may_be_empty, ..self }
    }

    /// Whether the question stays on the screen once it is answered.
    pub(super) fn report(self, is_reported: bool) -> Self {
        Self { is_reported, ..self }
    }

    /// Asks again until this takes the answer.
    pub(super) fn validate_with(self, check: impl Fn(&String) -> std::result::Result<(), String> + 'a) -> Self {
        let check = Box::new(check);
        Self { check, ..self }
    }

    pub(super) fn interact(self) -> Result<String> {
        if is_accessible() {
            return Ok(by_line::password(&self.prompt, self.may_be_empty, &self.check)?);
        }
        let password = dialoguer::Password::with_theme(self.theme).with_prompt(self.prompt);
        let password = password.allow_empty_password(self.may_be_empty).report(self.is_reported);
        password.validate_with(self.check).interact()
    }
}
