//! One deployment walked and taken down on the virtual clock, with what AWS drew and when the program knew.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jalon::walkthrough::{Check, Event, Session};
use jalon_sandbox::{Intervention, Latencies, Moments, Simulator};
use jalon_testkit::critical_path::{self, Drawn, Schedule};
use jalon_testkit::{Rehearsal, all_checks};
use jiff::Timestamp;
use tokio::time::Instant;

/// What one run came to.
pub struct Run {
    /// The walk, from the first call to the end of the proof.
    pub walk: Timed,
    /// Its destruction.
    pub destruction: Timed,
    /// How many calls the walk made, polls included.
    pub calls: usize,
    /// The calls of the walk by operation.
    pub operations: BTreeMap<String, Count>,
    /// When the program had the answer that made a thing, and when it knew it to be ready, by the names of the model.
    pub milestones: BTreeMap<String, Duration>,
    /// How long after AWS each thing was known to be ready, by key.
    pub delays: BTreeMap<String, Duration>,
}

/// How often an operation was called.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// In all.
    pub sent: usize,
    /// Of these, answered with an error.
    pub refused: usize,
}

/// A measured time and the least AWS would have taken.
pub struct Timed {
    /// Measured.
    pub took: Duration,
    /// The critical path, with what AWS drew in this run.
    pub least: Schedule,
}

impl Timed {
    /// How many times the critical path it took.
    pub fn ratio(&self) -> f64 {
        self.took.as_secs_f64() / self.least.length().as_secs_f64()
    }

    /// How much longer than the critical path it took, in seconds.
    pub fn over(&self) -> f64 {
        self.took.as_secs_f64() - self.least.length().as_secs_f64()
    }
}

/// What AWS drew, by key, as far as it was ever known: looked at with each call.
#[derive(Clone, Default)]
struct Draws(Arc<Mutex<BTreeMap<String, Moments>>>);

impl Draws {
    fn watch(simulator: &Simulator) -> Self {
        let draws = Self::default();
        let (kept, watched) = (draws.clone(), simulator.clone());
        simulator.set_interceptor(move |_| {
            kept.look(&watched);
            Intervention::Proceed
        });
        draws
    }

    /// The first time something was to be usable counts: a DB instance that is snapshotted is not for a while.
    fn look(&self, simulator: &Simulator) {
        let mut draws = self.0.lock().unwrap();
        for moments in simulator.moments() {
            let Some(key) = moments.tags.get("jalon:resource") else {
                continue;
            };
            let known = draws.entry(key.clone()).or_insert_with(|| moments.clone());
            known.usable = known.usable.or(moments.usable);
            known.gone = known.gone.or(moments.gone);
        }
    }

    fn all(&self) -> BTreeMap<String, Moments> {
        self.0.lock().unwrap().clone()
    }
}

/// Walks and takes down, with everything drawn at random following from `seed`.
pub async fn run(seed: u64, latencies: &Latencies) -> Run {
    let rehearsal = Rehearsal::seeded(seed, latencies.clone()).with_hosts();
    let draws = Draws::watch(&rehearsal.simulator);
    let (started, beginning) = (Instant::now(), rehearsal.simulator.now());
    let session = rehearsal.walk(None, &[]).await.unwrap();
    prove(&session).await;
    let took = started.elapsed();
    draws.look(&rehearsal.simulator);
    let at = |moment: Instant| beginning + jiff::SignedDuration::try_from(moment - started).unwrap();
    let calls = rehearsal.calls();
    let mut operations: BTreeMap<String, Count> = BTreeMap::new();
    for call in rehearsal.simulator.calls() {
        let count = operations.entry(call.operation).or_default();
        count.sent += 1;
        count.refused += usize::from(call.error.is_some());
    }
    let walk = Timed {
        took,
        least: critical_path::walk(latencies, &drawn_by_walk(&draws.all(), &rehearsal)),
    };
    let milestones = milestones(&rehearsal, started);
    let delays = delays(&rehearsal, &draws.all(), at);

    // AWS lists the walk's last changes by now.
    tokio::time::sleep(Duration::from_secs(10)).await;
    let started = Instant::now();
    rehearsal.destroy(false).await.unwrap();
    let took = started.elapsed();
    Run {
        walk,
        destruction: Timed {
            took,
            least: critical_path::destruction(latencies, &drawn_by_destruction(&rehearsal, &draws.all(), latencies)),
        },
        calls,
        operations,
        milestones,
        delays,
    }
}

