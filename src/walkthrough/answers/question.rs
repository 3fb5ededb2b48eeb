//! Questions: what a step asks, with a good default and a check that answers at once.

use crate::resources::Inventory;
use crate::walkthrough::{Answer, AnswerKind, Answers};

/// What defaults can be made from.
#[derive(Clone, Debug)]
pub struct DefaultFacts {
    /// The deployment's name.
    pub deployment: String,
    /// The account's twelve digits.
    pub account: String,
    /// The region's code.
    pub region: String,
    /// The person's own address as a `/32`, where it is known.
    pub caller_cidr: Option<String>,
}

/// Where a question's default comes from.
#[derive(Clone, Copy)]
pub enum DefaultAnswer {
    /// A text.
    Text(&'static str),
    /// A number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// Made from the facts; `None` where they do not suffice and the person has to say.
    From(fn(&DefaultFacts) -> Option<Answer>),
    /// A secret that is generated when none is given.
    Generated,
}

/// One question of a step.
pub struct Question {
    /// Its key in answers files and `--set`, e.g. `vpc.cidr`.
    pub key: &'static str,
    /// The prompt, a few words.
    pub prompt: &'static str,
    /// What the answer means, one or two sentences.
    pub help: &'static str,
    /// What kind of answer it takes.
    pub kind: AnswerKind,
    /// The answer when none is given.
    pub default: DefaultAnswer,
    /// What is wrong with an answer of the right kind, if anything; may look at the answers before it.
    pub check: fn(&Answer, &Answers) -> Result<(), String>,
    /// Recovers the answer from existing resources when the state file is lost.
    pub recovered_from: fn(&Inventory) -> Option<String>,
}

impl Question {
    /// A question without a check of its own.
    pub const fn new(
        key: &'static str,
        prompt: &'static str,
        help: &'static str,
        kind: AnswerKind,
        default: DefaultAnswer,
    ) -> Self {
        Self {
            key,
            prompt,
            help,
            kind,
            default,
            check: |_, _| Ok(()),
            recovered_from: |_| None,
        }
    }

    /// The same, with a check.
    pub const fn checked(self, check: fn(&Answer, &Answers) -> Result<(), String>) -> Self {
        Self { check, ..self }
    }

    /// The same; existing resources show the answer when the state file is lost.
    pub const fn recovered_from(self, recovered_from: fn(&Inventory) -> Option<String>) -> Self {
        Self { recovered_from, ..self }
    }

    /// The default, if it has one.
    pub fn default_answer(&self, facts: &DefaultFacts) -> Option<Answer> {
        match self.default {
            DefaultAnswer::Text(text) if self.kind == AnswerKind::List => Some(Answer::List(vec![text.to_owned()])),
            DefaultAnswer::Text(text) => Some(Answer::Text(text.to_owned())),
            DefaultAnswer::Integer(number) => Some(Answer::Integer(number)),
            DefaultAnswer::Flag(flag) => Some(Answer::Flag(flag)),
            DefaultAnswer::From(make) => make(facts),
            DefaultAnswer::Generated => None,
        }
    }

    /// Whether the answer is a secret.
    pub fn is_secret(&self) -> bool {
        self.kind == AnswerKind::Secret
    }

    /// Reads a typed answer and checks it.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub fn parse(&self, text: &str, answers: &Answers) -> Result<Answer, String> {
        self.validate(self.kind.parse(text)?, answers)
    }

    /// Checks an answer of any type.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub fn validate(&self, answer: Answer, answers: &Answers) -> Result<Answer, String> {
        let answer = self.kind.accept(answer)?;
        (self.check)(&answer, answers)?;
        Ok(answer)
    }
}
