//! The catalogues of `assets/locales`: every language has every message, with the same values, and its own typography; and how a language is
//! chosen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;

use crate::support::Jalon;
use crate::support::modules::Modules;

const NARROW: char = '\u{202f}';

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The languages there are.
fn languages() -> Vec<String> {
    let folders = fs::read_dir(root().join("assets/locales")).unwrap();
    let mut names: Vec<String> = folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The texts of a language's files, by their names.
pub(crate) fn files(language: &str) -> BTreeMap<String, String> {
    let entries = fs::read_dir(root().join("assets/locales").join(language)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let named = paths.map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap())
    });
    named.collect()
}

/// What a message says, and the values it takes.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) texts: Vec<String>,
    pub(crate) values: BTreeSet<String>,
}

impl Said {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.texts.push((*value).to_owned()),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        let (Expression::Inline(inline) | Expression::Select { selector: inline, .. }) = expression;
        if let InlineExpression::VariableReference { id } = inline {
            self.values.insert(id.name.to_owned());
        }
        if let InlineExpression::Placeable { expression } = inline {
            self.expression(expression);
        }
        if let Expression::Select { variants, .. } = expression {
            variants.iter().for_each(|variant| self.read(&variant.value));
        }
    }
}

/// The messages of one file, attributes among them, as `message.attribute`.
pub(crate) fn messages(text: &str) -> BTreeMap<String, Said> {
    let resource = parse(text).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut found = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let attributes = message.attributes.iter();
        let attributes = attributes.map(|attribute| (format!("{}.{}", message.id.name, attribute.id.name), &attribute.value));
        let value = message.value.iter().map(|value| (message.id.name.to_owned(), value));
        for (name, pattern) in value.chain(attributes) {
            let mut said = Said::default();
            said.read(pattern);
            found.insert(name, said);
        }
    }
    found
}

