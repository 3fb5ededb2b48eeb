//! A person who answers at once: how long the talk made them wait, and whether for anything the next step needs.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use jalon::checkpoint::SecretText;
use jalon::walkthrough::{
    Answer, AnyQuestion, Asking, AskingSecret, Decision, Event, Interviewer, Opening, OverBudget, PlanPrice, Preflight, Recovery,
    Reply, Resumption, Settlement, Start, StepIntroduction, StepPlan, TalkFailure, Taught, guided_walk,
};
use jalon_sandbox::Latencies;
use jalon_testkit::Rehearsal;
use tokio::time::Instant;

/// One step's talk.
#[derive(Clone, Debug)]
pub struct Talk {
    /// The step's id.
    pub step: String,
    /// From the last answer to the plan.
    pub waited: Duration,
    /// How much of that after everything was made that the step is built from.
    pub for_nothing: Duration,
    /// What was made in that time, and nothing of the step is built from.
    pub meanwhile: Vec<String>,
}

/// Takes every default and says yes to every plan, at once.
#[derive(Default)]
struct Hurried {
    asked: Mutex<Option<Instant>>,
    shown: Mutex<Vec<(Instant, Instant, StepPlan)>>,
}

#[async_trait]
impl Interviewer for Hurried {
    async fn introduce(&self, _: &StepIntroduction) {
        *self.asked.lock().unwrap() = Some(Instant::now());
    }

    async fn resume(&self, _: &Resumption) {}

    async fn teach(&self, _: &StepIntroduction) -> Taught {
        Taught::On
    }

    async fn end(&self) {}

    async fn welcome(&self, _: &Opening) -> bool {
        true
    }

    async fn open(&self, _: &Opening) -> Start {
        Start::Each
    }

    async fn ask(&self, asking: &Asking<'_>) -> Reply<Answer> {
        *self.asked.lock().unwrap() = Some(Instant::now());
        asking.default.clone().map_or(Reply::Quit, Reply::Answer)
    }

    async fn ask_secret(&self, _: &AskingSecret) -> Reply<Option<SecretText>> {
        *self.asked.lock().unwrap() = Some(Instant::now());
        Reply::Answer(None)
    }

    async fn ask_details(&self, _: &[(&'static dyn AnyQuestion, Option<Answer>)], _: bool) -> Reply<bool> {
        *self.asked.lock().unwrap() = Some(Instant::now());
        Reply::Answer(true)
    }

    async fn confirm(&self, plan: &StepPlan, _: &PlanPrice) -> Decision {
        let asked = self.asked.lock().unwrap().unwrap();
        self.shown.lock().unwrap().push((asked, Instant::now(), plan.clone()));
        Decision::Yes
    }

    async fn accept_over_budget(&self, _: &OverBudget) -> bool {
        true
    }

    async fn settle_shortage(&self, _: &Preflight) -> Settlement {
        Settlement::GoOn
    }

    async fn settle_failure(&self, _: &TalkFailure<'_>) -> Recovery {
        Recovery::Quit
    }

    async fn explain(&self, _: &StepIntroduction) -> Taught {
        Taught::On
    }
}

/// Walks with that person.
pub async fn talks(seed: u64, latencies: &Latencies) -> Vec<Talk> {
    let rehearsal = Rehearsal::seeded(seed, latencies.clone());
    let session = rehearsal.session(&[]).await.unwrap();
    let hurried = Arc::new(Hurried::default());
    guided_walk(&session, rehearsal.steps.iter().collect(), hurried.as_ref(), None)
        .await
        .unwrap();
    let created: Vec<(Instant, String)> = rehearsal
        .events()
        .into_iter()
        .filter_map(|(at, event)| match event {
            Event::Created { key, .. } => Some((at, key)),
            _ => None,
        })
        .collect();
    let shown = hurried.shown.lock().unwrap();
    shown
        .iter()
        .map(|(asked, shown, plan)| talk(*asked, *shown, plan, &created))
        .collect()
}

fn talk(asked: Instant, shown: Instant, plan: &StepPlan, created: &[(Instant, String)]) -> Talk {
    let needs = |key: &String| plan.resources.iter().any(|resource| resource.needs.contains(key));
    // What it is built from of its own is made later.
    let needed = created.iter().filter(|(at, key)| *at <= shown && needs(key));
    let needed_by = needed.map(|(at, _)| *at).max();
    let since = needed_by.unwrap_or(asked).max(asked);
    let meanwhile = created
        .iter()
        .filter(|(at, key)| *at > since && *at <= shown && !needs(key))
        .map(|(_, key)| key.clone());
    Talk {
        step: plan.step.clone(),
        waited: shown - asked,
        for_nothing: shown.saturating_duration_since(since),
        meanwhile: meanwhile.collect(),
    }
}
