//! The questions of one step: those that matter, and behind them the details, where they are wanted.

use crate::checkpoint::SECRETS_FILE;
use crate::walkthrough::run::guided::Walk;
use crate::walkthrough::run::interviewer::{Asking, AskingSecret, Reply};
use crate::walkthrough::{Answer, Answers, AnyQuestion, Asked, DefaultFacts, Error, Result, Secret, Step};

/// One thing to ask.
enum Stop {
    Ask(Asked),
    /// Whether the details are wanted.
    Details(Vec<&'static dyn AnyQuestion>),
}

/// Where the talk goes after a question.
enum Turn {
    On,
    /// To the details, which are wanted.
    Into(Vec<&'static dyn AnyQuestion>),
    Back,
    Quit,
}

impl<T> From<Reply<T>> for Turn {
    fn from(reply: Reply<T>) -> Self {
        match reply {
            Reply::Answer(_) => Self::On,
            Reply::Back => Self::Back,
            Reply::Quit => Self::Quit,
        }
    }
}

impl Walk<'_> {
    /// Asks a step's questions; every answer is remembered as soon as it is given. False when the person quits.
    pub(super) async fn ask_all(&mut self, step: &'static dyn Step) -> Result<bool> {
        let asked: Vec<Asked> = step.ask().into_iter().map(|ask| ask.asked()).collect();
        let details: Vec<_> = asked
            .iter()
            .filter(|asked| asked.is_detail())
            .filter_map(|asked| asked.question())
            .collect();
        let mut stops: Vec<Stop> = asked.into_iter().filter(|asked| !asked.is_detail()).map(Stop::Ask).collect();
        if !details.is_empty() {
            stops.push(Stop::Details(details));
        }
        self.ask_in_turn(step, stops).await
    }

    /// Asks those of a step's questions that only the person can answer.
    pub(super) async fn ask_unknown(&mut self, step: &'static dyn Step) -> Result<bool> {
        let questions = step.ask().into_iter().filter_map(|ask| ask.asked().question());
        let unknown = questions.filter(|question| self.answers.get_any(*question).is_none());
        let stops = unknown.map(|question| Stop::Ask(Asked::Question(question))).collect();
        self.ask_in_turn(step, stops).await
    }

    async fn ask_in_turn(&mut self, step: &'static dyn Step, mut stops: Vec<Stop>) -> Result<bool> {
        let mut at = 0;
        while let Some(stop) = stops.get(at) {
            self.session.interruption().check_cancelled()?;
            let has_previous = at > 0;
            let turn = match stop {
                Stop::Ask(Asked::Question(question)) => self.ask_question(*question, has_previous).await?.into(),
                Stop::Ask(Asked::Secret(secret)) => self.ask_secret(step, secret, has_previous).await?.into(),
                Stop::Details(details) => self.ask_details(details, has_previous).await?,
            };
            // Of details that were asked before, none is asked any more.
            if matches!(stop, Stop::Details(_)) {
                stops.truncate(at + 1);
            }
            match turn {
                Turn::On => at += 1,
                Turn::Into(details) => {
                    at += 1;
                    stops.extend(details.into_iter().map(|detail| Stop::Ask(Asked::Question(detail))));
                }
                Turn::Back => at = at.saturating_sub(1),
                Turn::Quit => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Asks a question, and remembers the answer.
    pub(super) async fn ask_question(&mut self, question: &'static dyn AnyQuestion, has_previous: bool) -> Result<Reply<()>> {
        let asking = Asking {
            question,
            default: self.default_of(question).await?,
            answers: &self.answers,
            has_previous,
        };
        Ok(match self.unless_stopped(self.interviewer.ask(&asking)).await? {
            Reply::Quit => Reply::Quit,
            Reply::Back => Reply::Back,
            Reply::Answer(answer) => Reply::Answer(self.take(question, answer)?),
        })
    }

    /// What Enter answers: what is known, else the question's own default. A remembered answer that no longer fits gives way to that.
    async fn default_of(&self, question: &'static dyn AnyQuestion) -> Result<Option<Answer>> {
        let answer = self.answers.get_any(question).cloned();
        if let Some(answer) = answer.and_then(|answer| question.validate(answer, &self.answers).ok()) {
            return Ok(Some(answer));
        }
        let facts = self.session.default_facts().await;
        self.known_or_default(question, &facts, &self.answers)
    }

    /// What is known, else the question's own default, beside these answers.
    fn known_or_default(&self, question: &dyn AnyQuestion, facts: &DefaultFacts, answers: &Answers) -> Result<Option<Answer>> {
        let default = || question.validate(question.default_answer(facts)?, answers).ok();
        Ok(self.session.known_answer(question, facts, answers)?.or_else(default))
    }

    /// Checks an answer that was given, and remembers it.
    fn take(&mut self, question: &'static dyn AnyQuestion, answer: Answer) -> Result<()> {
        let checked = question.validate(answer, &self.answers);
        let answer = checked.map_err(|problem| Error::answer(question.key(), problem))?;
        let mut one = Answers::default();
        one.set(question, answer.clone());
        self.answers.set(question, answer);
        self.given.insert(question.key());
        self.session.remember(&one)
    }

    /// Reads the answers again that the person has not given in this talk: what follows from others may be another now.
    pub(super) async fn refresh(&mut self) -> Result<()> {
        let facts = self.session.default_facts().await;
        let mut answers = self.session.no_answers();
        for question in self.session.steps().questions() {
            let given = self.answers.get_any(question).filter(|_| self.given.contains(question.key()));
            let fitting = given.cloned().and_then(|given| question.validate(given, &answers).ok());
            let answer = match fitting {
                Some(answer) => Some(answer),
                None => self.known_or_default(question, &facts, &answers)?,
            };
            if let Some(answer) = answer {
                answers.set(question, answer);
            }
        }
        self.answers = answers;
        Ok(())
    }

    /// Asks for a secret, unless something has been made with the one that is kept.
    pub(super) async fn ask_secret(
        &mut self,
        step: &'static dyn Step,
        secret: &'static Secret,
        has_previous: bool,
    ) -> Result<Reply<()>> {
        if self.session.is_secret_in_use(step, secret)? {
            return Ok(Reply::Answer(()));
        }
        let asking = AskingSecret {
            secret,
            file: self.session.folder().file(SECRETS_FILE),
            is_kept: self.session.memory().kept(secret)?.is_some(),
            has_previous,
        };
        Ok(match self.unless_stopped(self.interviewer.ask_secret(&asking)).await? {
            Reply::Quit => Reply::Quit,
            Reply::Back => Reply::Back,
            Reply::Answer(given) => {
                if let Some(given) = given {
                    self.session.memory().keep(secret, &given)?;
                }
                Reply::Answer(())
            }
        })
    }

    async fn ask_details(&self, details: &[&'static dyn AnyQuestion], has_previous: bool) -> Result<Turn> {
        let mut shown = Vec::with_capacity(details.len());
        for question in details {
            shown.push((*question, self.default_of(*question).await?));
        }
        // Without an answer to one of them there is nothing to take as it stands.
        if shown.iter().any(|(_, answer)| answer.is_none()) {
            return Ok(Turn::Into(details.to_vec()));
        }
        let asking = self.interviewer.ask_details(&shown, has_previous);
        Ok(match self.unless_stopped(asking).await? {
            Reply::Answer(true) => Turn::Into(details.to_vec()),
            Reply::Answer(false) => Turn::On,
            Reply::Back => Turn::Back,
            Reply::Quit => Turn::Quit,
        })
    }
}
