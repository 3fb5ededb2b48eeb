//! Whoever talks with the person in a guided walk, and what is said.

use async_trait::async_trait;

use crate::checkpoint::SecretText;
use crate::walkthrough::{Answer, Answers, AnyQuestion, OverBudget, PlanPrice, Preflight, Secret, StepPlan};

/// What opens a step.
#[derive(Clone, Debug)]
pub struct StepIntroduction {
    /// The step's id.
    pub step: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its place in the walkthrough, from 1.
    pub number: usize,
    /// How many steps the walkthrough has.
    pub of: usize,
    /// Its lesson, in Markdown, with the answers in it.
    pub lesson: String,
}

/// What the person says to a question, or gives as a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply<T> {
    /// This.
    Answer(T),
    /// Stop here.
    Quit,
}

/// What the person says to a step's plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Do it.
    Yes,
    /// Leave the step out.
    Skip,
    /// Explain more.
    Explain,
    /// Go back to the questions.
    Back,
    /// Stop here.
    Quit,
}

/// What the person says to a shortage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// Take the way that fits.
    TakeFit,
    /// Go on as planned.
    GoOn,
    /// Stop here.
    Quit,
}

/// Whoever talks with the person.
#[async_trait]
pub trait Interviewer: Send + Sync {
    /// Opens a step.
    async fn introduce(&self, step: &StepIntroduction);

    /// Asks one question. `answers` are those before it, for its check.
    async fn ask(&self, question: &'static dyn AnyQuestion, default: Option<Answer>, answers: &Answers) -> Reply<Answer>;

    /// Asks for a secret; `None` where the person leaves it to be generated.
    async fn ask_secret(&self, secret: &'static Secret) -> Reply<Option<SecretText>>;

    /// Shows what a step would do, and what it and all before it cost, and asks whether to.
    async fn confirm(&self, plan: &StepPlan, price: &PlanPrice) -> Decision;

    /// Asks once more where a step passes the budget, or nobody knows whether it does.
    async fn accept_over_budget(&self, over: &OverBudget) -> bool;

    /// Shows what the account is short of, before anything is made, and asks what to do.
    async fn settle_shortage(&self, preflight: &Preflight) -> Settlement;

    /// Shows the whole lesson.
    async fn explain(&self, step: &StepIntroduction);
}
