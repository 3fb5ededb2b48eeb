//! A session: everything one run of one deployment shares.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use super::answers::Sources;
use super::readiness::Readiness;
use super::{Answer, Answers, DefaultFacts, Error, Event, Given, Interruption, Question, Reporter, Result, Step, Steps};
use crate::aws::{
    Aws, Backoff, Cloud, Inventory, Key, Kind, LOOK_AGAIN_FOR, Observed, PROPAGATION_PATIENCE, Scope, caller_address,
};
use crate::checkpoint::{Checkpoint, Secrets, StepStatus};
use crate::hosts::SshKey;
use crate::resources::{Catalog, Handle, LISTERS, find_tagged_bucket, lister};

/// What a session is made of.
pub struct SessionOptions {
    /// The walkthrough.
    pub steps: Steps,
    /// The clients.
    pub aws: Aws,
    /// The deployment's folder.
    pub folder: PathBuf,
    /// The deployment's memory.
    pub checkpoint: Checkpoint,
    /// Answers given on the command line and in a file.
    pub given: Given,
    /// Who is told what happens.
    pub reporter: Arc<dyn Reporter>,
    /// Asks everything to stop.
    pub interruption: Arc<Interruption>,
}

/// Everything one run of one deployment shares.
pub struct Session {
    pub(super) steps: Steps,
    pub(super) aws: Aws,
    pub(super) folder: PathBuf,
    pub(super) checkpoint: Checkpoint,
    pub(super) secrets: Arc<Secrets>,
    pub(super) ssh_key: Arc<SshKey>,
    pub(super) catalog: Arc<Catalog>,
    pub(super) readiness: Readiness,
    pub(super) interruption: Arc<Interruption>,
    pub(super) tally: Tally,
    deployment: String,
    account: String,
    given: Given,
    reporter: Arc<dyn Reporter>,
    inventory: RwLock<Inventory>,
    handles: Mutex<BTreeMap<Key, Handle>>,
    made_at: Mutex<BTreeMap<(Kind, String), Duration>>,
    wanted: Mutex<BTreeSet<(&'static str, Key)>>,
    pub(super) ssh_config: Mutex<()>,
    facts: Mutex<Option<DefaultFacts>>,
}

/// What a run did.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) created: AtomicUsize,
    pub(super) changed: AtomicUsize,
}

impl Session {
    /// A session with an empty inventory; [`Session::sweep`] fills it.
    pub fn new(options: SessionOptions) -> Arc<Self> {
        let (deployment, account) = options
            .checkpoint
            .read(|state| (state.deployment.clone(), state.account.clone()));
        Arc::new(Self {
            steps: options.steps,
            secrets: Arc::new(Secrets::in_folder(&options.folder)),
            ssh_key: Arc::new(SshKey::in_folder(&options.folder, &deployment)),
            catalog: Arc::new(Catalog::default()),
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
            handles: Mutex::default(),
            made_at: Mutex::default(),
            wanted: Mutex::default(),
            ssh_config: Mutex::default(),
            facts: Mutex::default(),
        })
    }

    /// The deployment's name.
    pub fn deployment(&self) -> &str {
        &self.deployment
    }

