//! A session: everything one run of one deployment shares.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::watch;

use crate::aws::{Aws, Cloud, ResourceKey};
use crate::checkpoint::{Checkpoint, CheckpointError, Folder, SecretText, Secrets, StepStatus};
use crate::hosts::{Ssh, SshKey, generate_password};
use crate::resources::{AnyHandle, Catalog, Inventory, Kind, Observed, SiteFiles, Uploads};
use crate::walkthrough::duplicates::spares;
use crate::walkthrough::run::Readiness;
use crate::walkthrough::run::SSH_CONFIG;
use crate::walkthrough::{DefaultFacts, Event, Given, Interruption, Reporter, Result, Secret, Steps};

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
    /// Whether the hosts behind an endpoint that isn't AWS are real.
    pub live_hosts: bool,
}

/// Everything one run of one deployment shares.
pub struct Session {
    pub(in crate::walkthrough) steps: Steps,
    pub(in crate::walkthrough) aws: Aws,
    pub(in crate::walkthrough) folder: Folder,
    pub(in crate::walkthrough) checkpoint: Checkpoint,
    secrets: Secrets,
    pub(in crate::walkthrough) ssh_key: Arc<SshKey>,
    pub(in crate::walkthrough) catalog: Arc<Catalog>,
    pub(in crate::walkthrough) site_files: SiteFiles,
    pub(in crate::walkthrough) uploads: Arc<Uploads>,
    pub(in crate::walkthrough) readiness: Readiness,
    pub(in crate::walkthrough) interruption: Arc<Interruption>,
    pub(in crate::walkthrough) tally: Tally,
    pub(in crate::walkthrough) deployment: String,
    pub(in crate::walkthrough) account: String,
    pub(in crate::walkthrough) given: Given,
    reporter: Arc<dyn Reporter>,
    pub(in crate::walkthrough) inventory: RwLock<Inventory>,
    /// The kinds that sweeps are narrowed to.
    pub(in crate::walkthrough) narrowed_to: OnceLock<BTreeSet<Kind>>,
    /// What is there of what the steps build, for those that wait for it.
    pub(in crate::walkthrough) handles: watch::Sender<BTreeMap<ResourceKey, AnyHandle>>,
    pub(in crate::walkthrough) made_at: Mutex<BTreeMap<(Kind, String), Duration>>,
    booting: Mutex<BTreeSet<(&'static str, &'static str)>>,
    has_live_hosts: bool,
    pub(in crate::walkthrough) ssh_config: Mutex<()>,
    pub(in crate::walkthrough) facts: Mutex<Option<DefaultFacts>>,
}

/// What a run did.
#[derive(Default)]
pub(in crate::walkthrough) struct Tally {
    pub(in crate::walkthrough) created: AtomicUsize,
    pub(in crate::walkthrough) changed: AtomicUsize,
}

impl Session {
    /// A session with an empty inventory; [`Session::sweep`] fills it.
    pub fn new(options: SessionOptions) -> Arc<Self> {
        let (deployment, account) = options
            .checkpoint
            .read(|state| (state.deployment.clone(), state.account.clone()));
        Arc::new(Self {
            steps: options.steps,
            has_live_hosts: match options.aws.cloud() {
                Cloud::Aws => true,
                Cloud::Endpoint { .. } => options.live_hosts,
                // Its addresses are made up.
                Cloud::Sandbox => false,
            },
            secrets: Secrets::in_folder(&options.folder),
            ssh_key: Arc::new(SshKey::in_folder(&options.folder, &deployment)),
            catalog: Arc::new(Catalog::default()),
            site_files: SiteFiles::default(),
            uploads: Arc::new(Uploads::default()),
            readiness: Readiness::default(),
            tally: Tally::default(),
            aws: options.aws,
            folder: options.folder,
            checkpoint: options.checkpoint,
            interruption: options.interruption,
            deployment,
            account,
            given: options.given,
            reporter: options.reporter,
            inventory: RwLock::default(),
            narrowed_to: OnceLock::new(),
            handles: watch::Sender::default(),
            made_at: Mutex::default(),
            booting: Mutex::default(),
            ssh_config: Mutex::default(),
            facts: Mutex::default(),
        })
    }

    /// The deployment's name.
    pub fn deployment(&self) -> &str {
        &self.deployment
    }

    /// The deployment's folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The clients.
    pub fn aws(&self) -> &Aws {
        &self.aws
    }

    /// The walkthrough.
    pub fn steps(&self) -> Steps {
        self.steps
    }

    /// The deployment's memory.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Asks everything to stop.
    pub fn interruption(&self) -> &Interruption {
        &self.interruption
    }

    /// Tells what happens.
    pub fn report(&self, event: Event) {
        self.reporter.report(&event);
    }

    pub(in crate::walkthrough) fn set_inventory(&self, mut inventory: Inventory) {
        let spares = spares(&inventory, &self.recorded_ids());
        inventory.set_spares(spares);
        *self.inventory.write().unwrap_or_else(PoisonError::into_inner) = inventory;
    }

