//! A policy of a user: what it allows and denies, by action, resource and tags.
//!
//! What the sandbox can't evaluate is refused when the policy is read, so that nothing is allowed or denied by a guess.

use std::str::FromStr;

use serde_json::{Map, Value};

use super::policy_condition::Condition;
use super::sought::Sought;
use crate::patterns::Patterns;

/// The most characters of a managed policy, without white space. Source: IAM user guide, "IAM and AWS STS quotas".
const MOST_CHARACTERS: usize = 6_144;
/// The fields of a statement of a user's policy. It has no principal: that is the user.
const FIELDS: [&str; 7] = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/// A policy of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityPolicy {
    statements: Vec<Statement>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Statement {
    allows: bool,
    actions: Patterns,
    resources: Patterns,
    conditions: Vec<Condition>,
}

/// What the policies of a user say to one permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// A statement allows it, and none denies it.
    Allowed,
    /// A statement denies it.
    Denied,
    /// No statement allows it.
    NotAllowed,
}

/// Decides by all policies of a user: one that denies wins. Source: IAM user guide, "Policy evaluation logic".
pub fn decide(policies: &[IdentityPolicy], sought: &Sought) -> Decision {
    let statements = || policies.iter().flat_map(|policy| &policy.statements);
    if statements().any(|statement| !statement.allows && statement.applies(sought)) {
        return Decision::Denied;
    }
    if statements().any(|statement| statement.allows && statement.applies(sought)) {
        return Decision::Allowed;
    }
    Decision::NotAllowed
}

impl FromStr for IdentityPolicy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let characters = text.chars().filter(|character| !character.is_whitespace()).count();
        if characters > MOST_CHARACTERS {
            return Err(format!(
                "it has {characters} characters without white space, and a managed policy has at most {MOST_CHARACTERS}"
            ));
        }
        let document: Value = serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))?;
        if document.get("Version").is_none_or(|version| version != "2012-10-17") {
            return Err("its Version has to be 2012-10-17".to_owned());
        }
        let statements = match document.get("Statement") {
            Some(Value::Array(list)) if !list.is_empty() => list.iter().collect(),
            Some(one @ Value::Object(_)) => vec![one],
            _ => return Err("it has no Statement".to_owned()),
        };
        let statements: Result<_, _> = statements.into_iter().map(Statement::parse).collect();
        Ok(Self { statements: statements? })
    }
}

impl Statement {
    fn parse(value: &Value) -> Result<Self, String> {
        let fields = value.as_object().ok_or("a statement has to be an object")?;
        if let Some(unknown) = fields.keys().find(|key| !FIELDS.contains(&key.as_str())) {
            return Err(format!("a statement of a user's policy has no {unknown}"));
        }
        let allows = match fields.get("Effect").and_then(Value::as_str) {
            Some("Allow") => true,
            Some("Deny") => false,
            _ => return Err("the Effect of a statement is Allow or Deny".to_owned()),
        };
        let actions = Patterns::parse(fields, "Action")?;
        if let Some(wrong) = actions.patterns.iter().find(|action| *action != "*" && !action.contains(':')) {
            return Err(format!("{wrong} is no action, like ec2:RunInstances"));
        }
        let resources = Patterns::parse(fields, "Resource")?;
        if let Some(wrong) = resources
            .patterns
            .iter()
            .find(|resource| *resource != "*" && !resource.starts_with("arn:"))
        {
            return Err(format!("{wrong} is no ARN"));
        }
        if let Some(variable) = resources.patterns.iter().find(|resource| resource.contains("${")) {
            return Err(format!("the sandbox knows no policy variables: {variable}"));
        }
        Ok(Self {
            allows,
            actions,
            resources,
            conditions: conditions(fields)?,
        })
    }

    fn applies(&self, sought: &Sought) -> bool {
        self.actions.matches(&sought.action)
            && self.resources.matches(&sought.resource)
            && self.conditions.iter().all(|condition| condition.holds(sought))
    }
}

fn conditions(fields: &Map<String, Value>) -> Result<Vec<Condition>, String> {
    let Some(value) = fields.get("Condition") else {
        return Ok(Vec::new());
    };
    let operators = value.as_object().ok_or("a Condition has to be an object")?;
    let mut conditions = Vec::new();
    for (operator, keys) in operators {
        let keys = keys
            .as_object()
            .ok_or_else(|| format!("{operator} in a Condition has to be an object"))?;
        for (key, values) in keys {
            conditions.push(Condition::parse(operator, key, values)?);
        }
    }
    Ok(conditions)
}
