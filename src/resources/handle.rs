//! Handles: what one resource gives to the specs built from it.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::{Facts, Kind, Observed, OfKind, State};
use crate::aws::ResourceKey;

/// A resource of any kind that is there, or that a plan would make.
#[derive(Clone, Debug)]
pub struct AnyHandle {
    key: ResourceKey,
    kind: Kind,
    id: Option<String>,
    placeholder: String,
    is_ready: bool,
    facts: Option<Arc<Facts>>,
}

impl AnyHandle {
    /// The handle of a resource AWS reports.
    pub fn of(key: ResourceKey, observed: &Observed) -> Self {
        Self {
            placeholder: format!("({key})"),
            key,
            kind: observed.kind(),
            id: Some(observed.id.clone()),
            is_ready: observed.state == State::Ready,
            facts: Some(Arc::new(observed.facts.clone())),
        }
    }

    /// The handle of a resource that is not there yet.
    pub fn planned(key: ResourceKey, kind: Kind) -> Self {
        Self {
            placeholder: format!("({key})"),
            key,
            kind,
            id: None,
            is_ready: false,
            facts: None,
        }
    }

    /// The resource's key.
    pub fn key(&self) -> &ResourceKey {
        &self.key
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its id on AWS; its key in parentheses while it is only planned, which is no id AWS could ever give.
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.placeholder)
    }

    /// Whether it is only planned.
    pub fn is_planned(&self) -> bool {
        self.id.is_none()
    }

    /// Whether AWS reported it ready when the handle was made.
    pub fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// The same as the handle of a kind; `None` if it is of another.
    pub fn of_kind<K: OfKind>(self) -> Option<Handle<K>> {
        (self.kind == K::KIND).then_some(Handle {
            any: self,
            kind: PhantomData,
        })
    }
}

/// A resource of the kind `K` that is there, or that a plan would make.
pub struct Handle<K> {
    any: AnyHandle,
    kind: PhantomData<fn() -> K>,
}

impl<K: OfKind> Handle<K> {
    /// The resource's key.
    pub fn key(&self) -> &ResourceKey {
        self.any.key()
    }

    /// Its id on AWS; see [`AnyHandle::id`].
    pub fn id(&self) -> &str {
        self.any.id()
    }

    /// What AWS reports of it; `None` while it is only planned.
    pub fn facts(&self) -> Option<&K::Facts> {
        K::facts_in(self.any.facts.as_deref()?)
    }

    /// The same without its kind.
    pub fn any(&self) -> &AnyHandle {
        &self.any
    }
}

impl<K> Clone for Handle<K> {
    fn clone(&self) -> Self {
        Self {
            any: self.any.clone(),
            kind: PhantomData,
        }
    }
}

impl<K> fmt::Debug for Handle<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.any, f)
    }
}
