//! Words that `jalon explain` knows, and how they are found in what a person types or copies from `jalon reach`.

mod matching;
mod words;

use crate::locale::{Catalogue, in_every_language, say};
use matching::{stem, tokens, without_words};
use words::WORDS;

/// A word of what is built and of networks.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Its key, e.g. `route-table`.
    pub key: &'static str,
    /// The id of the step whose lesson has more of it.
    pub step: Option<&'static str>,
    /// A line of `jalon reach` with it.
    reach: Option<fn() -> String>,
    /// Whether it says why a packet goes on or stops, rather than where: it is what a line with it is about.
    names_a_reason: bool,
}

impl Word {
    const fn new(key: &'static str) -> Self {
        Self {
            key,
            step: None,
            reach: None,
            names_a_reason: false,
        }
    }

    const fn of(self, step: &'static str) -> Self {
        Self {
            step: Some(step),
            ..self
        }
    }

    const fn showing(self, reach: fn() -> String) -> Self {
        Self {
            reach: Some(reach),
            ..self
        }
    }

    const fn naming_a_reason(self) -> Self {
        Self {
            names_a_reason: true,
            ..self
        }
    }

    /// What it is called in the language that is spoken.
    pub fn name(&self) -> String {
        self.names(say()).into_iter().next().unwrap_or_default()
    }

    /// What it means, in a few sentences.
    pub fn meaning(&self) -> String {
        say().find(&format!("means-{}", self.key)).unwrap_or_default()
    }

    /// A line of `jalon reach` with it, where there is one.
    pub fn in_reach(&self) -> Option<String> {
        self.reach.map(|reach| reach())
    }

    /// What it is called in a language, its usual name first.
    fn names(&self, catalogue: &Catalogue) -> Vec<String> {
        let names = catalogue.find(&format!("word-{}", self.key)).unwrap_or_default();
        names.split('|').map(|name| name.trim().to_owned()).collect()
    }

    /// Everything that leads to it, in any language.
    fn all_names(&self) -> impl Iterator<Item = Vec<String>> {
        let called = in_every_language().flat_map(|catalogue| self.names(catalogue));
        let all = called.chain([self.key.to_owned()]);
        all.map(|name| tokens(&name).iter().map(|token| stem(token)).collect())
    }
}

/// All words.
pub fn all_words() -> &'static [Word] {
    WORDS
}

/// The word that a text means: its name in any language, a question with it, or a line of `jalon reach` that is about it.
pub fn word_in(text: &str) -> Option<&'static Word> {
    let typed = tokens(text);
    let asked = without_words(&typed, &tokens_of(&say().explain_question_words()));
    let stems = |words: &[String]| -> Vec<String> { words.iter().map(|word| stem(word)).collect() };
    let (typed, asked) = (stems(&typed), stems(&asked));
    let is_one = |word: &&Word| word.all_names().any(|name| name == typed || name == asked);
    WORDS.iter().find(is_one).or_else(|| word_within(&typed))
}

/// What a question about a word names, without what asks: `rout table` of `what is a rout table?`.
pub fn named_in(text: &str) -> String {
    let typed = text.trim();
    match tokens(typed).len() {
        0 | 1 => typed.to_owned(),
        _ => without_words(&tokens(typed), &tokens_of(&say().explain_question_words())).join(" "),
    }
}

/// The names of all words in the language that is spoken, and their keys.
pub fn names_and_keys() -> Vec<String> {
    WORDS
        .iter()
        .flat_map(|word| word.names(say()).into_iter().chain([word.key.to_owned()]))
        .collect()
}

fn tokens_of(alternatives: &str) -> Vec<Vec<String>> {
    alternatives.split('|').map(tokens).collect()
}

/// How many words a line of `jalon reach` has at least. In fewer, a word beside one that is unknown would hide a slip.
const LEAST_OF_A_LINE: usize = 3;

/// A word's name within a text of several.
struct Found {
    word: &'static Word,
    at: usize,
    length: usize,
}

impl Found {
    fn is_within(&self, other: &Self) -> bool {
        self.length < other.length && other.at <= self.at && self.at + self.length <= other.at + other.length
    }
}

/// The word that a line is about: what names a reason, else what comes first.
fn word_within(asked: &[String]) -> Option<&'static Word> {
    if asked.len() < LEAST_OF_A_LINE {
        return None;
    }
    let mut found = Vec::new();
    for word in WORDS {
        for name in word.all_names().filter(|name| !name.is_empty()) {
            let places = asked.windows(name.len()).enumerate().filter(|(_, window)| *window == name);
            found.extend(places.map(|(at, _)| Found {
                word,
                at,
                length: name.len(),
            }));
        }
    }
    let is_whole = |one: &&Found| !found.iter().any(|other| one.is_within(other));
    let first = found
        .iter()
        .filter(is_whole)
        .min_by_key(|one| (!one.word.names_a_reason, one.at, usize::MAX - one.length));
    first.map(|found| found.word)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::locale::{Language, speaking};

    #[test]
    fn every_word_has_a_name_of_its_own_and_a_meaning_in_every_language() {
        assert!(WORDS.len() >= 40, "{}", WORDS.len());
        for language in Language::iter() {
            speaking(*language, || {
                let mut names = BTreeSet::new();
                for word in WORDS {
                    let (name, meaning) = (word.name(), word.meaning());
                    assert!(!name.is_empty(), "{}", word.key);
                    assert!(names.insert(name.clone()), "{name} is there twice");
                    let sentences = meaning.matches(['.', '?']).count();
                    assert!(sentences >= 1 && meaning.len() > 80, "{}: {meaning}", word.key);
                    for asked in word.names(say()).iter().chain([&word.key.to_owned(), &name.to_uppercase()]) {
                        assert_eq!(word_in(asked).map(|found| found.key), Some(word.key), "{asked}");
                    }
                }
            });
        }
    }

    #[test]
    fn a_word_is_found_in_a_question_in_any_language_and_in_the_plural() {
        for (asked, key) in [
            ("what is a route table?", "route-table"),
            ("What's a NAT gateway", "nat"),
            ("what are security groups?", "security-group"),
            ("what does stateful mean?", "stateful"),
            ("table de routage", "route-table"),
            ("groupes de sécurité", "security-group"),
            ("0.0.0.0/0", "default-route"),
            ("ProxyJump", "bastion"),
        ] {
            assert_eq!(word_in(asked).map(|word| word.key), Some(key), "{asked}");
        }
        speaking(Language::Fr, || {
            for (asked, key) in [
                ("qu'est-ce qu'une table de routage ?", "route-table"),
                ("une ACL réseau, c'est quoi ?", "network-acl"),
                ("l'adresse publique", "public-address"),
                ("route table", "route-table"),
            ] {
                assert_eq!(word_in(asked).map(|word| word.key), Some(key), "{asked}");
            }
        });
        for unknown in ["routr table", "quux", "", "?"] {
            assert!(word_in(unknown).is_none(), "{unknown}");
        }
    }

    #[test]
    fn the_lines_of_reach_that_are_shown_lead_back_to_their_word() {
        for language in Language::iter() {
            speaking(*language, || {
                let mut shown = 0;
                for word in WORDS {
                    let Some(line) = word.in_reach() else { continue };
                    // An address by itself, a route and a public address are told by what has them.
                    let is_told_by_another = ["route", "default-route", "public-address", "private-address", "other-gateway"];
                    if !is_told_by_another.contains(&word.key) {
                        assert_eq!(word_in(&line).map(|found| found.key), Some(word.key), "{line}");
                    }
                    shown += 1;
                }
                assert!(shown > 15, "{shown}");
            });
        }
    }
}
