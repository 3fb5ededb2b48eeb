//! Experiments with what is built: each is predicted, run, and compared with what was expected. On AWS everything is afterwards as it was
//! before.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::sync::OnceCell;

use crate::aws::ResourceKey;
use crate::checkpoint::StepStatus;
use crate::hosts::words_of;
use crate::resources::AnyResource;
use crate::walkthrough::inspect::{Planner, settle_status};
use crate::walkthrough::making::{Making, make, take_down};
use crate::walkthrough::session::at_work;
use crate::walkthrough::step::Target;
use crate::walkthrough::{
    Advised, Answers, Demonstrator, Error, Experiment, Experimenting, Misuse, PathQuestion, Prediction, Remains, Result, Session,
    Step, StepContext, Trial, TrialOutcome, Tried, plan_steps, price_plans, run, verify_steps,
};
use jalon_reachability::Network;

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
        // What is made is looked at as far as that can be done.
        for making in experiments.iter_mut().filter(|experiment| experiment.makes().is_some()) {
            making.trials.retain(|trial| has_hosts || !trial.needs_hosts());
        }
        experiments.retain(|experiment| has_hosts || !experiment.needs_hosts());
        Ok(experiments)
    }

    /// What an experiment makes, and what that costs.
    pub fn making(&self, step: &'static dyn Step, experiment: &Experiment) -> Option<Making> {
        let resource = experiment.makes()?;
        Some(Making::of(&self.session, step.id(), &**resource))
    }

    /// The commands of an experiment, as a person types them. What it makes stands for a while only, so that it is one command.
    ///
    /// # Errors
    ///
    /// As [`Experiments::command`].
    pub async fn commands(&self, step: &'static dyn Step, experiment: &Experiment) -> Result<Vec<Advised>> {
        if experiment.makes().is_some() {
            return Ok(vec![Advised::Try { step: Some(step.id()) }]);
        }
        let mut commands = Vec::with_capacity(experiment.trials.len());
        for trial in &experiment.trials {
            commands.push(self.command(step, trial).await?);
        }
        Ok(commands)
    }

    /// The command of a trial, as a person types it.
    ///
    /// # Errors
    ///
    /// When the network can't be read, or an end of a path isn't there.
    pub async fn command(&self, step: &'static dyn Step, trial: &Trial) -> Result<Advised> {
        Ok(match trial {
            Trial::Make(_) => Advised::Try { step: Some(step.id()) },
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
            // A create call must not be given up half-way.
            Trial::Make(resource) => return self.make(step, resource).await,
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
        if matches!(prediction, Prediction::Back | Prediction::Quit) {
            // What an earlier run has made stays, and goes on costing.
            self.session.report_remains();
        }
        match prediction {
            Prediction::Back => return Ok(Tried::Back),
            Prediction::Quit => return Ok(Tried::Quit),
            Prediction::Choice(choice) => note(choice)?,
            Prediction::None => {}
        }
        if experiment.writes() && !self.unless_told_to_stop(to.may_write()).await? {
            return Ok(Tried::Through);
        }
        if let Some(resource) = experiment.makes() {
            return self.make_and_take_down(experimenting, prediction, resource, to).await;
        }
        let mut outcomes = Vec::with_capacity(experiment.trials.len());
        match self.show(step, experiment.trials.iter(), &mut outcomes, to).await? {
            Tried::Through => {}
            ended => return Ok(ended),
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

    /// Shows trials one after the other, each once the person has read what the one before it showed.
    async fn show<'t>(
        &self,
        step: &'static dyn Step,
        trials: impl Iterator<Item = &'t Trial>,
        outcomes: &mut Vec<TrialOutcome>,
        to: &dyn Demonstrator,
    ) -> Result<Tried> {
        for trial in trials {
            if !outcomes.is_empty() {
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
        Ok(Tried::Through)
    }

    /// Makes what an experiment is about, looks at it, and takes it down again, whatever it showed. A run that is stopped leaves it, and says so.
    async fn make_and_take_down(
        &self,
        experimenting: &Experimenting<'_>,
        prediction: Prediction,
        resource: &Arc<dyn AnyResource>,
        to: &dyn Demonstrator,
    ) -> Result<Tried> {
        let (session, step) = (&self.session, experimenting.step);
        let (key, kind) = (&resource.base().key, resource.kind());
        let making = Making::of(session, step.id(), &**resource);
        if !self.unless_told_to_stop(to.may_make(&making)).await? {
            // An earlier run may have begun it.
            take_down(session, key, kind).await?;
            return Ok(Tried::Through);
        }
        let looked = self.make_and_look(experimenting, resource, to).await;
        let is_stopped = looked.as_ref().is_err_and(|error| error.stop_reason().is_some());
        let taken_down = match is_stopped {
            true => Ok(()),
            false => at_work(step.id(), take_down(session, key, kind)).await,
        };
        if is_stopped || taken_down.is_err() {
            session.report_remains();
        }
        let (experiment, outcomes, ended) = looked?;
        taken_down?;
        if ended == Tried::Through {
            let concluded = Experimenting {
                experiment: &experiment,
                ..*experimenting
            };
            to.conclude(&concluded, prediction, experiment.is_met_by(&outcomes)).await;
        }
        Ok(ended)
    }

    /// Makes what an experiment is about, and shows its other trials, which follow from what was made.
    async fn make_and_look(
        &self,
        experimenting: &Experimenting<'_>,
        resource: &Arc<dyn AnyResource>,
        to: &dyn Demonstrator,
    ) -> Result<(Experiment, Vec<TrialOutcome>, Tried)> {
        let step = experimenting.step;
        let made = self.make(step, resource).await?;
        to.show_outcome(&made).await;
        // The network is another one now.
        let after = Self::new(&self.session, &self.answers);
        let mut all = after.of(step)?.into_iter();
        let experiment = all.find(|now| now.name == experimenting.experiment.name);
        let experiment = experiment.ok_or(Misuse::NotBuilt { step: step.id() })?;
        let mut outcomes = vec![made];
        let others = experiment.trials.iter().filter(|trial| !matches!(trial, Trial::Make(_)));
        let ended = after.show(step, others, &mut outcomes, to).await?;
        Ok((experiment, outcomes, ended))
    }

    async fn make(&self, step: &'static dyn Step, resource: &Arc<dyn AnyResource>) -> Result<TrialOutcome> {
        let made = at_work(step.id(), make(&self.session, step.id(), &**resource)).await;
        let (made, beside) = made.map_err(|error| self.session.interruption().cause_of(error))?;
        Ok(TrialOutcome::Made {
            made: Box::new(made),
            beside,
        })
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

/// Goes through a step's experiments one after the other; how the last one ended. What an earlier run has left of one that can't be tried any
/// more is taken down.
///
/// # Errors
///
/// [`Misuse::NotBuilt`] where the step isn't built; or the first thing that can't be read, reached, made or taken down.
pub async fn try_step(experiments: &Experiments, step: &'static dyn Step, to: &dyn Demonstrator) -> Result<Tried> {
    let all = experiments.of(step);
    let made_by_one = |key: &ResourceKey| {
        let mut making = all.iter().flatten().filter_map(Experiment::makes);
        making.any(|resource| resource.base().key == *key)
    };
    for Remains { key, kind, .. } in experiments.session.remains() {
        if step.tries_with().contains(&key) && !made_by_one(&key) {
            at_work(step.id(), take_down(&experiments.session, &key, kind)).await?;
        }
    }
    let all = all?;
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
