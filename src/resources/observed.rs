//! One resource as AWS reports it.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;

use super::{Facts, Failure, Kind, OfKind};
use crate::aws::{DeploymentId, Identity, ResourceKey, TAG_DEPLOYMENT, TAG_EXPIRES, TAG_ID, TAG_NAME, TAG_RESOURCE, TAG_STEP};

/// Where a resource is in its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// AWS is still working on it.
    Pending,
    /// It can be used.
    Ready,
    /// Somebody is stopping it: it can be started once it has stopped.
    Stopping,
    /// Somebody has stopped it: it is ready only after it was started.
    Stopped,
    /// AWS gave up on it, or denies reading it.
    Failed(Box<Failure>),
    /// AWS is deleting it, and it still holds what it refers to.
    Deleting,
    /// It is gone, and AWS still shows it.
    Gone,
}

impl State {
    /// AWS gave up on it, for this reason.
    pub fn failed(failure: Failure) -> Self {
        Self::Failed(Box::new(failure))
    }

    /// Whether it is there and can't be used yet.
    pub fn is_awaited(&self) -> bool {
        matches!(self, Self::Pending | Self::Stopping | Self::Stopped)
    }
}

/// One resource as AWS reports it.
#[derive(Clone)]
pub struct Observed {
    /// AWS's id, or the natural key where AWS gives none.
    pub id: String,
    /// Its tags; empty where the kind carries none.
    pub tags: BTreeMap<String, String>,
    /// Where it is in its life.
    pub state: State,
    /// Ids of other resources it refers to: it has to go before they can.
    pub references: Vec<String>,
    /// What AWS reports of its kind.
    pub facts: Facts,
    /// What AWS shows of the call that made it.
    origin: Option<Origin>,
    /// When AWS made it, where AWS shows that.
    made_at: Option<Timestamp>,
    /// How the state file records it, whatever its tags say.
    recorded: Option<RecordedAs>,
    /// Whether it bears the deployment's name without being known as its own.
    is_unclaimed: bool,
}

/// What AWS shows of the call that made a resource, and who copies its tags does not copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Its client token; empty where it had none.
    Token(String),
    /// The name that it was given: its identifier or its description.
    Name(String),
}

/// How the state file records a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedAs {
    /// Its key.
    pub key: ResourceKey,
    /// The step that made it.
    pub step: String,
    /// When its making was decided, or when it was adopted.
    pub at: Timestamp,
}

impl Observed {
    /// A resource without tags and references.
    pub fn new(id: impl Into<String>, state: State, facts: impl Into<Facts>) -> Self {
        Self {
            id: id.into(),
            tags: BTreeMap::new(),
            state,
            references: Vec::new(),
            facts: facts.into(),
            origin: None,
            made_at: None,
            recorded: None,
            is_unclaimed: false,
        }
    }

    /// The same with these tags.
    pub fn tagged(mut self, tags: impl IntoIterator<Item = (String, String)>) -> Self {
        self.tags = tags.into_iter().collect();
        self
    }

    /// The same, made by a call of which AWS shows this.
    pub fn made_with(self, origin: Origin) -> Self {
        Self {
            origin: Some(origin),
            ..self
        }
    }

    /// The same, made at this time, as AWS shows it.
    pub fn made_at(self, made_at: Option<Timestamp>) -> Self {
        Self { made_at, ..self }
    }

    /// When it was made: as AWS shows it, else as it is recorded, else on the first day of its deployment, by the id in its tags.
    pub fn since(&self) -> Option<Timestamp> {
        let recorded = self.recorded.as_ref().map(|recorded| recorded.at);
        self.made_at.or(recorded).or_else(|| self.deployment_id()?.began_at())
    }

    /// What AWS shows of the call that made it, where it shows any of this.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// The same with the tags its create call carried.
    pub fn tagged_as(self, identity: &Identity) -> Self {
        self.tagged(identity.all_tags())
    }

