//! Which language is spoken: that of `--lang`, of JALON_LANG, or of the system's locale.

use std::ffi::{OsStr, OsString};

use super::Language;

/// Where a system keeps its language, the strongest first.
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language of a name: `fr`, `fr_FR.UTF-8` and `FR-CA` are French, `C` and `POSIX` English.
pub fn language_of(name: &str) -> Option<Language> {
    let tongue = name.split(['_', '-', '.', '@']).next().unwrap_or_default();
    match tongue {
        "C" | "POSIX" => Some(Language::default()),
        tongue => Language::iter()
            .find(|language| language.eq_ignore_ascii_case(tongue))
            .copied(),
    }
}

/// The language that is asked for, as far as it is known before the command line is understood. A locale that nobody understands is English
/// here; an option or a variable of jalon's own that names no language is refused later, in the language of what comes after it.
pub fn language_asked_for(arguments: &[OsString], read: &dyn Fn(&str) -> Option<OsString>) -> Language {
    let typed = typed(arguments).map(str::to_owned);
    let text = |name: &str| {
        read(name)
            .and_then(|value| value.into_string().ok())
            .filter(|value| !value.is_empty())
    };
    let own = [typed, text("JALON_LANG")].into_iter().flatten();
    let of_system = || LOCALE.iter().find_map(|name| text(name));
    own.filter_map(|name| language_of(&name))
        .next()
        .or_else(|| language_of(&of_system()?))
        .unwrap_or_default()
}

/// What stands behind `--lang`, in a command line that nobody has read yet.
fn typed(arguments: &[OsString]) -> Option<&str> {
    let end = arguments.iter().position(|word| word == "--").unwrap_or(arguments.len());
    arguments[..end]
        .iter()
        .enumerate()
        .find_map(|(at, word)| match word.to_str()?.strip_prefix("--lang")? {
            "" => arguments.get(at + 1).map(OsString::as_os_str).and_then(OsStr::to_str),
            rest => rest.strip_prefix('='),
        })
}
