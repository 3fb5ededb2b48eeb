//! The benchmarks' model of what AWS itself needs is true to the walk, and the walk keeps close to it.

use std::collections::{BTreeMap, BTreeSet};

use jalon_sandbox::Latencies;
use jalon_testkit::critical_path;

use crate::support::Rehearsal;

#[tokio::test(start_paused = true)]
async fn the_model_has_what_a_walk_makes_and_a_walk_takes_little_longer() {
    let latencies = Latencies {
        spread: 0.0,
        ..Latencies::default()
    };
    let rehearsal = Rehearsal::seeded(1, latencies.clone()).with_hosts();
    let started = tokio::time::Instant::now();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let took = started.elapsed();
    let least = critical_path::walk(&latencies, &BTreeMap::new());
    let modelled: BTreeSet<&str> = least
        .moments()
        .filter_map(|moment| moment.strip_prefix("done "))
        .filter(|name| name.contains('/') && !name.contains(' '))
        .collect();
    session.checkpoint().read(|state| {
        let made: BTreeSet<&str> = state.resources.keys().map(String::as_str).collect();
        assert_eq!(
            modelled, made,
            "crates/testkit/src/critical_path/walk.rs lists what a walk of the default answers makes"
        );
    });
    let over = took.saturating_sub(least.length()).as_secs();
    assert!(
        over <= 20,
        "the walk took {over} s longer than AWS needs: see docs/PERFORMANCE.md"
    );
}

#[tokio::test(start_paused = true)]
async fn a_destruction_takes_little_longer_than_aws() {
    let latencies = Latencies {
        spread: 0.0,
        ..Latencies::default()
    };
    let rehearsal = Rehearsal::seeded(1, latencies.clone());
    rehearsal.walk(None, &[]).await.unwrap();
    let started = tokio::time::Instant::now();
    rehearsal.destroy(false).await.unwrap();
    let took = started.elapsed();
    let least = critical_path::destruction(&latencies, &BTreeMap::new()).length();
    assert!(
        took <= least.mul_f64(1.05),
        "the destruction took {took:?}, and AWS needs {least:?}"
    );
}
