//! What the dossier of a deployment is made from: what was asked for, what stands, how it was proven, and what it costs.

use std::sync::Arc;

use crate::checkpoint::StepStatus;
use crate::walkthrough::inspect::drawing::{Drawing, read_drawing};
use crate::walkthrough::inspect::status::{DeploymentStatus, read_status};
use crate::walkthrough::inspect::verify::{StepChecks, verify_steps};
use crate::walkthrough::{Answer, Answers, AnyQuestion, DefaultFacts, Result, Session, Step, filled_lesson};

/// A question with its answer.
#[derive(Clone, Debug)]
pub struct AnsweredQuestion {
    /// Its key.
    pub key: &'static str,
    /// Its prompt.
    pub prompt: &'static str,
    /// The answer that counts; `None` where the person has to say.
    pub answer: Option<Answer>,
    /// What it would be if nobody said anything.
    pub default: Option<Answer>,
}

impl AnsweredQuestion {
    /// Whether somebody has said something else than the default.
    pub fn is_chosen(&self) -> bool {
        self.default.is_some() && self.answer.is_some() && self.answer != self.default
    }
}

/// A step with its questions and checks.
#[derive(Clone, Debug)]
pub struct StepDossier {
    /// Its id.
    pub step: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its lesson, with the answers in it.
    pub lesson: String,
    /// How far it is.
    pub status: StepStatus,
    /// Its questions; secrets are left out.
    pub questions: Vec<AnsweredQuestion>,
    /// Its checks, made now.
    pub checks: StepChecks,
}

/// Everything a dossier tells, as data.
#[derive(Clone, Debug)]
pub struct DossierFacts {
    /// What is there and what is planned, with its paths and prices.
    pub drawing: Drawing,
    /// How the deployment stands.
    pub status: DeploymentStatus,
    /// The steps, in order.
    pub steps: Vec<StepDossier>,
}

/// Reads what a dossier tells, and makes all checks.
///
/// # Errors
///
/// When AWS can't be read, or an answer isn't allowed.
pub async fn read_dossier(session: &Arc<Session>) -> Result<DossierFacts> {
    let all: Vec<&'static dyn Step> = session.steps().iter().collect();
    let answers = Arc::new(session.planned_answers().await?);
    let (drawing, status) = (read_drawing(session, &answers).await?, read_status(session).await?);
    let checks = verify_steps(session, &all, &answers).await?;
    let facts = session.default_facts().await;
    let mut steps = Vec::new();
    for (step, checks) in all.into_iter().zip(checks) {
        steps.push(StepDossier {
            step: step.id(),
            title: step.title(),
            lesson: filled_lesson(step, &session.steps(), &answers, &facts),
            status: session.step_status(step.id()),
            questions: answered(step, &answers, &facts),
            checks,
        });
    }
    Ok(DossierFacts { drawing, status, steps })
}

fn answered(step: &dyn Step, answers: &Answers, facts: &DefaultFacts) -> Vec<AnsweredQuestion> {
    let asked = step.ask().into_iter();
    let questions = asked.filter_map(|ask| ask.asked().question());
    let answered = questions.map(|question: &'static dyn AnyQuestion| AnsweredQuestion {
        key: question.key(),
        prompt: question.prompt(),
        answer: answers.get_any(question).cloned(),
        default: question.default_answer(facts),
    });
    answered.collect()
}
