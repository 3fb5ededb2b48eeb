//! The guided walk: it explains, asks, shows what will be made, and makes it while the person reads on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::checkpoint::StepStatus;
use crate::walkthrough::inspect::drawing_of_plans;
use crate::walkthrough::run::experimenting::offer_experiments;
use crate::walkthrough::run::interviewer::{Decision, Interviewer, StepIntroduction, Taught};
use crate::walkthrough::run::needs::{Needs, Progress};
use crate::walkthrough::run::settlement::settle_shortage;
use crate::walkthrough::run::walk_step::{announce, finish, join_steps, walk_step};
use crate::walkthrough::run::walked::Walked;
use crate::walkthrough::{
    Answers, Demonstrator, Drawing, Error, Event, Occasion, PlanPrice, Result, Session, SkipReason, Step, StepPlan, StopReason,
    filled_lesson, plan_steps, price_plans,
};

/// How the talk about one step ended.
enum Outcome {
    Begun,
    Skipped,
    Quit,
}

/// A guided walk, or the talk about one step.
pub(super) struct Walk<'a> {
    pub(super) session: &'a Arc<Session>,
    pub(super) interviewer: &'a dyn Interviewer,
    /// Who shows experiments, where they are to be offered.
    demonstrator: Option<&'a dyn Demonstrator>,
    progress: BTreeMap<&'static str, watch::Receiver<Progress>>,
    running: JoinSet<Result<()>>,
    pub(super) answers: Answers,
    /// The keys of the questions that the person has answered in this talk.
    pub(super) given: BTreeSet<&'static str>,
    /// Whether each question is asked in its step, or only those that the person alone can answer.
    pub(super) asks_each: bool,
    /// What the person has said yes to.
    confirmed: Vec<StepPlan>,
    /// The person asked for the step by name, so it is talked about even if it is done.
    by_name: bool,
}

/// Walks the person through these steps, going on where an earlier walk stopped. Between two of them, what stands can be tried where there is
/// a demonstrator.
///
/// # Errors
///
/// The first step's that failed, or [`Error::Stopped`].
pub async fn guided_walk(
    session: &Arc<Session>,
    steps: Vec<&'static dyn Step>,
    interviewer: &dyn Interviewer,
    demonstrator: Option<&dyn Demonstrator>,
) -> Result<Walked> {
    let steps = settle_shortage(session, steps, interviewer).await?;
    talk(session, steps, Vec::new(), false, (interviewer, demonstrator)).await
}

/// Talks one step through that was asked for by name; the steps in `built` are there already and are built on.
pub(in crate::walkthrough) async fn guided_step(
    session: &Arc<Session>,
    step: &'static dyn Step,
    built: Vec<&'static dyn Step>,
    interviewer: &dyn Interviewer,
) -> Result<Walked> {
    talk(session, vec![step], built, true, (interviewer, None)).await
}

async fn talk(
    session: &Arc<Session>,
    steps: Vec<&'static dyn Step>,
    built: Vec<&'static dyn Step>,
    by_name: bool,
    (interviewer, demonstrator): (&dyn Interviewer, Option<&dyn Demonstrator>),
) -> Result<Walked> {
    let started = announce(session, steps.len());
    let answers = session.known_answers().await?;
    session.take_given_secrets()?;
    let mut walk = Walk {
        session,
        interviewer,
        demonstrator,
        progress: built
            .iter()
            .map(|step| (step.id(), watch::channel(Progress::Accepted).1))
            .collect(),
        running: JoinSet::new(),
        answers,
        given: BTreeSet::new(),
        asks_each: true,
        confirmed: Vec::new(),
        by_name,
    };
    let talk = walk.open_and_talk(&steps).await;
    interviewer.end().await;
    if let Err(error) = &talk {
        session
            .interruption()
            .stop(error.stop_reason().unwrap_or(StopReason::StepFailed));
    }
    let joined = join_steps(session, &mut walk.running).await;
    // A step that failed is the reason why the talk was broken off, and says more.
    let outcome = match (joined, talk) {
        (Err(failure), _) if failure.stop_reason().is_none() => Err(failure),
        (_, Err(error)) => Err(error),
        (joined, Ok(())) => joined,
    };
    if let Err(error) = outcome {
        return walk.recover(error).await;
    }
    finish(session, started);
    session.end_talk()?;
    Ok(Walked::Whole)
}

