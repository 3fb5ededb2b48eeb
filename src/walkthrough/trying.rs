//! Experiments with what is built: each is predicted, run, and compared with what was expected. Nothing is changed on AWS.

use std::sync::Arc;

use async_trait::async_trait;
use futures_util::future::BoxFuture;
use tokio::sync::OnceCell;

use crate::checkpoint::StepStatus;
use crate::hosts::{Said, words_of};
use crate::walkthrough::inspect::{Planner, settle_status};
use crate::walkthrough::step::Target;
use crate::walkthrough::{
    Action, Advised, Answers, Ending, Error, Experiment, Misuse, PathQuestion, PlanPrice, Result, Session, Step, StepChecks,
    StepContext, StepPlan, Trial, plan_steps, price_plans, run, verify_steps,
};
use jalon_reachability::{Answer, Network, Verdict};

/// What a command of an experiment showed.
pub enum TrialOutcome {
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
}

/// What a person predicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prediction {
    /// The choice of this place, from 0.
    Choice(usize),
    /// Nothing: nobody was asked.
    None,
    /// The person breaks off.
    Quit,
}

/// Whoever shows experiments to the person.
#[async_trait]
pub trait Demonstrator: Send + Sync {
    /// Shows what is to be predicted, and asks for it where somebody can be asked.
    async fn predict(&self, experimenting: &Experimenting<'_>) -> Prediction;

    /// Asks whether something may be written into the person's own application.
    async fn may_write(&self) -> bool;

    /// Shows a command as it is typed.
    async fn show_command(&self, command: &Advised);

    /// Shows what the command printed.
    async fn show_outcome(&self, outcome: &TrialOutcome);

    /// Says what it showed, and whether that was predicted; or that it is not as expected.
    async fn conclude(&self, experimenting: &Experimenting<'_>, prediction: Prediction, is_as_expected: bool);
}

/// The experiments of a deployment as it stands. The network is read once.
pub struct Experiments {
    session: Arc<Session>,
    answers: Arc<Answers>,
    network: OnceCell<Network>,
}

impl Experiments {
    /// Those of a deployment that was read from AWS, with these answers.
    pub fn new(session: &Arc<Session>, answers: &Arc<Answers>) -> Self {
        Self {
            session: Arc::clone(session),
            answers: Arc::clone(answers),
            network: OnceCell::new(),
        }
    }

    /// Whether a step is built, so that its experiments can be run.
    pub fn is_built(&self, step: &dyn Step) -> bool {
        let status = settle_status(&self.session, step.id(), self.session.step_status(step.id()));
        status == StepStatus::Done && !self.session.left_out().contains_key(step.id())
    }

    /// The experiments of a step, without those that need hosts where there are none to log in to.
    ///
    /// # Errors
    ///
    /// [`Misuse::NotBuilt`] where the step isn't built; or what they are about can't be found out.
    pub fn of(&self, step: &'static dyn Step) -> Result<Vec<Experiment>> {
        if !self.is_built(step) {
            return Err(Error::from(Misuse::NotBuilt { step: step.id() }));
        }
        let target = Arc::new(Planner::default()) as Arc<dyn Target>;
        let cx = StepContext::new(&self.session, target, &self.answers, step.id());
        let mut experiments = step.experiments(&cx)?;
        let has_hosts = run::hosts(&self.session)?.is_some();
        experiments.retain(|experiment| has_hosts || !experiment.needs_hosts());
        Ok(experiments)
    }

    /// The command of a trial, as a person types it.
    ///
    /// # Errors
    ///
    /// When the network can't be read, or an end of a path isn't there.
    pub async fn command(&self, step: &'static dyn Step, trial: &Trial) -> Result<Advised> {
        Ok(match trial {
            Trial::Reach { from, to, .. } => Advised::Reach {
                question: Box::new(self.question(from, to).await?),
            },
            Trial::OnHost { host, command, .. } => Advised::Ssh {
                host: (*host).to_owned(),
                command: words_of(command).map(Into::into),
            },
            Trial::SignUp => Advised::VerifyStep { step: step.id() },
            Trial::Plan { set, .. } => Advised::PlanStep {
                step: step.id(),
                set: set.clone(),
            },
        })
    }

    /// Runs a trial.
    ///
    /// # Errors
    ///
    /// When AWS can't be read or a host can't be reached.
    pub async fn run(&self, step: &'static dyn Step, trial: &Trial) -> Result<TrialOutcome> {
        // Boxed: they lie in the future of whatever runs them.
        let running: BoxFuture<'_, Result<TrialOutcome>> = match trial {
            Trial::Reach { from, to, .. } => Box::pin(async move {
                let question = Box::new(self.question(from, to).await?);
                let answer = question.answer(self.network().await?);
                Ok(TrialOutcome::Path { question, answer })
            }),
            Trial::OnHost { host, command, .. } => Box::pin(async move {
                let hosts = run::hosts(&self.session)?.ok_or(Misuse::NoHosts)?;
                Ok(TrialOutcome::Said(hosts.run(host, command).await?))
            }),
            Trial::SignUp => Box::pin(async move {
                let results = verify_steps(&self.session, &[step], &self.answers).await?;
                Ok(TrialOutcome::Checks(results))
            }),
            Trial::Plan { set, .. } => Box::pin(self.plan(step, set.as_ref())),
        };
        self.session.interruption().unless_stopped(running).await
    }

    async fn network(&self) -> Result<&Network> {
        self.network
            .get_or_try_init(|| self.session.read_network(&self.answers))
            .await
    }

    async fn question(&self, from: &str, to: &str) -> Result<PathQuestion> {
        Ok(PathQuestion::new(self.network().await?, from, to, false)?)
    }

    /// The plan of one step, which stands on those of the steps before it.
    async fn plan(&self, step: &'static dyn Step, set: Option<&(&'static str, String)>) -> Result<TrialOutcome> {
        let steps = self.session.steps();
        let mut answers = Answers::clone(&self.answers);
        if let Some((key, value)) = set
            && let Some(question) = steps.asked_as(key)?.question()
        {
            let answer = question.parse(value, &answers);
            answers.set(question, answer.map_err(|problem| Error::answer(key, problem))?);
        }
        let before = steps.until(step.id())?;
        let mut plans = plan_steps(&self.session, &before, &Arc::new(answers)).await?;
        let price = price_plans(&self.session, &plans);
        let plan = plans.pop().ok_or(Misuse::NotBuilt { step: step.id() })?;
        Ok(TrialOutcome::Plan(Box::new(plan), Box::new(price)))
    }
}

