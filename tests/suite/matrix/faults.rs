//! Every fault at every call. A run survives a fault that passes; a fault that lasts stops it soon, with the cause and
//! the next command, and the next run ends whole.

use std::time::Duration;

use jalon::walkthrough::{Error, Result};
use jalon_sandbox::{Fault, FaultRule, Faults, When};
use tokio::time::Instant;

use super::judge::{is_taken_down, is_walked_on, is_whole, undisturbed};
use super::{Ended, share_of, try_all};
use crate::support::{Rehearsal, advice, problem};

/// How long after its onset a lasting fault may keep a run busy: the attempts of one call and those of a look for what it made. Silence
/// takes longest, since each answer is waited for.
fn patience(fault: Fault) -> Duration {
    Duration::from_secs(if fault == Fault::TimeOut { 150 } else { 60 })
}

/// A fault and the first call of a run it applies to.
#[derive(Clone, Copy, Debug)]
struct Case {
    fault: Fault,
    call: usize,
}

fn cases(calls: usize) -> Vec<Case> {
    let at = |call| Fault::ALL.map(|(fault, _)| Case { fault, call });
    (1..=calls).flat_map(at).collect()
}

impl Case {
    fn inject(self, rehearsal: &Rehearsal, when: fn(u64) -> When) {
        // The cloud's calls are counted from its beginning, the case's from now on.
        let rule = FaultRule {
            fault: self.fault,
            operation: None,
            when: when(self.call as u64),
        };
        rehearsal.simulator.set_faults(Faults::new(vec![rule], 0));
    }

    /// When it first applied.
    fn onset(self, rehearsal: &Rehearsal, before: usize) -> jiff::Timestamp {
        rehearsal.simulator.calls()[before + self.call - 1].at
    }

    fn was_met(self, rehearsal: &Rehearsal, before: usize) -> bool {
        rehearsal.calls() >= before + self.call
    }
}

pub(super) fn pass(rehearsal: &Rehearsal) {
    rehearsal.simulator.set_faults(Faults::new(Vec::new(), 0));
}

async fn is_ridden_out(case: Case) -> Ended {
    let rehearsal = Rehearsal::new().with_hosts();
    case.inject(&rehearsal, When::Nth);
    rehearsal
        .walk(None, &[])
        .await
        .unwrap_or_else(|error| panic!("the walk: {error}"));
    if !case.was_met(&rehearsal, 0) {
        return Ended::Undisturbed;
    }
    pass(&rehearsal);
    is_whole(&rehearsal).await;
    Ended::Survived
}

async fn stops_and_goes_on(case: Case) -> Ended {
    let rehearsal = Rehearsal::new().with_hosts();
    case.inject(&rehearsal, When::From);
    let outcome = rehearsal.walk(None, &[]).await.map(drop);
    if !case.was_met(&rehearsal, 0) {
        return Ended::Undisturbed;
    }
    is_told(case, &rehearsal, 0, outcome);
    pass(&rehearsal);
    is_walked_on(&rehearsal).await;
    Ended::Survived
}

async fn destruction_goes_on(case: Case) -> Ended {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    let before = rehearsal.calls();
    case.inject(&rehearsal, When::From);
    let outcome = rehearsal.destroy(false).await;
    if !case.was_met(&rehearsal, before) {
        return Ended::Undisturbed;
    }
    is_told(case, &rehearsal, before, outcome);
    pass(&rehearsal);
    is_taken_down(&rehearsal).await;
    Ended::Survived
}

async fn destruction_rides_out(case: Case) -> Ended {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    let before = rehearsal.calls();
    case.inject(&rehearsal, When::Nth);
    rehearsal
        .destroy(false)
        .await
        .unwrap_or_else(|error| panic!("the destruction: {error}"));
    if !case.was_met(&rehearsal, before) {
        return Ended::Undisturbed;
    }
    pass(&rehearsal);
    is_taken_down(&rehearsal).await;
    Ended::Survived
}

/// What is tried beside walks and destructions.
#[derive(Clone, Copy)]
enum Act {
    Pause,
    Resumption,
}

impl Act {
    /// A deployment that it can begin with.
    async fn deployment(self) -> Rehearsal {
        let rehearsal = Rehearsal::new().with_hosts();
        rehearsal.walk(None, &[]).await.unwrap();
        if matches!(self, Self::Resumption) {
            rehearsal.pause().await.unwrap();
        }
        rehearsal
    }

    async fn run(self, rehearsal: &Rehearsal) -> Result<()> {
        match self {
            Self::Pause => rehearsal.pause().await.map(drop),
            Self::Resumption => rehearsal.resume().await.map(drop),
        }
    }

    /// What it has left comes back whole.
    async fn ends_whole(self, rehearsal: &Rehearsal) {
        if matches!(self, Self::Pause) {
            let resumed = rehearsal.resume().await;
            resumed.unwrap_or_else(|error| panic!("the resumption: {error}"));
        }
        is_whole(rehearsal).await;
    }

