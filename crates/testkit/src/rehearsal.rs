//! One deployment in an in-memory sandbox, run after run, on tokio's paused clock.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use jalon::aws::{Aws, Clock, Cloud, Connection, StopSignal, caller_address};
use jalon::checkpoint::{Checkpoint, Disk, Folder, StepStatus};
use jalon::hosts::SimulatedHosts;
use jalon::steps::WALKTHROUGH;
use jalon::ui::{Commands, notice_text, problem_text};
use jalon::walkthrough::{
    Action, DestroyPlan, Destruction, Error, Event, Given, Interruption, PausePlan, Reporter, Result, Session, SessionOptions,
    Step, StepChecks, StepPlan, Steps, TakeOver, identify, pause, plan_steps, resume, run_step, unattended_walk, verify_steps,
};
use jalon_sandbox::{Account, Latencies, Options, Simulator};
use tokio::time::Instant;

use crate::{MemoryDisk, Process};

/// The folder of a deployment's files on its disk.
const FOLDER: &str = "/deployment";

/// A deployment, named `demo` unless [`Rehearsal::beside`] names another, and its simulated cloud.
pub struct Rehearsal {
    /// The files of the machine.
    pub disk: Arc<MemoryDisk>,
    deployment: &'static str,
    region: &'static str,
    recorder: Arc<Recorder>,
    /// The cloud.
    pub simulator: Simulator,
    /// The walkthrough.
    pub steps: Steps,
    seed: u64,
    /// Whether its runs take over what bears its name.
    takes_over: AtomicBool,
    /// Whether its runs log in to the sandbox's hosts; without, they do what they do where there are none.
    has_hosts: bool,
}

/// The reported events, with their times.
#[derive(Default)]
struct Recorder(Mutex<Vec<(Instant, Event)>>);

impl Reporter for Recorder {
    fn report(&self, event: &Event) {
        self.0.lock().unwrap().push((Instant::now(), event.clone()));
    }

    fn sentence(&self, error: &Error) -> String {
        problem_text(error)
    }
}

impl Default for Rehearsal {
    fn default() -> Self {
        Self::new()
    }
}

impl Rehearsal {
    /// The whole walkthrough, with the latencies of AWS and one seed.
    pub fn new() -> Self {
        Self::with_steps(WALKTHROUGH)
    }

    /// As [`Rehearsal::new`], of other steps.
    pub fn with_steps(steps: Steps) -> Self {
        Self {
            steps,
            ..Self::seeded(7, Latencies::default())
        }
    }

    /// A rehearsal of all steps, in an account with these settings.
    pub fn with_account(account: Account) -> Self {
        let rehearsal = Self::new();
        rehearsal.simulator.change_account(|current| *current = account);
        rehearsal
    }

    /// Another deployment in the same account, with a disk of its own.
    pub fn beside(&self, deployment: &'static str) -> Self {
        Self {
            disk: Arc::default(),
            deployment,
            region: self.region,
            recorder: Arc::default(),
            simulator: self.simulator.clone(),
            steps: self.steps,
            seed: self.seed,
            takes_over: AtomicBool::new(false),
            has_hosts: self.has_hosts,
        }
    }

    /// The same, whose runs log in to the hosts.
    pub fn with_hosts(self) -> Self {
        Self { has_hosts: true, ..self }
    }

    /// A rehearsal in which every random draw follows from `seed`.
    pub fn seeded(seed: u64, latencies: Latencies) -> Self {
        Self::seeded_in("us-east-1", seed, latencies)
    }

    /// As [`Rehearsal::seeded`], in another region.
    pub fn seeded_in(region: &'static str, seed: u64, latencies: Latencies) -> Self {
        let simulator = Simulator::open(Options {
            region: region.to_owned(),
            seed,
            speed: 1.0,
            latencies,
            account: Account::default(),
            directory: None,
            read_only: false,
        });
        Self {
            disk: Arc::default(),
            deployment: "demo",
            region,
            recorder: Arc::default(),
            simulator: simulator.unwrap(),
            steps: WALKTHROUGH,
            seed,
            takes_over: AtomicBool::new(false),
            has_hosts: false,
        }
    }

