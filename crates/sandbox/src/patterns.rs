//! The patterns of actions and resources in a policy: those of buckets and those of users have one form.

use serde_json::{Map, Value};
use thiserror::Error;

use crate::unreadable::PolicyProblem;
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

/// What is wrong with the patterns of a field, in the words of S3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PatternProblem {
    /// Neither the field nor its negation is there.
    #[error("Missing required field {0}")]
    Missing(&'static str),
    /// Both are.
    #[error("Statement cannot hold both {0} and Not{0}")]
    Both(&'static str),
    /// The field holds neither a text nor a list of texts.
    #[error("Policy has invalid {}", .0.to_lowercase())]
    NoTexts(&'static str),
}

impl From<PatternProblem> for PolicyProblem {
    fn from(problem: PatternProblem) -> Self {
        match problem {
            PatternProblem::Missing(field) => Self::Missing { field: field.to_owned() },
            PatternProblem::Both(field) => Self::Both { field: field.to_owned() },
            PatternProblem::NoTexts(field) => Self::NoTexts { field: field.to_owned() },
        }
    }
}

impl Patterns {
    /// Reads the field of that name, or `Not` and that name; exactly one of them must be there.
    ///
    /// # Errors
    /// What is wrong with the fields.
    pub fn parse(fields: &Map<String, Value>, name: &'static str) -> Result<Self, PatternProblem> {
        let negation = format!("Not{name}");
        let (value, negated) = match (fields.get(name), fields.get(&negation)) {
            (Some(value), None) => (value, false),
            (None, Some(value)) => (value, true),
            (None, None) => return Err(PatternProblem::Missing(name)),
            (Some(_), Some(_)) => return Err(PatternProblem::Both(name)),
        };
        let patterns = strings(value)
            .filter(|patterns| !patterns.is_empty())
            .ok_or(PatternProblem::NoTexts(name))?;
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