    async fn rides_out(self, case: Case) -> Ended {
        let rehearsal = self.deployment().await;
        let before = rehearsal.calls();
        case.inject(&rehearsal, When::Nth);
        self.run(&rehearsal).await.unwrap_or_else(|error| panic!("{error}"));
        if !case.was_met(&rehearsal, before) {
            return Ended::Undisturbed;
        }
        pass(&rehearsal);
        self.ends_whole(&rehearsal).await;
        Ended::Survived
    }

    async fn goes_on(self, case: Case) -> Ended {
        let rehearsal = self.deployment().await;
        let before = rehearsal.calls();
        case.inject(&rehearsal, When::From);
        let outcome = self.run(&rehearsal).await;
        if !case.was_met(&rehearsal, before) {
            return Ended::Undisturbed;
        }
        is_told(case, &rehearsal, before, outcome);
        pass(&rehearsal);
        self.run(&rehearsal)
            .await
            .unwrap_or_else(|error| panic!("once more: {error}"));
        self.ends_whole(&rehearsal).await;
        Ended::Survived
    }
}

/// A slow cloud is no failure; anything else that lasts is reported with its cause, its step and the next command, and soon.
fn is_told(case: Case, rehearsal: &Rehearsal, before: usize, outcome: Result<()>) {
    if case.fault == Fault::Slow {
        outcome.unwrap_or_else(|error| panic!("slowness is no failure: {error}"));
        return;
    }
    let error = outcome.expect_err("a run against a cloud that does not answer");
    let took = rehearsal.simulator.now().duration_since(case.onset(rehearsal, before));
    assert!(
        Duration::try_from(took).unwrap() <= patience(case.fault),
        "it went on for {took}: {error}"
    );
    assert!(problem(&error).contains("could not "), "no cause: {error}");
    assert!(advice(&error).is_some(), "no next command: {error}");
    // Before the first step there is nothing to name: the account and what it holds are looked at.
    let calls = rehearsal.simulator.calls();
    let has_begun = calls.iter().skip(before).any(|call| call.mutating && call.error.is_none());
    let names_its_step = matches!(error, Error::Step { .. }) || before > 0;
    assert!(names_its_step || !has_begun, "no step is named: {error}");
}

/// How long a case may take on the virtual clock before it counts as hanging.
const NEVER: Duration = Duration::from_secs(48 * 3600);

async fn in_time(case: impl Future<Output = Ended>) -> Ended {
    let started = Instant::now();
    let ended = tokio::time::timeout(NEVER, case).await;
    ended.unwrap_or_else(|_| panic!("still running after {:?} of AWS's time", started.elapsed()))
}

#[test]
fn a_passing_fault_at_any_call_of_the_walk_is_ridden_out() {
    let cases = share_of(cases(undisturbed().calls_of_walk), 50);
    try_all("passing faults of the walk", &cases, |case| in_time(is_ridden_out(case)));
}

#[test]
fn a_lasting_fault_from_any_call_of_the_walk_on_stops_it_and_the_next_goes_on() {
    let cases = share_of(cases(undisturbed().calls_of_walk), 50);
    try_all("lasting faults of the walk", &cases, |case| in_time(stops_and_goes_on(case)));
}

#[test]
fn a_passing_fault_at_any_call_of_the_destruction_is_ridden_out() {
    let cases = share_of(cases(undisturbed().calls_of_destruction), 30);
    try_all("passing faults of the destruction", &cases, |case| {
        in_time(destruction_rides_out(case))
    });
}

#[test]
fn a_lasting_fault_from_any_call_of_the_destruction_on_stops_it_and_the_next_goes_on() {
    let cases = share_of(cases(undisturbed().calls_of_destruction), 30);
    try_all("lasting faults of the destruction", &cases, |case| {
        in_time(destruction_goes_on(case))
    });
}

#[test]
fn a_fault_at_any_call_of_a_pause_is_ridden_out_or_told_and_the_next_goes_on() {
    let cases = share_of(cases(undisturbed().calls_of_pause), 20);
    try_all("passing faults of the pause", &cases, |case| {
        in_time(Act::Pause.rides_out(case))
    });
    try_all("lasting faults of the pause", &cases, |case| {
        in_time(Act::Pause.goes_on(case))
    });
}

#[test]
fn a_fault_at_any_call_of_a_resumption_is_ridden_out_or_told_and_the_next_goes_on() {
    let cases = share_of(cases(undisturbed().calls_of_resumption), 20);
    try_all("passing faults of the resumption", &cases, |case| {
        in_time(Act::Resumption.rides_out(case))
    });
    try_all("lasting faults of the resumption", &cases, |case| {
        in_time(Act::Resumption.goes_on(case))
    });
}
