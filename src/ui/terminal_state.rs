//! The terminal as it was found: a run that is ended at a prompt leaves it as it was.

use std::sync::OnceLock;

use super::accessible::is_accessible;
use super::attention;
use rustix::process::getpgrp;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr};

static SAVED: OnceLock<Option<Termios>> = OnceLock::new();

/// The terminal's modes when the program began.
pub struct TerminalState;

impl TerminalState {
    /// Notes the modes of the terminal on stdin, if there is one.
    pub fn save() -> Self {
        SAVED.get_or_init(|| tcgetattr(std::io::stdin()).ok());
        Self
    }

    /// Puts them back.
    pub fn restore(self) {
        Self::restore_saved();
    }

    /// Has the terminal write no `^C` where Ctrl-C is typed: it would push down what is drawn. Undone with all else.
    pub(super) fn hide_control_keys() {
        if let Ok(mut modes) = tcgetattr(std::io::stdin()) {
            modes.local_modes.remove(LocalModes::ECHOCTL);
            set(&modes);
        }
    }

    /// Puts back whatever was noted, from anywhere, shows the cursor, and takes progress out of the tab.
    pub fn restore_saved() {
        Self::restore_modes();
        attention::clear();
        if is_accessible() {
            // Nothing has hidden the cursor.
            return;
        }
        if let Some(Some(_)) = SAVED.get() {
            let _ = console::Term::stderr().show_cursor();
        }
    }

    /// Puts back the modes alone. No lock is taken and nothing is written.
    pub fn restore_modes() {
        if let Some(Some(modes)) = SAVED.get() {
            set(modes);
        }
    }
}

/// Sets the modes of the terminal on stdin. One that belongs to another process now is let be: it would stop whoever touches it (SIGTTOU).
fn set(modes: &Termios) {
    let stdin = std::io::stdin();
    if tcgetpgrp(&stdin).is_ok_and(|group| group == getpgrp()) {
        // A terminal that is gone needs no modes.
        let _ = tcsetattr(&stdin, OptionalActions::Now, modes);
    }
}
