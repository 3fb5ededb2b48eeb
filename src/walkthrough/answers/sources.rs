//! Where answers come from, and which wins: `--set`, the answers file, the remembered one, what AWS holds, the default.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::checkpoint::SecretText;
use crate::resources::Inventory;
use crate::walkthrough::{
    Answer, AnswerKind, AnswerProblem, AnswerValue, AnyQuestion, Asked, DefaultFacts, Error, FileProblem, Misuse, Origin,
    PrivatePaths, Question, Result, Secret, Steps,
};

/// Answers that have been checked, by question key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    by_key: BTreeMap<&'static str, Answer>,
    private: Arc<PrivatePaths>,
}

impl Answers {
    /// No answers yet. None that is checked against them may publish one of these paths.
    pub fn guarding(private: &Arc<PrivatePaths>) -> Self {
        Self {
            by_key: BTreeMap::new(),
            private: Arc::clone(private),
        }
    }

    /// The answer to a question, where there is one.
    pub fn get<T: AnswerValue>(&self, question: &Question<T>) -> Option<T> {
        question.value(self.by_key.get(question.key)?.clone())
    }

    /// The answer to a question in the form in which it is kept, where there is one.
    pub(in crate::walkthrough) fn get_any(&self, question: &dyn AnyQuestion) -> Option<&Answer> {
        self.by_key.get(question.key())
    }

