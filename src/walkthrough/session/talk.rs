//! A session's memory of the talk: whoever comes back after a Ctrl-C, a kill or a failure is not asked again.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::checkpoint::{StepStatus, Talk, Tries};
use crate::walkthrough::{Answers, Asked, Result, Session, Step};

impl Session {
    /// What the person has said until now.
    pub(in crate::walkthrough) fn talk(&self) -> Talk {
        self.checkpoint().read(|state| state.talk.clone())
    }

    /// Notes something that the person has said.
    ///
    /// # Errors
    ///
    /// When it can't be remembered.
    pub(in crate::walkthrough) fn note_talk(&self, note: impl FnOnce(&mut Talk)) -> Result<()> {
        let before = self.talk();
        let mut talk = before.clone();
        note(&mut talk);
        if talk != before {
            self.checkpoint().update(|state| state.talk = talk)?;
        }
        Ok(())
    }

    /// Notes that the person said yes to a step's plan, with these answers.
    ///
    /// # Errors
    ///
    /// When it can't be remembered.
    pub(in crate::walkthrough) fn note_confirmed(&self, step: &dyn Step, answers: &Answers) -> Result<()> {
        let values = own_answers(step, answers);
        self.note_talk(|talk| {
            talk.confirmed.insert(step.id().to_owned(), values);
        })
    }

    /// Whether the person has said yes to the step's plan with these answers, and it isn't done.
    pub(in crate::walkthrough) fn is_confirmed(&self, step: &dyn Step, answers: &Answers) -> bool {
        let is_open = !matches!(self.step_status(step.id()), StepStatus::Done | StepStatus::Skipped);
        let confirmed = self.checkpoint().read(|state| state.talk.confirmed.get(step.id()).cloned());
        is_open && confirmed.is_some_and(|values| values == own_answers(step, answers))
    }

    /// Forgets what was said of a step: it is done, or is talked about once more.
    ///
    /// # Errors
    ///
    /// When it can't be remembered.
    pub(in crate::walkthrough) fn forget_talk_of(&self, step: &dyn Step) -> Result<()> {
        let keys: Vec<&str> = step.ask().into_iter().map(|ask| ask.asked().key()).collect();
        self.note_talk(|talk| {
            talk.answered.retain(|key| !keys.contains(&key.as_str()));
            talk.taught.remove(step.id());
            talk.details.remove(step.id());
            talk.confirmed.remove(step.id());
            talk.left_out.remove(step.id());
        })
    }

    /// Forgets what was said: the walk is over. What was tried is not offered again.
    ///
    /// # Errors
    ///
    /// When it can't be remembered.
    pub(in crate::walkthrough) fn end_talk(&self) -> Result<()> {
        self.note_talk(|talk| {
            *talk = Talk {
                tries: std::mem::take(&mut talk.tries),
                ..Talk::default()
            };
        })
    }

    /// Notes what the person says of experiments.
    ///
    /// # Errors
    ///
    /// When it can't be remembered.
    pub(in crate::walkthrough) fn note_tries(&self, note: impl FnOnce(&mut Tries)) -> Result<()> {
        self.note_talk(|talk| note(&mut talk.tries))
    }

    /// Whether a guided walk leaves the lessons out.
    pub fn is_brief(&self) -> bool {
        self.checkpoint().read(|state| state.is_brief)
    }

    /// Remembers whether a guided walk leaves the lessons out.
    ///
    /// # Errors
    ///
    /// When it can't be remembered.
    pub fn keep_brief(&self, is_brief: bool) -> Result<()> {
        if self.is_brief() != is_brief {
            self.checkpoint().update(|state| state.is_brief = is_brief)?;
        }
        Ok(())
    }
}

/// A step's own answers, by key, as the state file has them.
fn own_answers(step: &dyn Step, answers: &Answers) -> BTreeMap<String, Value> {
    let questions = step.ask().into_iter().filter_map(|ask| match ask.asked() {
        Asked::Question(question) => Some(question),
        Asked::Secret(_) => None,
    });
    let values = questions.filter_map(|question| {
        let value = serde_json::to_value(answers.get_any(question)?).ok()?;
        Some((question.key().to_owned(), value))
    });
    values.collect()
}
