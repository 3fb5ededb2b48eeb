//! `jalon explain [WHAT]`: a step, a question, a word, or a line of `jalon reach`.

use super::args::{Globals, Output};
use super::command_options::ExplainOptions;
use super::exit_code::SUCCESS;
use super::open::folder;
use crate::checkpoint::read_state;
use crate::steps::WALKTHROUGH;
use crate::ui::{self, AskedTopic, ExplainedDocument, Word};
use crate::walkthrough::{
    Answers, Asked, DefaultFacts, Error, Misuse, Result, Step, filled_lesson, nearest_above, remembered_answers,
};

/// The region whose prices are named where there is no deployment yet.
const EXAMPLE_REGION: &str = "us-east-1";
/// How like a name what was typed has to be, of 1, to be taken for it.
const LIKE: f64 = 0.75;

pub(super) fn explain(globals: &Globals, options: &ExplainOptions) -> Result<u8> {
    let commands = globals.commands();
    let is_json = globals.output == Output::Json;
    let what = options.what.join(" ");
    if what.trim().is_empty() {
        match is_json {
            true => ui::print_json(&ExplainedDocument::topics(&WALKTHROUGH)),
            false => ui::print_topics(&WALKTHROUGH, &commands),
        }
        return Ok(SUCCESS);
    }
    match Topic::named(what.trim())? {
        Topic::Step(step) => {
            let (answers, facts) = known(globals)?;
            let lesson = filled_lesson(step, &WALKTHROUGH, &answers, &facts);
            match is_json {
                true => ui::print_json(&ExplainedDocument::step(step, &lesson)),
                false => ui::print_lesson(&lesson),
            }
        }
        Topic::Asked(step, asked) => {
            let (answers, facts) = known(globals)?;
            let default = asked.question().and_then(|question| question.default_answer(&facts));
            let item = default
                .as_ref()
                .and_then(|default| WALKTHROUGH.roles().charged_as(asked.key(), &default.to_string()));
            let region = facts.region.as_str();
            let price = item.and_then(|item| item.price(region).map(|dollars| (item, dollars, region)));
            let topic = AskedTopic {
                step,
                asked,
                default,
                answers: &answers,
                price,
            };
            match is_json {
                true => ui::print_json(&ExplainedDocument::asked(&topic)),
                false => ui::print_asked(&topic, &commands),
            }
        }
        Topic::Word(word) => match is_json {
            true => ui::print_json(&ExplainedDocument::word(word)),
            false => ui::print_word(word, &commands),
        },
    }
    Ok(SUCCESS)
}

/// What is explained.
enum Topic {
    Step(&'static dyn Step),
    Asked(&'static dyn Step, Asked),
    Word(&'static Word),
}

impl Topic {
    /// What bears this name: a step as it is typed, a question's key, else a word.
    ///
    /// # Errors
    ///
    /// [`Misuse::UnknownTopic`] with the nearest name there is.
    fn named(what: &str) -> Result<Self> {
        if let Some(step) = WALKTHROUGH.iter().find(|step| step.id() == what) {
            return Ok(Self::Step(step));
        }
        for step in WALKTHROUGH.iter() {
            let mut asked = step.ask().into_iter().map(|ask| ask.asked());
            if let Some(asked) = asked.find(|asked| asked.key() == what) {
                return Ok(Self::Asked(step, asked));
            }
        }
        ui::word_in(what).map(Self::Word).ok_or_else(|| {
            let mut names = ui::names_and_keys();
            names.extend(WALKTHROUGH.iter().map(|step| step.id().to_owned()));
            names.extend(WALKTHROUGH.asked().map(|asked| asked.key().to_owned()));
            let nearest = nearest_above(LIKE, &ui::named_in(what), names.iter().map(String::as_str));
            Error::from(Misuse::UnknownTopic {
                given: what.to_owned(),
                nearest: nearest.map(str::to_owned),
            })
        })
    }
}

/// The answers that are known without AWS, and what defaults are made from.
fn known(globals: &Globals) -> Result<(Answers, DefaultFacts)> {
    let state = read_state(&folder(globals)?, &globals.deployment)?;
    let facts = DefaultFacts {
        deployment: globals.deployment.clone(),
        account: state.as_ref().map_or("ACCOUNT".to_owned(), |state| state.account.clone()),
        region: state.as_ref().map_or(EXAMPLE_REGION.to_owned(), |state| state.region.clone()),
        is_learner_lab: false,
        caller: None,
    };
    let remembered = state.map(|state| state.answers).unwrap_or_default();
    Ok((remembered_answers(&WALKTHROUGH, &remembered, &facts), facts))
}
