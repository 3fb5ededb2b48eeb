//! One deployment in an in-memory sandbox, run after run, on tokio's paused clock.

use std::path::Path;
use std::sync::{Arc, Mutex};

use jalon::aws::{Aws, Clock, Cloud, Connection};
use jalon::checkpoint::{Checkpoint, StepStatus};
use jalon::simulator::{Account, Latencies, Options, Simulator};
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::{
    Action, DestroyPlan, Destruction, Event, Given, Interruption, Reporter, Result, Session, SessionOptions, Step, StepPlan,
    Steps, identify, plan_steps, run_step, unattended_walk,
};
use tempfile::TempDir;

/// A deployment named `demo` and the cloud it lives in.
pub struct Rehearsal {
    folder: TempDir,
    pub simulator: Simulator,
    pub steps: Steps,
}

#[derive(Default)]
struct Recorder(Mutex<Vec<Event>>);

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
        Self::opened(steps, Account::default())
    }

    /// All steps, in an account of these settings.
    pub fn with_account(account: Account) -> Self {
        Self::opened(WALKTHROUGH, account)
    }

    fn opened(steps: Steps, account: Account) -> Self {
        let simulator = Simulator::open(Options {
            region: "us-east-1".to_owned(),
            seed: 7,
            speed: 1.0,
            latencies: Latencies::default(),
            account,
            directory: None,
            read_only: false,
        });
        Self {
            folder: tempfile::tempdir().unwrap(),
            simulator: simulator.unwrap(),
            steps,
        }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The clients of the sandbox.
    pub fn aws(&self) -> Aws {
        Aws::connect(Connection {
            cloud: Cloud::Sandbox,
            region: "us-east-1".to_owned(),
            profile: None,
            http_client: Some(self.simulator.http_client()),
            clock: Clock::real(),
        })
    }

    /// A fresh run of the deployment, as a new process would begin it: nothing but the files and the cloud remain of earlier ones.
    pub async fn session(&self, set: &[&str]) -> Result<Arc<Session>> {
        let set: Vec<String> = set.iter().map(|option| (*option).to_owned()).collect();
        let aws = self.aws();
        let state = identify(&aws, "demo").await?.recall(self.folder(), aws.clock().now())?;
        let session = Session::new(SessionOptions {
            steps: self.steps,
            given: Given::new(&set, None, &self.steps)?,
            checkpoint: Checkpoint::create(self.folder(), state)?,
            folder: self.folder().to_owned(),
            reporter: Arc::new(Recorder::default()),
            interruption: Arc::new(Interruption::default()),
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
        session.sweep_for_destruction().await?;
        let plan = DestroyPlan::new(&session, keep_snapshots);
        Destruction::run(&session, plan).await
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