    /// The deployment's folder.
    pub fn folder(&self) -> &Path {
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

    /// Reads everything AWS holds for the deployment.
    ///
    /// When AWS holds something and the bucket's name, which a person may have chosen, isn't remembered, the bucket is looked for by
    /// its tags.
    ///
    /// # Errors
    ///
    /// The first listing that failed.
    pub async fn sweep(&self) -> Result<()> {
        let mut inventory = Inventory::sweep(&self.aws, &self.scope()?, LISTERS).await?;
        let is_begun = inventory.all().any(|observed| observed.belongs_to(&self.deployment));
        if is_begun && self.has_lost_its_bucket(&inventory) {
            self.find_lost_bucket(&mut inventory).await?;
        }
        self.set_inventory(inventory);
        Ok(())
    }

    /// As [`Session::sweep`], for taking everything down: the bucket is looked for by its tags even where nothing else is left, and
    /// what an interrupted run may have made is waited for until AWS lists it.
    ///
    /// # Errors
    ///
    /// The first listing that failed.
    pub async fn sweep_for_destruction(&self) -> Result<()> {
        let started = self.aws.clock().elapsed();
        let mut backoff = Backoff::for_propagation();
        loop {
            let mut inventory = Inventory::sweep(&self.aws, &self.scope()?, LISTERS).await?;
            if self.has_lost_its_bucket(&inventory) {
                self.find_lost_bucket(&mut inventory).await?;
            }
            self.set_inventory(inventory);
            if !self.is_anything_unlisted() || self.aws.clock().elapsed() - started >= LOOK_AGAIN_FOR {
                return Ok(());
            }
            self.aws.clock().sleep(backoff.next_delay()).await;
        }
    }

    /// Whether something is recorded that AWS does not list, and that a listing could show.
    fn is_anything_unlisted(&self) -> bool {
        let records = self.checkpoint.read(|state| state.resources.clone());
        self.inventory(|inventory| {
            records.iter().any(|(key, record)| {
                let listed = Kind::ALL
                    .iter()
                    .find(|kind| kind.as_str() == record.kind && lister(**kind).is_some());
                listed.is_some_and(|kind| {
                    let key = Key::from(key.as_str());
                    let is_there =
                        |observed: &Observed| record.id.as_deref() == Some(&observed.id) || observed.key().as_ref() == Some(&key);
                    !inventory.of(*kind).iter().any(is_there)
                })
            })
        })
    }

    /// Whether there may be a bucket whose name nobody knows.
    fn has_lost_its_bucket(&self, inventory: &Inventory) -> bool {
        let is_known = self.checkpoint.read(|state| {
            let is_recorded = state.resources.values().any(|record| record.kind == Kind::Bucket.as_str());
            is_recorded || state.answers.contains_key("site.bucket")
        });
        !is_known && inventory.of(Kind::Bucket).is_empty()
    }

    async fn find_lost_bucket(&self, inventory: &mut Inventory) -> Result<()> {
        let Some(bucket) = find_tagged_bucket(&self.aws, &self.deployment).await? else {
            return Ok(());
        };
        let scope = Scope {
            bucket: Some(bucket),
            ..self.scope()?
        };
        if let Some(lister) = lister(Kind::Bucket) {
            inventory.replace(Kind::Bucket, lister.list(&self.aws, &scope).await?);
        }
        Ok(())
    }

    /// Reads one kind again. What this run made moments ago and AWS does not list yet is kept.
    ///
    /// # Errors
    ///
    /// When it can't be listed.
    pub(super) async fn refresh(&self, kind: Kind) -> Result<()> {
        let Some(lister) = lister(kind) else {
            return Ok(());
        };
        let mut listing = lister.list(&self.aws, &self.scope()?).await?;
        let now = self.aws.clock().elapsed();
        let made_at = self.made_at.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut inventory = self.inventory.write().unwrap_or_else(PoisonError::into_inner);
        for known in inventory.of(kind) {
            let listed = listing.iter().any(|observed| observed.id == known.id);
            let young = made_at
                .get(&(kind, known.id.clone()))
                .is_some_and(|made| now.saturating_sub(*made) < PROPAGATION_PATIENCE);
            if !listed && young {
                listing.push(known.clone());
            }
        }
        inventory.replace(kind, listing);
        Ok(())
    }

    /// Where to look: names come from the answers, as a step would take them.
    fn scope(&self) -> Result<Scope> {
        Ok(Scope {
            deployment: self.deployment.clone(),
            bucket: self.bucket_name()?,
            db_subnet_group: db_subnet_group_name(&self.deployment),
        })
    }

    fn bucket_name(&self) -> Result<Option<String>> {
        let recorded = self.checkpoint.read(|state| {
            let bucket = state.resources.values().find(|record| record.kind == Kind::Bucket.as_str());
            bucket.and_then(|record| record.id.clone())
        });
        if recorded.is_some() {
            return Ok(recorded);
        }
        let known = self.inventory(|inventory| inventory.of(Kind::Bucket).first().map(|bucket| bucket.id.clone()));
        if known.is_some() {
            return Ok(known);
        }
        let Ok(question) = self.steps.question("site.bucket") else {
            return Ok(None);
        };
        let answer = self.sources(&Inventory::default(), &self.offline_facts(), |sources| {
            sources.answer(question, &Answers::default())
        })?;
        Ok(answer.map(|answer| answer.to_string()))
    }

    fn set_inventory(&self, inventory: Inventory) {
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
    pub(super) fn note_made(&self, observed: Observed) {
        let made = self.aws.clock().elapsed();
        self.made_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert((observed.kind, observed.id.clone()), made);
        self.inventory
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .upsert(observed);
        self.tally.created.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that this run has let a resource go.
    pub(super) fn note_deleted(&self, kind: Kind, id: &str) {
        self.inventory
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(kind, id);
        self.tally.changed.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that a step wants a resource.
    pub(super) fn note_wanted(&self, step: &'static str, key: &Key) {
        self.wanted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert((step, key.clone()));
    }

    /// A step is about to say anew what it wants.
    pub(super) fn forget_wanted(&self, step: &'static str) {
        self.wanted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|(of, _)| *of != step);
    }

    /// Whether a step has asked for a resource, the last time it was asked.
    pub(super) fn is_wanted(&self, step: &'static str, key: &Key) -> bool {
        self.wanted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&(step, key.clone()))
    }

    /// When this run made a resource, on its clock.
    pub(super) fn made_at(&self, kind: Kind, id: &str) -> Option<Duration> {
        let made_at = self.made_at.lock().unwrap_or_else(PoisonError::into_inner);
        made_at.get(&(kind, id.to_owned())).copied()
    }

    /// The handle of a resource that is there.
    pub(super) fn handle(&self, key: &Key) -> Option<Handle> {
        self.handles.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Keeps the handle of a resource that is there.
    pub(super) fn keep_handle(&self, handle: Handle) {
        self.handles
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(handle.key().clone(), handle);
    }

    /// The account's twelve digits.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// Remembers answers, and keeps the secrets that came with them.
    ///
    /// # Errors
    ///
    /// When they can't be kept, or a secret in use would be lost.
    pub(super) fn keep_answers(&self, answers: &Answers) -> Result<()> {
        self.take_given_secrets(answers)?;
        self.remember(answers)
    }

    /// Every answer, known without asking and checked; nothing is remembered.
    ///
    /// # Errors
    ///
    /// An answer that is not allowed, or one that only the person can give.
    pub async fn planned_answers(&self) -> Result<Answers> {
        let all: Vec<&'static dyn Step> = self.steps.iter().collect();
        self.complete_answers(&all).await
    }

    pub(super) async fn complete_answers(&self, steps: &[&'static dyn Step]) -> Result<Answers> {
        let answers = self.known_answers().await?;
        for question in steps.iter().flat_map(|step| step.ask()) {
            if question.is_secret() || answers.iter().any(|(key, _)| key == question.key) {
                continue;
            }
            let facts = self.default_facts().await;
            let unfit = question
                .default_answer(&facts)
                .and_then(|default| question.validate(default, &answers).err());
            return Err(Error::Answer {
                key: question.key,
                problem: unfit.unwrap_or_else(|| "it has no default here, and nobody can be asked".to_owned()),
            });
        }
        // Overlaps and the like depend on answers that come later in the walk.
        self.check_together(&answers)?;
        Ok(answers)
    }

    /// Every answer that is known without asking, in walking order.
    ///
    /// # Errors
    ///
    /// An answer given or remembered that is not allowed.
    pub async fn known_answers(&self) -> Result<Answers> {
        let facts = self.default_facts().await;
        let mut answers = Answers::default();
        for question in self.steps.iter().flat_map(|step| step.ask()) {
            if question.is_secret() {
                continue;
            }
            if let Some(answer) = self.known_answer(question, &facts, &answers)? {
                answers.set(question.key, answer);
            }
        }
        Ok(answers)
    }

    /// The answer a question has before it is asked.
    pub(super) fn known_answer(&self, question: &Question, facts: &DefaultFacts, answers: &Answers) -> Result<Option<Answer>> {
        let inventory = self.inventory(Clone::clone);
        self.sources(&inventory, facts, |sources| sources.answer(question, answers))
    }

    fn sources<R>(&self, inventory: &Inventory, facts: &DefaultFacts, look: impl FnOnce(&Sources) -> R) -> R {
        let remembered = self.checkpoint.read(|state| state.answers.clone());
        look(&Sources {
            given: &self.given,
            remembered: &remembered,
            inventory,
            facts,
        })
    }

    fn check_together(&self, answers: &Answers) -> Result<()> {
        for question in self.steps.iter().flat_map(|step| step.ask()) {
            let known = answers
                .iter()
                .find(|(key, _)| *key == question.key)
                .map(|(_, answer)| answer.clone());
            if let Some(answer) = known {
                let checked = question.validate(answer, answers);
                checked.map_err(|problem| Error::answer(question, &problem))?;
            }
        }
        Ok(())
    }

    /// Keeps the secrets that came with an answers file.
    ///
    /// # Errors
    ///
    /// When one of them is another than the one in use: keeping it would lose the only good one.
    pub(super) fn take_given_secrets(&self, answers: &Answers) -> Result<()> {
        for step in self.steps.iter() {
            for question in step.ask().into_iter().filter(|question| question.is_secret()) {
                let Some(secret) = self.given.answer(question, answers)?.map(|secret| secret.to_string()) else {
                    continue;
                };
                let kept = self.secrets.get(question.key)?;
                if kept.as_ref().is_some_and(|kept| *kept != secret) && self.is_secret_in_use(step, question)? {
                    return Err(Error::answer(
                        question,
                        "something has been made with another one, which would be lost",
                    ));
                }
                self.secrets.set(question.key, &secret)?;
            }
        }
        Ok(())
    }

    /// Whether a secret is kept and something may have been made with it.
    pub(super) fn is_secret_in_use(&self, step: &dyn Step, question: &Question) -> Result<bool> {
        Ok(self.secrets.get(question.key)?.is_some() && !self.recorded_keys(step.id()).is_empty())
    }

    /// Remembers answers.
    pub(super) fn remember(&self, answers: &Answers) -> Result<()> {
        let mut known = BTreeMap::new();
        for (key, answer) in answers.iter() {
            if let Ok(value) = serde_json::to_value(answer) {
                known.insert(key.clone(), value);
            }
        }
        if self
            .checkpoint
            .read(|state| known.iter().all(|(key, value)| state.answers.get(key) == Some(value)))
        {
            return Ok(());
        }
        self.checkpoint.update(|state| state.answers.extend(known))?;
        Ok(())
    }

    /// What defaults are made from. The person's own address is looked up once, and only when nothing else tells it.
    pub(super) async fn default_facts(&self) -> DefaultFacts {
        if let Some(facts) = self.facts.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            return facts;
        }
        let mut facts = self.offline_facts();
        let remembered = self
            .checkpoint
            .read(|state| state.answers.contains_key("app-host.trusted-cidrs"));
        if !remembered {
            let address = caller_address(self.aws.cloud()).await;
            facts.caller_cidr = address.map(|address| format!("{address}/32"));
        }
        *self.facts.lock().unwrap_or_else(PoisonError::into_inner) = Some(facts.clone());
        facts
    }

    fn offline_facts(&self) -> DefaultFacts {
        DefaultFacts {
            deployment: self.deployment.clone(),
            account: self.account.clone(),
            region: self.aws.region().to_owned(),
            caller_cidr: None,
        }
    }

    /// Notes how far a step is.
    pub(super) fn set_step_status(&self, step: &str, status: StepStatus, error: Option<String>) -> Result<()> {
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

    /// Whether the deployment lives where real hosts are.
    pub fn has_real_hosts(&self) -> bool {
        *self.aws.cloud() == Cloud::Aws
    }

    /// The keys of the resources a step has recorded.
    pub(super) fn recorded_keys(&self, step: &str) -> BTreeSet<Key> {
        self.checkpoint.read(|state| {
            let of_step = state.resources.iter().filter(|(_, record)| record.step == step);
            of_step.map(|(key, _)| Key::from(key.as_str())).collect()
        })
    }
}

/// The DB subnet group's name: RDS can't be asked for it by tag, so it follows from the deployment's name alone.
pub fn db_subnet_group_name(deployment: &str) -> String {
    format!("jalon-{}-database", deployment.to_ascii_lowercase())
}
