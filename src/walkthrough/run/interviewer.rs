//! Whoever talks with the person in a guided walk, and what is said.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::checkpoint::SecretText;
use crate::walkthrough::{
    Advice, Answer, Answers, AnyQuestion, Asked, Beginning, Drawing, Error, Origin, OverBudget, PlanPrice, Preflight, Secret,
    StepPlan,
};

/// What opens a walk.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Which deployment, and where.
    pub beginning: Beginning,
    /// How many steps are walked.
    pub steps: usize,
    /// All that they ask for, in walking order.
    pub rows: Vec<AnswerRow>,
    /// What everything costs once they are walked; `None` where it can't be planned before something is answered.
    pub price: Option<PlanPrice>,
    /// How long AWS takes for them, about; `None` where that isn't known, or nothing is waited for.
    pub takes: Option<Duration>,
    /// The file that keeps the secrets.
    pub secrets_file: PathBuf,
    /// Whether what a walk is has just been said.
    pub is_first: bool,
}

/// One thing that a walk asks for, as it is answered before anybody is asked.
#[derive(Clone)]
pub struct AnswerRow {
    /// The step's id.
    pub step: &'static str,
    /// What is asked for.
    pub asked: Asked,
    /// The answer and where it comes from; `None` where only the person knows it, and for a secret.
    pub answer: Option<(Answer, Origin)>,
    /// Whether a secret is kept already.
    pub is_kept: bool,
}

impl std::fmt::Debug for AnswerRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {:?}", self.asked.key(), self.answer)
    }
}

/// What the person says to the answers at the beginning.
#[derive(Clone, Copy)]
pub enum Start {
    /// Take these.
    Take,
    /// Change this one, and show them again.
    Change(Asked),
    /// Ask each, in its step.
    Each,
    /// Stop here.
    Quit,
}

/// A question as it is asked.
pub struct Asking<'a> {
    /// The question.
    pub question: &'static dyn AnyQuestion,
    /// What Enter takes.
    pub default: Option<Answer>,
    /// The other answers, for its check.
    pub answers: &'a Answers,
    /// Whether there is a question before it to go back to.
    pub has_previous: bool,
}

/// A secret as it is asked for.
pub struct AskingSecret {
    /// The secret.
    pub secret: &'static Secret,
    /// The file that keeps it.
    pub file: PathBuf,
    /// Whether one is kept already.
    pub is_kept: bool,
    /// Whether there is a question before it to go back to.
    pub has_previous: bool,
}

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
    /// Whether the lesson follows; otherwise what it begins with is all that is said of it.
    pub is_taught: bool,
    /// What is planned of the whole, where the lesson follows and it can be planned.
    pub whole: Option<Arc<Drawing>>,
}

/// What the person says to a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taught {
    /// Go on.
    On,
    /// Go on, and leave all lessons out from now on.
    NoMore,
    /// Stop here.
    Quit,
}

/// How far a walk is that is taken up again.
#[derive(Clone, Debug)]
pub struct Resumption {
    /// The ids of the steps that are done.
    pub done: Vec<&'static str>,
    /// The ids of the steps that the person has said yes to, and that go on by themselves.
    pub confirmed: Vec<&'static str>,
    /// The step that is talked about next, where there is one: its id.
    pub next: Option<&'static str>,
    /// The steps that failed: their ids, and why.
    pub failed: Vec<(&'static str, String)>,
}

/// What the person says to a question, or gives as a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply<T> {
    /// This.
    Answer(T),
    /// Go back to the question before.
    Back,
    /// Stop here.
    Quit,
}

impl<T> Reply<T> {
    /// What an answer comes to.
    pub fn and_then<U>(self, follow: impl FnOnce(T) -> Reply<U>) -> Reply<U> {
        match self {
            Self::Answer(answer) => follow(answer),
            Self::Back => Reply::Back,
            Self::Quit => Reply::Quit,
        }
    }
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

/// Something that failed in a talk.
pub struct TalkFailure<'a> {
    /// The step that failed, where it was one.
    pub step: Option<&'static str>,
    /// Why.
    pub error: &'a Error,
    /// What can be done about it.
    pub advice: Option<Advice>,
    /// The questions whose answers may be the reason.
    pub questions: Vec<&'static dyn AnyQuestion>,
}

/// What the person wants to do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// Answer the questions again that may be the reason, and go on.
    Answer,
    /// Try again as it is.
    Again,
    /// Leave the step out, and go on.
    LeaveOut,
    /// Stop here.
    Quit,
}

/// Whoever talks with the person.
#[async_trait]
pub trait Interviewer: Send + Sync {
    /// Opens a step.
    async fn introduce(&self, step: &StepIntroduction);

    /// Says what a walk is, before its answers are shown; false where the person stops here.
    async fn welcome(&self, opening: &Opening) -> bool;

    /// Opens a walk: all answers with where each comes from.
    async fn open(&self, opening: &Opening) -> Start;

    /// Takes up a walk again whose beginning was talked about before.
    async fn resume(&self, resumption: &Resumption);

    /// Shows a step's lesson, before anything is asked.
    async fn teach(&self, step: &StepIntroduction) -> Taught;

    /// Everything is said; what is being made is waited for.
    async fn end(&self);

    /// Asks one question.
    async fn ask(&self, asking: &Asking<'_>) -> Reply<Answer>;

    /// Asks for a secret; `None` where the person leaves it to be generated, or keeps the one there is.
    async fn ask_secret(&self, asking: &AskingSecret) -> Reply<Option<SecretText>>;

    /// Asks whether the rest of a step's questions are wanted too, which are answered so.
    async fn ask_details(&self, details: &[(&'static dyn AnyQuestion, Option<Answer>)], has_previous: bool) -> Reply<bool>;

    /// Shows what a step would do, and what it and all before it cost, and asks whether to.
    async fn confirm(&self, plan: &StepPlan, price: &PlanPrice) -> Decision;

    /// Asks once more where a step passes the budget, or nobody knows whether it does.
    async fn accept_over_budget(&self, over: &OverBudget) -> bool;

    /// Shows what the account is short of, before anything is made, and asks what to do.
    async fn settle_shortage(&self, preflight: &Preflight) -> Settlement;

    /// Tells what failed, and asks what to do about it.
    async fn settle_failure(&self, failure: &TalkFailure<'_>) -> Recovery;

    /// Shows the lesson to a person who asks for it.
    async fn explain(&self, step: &StepIntroduction) -> Taught;
}
