//! The language in which things are said: how it is chosen, and its catalogue.
//!
//! The messages stand in `assets/locales/LANGUAGE/*.ftl`. The build makes a function of each, so that the compiler refuses a message that a
//! language lacks, and a value that is not given.

mod catalogue;
mod choice;
mod kept;
mod lesson;
mod numbers;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use catalogue::L10n as Language;
pub(crate) use catalogue::L10nLanguage as Catalogue;
pub use choice::{language_asked_for, language_of};
pub use kept::kept;
pub use lesson::lesson;
pub(crate) use numbers::{decimal, grouped, whole};

/// A text in the language that is spoken: what a step or a question is called.
pub type Words = fn() -> String;

/// The most languages there can be.
const MOST: usize = 16;

static SPOKEN: AtomicUsize = AtomicUsize::new(usize::MAX);
static CATALOGUES: [OnceLock<Catalogue>; MOST] = [const { OnceLock::new() }; MOST];

/// Speaks this language from now on.
pub fn speak(language: Language) {
    SPOKEN.store(place(language), Ordering::Relaxed);
}

/// The language that is spoken: English until another is chosen.
pub fn spoken() -> Language {
    #[cfg(test)]
    if let Some(language) = in_test::LANGUAGE.get() {
        return language;
    }
    let chosen = Language::iter().nth(SPOKEN.load(Ordering::Relaxed));
    chosen.copied().unwrap_or_default()
}

/// The messages of the language that is spoken.
pub(crate) fn say() -> &'static Catalogue {
    let language = spoken();
    CATALOGUES[place(language)].get_or_init(|| load(language))
}

/// The messages of each language.
pub(crate) fn in_every_language() -> impl Iterator<Item = &'static Catalogue> {
    Language::iter().map(|language| CATALOGUES[place(*language)].get_or_init(|| load(*language)))
}

fn load(language: Language) -> Catalogue {
    #[cfg(debug_assertions)]
    if let Some(catalogue) = given(language) {
        return catalogue;
    }
    language.load()
}

/// The catalogue that a test speaks instead of a translation, from the file that `JALON_TEST_CATALOGUE` names. Release builds have no such
/// thing.
#[cfg(debug_assertions)]
fn given(language: Language) -> Option<Catalogue> {
    if language == Language::default() {
        return None;
    }
    let text = std::fs::read(std::env::var_os("JALON_TEST_CATALOGUE")?).ok()?;
    Catalogue::new_external(language, &text).ok()
}

fn place(language: Language) -> usize {
    Language::iter().position(|other| *other == language).unwrap_or_default()
}

#[cfg(test)]
pub(crate) use in_test::speaking;

/// A language for one test, since others run beside it.
#[cfg(test)]
mod in_test {
    use std::cell::Cell;

    use super::Language;

    thread_local! {
        pub(super) static LANGUAGE: Cell<Option<Language>> = const { Cell::new(None) };
    }

    /// What comes of `act` where this language is spoken.
    pub(crate) fn speaking<T>(language: Language, act: impl FnOnce() -> T) -> T {
        let before = LANGUAGE.replace(Some(language));
        let result = act();
        LANGUAGE.set(before);
        result
    }
}

#[cfg(test)]
mod tests;