    /// The text that answers the question of a key, where a text does.
    pub(in crate::walkthrough) fn text(&self, key: &str) -> Option<&str> {
        match self.by_key.get(key)? {
            Answer::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Keeps an answer that its question has checked.
    pub(in crate::walkthrough) fn set(&mut self, question: &dyn AnyQuestion, answer: Answer) {
        self.by_key.insert(question.key(), answer);
    }

    /// All of them, by key.
    pub(in crate::walkthrough) fn iter(&self) -> impl Iterator<Item = (&'static str, &Answer)> {
        self.by_key.iter().map(|(key, answer)| (*key, answer))
    }

    /// What no answer may publish.
    pub fn private(&self) -> &PrivatePaths {
        &self.private
    }
}

/// Answers and secrets the person gave on the command line and in a file.
#[derive(Clone, Debug, Default)]
pub struct Given {
    set: BTreeMap<&'static str, String>,
    file: BTreeMap<&'static str, Answer>,
    secrets: BTreeMap<&'static str, SecretText>,
    private: Arc<PrivatePaths>,
}

impl Given {
    /// Takes `--set KEY=VALUE` options and the text of an answers file.
    ///
    /// # Errors
    ///
    /// An option without `=`, a file that isn't TOML or holds something other than tables of answers, and keys no question has.
    pub fn new(options: &[String], file: Option<(&str, &str)>, steps: &Steps) -> Result<Self> {
        let mut given = Self::default();
        for option in options {
            let (key, value) = option
                .split_once('=')
                .ok_or_else(|| Misuse::SetWithoutValue { given: option.clone() })?;
            match steps.asked_as(key.trim())? {
                Asked::Question(question) => drop(given.set.insert(question.key(), value.to_owned())),
                Asked::Secret(secret) => return Err(Error::from(Misuse::SecretInOption { key: secret.key })),
            }
        }
        if let Some((path, text)) = file {
            given.read_file(path, text, steps)?;
        }
        Ok(given)
    }

    /// Whether a secret is among them.
    pub fn has_secrets(&self) -> bool {
        !self.secrets.is_empty()
    }

    /// The same on a machine where these paths are private.
    pub fn guarding(self, private: PrivatePaths) -> Self {
        Self {
            private: Arc::new(private),
            ..self
        }
    }

    /// What no answer may publish.
    pub(super) fn private(&self) -> &Arc<PrivatePaths> {
        &self.private
    }

    fn read_file(&mut self, path: &str, text: &str, steps: &Steps) -> Result<()> {
        let broken = |problem: FileProblem| Misuse::AnswersFile {
            path: path.to_owned(),
            problem,
        };
        let document: toml::Table = toml::from_str(text).map_err(|error| broken(describe_toml(&error, text)))?;
        for (step, answers) in document {
            let toml::Value::Table(answers) = answers else {
                return Err(Error::from(broken(FileProblem::NotATable { name: step })));
            };
            for (name, value) in answers {
                self.take(steps.asked_as(&format!("{step}.{name}"))?, value)?;
            }
        }
        Ok(())
    }

    /// Takes one line of an answers file.
    fn take(&mut self, asked: Asked, value: toml::Value) -> Result<()> {
        match (asked, value) {
            (Asked::Secret(secret), toml::Value::String(text)) => drop(self.secrets.insert(secret.key, text.into())),
            (Asked::Secret(secret), _) => return Err(Error::answer(secret.key, AnswerKind::Text.mismatch())),
            (Asked::Question(question), value) => {
                let unknown = |_| Error::answer(question.key(), AnswerProblem::UnknownType);
                let answer = value.try_into().map_err(unknown)?;
                self.file.insert(question.key(), answer);
            }
        }
        Ok(())
    }

    /// The answer given to a question, checked; `None` when none was given.
    ///
    /// # Errors
    ///
    /// When the one given is not allowed.
    pub fn answer(&self, question: &dyn AnyQuestion, answers: &Answers) -> Result<Option<Answer>> {
        let checked = match (self.set.get(question.key()), self.file.get(question.key())) {
            (Some(text), _) => question.parse(text, answers),
            (None, Some(answer)) => question.validate_given(answer.clone(), answers),
            (None, None) => return Ok(None),
        };
        checked.map(Some).map_err(|problem| Error::answer(question.key(), problem))
    }

    /// Where the answer given to a question comes from, where one was given.
    fn origin(&self, question: &dyn AnyQuestion) -> Option<Origin> {
        match question.key() {
            key if self.set.contains_key(key) => Some(Origin::Option),
            key if self.file.contains_key(key) => Some(Origin::File),
            _ => None,
        }
    }

    /// The secret given, checked; `None` when none was given.
    ///
    /// # Errors
    ///
    /// When the one given is not allowed.
    pub fn secret(&self, secret: &Secret) -> Result<Option<SecretText>> {
        let Some(text) = self.secrets.get(secret.key) else {
            return Ok(None);
        };
        let checked = secret.validate(text.expose());
        checked.map_err(|problem| Error::answer(secret.key, problem))?;
        Ok(Some(text.clone()))
    }
}

/// Says what is wrong with a TOML file and where, without repeating its lines: one of them may hold a password.
fn describe_toml(error: &toml::de::Error, text: &str) -> FileProblem {
    let line = error
        .span()
        .map(|span| text.get(..span.start).unwrap_or(text).matches('\n').count() + 1);
    FileProblem::Syntax {
        line,
        detail: error.message().to_owned(),
    }
}

/// What is known before anybody is asked.
pub(in crate::walkthrough) struct Sources<'a> {
    pub(in crate::walkthrough) given: &'a Given,
    pub(in crate::walkthrough) remembered: &'a BTreeMap<String, serde_json::Value>,
    pub(in crate::walkthrough) inventory: &'a Inventory,
    pub(in crate::walkthrough) facts: &'a DefaultFacts,
}

impl Sources<'_> {
    /// The answer a question has before it is asked, and where it comes from; `None` when the person has to say.
    ///
    /// # Errors
    ///
    /// When the one given is not allowed.
    pub(in crate::walkthrough) fn answer(
        &self,
        question: &dyn AnyQuestion,
        answers: &Answers,
    ) -> Result<Option<(Answer, Origin)>> {
        if let Some(answer) = self.given.answer(question, answers)? {
            return Ok(Some((answer, self.given.origin(question).unwrap_or(Origin::Option))));
        }
        // A remembered answer that no longer fits the others is none; the person is asked, or reads of it.
        if let Some(value) = self.remembered.get(question.key()) {
            let answer = serde_json::from_value::<Answer>(value.clone()).ok();
            let fitting = answer.and_then(|answer| question.validate(answer, answers).ok());
            return Ok(fitting.map(|answer| (answer, Origin::Before)));
        }
        if let Some(answer) = self.recovered(question, answers) {
            return Ok(Some((answer, Origin::Found)));
        }
        // A default that does not fit the other answers is none.
        let default = question.default_answer(self.facts);
        let fitting = default.and_then(|default| question.validate(default, answers).ok());
        Ok(fitting.map(|answer| (answer, self.default_origin(question))))
    }

    /// Where a default comes from: the only fact among those that defaults are made from that is the person's own is their address.
    fn default_origin(&self, question: &dyn AnyQuestion) -> Origin {
        let elsewhere = DefaultFacts {
            caller: None,
            ..self.facts.clone()
        };
        match question.default_answer(&elsewhere) {
            Some(_) => Origin::Default,
            None => Origin::OwnAddress,
        }
    }

    fn recovered(&self, question: &dyn AnyQuestion, answers: &Answers) -> Option<Answer> {
        question.validate(question.recovered(self.inventory)?, answers).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_file_is_recovered_from_line_and_never_quoted() {
        let text = "[database]\npassword = \"s3cret-and-open\nuser = 1\n";
        let error = toml::from_str::<toml::Table>(text).unwrap_err();
        let told = describe_toml(&error, text);
        let FileProblem::Syntax { line, detail } = told else {
            panic!("{told:?}");
        };
        assert_eq!(line, Some(2));
        assert!(!detail.contains("s3cret"), "{detail}");
    }
}
