//! How long a walk has yet to go: the estimate is about right from the first on, and a walk that waits for nothing makes none.

use std::time::Duration;

use jalon::walkthrough::Event;
use jalon_sandbox::{Latencies, Span};
use tokio::time::Instant;

use crate::support::{Kill, Process, Rehearsal};

/// What a person may expect of "about".
const OFF: Duration = Duration::from_secs(90);

/// On hosts, of which everything takes as long as it usually does.
fn rehearsal() -> Rehearsal {
    let seconds = |seconds| {
        let usual = Duration::from_secs(seconds);
        Span {
            shortest: usual,
            longest: usual,
        }
    };
    let latencies = Latencies {
        spread: 0.0,
        first_boot_with_packages: seconds(150),
        image_build: seconds(180),
        ..Latencies::default()
    };
    Rehearsal::seeded(7, latencies).with_hosts()
}

/// The estimates since the first `since` events, with the moments they were made at.
fn estimates(rehearsal: &Rehearsal, since: usize) -> Vec<(Instant, String, Duration)> {
    let events = rehearsal.events().into_iter().skip(since);
    let estimates = events.filter_map(|(at, event)| match event {
        Event::TimeLeft { key, seconds } => Some((at, key, Duration::from_secs(seconds))),
        _ => None,
    });
    estimates.collect()
}

fn are_about_right(estimates: &[(Instant, String, Duration)]) {
    let over = Instant::now();
    for (at, key, left) in estimates {
        let really = over - *at;
        assert!(
            left.abs_diff(really) < OFF,
            "{left:?} were left, for {key}, and it took {really:?}: {estimates:#?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_left_is_about_right_from_the_first_estimate_on() {
    let rehearsal = rehearsal();
    rehearsal.walk(None, &[]).await.unwrap();
    let made = estimates(&rehearsal, 0);
    assert!((3..30).contains(&made.len()), "{made:#?}");
    assert!(made[0].2 > Duration::from_secs(5 * 60), "{made:#?}");
    are_about_right(&made);

    let before = rehearsal.events().len();
    rehearsal.walk(None, &[]).await.unwrap();
    let made = estimates(&rehearsal, before);
    assert!(made.is_empty(), "nothing is waited for: {made:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_resumed_walk_counts_what_is_half_made() {
    let rehearsal = rehearsal();
    let process = Process::killed_at(Kill::BeforeAnswer(110));
    process.live(rehearsal.walk_as(&process, None, &[])).await;
    let before = rehearsal.events().len();
    rehearsal.walk(None, &[]).await.unwrap();
    let made = estimates(&rehearsal, before);
    assert!(!made.is_empty());
    are_about_right(&made);
}
