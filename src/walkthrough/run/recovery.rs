//! A failure in a talk: it is told where the person is, what can be answered otherwise is asked again, and the walk goes on.

use crate::checkpoint::StepStatus;
use crate::walkthrough::run::guided::Walk;
use crate::walkthrough::run::interviewer::{Asking, Recovery, Reply, TalkFailure};
use crate::walkthrough::run::walked::{AnswersGiven, Walked};
use crate::walkthrough::{Advice, Answer, AnswerKind, AnyQuestion, Error, Result};

impl Walk<'_> {
    /// Tells a failure, and asks what to do about it.
    ///
    /// # Errors
    ///
    /// The failure, where the person stops here or nothing can be done about it in a talk.
    pub(super) async fn recover(&mut self, error: Error) -> Result<Walked> {
        if matches!(error, Error::Bug { .. } | Error::Misuse(_)) || error.stop_reason().is_some() {
            return Err(error);
        }
        let step = match &error {
            Error::Step { step, .. } => Some(*step),
            _ => None,
        };
        let advice = error.advice(&self.session.steps());
        let again = self.answers_again(advice.as_ref());
        let failure = TalkFailure {
            step,
            error: &error,
            advice,
            questions: again.iter().map(|(question, _)| *question).collect(),
        };
        let answered = match self.unless_stopped(self.interviewer.settle_failure(&failure)).await? {
            Recovery::Answer => self.answer_again(step, again).await?,
            Recovery::Again => Some(Vec::new()),
            Recovery::LeaveOut => {
                self.leave_out(step)?;
                Some(Vec::new())
            }
            Recovery::Quit => None,
        };
        answered.map(Walked::Again).ok_or(error)
    }

    /// The questions whose answers may be the reason, with what to answer, where that is known.
    fn answers_again(&self, advice: Option<&Advice>) -> Vec<(&'static dyn AnyQuestion, Option<Answer>)> {
        let steps = self.session.steps();
        let again = advice.map(Advice::answers_again).unwrap_or_default();
        let asked = again.into_iter().filter_map(|again| {
            let question = steps.questions().find(|question| question.key() == again.key)?;
            Some((question, self.another_answer(question, again.value.as_deref())))
        });
        asked.collect()
    }

    /// Another answer than the one that failed: the advised one, the default, or a name with what no other deployment has.
    fn another_answer(&self, question: &dyn AnyQuestion, advised: Option<&str>) -> Option<Answer> {
        let failed = self.answers.get_any(question)?;
        let id = self.session.deployment_id();
        let own = id.as_str().rsplit('-').next().unwrap_or_default();
        let is_name = matches!(question.kind(), AnswerKind::Text) && !failed.to_string().ends_with(own);
        let fits = |text: &str| question.parse(text, &self.answers).ok().filter(|answer| answer != failed);
        let default = || question.default_answer(&self.session.offline_facts());
        advised
            .and_then(fits)
            .or_else(|| default().filter(|default| default != failed))
            .or_else(|| is_name.then(|| fits(&format!("{failed}-{own}"))).flatten())
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
    fn leave_out(&self, step: Option<&str>) -> Result<()> {
        let Some(step) = step else { return Ok(()) };
        self.session.note_talk(|talk| {
            talk.confirmed.remove(step);
            talk.left_out.insert(step.to_owned());
        })?;
        self.session.set_step_status(step, StepStatus::Skipped, None)
    }
}
