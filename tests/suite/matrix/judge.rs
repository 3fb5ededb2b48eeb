//! What whole means, by the simulated account itself and by the state file, not by the program's own listings.

use std::collections::BTreeSet;
use std::sync::OnceLock;
use std::time::Duration;

use jalon::checkpoint::read_state;
use jalon::walkthrough::StepPlan;
use jalon_sandbox::Existing;

use super::on_a_virtual_clock;
use crate::support::{Process, Rehearsal};

/// Long enough for every list to hold everything and for everything that lingers to go.
pub const SETTLED_AFTER: Duration = Duration::from_secs(600);

/// An undisturbed walk and the destruction after it.
pub struct Undisturbed {
    pub walk: Process,
    pub pause: Process,
    pub resumption: Process,
    pub destruction: Process,
    /// How many calls of AWS the walk made, without what it did on hosts.
    pub calls_of_walk: usize,
    /// How many the pause made.
    pub calls_of_pause: usize,
    /// How many the resumption made.
    pub calls_of_resumption: usize,
    /// How many the destruction made.
    pub calls_of_destruction: usize,
    ground_truth: Vec<String>,
}

/// What an undisturbed walk of the default answers does and leaves.
pub fn undisturbed() -> &'static Undisturbed {
    static UNDISTURBED: OnceLock<Undisturbed> = OnceLock::new();
    UNDISTURBED.get_or_init(|| {
        std::thread::spawn(|| {
            on_a_virtual_clock(async {
                let rehearsal = Rehearsal::new().with_hosts();
                let (walk, destruction) = (Process::immortal(), Process::immortal());
                let (pause, resumption) = (Process::immortal(), Process::immortal());
                rehearsal.walk_as(&walk, None, &[]).await.unwrap();
                let calls_of_walk = rehearsal.calls();
                tokio::time::sleep(SETTLED_AFTER).await;
                let ground_truth = keyed(&rehearsal.simulator.ground_truth());
                let calls_before = rehearsal.calls();
                rehearsal.pause_as(&pause).await.unwrap();
                let calls_of_pause = rehearsal.calls() - calls_before;
                rehearsal.resume_as(&resumption).await.unwrap();
                let calls_of_resumption = rehearsal.calls() - calls_before - calls_of_pause;
                let calls_before = rehearsal.calls();
                rehearsal.destroy_as(&destruction, false).await.unwrap();
                Undisturbed {
                    walk,
                    pause,
                    resumption,
                    destruction,
                    calls_of_walk,
                    calls_of_pause,
                    calls_of_resumption,
                    calls_of_destruction: rehearsal.calls() - calls_before,
                    ground_truth,
                }
            })
        })
        .join()
        .unwrap()
    })
}

/// The default environment is there, once, tagged, recorded, and up to date.
pub async fn is_whole(rehearsal: &Rehearsal) {
    is_sound(rehearsal, &[]).await;
    assert_eq!(
        keyed(&rehearsal.simulator.ground_truth()),
        undisturbed().ground_truth,
        "what the account holds"
    );
}

/// Whatever is there is there once, tagged and recorded, and nothing is left to do.
pub async fn is_sound(rehearsal: &Rehearsal, set: &[&str]) {
    tokio::time::sleep(SETTLED_AFTER).await;
    let plans = rehearsal.plan(set).await.unwrap();
    let open = plans.iter().find(|plan| !plan.is_settled());
    assert!(plans.iter().all(StepPlan::is_settled), "left to do: {open:#?}");
    let ground_truth = rehearsal.simulator.ground_truth();
    let tagged: Vec<&Existing> = ground_truth.iter().filter(|existing| !is_of_a_service(existing)).collect();
    let keys = keyed(&ground_truth);
    let unique: BTreeSet<&String> = keys.iter().filter(|key| !key.starts_with("network-interface")).collect();
    assert_eq!(
        unique.len() + interfaces(&ground_truth),
        keys.len(),
        "something is there twice: {keys:#?}"
    );
    for existing in &tagged {
        assert_eq!(
            existing.tags.get("jalon:deployment").map(String::as_str),
            Some("demo"),
            "an orphan: {existing:?}"
        );
    }
    is_recorded(rehearsal, &tagged);
}

/// Walks again, and judges what is there then.
pub async fn is_walked_on(rehearsal: &Rehearsal) {
    let walked = rehearsal.walk(None, &[]).await;
    walked.unwrap_or_else(|error| panic!("the next walk: {error}"));
    is_whole(rehearsal).await;
}

/// Takes everything down, and judges what is left.
pub async fn is_taken_down(rehearsal: &Rehearsal) {
    if let Err(error) = rehearsal.destroy(false).await {
        panic!("the destruction: {error}; left: {:?}", rehearsal.simulator.ground_truth());
    }
    is_empty(rehearsal).await;
}

/// The account holds nothing, and nothing is recorded.
async fn is_empty(rehearsal: &Rehearsal) {
    tokio::time::sleep(SETTLED_AFTER).await;
    assert_eq!(
        keyed(&rehearsal.simulator.ground_truth()),
        Vec::<String>::new(),
        "left after the destruction"
    );
    let state = state(rehearsal);
    assert_eq!(
        state.resources.keys().collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "still recorded"
    );
}

/// Every id in the state file is there, and everything that is there is in the state file or came with something that is.
fn is_recorded(rehearsal: &Rehearsal, tagged: &[&Existing]) {
    let state = state(rehearsal);
    let ids = state.resources.values().flat_map(|record| record.id.as_deref());
    // A set of snapshots is one resource with several ids.
    let recorded: BTreeSet<&str> = ids.flat_map(|ids| ids.split(',')).collect();
    for existing in tagged.iter().filter(|existing| !comes_with_an_instance(existing)) {
        // A key pair is known by its name.
        let id = if existing.kind == "key-pair" {
            &existing.tags["Name"]
        } else {
            &existing.id
        };
        assert!(recorded.contains(id.as_str()), "not recorded: {existing:?}");
    }
    let unfinished: Vec<&String> = state
        .resources
        .iter()
        .filter(|(_, record)| record.id.is_none())
        .map(|(key, _)| key)
        .collect();
    assert_eq!(unfinished, Vec::<&String>::new(), "intents without an end");
}

fn state(rehearsal: &Rehearsal) -> jalon::checkpoint::StateFile {
    read_state(&rehearsal.folder(), "demo").unwrap().unwrap()
}

fn keyed(ground_truth: &[Existing]) -> Vec<String> {
    let mut keys: Vec<String> = ground_truth
        .iter()
        .map(|existing| {
            format!(
                "{} {}",
                existing.kind,
                existing.tags.get("jalon:resource").map_or("", String::as_str)
            )
        })
        .collect();
    keys.sort();
    keys
}

fn interfaces(ground_truth: &[Existing]) -> usize {
    ground_truth
        .iter()
        .filter(|existing| existing.kind == "network-interface")
        .count()
}

fn comes_with_an_instance(existing: &Existing) -> bool {
    matches!(existing.kind, "network-interface" | "volume")
}

/// Interfaces of NAT gateways and databases are AWS's own, and carry no tags.
fn is_of_a_service(existing: &Existing) -> bool {
    existing.kind == "network-interface" && existing.tags.is_empty()
}
