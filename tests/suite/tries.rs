//! Experiments: each of them shows in the sandbox what it claims, after a walk and on the way there; and `jalon try` as a person meets it.

mod agreeing;
mod command;
mod in_walk;
pub mod making;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use jalon::checkpoint::read_state;
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::{
    Advised, Demonstrator, Error, Experimenting, Experiments, Making, Occasion, Offered, Prediction, Session, Step, TrialOutcome,
    Tried, try_step,
};

use crate::support::Rehearsal;

/// Notes what is shown, and predicts what is right.
#[derive(Default)]
struct Notes {
    /// Each experiment, as `STEP/NAME`, and whether it was as expected.
    concluded: Mutex<Vec<(String, bool)>>,
    /// The commands, as values.
    commands: Mutex<Vec<Advised>>,
    /// The names of what was about to be made.
    makes: Mutex<Vec<String>>,
}

#[async_trait]
impl Demonstrator for Notes {
    async fn offer(&self, _: &[&'static str], _: Occasion) -> Offered {
        Offered::Now
    }

    async fn begin(&self, _: &'static dyn Step, _: usize, _: usize) {}

    async fn give_up(&self, step: &'static dyn Step, error: &Error) {
        panic!("{} can't be tried: {error:?}", step.id());
    }

    async fn predict(&self, experimenting: &Experimenting<'_>) -> Prediction {
        let experiment = experimenting.experiment;
        assert!(experiment.right < experiment.choices.len(), "{}", experiment.name);
        assert!(!experiment.trials.is_empty(), "{}", experiment.name);
        Prediction::Choice(experiment.right)
    }

    async fn may_write(&self) -> bool {
        true
    }

    async fn may_make(&self, making: &Making) -> bool {
        assert!(making.is_rehearsed && !making.cost.is_nothing(), "{making:?}");
        self.makes.lock().unwrap().push(making.name.clone());
        true
    }

    async fn wait_for_reader(&self) -> Tried {
        Tried::Through
    }

    async fn show_command(&self, command: &Advised) {
        self.commands.lock().unwrap().push(command.clone());
    }

    async fn show_outcome(&self, _: &TrialOutcome) {}

    async fn conclude(&self, experimenting: &Experimenting<'_>, _: Prediction, is_as_expected: bool) {
        let name = format!("{}/{}", experimenting.step.id(), experimenting.experiment.name);
        self.concluded.lock().unwrap().push((name, is_as_expected));
    }
}

/// The experiments of all steps that are built, all as expected: their names.
async fn tried(session: &Arc<Session>) -> Vec<String> {
    let answers = Arc::new(session.planned_answers().await.unwrap());
    let (experiments, notes) = (Experiments::new(session, &answers), Notes::default());
    for step in WALKTHROUGH.iter().filter(|step| experiments.is_built(*step)) {
        try_step(&experiments, step, &notes).await.unwrap();
    }
    let concluded = notes.concluded.into_inner().unwrap();
    let off: Vec<_> = concluded.iter().filter(|(_, is_as_expected)| !is_as_expected).collect();
    assert!(off.is_empty(), "not as expected: {off:?}");
    concluded.into_iter().map(|(name, _)| name).collect()
}

const ALL: [&str; 18] = [
    "vpc/two-tables",
    "vpc/local",
    "app-host/own-address",
    "app-host/stranger",
    "database/source",
    "app/two-connections",
    "app/sign-up",
    "test-host/way-out",
    "test-host/way-in",
    "nat-gateway/seen-as",
    "nat-gateway/one-way",
    "site/missing-page",
    "snapshots/once",
    "snapshots/restore",
    "second-vpc/no-way",
    "peering/which-tables",
    "ai-host/four-connections",
    "ai-host/across",
];

#[tokio::test(start_paused = true)]
async fn every_experiment_shows_what_it_claims_after_a_walk_and_leaves_everything_on_aws_as_it_was() {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    later().await;
    let (before, stood) = (rehearsal.calls(), rehearsal.simulator.ground_truth());
    let recorded = recorded(&rehearsal);
    assert_eq!(tried(&rehearsal.session(&[]).await.unwrap()).await, ALL);
    // One of them makes something, and takes that down again.
    let made = ["RestoreDBInstanceFromDBSnapshot", "DeleteDBInstance"];
    assert_eq!(rehearsal.mutations_since(before), made);
    later().await;
    assert_eq!(rehearsal.simulator.ground_truth(), stood);
    assert_eq!(self::recorded(&rehearsal), recorded);
}

async fn later() {
    tokio::time::sleep(Duration::from_secs(600)).await;
}

/// The keys and ids in the state file.
fn recorded(rehearsal: &Rehearsal) -> BTreeMap<String, Option<String>> {
    let state = read_state(&rehearsal.folder(), "demo").unwrap().unwrap();
    state.resources.into_iter().map(|(key, record)| (key, record.id)).collect()
}

#[tokio::test(start_paused = true)]
async fn every_experiment_shows_what_it_claims_once_its_step_is_built() {
    for step in WALKTHROUGH.iter() {
        let rehearsal = Rehearsal::new().with_hosts();
        let session = rehearsal.walk(Some(step.id()), &[]).await.unwrap();
        let names = tried(&session).await;
        let own = ALL.iter().filter(|name| name.split('/').next() == Some(step.id()));
        for name in own {
            // What asks the private host comes with it.
            assert!(names.iter().any(|tried| tried == name), "{name} is not among {names:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn experiments_follow_the_answers() {
    for set in [
        &["peering.tables=private"][..],
        &["peering.tables=public", "second-vpc.internet=nat"],
        &["nat-gateway.subnets=private2"],
        &["test-host.zone=2", "nat-gateway.subnets=private2", "app-host.zone=2"],
        &[
            "app-host.port=80",
            "vpc.s3-endpoint=false",
            "snapshots.label=a-label-of-twenty-ch",
        ],
        &["app.repository=https://git.example/harbour.git", "app.ref=v1"],
    ] {
        let rehearsal = Rehearsal::new().with_hosts();
        rehearsal.walk(None, set).await.unwrap();
        let names = tried(&rehearsal.session(&[]).await.unwrap()).await;
        assert!(names.len() >= ALL.len() - 2, "{set:?}: {names:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_hosts_those_are_left_that_read_the_network_alone() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let names = tried(&rehearsal.session(&[]).await.unwrap()).await;
    for step in WALKTHROUGH.iter().filter(|step| !["site"].contains(&step.id())) {
        let is_there = names.iter().any(|name| name.starts_with(&format!("{}/", step.id())));
        assert!(is_there || step.id() == "test-host", "{}: {names:?}", step.id());
    }
}

#[tokio::test(start_paused = true)]
async fn commands_are_values_that_a_person_can_type() {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    let session = rehearsal.session(&[]).await.unwrap();
    let answers = Arc::new(session.planned_answers().await.unwrap());
    let (experiments, notes) = (Experiments::new(&session, &answers), Notes::default());
    for step in WALKTHROUGH.iter() {
        try_step(&experiments, step, &notes).await.unwrap();
    }
    let commands = notes.commands.into_inner().unwrap();
    assert!(commands.len() > ALL.len(), "{commands:?}");
    for command in commands {
        let is_known = matches!(
            command,
            Advised::Reach { .. } | Advised::Ssh { command: Some(_), .. } | Advised::VerifyStep { .. } | Advised::PlanStep { .. }
        );
        assert!(is_known, "{command:?}");
    }
}
