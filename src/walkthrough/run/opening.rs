//! The beginning of a guided walk: what it is, and all answers with where each comes from, to be taken at once.

use std::sync::Arc;
use std::time::Duration;

use crate::checkpoint::{SECRETS_FILE, StepStatus};
use crate::walkthrough::run::Forecast;
use crate::walkthrough::run::guided::Walk;
use crate::walkthrough::run::interviewer::{AnswerRow, Opening, Reply, Resumption, Start};
use crate::walkthrough::{Asked, Error, Origin, PlanPrice, Result, Step, plan_steps, price_plans};

impl Walk<'_> {
    /// Opens the walk of these steps, unless there is nothing to talk about.
    ///
    /// # Errors
    ///
    /// [`Error::Stopped`] where the person stops here; when an answer can't be remembered.
    pub(super) async fn open(&mut self, steps: &[&'static dyn Step]) -> Result<()> {
        let is_done = |step: &&'static dyn Step| self.session.step_status(step.id()) == StepStatus::Done;
        if steps.iter().all(is_done) {
            return Ok(());
        }
        let talk = self.session.talk();
        if let Some(asks_each) = talk.asks_each {
            self.asks_each = asks_each;
            self.interviewer.resume(&self.resumption(steps)).await;
            return Ok(());
        }
        let mut is_first = !talk.is_welcomed;
        loop {
            let opening = self.opening(steps, is_first).await?;
            if std::mem::take(&mut is_first) {
                if !self.unless_stopped(self.interviewer.welcome(&opening)).await? {
                    return Err(self.quit().await);
                }
                self.session.note_talk(|talk| talk.is_welcomed = true)?;
            }
            match self.unless_stopped(self.interviewer.open(&opening)).await? {
                Start::Take => {
                    self.session.remember(&self.answers)?;
                    return self.ask_each(false);
                }
                Start::Each => return self.ask_each(true),
                Start::Change(asked) => self.change(steps, asked).await?,
                Start::Quit => return Err(self.quit().await),
            }
            self.session.interruption().check_cancelled()?;
        }
    }

    /// Asks each question in its step from now on, or only those that the person alone can answer.
    fn ask_each(&mut self, asks_each: bool) -> Result<()> {
        self.asks_each = asks_each;
        self.session.note_talk(|talk| {
            talk.asks_each = Some(asks_each);
            // Whoever wanted to try nothing in an earlier walk is asked in this one.
            talk.tries.declined = false;
        })
    }

    /// How far the walk of these steps is.
    fn resumption(&self, steps: &[&'static dyn Step]) -> Resumption {
        let status = |step: &&'static dyn Step| self.session.step_status(step.id());
        let (done, open): (Vec<_>, Vec<_>) = steps.iter().copied().partition(|step| status(step) == StepStatus::Done);
        let mut missing = self.session.talk().left_out;
        for step in steps {
            if step.needs().iter().any(|need| missing.contains(*need)) {
                missing.insert(step.id().to_owned());
            }
        }
        let decided = |step: &&'static dyn Step| self.session.is_confirmed(*step, &self.answers);
        let next = open.iter().find(|step| !decided(step) && !missing.contains(step.id()));
        let failure = |step: &&'static dyn Step| {
            let error = self
                .session
                .checkpoint()
                .read(|state| state.steps.get(step.id()).and_then(|record| record.error.clone()));
            error.map(|error| (step.id(), error))
        };
        Resumption {
            done: done.iter().map(|step| step.id()).collect(),
            confirmed: open.iter().filter(|step| decided(step)).map(|step| step.id()).collect(),
            next: next.map(|step| step.id()),
            failed: open
                .iter()
                .filter(|step| status(step) == StepStatus::Failed)
                .filter_map(failure)
                .collect(),
        }
    }

    async fn opening(&self, steps: &[&'static dyn Step], is_first: bool) -> Result<Opening> {
        let (price, takes) = self.estimate(steps).await;
        Ok(Opening {
            beginning: self.session.beginning(),
            steps: steps.len(),
            rows: self.rows(steps).await?,
            price,
            takes,
            secrets_file: self.session.folder().file(SECRETS_FILE),
            is_first,
        })
    }

    /// What the walk costs and how long it takes, as far as it can be planned.
    async fn estimate(&self, steps: &[&'static dyn Step]) -> (Option<PlanPrice>, Option<Duration>) {
        let answers = Arc::new(self.answers.clone());
        let all = self.session.steps().with_needs(steps);
        let Ok(plans) = plan_steps(self.session, &all, &answers).await else {
            return (None, None);
        };
        let works_on_hosts = |step: &str| self.session.hosts().is_some() && self.session.step_status(step) != StepStatus::Done;
        let left = Forecast::of(steps, &plans, works_on_hosts).left(Duration::ZERO);
        let takes = left.map(|left| left.time).filter(|time| !time.is_zero());
        (Some(price_plans(self.session, &plans)), takes)
    }

    async fn rows(&self, steps: &[&'static dyn Step]) -> Result<Vec<AnswerRow>> {
        let facts = self.session.default_facts().await;
        let mut rows = Vec::new();
        for step in steps {
            for asked in step.ask().into_iter().map(|ask| ask.asked()) {
                let (answer, is_kept) = match asked {
                    Asked::Question(question) => {
                        let origin = self.session.answer_and_origin(question, &facts, &self.answers)?;
                        let answer = self.answers.get_any(question).cloned();
                        let origin = match self.given.contains(question.key()) {
                            true => Some(Origin::Now),
                            false => origin.map(|(_, origin)| origin),
                        };
                        (answer.zip(origin), false)
                    }
                    Asked::Secret(secret) => (None, self.session.memory().kept(secret)?.is_some()),
                };
                rows.push(AnswerRow {
                    step: step.id(),
                    asked,
                    answer,
                    is_kept,
                });
            }
        }
        Ok(rows)
    }

    /// Asks for one answer anew. What no longer fits beside it gives way to the question's own default.
    async fn change(&mut self, steps: &[&'static dyn Step], asked: Asked) -> Result<()> {
        match asked {
            Asked::Secret(secret) => {
                let of_secret = |step: &&&'static dyn Step| step.ask().iter().any(|ask| ask.asked().key() == secret.key);
                if let Some(step) = steps.iter().find(of_secret) {
                    self.ask_secret(*step, secret, true).await?;
                }
                Ok(())
            }
            Asked::Question(question) => {
                if let Reply::Quit = self.ask_question(question, true).await? {
                    return Err(self.quit().await);
                }
                self.refresh().await
            }
        }
    }

    /// Ends the walk because the person stops here.
    async fn quit(&self) -> Error {
        Error::Stopped(self.session.interruption().quit().await)
    }
}
