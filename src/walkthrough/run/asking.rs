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
    /// Asks a step's questions; every answer is remembered as soon as it is given. Those that were answered before in this walk, which
    /// somebody or something may have broken off since, are asked where the person goes back to them, or wants to be asked again. False
    /// when the person quits.
    pub(super) async fn ask_all(&mut self, step: &'static dyn Step, again: bool) -> Result<bool> {
        let (details, asked): (Vec<Asked>, Vec<Asked>) = step
            .ask()
            .into_iter()
            .map(|ask| ask.asked())
            .partition(|asked| asked.is_detail());
        let details: Vec<_> = details.iter().filter_map(|asked| asked.question()).collect();
        let talk = self.session.talk();
        let wants_details = talk.details.get(step.id()).copied().filter(|_| !again);
        let mut stops: Vec<Stop> = asked.into_iter().map(Stop::Ask).collect();
        if !details.is_empty() {
            stops.push(Stop::Details(details.clone()));
        }
        if wants_details == Some(true) {
            stops.extend(details.into_iter().map(|detail| Stop::Ask(Asked::Question(detail))));
        }
        let is_open = |stop: &Stop| match stop {
            Stop::Ask(asked) => !talk.answered.contains(asked.key()),
            Stop::Details(_) => wants_details.is_none(),
        };
        let first = if again { Some(0) } else { stops.iter().position(is_open) };
        self.ask_in_turn(step, stops, first).await
    }

    /// Asks those of a step's questions that only the person can answer.
    pub(super) async fn ask_unknown(&mut self, step: &'static dyn Step) -> Result<bool> {
        let questions = step.ask().into_iter().filter_map(|ask| ask.asked().question());
        let unknown = questions.filter(|question| self.answers.get_any(*question).is_none());
        let stops = unknown.map(|question| Stop::Ask(Asked::Question(question))).collect();
        self.ask_in_turn(step, stops, Some(0)).await
    }

    /// Makes these stops from the first one on; none where there is no first.
    async fn ask_in_turn(&mut self, step: &'static dyn Step, mut stops: Vec<Stop>, first: Option<usize>) -> Result<bool> {
        let mut at = first.unwrap_or(stops.len());
        while let Some(stop) = stops.get(at) {
            self.session.interruption().check_cancelled()?;
            let has_previous = at > 0;
            let turn = match stop {
                Stop::Ask(Asked::Question(question)) => self.ask_question(*question, has_previous).await?.into(),
                Stop::Ask(Asked::Secret(secret)) => self.ask_secret(step, secret, has_previous).await?.into(),
                Stop::Details(details) => self.ask_details(step, details, has_previous).await?,
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
    pub(super) fn take(&mut self, question: &'static dyn AnyQuestion, answer: Answer) -> Result<()> {
        let checked = question.validate(answer, &self.answers);
        let answer = checked.map_err(|problem| Error::answer(question.key(), problem))?;
        let mut one = Answers::default();
        one.set(question, answer.clone());
        self.answers.set(question, answer);
        self.given.insert(question.key());
        self.session.remember_given(&one, Some(question.key()))
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
                self.session.note_talk(|talk| talk.answered.extend([secret.key.to_owned()]))?;
                Reply::Answer(())
            }
        })
    }

    /// Asks whether the details are wanted; those that aren't are taken as they stand.
    async fn ask_details(&mut self, step: &dyn Step, details: &[&'static dyn AnyQuestion], has_previous: bool) -> Result<Turn> {
        let mut shown = Vec::with_capacity(details.len());
        for question in details {
            shown.push((*question, self.default_of(*question).await?));
        }
        // Without an answer to one of them there is nothing to take as it stands.
        if shown.iter().any(|(_, answer)| answer.is_none()) {
            return Ok(Turn::Into(details.to_vec()));
        }
        let asking = self.interviewer.ask_details(&shown, has_previous);
        let wanted = match self.unless_stopped(asking).await? {
            Reply::Answer(wanted) => wanted,
            Reply::Back => return Ok(Turn::Back),
            Reply::Quit => return Ok(Turn::Quit),
        };
        for (question, answer) in shown.into_iter().filter(|_| !wanted) {
            if let Some(answer) = answer {
                self.take(question, answer)?;
            }
        }
        self.session
            .note_talk(|talk| talk.details.extend([(step.id().to_owned(), wanted)]))?;
        Ok(match wanted {
            true => Turn::Into(details.to_vec()),
            false => Turn::On,
        })
    }
}
