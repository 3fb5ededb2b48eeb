//! Handles: what one resource gives to the specs built from it.

use std::collections::BTreeMap;

use crate::aws::{Key, Kind, Observed};

/// A resource that is there, or that a plan would make.
#[derive(Clone, Debug)]
pub struct Handle {
    key: Key,
    kind: Kind,
    id: Option<String>,
    placeholder: String,
    attributes: BTreeMap<&'static str, String>,
}

impl Handle {
    /// The handle of a resource AWS reports.
    pub fn of(key: Key, observed: &Observed) -> Self {
        Self {
            placeholder: format!("({key})"),
            key,
            kind: observed.kind,
            id: Some(observed.id.clone()),
            attributes: observed.attributes.clone(),
        }
    }

    /// The handle of a resource that is not there yet.
    pub fn planned(key: Key, kind: Kind) -> Self {
        Self {
            placeholder: format!("({key})"),
            key,
            kind,
            id: None,
            attributes: BTreeMap::new(),
        }
    }

    /// The resource's key.
    pub fn key(&self) -> &Key {
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

    /// One attribute, e.g. `public-address`; `None` until AWS reports it.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}