    /// The same, as the state file records it.
    pub fn recorded_as(self, recorded: RecordedAs) -> Self {
        Self {
            recorded: Some(recorded),
            ..self
        }
    }

    /// The same, which bears the deployment's name without being known as its own.
    pub fn unclaimed(self) -> Self {
        Self {
            is_unclaimed: true,
            ..self
        }
    }

    /// The same, referring to these other resources.
    pub fn referring_to<S: Into<String>>(mut self, ids: impl IntoIterator<Item = S>) -> Self {
        self.references.extend(ids.into_iter().map(Into::into));
        self
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.facts.kind()
    }

    /// What AWS reports of it, if it is of the kind `K`.
    pub fn facts_of<K: OfKind>(&self) -> Option<&K::Facts> {
        K::facts_in(&self.facts)
    }

    /// Whether the state file records it.
    pub fn is_recorded(&self) -> bool {
        self.recorded.is_some()
    }

    /// Its key: the recorded one, else that of its tags.
    pub fn key(&self) -> Option<ResourceKey> {
        let recorded = self.recorded.as_ref().map(|recorded| recorded.key.clone());
        recorded.or_else(|| self.tags.get(TAG_RESOURCE).map(|key| ResourceKey::written(key)))
    }

    /// Its key as text; its id where it has none.
    pub fn key_or_id(&self) -> String {
        match self.key() {
            // The tags of a part are those of what it was made with.
            Some(key) if self.kind().row().made_with.is_some() => format!("{}/{}", self.kind().row().name, key.name()),
            Some(key) => key.to_string(),
            None => self.id.clone(),
        }
    }

    /// Whether `key` is its key.
    pub fn has_key(&self, key: &ResourceKey) -> bool {
        match &self.recorded {
            Some(recorded) => recorded.key == *key,
            None => self
                .tags
                .get(TAG_RESOURCE)
                .is_some_and(|tag| ResourceKey::written(tag) == *key),
        }
    }

    /// The value of its `Name` tag.
    pub fn name(&self) -> Option<&str> {
        self.tags.get(TAG_NAME).map(String::as_str)
    }

    /// The step that made it: the recorded one, else that of its tags.
    pub fn step(&self) -> Option<&str> {
        let recorded = self.recorded.as_ref().map(|recorded| recorded.step.as_str());
        recorded.or_else(|| self.tags.get(TAG_STEP).map(String::as_str))
    }

    /// Whether it belongs to `deployment`, by its record or its tags.
    pub fn belongs_to(&self, deployment: &str) -> bool {
        self.is_recorded() || (!self.is_unclaimed && self.bears_name_of(deployment))
    }

    /// Whether its tags name `deployment`.
    pub fn bears_name_of(&self, deployment: &str) -> bool {
        self.tags.get(TAG_DEPLOYMENT).is_some_and(|owner| owner == deployment)
    }

    /// The id of a deployment in its tags.
    pub fn deployment_id(&self) -> Option<DeploymentId> {
        self.tags.get(TAG_ID).map(|id| DeploymentId::from(id.as_str()))
    }

    /// When its deployment expires, by its tags.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.tags.get(TAG_EXPIRES)?.parse().ok()
    }

    /// Whether it is of use: not gone, not being deleted, not failed.
    pub fn is_live(&self) -> bool {
        self.state == State::Ready || self.is_awaited()
    }

    /// Whether it is there and can't be used yet.
    pub fn is_awaited(&self) -> bool {
        self.state.is_awaited()
    }

    /// Whether AWS is taking it away, or has: another one may have its key.
    pub fn is_leaving(&self) -> bool {
        matches!(self.state, State::Deleting | State::Gone)
    }

    /// Whether it has to be gone before `holder` can be deleted: it names it, or AWS demands that order of their kinds.
    pub fn is_deleted_before(&self, holder: &Observed) -> bool {
        self.references.contains(&holder.id) || holder.kind().row().deleted_after.contains(&self.kind())
    }
}

impl fmt::Debug for Observed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({:?})", self.kind(), self.id, self.state)
    }
}