#[test]
fn every_language_has_every_message_with_the_same_values() {
    let mut wrong = Vec::new();
    for language in languages() {
        let (english, other) = (files("en"), files(&language));
        assert_eq!(
            english.keys().collect::<Vec<_>>(),
            other.keys().collect::<Vec<_>>(),
            "{language}"
        );
        for (file, text) in english {
            let (english, other) = (messages(&text), messages(&other[&file]));
            for name in english.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
                let values = |of: &BTreeMap<String, Said>| of.get(name).map(|said| said.values.clone());
                // Dates have a month's number or its name.
                if !["day", "month"].contains(&name.as_str()) && values(&english) != values(&other) {
                    wrong.push(format!(
                        "{language}/{file}: {name}: {:?}, English: {:?}",
                        values(&other),
                        values(&english)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "messages that are missing or take other values: {wrong:#?}");
}

#[test]
fn every_message_is_said_somewhere() {
    let mut code = String::new();
    for folder in ["src", "steps"] {
        for (_, text) in Modules::sources(&root().join(folder)) {
            code.push_str(&text);
        }
    }
    let all = files("en")
        .into_values()
        .flat_map(|text| messages(&text).into_keys().collect::<Vec<_>>());
    let name = |message: &String| message.replace(['-', '.'], "_");
    let unsaid: Vec<String> = all
        .filter(|message| {
            !["language-name"].contains(&message.as_str())
                && !message.starts_with("command-")
                && !message.starts_with("option-")
                && !message.starts_with("word-")
                && !message.starts_with("means-")
                && !code.contains(&format!("{}(", name(message)))
        })
        .filter(|message| !code.contains(&format!("Catalogue::{}", name(message))))
        .collect();
    assert!(unsaid.is_empty(), "messages that nothing says: {unsaid:?}");
}

#[test]
fn french_has_narrow_spaces_where_french_has_them() {
    let mut wrong = Vec::new();
    for (file, text) in files("fr") {
        for (name, said) in messages(&text) {
            let text = said.texts.join("\u{fffc}");
            for (at, character) in text.char_indices() {
                let before = text[..at].chars().next_back();
                let after = text[at + character.len_utf8()..].chars().next();
                let ends_a_word = after.is_none_or(|after| after.is_whitespace() || after == '\u{fffc}');
                let is_right = match character {
                    ';' | ':' | '?' | '!' => !ends_a_word || before == Some(NARROW),
                    '«' => after == Some(NARROW),
                    '»' => before == Some(NARROW),
                    _ => true,
                };
                if !is_right {
                    wrong.push(format!("fr/{file}: {name}: {character} in {text:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "French without its narrow spaces: {wrong:#?}");
}

/// `jalon`, where the environment asks for languages.
fn in_language(variables: &[(&str, &str)]) -> Jalon {
    variables
        .iter()
        .fold(Jalon::new(), |jalon, (name, value)| jalon.with(name, value))
}

#[test]
fn the_language_is_that_of_the_option_the_variable_or_the_locale() {
    let title = |variables: &[(&str, &str)], arguments: &[&str]| {
        let run = in_language(variables).run(&[&["steps"], arguments].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        if run.stdout.contains("Le réseau") { "fr" } else { "en" }
    };
    for (variables, arguments, language) in [
        (&[][..], &[][..], "en"),
        (&[], &["--lang", "fr"], "fr"),
        (&[("JALON_LANG", "en")], &["--lang", "fr"], "fr"),
        (&[("JALON_LANG", "fr"), ("LANG", "en_US.UTF-8")], &[], "fr"),
        (&[("LC_ALL", "fr_FR.UTF-8"), ("LANG", "C")], &[], "fr"),
        (&[("LC_MESSAGES", "fr_FR.UTF-8"), ("LANG", "C")], &[], "fr"),
        (&[("LANG", "fr_FR.UTF-8")], &[], "fr"),
        (&[("LANG", "POSIX")], &[], "en"),
        (&[("LANG", "ja_JP.UTF-8")], &[], "en"),
    ] {
        assert_eq!(title(variables, arguments), language, "{variables:?} {arguments:?}");
    }
}

#[test]
fn a_language_that_is_not_there_is_refused_with_those_that_are() {
    let typed = Jalon::new().run(&["steps", "--lang", "tlh"]);
    assert_eq!(typed.code, Some(2));
    assert!(typed.stderr.contains("[possible values: en, fr]"), "{}", typed.stderr);
    let given = in_language(&[("JALON_LANG", "tlh")]).run(&["steps"]);
    assert_eq!(given.code, Some(2));
    assert!(given.stderr.contains("JALON_LANG can't be \"tlh\""), "{}", given.stderr);
    assert!(given.stderr.contains("en") && given.stderr.contains("fr"), "{}", given.stderr);
}

#[test]
fn what_programs_read_is_the_same_in_every_language() {
    let steps = ["steps", "--output", "json"];
    let english = Jalon::new().run(&steps).stdout;
    assert_eq!(in_language(&[("LANG", "fr_FR.UTF-8")]).run(&steps).stdout, english);
}

/// Words that English sentences have, and neither French nor names and commands do.
const ENGLISH_WORDS: [&str; 9] = ["the", "is", "are", "which", "with", "was", "not", "it", "its"];

#[test]
fn a_french_speaker_meets_no_english_where_french_is_spoken() {
    let jalon = in_language(&[("LANG", "fr_FR.UTF-8")]);
    for line in [
        "--help",
        "walk --help",
        "reach --help",
        "steps",
        "plan --sandbox",
        "preflight --sandbox",
        "list",
        "run nope --sandbox",
        "ssh nope",
        "reach nope internet --sandbox",
        "plan --sandbox --set vpc.cidr=10.0.0.1/16",
        "plan --sandbox --set app-host.instance-type=t3",
        "plan --sandbox --set nope=1",
        "plan --sandbox --answers nope.toml",
        "plan --sandbox --deployment A_B",
        "walk --sandbox",
        "destroy --sandbox --yes",
        "verify --sandbox",
        "status --sandbox",
        "sandbox reset",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let run = jalon.run(&words);
        let said = format!("{}{}", run.stdout, run.stderr);
        assert!(!said.trim().is_empty(), "{line}");
        let words = said.split_whitespace().filter(|word| !word.starts_with("--"));
        let mut words = words.map(|word| word.trim_matches(|letter: char| !letter.is_alphabetic()));
        let met = words.find(|word| ENGLISH_WORDS.contains(word));
        assert!(met.is_none(), "{line}: {met:?} in\n{said}");
    }
}

#[test]
fn errors_are_said_in_french() {
    let jalon = in_language(&[("LANG", "fr")]);
    let of = |arguments: &[&str]| jalon.run(arguments).stderr;
    let unknown = of(&["run", "nope", "--sandbox"]);
    assert!(unknown.starts_with("erreur\u{202f}: il n'y a pas d'étape nope"), "{unknown}");
    let refused = of(&["plan", "--endpoint-url", "http://127.0.0.1:9", "--region", "us-east-1"]);
    assert!(refused.contains("impossible de demander"), "{refused}");
}
