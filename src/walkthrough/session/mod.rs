//! A session: everything one run of one deployment shares, in parts by who writes them.

mod at_work;
mod early_probes;
mod holdings;
mod lookups;
mod memory;
mod notes;
mod pricing;
mod setup;
mod talk;

use std::sync::Arc;

pub(in crate::walkthrough) use at_work::at_work;
use at_work::step_at_work;
use early_probes::{EarlyProbes, RunState};
use holdings::Holdings;
use lookups::Lookups;
use memory::Memory;
use notes::RunNotes;
use pricing::Pricing;
use setup::Setup;

use crate::aws::{Aws, DeploymentId, Progress};
use crate::checkpoint::{Checkpoint, Folder, SiteRecord, StepStatus};
use crate::hosts::{HostAccess, Hosts};
use crate::resources::{Inventory, Kind, Observed, SiteFiles, Uploads};
use crate::walkthrough::run::Readiness;
use crate::walkthrough::{Error, Event, Given, Interruption, Reporter, Result, Steps};

/// What a session is made of.
pub struct SessionOptions {
    /// The walkthrough.
    pub steps: Steps,
    /// The clients.
    pub aws: Aws,
    /// The deployment's folder.
    pub folder: Folder,
    /// The deployment's memory.
    pub checkpoint: Checkpoint,
    /// Answers given on the command line and in a file.
    pub given: Given,
    /// Takes the events.
    pub reporter: Arc<dyn Reporter>,
    /// Asks everything to stop.
    pub interruption: Arc<Interruption>,
    /// What reaches the hosts, where there are hosts to log in to.
    pub host_access: Option<Arc<dyn HostAccess>>,
}

/// Everything one run of one deployment shares.
pub struct Session {
    setup: Setup,
    memory: Memory,
    holdings: Holdings,
    lookups: Lookups,
    notes: RunNotes,
    pricing: Pricing,
    early_probes: EarlyProbes,
    readiness: Readiness,
    interruption: Arc<Interruption>,
}

impl Session {
    /// A session with an empty inventory; [`Session::sweep`] fills it.
    pub fn new(options: SessionOptions) -> Arc<Self> {
        let (deployment, account) = options
            .checkpoint
            .read(|state| (state.deployment.clone(), state.account.clone()));
        let is_durable = options.checkpoint.is_durable();
        let site_files = SiteFiles::indexed_in(&options.folder, is_durable);
        let record = SiteRecord::in_folder(&options.folder, is_durable);
        let uploads = Uploads::recorded_in(record);
        let reporter = Arc::clone(&options.reporter);
        uploads.flow().observed_by(Arc::new(move |progress: Progress| {
            let Progress { sent, of } = progress;
            reporter.report(&Event::Sending { sent, of });
        }));
        let hosts = options
            .host_access
            .map(|access| Hosts::reached_by(access, options.aws.clock().clone()));
        Arc::new(Self {
            pricing: Pricing::of_table(options.aws.region()),
            memory: Memory::new(options.folder, options.checkpoint, &deployment),
            setup: Setup {
                steps: options.steps,
                aws: options.aws,
                deployment,
                account,
                given: options.given,
                reporter: options.reporter,
                hosts,
            },
            holdings: Holdings::default(),
            lookups: Lookups::new(site_files),
            notes: RunNotes::new(uploads),
            early_probes: EarlyProbes::default(),
            readiness: Readiness::default(),
            interruption: options.interruption,
        })
    }

    /// The deployment's name.
    pub fn deployment(&self) -> &str {
        &self.setup.deployment
    }

    /// The deployment's id.
    pub(in crate::walkthrough) fn deployment_id(&self) -> DeploymentId {
        self.memory.deployment_id()
    }

    /// The account's twelve digits.
    pub fn account(&self) -> &str {
        &self.setup.account
    }

    /// The clients.
    pub fn aws(&self) -> &Aws {
        &self.setup.aws
    }

    /// The walkthrough.
    pub fn steps(&self) -> Steps {
        self.setup.steps
    }

    /// Answers and secrets given on the command line and in a file.
    pub(in crate::walkthrough) fn given(&self) -> &Given {
        &self.setup.given
    }

    /// Reports an event.
    pub fn report(&self, event: Event) {
        self.report_for(None, event);
    }

    /// Reports an event of a step, where the key of what it is about does not say of which.
    pub(in crate::walkthrough) fn report_for(&self, step: Option<&str>, event: Event) {
        if let Event::Output { name, .. } = &event {
            self.notes.note_output(name);
        }
        self.pass_on(step, &event);
        if self.notes.note_progress(&event, self.aws().clock().elapsed()) {
            self.report_time_left();
        }
    }

