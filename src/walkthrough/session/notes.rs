//! What a run notes of itself: how much it did, what it sent, and which first boots its steps wait for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OnceCell;

use crate::aws::{AwsError, DeploymentId};
use crate::resources::{Kind, Uploads};
use crate::walkthrough::Event;
use crate::walkthrough::run::{Forecast, Left};

/// The run's own notes, which end with it.
pub(in crate::walkthrough) struct RunNotes {
    created: AtomicUsize,
    changed: AtomicUsize,
    has_changed_anything: AtomicBool,
    touched: AtomicUsize,
    took: Mutex<Duration>,
    outputs: Mutex<BTreeSet<String>>,
    taken_over: Mutex<BTreeSet<Option<DeploymentId>>>,
    unsearched: Mutex<BTreeMap<Kind, AwsError>>,
    is_unreadable_reported: AtomicBool,
    uploads: Arc<Uploads>,
    first_boots: Mutex<BTreeSet<(&'static str, &'static str)>>,
    unusable_hosts: Mutex<BTreeSet<String>>,
    boots: Mutex<BTreeMap<&'static str, Arc<OnceCell<()>>>>,
    forecast: Mutex<Option<Forecast>>,
}

impl RunNotes {
    /// Nothing is noted yet; what was sent is recorded in `uploads`.
    pub(super) fn new(uploads: Uploads) -> Self {
        Self {
            taken_over: Mutex::default(),
            unsearched: Mutex::default(),
            is_unreadable_reported: AtomicBool::default(),
            created: AtomicUsize::default(),
            has_changed_anything: AtomicBool::default(),
            touched: AtomicUsize::default(),
            took: Mutex::default(),
            outputs: Mutex::default(),
            changed: AtomicUsize::default(),
            uploads: Arc::new(uploads),
            first_boots: Mutex::default(),
            unusable_hosts: Mutex::default(),
            boots: Mutex::default(),
            forecast: Mutex::default(),
        }
    }

    /// Notes that a resource was made. A part of another one isn't counted.
    pub(super) fn note_created(&self, kind: Kind) {
        self.has_changed_anything.store(true, Ordering::Relaxed);
        self.note_touched();
        if kind.part_of().is_none() {
            self.created.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Notes that the run has worked on something, on AWS or on a host, whether that changed it or not.
    pub(in crate::walkthrough) fn note_touched(&self) {
        self.touched.fetch_add(1, Ordering::Relaxed);
    }

    /// How often the run has worked on something.
    pub(super) fn touched(&self) -> usize {
        self.touched.load(Ordering::Relaxed)
    }

    /// Whether anything was made, changed or deleted.
    pub(in crate::walkthrough) fn has_changed_anything(&self) -> bool {
        self.has_changed_anything.load(Ordering::Relaxed)
    }

    /// Notes that an output was reported.
    pub(super) fn note_output(&self, name: &str) {
        self.outputs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(name.to_owned());
    }

    /// Whether an output was reported.
    pub(in crate::walkthrough) fn has_reported(&self, output: &str) -> bool {
        self.outputs.lock().unwrap_or_else(PoisonError::into_inner).contains(output)
    }

    /// Notes how long the work took, on the deployment's clock.
    pub(in crate::walkthrough) fn note_took(&self, took: Duration) {
        *self.took.lock().unwrap_or_else(PoisonError::into_inner) = took;
    }

    /// How long the work took, on the deployment's clock.
    pub(in crate::walkthrough) fn took(&self) -> Duration {
        *self.took.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a resource was changed or deleted.
    pub(in crate::walkthrough) fn note_changed(&self) {
        self.has_changed_anything.store(true, Ordering::Relaxed);
        self.note_touched();
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

    /// Notes that AWS denies to search the account for one of a kind whose name isn't known.
    pub(in crate::walkthrough) fn note_unsearched(&self, kind: Kind, denial: AwsError) {
        self.unsearched
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(kind, denial);
    }

    /// The kinds that AWS denies to search the account for.
    pub(in crate::walkthrough) fn unsearched(&self) -> BTreeMap<Kind, AwsError> {
        self.unsearched.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes that the person was told what can't be read; whether this is the first time.
    pub(in crate::walkthrough) fn note_unreadable_reported(&self) -> bool {
        !self.is_unreadable_reported.swap(true, Ordering::Relaxed)
    }

    /// What was sent to the deployment's bucket.
    pub(in crate::walkthrough) fn uploads(&self) -> &Arc<Uploads> {
        &self.uploads
    }

    /// Notes what is left of the walk. It is kept current by the events.
    pub(in crate::walkthrough) fn note_forecast(&self, forecast: Forecast) {
        *self.forecast.lock().unwrap_or_else(PoisonError::into_inner) = Some(forecast);
    }

    /// Notes what an event says of what is left; whether it says anything.
    pub(super) fn note_progress(&self, event: &Event, now: Duration) -> bool {
        let mut forecast = self.forecast.lock().unwrap_or_else(PoisonError::into_inner);
        forecast.as_mut().is_some_and(|forecast| forecast.note(event, now))
    }

    /// What is left of the walk, where that is news.
    pub(super) fn time_left(&self, now: Duration) -> Option<Left> {
        let mut forecast = self.forecast.lock().unwrap_or_else(PoisonError::into_inner);
        forecast.as_mut()?.news(now)
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

    /// The first boot of a host: done once for all who wait for it.
    pub(in crate::walkthrough) fn boot_of(&self, host: &'static str) -> Arc<OnceCell<()>> {
        let mut boots = self.boots.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(boots.entry(host).or_default())
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
