//! What `jalon explain` prints besides lessons: questions, words, and what there is to explain.

use super::commands::Commands;
use super::glossary::{Word, all_words};
use super::lines::out;
use super::money::unit_price_text;
use super::questions::{allowed_text, given_text};
use super::style::Stream;
use super::text::{width_of, wrap};
use crate::locale::say;
use crate::walkthrough::{Advised, Answer, Answers, Asked, Step, Steps};

/// A question or a secret, as it is explained.
pub struct AskedTopic<'a> {
    /// The step that asks for it.
    pub step: &'static dyn Step,
    /// What is asked for.
    pub asked: Asked,
    /// Its answer where none is given.
    pub default: Option<Answer>,
    /// The other answers.
    pub answers: &'a Answers,
    /// What a unit of its default costs, and where, where that is known.
    pub price: Option<(crate::prices::Item, f64, &'a str)>,
}

impl AskedTopic<'_> {
    /// Its name, a few words.
    pub fn prompt(&self) -> &'static str {
        match self.asked {
            Asked::Question(question) => question.prompt(),
            Asked::Secret(secret) => secret.prompt(),
        }
    }

    /// What it means, its default, what it allows, what it costs, and whether it can be changed: a sentence each.
    pub fn sentences(&self) -> Vec<String> {
        let say = say();
        let mut sentences = Vec::new();
        match self.asked {
            Asked::Question(question) => {
                sentences.push(question.help().to_owned());
                sentences.extend(allowed_text(question, self.answers));
                let default = self.default.as_ref().map(given_text).filter(|default| !default.is_empty());
                sentences.extend(default.map(|default| say.explain_default(default)));
                if question.is_lasting() {
                    sentences.push(say.explain_fixed());
                }
                sentences.extend(
                    self.price
                        .as_ref()
                        .map(|(item, dollars, region)| say.explain_price(item.row(), unit_price_text(item, *dollars), *region)),
                );
                sentences.push(say.explain_set(question.key()));
            }
            Asked::Secret(secret) => {
                sentences.extend(Some(secret.help().to_owned()).filter(|help| !help.is_empty()));
                sentences.push(say.explain_generated());
                sentences.push(say.explain_secret_set(secret.key));
            }
        }
        sentences
    }
}

/// Prints what a question or a secret means.
pub fn print_asked(topic: &AskedTopic, commands: &Commands) {
    let s = Stream::Out;
    let heading = [topic.prompt(), topic.asked.key()].join(" · ");
    out(&s.bold(heading.trim_start_matches(" · ")).to_string());
    out(&wrap(&topic.sentences().join(" "), width_of(s), "", ""));
    print_step_of(topic.step.id(), commands);
}

/// Prints what a word means, where `jalon reach` has it, and which lesson has more.
pub fn print_word(word: &Word, commands: &Commands) {
    let s = Stream::Out;
    out(&s.bold(word.name()).to_string());
    out(&wrap(&word.meaning(), width_of(s), "", ""));
    if let Some(line) = word.in_reach() {
        out(&format!("\n{}", wrap(&say().explain_in_reach(line), width_of(s), "", "")));
    }
    if let Some(step) = word.step {
        print_step_of(step, commands);
    }
}

fn print_step_of(step: &str, commands: &Commands) {
    let command = commands.code(&Advised::Explain {
        what: Some(step.to_owned()),
    });
    out(&format!(
        "\n{}",
        wrap(&say().explain_of_step(command), width_of(Stream::Out), "", "")
    ));
}

/// Prints what can be explained.
pub fn print_topics(steps: &Steps, commands: &Commands) {
    let (say, s) = (say(), Stream::Out);
    out(&s.bold(say.explain_steps()).to_string());
    for step in steps.iter() {
        out(&wrap(
            &format!("{:<12} {}", step.id(), s.dim(step.title())),
            width_of(s),
            "  ",
            "    ",
        ));
    }
    out(&format!("\n{}", s.bold(say.explain_questions())));
    for step in steps.iter() {
        let keys: Vec<&str> = step.ask().iter().map(|ask| ask.asked().key()).collect();
        if !keys.is_empty() {
            out(&wrap(&keys.join(", "), width_of(s), "  ", "    "));
        }
    }
    out(&format!("\n{}", s.bold(say.explain_words())));
    let names: Vec<String> = all_words().iter().map(Word::name).collect();
    out(&wrap(&names.join(", "), width_of(s), "  ", "  "));
    let command = commands.code(&Advised::Explain {
        what: Some("WHAT".to_owned()),
    });
    out(&format!("\n{}", wrap(&say.explain_list_after(command), width_of(s), "", "")));
}
