//! `--lang`: the language of what is said.

use std::ffi::OsString;

use clap::builder::PossibleValuesParser;

use crate::locale::{self, Language};

/// The languages there are, as they are typed.
pub(super) fn names() -> Vec<String> {
    Language::iter().map(ToString::to_string).collect()
}

/// Takes one of them.
pub(super) fn parser() -> PossibleValuesParser {
    PossibleValuesParser::new(Language::iter().map(|language| &**language))
}

/// Speaks the language that this command line and the environment ask for.
pub(super) fn speak_as_asked(arguments: &[OsString]) {
    locale::speak(locale::language_asked_for(arguments, &|name| std::env::var_os(name)));
}

/// Speaks English from now on: programs read what follows.
pub(super) fn speak_to_programs() {
    locale::speak(Language::default());
}
