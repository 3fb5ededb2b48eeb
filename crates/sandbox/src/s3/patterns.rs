//! The patterns a policy names actions and resources by.

use serde_json::{Map, Value};

use super::errors;
use crate::protocol::ApiError;

/// The patterns of `Action`, or all but those of `NotAction`; `Resource` alike.
#[derive(Debug)]
pub struct Patterns {
    /// As the policy spells them.
    pub patterns: Vec<String>,
    /// Whether they say what is left out.
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

    /// Whether a text is meant. Upper and lower case are the same.
    pub fn matches(&self, text: &str) -> bool {
        let matched = self
            .patterns
            .iter()
            .any(|pattern| matches_pattern(&pattern.to_lowercase(), &text.to_lowercase()));
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

/// Policy wildcards: `*` is any run of characters, `?` any one.
pub fn matches_pattern(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut read) = (0, 0);
    let mut last_star = None;
    while read < text.len() {
        match pattern.get(at) {
            Some('*') => {
                last_star = Some((at, read));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || *wanted == text[read] => {
                at += 1;
                read += 1;
            }
            _ => {
                // The last star takes one character more.
                let Some((star, taken)) = last_star else {
                    return false;
                };
                last_star = Some((star, taken + 1));
                at = star + 1;
                read = taken + 1;
            }
        }
    }
    pattern[at..].iter().all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::matches_pattern;

    #[test]
    fn wildcards_match_any_run_and_any_one() {
        for (pattern, text) in [
            ("*", ""),
            ("a*c", "abbc"),
            ("a?c", "abc"),
            ("*a*b*", "xxaxxbx"),
            ("abc", "abc"),
        ] {
            assert!(matches_pattern(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("", "a"), ("a*c", "abcd"), ("a?c", "ac"), ("*a*b", "ba")] {
            assert!(!matches_pattern(pattern, text), "{pattern} {text}");
        }
    }
}
