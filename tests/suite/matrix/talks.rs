//! A guided walk disturbed at every call and write: the talk goes on, or is taken up again, and asks nothing twice.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use jalon::checkpoint::SecretText;
use jalon::walkthrough::{
    Advised, Answer, AnyQuestion, Asking, AskingSecret, Decision, Demonstrator, Error, Experimenting, Interviewer, Making,
    Occasion, Offered, Opening, OverBudget, PlanPrice, Prediction, Preflight, Recovery, Reply, Result, Resumption, Settlement,
    Start, Step, StepIntroduction, StepPlan, TalkFailure, Taught, TrialOutcome, Tried, Walked, guided_walk,
};
use jalon_sandbox::{Fault, FaultRule, Faults, When};

use super::faults::pass;
use super::judge::is_whole;
use super::{Ended, share_of, try_all};
use crate::support::{Kill, Process, Rehearsal};

/// How long a person thinks about a question.
const THINKS: Duration = Duration::from_secs(8);

/// Reads every lesson, takes every default, says yes to every plan, and tries again what failed.
struct Student {
    rehearsal: Arc<Rehearsal>,
    /// What was said, and how often.
    said: Mutex<BTreeMap<String, usize>>,
    failures: AtomicUsize,
    /// What was tried, and whether it was as expected.
    tried: Mutex<Vec<(String, bool)>>,
}

impl Student {
    fn of(rehearsal: &Arc<Rehearsal>) -> Self {
        Self {
            rehearsal: Arc::clone(rehearsal),
            said: Mutex::default(),
            failures: AtomicUsize::new(0),
            tried: Mutex::default(),
        }
    }

    async fn says(&self, what: String) {
        tokio::time::sleep(THINKS).await;
        *self.said.lock().unwrap().entry(what).or_default() += 1;
    }

    /// What was said more than once. Steps are offered together.
    fn repeated(&self) -> Vec<String> {
        let said = self.said.lock().unwrap();
        let repeated = said.iter().filter(|(_, times)| **times > 1).map(|(what, _)| what.as_str());
        let (offers, others): (Vec<&str>, Vec<&str>) = repeated.partition(|what| what.starts_with("offer "));
        let offers = (!offers.is_empty()).then(|| offers.join(", "));
        others.into_iter().map(str::to_owned).chain(offers).collect()
    }

    /// Walks until all is walked, as often as something fails.
    async fn walk(&self, process: &Process) -> Result<Walked> {
        let session = self.rehearsal.session_of(process, &[]).await?;
        guided_walk(&session, self.rehearsal.steps.iter().collect(), self, Some(self)).await
    }
}

#[async_trait]
impl Interviewer for Student {
    async fn introduce(&self, _: &StepIntroduction) {}

    async fn welcome(&self, _: &Opening) -> bool {
        true
    }

    async fn open(&self, _: &Opening) -> Start {
        self.says("opening".to_owned()).await;
        Start::Each
    }

    async fn resume(&self, _: &Resumption) {}

    async fn teach(&self, step: &StepIntroduction) -> Taught {
        self.says(format!("lesson {}", step.step)).await;
        Taught::On
    }

    async fn end(&self) {}

    async fn ask(&self, asking: &Asking<'_>) -> Reply<Answer> {
        self.says(format!("question {}", asking.question.key())).await;
        asking.default.clone().map_or(Reply::Quit, Reply::Answer)
    }

    async fn ask_secret(&self, asking: &AskingSecret) -> Reply<Option<SecretText>> {
        self.says(format!("secret {}", asking.secret.key)).await;
        Reply::Answer(None)
    }

