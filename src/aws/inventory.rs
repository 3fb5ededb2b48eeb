//! The inventory: what AWS holds for one deployment now, read in one parallel sweep.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use futures_util::future::{BoxFuture, try_join_all};

use super::{Aws, AwsError, Identity, Key, Kind, TAG_DEPLOYMENT, TAG_RESOURCE, TAG_STEP};

/// Where a resource is in its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// AWS is still working on it.
    Pending,
    /// It can be used.
    Ready,
    /// AWS gave up on it, with AWS's reason.
    Failed(String),
    /// It is on its way out, and still holds what it hangs on.
    Deleting,
    /// It is gone, and AWS still shows it.
    Gone,
}

/// One resource as AWS reports it.
#[derive(Clone)]
pub struct Observed {
    /// What it is.
    pub kind: Kind,
    /// AWS's id, or the natural key where AWS gives none.
    pub id: String,
    /// Its tags; empty where the kind carries none.
    pub tags: BTreeMap<String, String>,
    /// Where it is in its life.
    pub state: State,
    /// Ids of other resources it hangs on: it has to go before they can.
    pub references: Vec<String>,
    /// What a person or a later step wants to know of it: `cidr`, `public-address`, `endpoint`, …
    pub attributes: BTreeMap<&'static str, String>,
    body: Arc<dyn Any + Send + Sync>,
}

impl Observed {
    /// A resource with the service's own description as its `body`.
    pub fn new<B: Any + Send + Sync>(kind: Kind, id: impl Into<String>, state: State, body: B) -> Self {
        Self {
            kind,
            id: id.into(),
            tags: BTreeMap::new(),
            state,
            references: Vec::new(),
            attributes: BTreeMap::new(),
            body: Arc::new(body),
        }
    }

    /// The same with these tags.
    pub fn tagged(mut self, tags: impl IntoIterator<Item = (String, String)>) -> Self {
        self.tags = tags.into_iter().collect();
        self
    }

    /// The same with the tags its create call carried.
    pub fn tagged_as(self, identity: &Identity) -> Self {
        self.tagged(identity.tags().map(|(key, value)| (key.to_owned(), value)))
    }

    /// The same, hanging on these other resources.
    pub fn referring_to<S: Into<String>>(mut self, ids: impl IntoIterator<Item = S>) -> Self {
        self.references.extend(ids.into_iter().map(Into::into));
        self
    }

    /// The same with one more attribute, where there is a value.
    pub fn with(mut self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        if let Some(value) = value {
            self.attributes.insert(name, value.into());
        }
        self
    }

    /// The service's own description, if it is a `B`.
    pub fn body<B: Any>(&self) -> Option<&B> {
        self.body.downcast_ref()
    }

    /// The key in its tags.
    pub fn key(&self) -> Option<Key> {
        self.tags.get(TAG_RESOURCE).map(|key| Key::from(key.as_str()))
    }

    /// The step in its tags.
    pub fn step(&self) -> Option<&str> {
        self.tags.get(TAG_STEP).map(String::as_str)
    }

    /// Whether its tags say it belongs to `deployment`.
    pub fn belongs_to(&self, deployment: &str) -> bool {
        self.tags.get(TAG_DEPLOYMENT).is_some_and(|owner| owner == deployment)
    }

    /// Whether it is of use: not gone, not on its way out, not failed.
    pub fn is_live(&self) -> bool {
        matches!(self.state, State::Pending | State::Ready)
    }
}

impl fmt::Debug for Observed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({:?})", self.kind, self.id, self.state)
    }
}

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

/// A listing. It fails rather than answer with less than there is: a read that fails is never taken for "gone".
pub type List = for<'a> fn(&'a Aws, &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>>;

/// Lists the resources of one kind.
#[derive(Clone, Copy)]
pub struct Lister {
    /// What it lists.
    pub kind: Kind,
    /// The listing itself.
    pub list: List,
    /// Whether it looks by name, and so may find what isn't the deployment's: that has to be seen, to be told.
    pub by_name: bool,
}

impl Lister {
    /// Lists the deployment's resources of the kind. Not every endpoint honours every filter, so tags are looked at here too:
    /// what belongs to another deployment is never touched.
    ///
    /// # Errors
    ///
    /// When it can't be listed whole.
    pub async fn list(&self, aws: &Aws, scope: &Scope) -> Result<Vec<Observed>, AwsError> {
        let mut listing = (self.list)(aws, scope).await?;
        listing.retain(|observed| self.by_name || observed.belongs_to(&scope.deployment));
        Ok(listing)
    }
}

/// What AWS holds for one deployment.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    by_kind: BTreeMap<Kind, Vec<Observed>>,
}

impl Inventory {
    /// Reads everything at once.
    ///
    /// # Errors
    ///
    /// The first listing that failed; a partial inventory is worth nothing.
    pub async fn sweep(aws: &Aws, scope: &Scope, listers: &[Lister]) -> Result<Self, AwsError> {
        let listings = listers
            .iter()
            .map(|lister| async move { Ok::<_, AwsError>((lister.kind, lister.list(aws, scope).await?)) });
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

    /// Everything there is.
    pub fn all(&self) -> impl Iterator<Item = &Observed> {
        self.by_kind.values().flatten()
    }

    /// The resource of `kind` with this id.
    pub fn by_id(&self, kind: Kind, id: &str) -> Option<&Observed> {
        self.of(kind).iter().find(|observed| observed.id == id)
    }

    /// The live resources that carry `key` in their tags.
    pub fn by_key(&self, kind: Kind, key: &Key) -> Vec<Observed> {
        self.of(kind)
            .iter()
            .filter(|observed| observed.is_live() && observed.tags.get(TAG_RESOURCE).is_some_and(|tag| tag == key.as_str()))
            .cloned()
            .collect()
    }

    /// An attribute of the live resource of this key.
    pub fn attribute(&self, key: &str, attribute: &str) -> Option<&str> {
        let of_key = self
            .all()
            .filter(|observed| observed.is_live() && observed.tags.get(TAG_RESOURCE).is_some_and(|tag| tag == key));
        of_key
            .filter_map(|observed| observed.attributes.get(attribute))
            .map(String::as_str)
            .next()
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
        let listing = self.by_kind.entry(observed.kind).or_default();
        match listing.iter_mut().find(|known| known.id == observed.id) {
            Some(known) => *known = observed,
            None => listing.push(observed),
        }
    }
}
