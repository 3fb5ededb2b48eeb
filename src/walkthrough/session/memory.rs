//! What is kept of the deployment on this machine: steps and ids, secrets, the SSH key and what it is used with.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::aws::{DeploymentId, ResourceKey};
use crate::checkpoint::{Checkpoint, CheckpointError, Folder, ResourceRecord, SecretText, Secrets, StateFile, StepStatus};
use crate::hosts::{SshHost, SshKey, generate_password, keep_ssh_config};
use crate::resources::{Kind, Ownership, RecordedAs};
use crate::walkthrough::{Result, Secret};

/// The deployment's files on this machine.
pub(in crate::walkthrough) struct Memory {
    folder: Folder,
    checkpoint: Checkpoint,
    secrets: Secrets,
    ssh_key: Arc<SshKey>,
    ssh_config_guard: Mutex<()>,
}

impl Memory {
    pub(super) fn new(folder: Folder, checkpoint: Checkpoint, deployment: &str) -> Self {
        Self {
            secrets: Secrets::in_folder(&folder),
            ssh_key: Arc::new(SshKey::in_folder(&folder, deployment)),
            ssh_config_guard: Mutex::default(),
            folder,
            checkpoint,
        }
    }

    pub(super) fn folder(&self) -> &Folder {
        &self.folder
    }

    pub(super) fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The key that logs in to the hosts.
    pub(in crate::walkthrough) fn ssh_key(&self) -> &Arc<SshKey> {
        &self.ssh_key
    }

    /// Writes the deployment's `ssh_config` when it is not as these hosts are; where there are none, when it is not as this program writes it.
    ///
    /// # Errors
    ///
    /// When it can't be written.
    pub(in crate::walkthrough) fn keep_ssh_config(&self, hosts: impl FnOnce() -> Vec<SshHost>) -> Result<()> {
        // Steps that run at the same time see new hosts at the same time.
        let _one_at_a_time = self.ssh_config_guard.lock().unwrap_or_else(PoisonError::into_inner);
        if keep_ssh_config(&self.folder, hosts())?.is_empty() {
            return Ok(());
        }
        Ok(self.ssh_key.restore_public_key()?)
    }

    /// A secret, where it is kept.
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

    /// Keeps how far a step is.
    pub(super) fn set_step_status(
        &self,
        step: &str,
        status: StepStatus,
        error: Option<String>,
        now: jiff::Timestamp,
    ) -> Result<()> {
        let unchanged = self.checkpoint.read(|state| {
            let record = state.steps.get(step);
            record.is_some_and(|record| record.status == status && record.error == error)
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

    pub(super) fn step_status(&self, step: &str) -> StepStatus {
        self.checkpoint
            .read(|state| state.steps.get(step).map(|record| record.status).unwrap_or_default())
    }

    /// Whether any resource is recorded.
    pub(in crate::walkthrough) fn is_anything_recorded(&self) -> bool {
        self.checkpoint.read(|state| !state.resources.is_empty())
    }

    /// The deployment's id. A state that was recalled has one.
    pub(in crate::walkthrough) fn deployment_id(&self) -> DeploymentId {
        self.checkpoint.read(id_of)
    }

    /// What decides whose a resource is, where the person takes over what has these ids.
    pub(in crate::walkthrough) fn ownership(&self, taken_over: BTreeSet<Option<DeploymentId>>) -> Ownership {
        self.checkpoint.read(|state| Ownership {
            deployment: state.deployment.clone(),
            id: id_of(state),
            recorded: state
                .resources
                .iter()
                .filter_map(|(key, record)| Some(((Kind::named(&record.kind)?, record.id.clone()?), recorded_as(key, record))))
                .collect(),
            begun: keys(state.resources.iter().filter(|(_, record)| record.id.is_none())),
            unsettled: keys(&state.unsettled),
            shows_tokens: state.endpoint_url.is_none(),
            taken_over,
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

fn id_of(state: &StateFile) -> DeploymentId {
    DeploymentId::from(state.id.as_deref().unwrap_or_default())
}

fn recorded_as(key: &str, record: &ResourceRecord) -> RecordedAs {
    RecordedAs {
        key: ResourceKey::from(key),
        step: record.step.clone(),
        at: record.intended_at,
    }
}

fn keys<'a, T: 'a>(records: impl IntoIterator<Item = (&'a String, T)>) -> BTreeSet<ResourceKey> {
    let keys = records.into_iter().map(|(key, _)| ResourceKey::from(key.as_str()));
    keys.collect()
}
