//! Questions: what a step asks, with a good default and a check that answers at once.

use std::path::Path;

use ipnet::Ipv4Net;

use crate::locale::{Words, kept};
use crate::resources::Inventory;
use crate::walkthrough::answers::suggest::candidates;
use crate::walkthrough::answers::value::{AnswerValue, WholeNumber};
use crate::walkthrough::{Answer, AnswerKind, AnswerProblem, Answers, Secret};

/// What defaults can be made from.
#[derive(Clone, Debug)]
pub struct DefaultFacts {
    /// The deployment's name.
    pub deployment: String,
    /// The account's twelve digits.
    pub account: String,
    /// The region's code.
    pub region: String,
    /// Whether the account is an AWS Academy Learner Lab, as far as it is known.
    pub is_learner_lab: bool,
    /// The person's own address as a `/32`, where it is known.
    pub caller: Option<Ipv4Net>,
}

/// One question of a step, answered with a `T`.
pub struct Question<T: 'static> {
    /// Its key in answers files and `--set`, e.g. `vpc.cidr`.
    pub key: &'static str,
    prompt: Words,
    help: Words,
    bounds: Option<(i64, i64)>,
    default: fn(&DefaultFacts) -> Option<T>,
    check: fn(&T, &Answers) -> Result<(), String>,
    given_check: fn(&T) -> Result<(), String>,
    warning: fn(&T) -> Option<String>,
    published_folder: fn(&T) -> Option<&Path>,
    recovered_from: fn(&Inventory) -> Option<T>,
    is_detail: bool,
    is_lasting: bool,
    suggested: fn(&str) -> Vec<String>,
}

impl<T: AnswerValue> Question<T> {
    /// A question without a check of its own. `prompt` is a few words, `help` one or two sentences on what the answer means, both in the
    /// language that is spoken. `default` is `None` where the facts do not suffice and the person has to say.
    pub const fn new(key: &'static str, prompt: Words, help: Words, default: fn(&DefaultFacts) -> Option<T>) -> Self {
        Self {
            key,
            prompt,
            help,
            bounds: None,
            default,
            check: |_, _| Ok(()),
            given_check: |_| Ok(()),
            warning: |_| None,
            published_folder: |_| None,
            recovered_from: |_| None,
            is_detail: false,
            is_lasting: false,
            suggested: |_| Vec::new(),
        }
    }

    /// The same with a check, which says what is wrong with an answer; it may read the answers before it.
    pub const fn checked(self, check: fn(&T, &Answers) -> Result<(), String>) -> Self {
        Self { check, ..self }
    }

    /// The same with a check of an answer that is given now. A remembered one is not checked so: what it speaks of may be away for a while,
    /// and whoever needs it says so.
    pub const fn checked_when_given(self, given_check: fn(&T) -> Result<(), String>) -> Self {
        Self { given_check, ..self }
    }

    /// The same, of which some answers are taken and still not what most people want: this says why.
    pub const fn warned(self, warning: fn(&T) -> Option<String>) -> Self {
        Self { warning, ..self }
    }

    /// The same, whose answer names a folder that is published: it holds nothing private.
    pub const fn publishing(self, published_folder: fn(&T) -> Option<&Path>) -> Self {
        Self {
            published_folder,
            ..self
        }
    }

    /// The same; existing resources show the answer when the state file is lost.
    pub const fn recovered_from(self, recovered_from: fn(&Inventory) -> Option<T>) -> Self {
        Self { recovered_from, ..self }
    }

    /// The same, which few people want to answer otherwise: a talk keeps it behind the questions that matter.
    pub const fn detail(self) -> Self {
        Self { is_detail: true, ..self }
    }

    /// The same, of which another answer is refused once the step is built.
    pub const fn lasting(self) -> Self {
        Self {
            is_lasting: true,
            ..self
        }
    }

    /// The same; of what is refused, these may have been meant, the likeliest first.
    pub const fn suggesting(self, suggested: fn(&str) -> Vec<String>) -> Self {
        Self { suggested, ..self }
    }

    /// The answer when none is given.
    pub fn default(&self, facts: &DefaultFacts) -> Option<T> {
        (self.default)(facts)
    }

    /// What an answer that has been checked means.
    pub(in crate::walkthrough) fn value(&self, answer: Answer) -> Option<T> {
        T::from_answer(answer).ok()
    }

    fn checked_answer(&self, answer: Answer, answers: &Answers) -> Result<Answer, AnswerProblem> {
        let value = T::from_answer(answer)?;
        (self.check)(&value, answers)?;
        if let Some(folder) = (self.published_folder)(&value) {
            answers.private().refuse(folder).map_err(AnswerProblem::Private)?;
        }
        Ok(value.to_answer())
    }
}

impl<T: WholeNumber> Question<T> {
    /// The same, answered with a number within these bounds, both included.
    pub const fn between(self, least: u32, most: u32) -> Self {
        Self {
            bounds: Some((least as i64, most as i64)),
            ..self
        }
    }
}

/// Up to how many numbers are offered to choose from.
const MOST_CHOICES: i64 = 5;

/// A question whatever its answer means: what prompts, files and the walk need of it.
pub trait AnyQuestion: Send + Sync {
    /// Its key in answers files and `--set`, e.g. `vpc.cidr`.
    fn key(&self) -> &'static str;

    /// The prompt, a few words.
    fn prompt(&self) -> &'static str;

    /// What the answer means, one or two sentences.
    fn help(&self) -> &'static str;