    /// The deployment's folder on this machine.
    pub fn folder(&self) -> Folder {
        Folder::on(Arc::clone(&self.disk) as Arc<dyn Disk>, FOLDER)
    }

    /// The text of a file in the folder; `None` when there is none.
    pub fn kept(&self, name: &str) -> Option<String> {
        let content = self.folder().read(name).unwrap();
        content.map(|content| String::from_utf8(content).unwrap())
    }

    /// The events of all runs so far, with their times.
    pub fn events(&self) -> Vec<(Instant, Event)> {
        self.recorder.0.lock().unwrap().clone()
    }

    /// The notices of all runs so far.
    pub fn notices(&self) -> Vec<String> {
        let texts = self.events().into_iter().filter_map(|(_, event)| match event {
            Event::Notice(notice) => Some(notice_text(&notice, &Commands::default())),
            _ => None,
        });
        texts.collect()
    }

    /// The clients of the sandbox.
    pub fn aws(&self) -> Aws {
        self.aws_of(&Process::immortal())
    }

    fn aws_of(&self, process: &Process) -> Aws {
        Aws::connect(Connection {
            cloud: Cloud::Sandbox,
            region: self.region.to_owned(),
            outbound: jalon::aws::Outbound::default(),
            profile: None,
            http_client: Some(process.http_client(self.simulator.http_client())),
            clock: Clock::real().reproducible(self.simulator.now(), self.seed),
        })
    }

    /// A fresh run of the deployment, as a new process starts it: only the files and the cloud remain of earlier runs.
    pub async fn session(&self, set: &[&str]) -> Result<Arc<Session>> {
        self.session_of(&Process::immortal(), set).await
    }

    /// As [`Rehearsal::session`], in a process that a test may kill.
    pub async fn session_of(&self, process: &Process, set: &[&str]) -> Result<Arc<Session>> {
        let session = self.swept_on(&self.disk, process, set).await?;
        let takes_over = self.takes_over.load(Ordering::Relaxed);
        session.settle_ownership(takes_over.then_some(&TakeOver::Any)).await?;
        Ok(session)
    }

    /// As [`Rehearsal::session`], on a machine without any files, by somebody who takes everything over.
    pub async fn session_elsewhere(&self) -> Result<Arc<Session>> {
        let session = self.swept_on(&Arc::default(), &Process::immortal(), &[]).await?;
        session.settle_ownership(Some(&TakeOver::Any)).await?;
        Ok(session)
    }

    /// A fresh run that has read what AWS holds, and has not settled whose it is.
    pub async fn unsettled_session(&self) -> Result<Arc<Session>> {
        self.swept_on(&self.disk, &Process::immortal(), &[]).await
    }

    async fn swept_on(&self, disk: &Arc<MemoryDisk>, process: &Process, set: &[&str]) -> Result<Arc<Session>> {
        let folder = Folder::on(process.disk(Arc::clone(disk) as Arc<dyn Disk>), FOLDER);
        let set: Vec<String> = set.iter().map(|option| (*option).to_owned()).collect();
        let interruption = Arc::new(Interruption::default());
        let aws = self
            .aws_of(process)
            .stopping_when(Arc::clone(&interruption) as Arc<dyn StopSignal>);
        let state = identify(&aws, self.deployment).await?.recall(&folder, aws.clock().now())?;
        let asker = caller_address(aws.cloud(), aws.outbound()).await;
        let hosts = SimulatedHosts::new(self.simulator.clone(), &folder, self.deployment, asker.unwrap());
        let host_access = self.has_hosts.then(|| process.hosts(Arc::new(hosts)));
        let session = Session::new(SessionOptions {
            steps: self.steps,
            given: Given::new(&set, None, &self.steps)?,
            checkpoint: Checkpoint::create(&folder, state)?,
            folder,
            reporter: Arc::clone(&self.recorder) as Arc<dyn Reporter>,
            host_access,
            interruption,
            aws,
        });
        session.sweep().await?;
        Ok(session)
    }

