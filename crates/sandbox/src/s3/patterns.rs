//! The patterns of actions and resources in a policy.

use serde_json::{Map, Value};

use super::errors;
use crate::protocol::ApiError;
use crate::wildcard::Wildcard;

/// The patterns of `Action`, or all but those of `NotAction`; `Resource` alike.
#[derive(Debug)]
pub struct Patterns {
    /// The patterns, in the policy's spelling.
    pub patterns: Vec<String>,
    /// Whether the policy excludes them.
    pub negated: bool,
}

impl Patterns {
    /// Reads the field of that name, or `Not` and that name; exactly one of them must be there.
    pub fn parse(fields: &Map<String, Value>, name: &str) -> Result<Self, ApiError> {
        let negation = format!("Not{name}");
        let (value, negated) = match (fields.get(name), fields.get(&negation)) {
            (Some(value), None) => (value, false),
            (None, Some(value)) => (value, true),
            (None, None) => return Err(errors::malformed_policy(&format!("Missing required field {name}"))),
            (Some(_), Some(_)) => {
                return Err(errors::malformed_policy(&format!(
                    "Statement cannot hold both {name} and {negation}"
                )));
            }
        };
        let patterns = strings(value)
            .filter(|patterns| !patterns.is_empty())
            .ok_or_else(|| errors::malformed_policy(&format!("Policy has invalid {}", name.to_lowercase())))?;
        Ok(Self { patterns, negated })
    }

    /// Whether the patterns include a text. Upper and lower case are the same.
    pub fn matches(&self, text: &str) -> bool {
        let matched = self.patterns.iter().any(|pattern| Wildcard::of_policy(pattern).matches(text));
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
