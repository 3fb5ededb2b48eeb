//! A session's answers: known, checked together, remembered; and the secrets among them.

use std::collections::BTreeMap;

use ipnet::Ipv4Net;

use crate::aws::caller_address;
use crate::checkpoint::SECRETS_FILE;
use crate::resources::{Inventory, Kind};
use crate::walkthrough::answers::sources::Sources;
use crate::walkthrough::{
    Answer, AnswerProblem, Answers, AnyQuestion, DefaultFacts, Error, Event, Notice, Origin, Result, Secret, Session, Step,
    WaysOut,
};

impl Session {
    /// Remembers answers, and keeps the secrets that came with them.
    ///
    /// # Errors
    ///
    /// When they can't be kept, or a secret in use would be lost.
    pub(in crate::walkthrough) fn keep_answers(&self, answers: &Answers) -> Result<()> {
        self.take_given_secrets()?;
        self.remember(answers)
    }

    /// Every answer, known without asking and checked; nothing is remembered.
    ///
    /// # Errors
    ///
    /// An answer that is not allowed, or one that only the person can give.
    pub async fn planned_answers(&self) -> Result<Answers> {
        let all: Vec<&'static dyn Step> = self.steps().iter().collect();
        self.complete_answers(&all).await
    }

    pub(in crate::walkthrough) async fn complete_answers(&self, steps: &[&'static dyn Step]) -> Result<Answers> {
        let answers = self.known_answers().await?;
        let asked = steps.iter().flat_map(|step| step.ask()).map(|ask| ask.asked());
        for question in asked.filter_map(|asked| asked.question()) {
            if answers.get_any(question).is_some() {
                continue;
            }
            let facts = self.default_facts().await;
            let unfit = self.unfit_remembered(question, &answers).or_else(|| {
                let default = question.default_answer(&facts)?;
                question.validate(default, &answers).err()
            });
            return Err(Error::Answer {
                key: question.key(),
                problem: unfit.unwrap_or(AnswerProblem::NoDefault),
            });
        }
        // Overlaps and the like depend on answers that come later in the walk.
        self.check_together(&answers)?;
        Ok(answers)
    }

    /// Every answer that is known without asking, in walking order.
    ///
    /// # Errors
    ///
    /// An answer given or remembered that is not allowed.
    pub async fn known_answers(&self) -> Result<Answers> {
        let facts = self.default_facts().await;
        let mut answers = self.no_answers();
        for question in self.steps().questions() {
            if let Some(answer) = self.known_answer(question, &facts, &answers)? {
                answers.set(question, answer);
            }
        }
        Ok(answers)
    }

    /// No answers yet, none of which may publish what is private.
    pub(in crate::walkthrough) fn no_answers(&self) -> Answers {
        Answers::guarding(self.given().private())
    }

    /// The answer a question has before it is asked.
    pub(in crate::walkthrough) fn known_answer(
        &self,
        question: &dyn AnyQuestion,
        facts: &DefaultFacts,
        answers: &Answers,
    ) -> Result<Option<Answer>> {
        Ok(self.answer_and_origin(question, facts, answers)?.map(|(answer, _)| answer))
    }

    /// The answer a question has before it is asked, and where it comes from.
    pub(in crate::walkthrough) fn answer_and_origin(
        &self,
        question: &dyn AnyQuestion,
        facts: &DefaultFacts,
        answers: &Answers,
    ) -> Result<Option<(Answer, Origin)>> {
        let inventory = self.inventory(Clone::clone);
        self.sources(&inventory, facts, |sources| sources.answer(question, answers))
    }

    /// What a person may do about a resource of a step that AWS lets nobody change.
    pub(in crate::walkthrough) fn ways_out(&self, step: &str, kind: Kind) -> Box<WaysOut> {
        Box::new(WaysOut {
            in_force: self.answers_in_force(step),
            holds_data: kind.holds_data(),
        })
    }

    /// The answers of a step that existing resources show, where the run gives others: those that are in force.
    fn answers_in_force(&self, step: &str) -> Vec<(&'static str, String)> {
        let inventory = self.inventory(Clone::clone);
        let step = self.steps().iter().find(|one| one.id() == step);
        let questions = step
            .into_iter()
            .flat_map(|step| step.ask())
            .filter_map(|ask| ask.asked().question());
        let in_force = questions.filter_map(|question| {
            let shown = question.recovered(&inventory)?;
            let given = self.sources(&inventory, &self.offline_facts(), |sources| {
                sources.answer(question, &Answers::default()).ok().flatten()
            });
            (given.map(|(answer, _)| answer).as_ref() != Some(&shown)).then(|| (question.key(), shown.to_string()))
        });
        in_force.collect()
    }

    pub(in crate::walkthrough) fn sources<R>(
        &self,
        inventory: &Inventory,
        facts: &DefaultFacts,
        look: impl FnOnce(&Sources) -> R,
    ) -> R {
        let remembered = self.checkpoint().read(|state| state.answers.clone());
        look(&Sources {
            given: self.given(),
            remembered: &remembered,
            inventory,
            facts,
        })
    }

    /// What is wrong with the remembered answer to a question, if there is one and it no longer fits.
    fn unfit_remembered(&self, question: &dyn AnyQuestion, answers: &Answers) -> Option<AnswerProblem> {
        let value = self.checkpoint().read(|state| state.answers.get(question.key()).cloned())?;
        let remembered: Answer = serde_json::from_value(value).ok()?;
        question.validate(remembered, answers).err()
    }

    fn check_together(&self, answers: &Answers) -> Result<()> {
        for question in self.steps().questions() {
            if let Some(answer) = answers.get_any(question) {
                let checked = question.validate(answer.clone(), answers);
                checked.map_err(|problem| Error::answer(question.key(), problem))?;
            }
        }
        Ok(())
    }

    /// Keeps the secrets that came with an answers file.
    ///
    /// # Errors
    ///
    /// When one of them is another than the one in use: keeping it would lose the only good one.
    pub(in crate::walkthrough) fn take_given_secrets(&self) -> Result<()> {
        for step in self.steps().iter() {
            for secret in step.ask().into_iter().filter_map(|ask| ask.asked().secret()) {
                let Some(given) = self.given().secret(secret)? else {
                    continue;
                };
                let kept = self.memory().kept(secret)?;
                if kept.is_some_and(|kept| kept != given) && self.is_secret_in_use(step, secret)? {
                    let file = self.folder().file(SECRETS_FILE);
                    return Err(Error::answer(secret.key, AnswerProblem::AnotherInUse { file }));
                }
                self.memory().keep(secret, &given)?;
            }
        }
        Ok(())
    }

    /// Whether a secret is kept and something may have been made with it.
    pub(in crate::walkthrough) fn is_secret_in_use(&self, step: &dyn Step, secret: &Secret) -> Result<bool> {
        Ok(self.memory().kept(secret)?.is_some() && !self.memory().recorded_keys(step.id()).is_empty())
    }

    /// Remembers answers.
    pub(in crate::walkthrough) fn remember(&self, answers: &Answers) -> Result<()> {
        self.remember_given(answers, None)
    }

    /// Remembers answers, and which of the questions was answered in its step, if one was.
    pub(in crate::walkthrough) fn remember_given(&self, answers: &Answers, in_step: Option<&str>) -> Result<()> {
        let mut known = BTreeMap::new();
        for (key, answer) in answers.iter() {
            if let Ok(value) = serde_json::to_value(answer) {
                known.insert(key.to_owned(), value);
            }
        }
        let (before, is_noted) = self.checkpoint().read(|state| {
            let is_noted = in_step.is_none_or(|key| state.talk.answered.contains(key));
            (state.answers.clone(), is_noted)
        });
        if is_noted && known.iter().all(|(key, value)| before.get(key) == Some(value)) {
            return Ok(());
        }
        let is_new = |key: &str| before.get(key) != known.get(key);
        let questions = self.steps().questions().filter(|question| is_new(question.key()));
        let warnings = questions.filter_map(|question| question.warning(answers.get_any(question)?));
        let warnings: Vec<String> = warnings.collect();
        self.checkpoint().update(|state| {
            state.answers.extend(known);
            state.talk.answered.extend(in_step.map(str::to_owned));
        })?;
        for warning in warnings {
            self.report(Event::Notice(Notice::OfStep(warning)));
        }
        Ok(())
    }

    /// What defaults are made from. The person's own address is looked up once, and only when nothing else holds it.
    pub(in crate::walkthrough) async fn default_facts(&self) -> DefaultFacts {
        if let Some(facts) = self.lookups().facts() {
            return facts;
        }
        let mut facts = self.offline_facts();
        let question = self.steps().roles().trusted_addresses;
        let is_remembered = |key: &str| self.checkpoint().read(|state| state.answers.contains_key(key));
        if question.is_some_and(|question| !is_remembered(question.key)) {
            let address = caller_address(self.aws().cloud(), self.aws().outbound()).await;
            facts.caller = address.map(Ipv4Net::from);
        }
        self.lookups().keep_facts(facts.clone());
        facts
    }

    pub(in crate::walkthrough) fn offline_facts(&self) -> DefaultFacts {
        DefaultFacts {
            deployment: self.deployment().to_owned(),
            account: self.account().to_owned(),
            region: self.aws().region().to_owned(),
            is_learner_lab: self.aws().is_learner_lab(),
            caller: None,
        }
    }
}
