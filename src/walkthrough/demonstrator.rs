//! Whoever shows experiments to the person, and what the person says.

use async_trait::async_trait;

use crate::walkthrough::{Advised, Error, Experiment, Making, Step, TrialOutcome};

/// One experiment among a step's.
pub struct Experimenting<'a> {
    /// The experiment.
    pub experiment: &'a Experiment,
    /// Its step.
    pub step: &'static dyn Step,
    /// Its place, from 1.
    pub number: usize,
    /// How many the step has.
    pub of: usize,
    /// The choice that the person predicted before they were interrupted, from 0.
    pub predicted: Option<usize>,
}

/// What a person predicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prediction {
    /// The choice of this place, from 0.
    Choice(usize),
    /// Nothing: nobody was asked.
    None,
    /// The person leaves the experiments.
    Back,
    /// The person breaks off.
    Quit,
}

/// How an experiment ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// The person has gone through it, or didn't want it carried out.
    Through,
    /// The person leaves the experiments.
    Back,
    /// The person breaks off.
    Quit,
}

/// When experiments are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Between two steps of a walk, while others are being made.
    BetweenSteps,
    /// All steps are walked.
    AtTheEnd,
}

/// What the person says to an offer of experiments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// Now.
    Now,
    /// At the end of the walk.
    Later,
    /// Never in this walk.
    Never,
    /// Stop here.
    Quit,
}

/// Whoever shows experiments to the person.
#[async_trait]
pub trait Demonstrator: Send + Sync {
    /// Asks whether the experiments of these steps are wanted, in a walk.
    async fn offer(&self, steps: &[&'static str], occasion: Occasion) -> Offered;

    /// Opens the experiments of a step, in a walk.
    async fn begin(&self, step: &'static dyn Step, number: usize, of: usize);

    /// Says what can't be tried, in a walk, which goes on.
    async fn give_up(&self, step: &'static dyn Step, error: &Error);

    /// Shows what is to be predicted, and asks for it where somebody can be asked and hasn't said it before.
    async fn predict(&self, experimenting: &Experimenting<'_>) -> Prediction;

    /// Asks whether something may be written into the person's own application.
    async fn may_write(&self) -> bool;

    /// Says what is about to be made and what that costs, and asks whether it may be where it costs anything. What stands already is used.
    async fn may_make(&self, making: &Making) -> bool;

    /// Waits until the person has read what is shown, in a walk.
    async fn wait_for_reader(&self) -> Tried;

    /// Shows a command as it is typed.
    async fn show_command(&self, command: &Advised);

    /// Shows what the command printed.
    async fn show_outcome(&self, outcome: &TrialOutcome);

    /// Says what it showed, and whether that was predicted; or that it is not as expected.
    async fn conclude(&self, experimenting: &Experimenting<'_>, prediction: Prediction, is_as_expected: bool);
}
