//! A failure in a talk: it is told where the person is, what can be answered otherwise is asked again, and the walk goes on.

use crate::aws::Noun;
use crate::checkpoint::StepStatus;
use crate::walkthrough::run::guided::Walk;
use crate::walkthrough::run::interviewer::{Asking, Recovery, Reply, TalkFailure};
use crate::walkthrough::run::walked::{AnswersGiven, Walked};
use crate::walkthrough::{Answer, AnswerAgain, AnswerKind, AnyQuestion, Error, Result};

impl Walk<'_> {
    /// Tells a failure, and asks what to do about it.
    ///
    /// # Errors
    ///
    /// The failure, where the person stops here or nothing can be done about it in a talk.
    pub(super) async fn recover(&mut self, error: Error) -> Result<Walked> {
        if matches!(error, Error::Stopped(_) | Error::Bug { .. } | Error::Misuse(_)) || error.stop_reason().is_some() {
            return Err(error);
        }
        let step = match &error {
            Error::Step { step, .. } => Some(*step),
            _ => None,
        };
        let again = self.answers_again(&error);
        let questions: Vec<_> = again.iter().map(|(question, _)| *question).collect();
        let failure = TalkFailure {
            step,
            error: &error,
            advice: error.advice(&self.session.steps()),
            questions,
        };
        let recovery = self.unless_stopped(self.interviewer.settle_failure(&failure)).await?;
        let answered = match (recovery, step) {
            (Recovery::Answer, _) => self.answer_again(step, again).await?,
            (Recovery::LeaveOut, Some(step)) => self.leave_out(step)?,
            (Recovery::Again | Recovery::LeaveOut, _) => Some(Vec::new()),
            (Recovery::Quit, _) => None,
        };
        answered.map(Walked::Again).ok_or(error)
    }

    /// The questions whose answers may be the reason, with what to answer, where that is known.
    fn answers_again(&self, error: &Error) -> Vec<(&'static dyn AnyQuestion, Option<Answer>)> {
        let steps = self.session.steps();
        let advised = error.advice(&steps).map(|advice| advice.answers_again()).unwrap_or_default();
        let named = self.name_at_fault(error).into_iter().map(|key| AnswerAgain {
            key,
            value: String::new(),
        });
        let again = advised.into_iter().chain(named);
        let asked = again.filter_map(|again| {
            let question = steps.questions().find(|question| question.key() == again.key)?;
            Some((question, self.another_answer(question, &again.value)))
        });
        asked.collect()
    }

    /// The question of a name that somebody else has.
    fn name_at_fault(&self, error: &Error) -> Option<&'static str> {
        let steps = self.session.steps();
        let roles = steps.roles();
        match error {
            Error::Step { source, .. } => self.name_at_fault(source),
            Error::Shared(error) => self.name_at_fault(error),
            Error::Foreign { noun: Noun::Bucket, .. } => roles.bucket_name.map(|question| question.key),
            Error::Foreign {
                noun: Noun::DbInstance, ..
            } => roles.database_name.map(|question| question.key),
            _ => None,
        }
    }

    /// Another answer than the one that failed: the advised one, the default, or a name with what no other deployment has.
    fn another_answer(&self, question: &dyn AnyQuestion, advised: &str) -> Option<Answer> {
        let failed = self.answers.get_any(question)?;
        let id = self.session.deployment_id();
        let own = id.as_str().rsplit('-').next().unwrap_or_default();
        let renamed = match question.kind() {
            AnswerKind::Text if !failed.to_string().ends_with(own) => format!("{failed}-{own}"),
            _ => String::new(),
        };
        let fits = |text: &str| question.parse(text, &self.answers).ok().filter(|answer| answer != failed);
        let default = || question.default_answer(&self.session.offline_facts());
        fits(advised)
            .or_else(|| default().filter(|default| default != failed))
            .or_else(|| fits(&renamed))
    }

    /// Asks these questions once more. What was said yes to with the answers before counts with the new ones. `None` when the person quits.
    async fn answer_again(
        &mut self,
        step: Option<&'static str>,
        again: Vec<(&'static dyn AnyQuestion, Option<Answer>)>,
    ) -> Result<Option<AnswersGiven>> {
        let mut answered = Vec::new();
        for (question, default) in again {
            let asking = Asking {
                question,
                default,
                answers: &self.answers,
                has_previous: false,
            };
            match self.unless_stopped(self.interviewer.ask(&asking)).await? {
                Reply::Answer(answer) => {
                    answered.push((question.key(), answer.to_string()));
                    self.take(question, answer)?;
                }
                Reply::Back | Reply::Quit => return Ok(None),
            }
        }
        if let Some(step) = self.session.steps().iter().find(|one| Some(one.id()) == step) {
            self.session.note_confirmed(step, &self.answers)?;
        }
        Ok(Some(answered))
    }

    /// Leaves a step out that failed, as one that the person chose not to make.
    fn leave_out(&self, step: &str) -> Result<Option<AnswersGiven>> {
        self.session.note_talk(|talk| {
            talk.confirmed.remove(step);
            talk.left_out.insert(step.to_owned());
        })?;
        self.session.set_step_status(step, StepStatus::Skipped, None)?;
        Ok(Some(Vec::new()))
    }
}
