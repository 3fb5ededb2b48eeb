//! What AWS holds for the deployment, as far as this run has read or made it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::watch;

use crate::aws::{PROPAGATION_PATIENCE, ResourceKey};
use crate::resources::{AnyHandle, Inventory, Kind, Listed, Observed};
use crate::walkthrough::Between;
use crate::walkthrough::duplicates::spares;

/// What AWS holds: written by sweeps, refreshes and whatever makes or deletes a resource.
#[derive(Default)]
pub(in crate::walkthrough) struct Holdings {
    inventory: RwLock<Inventory>,
    /// The kinds that sweeps are narrowed to.
    narrowed_to: OnceLock<BTreeSet<Kind>>,
    /// What is there of what the steps build, for those that wait for it.
    handles: watch::Sender<BTreeMap<ResourceKey, AnyHandle>>,
    /// When this run made resources, on its clock.
    made_at: Mutex<BTreeMap<(Kind, String), Duration>>,
    /// What this run made and no listing has held yet, and when a listing last did not.
    unlisted: Mutex<BTreeMap<(Kind, String), Option<Duration>>>,
}

impl Holdings {
    /// Reads the inventory.
    pub(in crate::walkthrough) fn read<R>(&self, read: impl FnOnce(&Inventory) -> R) -> R {
        read(&self.inventory.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<R>(&self, write: impl FnOnce(&mut Inventory) -> R) -> R {
        write(&mut self.inventory.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes a whole sweep for what AWS holds.
    /// Returns what it lists for the first time.
    pub(in crate::walkthrough) fn replace(&self, mut swept: Inventory) -> Vec<(Kind, Between)> {
        swept.set_spares(spares(&swept));
        let mut sighted = Vec::new();
        for kind in Kind::listed() {
            if let Some(began) = swept.listed_since(kind) {
                sighted.extend(self.sightings(kind, swept.of(kind), began));
            }
        }
        self.write(|inventory| *inventory = swept);
        sighted
    }

    /// Takes a listing of one kind that was asked for at `began`, unless a later one is there already. What this run had made moments
    /// before and AWS did not list yet is kept, however long the answer took. Returns what it lists for the first time.
    pub(in crate::walkthrough) fn replace_kind(&self, kind: Kind, mut listed: Listed, began: Duration) -> Vec<(Kind, Between)> {
        let sighted = self.sightings(kind, &listed.ours, began);
        let is_young = |known: &Observed| {
            let made = self.made_at(kind, &known.id);
            made.is_some_and(|made| began.saturating_sub(made) < PROPAGATION_PATIENCE)
        };
        self.write(|inventory| {
            if inventory.is_listed_after(kind, began) {
                return;
            }
            for known in inventory.of(kind) {
                let is_listed = listed.ours.iter().any(|observed| observed.id == known.id);
                if !is_listed && is_young(known) {
                    listed.ours.push(known.clone());
                }
            }
            inventory.replace(kind, listed, began);
            inventory.set_spares(spares(inventory));
        });
        sighted
    }

    /// How long it took until a listing that was asked for at `began` held what this run made, where no earlier one did.
    fn sightings(&self, kind: Kind, listed: &[Observed], began: Duration) -> Vec<(Kind, Between)> {
        let mut unlisted = self.unlisted.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sighted = Vec::new();
        unlisted.retain(|(of, id), missing| {
            let made = self.made_at(*of, id).filter(|made| *of == kind && *made <= began);
            let Some(made) = made else { return true };
            if listed.iter().all(|observed| observed.id != *id) {
                *missing = Some((*missing).map_or(began, |last| last.max(began)));
                return true;
            }
            let not_yet = missing.map(|at| at.min(began).saturating_sub(made));
            sighted.push((
                kind,
                Between {
                    not_yet,
                    by: began - made,
                },
            ));
            false
        });
        sighted
    }

    /// Notes a resource this run has just made.
    pub(super) fn note_made(&self, observed: Observed, now: Duration) {
        let resource_id = (observed.kind(), observed.id.clone());
        if observed.kind() == observed.kind().listed_as() {
            let mut unlisted = self.unlisted.lock().unwrap_or_else(PoisonError::into_inner);
            unlisted.insert(resource_id.clone(), None);
        }
        self.made_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(resource_id, now);
        self.write(|inventory| inventory.upsert(observed));
    }

    /// Notes that this run has let a resource go.
    pub(super) fn note_deleted(&self, kind: Kind, id: &str) {
        self.write(|inventory| inventory.remove(kind, id));
    }

    /// From now on a listing without this resource, which one has shown, means that it is gone, however lately this run has made it.
    pub(in crate::walkthrough) fn trust_listings_of(&self, kind: Kind, id: &str) {
        let mut made_at = self.made_at.lock().unwrap_or_else(PoisonError::into_inner);
        made_at.remove(&(kind, id.to_owned()));
    }

    /// When this run made a resource, on its clock.
    pub(in crate::walkthrough) fn made_at(&self, kind: Kind, id: &str) -> Option<Duration> {
        let made_at = self.made_at.lock().unwrap_or_else(PoisonError::into_inner);
        made_at.get(&(kind, id.to_owned())).copied()
    }

    /// Narrows this sweep and all later ones to these kinds.
    pub(in crate::walkthrough) fn narrow_to(&self, kinds: BTreeSet<Kind>) {
        self.narrowed_to.get_or_init(|| kinds);
    }

    /// Whether sweeps leave kinds out.
    pub(in crate::walkthrough) fn is_narrowed(&self) -> bool {
        self.narrowed_to.get().is_some()
    }

    /// The kinds that sweeps list.
    pub(in crate::walkthrough) fn swept_kinds(&self) -> Vec<Kind> {
        let is_wanted = |kind: &Kind| self.narrowed_to.get().is_none_or(|kinds| kinds.contains(kind));
        Kind::listed().filter(is_wanted).collect()
    }

    /// The handle of a resource that is there.
    pub(in crate::walkthrough) fn handle(&self, key: &ResourceKey) -> Option<AnyHandle> {
        self.handles.borrow().get(key).cloned()
    }

    /// Hands a resource that is there to all that wait for it.
    pub(in crate::walkthrough) fn publish(&self, handle: AnyHandle) {
        self.handles
            .send_modify(|handles| drop(handles.insert(handle.key().clone(), handle)));
    }

    /// Waits until the handle of a resource is there.
    pub(in crate::walkthrough) async fn published(&self, key: &ResourceKey) {
        let mut handles = self.handles.subscribe();
        // The sender is kept as long as the session, so this ends only with the handle.
        drop(handles.wait_for(|handles| handles.contains_key(key)).await);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::{State, VolumeFacts};

    #[test]
    fn a_listing_asked_for_while_a_resource_was_new_does_not_show_that_it_is_gone() {
        let holdings = Holdings::default();
        let facts = VolumeFacts {
            is_encrypted: None,
            volume_type: None,
            size_gib: None,
        };
        let made = Duration::from_secs(10);
        holdings.note_made(Observed::new("vol-1", State::Ready, facts), made);
        let is_there =
            |holdings: &Holdings| holdings.read(|inventory| inventory.of(Kind::Volume).iter().any(|known| known.id == "vol-1"));
        // However long the answer takes: it shows what was so when it was asked for.
        holdings.replace_kind(
            Kind::Volume,
            Listed::default(),
            made + PROPAGATION_PATIENCE - Duration::from_secs(1),
        );
        assert!(is_there(&holdings));
        holdings.replace_kind(Kind::Volume, Listed::default(), made + PROPAGATION_PATIENCE);
        assert!(!is_there(&holdings));
    }
}