impl Walk<'_> {
    async fn open_and_talk(&mut self, steps: &[&'static dyn Step]) -> Result<()> {
        if !self.by_name {
            self.open(steps).await?;
        }
        self.talk_through(steps).await
    }

    async fn talk_through(&mut self, steps: &[&'static dyn Step]) -> Result<()> {
        let mut has_talked = false;
        for step in steps {
            if self.goes_on_as_said(*step).await? {
                continue;
            }
            self.offer_experiments(steps).await?;
            if let Outcome::Quit = self.talk_about(*step).await? {
                return Err(Error::Stopped(self.session.interruption().quit().await));
            }
            has_talked = true;
        }
        // The last steps are still being made.
        if has_talked {
            self.offer_experiments(steps).await?;
        }
        Ok(())
    }

    /// Offers the experiments of the steps that stand by now, beside those that are being made.
    async fn offer_experiments(&self, steps: &[&'static dyn Step]) -> Result<()> {
        let Some(demonstrator) = self.demonstrator else {
            return Ok(());
        };
        let answers = Arc::new(self.answers.clone());
        let begun = steps.iter().copied().filter(|step| self.progress.contains_key(step.id()));
        let begun: Vec<_> = begun.collect();
        offer_experiments(self.session, &answers, &begun, demonstrator, Occasion::BetweenSteps).await
    }

    /// Goes on with a step about which nothing is left to say: it is done, or the person has said yes to it or left it out before. False
    /// where it has to be talked about.
    async fn goes_on_as_said(&mut self, step: &'static dyn Step) -> Result<bool> {
        let has_its_needs = self.has_its_needs(step);
        if has_its_needs && self.goes_by_itself(step) {
            self.begin(step);
            return Ok(true);
        }
        if has_its_needs && self.session.is_confirmed(step, &self.answers) {
            self.confirmed.extend(self.plan(step).await?);
            self.begin(step);
            return Ok(true);
        }
        let is_left_out = !self.by_name && self.session.talk().left_out.contains(step.id());
        if is_left_out {
            self.skip(step, SkipReason::Chosen)?;
        }
        Ok(is_left_out)
    }

    /// A step that an earlier walk finished is checked without a word, unless the person walks it again.
    fn goes_by_itself(&self, step: &dyn Step) -> bool {
        !self.by_name && self.session.step_status(step.id()) == StepStatus::Done && !self.progress.contains_key(step.id())
    }

    fn has_its_needs(&self, step: &dyn Step) -> bool {
        step.needs().iter().all(|need| self.progress.contains_key(need))
    }

    /// Talks on unless the run is told to stop meanwhile: a prompt may wait for ever. A step that fails throws nobody out of a question
    /// about another one.
    pub(super) async fn unless_stopped<T>(&self, talk: impl Future<Output = T>) -> Result<T> {
        tokio::select! {
            biased;
            said = talk => Ok(said),
            reason = self.session.interruption().told_to_stop() => Err(Error::Stopped(reason)),
        }
    }

    async fn talk_about(&mut self, step: &'static dyn Step) -> Result<Outcome> {
        if let Some(need) = step.needs().iter().find(|need| !self.progress.contains_key(*need)) {
            return self.skip(step, SkipReason::Need(need));
        }
        let introduction = self.introduction(step).await;
        self.session.take_back(step)?;
        self.interviewer.introduce(&introduction).await;
        if !self.teach(&introduction).await? {
            return Ok(Outcome::Quit);
        }
        let mut asks_each = self.asks_each;
        let mut again = false;
        loop {
            let goes_on = match asks_each {
                true => self.ask_all(step, again).await?,
                false => self.ask_unknown(step).await?,
            };
            if !goes_on {
                return Ok(Outcome::Quit);
            }
            // Whoever goes back to the questions wants to see them.
            (asks_each, again) = (true, true);
            let Some(plan) = self.plan(step).await? else {
                return Ok(Outcome::Begun);
            };
            let price = self.price_with(&plan);
            loop {
                match self.unless_stopped(self.interviewer.confirm(&plan, &price)).await? {
                    Decision::Yes if !self.is_accepted(&plan, &price).await? => {}
                    Decision::Yes => {
                        self.session.note_confirmed(step, &self.answers)?;
                        self.confirmed.push(plan);
                        self.begin(step);
                        return Ok(Outcome::Begun);
                    }
                    Decision::Skip => return self.skip(step, SkipReason::Chosen),
                    Decision::Explain => {
                        let explained = self.interviewer.explain(&introduction);
                        if self.unless_stopped(explained).await? == Taught::Quit {
                            return Ok(Outcome::Quit);
                        }
                    }
                    Decision::Back => break,
                    Decision::Quit => return Ok(Outcome::Quit),
                }
                self.session.interruption().check_cancelled()?;
            }
        }
    }

    async fn introduction(&self, step: &'static dyn Step) -> StepIntroduction {
        let facts = self.session.default_facts().await;
        let is_read = self.session.talk().taught.contains(step.id());
        let is_taught = !is_read && !self.session.is_brief();
        StepIntroduction {
            step: step.id(),
            title: step.title(),
            number: self.session.steps().number(step.id()),
            of: self.session.steps().count(),
            lesson: filled_lesson(step, &self.session.steps(), &self.answers, &facts),
            is_taught,
            whole: if is_taught { self.whole().await } else { None },
        }
    }

    /// What is planned of all steps that are not left out, by the answers so far.
    async fn whole(&self) -> Option<Arc<Drawing>> {
        let steps: Vec<&'static dyn Step> = self.session.steps().iter().collect();
        let answers = Arc::new(self.answers.clone());
        let mut plans = plan_steps(self.session, &steps, &answers).await.ok()?;
        let left_out = self.session.talk().left_out;
        plans.retain(|plan| plan.left_out.is_none() && !left_out.contains(&plan.step));
        Some(Arc::new(drawing_of_plans(self.session, plans)))
    }

    /// Shows the lesson, unless it was read or isn't wanted. False when the person quits.
    async fn teach(&self, introduction: &StepIntroduction) -> Result<bool> {
        if !introduction.is_taught {
            return Ok(true);
        }
        match self.unless_stopped(self.interviewer.teach(introduction)).await? {
            Taught::On => {}
            Taught::NoMore => self.session.keep_brief(true)?,
            Taught::Quit => return Ok(false),
        }
        self.session
            .note_talk(|talk| talk.taught.extend([introduction.step.to_owned()]))?;
        Ok(true)
    }

    /// What a step would do, on top of what the steps before it make: they may still be at work, and nobody waits for them to see a plan.
    async fn plan(&self, step: &'static dyn Step) -> Result<Option<StepPlan>> {
        let steps = self.session.steps().with_needs(&[step]);
        let answers = Arc::new(self.answers.clone());
        Ok(plan_steps(self.session, &steps, &answers).await?.pop())
    }

    /// What everything costs with this step, beside what is there and what the person has said yes to.
    fn price_with(&self, plan: &StepPlan) -> PlanPrice {
        let plans: Vec<StepPlan> = self.confirmed.iter().chain([plan]).cloned().collect();
        price_plans(self.session, &plans)
    }

    /// Whether the step stays within the budget, or the person wants it all the same.
    async fn is_accepted(&self, plan: &StepPlan, price: &PlanPrice) -> Result<bool> {
        let over = price.of_step(&plan.step).and_then(|step| self.session.passes_budget(step));
        match over {
            Some(over) => self.unless_stopped(self.interviewer.accept_over_budget(&over)).await,
            None => Ok(true),
        }
    }

    /// Makes the step while the talk goes on.
    fn begin(&mut self, step: &'static dyn Step) {
        let needs = Needs::of(step, &self.progress);
        let (sender, receiver) = watch::channel(Progress::Working);
        self.progress.insert(step.id(), receiver);
        let answers = Arc::new(self.answers.clone());
        self.running
            .spawn(walk_step(Arc::clone(self.session), step, answers, needs, sender));
    }

    fn skip(&mut self, step: &dyn Step, reason: SkipReason) -> Result<Outcome> {
        // What an earlier walk finished stays finished, and what builds on a step follows from it.
        if reason == SkipReason::Chosen {
            self.session.note_talk(|talk| talk.left_out.extend([step.id().to_owned()]))?;
            if self.session.step_status(step.id()) != StepStatus::Done {
                self.session.set_step_status(step.id(), StepStatus::Skipped, None)?;
            }
        }
        self.session.report(Event::StepSkipped {
            step: step.id().to_owned(),
            reason,
        });
        Ok(Outcome::Skipped)
    }
}
