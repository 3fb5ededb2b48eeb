//! The documents of what is explained.

use serde::Serialize;

use super::VERSION;
use crate::ui::explaining::AskedTopic;
use crate::ui::glossary::{Word, all_words};
use crate::walkthrough::{Answer, Asked, Step, Steps};

/// What `jalon explain` prints.
#[derive(Serialize)]
pub struct ExplainedDocument<'a> {
    version: u32,
    #[serde(flatten)]
    topic: Topic<'a>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Topic<'a> {
    Step {
        step: &'a str,
        title: &'a str,
        lesson: &'a str,
    },
    Question {
        step: &'a str,
        key: &'a str,
        prompt: &'a str,
        text: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        default: Option<&'a Answer>,
        lasting: bool,
        secret: bool,
    },
    Word {
        word: &'a str,
        name: String,
        text: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        step: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        reach: Option<String>,
    },
    Topics {
        steps: Vec<&'a str>,
        questions: Vec<&'a str>,
        words: Vec<&'a str>,
    },
}

impl<'a> ExplainedDocument<'a> {
    fn of(topic: Topic<'a>) -> Self {
        Self { version: VERSION, topic }
    }

    /// A step and its lesson.
    pub fn step(step: &'a dyn Step, lesson: &'a str) -> Self {
        Self::of(Topic::Step {
            step: step.id(),
            title: step.title(),
            lesson,
        })
    }

    /// A question or a secret.
    pub fn asked(topic: &'a AskedTopic) -> Self {
        Self::of(Topic::Question {
            step: topic.step.id(),
            key: topic.asked.key(),
            prompt: topic.prompt(),
            text: topic.sentences().join(" "),
            default: topic.default.as_ref(),
            lasting: topic.asked.question().is_some_and(|question| question.is_lasting()),
            secret: matches!(topic.asked, Asked::Secret(_)),
        })
    }

    /// A word.
    pub fn word(word: &'a Word) -> Self {
        Self::of(Topic::Word {
            word: word.key,
            name: word.name(),
            text: word.meaning(),
            step: word.step,
            reach: word.in_reach(),
        })
    }

    /// All that can be explained.
    pub fn topics(steps: &Steps) -> Self {
        Self::of(Topic::Topics {
            steps: steps.iter().map(|step| step.id()).collect(),
            questions: steps.asked().map(Asked::key).collect(),
            words: all_words().iter().map(|word| word.key).collect(),
        })
    }
}