    async fn ask_details(&self, details: &[(&'static dyn AnyQuestion, Option<Answer>)], _: bool) -> Reply<bool> {
        let first = details[0].0.key();
        self.says(format!("details {first}")).await;
        // Some want them.
        Reply::Answer(first.starts_with("app-host"))
    }

    async fn confirm(&self, plan: &StepPlan, _: &PlanPrice) -> Decision {
        self.says(format!("plan {}", plan.step)).await;
        Decision::Yes
    }

    async fn accept_over_budget(&self, _: &OverBudget) -> bool {
        true
    }

    async fn settle_shortage(&self, _: &Preflight) -> Settlement {
        Settlement::GoOn
    }

    async fn settle_failure(&self, failure: &TalkFailure<'_>) -> Recovery {
        self.failures.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(THINKS).await;
        pass(&self.rehearsal);
        match failure.questions.is_empty() {
            true => Recovery::Again,
            false => Recovery::Answer,
        }
    }

    async fn explain(&self, _: &StepIntroduction) -> Taught {
        Taught::On
    }
}

/// Tries whatever is offered, and is right each time.
#[async_trait]
impl Demonstrator for Student {
    async fn offer(&self, steps: &[&'static str], _: Occasion) -> Offered {
        for step in steps {
            *self.said.lock().unwrap().entry(format!("offer {step}")).or_default() += 1;
        }
        tokio::time::sleep(THINKS).await;
        Offered::Now
    }

    async fn begin(&self, _: &'static dyn Step, _: usize, _: usize) {}

    async fn give_up(&self, _: &'static dyn Step, _: &Error) {
        pass(&self.rehearsal);
    }

    async fn predict(&self, experimenting: &Experimenting<'_>) -> Prediction {
        let experiment = experimenting.experiment;
        if experimenting.predicted.is_none() {
            self.says(format!("prediction {}/{}", experimenting.step.id(), experiment.name))
                .await;
        }
        Prediction::Choice(experimenting.predicted.unwrap_or(experiment.right))
    }

    async fn may_write(&self) -> bool {
        true
    }

    async fn may_make(&self, _: &Making) -> bool {
        true
    }

    async fn wait_for_reader(&self) -> Tried {
        tokio::time::sleep(THINKS).await;
        Tried::Through
    }

    async fn show_command(&self, _: &Advised) {}

    async fn show_outcome(&self, _: &TrialOutcome) {}

    async fn conclude(&self, experimenting: &Experimenting<'_>, _: Prediction, is_as_expected: bool) {
        let name = format!("{}/{}", experimenting.step.id(), experimenting.experiment.name);
        self.tried.lock().unwrap().push((name, is_as_expected));
    }
}

/// A fault that lasts from one call on, until the person is told.
#[derive(Clone, Copy, Debug)]
struct Lasting {
    fault: Fault,
    call: usize,
}

async fn goes_on_after(case: Lasting) -> Ended {
    let rehearsal = Arc::new(Rehearsal::new().with_hosts());
    let rule = FaultRule {
        fault: case.fault,
        operation: None,
        when: When::From(case.call as u64),
    };
    rehearsal.simulator.set_faults(Faults::new(vec![rule], 0));
    let student = Student::of(&rehearsal);
    let mut attempts = 0;
    loop {
        attempts += 1;
        assert!(attempts <= 4, "it is not walked after {attempts} attempts");
        match student.walk(&Process::immortal()).await {
            Ok(Walked::Whole) => break,
            Ok(Walked::Again(_)) => {}
            // It could not even begin: the person types the command again.
            Err(_) => pass(&rehearsal),
        }
    }
    if rehearsal.calls() < case.call {
        return Ended::Undisturbed;
    }
    assert_eq!(student.repeated(), Vec::<String>::new(), "was asked twice");
    is_whole(&rehearsal).await;
    Ended::Survived
}

async fn is_taken_up_again(kill: Kill) -> Ended {
    let rehearsal = Arc::new(Rehearsal::new().with_hosts());
    let process = Process::killed_at(kill);
    let student = Student::of(&rehearsal);
    if process.live(student.walk(&process)).await.is_some() {
        return Ended::Undisturbed;
    }
    let walked = student.walk(&Process::immortal()).await;
    assert_eq!(walked.unwrap(), Walked::Whole);
    // What was said in the moment before the answer was kept is all that can be asked again.
    assert!(student.repeated().len() <= 1, "was asked twice: {:?}", student.repeated());
    is_whole(&rehearsal).await;
    Ended::Survived
}

/// How many calls and writes a guided walk makes that nothing disturbs.
fn undisturbed() -> (usize, usize) {
    super::on_a_virtual_clock(async {
        let rehearsal = Arc::new(Rehearsal::new().with_hosts());
        let process = Process::immortal();
        let student = Student::of(&rehearsal);
        assert_eq!(student.walk(&process).await.unwrap(), Walked::Whole);
        assert_eq!(student.failures.load(Ordering::Relaxed), 0);
        let tried = student.tried.lock().unwrap().clone();
        let is_fine = tried.len() > 5 && tried.iter().all(|(_, is_as_expected)| *is_as_expected);
        assert!(is_fine, "{tried:?}");
        is_whole(&rehearsal).await;
        (process.calls(), process.writes())
    })
}

#[test]
fn whatever_fails_in_a_talk_it_goes_on_and_nothing_is_asked_twice() {
    let (calls, _) = undisturbed();
    let lasting = [Fault::CutBefore, Fault::InternalErrorAfter, Fault::TimeOut, Fault::Throttle];
    let at = |call| lasting.map(|fault| Lasting { fault, call });
    let cases = share_of((1..=calls).flat_map(at).collect(), 30);
    try_all("failures in a talk", &cases, goes_on_after);
}

#[test]
fn whenever_a_talk_is_killed_nothing_is_asked_twice() {
    let (calls, writes) = undisturbed();
    let at_calls = (1..=calls).flat_map(|call| [Kill::BeforeCall(call), Kill::BeforeAnswer(call)]);
    let at_writes = (1..=writes).flat_map(|write| [Kill::BeforeWrite(write), Kill::AfterWrite(write)]);
    let cases = share_of(at_calls.chain(at_writes).collect(), 30);
    try_all("kills in a talk", &cases, is_taken_up_again);
}
