//! Whether everything is shown line by line, for a screen reader or a braille display: nothing is redrawn, nothing turns, and questions are
//! answered by a line that is typed.

use std::sync::atomic::{AtomicBool, Ordering};

static IS_ACCESSIBLE: AtomicBool = AtomicBool::new(false);

/// From now on everything is shown line by line.
pub fn set_accessible() {
    IS_ACCESSIBLE.store(true, Ordering::Relaxed);
}

/// A mark at the beginning of a line; where it is read aloud, the word it stands for.
pub(super) fn mark<'a>(mark: &'a str, word: &'a str) -> &'a str {
    if is_accessible() { word } else { mark }
}

/// Whether everything is shown line by line.
pub(super) fn is_accessible() -> bool {
    IS_ACCESSIBLE.load(Ordering::Relaxed)
}
