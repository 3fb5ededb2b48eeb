//! The inventory: what AWS holds for one deployment now, read in one parallel sweep.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures_util::future::try_join_all;

use super::{Aside, Key, Kind, Listed, Observed, OfKind, Scope};
use crate::aws::{Aws, AwsError, Class, ResourceKey};

/// What AWS holds for one deployment.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    by_kind: BTreeMap<Kind, Vec<Observed>>,
    /// What bears the deployment's name and isn't taken for its own.
    aside: BTreeMap<Kind, Vec<(Observed, Aside)>>,
    /// The kinds that AWS denies to list: what there is of them is unknown.
    unreadable: BTreeMap<Kind, AwsError>,
    /// When the listing of each kind began, on the run's clock.
    listed_since: BTreeMap<Kind, Duration>,
    /// What is there beside the one of its key that is in use; it is found by its id only.
    spares: BTreeSet<(Kind, String)>,
}

impl Inventory {
    /// Lists these kinds at once. A kind that AWS denies to list is unreadable; see [`Inventory::unreadable`].
    ///
    /// # Errors
    ///
    /// The first listing that failed for another reason.
    pub async fn sweep(aws: &Aws, scope: &Scope, kinds: impl IntoIterator<Item = Kind>) -> Result<Self, AwsError> {
        let kinds: Vec<Kind> = kinds.into_iter().collect();
        let listings = kinds.iter().map(|kind| async move {
            match kind.list(aws, scope).await {
                Err(error) if error.class != Class::Denied => Err(error),
                listed => Ok((*kind, listed)),
            }
        });
        let began = aws.clock().elapsed();
        let mut inventory = Self::default();
        for (kind, listed) in try_join_all(listings).await? {
            match listed {
                Ok(listed) => inventory.replace(kind, listed, began),
                Err(denial) => inventory.set_unreadable(kind, denial),
            }
        }
        Ok(inventory)
    }

    /// The same with what another one has of other kinds.
    pub fn joined_with(mut self, other: Self) -> Self {
        self.by_kind.extend(other.by_kind);
        self.aside.extend(other.aside);
        self.unreadable.extend(other.unreadable);
        self.listed_since.extend(other.listed_since);
        self
    }

    /// The kinds that AWS denies to list, each with its refusal. Nothing may be concluded from there being none of them here.
    pub fn unreadable(&self) -> &BTreeMap<Kind, AwsError> {
        &self.unreadable
    }

    /// Notes that AWS denies to list a kind.
    pub fn set_unreadable(&mut self, kind: Kind, denial: AwsError) {
        self.unreadable.insert(kind, denial);
    }

    /// Everything of one kind, whatever its state.
    pub fn of(&self, kind: Kind) -> &[Observed] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The facts of everything of one kind, whatever its state.
    pub fn all_facts<K: OfKind>(&self) -> impl Iterator<Item = &K::Facts> {
        self.of(K::KIND).iter().filter_map(Observed::facts_of::<K>)
    }

    /// Everything there is.
    pub fn all(&self) -> impl Iterator<Item = &Observed> {
        self.by_kind.values().flatten()
    }

    /// Everything that belongs to a deployment of this name.
    pub fn own(&self, deployment: &str) -> impl Iterator<Item = &Observed> {
        self.all().filter(move |observed| observed.belongs_to(deployment))
    }

    /// What bears the deployment's name and isn't taken for its own, live or not, for this reason.
    pub fn aside(&self, why: Aside) -> impl Iterator<Item = &Observed> {
        let all = self.aside.values().flatten();
        all.filter(move |(_, aside)| *aside == why).map(|(observed, _)| observed)
    }

    /// The resource of `kind` with this id, whether it is taken for the deployment's own or not.
    pub fn by_id(&self, kind: Kind, id: &str) -> Option<&Observed> {
        let aside = self.aside.get(&kind).into_iter().flatten().map(|(observed, _)| observed);
        self.of(kind).iter().chain(aside).find(|observed| observed.id == id)
    }

    /// The facts of the resource with this id, whatever its state.
    pub fn facts_by_id<K: OfKind>(&self, id: &str) -> Option<&K::Facts> {
        self.by_id(K::KIND, id)?.facts_of::<K>()
    }

    /// The live resources that carry `key` in their tags, spares left out.
    pub fn by_key(&self, kind: Kind, key: &ResourceKey) -> Vec<Observed> {
        let used = self.claiming(kind, key).filter(|observed| !self.is_spare(observed));
        used.cloned().collect()
    }

    /// The live resources of a kind that carry `key` in their tags.
    fn claiming<'a>(&'a self, kind: Kind, key: &ResourceKey) -> impl Iterator<Item = &'a Observed> {
        let of_kind = self.of(kind).iter();
        of_kind.filter(move |observed| observed.is_live() && observed.has_key(key))
    }

    /// Whether another resource of its key is in use instead of it.
    pub fn is_spare(&self, observed: &Observed) -> bool {
        self.spares.contains(&(observed.kind(), observed.id.clone()))
    }

    /// The spares of a key.
    pub fn spares<'a>(&'a self, kind: Kind, key: &ResourceKey) -> Vec<&'a Observed> {
        self.claiming(kind, key).filter(|observed| self.is_spare(observed)).collect()
    }

    /// Notes which resources are spares, instead of any noted before.
    pub fn set_spares(&mut self, spares: BTreeSet<(Kind, String)>) {
        self.spares = spares;
    }

    /// The live resource of this key.
    pub fn live<K: OfKind>(&self, key: &Key<K>) -> Option<&Observed> {
        let key = key.any();
        let mut of_kind = self.of(K::KIND).iter();
        of_kind.find(|observed| observed.is_live() && observed.has_key(&key) && !self.is_spare(observed))
    }

    /// The facts of the live resource of this key.
    pub fn facts<K: OfKind>(&self, key: &Key<K>) -> Option<&K::Facts> {
        self.live(key)?.facts_of::<K>()
    }

    /// Whether a listing of the kind is held that began later than at `began`. It says more, whichever was answered first.
    pub fn is_listed_after(&self, kind: Kind, began: Duration) -> bool {
        self.listed_since.get(&kind).is_some_and(|held| *held > began)
    }

    /// When the listing of the kind that is held began, on the run's clock.
    pub fn listed_since(&self, kind: Kind) -> Option<Duration> {
        self.listed_since.get(&kind).copied()
    }

    /// Replaces all of one kind with a listing that began at `began`, on the run's clock.
    pub fn replace(&mut self, kind: Kind, listed: Listed, began: Duration) {
        self.unreadable.remove(&kind);
        self.by_kind.insert(kind, listed.ours);
        self.aside.insert(kind, listed.aside);
        self.listed_since.insert(kind, began);
    }

    /// Takes one resource out.
    pub fn remove(&mut self, kind: Kind, id: &str) {
        if let Some(listing) = self.by_kind.get_mut(&kind) {
            listing.retain(|observed| observed.id != id);
        }
    }

    /// Adds one resource, or replaces what was known of it.
    pub fn upsert(&mut self, observed: Observed) {
        let listing = self.by_kind.entry(observed.kind()).or_default();
        match listing.iter_mut().find(|known| known.id == observed.id) {
            Some(known) => *known = observed,
            None => listing.push(observed),
        }
    }
}
