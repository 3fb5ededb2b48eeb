//! Killed at every instant of the walk and of the destruction: the next run ends whole.

use super::judge::{is_taken_down, is_walked_on, undisturbed};
use super::{Ended, share_of, try_all};
use crate::support::{Kill, Process, Rehearsal};

/// Every instant at which a process like this one can be killed: three at each call, two at each write.
fn instants(process: &Process) -> Vec<Kill> {
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

#[test]
fn a_walk_killed_at_any_instant_is_walked_on() {
    let cases = share_of(instants(&undisturbed().walk), 120);
    try_all("kills of the walk, then resumed and destroyed", &cases, is_gone_on_with);
}

#[test]
fn a_walk_killed_at_any_instant_is_taken_down() {
    let cases = share_of(instants(&undisturbed().walk), 60);
    try_all("kills of the walk, then destroyed", &cases, is_taken_down_at_once);
}

#[test]
fn a_destruction_killed_at_any_instant_is_gone_on_with() {
    let cases = share_of(instants(&undisturbed().destruction), 60);
    try_all("kills of the destruction, then resumed", &cases, is_taken_down_further);
}
