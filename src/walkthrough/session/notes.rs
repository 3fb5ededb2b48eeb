//! What a run notes of itself: how much it did, what it sent, and which first boots its steps wait for.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::aws::DeploymentId;
use crate::resources::Uploads;

/// The run's own notes, which end with it.
pub(in crate::walkthrough) struct RunNotes {
    created: AtomicUsize,
    changed: AtomicUsize,
    taken_over: Mutex<BTreeSet<Option<DeploymentId>>>,
    uploads: Arc<Uploads>,
    first_boots: Mutex<BTreeSet<(&'static str, &'static str)>>,
    unusable_hosts: Mutex<BTreeSet<String>>,
}

impl RunNotes {
    /// Nothing is noted yet; what was sent is recorded in `uploads`.
    pub(super) fn new(uploads: Uploads) -> Self {
        Self {
            taken_over: Mutex::default(),
            created: AtomicUsize::default(),
            changed: AtomicUsize::default(),
            uploads: Arc::new(uploads),
            first_boots: Mutex::default(),
            unusable_hosts: Mutex::default(),
        }
    }

    /// Notes that a resource was made.
    pub(super) fn note_created(&self) {
        self.created.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that a resource was changed or deleted.
    pub(in crate::walkthrough) fn note_changed(&self) {
        self.changed.fetch_add(1, Ordering::Relaxed);
    }

    /// How many resources were made.
    pub(in crate::walkthrough) fn created(&self) -> usize {
        self.created.load(Ordering::Relaxed)
    }

    /// How many resources were changed or deleted.
    pub(in crate::walkthrough) fn changed(&self) -> usize {
        self.changed.load(Ordering::Relaxed)
    }

    /// Notes the ids whose resources the person takes over; `None` stands for those without one.
    pub(in crate::walkthrough) fn note_taken_over(&self, ids: Vec<Option<DeploymentId>>) {
        self.taken_over.lock().unwrap_or_else(PoisonError::into_inner).extend(ids);
    }

    /// The ids whose resources the person takes over.
    pub(in crate::walkthrough) fn taken_over(&self) -> BTreeSet<Option<DeploymentId>> {
        self.taken_over.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What was sent to the deployment's bucket.
    pub(in crate::walkthrough) fn uploads(&self) -> &Arc<Uploads> {
        &self.uploads
    }

    /// Notes that a host can't be logged in to; whether this is new.
    pub(in crate::walkthrough) fn note_unusable_host(&self, id: &str) -> bool {
        let mut unusable = self.unusable_hosts.lock().unwrap_or_else(PoisonError::into_inner);
        unusable.insert(id.to_owned())
    }

    /// Notes that a step is only done once a host's first boot is.
    pub(in crate::walkthrough) fn note_first_boot(&self, step: &'static str, host: &'static str) {
        self.first_boots
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert((step, host));
    }

    /// The hosts whose first boot a step has to wait for.
    pub(in crate::walkthrough) fn first_boots(&self, step: &'static str) -> Vec<&'static str> {
        let first_boots = self.first_boots.lock().unwrap_or_else(PoisonError::into_inner);
        first_boots
            .iter()
            .filter(|(of, _)| *of == step)
            .map(|(_, host)| *host)
            .collect()
    }
}
