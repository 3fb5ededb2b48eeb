//! Killed at every instant of the walk and of the destruction: the next run ends whole.

use jalon::walkthrough::PausePlan;

use super::judge::{SETTLED_AFTER, is_taken_down, is_walked_on, is_whole, undisturbed};
use super::{Ended, share_of, try_all};
use crate::support::{Kill, Process, Rehearsal};

/// Every instant at which a process like this one can be killed: three at each call, two at each write.
pub(super) fn instants(process: &Process) -> Vec<Kill> {
    let calls = 1..=process.calls();
    let writes = 1..=process.writes();
    let at_calls = calls.flat_map(|call| [Kill::BeforeCall(call), Kill::BeforeAnswer(call), Kill::BeforeRecord(call)]);
    let at_writes = writes.flat_map(|write| [Kill::BeforeWrite(write), Kill::AfterWrite(write)]);
    at_calls.chain(at_writes).collect()
}

async fn is_gone_on_with(kill: Kill) -> Ended {
    let rehearsal = Rehearsal::new().with_hosts();
    let process = Process::killed_at(kill);
    let ended = process.live(rehearsal.walk_as(&process, None, &[])).await;
    if ended.is_some() {
        return Ended::Undisturbed;
    }
    is_walked_on(&rehearsal).await;
    is_taken_down(&rehearsal).await;
    Ended::Survived
}

async fn is_taken_down_at_once(kill: Kill) -> Ended {
    let rehearsal = Rehearsal::new().with_hosts();
    let process = Process::killed_at(kill);
    if process.live(rehearsal.walk_as(&process, None, &[])).await.is_some() {
        return Ended::Undisturbed;
    }
    is_taken_down(&rehearsal).await;
    Ended::Survived
}

async fn is_taken_down_further(kill: Kill) -> Ended {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    let process = Process::killed_at(kill);
    if process.live(rehearsal.destroy_as(&process, false)).await.is_some() {
        return Ended::Undisturbed;
    }
    is_taken_down(&rehearsal).await;
    Ended::Survived
}

/// A pause that was killed is gone on with, and ended.
async fn is_paused_further(kill: Kill) -> Ended {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    let process = Process::killed_at(kill);
    if process.live(rehearsal.pause_as(&process)).await.is_some() {
        return Ended::Undisturbed;
    }
    is_asleep_and_comes_back(&rehearsal).await;
    Ended::Survived
}

/// A resumption that was killed is gone on with; half of them are paused again first.
async fn is_resumed_further(kill: Kill) -> Ended {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.pause().await.unwrap();
    let process = Process::killed_at(kill);
    if process.live(rehearsal.resume_as(&process)).await.is_some() {
        return Ended::Undisturbed;
    }
    if matches!(kill, Kill::BeforeCall(_) | Kill::BeforeRecord(_)) {
        comes_back(&rehearsal).await;
    } else {
        is_asleep_and_comes_back(&rehearsal).await;
    }
    is_taken_down(&rehearsal).await;
    Ended::Survived
}

async fn is_asleep_and_comes_back(rehearsal: &Rehearsal) {
    let paused = rehearsal.pause().await;
    let session = paused.unwrap_or_else(|error| panic!("the next pause: {error}"));
    assert!(session.pause().is_some(), "it is not remembered");
    tokio::time::sleep(SETTLED_AFTER).await;
    let session = rehearsal.session(&[]).await.unwrap();
    let plan = PausePlan::new(&session);
    assert!(plan.is_empty(), "awake after the pause: {plan:?}");
    comes_back(rehearsal).await;
}

async fn comes_back(rehearsal: &Rehearsal) {
    let resumed = rehearsal.resume().await;
    resumed.unwrap_or_else(|error| panic!("the next resumption: {error}"));
    is_whole(rehearsal).await;
    let session = rehearsal.session(&[]).await.unwrap();
    assert!(session.pause().is_none(), "it is still remembered as paused");
}

#[test]
fn a_pause_killed_at_any_instant_is_gone_on_with() {
    let cases = share_of(instants(&undisturbed().pause), 16);
    try_all("kills of the pause, then resumed", &cases, is_paused_further);
}

#[test]
fn a_resumption_killed_at_any_instant_is_gone_on_with() {
    let cases = share_of(instants(&undisturbed().resumption), 16);
    try_all(
        "kills of the resumption, then resumed and destroyed",
        &cases,
        is_resumed_further,
    );
}

#[test]
fn a_walk_killed_at_any_instant_is_walked_on() {
    let cases = share_of(instants(&undisturbed().walk), 50);
    try_all("kills of the walk, then resumed and destroyed", &cases, is_gone_on_with);
}

#[test]
fn a_walk_killed_at_any_instant_is_taken_down() {
    let cases = share_of(instants(&undisturbed().walk), 30);
    try_all("kills of the walk, then destroyed", &cases, is_taken_down_at_once);
}

#[test]
fn a_destruction_killed_at_any_instant_is_gone_on_with() {
    let cases = share_of(instants(&undisturbed().destruction), 30);
    try_all("kills of the destruction, then resumed", &cases, is_taken_down_further);
}
