//! The inventory: what AWS holds for one deployment now, read in one parallel sweep.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::try_join_all;

use super::{Key, Kind, Observed, OfKind, Uploads};
use crate::aws::{Aws, AwsError, ResourceKey};

/// What to look for: the deployment's tags, and the natural keys of what can't be found by tag.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The deployment's name.
    pub deployment: String,
    /// The bucket's name, where one is known.
    pub bucket: Option<String>,
    /// The bucket as this run has listed it before, where nobody but the run changes it.
    pub bucket_before: Option<Observed>,
    /// What was sent to the bucket, and what the run has changed since.
    pub uploads: Arc<Uploads>,
    /// The DB subnet group's name.
    pub db_subnet_group: String,
}

/// What AWS holds for one deployment.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    by_kind: BTreeMap<Kind, Vec<Observed>>,
    /// When the listing of each kind began, on the run's clock.
    listed_since: BTreeMap<Kind, Duration>,
    /// What is there beside the one of its key that is in use; it is found by its id only.
    spares: BTreeSet<(Kind, String)>,
}

impl Inventory {
    /// Lists these kinds at once.
    ///
    /// # Errors
    ///
    /// The first listing that failed; a partial inventory is worth nothing.
    pub async fn sweep(aws: &Aws, scope: &Scope, kinds: impl IntoIterator<Item = Kind>) -> Result<Self, AwsError> {
        let kinds: Vec<Kind> = kinds.into_iter().collect();
        let listings = kinds
            .iter()
            .map(|kind| async move { Ok::<_, AwsError>((*kind, kind.list(aws, scope).await?)) });
        let began = aws.clock().elapsed();
        Ok(Self {
            by_kind: try_join_all(listings).await?.into_iter().collect(),
            listed_since: kinds.iter().map(|kind| (*kind, began)).collect(),
            spares: BTreeSet::new(),
        })
    }

    /// The same with what another one has of other kinds.
    pub fn joined_with(mut self, other: Self) -> Self {
        self.by_kind.extend(other.by_kind);
        self.listed_since.extend(other.listed_since);
        self
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

    /// The resource of `kind` with this id.
    pub fn by_id(&self, kind: Kind, id: &str) -> Option<&Observed> {
        self.of(kind).iter().find(|observed| observed.id == id)
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

    /// Replaces all of one kind with a listing that began at `began`, on the run's clock.
    pub fn replace(&mut self, kind: Kind, listing: Vec<Observed>, began: Duration) {
        self.by_kind.insert(kind, listing);
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
