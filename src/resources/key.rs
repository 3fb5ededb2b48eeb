//! Keys with their kind: a security group's where a subnet's belongs does not compile.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::OfKind;
use crate::aws::ResourceKey;

/// The stable name of a resource of the kind `K` within its deployment, e.g. `vpc/main`.
pub struct Key<K> {
    name: Cow<'static, str>,
    kind: PhantomData<fn() -> K>,
}

impl<K> Key<K> {
    /// The key of this name, e.g. `main`.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            kind: PhantomData,
        }
    }

    /// The key of a name that is made up while the program runs, e.g. `public2`.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: Cow::Owned(name.into()),
            kind: PhantomData,
        }
    }

    /// The name within the kind.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl<K: OfKind> Key<K> {
    /// The key as tags and the state file hold it.
    pub fn any(&self) -> ResourceKey {
        ResourceKey::new(format!("{}/{}", K::KIND.row().name, self.name))
    }
}

impl<K> Clone for Key<K> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            kind: PhantomData,
        }
    }
}

impl<K: OfKind> fmt::Display for Key<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", K::KIND.row().name, self.name)
    }
}

impl<K: OfKind> fmt::Debug for Key<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
