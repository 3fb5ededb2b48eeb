//! The experiment that makes something, killed and disturbed: the same command ends it, and so does whatever else takes things down.

use std::sync::OnceLock;

use jalon_sandbox::{Fault, FaultRule, Faults, When};

use super::faults::pass;
use super::judge::{SETTLED_AFTER, is_taken_down, is_walked_on, is_whole};
use super::kills::instants;
use super::{Ended, on_a_virtual_clock, share_of, try_all};
use crate::support::{Kill, Process, Rehearsal, problem};
use crate::tries::making::{Person, try_as};

async fn walked() -> Rehearsal {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    tokio::time::sleep(SETTLED_AFTER).await;
    rehearsal
}

/// A try that nothing disturbs.
fn undisturbed() -> &'static (Process, usize) {
    static UNDISTURBED: OnceLock<(Process, usize)> = OnceLock::new();
    UNDISTURBED.get_or_init(|| {
        let trying = || {
            on_a_virtual_clock(async {
                let (rehearsal, process) = (walked().await, Process::immortal());
                let before = rehearsal.calls();
                try_as(&rehearsal, &process, &Person::who(true)).await.unwrap();
                (process, rehearsal.calls() - before)
            })
        };
        std::thread::spawn(trying).join().unwrap()
    })
}

/// A deployment in which a try was killed; `None` where it was over before.
async fn killed(kill: Kill) -> Option<Rehearsal> {
    let rehearsal = walked().await;
    let process = Process::killed_at(kill);
    let ended = process.live(try_as(&rehearsal, &process, &Person::who(true))).await;
    ended.is_none().then_some(rehearsal)
}

/// Tries once more, whatever an earlier run has left.
async fn is_tried_on(rehearsal: &Rehearsal) {
    let before = rehearsal.calls();
    let person = Person::who(true);
    let tried = try_as(rehearsal, &Process::immortal(), &person).await;
    tried.unwrap_or_else(|error| panic!("the next try: {}", problem(&error)));
    let seen = person.has_seen();
    assert!(seen.contains(&"restore is over".to_owned()), "{seen:?}");
    let made = rehearsal.mutations_since(before);
    let restores = made.iter().filter(|operation| operation.starts_with("Restore")).count();
    assert!(restores <= 1, "{made:?}");
    is_whole(rehearsal).await;
}

async fn is_tried_again(kill: Kill) -> Ended {
    let Some(rehearsal) = killed(kill).await else {
        return Ended::Undisturbed;
    };
    is_tried_on(&rehearsal).await;
    is_taken_down(&rehearsal).await;
    Ended::Survived
}

async fn is_taken_down_at_once(kill: Kill) -> Ended {
    let Some(rehearsal) = killed(kill).await else {
        return Ended::Undisturbed;
    };
    is_taken_down(&rehearsal).await;
    Ended::Survived
}

/// A walk and a pause come before the experiment is ended.
async fn is_paused_meanwhile(kill: Kill) -> Ended {
    let Some(rehearsal) = killed(kill).await else {
        return Ended::Undisturbed;
    };
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.pause().await.unwrap();
    tokio::time::sleep(SETTLED_AFTER).await;
    rehearsal.resume().await.unwrap();
    is_tried_on(&rehearsal).await;
    Ended::Survived
}

/// A fault and the first call of a try it applies to.
#[derive(Clone, Copy, Debug)]
struct Case {
    fault: Fault,
    call: usize,
}

async fn goes_on_after(case: Case) -> Ended {
    let rehearsal = walked().await;
    let before = rehearsal.calls();
    let rule = FaultRule {
        fault: case.fault,
        operation: None,
        when: When::From(case.call as u64),
    };
    rehearsal.simulator.set_faults(Faults::new(vec![rule], 0));
    let tried = try_as(&rehearsal, &Process::immortal(), &Person::who(true)).await;
    if rehearsal.calls() < before + case.call {
        return Ended::Undisturbed;
    }
    let is_ridden_out = matches!(case.fault, Fault::Slow) || tried.is_err();
    assert!(is_ridden_out, "it went on as if nothing were wrong: {tried:?}");
    pass(&rehearsal);
    is_tried_on(&rehearsal).await;
    is_walked_on(&rehearsal).await;
    Ended::Survived
}

#[test]
fn a_restore_killed_at_any_instant_is_tried_again() {
    let cases = share_of(instants(&undisturbed().0), 60);
    try_all("kills of a restore, then tried again and destroyed", &cases, is_tried_again);
}

#[test]
fn a_restore_killed_at_any_instant_is_taken_down() {
    let cases = share_of(instants(&undisturbed().0), 24);
    try_all("kills of a restore, then destroyed", &cases, is_taken_down_at_once);
}

#[test]
fn a_restore_killed_at_any_instant_goes_with_a_pause() {
    let cases = share_of(instants(&undisturbed().0), 12);
    try_all(
        "kills of a restore, then walked, paused and tried again",
        &cases,
        is_paused_meanwhile,
    );
}

#[test]
fn a_restore_that_fails_is_tried_again() {
    let calls = undisturbed().1;
    let at = |call| Fault::ALL.map(|(fault, _)| Case { fault, call });
    let cases = share_of((1..=calls).flat_map(at).collect(), 30);
    try_all("lasting faults in a restore, then tried again", &cases, goes_on_after);
}
