//! One deployment in an in-memory sandbox, run after run, on tokio's paused clock.

use std::path::Path;
use std::sync::{Arc, Mutex};

use jalon::aws::{Aws, Clock, Cloud, Connection, StopSignal};
use jalon::checkpoint::{Checkpoint, StepStatus};
use jalon::simulator::{Latencies, Options, Simulator};
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::{
    Action, DestroyPlan, Destruction, Event, Given, Interruption, Reporter, Result, Session, SessionOptions, Step, StepPlan,
    Steps, identify, plan_steps, run_step, unattended_walk,
};
use tempfile::TempDir;
use tokio::time::Instant;

/// A deployment, named `demo` unless another is asked for, and the cloud it lives in.
pub struct Rehearsal {
    folder: TempDir,
    deployment: &'static str,
    recorder: Arc<Recorder>,
    pub simulator: Simulator,
    pub steps: Steps,
}

/// What was told, and when.
#[derive(Default)]
struct Recorder(Mutex<Vec<(Instant, Event)>>);

impl Reporter for Recorder {
    fn report(&self, event: &Event) {
        self.0.lock().unwrap().push((Instant::now(), event.clone()));
    }
}

impl Rehearsal {
    pub fn new() -> Self {
        Self::with_steps(WALKTHROUGH)
    }

    pub fn with_steps(steps: Steps) -> Self {
        Self::new_in(steps, Latencies::default())
    }

    /// In a cloud that takes so long.
    pub fn with_latencies(latencies: Latencies) -> Self {
        Self::new_in(WALKTHROUGH, latencies)
    }

    /// Another deployment in the same account, with a folder of its own.
    pub fn beside(&self, deployment: &'static str) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            deployment,
            recorder: Arc::default(),
            simulator: self.simulator.clone(),
            steps: self.steps,
        }
    }

    fn new_in(steps: Steps, latencies: Latencies) -> Self {
        let simulator = Simulator::open(Options {
            region: "us-east-1".to_owned(),
            seed: 7,
            speed: 1.0,
            latencies,
            directory: None,
            read_only: false,
        });
        Self {
            folder: tempfile::tempdir().unwrap(),
            deployment: "demo",
            recorder: Arc::default(),
            simulator: simulator.unwrap(),
            steps,
        }
    }

    /// Everything that was told so far, in all runs, and when.
    pub fn events(&self) -> Vec<(Instant, Event)> {
        self.recorder.0.lock().unwrap().clone()
    }

    /// The notices of all runs so far.
    pub fn notices(&self) -> Vec<String> {
        let texts = self.events().into_iter().filter_map(|(_, event)| match event {
            Event::Notice { text } => Some(text),
            _ => None,
        });
        texts.collect()
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A fresh run of the deployment, as a new process would begin it: nothing but the files and the cloud remain of earlier ones.
    pub async fn session(&self, set: &[&str]) -> Result<Arc<Session>> {
        self.session_in(self.folder(), set).await
    }

    /// As [`Rehearsal::session`], with what is remembered in another folder.
    pub async fn session_in(&self, folder: &Path, set: &[&str]) -> Result<Arc<Session>> {
        let set: Vec<String> = set.iter().map(|option| (*option).to_owned()).collect();
        let aws = Aws::connect(Connection {
            cloud: Cloud::Sandbox,
            region: "us-east-1".to_owned(),
            profile: None,
            http_client: Some(self.simulator.http_client()),
            clock: Clock::real(),
        });
        let interruption = Arc::new(Interruption::default());
        let aws = aws.stopping_when(Arc::clone(&interruption) as Arc<dyn StopSignal>);
        let state = identify(&aws, self.deployment).await?.recall(folder, aws.clock().now())?;
        let session = Session::new(SessionOptions {
            steps: self.steps,
            given: Given::new(&set, None, &self.steps)?,
            checkpoint: Checkpoint::create(folder, state)?,
            folder: folder.to_owned(),
            reporter: Arc::clone(&self.recorder) as Arc<dyn Reporter>,
            interruption,
            aws,
        });
        session.sweep().await?;
        Ok(session)
    }

    /// Walks all steps, or those up to one.
    pub async fn walk(&self, until: Option<&str>, set: &[&str]) -> Result<Arc<Session>> {
        let session = self.session(set).await?;
        let steps: Vec<&'static dyn Step> = match until {
            Some(last) => self.steps.until(last)?,
            None => self.steps.iter().collect(),
        };
        unattended_walk(&session, steps).await?;
        Ok(session)
    }

    /// Runs one step by name.
    pub async fn run(&self, step: &str, with_needs: bool) -> Result<Arc<Session>> {
        let session = self.session(&[]).await?;
        run_step(&session, self.steps.get(step)?, with_needs, None).await?;
        Ok(session)
    }

    /// Plans all steps, once AWS lists what was done last.
    pub async fn plan(&self, set: &[&str]) -> Result<Vec<StepPlan>> {
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
        let session = self.session(set).await?;
        let answers = Arc::new(session.planned_answers().await?);
        let steps: Vec<_> = self.steps.iter().collect();
        plan_steps(&session, &steps, &answers).await
    }

    /// Takes everything down.
    pub async fn destroy(&self, keep_snapshots: bool) -> Result<()> {
        let session = self.session(&[]).await?;
        take_down(&session, keep_snapshots).await
    }

    /// Forgets everything that was kept on this machine.
    pub fn lose_the_state_directory(&self) {
        for entry in std::fs::read_dir(self.folder()).unwrap() {
            std::fs::remove_file(entry.unwrap().path()).unwrap();
        }
    }

    /// The operations of calls that changed something, from the `since`-th call on.
    pub fn mutations_since(&self, since: usize) -> Vec<String> {
        let calls = self.simulator.calls();
        let changed = calls.iter().skip(since).filter(|call| call.mutating && call.error.is_none());
        changed.map(|call| call.operation.clone()).collect()
    }

    /// How many calls there have been.
    pub fn calls(&self) -> usize {
        self.simulator.calls().len()
    }

    /// Everything of the deployment that AWS still holds, by key.
    pub async fn live_keys(&self) -> Vec<String> {
        let session = self.session(&[]).await.unwrap();
        session.inventory(|inventory| {
            let live = inventory
                .all()
                .filter(|observed| observed.is_live() && observed.belongs_to(self.deployment));
            let mut keys: Vec<String> = live
                .map(|observed| format!("{} {}", observed.kind, observed.key().unwrap()))
                .collect();
            keys.sort();
            keys
        })
    }
}

/// Takes everything of a session's deployment down.
pub async fn take_down(session: &Arc<Session>, keep_snapshots: bool) -> Result<()> {
    session.sweep_for_destruction().await?;
    let plan = DestroyPlan::new(session, keep_snapshots);
    Destruction::run(session, plan).await
}

/// The keys of planned resources with this action.
pub fn keys(plans: &[StepPlan], action: Action) -> Vec<String> {
    let all = plans.iter().flat_map(|plan| &plan.resources);
    all.filter(|resource| resource.action == action)
        .map(|resource| resource.key.clone())
        .collect()
}

/// Every step's status.
pub fn statuses(session: &Session) -> Vec<StepStatus> {
    session.steps().iter().map(|step| session.step_status(step.id())).collect()
}
