//! Experiments in a guided walk: offered between two steps and at its end, and none of them twice.

use std::sync::Arc;

use crate::checkpoint::StepStatus;
use crate::walkthrough::{
    Answers, Demonstrator, Error, Experiment, Experimenting, Experiments, Occasion, Offered, Result, Session, Step, Tried,
};

/// Offers the experiments of these steps that can be tried now and were not, and goes through those that are wanted. What can't be tried is
/// said, and stops nothing.
///
/// # Errors
///
/// [`Error::Stopped`] where the person breaks off or the run is to stop; when what was said can't be remembered.
pub async fn offer_experiments(
    session: &Arc<Session>,
    answers: &Arc<Answers>,
    steps: &[&'static dyn Step],
    to: &dyn Demonstrator,
    occasion: Occasion,
) -> Result<()> {
    let trying = Trying {
        session,
        answers,
        to,
        occasion,
    };
    let tries = session.talk().tries;
    if session.is_brief() || tries.declined {
        return Ok(());
    }
    let open = |of: Option<bool>| -> Vec<&'static dyn Step> {
        let wanted = session.talk().tries.wanted;
        let is_of = |step: &&'static dyn Step| wanted.get(step.id()).copied() == of;
        steps
            .iter()
            .copied()
            .filter(|step| is_of(step) && is_open(session, answers, *step, occasion))
            .collect()
    };
    // What the person wanted before they were interrupted goes on without a question.
    if !trying.try_all(&open(Some(true))).await? {
        return Ok(());
    }
    let mut unasked = open(None);
    if occasion == Occasion::AtTheEnd {
        unasked.extend(open(Some(false)));
        unasked.sort_by_key(|step| session.steps().number(step.id()));
    }
    if !unasked.is_empty() && trying.offer(&unasked).await? {
        trying.try_all(&unasked).await?;
    }
    Ok(())
}

/// Whether the end of a walk offers any experiments of these steps.
pub fn has_experiments_to_offer(session: &Arc<Session>, answers: &Arc<Answers>, steps: &[&'static dyn Step]) -> bool {
    let is_offered = !session.is_brief() && !session.talk().tries.declined;
    is_offered && steps.iter().any(|step| is_open(session, answers, *step, Occasion::AtTheEnd))
}

/// Whether a step is built as far as its experiments need it, and has one that was not tried.
fn is_open(session: &Arc<Session>, answers: &Arc<Answers>, step: &'static dyn Step, occasion: Occasion) -> bool {
    let experiments = Experiments::new(session, answers);
    let done = session.talk().tries.done;
    let Ok(mut all) = experiments.of(step) else { return false };
    all.retain(|experiment| is_of(experiment, occasion) && !done.contains(&name(step, experiment)));
    let is_done = session.step_status(step.id()) == StepStatus::Done;
    // While its hosts start for the first time, the network stands.
    !all.is_empty() && (is_done || all.iter().all(Experiment::reads_network_alone))
}

/// The experiments of one occasion.
struct Trying<'a> {
    session: &'a Arc<Session>,
    answers: &'a Arc<Answers>,
    to: &'a dyn Demonstrator,
    occasion: Occasion,
}

impl Trying<'_> {
    /// Asks whether these steps are to be tried, and remembers the answer.
    async fn offer(&self, steps: &[&'static dyn Step]) -> Result<bool> {
        let interruption = self.session.interruption();
        let names: Vec<&'static str> = steps.iter().map(|step| step.id()).collect();
        let asking = self.to.offer(&names, self.occasion);
        let said = tokio::select! {
            biased;
            said = asking => said,
            reason = interruption.told_to_stop() => return Err(Error::Stopped(reason)),
        };
        match said {
            Offered::Now => self.want(steps, true)?,
            Offered::Later => self.want(steps, false)?,
            Offered::Never => self.session.note_tries(|tries| tries.declined = true)?,
            Offered::Quit => return Err(Error::Stopped(interruption.quit().await)),
        }
        interruption.check_cancelled()?;
        Ok(said == Offered::Now)
    }

    fn want(&self, steps: &[&'static dyn Step], is_wanted: bool) -> Result<()> {
        let wanted = steps.iter().map(|step| (step.id().to_owned(), is_wanted));
        self.session.note_tries(|tries| tries.wanted.extend(wanted))
    }

    /// Goes through the experiments of these steps. False where the person leaves them, for the end of the walk.
    async fn try_all(&self, steps: &[&'static dyn Step]) -> Result<bool> {
        for (at, step) in steps.iter().enumerate() {
            if !self.try_step(*step).await? {
                self.want(&steps[at..], false)?;
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Goes through the experiments of a step that were not tried. False where the person leaves them.
    async fn try_step(&self, step: &'static dyn Step) -> Result<bool> {
        let steps = self.session.steps();
        self.to.begin(step, steps.number(step.id()), steps.count()).await;
        loop {
            match self.try_next(step).await {
                Ok(Some(Tried::Through)) => {}
                Ok(None) => return Ok(true),
                Ok(Some(Tried::Back)) => return Ok(false),
                Ok(Some(Tried::Quit)) => return Err(Error::Stopped(self.session.interruption().quit().await)),
                Err(error) if error.stop_reason().is_some() => return Err(error),
                Err(error) => {
                    self.to.give_up(step, &error).await;
                    self.want(&[step], false)?;
                    return Ok(true);
                }
            }
        }
    }

    /// Goes through the first experiment of a step that was not tried, where there is one. Each reads anew what there is, since other steps go
    /// on being made.
    async fn try_next(&self, step: &'static dyn Step) -> Result<Option<Tried>> {
        self.session.interruption().check_cancelled()?;
        let experiments = Experiments::new(self.session, self.answers);
        let tries = self.session.talk().tries;
        let all = experiments.of(step)?;
        let is_open =
            |experiment: &&Experiment| is_of(experiment, self.occasion) && !tries.done.contains(&name(step, experiment));
        let Some((index, experiment)) = all.iter().enumerate().find(|(_, experiment)| is_open(experiment)) else {
            return Ok(None);
        };
        let name = name(step, experiment);
        let experimenting = Experimenting {
            experiment,
            step,
            number: index + 1,
            of: all.len(),
            predicted: tries.predicted.get(&name).copied(),
        };
        let note = |choice| {
            self.session
                .note_tries(|tries| tries.predicted.extend([(name.clone(), choice)]))
        };
        let tried = experiments.go_through(&experimenting, self.to, note).await?;
        if tried != Tried::Through {
            return Ok(Some(tried));
        }
        self.session.note_tries(|tries| {
            tries.predicted.remove(&name);
            tries.done.insert(name.clone());
        })?;
        experiments.wait_for_reader(self.to).await.map(Some)
    }
}

/// Whether an experiment is gone through on this occasion: nothing more is made while steps are being made.
fn is_of(experiment: &Experiment, occasion: Occasion) -> bool {
    occasion == Occasion::AtTheEnd || experiment.makes().is_none()
}

/// What an experiment is called among all.
fn name(step: &dyn Step, experiment: &Experiment) -> String {
    format!("{}/{}", step.id(), experiment.name)
}
