//! Outside hands: whatever persons, companies and AWS itself do in the account at whatever moment, the deployment's own is whole after the
//! next walk or the walk says what to do, theirs stays as it is, and `destroy` ends.
//!
//! `JALON_OUTSIDE_SEEDS=1000` tries so many days with several hands, `JALON_OUTSIDE_SEED=7` that one.

mod judge;

use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use jalon_testkit::outside::{Hand, Outsider, hands};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use self::judge::{Day, durations};
use super::{Ended, share_of, tell, try_all};
use crate::support::Rehearsal;

/// How soon somebody tries again what AWS did not let them do.
const TRIED_AGAIN_AFTER: Duration = Duration::from_secs(5);
/// How long before the next command a person has done something by hand.
const NOTICED_AFTER: Duration = Duration::from_secs(30);

/// When something is done by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    AfterWalk,
    DuringWalk,
    DuringRerun,
    DuringDestruction,
}

/// A hand at a moment; of a run, after this share of the time it takes undisturbed.
#[derive(Clone, Copy)]
struct Case {
    moment: Moment,
    hand: Hand,
    share: f64,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {:?}", self.moment, self.hand)
    }
}

fn cases() -> Vec<Case> {
    use Moment::{AfterWalk, DuringDestruction, DuringRerun, DuringWalk};
    // The golden ratio spreads the moments evenly, however many there are.
    const SPREAD: f64 = 0.618_034;
    let of_all = hands().into_iter().flat_map(|hand| {
        let moments = [AfterWalk, DuringWalk, DuringRerun, DuringDestruction];
        moments.map(|moment| (moment, hand))
    });
    of_all
        .enumerate()
        .map(|(number, (moment, hand))| Case {
            moment,
            hand,
            share: (number as f64 * SPREAD).fract(),
        })
        .collect()
}

/// Runs something while others act, each from a moment on and until it succeeds; what came of the run, and what was done.
async fn beside<T>(outsider: &Outsider, hands: &[(Hand, Duration)], run: impl Future<Output = T>) -> (T, Vec<Hand>) {
    let is_over = AtomicBool::new(false);
    let done = Mutex::new(Vec::new());
    let acting = hands.iter().map(|(hand, moment)| async {
        tokio::time::sleep(*moment).await;
        while !is_over.load(Ordering::Relaxed) {
            if hand.act(outsider).await.is_ok() {
                done.lock().unwrap().push(*hand);
                return;
            }
            tokio::time::sleep(TRIED_AGAIN_AFTER).await;
        }
    });
    let run = async {
        let outcome = run.await;
        is_over.store(true, Ordering::Relaxed);
        outcome
    };
    let (outcome, _) = tokio::join!(run, join_all(acting));
    (outcome, done.into_inner().unwrap())
}

async fn is_survived(case: Case) -> Ended {
    let rehearsal = Rehearsal::new();
    let outsider = Outsider::of(&rehearsal);
    let mut day = Day::of(&rehearsal, &outsider);
    let at = |whole: Duration| [(case.hand, whole.mul_f64(case.share))];
    let usual = durations();
    let mut done = Vec::new();
    if case.moment == Moment::DuringWalk {
        let (outcome, acted) = beside(&outsider, &at(usual.walk), rehearsal.walk(None, &[])).await;
        day.judge_walk(outcome.map(drop), &acted).await;
        done = acted;
    } else {
        rehearsal.walk(None, &[]).await.unwrap();
        tokio::time::sleep(Duration::from_secs(300)).await;
    }
    if case.moment == Moment::AfterWalk && case.hand.act(&outsider).await.is_ok() {
        tokio::time::sleep(NOTICED_AFTER).await;
        let outcome = rehearsal.walk(None, &[]).await.map(drop);
        day.judge_walk_after(outcome, case.hand).await;
        done = vec![case.hand];
    }
    if case.moment == Moment::DuringRerun {
        let (outcome, acted) = beside(&outsider, &at(usual.rerun), rehearsal.walk(None, &[])).await;
        day.judge_walk(outcome.map(drop), &acted).await;
        done = acted;
    }
    if case.moment == Moment::DuringDestruction {
        // Most things go within its first seconds.
        let moment = usual.destruction.mul_f64(case.share.powi(3));
        let (outcome, acted) = beside(&outsider, &[(case.hand, moment)], day.destroy()).await;
        day.judge_destruction_with(outcome, &acted).await;
        return ended(&acted, &outsider);
    }
    if done.is_empty() && outsider.theirs().is_empty() {
        return Ended::Undisturbed;
    }
    day.is_whole().await;
    let outcome = day.destroy().await;
    day.judge_destruction(outcome).await;
    Ended::Survived
}

fn ended(acted: &[Hand], outsider: &Outsider) -> Ended {
    if acted.is_empty() && outsider.theirs().is_empty() {
        Ended::Undisturbed
    } else {
        Ended::Survived
    }
}

/// Several hands at random moments of a walk, of another one, and of the destruction.
async fn ends_whole(seed: u64) -> Ended {
    let mut rng = StdRng::seed_from_u64(seed);
    let all = hands();
    let is_alone = std::env::var("JALON_OUTSIDE_SEED").is_ok();
    let mut drawn = |whole: Duration, most: usize| -> Vec<(Hand, Duration)> {
        let number = rng.random_range(0..=most);
        let hands: Vec<Hand> = all.choose_multiple(&mut rng, number).copied().collect();
        let timed = hands
            .into_iter()
            .map(|hand| (hand, whole.mul_f64(rng.random_range(0.0..1.0))));
        let timed = timed.collect();
        if is_alone {
            tell(&format!("{timed:?} of {whole:?}\n"));
        }
        timed
    };
    let usual = durations();
    let rehearsal = Rehearsal::seeded(seed, jalon_sandbox::Latencies::default());
    let outsider = Outsider::of(&rehearsal);
    let mut day = Day::of(&rehearsal, &outsider);
    for whole in [usual.walk, usual.rerun] {
        let (outcome, acted) = beside(&outsider, &drawn(whole, 3), rehearsal.walk(None, &[])).await;
        day.judge_walk(outcome.map(drop), &acted).await;
    }
    day.is_whole().await;
    let (outcome, acted) = beside(&outsider, &drawn(usual.destruction, 2), day.destroy()).await;
    day.judge_destruction_with(outcome, &acted).await;
    Ended::Survived
}

/// How many days with several hands are tried unless it is said otherwise.
const SEEDS: u64 = 4;

fn seeds() -> Vec<u64> {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse().expect("a number"));
    if let Some(seed) = number("JALON_OUTSIDE_SEED") {
        return vec![seed];
    }
    let is_whole_matrix = std::env::var("JALON_MATRIX").is_ok_and(|share| share == "all");
    let usual = if is_whole_matrix { 25 * SEEDS } else { SEEDS };
    (1..=number("JALON_OUTSIDE_SEEDS").unwrap_or(usual)).collect()
}

#[test]
fn whatever_others_do_ours_is_whole_again_and_theirs_is_left_alone() {
    let cases = share_of(cases(), 18);
    try_all("outside hands", &cases, is_survived);
}

#[test]
fn whatever_several_others_do_on_one_day_ours_is_whole_again_and_theirs_is_left_alone() {
    try_all("days with several outside hands", &seeds(), ends_whole);
}