    /// What kind of answer it takes.
    fn kind(&self) -> AnswerKind;

    /// The answer when none is given, not checked yet.
    fn default_answer(&self, facts: &DefaultFacts) -> Option<Answer>;

    /// The answer that existing resources show, not checked yet.
    fn recovered(&self, inventory: &Inventory) -> Option<Answer>;

    /// Checks an answer of any type, and returns it in the form in which it is kept.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    fn validate(&self, answer: Answer, answers: &Answers) -> Result<Answer, AnswerProblem>;

    /// As [`AnyQuestion::validate`], of an answer that is given now.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    fn validate_given(&self, answer: Answer, answers: &Answers) -> Result<Answer, AnswerProblem>;

    /// What a person should know of a new answer, where there is something.
    fn warning(&self, answer: &Answer) -> Option<String>;

    /// Whether few people want to answer it otherwise.
    fn is_detail(&self) -> bool;

    /// Whether another answer is refused once the step is built.
    fn is_lasting(&self) -> bool;

    /// What may have been meant by an answer that is refused, the likeliest first; none of it is checked yet.
    fn suggested(&self, given: &str) -> Vec<String>;

    /// The nearest answer that is allowed, where one is near.
    fn nearest(&self, given: &str, answers: &Answers) -> Option<Answer> {
        let all = self.suggested(given).into_iter().chain(candidates(&self.kind(), given));
        all.filter(|candidate| candidate != given)
            .find_map(|candidate| self.parse(&candidate, answers).ok())
    }

    /// The answers to choose from, where they are few: those that are allowed beside the other answers.
    fn choices(&self, answers: &Answers) -> Vec<String> {
        let all = match self.kind() {
            AnswerKind::Choice(words) => words,
            AnswerKind::Integer { least, most } if most - least < MOST_CHOICES => {
                (least..=most).map(|number| number.to_string()).collect()
            }
            AnswerKind::Integer { .. } | AnswerKind::Text | AnswerKind::Flag | AnswerKind::List => Vec::new(),
        };
        all.into_iter().filter(|choice| self.parse(choice, answers).is_ok()).collect()
    }

    /// Reads a typed answer and checks it.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    fn parse(&self, text: &str, answers: &Answers) -> Result<Answer, AnswerProblem> {
        self.validate_given(self.kind().parse(text)?, answers)
    }
}

impl<T: AnswerValue> AnyQuestion for Question<T> {
    fn key(&self) -> &'static str {
        self.key
    }

    fn prompt(&self) -> &'static str {
        kept((self.prompt)())
    }

    fn help(&self) -> &'static str {
        kept((self.help)())
    }

    fn kind(&self) -> AnswerKind {
        match self.bounds {
            Some((least, most)) => AnswerKind::Integer { least, most },
            None => T::kind(),
        }
    }

    fn default_answer(&self, facts: &DefaultFacts) -> Option<Answer> {
        self.default(facts).map(|value| value.to_answer())
    }

    fn recovered(&self, inventory: &Inventory) -> Option<Answer> {
        (self.recovered_from)(inventory).map(|value| value.to_answer())
    }

    fn is_detail(&self) -> bool {
        self.is_detail
    }

    fn is_lasting(&self) -> bool {
        self.is_lasting
    }

    fn suggested(&self, given: &str) -> Vec<String> {
        (self.suggested)(given)
    }

    fn warning(&self, answer: &Answer) -> Option<String> {
        (self.warning)(&T::from_answer(answer.clone()).ok()?)
    }

    fn validate(&self, answer: Answer, answers: &Answers) -> Result<Answer, AnswerProblem> {
        self.checked_answer(self.kind().accept(answer)?, answers)
    }

    fn validate_given(&self, answer: Answer, answers: &Answers) -> Result<Answer, AnswerProblem> {
        let accepted = self.kind().accept(answer)?;
        (self.given_check)(&T::from_answer(accepted.clone())?)?;
        self.checked_answer(accepted, answers)
    }
}

/// Whatever a step asks for.
pub trait Ask: Send + Sync {
    /// Which it is.
    fn asked(&'static self) -> Asked;
}

impl<T: AnswerValue> Ask for Question<T> {
    fn asked(&'static self) -> Asked {
        Asked::Question(self)
    }
}

impl Ask for Secret {
    fn asked(&'static self) -> Asked {
        Asked::Secret(self)
    }
}

/// What a step asks for.
#[derive(Clone, Copy)]
pub enum Asked {
    /// A question, whose answer is remembered and shown.
    Question(&'static dyn AnyQuestion),
    /// A secret, which is kept apart and shown to nobody.
    Secret(&'static Secret),
}

impl Asked {
    /// Its key, e.g. `vpc.cidr`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Question(question) => question.key(),
            Self::Secret(secret) => secret.key,
        }
    }

    /// The question, unless it is a secret.
    pub fn question(self) -> Option<&'static dyn AnyQuestion> {
        match self {
            Self::Question(question) => Some(question),
            Self::Secret(_) => None,
        }
    }

    /// Whether few people want to answer it otherwise than it is answered before it is asked.
    pub fn is_detail(self) -> bool {
        self.question().is_some_and(AnyQuestion::is_detail)
    }

    /// The secret, unless it is a question.
    pub fn secret(self) -> Option<&'static Secret> {
        match self {
            Self::Question(_) => None,
            Self::Secret(secret) => Some(secret),
        }
    }
}
