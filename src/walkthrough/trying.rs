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

    /// Waits until the person has read what is shown, in a walk.
    async fn wait_for_reader(&self) -> Tried;

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

    /// Goes through one experiment: what is predicted, what the commands print, what that shows. A prediction is handed to `note` before
    /// anything is run.
    ///
    /// # Errors
    ///
    /// The first thing that can't be read or reached; what `note` returns; or [`Error::Stopped`].
    pub async fn go_through(
        &self,
        experimenting: &Experimenting<'_>,
        to: &dyn Demonstrator,
        note: impl FnOnce(usize) -> Result<()>,
    ) -> Result<Tried> {
        let (experiment, step) = (experimenting.experiment, experimenting.step);
        let prediction = self.unless_told_to_stop(to.predict(experimenting)).await?;
        match prediction {
            Prediction::Back => return Ok(Tried::Back),
            Prediction::Quit => return Ok(Tried::Quit),
            Prediction::Choice(choice) => note(choice)?,
            Prediction::None => {}
        }
        if experiment.writes() && !self.unless_told_to_stop(to.may_write()).await? {
            return Ok(Tried::Through);
        }
        let mut outcomes = Vec::with_capacity(experiment.trials.len());
        for (index, trial) in experiment.trials.iter().enumerate() {
            if index > 0 {
                match self.wait_for_reader(to).await? {
                    Tried::Through => {}
                    ended => return Ok(ended),
                }
            }
            let command = self.session.interruption().unless_stopped(self.command(step, trial)).await?;
            to.show_command(&command).await;
            let outcome = self.run(step, trial).await?;
            to.show_outcome(&outcome).await;
            outcomes.push(outcome);
        }
        // A step that is being made meanwhile may have changed what is right.
        let now = self.of(step)?.into_iter().find(|now| now.name == experiment.name);
        let changed = now.filter(|now| !experiment.is_met_by(&outcomes) && now.is_met_by(&outcomes));
        let is_as_expected = changed.is_some() || experiment.is_met_by(&outcomes);
        let concluded = Experimenting {
            experiment: changed.as_ref().unwrap_or(experiment),
            ..*experimenting
        };
        to.conclude(&concluded, prediction, is_as_expected).await;
        Ok(Tried::Through)
    }

    /// Lets the person read what is shown.
    ///
    /// # Errors
    ///
    /// [`Error::Stopped`].
    pub async fn wait_for_reader(&self, to: &dyn Demonstrator) -> Result<Tried> {
        let read = self.unless_told_to_stop(to.wait_for_reader()).await?;
        self.session.interruption().check_cancelled()?;
        Ok(read)
    }

    /// Lets the person answer, unless the run is told to stop.
    async fn unless_told_to_stop<T>(&self, prompt: impl Future<Output = T>) -> Result<T> {
        let interruption = self.session.interruption();
        let said = tokio::select! {
            biased;
            said = prompt => said,
            reason = interruption.told_to_stop() => return Err(Error::Stopped(reason)),
        };
        Ok(said)
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

/// Goes through a step's experiments one after the other; how the last one ended.
///
/// # Errors
///
/// [`Misuse::NotBuilt`] where the step isn't built; or the first thing that can't be read or reached.
pub async fn try_step(experiments: &Experiments, step: &'static dyn Step, to: &dyn Demonstrator) -> Result<Tried> {
    let all = experiments.of(step)?;
    for (index, experiment) in all.iter().enumerate() {
        let experimenting = Experimenting {
            experiment,
            step,
            number: index + 1,
            of: all.len(),
            predicted: None,
        };
        match experiments.go_through(&experimenting, to, |_| Ok(())).await? {
            Tried::Through => {}
            ended => return Ok(ended),
        }
    }
    Ok(Tried::Through)
}
