//! Colors and marks that read well on light and dark terminals alike: the terminal's own sixteen, never black or white.

use console::{Style, StyledObject, style};

/// Switches colors on or off; `None` follows the terminal and `NO_COLOR`.
pub fn set_colors(wanted: Option<bool>) {
    // console follows CLICOLOR by itself; NO_COLOR (no-color.org) counts when it is set to anything but nothing.
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let colors = wanted.or(unwanted.then_some(false));
    if let Some(colors) = colors {
        console::set_colors_enabled(colors);
        console::set_colors_enabled_stderr(colors);
    }
}

/// Where a text goes; colors are a matter of the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Out,
    Err,
}

impl Stream {
    pub(super) fn of<D>(self, text: D) -> StyledObject<D> {
        match self {
            Self::Out => style(text).for_stdout(),
            Self::Err => style(text).for_stderr(),
        }
    }

    pub(super) fn bold<D>(self, text: D) -> StyledObject<D> {
        self.of(text).bold()
    }

    pub(super) fn dim<D>(self, text: D) -> StyledObject<D> {
        self.of(text).dim()
    }

    pub(super) fn good<D>(self, text: D) -> StyledObject<D> {
        self.of(text).green()
    }

    pub(super) fn change<D>(self, text: D) -> StyledObject<D> {
        self.of(text).yellow()
    }

    pub(super) fn bad<D>(self, text: D) -> StyledObject<D> {
        self.of(text).red()
    }

    pub(super) fn accent<D>(self, text: D) -> StyledObject<D> {
        self.of(text).cyan()
    }
}

/// The style of code in a lesson.
pub(super) fn code_style() -> Style {
    Style::new().cyan()
}