/// What `jalon walk` does at the end: looks at everything once more, and checks it.
async fn prove(session: &Arc<Session>) {
    session.sweep().await.unwrap();
    let results = all_checks(session).await;
    assert!(
        !results.iter().flat_map(|result| &result.checks).any(Check::failed),
        "{results:#?}"
    );
}

/// From made to usable, and what was drawn on the hosts. A peering's two waits are the model's: its acceptance lies between.
fn drawn_by_walk(draws: &BTreeMap<String, Moments>, rehearsal: &Rehearsal) -> Drawn {
    let lasting = |moments: &Moments| Some(between(moments.made, moments.usable?));
    draws
        .iter()
        .filter(|(_, moments)| moments.kind != "vpc-peering-connection")
        .filter_map(|(key, moments)| Some((key.clone(), lasting(moments)?)))
        .chain(drawn_on_hosts(rehearsal))
        .collect()
}

/// How long first boots, builds and starts of containers took on each host, by the names of the model.
fn drawn_on_hosts(rehearsal: &Rehearsal) -> Drawn {
    let existing = rehearsal.simulator.ground_truth();
    let name_of = |instance: &str| {
        let found = existing.iter().find(|existing| existing.id == instance)?;
        Some(found.tags.get("jalon:resource")?.strip_prefix("instance/")?.to_owned())
    };
    let mut drawn = Drawn::new();
    for host in rehearsal.simulator.hosts() {
        let Some(name) = name_of(&host.instance) else {
            continue;
        };
        drawn.extend(host.first_boot_takes.map(|takes| (format!("first-boot/{name}"), takes)));
        drawn.extend(host.builds.into_values().map(|took| (format!("images/{name}"), took)));
        drawn.extend(host.starts.into_values().map(|took| (format!("application/{name}"), took)));
    }
    drawn
}

/// From the deletion of the DB instance, which decides, to its end; the middle of the model for the others.
fn drawn_by_destruction(rehearsal: &Rehearsal, draws: &BTreeMap<String, Moments>, latencies: &Latencies) -> Drawn {
    let calls = rehearsal.simulator.calls();
    let asked = calls.iter().rfind(|call| call.operation == "DeleteDBInstance");
    let gone = draws.get("db-instance/main").and_then(|moments| moments.gone);
    let lasting = asked.zip(gone).map(|(call, gone)| between(call.at, gone));
    let lasting = lasting.map(|lasting| lasting.saturating_sub(latencies.mutation));
    lasting
        .map(|lasting| ("db-instance/main".to_owned(), lasting))
        .into_iter()
        .collect()
}

fn milestones(rehearsal: &Rehearsal, started: Instant) -> BTreeMap<String, Duration> {
    let named = rehearsal.events().into_iter().filter_map(|(moment, event)| match event {
        Event::Created { key, .. } => Some((format!("done {key}"), moment - started)),
        Event::Ready { key, .. } => Some((format!("usable {key}"), moment - started)),
        _ => None,
    });
    named.collect()
}

/// How long after AWS the program reported that something is ready.
fn delays(
    rehearsal: &Rehearsal,
    draws: &BTreeMap<String, Moments>,
    at: impl Fn(Instant) -> Timestamp,
) -> BTreeMap<String, Duration> {
    let told = rehearsal.events().into_iter().filter_map(|(moment, event)| match event {
        Event::Ready { key, .. } => Some((key, at(moment))),
        _ => None,
    });
    told.filter_map(|(key, known)| {
        let usable = draws.get(&key)?.usable?;
        Some((key, between(usable, known)))
    })
    .collect()
}

fn between(earlier: Timestamp, later: Timestamp) -> Duration {
    Duration::try_from(later.duration_since(earlier)).unwrap_or_default()
}