    /// Walks all steps, or those up to one.
    pub async fn walk(&self, until: Option<&str>, set: &[&str]) -> Result<Arc<Session>> {
        self.walk_as(&Process::immortal(), until, set).await
    }

    /// As [`Rehearsal::walk`], in a process that a test may kill.
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

    /// Plans all steps, after AWS's lists have caught up.
    pub async fn plan(&self, set: &[&str]) -> Result<Vec<StepPlan>> {
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
        let session = self.session(set).await?;
        let answers = Arc::new(session.planned_answers().await?);
        let steps: Vec<_> = self.steps.iter().collect();
        plan_steps(&session, &steps, &answers).await
    }

    /// Destroys the deployment.
    pub async fn destroy(&self, keep_snapshots: bool) -> Result<()> {
        self.destroy_as(&Process::immortal(), keep_snapshots).await
    }

    /// As [`Rehearsal::destroy`], in a process that a test may kill.
    pub async fn destroy_as(&self, process: &Process, keep_snapshots: bool) -> Result<()> {
        let session = self.session_of(process, &[]).await?;
        take_down(&session, keep_snapshots).await
    }

    /// Pauses the deployment, in a process that a test may kill.
    pub async fn pause_as(&self, process: &Process) -> Result<Arc<Session>> {
        let session = self.session_of(process, &[]).await?;
        session.sweep_for_destruction().await?;
        let plan = PausePlan::new(&session);
        if !plan.is_empty() {
            pause(&session, &plan).await?;
        }
        Ok(session)
    }

    /// Pauses the deployment.
    pub async fn pause(&self) -> Result<Arc<Session>> {
        self.pause_as(&Process::immortal()).await
    }

    /// Resumes the deployment, in a process that a test may kill.
    pub async fn resume_as(&self, process: &Process) -> Result<Arc<Session>> {
        let session = self.session_of(process, &[]).await?;
        resume(&session).await?;
        Ok(session)
    }

    /// Resumes the deployment.
    pub async fn resume(&self) -> Result<Arc<Session>> {
        self.resume_as(&Process::immortal()).await
    }

    /// Deletes all files on this machine. From then on, runs take over what bears the deployment's name.
    pub fn lose_the_state_directory(&self) {
        self.disk.clear();
        self.take_over();
    }

    /// Lets all later runs take over what bears the deployment's name, as `--take-over` does.
    pub fn take_over(&self) {
        self.takes_over.store(true, Ordering::Relaxed);
    }

    /// The operations of successful calls that changed something, after the first `since` calls.
    pub fn mutations_since(&self, since: usize) -> Vec<String> {
        let calls = self.simulator.calls();
        let changed = calls.iter().skip(since).filter(|call| call.mutating && call.error.is_none());
        changed.map(|call| call.operation.clone()).collect()
    }

    /// How many calls there have been.
    pub fn calls(&self) -> usize {
        self.simulator.calls().len()
    }

    /// The keys of everything of the deployment that still exists on AWS.
    pub async fn live_keys(&self) -> Vec<String> {
        let session = self.session(&[]).await.unwrap();
        session.inventory(|inventory| {
            let live = inventory
                .all()
                .filter(|observed| observed.is_live() && observed.belongs_to(self.deployment));
            let mut keys: Vec<String> = live
                .map(|observed| format!("{} {}", observed.kind(), observed.key().unwrap()))
                .collect();
            keys.sort();
            keys
        })
    }
}

/// Destroys a session's deployment.
pub async fn take_down(session: &Arc<Session>, keep_snapshots: bool) -> Result<()> {
    session.sweep_for_destruction().await?;
    let plan = DestroyPlan::new(session, keep_snapshots);
    Destruction::run(session, plan).await
}

/// The results of all checks of these steps.
pub async fn checks(session: &Arc<Session>, steps: &[&'static dyn Step]) -> Vec<StepChecks> {
    let answers = Arc::new(session.planned_answers().await.unwrap());
    verify_steps(session, steps, &answers).await.unwrap()
}

/// The results of all checks of all steps.
pub async fn all_checks(session: &Arc<Session>) -> Vec<StepChecks> {
    let steps: Vec<_> = session.steps().iter().collect();
    checks(session, &steps).await
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
