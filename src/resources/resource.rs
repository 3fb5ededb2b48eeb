//! What every resource can do.

use async_trait::async_trait;

use super::{Handle, ResourceError};
use crate::aws::{Aws, Identity, Inventory, Key, Kind, Observed};

/// What every spec starts from.
#[derive(Clone, Debug)]
pub struct Base {
    /// The stable name within the deployment, e.g. `subnet/public1`.
    pub key: Key,
    /// The value of the `Name` tag, or AWS's own name for the thing.
    pub name: String,
    /// The resources it is built from.
    pub needs: Vec<Key>,
    /// What else a person should see of it before it is made, e.g. its address range.
    pub detail: String,
}

impl Base {
    /// A base built from these handles.
    pub fn new(key: impl Into<Key>, name: impl Into<String>, needs: &[&Handle]) -> Self {
        Self {
            key: key.into(),
            name: name.into(),
            needs: needs.iter().map(|handle| handle.key().clone()).collect(),
            detail: String::new(),
        }
    }

    /// The same, with a detail to show.
    pub fn showing(self, detail: impl Into<String>) -> Self {
        Self {
            detail: detail.into(),
            ..self
        }
    }
}

/// One way in which a resource is not as wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs, e.g. `dns-hostnames` or `ingress rule`.
    pub field: &'static str,
    /// What AWS has.
    pub found: String,
    /// What the spec wants.
    pub wanted: String,
    /// Whether AWS lets it be changed in place.
    pub changeable: bool,
}

impl Difference {
    /// A difference AWS lets be changed.
    pub fn changeable(field: &'static str, found: impl ToString, wanted: impl ToString) -> Self {
        Self {
            field,
            found: found.to_string(),
            wanted: wanted.to_string(),
            changeable: true,
        }
    }

    /// A difference that only a new resource would mend.
    pub fn fixed(field: &'static str, found: impl ToString, wanted: impl ToString) -> Self {
        Self {
            changeable: false,
            ..Self::changeable(field, found, wanted)
        }
    }

    /// A changeable difference where the two are not equal.
    pub fn of<T: PartialEq + ToString>(field: &'static str, found: T, wanted: T) -> Option<Self> {
        (found != wanted).then(|| Self::changeable(field, found, wanted))
    }
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let or_none = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
        write!(f, "{}: {} → {}", self.field, or_none(&self.found), or_none(&self.wanted))
    }
}

/// One AWS thing with a stable key, described by a desired spec.
#[async_trait]
pub trait Resource: Send + Sync {
    /// What it is.
    fn kind(&self) -> Kind;

    /// Its key, name and needs.
    fn base(&self) -> &Base;

    /// The kind whose listing shows it; another than its own where AWS shows it as a part of something.
    fn listed_as(&self) -> Kind {
        self.kind()
    }

    /// The live resources that are this one. More than one is an error of the caller's to report.
    fn find(&self, inventory: &Inventory) -> Vec<Observed> {
        inventory.by_key(self.kind(), &self.base().key)
    }

    /// Whether others may be built from it before its own settings are as wanted.
    fn serves_unfinished(&self) -> bool {
        false
    }

    /// How what AWS has differs from this spec.
    fn differences(&self, observed: &Observed) -> Vec<Difference>;

    /// Makes it, with its tags on the create call where AWS takes them there.
    ///
    /// # Errors
    ///
    /// When AWS refuses, or when nobody knows whether it was made.
    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError>;

    /// Mends the changeable `differences`. Each of them may be mended twice without harm.
    ///
    /// # Errors
    ///
    /// When AWS refuses a change; those before it are then made.
    async fn change(
        &self,
        aws: &Aws,
        identity: &Identity,
        observed: &Observed,
        differences: &[Difference],
    ) -> Result<(), ResourceError>;
}
