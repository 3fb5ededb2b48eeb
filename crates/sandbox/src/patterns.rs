//! The patterns of actions and resources in a policy: those of buckets and those of users have one form.

use serde_json::{Map, Value};

use crate::wildcard::Wildcard;

/// The patterns of `Action`, or all but those of `NotAction`; `Resource` alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patterns {
    /// The patterns, in the policy's spelling.
    pub patterns: Vec<String>,
    /// Whether the policy excludes them.
    pub negated: bool,
    wildcards: Vec<Wildcard>,
}

impl Patterns {
    /// Reads the field of that name, or `Not` and that name; exactly one of them must be there.
    ///
    /// # Errors
    /// What is wrong with the fields, in the words of S3.
    pub fn parse(fields: &Map<String, Value>, name: &str) -> Result<Self, String> {
        let negation = format!("Not{name}");
        let (value, negated) = match (fields.get(name), fields.get(&negation)) {
            (Some(value), None) => (value, false),
            (None, Some(value)) => (value, true),
            (None, None) => return Err(format!("Missing required field {name}")),
            (Some(_), Some(_)) => return Err(format!("Statement cannot hold both {name} and {negation}")),
        };
        let patterns = strings(value)
            .filter(|patterns| !patterns.is_empty())
            .ok_or_else(|| format!("Policy has invalid {}", name.to_lowercase()))?;
        Ok(Self {
            wildcards: patterns.iter().map(|pattern| Wildcard::of_policy(pattern)).collect(),
            patterns,
            negated,
        })
    }

    /// Whether the patterns include a text. Upper and lower case are the same.
    pub fn matches(&self, text: &str) -> bool {
        let matched = self.wildcards.iter().any(|wildcard| wildcard.matches(text));
        matched != self.negated
    }
}

/// One string or a list of them.
pub fn strings(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(one) => Some(vec![one.clone()]),
        Value::Array(list) => list.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}
