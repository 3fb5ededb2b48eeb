//! What a thing is called: AWS's id, and the deployment's own name for it where it has one.

use std::fmt;

/// A thing of the network by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Label {
    /// What it is, as a person says it: `route table`.
    pub noun: &'static str,
    /// AWS's id, or the identifier of a DB instance.
    pub id: String,
    /// The key in its `jalon:resource` tag: `route-table/private1`. A stranger's thing has none.
    pub key: Option<String>,
}

impl Label {
    /// A thing by what it is and its id.
    pub fn new(noun: &'static str, id: impl Into<String>) -> Self {
        Self {
            noun,
            id: id.into(),
            key: None,
        }
    }

    /// The same with the key of its tag, where there is one.
    pub fn keyed(mut self, key: Option<impl Into<String>>) -> Self {
        self.key = key.map(Into::into);
        self
    }

    /// Its kind as JSON spells it: `route-table`.
    pub fn kind(&self) -> String {
        self.noun.to_ascii_lowercase().replace(' ', "-")
    }

    /// The shortest name that no other of its kind has: its key, or its id.
    pub fn short(&self) -> &str {
        self.key.as_deref().unwrap_or(&self.id)
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Some(key) => write!(f, "{key} ({})", self.id),
            None => write!(f, "{} {}", self.noun, self.id),
        }
    }
}
