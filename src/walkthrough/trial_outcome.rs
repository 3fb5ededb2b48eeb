//! What the commands of an experiment showed, and whether that was expected.

use crate::hosts::Said;
use crate::resources::{Observed, State};
use crate::walkthrough::{
    Action, Ending, Experiment, PathQuestion, PlanPrice, StepChecks, StepPlan, Trial, Verdict as CheckVerdict,
};
use jalon_reachability::{Answer, Verdict};

/// What a command of an experiment showed.
pub enum TrialOutcome {
    /// Something was made.
    Made {
        /// What is ready now.
        made: Box<Observed>,
        /// What else of its kind stands.
        beside: Vec<Observed>,
    },
    /// A path.
    Path {
        /// What was asked.
        question: Box<PathQuestion>,
        /// The answer.
        answer: Answer,
    },
    /// What a host printed.
    Said(Said),
    /// A step's checks.
    Checks(Vec<StepChecks>),
    /// A step's plan, and its price.
    Plan(Box<StepPlan>, Box<PlanPrice>),
}

impl Experiment {
    /// Whether its trials showed what was expected.
    pub fn is_met_by(&self, outcomes: &[TrialOutcome]) -> bool {
        let mut both = self.trials.iter().zip(outcomes);
        self.trials.len() == outcomes.len() && both.all(|(trial, outcome)| trial.is_met_by(outcome))
    }
}

impl Trial {
    /// Whether it showed what was expected.
    pub fn is_met_by(&self, outcome: &TrialOutcome) -> bool {
        match (self, outcome) {
            (Self::Make(resource), TrialOutcome::Made { made, .. }) => {
                made.state == State::Ready && made.has_key(&resource.base().key)
            }
            (Self::Reach { ends, .. }, TrialOutcome::Path { answer, .. }) => {
                let stop = answer.stop().map(|hop| hop.label.kind);
                match ends {
                    Ending::Open => answer.verdict() == Verdict::Open,
                    Ending::Closed => answer.verdict() == Verdict::Closed,
                    Ending::StoppedBy(kind) => answer.verdict() == Verdict::Closed && stop == Some(*kind),
                }
            }
            (Self::OnHost { prints, .. }, TrialOutcome::Said(said)) => {
                prints.is_met_by(&format!("{}{}", said.stdout, said.stderr))
            }
            (Self::SignUp, TrialOutcome::Checks(results)) => {
                let mut checks = results.iter().flat_map(|result| &result.checks);
                checks.all(|check| matches!(check.verdict, CheckVerdict::Passed))
            }
            (Self::Plan { makes, .. }, TrialOutcome::Plan(plan, _)) => {
                let is_made = plan.resources.iter().any(|resource| resource.action == Action::Create);
                is_made == *makes
            }
            _ => false,
        }
    }
}
