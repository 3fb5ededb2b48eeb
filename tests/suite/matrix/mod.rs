//! The survival matrix: one walk is disturbed in every way at every place, and the next runs have to end whole.
//!
//! By default each matrix tries an even share of its cases, with `JALON_MATRIX=all` every one, with a number about so many; `docs/RELIABILITY.md` has the
//! commands and the last figures.

mod answers;
mod faults;
mod judge;
mod kills;
mod outside;
mod restores;
mod seeds;
mod sigkills;
mod talks;
mod torn_writes;

use std::fmt::Debug;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// How many cases that do nothing but compute are tried at a time.
const CORES: usize = 2;

/// How a case ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Survived,
    /// What was to disturb it never came: the run was over before.
    Undisturbed,
}

/// Tries every case, each on a virtual clock of its own, as [`try_all_in_real_time`] does.
///
/// # Panics
///
/// When one did not survive; the message names the first ones.
pub fn try_all<C, F>(matrix: &str, cases: &[C], attempt: impl Fn(C) -> F + Sync)
where
    C: Clone + Debug + Sync,
    F: Future<Output = Ended>,
{
    try_all_in_real_time(matrix, cases, CORES, |case| on_a_virtual_clock(attempt(case)));
}

/// Tries every case, `at_once` of them at a time, and prints how many were tried and survived.
///
/// # Panics
///
/// When one did not survive; the message names the first ones.
pub fn try_all_in_real_time<C: Clone + Debug + Sync>(
    matrix: &str,
    cases: &[C],
    at_once: usize,
    attempt: impl Fn(C) -> Ended + Sync,
) {
    let (next, undisturbed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let failures = Mutex::new(Vec::new());
    let started = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match catch_unwind(AssertUnwindSafe(|| attempt(case.clone()))) {
                        Ok(Ended::Survived) => {}
                        Ok(Ended::Undisturbed) => drop(undisturbed.fetch_add(1, Ordering::Relaxed)),
                        Err(panic) => {
                            let failure = format!("{case:?}: {}", text(panic.as_ref()));
                            tell(&format!("{matrix}: not survived: {failure}\n"));
                            failures.lock().unwrap().push(failure);
                        }
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    let tried = cases.len() - undisturbed.into_inner();
    let line = format!(
        "{matrix}: tried {tried}, survived {} ({} s)\n",
        tried - failures.len(),
        started.elapsed().as_secs()
    );
    tell(&line);
    assert!(tried > 0, "{matrix}: nothing was disturbed");
    assert!(failures.is_empty(), "{matrix}: {}", first(&failures));
}

/// An even share of about `share` of the cases, or what the environment says: `JALON_CASE=NAME` that one, `JALON_MATRIX=all` every one,
/// `JALON_MATRIX=500` about so many.
pub fn share_of<C: Clone + Debug>(cases: Vec<C>, share: usize) -> Vec<C> {
    if let Ok(name) = std::env::var("JALON_CASE") {
        return cases.into_iter().filter(|case| format!("{case:?}") == name).collect();
    }
    let share = match std::env::var("JALON_MATRIX").as_deref() {
        Err(_) => share,
        Ok("all") => cases.len(),
        Ok(number) => number.parse().expect("JALON_MATRIX is all or a number"),
    };
    let stride = cases.len().div_ceil(share).max(1);
    // Begun a third of a stride in, so that other cases are met than the first of each.
    cases.into_iter().skip(stride / 3).step_by(stride).collect()
}

/// The seeds that are tried: `JALON_SEED=4711` that one, `JALON_SEEDS=100000` so many, `JALON_SEEDS=100001..200000` those.
fn seeds(share: u64) -> Vec<u64> {
    let number = |text: &str| text.parse().expect("JALON_SEED and JALON_SEEDS are numbers");
    if let Ok(seed) = std::env::var("JALON_SEED") {
        return vec![number(&seed)];
    }
    let seeds = std::env::var("JALON_SEEDS").unwrap_or_else(|_| share.to_string());
    let (first, last) = seeds.split_once("..").unwrap_or(("1", &seeds));
    (number(first)..=number(last)).collect()
}

/// Writes past the test harness's capture: these lines are what the matrix is run for.
fn tell(line: &str) {
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

pub fn on_a_virtual_clock<T>(run: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(run)
}

fn text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_default()
}

fn first(failures: &[String]) -> String {
    const SHOWN: usize = 10;
    let mut text = failures.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n\n");
    if failures.len() > SHOWN {
        text.push_str(&format!("\n\nand {} more", failures.len() - SHOWN));
    }
    text
}