    /// Looks at the inventory.
    pub fn inventory<R>(&self, look: impl FnOnce(&Inventory) -> R) -> R {
        look(&self.inventory.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether this run has made or changed anything.
    pub fn has_changed_anything(&self) -> bool {
        self.tally.created.load(Ordering::Relaxed) + self.tally.changed.load(Ordering::Relaxed) > 0
    }

    /// Notes a resource this run has just made.
    pub(in crate::walkthrough) fn note_made(&self, observed: Observed) {
        let made = self.aws.clock().elapsed();
        self.made_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert((observed.kind(), observed.id.clone()), made);
        self.inventory
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .upsert(observed);
        self.tally.created.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that this run has let a resource go.
    pub(in crate::walkthrough) fn note_deleted(&self, kind: Kind, id: &str) {
        self.inventory
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(kind, id);
        self.tally.changed.fetch_add(1, Ordering::Relaxed);
    }

    /// When this run made a resource, on its clock.
    pub(in crate::walkthrough) fn made_at(&self, kind: Kind, id: &str) -> Option<Duration> {
        let made_at = self.made_at.lock().unwrap_or_else(PoisonError::into_inner);
        made_at.get(&(kind, id.to_owned())).copied()
    }

    /// The handle of a resource that is there.
    pub(in crate::walkthrough) fn handle(&self, key: &ResourceKey) -> Option<AnyHandle> {
        self.handles.borrow().get(key).cloned()
    }

    /// Keeps the handle of a resource that is there.
    pub(in crate::walkthrough) fn publish(&self, handle: AnyHandle) {
        self.handles
            .send_modify(|handles| drop(handles.insert(handle.key().clone(), handle)));
    }

    /// The account's twelve digits.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// Notes how far a step is.
    pub(in crate::walkthrough) fn set_step_status(&self, step: &str, status: StepStatus, error: Option<String>) -> Result<()> {
        let now = self.aws.clock().now();
        let unchanged = self.checkpoint.read(|state| {
            state
                .steps
                .get(step)
                .is_some_and(|record| record.status == status && record.error == error)
        });
        if unchanged {
            return Ok(());
        }
        self.checkpoint.update(|state| {
            let record = state.steps.entry(step.to_owned()).or_default();
            match status {
                StepStatus::Running => record.started_at = Some(now),
                StepStatus::Done | StepStatus::Failed | StepStatus::Skipped => record.finished_at = Some(now),
                StepStatus::Pending | StepStatus::Waiting => {}
            }
            record.status = status;
            record.error = error;
        })?;
        Ok(())
    }

    /// How far a step is.
    pub fn step_status(&self, step: &str) -> StepStatus {
        self.checkpoint
            .read(|state| state.steps.get(step).map(|record| record.status).unwrap_or_default())
    }

    /// Whether there are hosts to log in to: AWS's are real, an endpoint's if somebody said so.
    pub fn has_live_hosts(&self) -> bool {
        self.has_live_hosts
    }

    /// A secret, where it is kept on this machine.
    pub(in crate::walkthrough) fn kept(&self, secret: &Secret) -> Result<Option<SecretText>, CheckpointError> {
        self.secrets.get(secret.key)
    }

    /// Keeps a secret that somebody gives.
    pub(in crate::walkthrough) fn keep(&self, secret: &Secret, text: &SecretText) -> Result<(), CheckpointError> {
        self.secrets.set(secret.key, text)
    }

    /// A secret: the one that is kept, or a new one, which is kept before this returns.
    pub(in crate::walkthrough) fn kept_or_new(&self, secret: &Secret) -> Result<SecretText, CheckpointError> {
        self.secrets.get_or_make(secret.key, generate_password)
    }

    /// Commands on the hosts.
    pub(in crate::walkthrough) fn ssh(&self) -> Ssh {
        Ssh::by(self.folder.file(SSH_CONFIG))
    }

    /// Notes that a step is only done once a host's first boot is.
    pub(in crate::walkthrough) fn note_first_boot(&self, step: &'static str, host: &'static str) {
        self.booting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert((step, host));
    }

    /// The hosts whose first boot a step has to wait for.
    pub(in crate::walkthrough) fn booting(&self, step: &'static str) -> Vec<&'static str> {
        let booting = self.booting.lock().unwrap_or_else(PoisonError::into_inner);
        booting.iter().filter(|(of, _)| *of == step).map(|(_, host)| *host).collect()
    }

    /// The recorded ids by key.
    pub(in crate::walkthrough) fn recorded_ids(&self) -> BTreeMap<ResourceKey, String> {
        self.checkpoint.read(|state| {
            let ids = state
                .resources
                .iter()
                .filter_map(|(key, record)| Some((key, record.id.clone()?)));
            ids.map(|(key, id)| (ResourceKey::from(key.as_str()), id)).collect()
        })
    }

    /// The keys of the resources a step has recorded.
    pub(in crate::walkthrough) fn recorded_keys(&self, step: &str) -> BTreeSet<ResourceKey> {
        self.checkpoint.read(|state| {
            let of_step = state.resources.iter().filter(|(_, record)| record.step == step);
            of_step.map(|(key, _)| ResourceKey::from(key.as_str())).collect()
        })
    }
}

/// The DB subnet group's name: RDS can't be asked for it by tag, so it follows from the deployment's name alone.
pub fn db_subnet_group_name(deployment: &str) -> String {
    format!("jalon-{}-database", deployment.to_ascii_lowercase())
}
