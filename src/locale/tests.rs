use std::ffi::OsString;

use super::*;

fn asked_for(line: &str, variables: &[(&str, &str)]) -> Language {
    let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
    language_asked_for(&words, &|name| {
        let known = variables.iter().find(|(known, _)| *known == name);
        known.map(|(_, value)| OsString::from(value))
    })
}

#[test]
fn the_option_comes_before_the_variable_and_that_before_the_locale() {
    let (english, french) = (Language::En, Language::Fr);
    for (line, variables, language) in [
        ("jalon walk", &[][..], english),
        ("jalon walk --lang fr", &[("JALON_LANG", "en")], french),
        ("jalon --lang=fr walk", &[], french),
        ("jalon walk", &[("JALON_LANG", "fr"), ("LC_ALL", "en_GB.UTF-8")], french),
        ("jalon walk", &[("LC_ALL", "fr_FR.UTF-8"), ("LANG", "en_US.UTF-8")], french),
        ("jalon walk", &[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")], english),
        (
            "jalon walk",
            &[("LC_ALL", ""), ("LC_MESSAGES", "fr_CA"), ("LANG", "C")],
            french,
        ),
        ("jalon walk", &[("LANG", "fr")], french),
        ("jalon walk", &[("LANG", "POSIX")], english),
        ("jalon walk", &[("LANG", "de_DE.UTF-8")], english),
        ("jalon ssh app-host -- ls --lang fr", &[], english),
        ("jalon walk --language fr", &[], english),
        ("jalon walk --lang", &[("LANG", "fr_FR")], french),
        ("jalon walk --lang de", &[("LANG", "fr_FR")], french),
        ("jalon walk --lang de", &[("JALON_LANG", "fr"), ("LANG", "en_US")], french),
        ("jalon walk", &[("JALON_LANG", "de"), ("LC_ALL", "fr_FR")], french),
    ] {
        assert_eq!(asked_for(line, variables), language, "{line} {variables:?}");
    }
}

#[test]
fn numbers_are_written_as_the_language_does() {
    assert_eq!((decimal(0.1135, 3), whole(0.045)), ("0.114".to_owned(), "0.045".to_owned()));
    assert_eq!(
        [grouped(16), grouped(4096), grouped(16_777_216)],
        ["16", "4,096", "16,777,216"]
    );
    assert_eq!(speaking(Language::Fr, || grouped(65536)), "65\u{202f}536");
    let french = speaking(Language::Fr, || (decimal(0.1135, 3), whole(0.045)));
    assert_eq!(french, ("0,114".to_owned(), "0,045".to_owned()));
}

#[test]
fn a_lesson_without_a_translation_is_english() {
    assert_eq!(speaking(Language::Fr, || lesson("no-such-step", "English")), "English");
}