impl Trial {
    /// Whether it showed what was expected.
    pub fn is_met_by(&self, outcome: &TrialOutcome) -> bool {
        match (self, outcome) {
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
                checks.all(|check| matches!(check.verdict, crate::walkthrough::Verdict::Passed))
            }
            (Self::Plan { makes, .. }, TrialOutcome::Plan(plan, _)) => {
                let is_made = plan.resources.iter().any(|resource| resource.action == Action::Create);
                is_made == *makes
            }
            _ => false,
        }
    }
}

/// Goes through a step's experiments one after the other: what is predicted, what the commands print, what that shows. False where the person
/// breaks off.
///
/// # Errors
///
/// [`Misuse::NotBuilt`] where the step isn't built; or the first thing that can't be read or reached.
pub async fn try_step(experiments: &Experiments, step: &'static dyn Step, to: &dyn Demonstrator) -> Result<bool> {
    let all = experiments.of(step)?;
    for (index, experiment) in all.iter().enumerate() {
        let experimenting = Experimenting {
            experiment,
            step,
            number: index + 1,
            of: all.len(),
        };
        let prediction = to.predict(&experimenting).await;
        if prediction == Prediction::Quit {
            return Ok(false);
        }
        if experiment.writes() && !to.may_write().await {
            continue;
        }
        let mut is_as_expected = true;
        for trial in &experiment.trials {
            to.show_command(&experiments.command(step, trial).await?).await;
            let outcome = experiments.run(step, trial).await?;
            to.show_outcome(&outcome).await;
            is_as_expected &= trial.is_met_by(&outcome);
        }
        to.conclude(&experimenting, prediction, is_as_expected).await;
    }
    Ok(true)
}
