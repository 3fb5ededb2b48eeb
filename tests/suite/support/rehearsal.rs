//! One deployment in an in-memory sandbox, run after run, on tokio's paused clock.

use std::sync::{Arc, Mutex};

use jalon::aws::{Aws, Clock, Cloud, Connection};
use jalon::checkpoint::{Checkpoint, Disk, Folder, StepStatus};
use jalon::simulator::{Latencies, Options, Simulator};
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::{
    Action, DestroyPlan, Destruction, Event, Given, Interruption, Reporter, Result, Session, SessionOptions, Step, StepPlan,
    Steps, identify, plan_steps, run_step, unattended_walk,
};

use super::{MemoryDisk, Process};

/// A deployment named `demo` and the cloud it lives in.
pub struct Rehearsal {
    pub disk: Arc<MemoryDisk>,
    pub simulator: Simulator,
    pub steps: Steps,
    /// What every run so far has told.
    pub told: Arc<Recorder>,
    seed: u64,
}

/// Keeps what a run tells.
#[derive(Default)]
pub struct Recorder(Mutex<Vec<Event>>);

impl Recorder {
    pub fn events(&self) -> Vec<Event> {
        self.0.lock().unwrap().clone()
    }
}

impl Reporter for Recorder {
    fn report(&self, event: &Event) {
        self.0.lock().unwrap().push(event.clone());
    }
}

impl Rehearsal {
    pub fn new() -> Self {
        Self::with_steps(WALKTHROUGH)
    }

    pub fn with_steps(steps: Steps) -> Self {
        Self {
            steps,
            ..Self::seeded(7, Latencies::default())
        }
    }

    /// One in which everything that is drawn at random follows from `seed`.
    pub fn seeded(seed: u64, latencies: Latencies) -> Self {
        let simulator = Simulator::open(Options {
            region: "us-east-1".to_owned(),
            seed,
            speed: 1.0,
            latencies,
            directory: None,
            read_only: false,
        });
        Self {
            disk: Arc::default(),
            simulator: simulator.unwrap(),
            steps: WALKTHROUGH,
            told: Arc::default(),
            seed,
        }
    }

    /// A fresh run of the deployment, as a new process would begin it: nothing but the files and the cloud remain of earlier ones.
    pub async fn session(&self, set: &[&str]) -> Result<Arc<Session>> {
        self.session_of(&Process::immortal(), set).await
    }

    /// As [`Rehearsal::session`], in a process that may be killed.
    pub async fn session_of(&self, process: &Process, set: &[&str]) -> Result<Arc<Session>> {
        let set: Vec<String> = set.iter().map(|option| (*option).to_owned()).collect();
        let aws = Aws::connect(Connection {
            cloud: Cloud::Sandbox,
            region: "us-east-1".to_owned(),
            profile: None,
            http_client: Some(process.http_client(self.simulator.http_client())),
            clock: Clock::real().reproducible(self.simulator.now(), self.seed),
        });
        let folder = Folder::on(process.disk(Arc::clone(&self.disk) as Arc<dyn Disk>), "/deployment");
        let state = identify(&aws, "demo").await?.recall(&folder, aws.clock().now())?;
        let session = Session::new(SessionOptions {
            steps: self.steps,
            given: Given::new(&set, None, &self.steps)?,
            checkpoint: Checkpoint::create(&folder, state)?,
            folder,
            reporter: Arc::clone(&self.told) as Arc<dyn Reporter>,
            interruption: Arc::new(Interruption::default()),
            aws,
        });
        session.sweep().await?;
        Ok(session)
    }

    /// Walks all steps, or those up to one.
    pub async fn walk(&self, until: Option<&str>, set: &[&str]) -> Result<Arc<Session>> {
        self.walk_as(&Process::immortal(), until, set).await
    }

    /// As [`Rehearsal::walk`], in a process that may be killed.
    pub async fn walk_as(&self, process: &Process, until: Option<&str>, set: &[&str]) -> Result<Arc<Session>> {
        let session = self.session_of(process, set).await?;
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
        self.destroy_as(&Process::immortal(), keep_snapshots).await
    }

    /// As [`Rehearsal::destroy`], in a process that may be killed.
    pub async fn destroy_as(&self, process: &Process, keep_snapshots: bool) -> Result<()> {
        let session = self.session_of(process, &[]).await?;
        session.sweep_for_destruction().await?;
        let plan = DestroyPlan::new(&session, keep_snapshots);
        Destruction::run(&session, plan).await
    }

    /// Forgets everything that was kept on this machine.
    pub fn lose_the_state_directory(&self) {
        self.disk.clear();
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
                .filter(|observed| observed.is_live() && observed.belongs_to("demo"));
            let mut keys: Vec<String> = live
                .map(|observed| format!("{} {}", observed.kind, observed.key().unwrap()))
                .collect();
            keys.sort();
            keys
        })
    }
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
