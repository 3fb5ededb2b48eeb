//! The inventory: what AWS holds for one deployment now, read in one parallel sweep.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use futures_util::future::try_join_all;

use super::{Key, Kind, Observed, OfKind};
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
    /// The keys of the objects that the run has changed since.
    pub changed_objects: Arc<BTreeSet<String>>,
    /// The DB subnet group's name.
    pub db_subnet_group: String,
}

/// What AWS holds for one deployment.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    by_kind: BTreeMap<Kind, Vec<Observed>>,
}

impl Inventory {
    /// Lists these kinds at once.
    ///
    /// # Errors
    ///
    /// The first listing that failed; a partial inventory is worth nothing.
    pub async fn sweep(aws: &Aws, scope: &Scope, kinds: impl IntoIterator<Item = Kind>) -> Result<Self, AwsError> {
        let listings = kinds
            .into_iter()
            .map(|kind| async move { Ok::<_, AwsError>((kind, kind.list(aws, scope).await?)) });
        Ok(Self {
            by_kind: try_join_all(listings).await?.into_iter().collect(),
        })
    }

    /// The same with what another one has of other kinds.
    pub fn joined_with(mut self, other: Self) -> Self {
        self.by_kind.extend(other.by_kind);
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

    /// The live resources that carry `key` in their tags.
    pub fn by_key(&self, kind: Kind, key: &ResourceKey) -> Vec<Observed> {
        let of_key = self.of(kind).iter();
        of_key
            .filter(|observed| observed.is_live() && observed.has_key(key))
            .cloned()
            .collect()
    }

    /// The live resource of this key.
    pub fn live<K: OfKind>(&self, key: &Key<K>) -> Option<&Observed> {
        let key = key.any();
        let mut of_key = self.of(K::KIND).iter();
        of_key.find(|observed| observed.is_live() && observed.has_key(&key))
    }

    /// The facts of the live resource of this key.
    pub fn facts<K: OfKind>(&self, key: &Key<K>) -> Option<&K::Facts> {
        self.live(key)?.facts_of::<K>()
    }

    /// Replaces all of one kind with a newer listing.
    pub fn replace(&mut self, kind: Kind, listing: Vec<Observed>) {
        self.by_kind.insert(kind, listing);
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
