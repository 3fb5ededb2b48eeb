//! Lessons in other languages than English.

use super::spoken;

// Each with the name of its step's files, and its language.
include!(concat!(env!("OUT_DIR"), "/lessons.rs"));

/// The lesson of a step, by the name of its files: `steps/NAME.LANGUAGE.md`, and the English one where there is none.
pub fn lesson(name: &str, english: &'static str) -> &'static str {
    let language = spoken();
    let mut all = TRANSLATED.iter();
    let found = all.find(|(step, of, _)| *step == name && **of == *language);
    found.map_or(english, |(_, _, text)| text)
}