    /// Reports how long the walk has yet to go, where that is news.
    pub(in crate::walkthrough) fn report_time_left(&self) {
        if let Some(left) = self.notes.time_left(self.aws().clock().elapsed()) {
            let seconds = left.time.as_secs();
            self.pass_on(Some(&left.step), &Event::TimeLeft { key: left.key, seconds });
        }
    }

    fn pass_on(&self, step: Option<&str>, event: &Event) {
        let step = step.map(str::to_owned);
        let step = step.or_else(|| self.step_of(event.key()?));
        let step = step.or_else(|| step_at_work().map(str::to_owned));
        self.setup.report(event, step.as_deref());
    }

    /// The step that a resource belongs to, by its record or its tags.
    pub(in crate::walkthrough) fn step_of(&self, key: &str) -> Option<String> {
        let recorded = self
            .checkpoint()
            .read(|state| state.resources.get(key).map(|record| record.step.clone()));
        recorded.or_else(|| {
            self.inventory(|inventory| {
                let mut all = inventory.all();
                let found = all.find(|observed| observed.key_or_id() == key)?;
                found.step().map(str::to_owned)
            })
        })
    }

    /// The sentence of an error, as the reporter makes it.
    pub(in crate::walkthrough) fn sentence(&self, error: &Error) -> String {
        self.setup.sentence(error)
    }

    /// The hosts, where there are any to log in to; see `run::hosts`.
    pub(in crate::walkthrough) fn hosts(&self) -> Option<&Hosts> {
        self.setup.hosts.as_ref()
    }

    /// What is kept of the deployment on this machine.
    pub(in crate::walkthrough) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The deployment's folder.
    pub fn folder(&self) -> &Folder {
        self.memory.folder()
    }

    /// The deployment's memory.
    pub fn checkpoint(&self) -> &Checkpoint {
        self.memory.checkpoint()
    }

    /// How far a step is.
    pub fn step_status(&self, step: &str) -> StepStatus {
        self.memory.step_status(step)
    }

    /// Notes how far a step is.
    pub(in crate::walkthrough) fn set_step_status(&self, step: &str, status: StepStatus, error: Option<String>) -> Result<()> {
        self.memory.set_step_status(step, status, error, self.aws().clock().now())
    }

    /// What AWS holds for the deployment.
    pub(in crate::walkthrough) fn holdings(&self) -> &Holdings {
        &self.holdings
    }

    /// Reads the inventory.
    pub fn inventory<R>(&self, read: impl FnOnce(&Inventory) -> R) -> R {
        self.holdings.read(read)
    }

    /// Notes a resource this run has just made.
    pub(in crate::walkthrough) fn note_made(&self, observed: Observed) {
        self.notes.note_created(observed.kind());
        self.holdings.note_made(observed, self.aws().clock().elapsed());
    }

    /// Notes that this run has let a resource go.
    pub(in crate::walkthrough) fn note_deleted(&self, kind: Kind, id: &str) {
        self.holdings.note_deleted(kind, id);
        self.notes.note_changed();
    }

    /// From now on every file of a site is read, whatever is remembered of it.
    pub fn read_all_files(&self) {
        self.lookups.site_files().read_all();
    }

    /// What this run looks up once.
    pub(in crate::walkthrough) fn lookups(&self) -> &Lookups {
        &self.lookups
    }

    /// What this run notes of itself.
    pub(in crate::walkthrough) fn notes(&self) -> &RunNotes {
        &self.notes
    }

    /// What this run has probed ahead of its proof.
    pub(in crate::walkthrough) fn early_probes(&self) -> &EarlyProbes {
        &self.early_probes
    }

    /// From now on every probe is made anew.
    pub fn probe_anew(&self) {
        self.early_probes.forget();
    }

    /// How much the run has done until now.
    pub(in crate::walkthrough) fn run_state(&self) -> RunState {
        RunState {
            touched: self.notes.touched(),
            at: self.aws().clock().elapsed(),
        }
    }

    /// Whether this run has made or changed anything.
    pub fn has_changed_anything(&self) -> bool {
        self.notes.has_changed_anything()
    }

    /// What is waited for until it is ready.
    pub(in crate::walkthrough) fn readiness(&self) -> &Readiness {
        &self.readiness
    }

    /// Asks everything to stop.
    pub fn interruption(&self) -> &Interruption {
        &self.interruption
    }
}

/// The DB subnet group's name: RDS can't be asked for it by tag, so it follows from the deployment's name alone.
pub fn db_subnet_group_name(deployment: &str) -> String {
    format!("jalon-{}-database", deployment.to_ascii_lowercase())
}
